/**
 * Cuts a plan into parts: sessions of ONNX Runtime, and kernels between them. A part begins when
 * everything that it needs is computed; its level is the number of parts before it on the longest way.
 * Nodes of a session have the same level; a kernel has nodes that run over the same places, as long as
 * none of them needs the end of one of its folds.
 *
 * @module
 */
import { sizeOf } from "../cpu/plan_editor.ts";
import type { Body, GraphNode, Plan, Value } from "../plan/graph_types.ts";
import { foldOf, isView, operandsOf, operatorOf } from "./operators.ts";
import type { Loop } from "./loops.ts";
import { partsJoined, partsTaken, Windows } from "./windows.ts";
import { KERNELS_ONLY, SCATTER_ADD } from "./kernels_only.ts";

/** A part that ONNX Runtime computes. */
export interface SessionPart {
  readonly kind: "session";
  readonly level: number;
  readonly nodes: GraphNode[];
}

/** A part that is one kernel. */
export interface KernelPart {
  readonly kind: "kernel";
  level: number;
  readonly nodes: GraphNode[];
  /** The places it runs over, with dimensions of 1. */
  readonly shape: readonly number[];
  /** Which of the dimensions that are not 1 it folds, if it does. */
  folded: readonly boolean[] | undefined;
}

/** A part that adds rows to rows. */
export interface ScatterPart {
  readonly kind: "scatter";
  readonly level: number;
  readonly nodes: readonly [GraphNode];
}

/** A part that is a `Scan` whose steps are parts themselves. */
export interface LoopPart {
  readonly kind: "loop";
  readonly level: number;
  readonly nodes: readonly [GraphNode];
  readonly loop: Loop;
}

/** A part of a plan. */
export type Part = SessionPart | KernelPart | ScatterPart | LoopPart;

/** Whose memory a value is in: views share that of what they show. */
export type Sources = ReadonlyMap<Value, Value>;

/** Whose memory values are in, and where in it. */
export interface Memory {
  /** For each value that is another one in a different shape, that one. */
  readonly sources: Sources;
  /** Values inside of others. */
  readonly windows: Windows;
}

/** A plan in parts, in the order of their levels. */
export interface Parts extends Memory {
  readonly parts: readonly Part[];
  /** The nodes that show those. */
  readonly views: ReadonlyMap<Value, GraphNode>;
}

/** Elements from which a node is worth a kernel, wherever it stands. */
export const LARGE = 4096;

/** Dimensions without those of 1. */
function squeezed(shape: readonly number[]): string {
  return shape.filter((dim) => dim !== 1).join();
}

/** The places that a node runs over, and the axes it folds. */
export interface Places {
  readonly shape: readonly number[];
  readonly axes?: readonly number[];
}

/** The places a node runs over, if kernels can compute it. */
export function placesOf(node: GraphNode): Places | undefined {
  if (operatorOf(node)) return { shape: node.outputs[0]!.shape };
  const fold = foldOf(node);
  const input = node.inputs[0];
  // A fold over dimensions of 1 is none.
  if (!fold || !input || fold.axes.every((axis) => input.shape[axis] === 1)) return undefined;
  return { shape: input.shape, axes: fold.axes };
}

/** Which dimensions are folded, of those that are not 1. */
function foldedOf({ shape, axes }: Places): readonly boolean[] | undefined {
  return axes && shape.flatMap((dim, axis) => dim === 1 ? [] : [axes.includes(axis)]);
}

/** Puts the nodes of a plan into parts. */
class Cutter {
  readonly #sources = new Map<Value, Value>();
  readonly #windows = new Windows(this.#sources);
  readonly #users = new Map<Value, GraphNode[]>();
  readonly #views = new Map<Value, GraphNode>();
  readonly #owner = new Map<Value, Part>();
  readonly #folded = new Set<Value>();
  readonly #sessions = new Map<number, SessionPart>();
  readonly #kernels = new Set<KernelPart>();
  readonly #others: (ScatterPart | LoopPart)[] = [];
  readonly #outputs: ReadonlySet<Value>;
  readonly #isKernel: (node: GraphNode) => boolean;
  readonly #loopOf: (body: Body) => Loop | undefined;

  constructor(
    plan: Plan,
    isKernel: (node: GraphNode) => boolean,
    loopOf: (body: Body) => Loop | undefined,
  ) {
    this.#outputs = new Set(plan.outputs);
    this.#isKernel = isKernel;
    this.#loopOf = loopOf;
    for (const node of plan.nodes) {
      for (const input of node.inputs) {
        if (!input) continue;
        const users = this.#users.get(input);
        if (users) users.push(node);
        else this.#users.set(input, [node]);
      }
    }
    for (const node of plan.nodes) this.#place(node);
  }

  finish(): Parts {
    const parts = [...this.#sessions.values(), ...this.#kernels, ...this.#others];
    const order = (part: Part) => 2 * part.level + (part.kind === "session" ? 0 : 1);
    return {
      parts: parts.sort((a, b) => order(a) - order(b)),
      sources: this.#sources,
      windows: this.#windows,
      views: this.#views,
    };
  }

  #source(value: Value): Value {
    return this.#sources.get(value) ?? value;
  }

  /** The parts that have to be done before a value is there. */
  #owners(value: Value): readonly Part[] {
    const source = this.#source(value);
    const origin = this.#windows.origin(source);
    if (origin !== undefined) return this.#owners(origin);
    const pieces = this.#windows.pieces(source);
    if (pieces !== undefined) return [...new Set(pieces.flatMap((it) => this.#owners(it)))];
    const owner = this.#owner.get(source);
    return owner ? [owner] : [];
  }

  /** The least level of a part that is not the one that made a value. */
  #after(values: readonly (Value | undefined)[], kind: Part["kind"]): number {
    let level = 0;
    for (const value of values) {
      if (!value) continue;
      const isApart = this.#windows.isApart(this.#source(value));
      for (const owner of this.#owners(value)) {
        const shares = owner.kind === kind && kind === "session" && !isApart;
        level = Math.max(level, owner.level + (shares ? 0 : 1));
      }
    }
    return level;
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
  #movesNothing(node: GraphNode): boolean {
    const [x] = node.inputs;
    const taken = partsTaken(node);
    if (taken !== undefined && this.#source(x!).host === undefined) {
      const owners = this.#owners(x!);
      const isMade = owners.length > 0 && owners.every(({ kind }) => kind !== "session");
      return this.#windows.take(
        x!,
        taken,
        (value, isTogether) =>
          isMade && isTogether ? this.#isInner(value) : this.#isForKernels(value, isTogether),
      );
    }
    const joined = partsJoined(node);
    return joined !== undefined &&
      this.#windows.join(node.outputs[0]!, joined, (value, isTogether) => {
        const owners = this.#owners(value);
        const isMade = owners.length > 0 && owners.every(({ kind }) => kind === "kernel");
        if (!isMade || this.#folded.has(value) || this.#windows.origin(value)) return false;
        return isTogether ? !this.#outputs.has(value) : this.#isForKernels(value, false, node);
      });
  }

  #place(node: GraphNode): void {
    const inputs = node.inputs;
    if (isView(node) && !this.#outputs.has(node.outputs[0]!)) {
      const source = this.#source(inputs[0]!);
      const owner = this.#owner.get(source);
      // What a session makes, it can show in another shape itself.
      if (owner?.kind !== "session" || this.#windows.isApart(source)) {
        this.#sources.set(node.outputs[0]!, source);
        this.#views.set(node.outputs[0]!, node);
        return;
      }
      owner.nodes.push(node);
      this.#own(node, owner);
      return;
    }
    if (this.#movesNothing(node)) return;
    if (node.op === SCATTER_ADD) {
      const level = this.#after(inputs, "scatter");
      const part: ScatterPart = { kind: "scatter", level, nodes: [node] };
      this.#others.push(part);
      return this.#own(node, part);
    }
    const loop = node.body && this.#loopOf(node.body);
    if (loop) {
      const part: LoopPart = {
        kind: "loop",
        level: this.#after(inputs, "loop"),
        nodes: [node],
        loop,
      };
      this.#others.push(part);
      return this.#own(node, part);
    }
    const places = placesOf(node);
    const session = this.#after(inputs, "session");
    if (places === undefined) return this.#toSession(node, session);
    const home = this.#homeOf(node, places);
    const kernel = home ? home.level : this.#after(operandsOf(node), "kernel");
    const isLarge = this.#isKernel(node);
    // A small node goes where it costs no further part.
    const followsKernel = inputs.some((it) =>
      it && this.#owners(it).some(({ kind }) => kind !== "session")
    );
    if (!isLarge && (session < kernel || !followsKernel)) return this.#toSession(node, session);
    if (home) {
      home.nodes.push(node);
      home.folded ??= foldedOf(places);
      this.#own(node, home);
    } else this.#own(node, this.#newKernel(node, places, kernel));
    if (places.axes) this.#folded.add(node.outputs[0]!);
  }

  #toSession(node: GraphNode, level: number): void {
    let part = this.#sessions.get(level);
    if (!part) this.#sessions.set(level, part = { kind: "session", level, nodes: [] });
    part.nodes.push(node);
    this.#own(node, part);
  }

  #newKernel(
    node: GraphNode,
    places: Places,
    level: number,
  ): KernelPart {
    const folded = foldedOf(places);
    const part: KernelPart = { kind: "kernel", level, nodes: [node], shape: places.shape, folded };
    this.#kernels.add(part);
    return part;
  }

  #own(node: GraphNode, part: Part): void {
    for (const output of node.outputs) this.#owner.set(output, part);
  }

  /** The kernel that a node can join: one that makes an input of it for the same places. */
  #homeOf(
    node: GraphNode,
    places: Places,
  ): KernelPart | undefined {
    const key = squeezed(places.shape);
    const folded = foldedOf(places);
    const fits = (part: KernelPart) => {
      if (squeezed(part.shape) !== key) return false;
      return !folded || !part.folded || `${folded}` === `${part.folded}`;
    };
    const makers = new Set<KernelPart>();
    let least = 0;
    for (const input of operandsOf(node)) {
      if (!input) continue;
      const source = this.#source(input);
      const isSame = squeezed(source.shape) === squeezed(input.shape) &&
        squeezed(input.shape) === key && !this.#windows.isApart(source);
      for (const owner of this.#owners(input)) {
        if (owner.kind === "kernel" && isSame && !this.#folded.has(source) && fits(owner)) {
          makers.add(owner);
        } else least = Math.max(least, owner.level + 1);
      }
    }
    const level = Math.max(least, ...[...makers].map((it) => it.level));
    const [home, ...others] = [...makers].filter((it) => it.level === level);
    if (!home) return undefined;
    // Kernels of one level need nothing of each other; what folds differently can't become one.
    const keys = [home, ...others].flatMap((it) => it.folded ? [`${it.folded}`] : []);
    if (new Set(keys).size > 1) return undefined;
    for (const other of others) this.#merge(other, home);
    return home;
  }

  /** Makes two kernels of the same level and places one. */
  #merge(from: KernelPart, into: KernelPart): void {
    into.nodes.push(...from.nodes);
    into.folded ??= from.folded;
    for (const node of from.nodes) this.#own(node, into);
    this.#kernels.delete(from);
  }
}

/**
 * Cuts a plan.
 *
 * @param isKernel Which nodes are worth a kernel, of those that kernels can compute.
 * @param loopOf Which of its scans are loops; none by default.
 */
export function cut(
  plan: Plan,
  isKernel: (node: GraphNode) => boolean,
  loopOf: (body: Body) => Loop | undefined = () => undefined,
): Parts {
  return new Cutter(plan, isKernel, loopOf).finish();
}

/** Whether a node computes enough for a kernel of its own. */
export function isLarge(node: GraphNode): boolean {
  if (node.domain === KERNELS_ONLY) return true;
  const places = placesOf(node);
  return places !== undefined && sizeOf(places) >= LARGE;
}
