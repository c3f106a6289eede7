/**
 * Nodes: the calls of layers with symbolic tensors, of which a graph is made.
 *
 * @module
 */
import { flatten, pack, type Structure } from "../../functions/nest.ts";
import { list, type PyList } from "../../display/python_collections.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { KerasTensor } from "../../tensor/keras_tensor.ts";

/** Symbolic tensors, nested as inputs may be. */
export type SymbolicInputs =
  | KerasTensor
  | readonly SymbolicInputs[]
  | { readonly [name: string]: SymbolicInputs };

/** What a layer gives for symbolic tensors, nested as its outputs. */
export type Symbolic<Outputs> = Outputs extends Tensor ? KerasTensor
  : Outputs extends readonly unknown[] ? { -readonly [I in keyof Outputs]: Symbolic<Outputs[I]> }
  : Outputs extends object ? { [Name in keyof Outputs]: Symbolic<Outputs[Name]> }
  : Outputs;

/** What a graph needs to know of a layer. */
export interface GraphOperation {
  /** Its name. */
  readonly name: string;
  /** Its calls with symbolic tensors, in order. */
  readonly inboundNodes: readonly Node[];
}

/** A symbolic tensor, as a leaf of nested values. */
export function asSymbolic(value: unknown): KerasTensor | undefined {
  return value instanceof KerasTensor ? value : undefined;
}

/** One call of a layer with symbolic tensors. */
export class Node {
  /** The layer. */
  readonly operation: GraphOperation;
  /** What it was called with: nested values with symbolic tensors in them. */
  readonly args: readonly unknown[];
  /** The symbolic tensors among them. */
  readonly inputs: readonly KerasTensor[];
  /** Its outputs. */
  readonly outputs: readonly KerasTensor[];
  /** How the outputs are nested. */
  readonly structure: Structure;
  /** What Keras 3 would have filled in beside the arguments. */
  readonly implied: Readonly<Record<string, unknown>>;
  readonly #arguments: Structure;

  /** Notes a call; the outputs get their history. */
  constructor(
    operation: GraphOperation,
    args: readonly unknown[],
    outputs: unknown,
    nodeIndex: number,
    implied: Readonly<Record<string, unknown>> = {},
  ) {
    this.operation = operation;
    this.args = args;
    this.implied = implied;
    const given = flatten(args, asSymbolic);
    this.inputs = given.leaves;
    this.#arguments = given.structure;
    const made = flatten(outputs, asSymbolic);
    this.outputs = made.leaves;
    this.structure = made.structure;
    made.leaves.forEach((tensor, tensorIndex) => {
      tensor.history = { operation, nodeIndex, tensorIndex };
    });
  }

  /** Whether it is the beginning of a graph. */
  get isInput(): boolean {
    return this.inputs.length === 0;
  }

  /** Which of the layer's calls it is, from 0. */
  get index(): number {
    return this.operation.inboundNodes.indexOf(this);
  }

  /** The calls whose outputs it takes, each once. */
  get parents(): Node[] {
    return [...new Set(this.inputs.map(nodeOf))];
  }

  /** The arguments with other values in the place of the symbolic tensors. */
  argumentsWith(values: readonly unknown[]): unknown[] {
    return pack(this.#arguments, values) as unknown[];
  }
}

/** The call that gave a symbolic tensor. */
export function nodeOf(tensor: KerasTensor): Node {
  const { history } = tensor;
  const node = (history?.operation as GraphOperation | undefined)
    ?.inboundNodes[history?.nodeIndex ?? -1];
  if (node) return node;
  throw new TypeError(
    `KerasTensor '${tensor.name}': expected a tensor that a layer or tf.keras.Input gave, received one without a history`,
  );
}

/** The first call of a layer with symbolic tensors. */
export function firstNode(label: string, what: string, [node]: readonly Node[]): Node {
  if (node) return node;
  throw new TypeError(
    `Cannot read the ${what} of ${label}: it was never called with symbolic tensors; call it with tf.keras.Input(...)`,
  );
}

/** One tensor by itself, several as a list. */
export function oneOrAll(tensors: readonly KerasTensor[]): KerasTensor | PyList<KerasTensor> {
  return tensors.length === 1 ? tensors[0]! : list(...tensors);
}

/** Outputs of no call yet: a tensor that another call gave is replaced by one like it. */
export function freshTensors(outputs: unknown): unknown {
  const { leaves, structure } = flatten(outputs, asSymbolic);
  const fresh = leaves.map((it) =>
    it.history === undefined ? it : new KerasTensor(it.shape, it.dtype)
  );
  return pack(structure, fresh);
}
