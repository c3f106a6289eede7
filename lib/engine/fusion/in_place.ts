/**
 * Which nodes only move elements that can be used or made where they are: those need no step.
 *
 * @module
 */
import type { GraphNode, Plan, Value } from "../plan/graph_types.ts";
import { placesOf } from "./node_places.ts";
import { isView } from "./operators.ts";
import type { Memory, Part } from "./parts.ts";
import { partsJoined, partsTaken } from "./windows.ts";

/** What is known of a value while a plan is cut. */
export interface Made {
  /** The parts that have to be done before it is there. */
  readonly by: readonly Part[];
  /** Whether it is the result of a fold, or is made of those. */
  readonly isFolded: boolean;
}

/** Looks for such nodes while a plan is cut. */
export class InPlace {
  readonly #users = new Map<Value, GraphNode[]>();
  readonly #outputs: ReadonlySet<Value>;
  readonly #memory: Memory;
  readonly #isKernel: (node: GraphNode) => boolean;
  readonly #madeOf: (value: Value) => Made;

  constructor(
    plan: Plan,
    memory: Memory,
    isKernel: (node: GraphNode) => boolean,
    madeOf: (value: Value) => Made,
  ) {
    this.#outputs = new Set(plan.outputs);
    this.#memory = memory;
    this.#isKernel = isKernel;
    this.#madeOf = madeOf;
    for (const node of plan.nodes) {
      for (const input of node.inputs) {
        if (!input) continue;
        const users = this.#users.get(input);
        if (users) users.push(node);
        else this.#users.set(input, [node]);
      }
    }
  }

  /** Whether kernels alone use a value, but for one node; `inShapes` if that may be in other shapes. */
  #isForKernels(value: Value, inShapes: boolean, but?: GraphNode): boolean {
    if (this.#outputs.has(value)) return false;
    const users = this.#users.get(value) ?? [];
    return users.every((node) =>
      node === but || (placesOf(node) !== undefined && this.#isKernel(node)) ||
      (inShapes && isView(node) && this.#isForKernels(node.outputs[0]!, true))
    );
  }

  /** Whether a value is no output, nor in another shape. */
  #isInner(value: Value): boolean {
    if (this.#outputs.has(value)) return false;
    const users = this.#users.get(value) ?? [];
    return users.every((node) => !isView(node) || this.#isInner(node.outputs[0]!));
  }

  /**
   * Leaves out a node that only moves elements, where they can be used or made in place: anybody can
   * use parts that lie together, kernels those that don't. What a session makes it takes apart and
   * puts together itself, unless kernels alone use the parts.
   */
  leavesOut(node: GraphNode): boolean {
    const { sources, windows } = this.#memory;
    const [x] = node.inputs;
    const taken = partsTaken(node);
    if (taken !== undefined && (sources.get(x!) ?? x!).host === undefined) {
      const { by } = this.#madeOf(x!);
      const isMade = by.length > 0 && by.every(({ kind }) => kind !== "session");
      return windows.take(
        x!,
        taken,
        (value, isTogether) =>
          isMade && isTogether ? this.#isInner(value) : this.#isForKernels(value, isTogether),
      );
    }
    const joined = partsJoined(node);
    return joined !== undefined &&
      windows.join(node.outputs[0]!, joined, (value, isTogether) => {
        const { by, isFolded } = this.#madeOf(value);
        const isMade = by.length > 0 && by.every(({ kind }) => kind === "kernel");
        if (!isMade || isFolded || windows.origin(value)) return false;
        return isTogether ? !this.#outputs.has(value) : this.#isForKernels(value, false, node);
      });
  }
}
