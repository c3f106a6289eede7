/**
 * Operators that ONNX Runtime's WebGPU provider (1.30) computes wrong or not at all, written in ones
 * that it computes right. Found by the tables of tests, which hold them:
 *
 * - Relu and Clip make a number of what is not one, as a card's `max` does, and a loss that is NaN
 *   would go unseen. Max and Min keep NaN.
 * - Slice with a negative step starts from the last element, whatever its start.
 * - Convolutions of some channels, groups and paddings: convolution_rewrites.ts.
 * - Sin, Cos, Tan and Pow of some numbers, and their last digits: double_rewrites.ts. Pow fails, too,
 *   where only one of its inputs has a last axis of a multiple of 4.
 * - Cast to whole numbers, of what does not fit: cast_rewrites.ts.
 * - TopK, Softmax and LayerNormalization of some rows: row_rewrites.ts.
 * - Indices out of range take or change other elements.
 * - MaxPool gives no places; float64 ones are pooled on the processor.
 *
 * @module
 */
import type { Attribute, GraphNode, Value } from "../plan/graph_types.ts";
import { newStorageOf, onnxCode, type OnnxType } from "../onnx/onnx_types.ts";
import { newValue } from "../plan/value.ts";
import { cast } from "./cast_rewrites.ts";
import { conv, convTranspose } from "./convolution_rewrites.ts";
import { inDoubles, tangent } from "./double_rewrites.ts";
import { guardIndices } from "./index_guard.ts";
import { layerNormalization, softmax, topK } from "./row_rewrites.ts";

/** Writes the nodes that stand for one. */
export class Rewriter {
  readonly constants: Value[] = [];
  readonly #used: ReadonlySet<Value | undefined>;
  #slot: number;
  #node!: GraphNode;
  #nodes: GraphNode[] = [];

  /**
   * @param slot The last slot that is taken.
   * @param used Values that somebody needs.
   */
  constructor(slot: number, used: ReadonlySet<Value | undefined>) {
    this.#slot = slot;
    this.#used = used;
  }

  /** The nodes that stand for one: itself, if nothing is wrong with it. */
  rewrite(node: GraphNode): GraphNode[] {
    this.#node = node;
    this.#nodes = [];
    const write = REWRITES[node.op];
    if (write === undefined || !write(node, this)) return [node];
    return this.#nodes;
  }

  /** A new value. */
  value(type: OnnxType, shape: readonly number[]): Value {
    return newValue(type, shape, { slot: ++this.#slot });
  }

  /** One number. */
  number(x: number, type: OnnxType): Value {
    const host = newStorageOf(type, 1);
    host[0] = host instanceof BigInt64Array || host instanceof BigUint64Array ? BigInt(x) : x;
    return this.#constant(newValue(type, [], { host, slot: ++this.#slot }));
  }

  /** Whole numbers. */
  list(numbers: readonly number[]): Value {
    const host = BigInt64Array.from(numbers, BigInt);
    return this.#constant(newValue("int64", [numbers.length], { host, slot: ++this.#slot }));
  }

  #constant(value: Value): Value {
    this.constants.push(value);
    return value;
  }

  /** Whether somebody needs a value. */
  isUsed(value: Value | undefined): boolean {
    return this.#used.has(value);
  }

  /** Adds a node with given outputs. */
  node(
    op: string,
    inputs: readonly (Value | undefined)[],
    outputs: Value[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): void {
    this.#nodes.push({ ...this.#node, op, inputs, attributes, outputs });
  }

  /** Adds a node with one output. */
  op(
    op: string,
    inputs: readonly (Value | undefined)[],
    shape: readonly number[],
    attributes: Readonly<Record<string, Attribute>> = {},
    type: OnnxType = inputs[0]!.type,
  ): Value {
    const output = this.value(type, shape);
    this.node(op, inputs, [output], attributes);
    return output;
  }

  /** The same elements in another shape. */
  reshape(x: Value, shape: readonly number[]): Value {
    return this.op("Reshape", [x, this.list(shape)], shape);
  }

  /** `count` elements along an axis from `begin` on. */
  part(x: Value, axis: number, begin: number, count: number): Value {
    const bounds = [begin, begin + count, axis].map((it) => this.list([it]));
    return this.op("Slice", [x, ...bounds], x.shape.with(axis, count));
  }
}

/** Writes a node otherwise; `false` where it is right as it is. */
type Rewrite = (node: GraphNode, to: Rewriter) => boolean;

function relu({ inputs: [x], outputs }: GraphNode, to: Rewriter): boolean {
  to.node("Max", [x, to.number(0, x!.type)], outputs);
  return true;
}

function clip({ inputs: [x, low, high], outputs }: GraphNode, to: Rewriter): boolean {
  if (!low && !high) to.node("Identity", [x], outputs);
  else if (!low || !high) to.node(low ? "Max" : "Min", [x, low ?? high], outputs);
  else to.node("Min", [to.op("Max", [x, low], x!.shape), high], outputs);
  return true;
}

const numbersOf = (value: Value | undefined): number[] | undefined =>
  value?.host && Array.from(value.host as BigInt64Array, Number);

function slice({ inputs, outputs, attributes }: GraphNode, to: Rewriter): boolean {
  const [x, starts, ends, axes, steps] = inputs;
  const [begin, axis, step] = [starts, axes, steps].map(numbersOf);
  if (!begin || !axis || !step || step.every((it) => it > 0)) return false;
  const shape = [...x!.shape];
  const first = begin.map((it, i) => {
    const dim = shape[axis[i]!]!;
    const from = it < 0 ? it + dim : Math.min(it, dim - 1);
    if (step[i]! < 0) shape[axis[i]!] = from + 1;
    return step[i]! < 0 ? from : it;
  });
  const size = axis.map((it) => shape[it]!);
  const head = to.op("Slice", [x, to.list(axis.map(() => 0)), to.list(size), axes], shape);
  to.node("Slice", [head, to.list(first), ends, axes, steps], outputs, attributes);
  return true;
}

function maxPool({ inputs: [x], outputs: [y, index], attributes }: GraphNode, to: Rewriter) {
  if (index === undefined || x!.type !== "float32") return false;
  if (!to.isUsed(index)) {
    to.node("MaxPool", [x], [y!], attributes);
    return true;
  }
  const double = { to: onnxCode("float64") };
  const wide = to.op("Cast", [x], x!.shape, double, "float64");
  const largest = to.value("float64", y!.shape);
  to.node("MaxPool", [wide], [largest, index], attributes);
  to.node("Cast", [largest], [y!], { to: onnxCode("float32") });
  return true;
}

/** Ends the run where an index is out of range. */
function indexed(node: GraphNode, to: Rewriter): boolean {
  const inputs = guardIndices(node, to);
  if (inputs === undefined) return false;
  to.node(node.op, inputs, [...node.outputs], node.attributes);
  return true;
}

const REWRITES: Readonly<Record<string, Rewrite>> = {
  Relu: relu,
  Clip: clip,
  Slice: slice,
  Conv: conv,
  ConvTranspose: convTranspose,
  MaxPool: maxPool,
  Sin: inDoubles,
  Cos: inDoubles,
  Tan: tangent,
  Pow: inDoubles,
  Cast: cast,
  TopK: topK,
  Softmax: softmax,
  LayerNormalization: layerNormalization,
  Gather: indexed,
  GatherND: indexed,
  GatherElements: indexed,
  ScatterND: indexed,
  ScatterElements: indexed,
};
