/**
 * Rewrites a plan node by node: a rule looks at a node and gives others that compute its outputs.
 * What nobody uses any more is dropped at the end.
 *
 * @module
 */
import type { Attribute, GraphNode, Plan, Value } from "../plan/graph_types.ts";
import type { HostData, OnnxType } from "../onnx/onnx_types.ts";
import { newValue } from "../plan/value.ts";

/** A node to be made, besides its operator and inputs. */
export interface NodeOptions {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  /** What errors call it; default: as the node that is rewritten. */
  readonly kernel?: string;
  /** Operator set other than ONNX's own. */
  readonly domain?: string;
  /** The value it computes; default: a new one of `shape`. */
  readonly output?: Value;
  readonly shape?: readonly number[];
  readonly type?: OnnxType;
}

/** Gives the nodes that take a node's place by adding them; `false` leaves it as it is. */
export type Rule = (node: GraphNode, editor: PlanEditor) => boolean;

/** A plan that is being rewritten. */
export class PlanEditor {
  readonly #plan: Plan;
  readonly #outputs: ReadonlySet<Value>;
  readonly #producers = new Map<Value, GraphNode>();
  readonly #users = new Map<Value, GraphNode[]>();
  readonly #nodes: GraphNode[] = [];
  readonly #constants: Value[];
  #slot: number;
  #kernel = "";

  constructor(plan: Plan) {
    this.#plan = plan;
    this.#outputs = new Set(plan.outputs);
    this.#constants = [...plan.constants];
    const values = [...plan.inputs, ...plan.constants, ...plan.nodes.flatMap((it) => it.outputs)];
    this.#slot = values.reduce((last, { slot }) => Math.max(last, slot), -1);
    for (const node of plan.nodes) {
      for (const output of node.outputs) this.#producers.set(output, node);
      for (const input of node.inputs) {
        if (!input) continue;
        const users = this.#users.get(input);
        if (users) users.push(node);
        else this.#users.set(input, [node]);
      }
    }
  }

  /** The node of the original plan that computes a value, if it is of this operator. */
  producer(value: Value | undefined, op: string): GraphNode | undefined {
    const producer = value && this.#producers.get(value);
    return producer?.op === op ? producer : undefined;
  }

  /** The nodes of the original plan that use a value; if given, those of an operator. */
  users(value: Value, op?: string): readonly GraphNode[] {
    const users = this.#users.get(value) ?? [];
    return op === undefined ? users : users.filter((node) => node.op === op);
  }

  /** The only node of the original plan that uses a value, if that is so. */
  onlyUser(value: Value): GraphNode | undefined {
    const users = this.#users.get(value);
    return users?.length === 1 && !this.#outputs.has(value) ? users[0] : undefined;
  }

  /** Whether a value is there before the plan runs. */
  isGiven(value: Value): boolean {
    return !this.#producers.has(value);
  }

  /** A value of the structure. */
  constant(host: HostData, type: OnnxType, shape: readonly number[]): Value {
    const value = this.#value(type, shape, host);
    this.#constants.push(value);
    return value;
  }

  /** A list of whole numbers. */
  list(numbers: readonly number[]): Value {
    return this.constant(BigInt64Array.from(numbers, BigInt), "int64", [numbers.length]);
  }

  /** Adds a node and gives its output. */
  add(op: string, inputs: readonly (Value | undefined)[], options: NodeOptions): Value {
    const { attributes = {}, domain, shape = [], type = "float32" } = options;
    const output = options.output ?? this.#value(type, shape);
    const node: GraphNode = {
      op,
      kernel: options.kernel ?? this.#kernel,
      inputs,
      attributes,
      outputs: [output],
    };
    this.#nodes.push(domain === undefined ? node : { ...node, domain });
    return output;
  }

  /** The same elements in another shape. */
  reshape(value: Value, shape: readonly number[], output?: Value): Value {
    return this.add("Reshape", [value, this.list(shape)], { shape, ...(output ? { output } : {}) });
  }

  /** The axes in another order. */
  transpose(value: Value, perm: readonly number[]): Value {
    const shape = perm.map((axis) => value.shape[axis]!);
    return this.add("Transpose", [value], { shape, attributes: { perm } });
  }

  /** Equal parts along an axis. */
  split(value: Value, axis: number, count: number): Value[] {
    const size = value.shape[axis]! / count;
    const shape = value.shape.map((dim, at) => at === axis ? size : dim);
    const outputs = Array.from({ length: count }, () => this.#value(value.type, shape));
    this.#nodes.push({
      op: "Split",
      kernel: this.#kernel,
      inputs: [value, this.list(outputs.map(() => size))],
      attributes: { axis },
      outputs,
    });
    return outputs;
  }

  /** Zeros around the elements of each axis; a negative number cuts elements off. */
  pad(value: Value, before: readonly number[], after: readonly number[]): Value {
    if (![...before, ...after].some((it) => it !== 0)) return value;
    const shape = value.shape.map((dim, axis) => before[axis]! + dim + after[axis]!);
    return this.add("Pad", [value, this.list([...before, ...after])], { shape });
  }

  #value(type: OnnxType, shape: readonly number[], host?: HostData): Value {
    return newValue(type, shape, { host, slot: ++this.#slot });
  }

  /** Applies rules to every node, the first that takes it. */
  apply(rules: readonly Rule[]): Plan {
    for (const node of this.#plan.nodes) {
      this.#kernel = node.kernel;
      if (!rules.some((rule) => rule(node, this))) this.#nodes.push(node);
    }
    const needed = new Set<Value>(this.#outputs);
    const nodes = this.#nodes.toReversed().filter((node) => {
      if (!node.outputs.some((output) => needed.has(output))) return false;
      for (const input of node.inputs) if (input) needed.add(input);
      return true;
    }).reverse();
    const constants = this.#constants.filter((value) => needed.has(value));
    return { ...this.#plan, nodes, constants };
  }
}

/** Number of elements of a value. */
export function sizeOf(value: Pick<Value, "shape">): number {
  return value.shape.reduce((product, dim) => product * dim, 1);
}

/** A list of an attribute's, or its default. */
export function listOf(node: GraphNode, name: string, ifMissing: readonly number[]) {
  return (node.attributes[name] ?? ifMissing) as readonly number[];
}
