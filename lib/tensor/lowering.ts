/**
 * Writes the operators of a plan. A primitive says which operators compute it; types that an
 * operator lacks are computed in wider ones here, so that no primitive has to know.
 *
 * @module
 */
import type { Attribute, Body, GraphNode, Value } from "../engine/plan/graph_types.ts";
import { computingType } from "../engine/onnx/onnx_support.ts";
import { type HostData, newStorageOf, onnxCode, type OnnxType } from "../engine/onnx/onnx_types.ts";
import { newValue } from "../engine/plan/value.ts";
import { sameShape, type Shape, sizeOf } from "./aval.ts";
import { broadcastShapes } from "./broadcast.ts";
import { isWideExtreme, wideElementwise, wideExtreme } from "./wide_extremes.ts";

/** Attributes of an operator. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** What an operator gives. */
export interface Result {
  /** Element type. */
  readonly type: OnnxType;
  /** Dimensions, outermost first. */
  readonly shape: Shape;
}

/** Inputs that keep their type though the operator computes in a wider one, by position. */
const FIXED: Readonly<Record<string, readonly number[]>> = {
  Where: [0],
  Gather: [1],
  GatherND: [1],
  GatherElements: [1],
  ScatterND: [1],
  ScatterElements: [1],
  Expand: [1],
  Tile: [1],
  Pad: [1],
  CumSum: [1],
  TopK: [1],
};

const NO_ATTRIBUTES: Attributes = {};

/** What values of another kind are, that count as whole numbers within plans. */
export type Disguise = "text" | "complex";

/** Operators that only move elements, whatever those are. */
const MOVES: ReadonlySet<string> = new Set(
  "Identity Transpose Reshape Squeeze Unsqueeze Concat Slice Split Gather GatherND GatherElements ScatterND ScatterElements Expand Tile Pad Where ReverseSequence Trilu DepthToSpace SpaceToDepth"
    .split(" "),
);

/** The operators of one plan, in order. */
export class Lowering {
  /** Operators to do without, as the device has none of them. */
  readonly lacks: ReadonlySet<string>;
  /** Operators written so far. */
  readonly nodes: GraphNode[] = [];
  /** Constants they take. */
  readonly constants: Value[] = [];
  /** The primitive whose operators are written. */
  primitive = "";
  readonly #disguised = new Map<Value, Disguise>();

  /** Begins a plan without operators. */
  constructor(lacks: ReadonlySet<string> = new Set()) {
    this.lacks = lacks;
  }

  /** Notes that a value holds no whole numbers though its type says so. */
  disguise(value: Value, as: Disguise): void {
    this.#disguised.set(value, as);
  }

  /** What a value holds, if not the numbers that its type says. */
  disguiseOf(value: Value): Disguise | undefined {
    return this.#disguised.get(value);
  }

  /**
   * What an operator gives of disguised inputs.
   *
   * @throws {TypeError} if it would compute with them.
   */
  #passes(op: string, inputs: readonly (Value | undefined)[], attributes: Attributes) {
    if (this.#disguised.size === 0) return undefined;
    const found = inputs.map((it) => it && this.#disguised.get(it)).find((it) => it !== undefined);
    if (found === undefined) return undefined;
    const reduces = (attributes["reduction"] ?? "none") !== "none";
    if (MOVES.has(op) && !reduces) return found;
    if (op === "Equal" && found === "text") return undefined;
    throw new TypeError(
      found === "text"
        ? "expected numbers, received texts"
        : "expected real numbers, received complex ones, for which it has no operators",
    );
  }

  /** Adds an operator with several outputs. */
  ops(
    op: string,
    inputs: readonly (Value | undefined)[],
    results: readonly Result[],
    attributes: Attributes = NO_ATTRIBUTES,
  ): Value[] {
    const written = wideElementwise(this, op, inputs);
    if (written !== undefined) return [written];
    const type = (op === "Where" ? inputs[1] : inputs[0])?.type;
    const computed = type === undefined || op === "Cast" ? type : computingType(op, type);
    if (type === undefined || computed === undefined || computed === type) {
      return this.#add(op, inputs, results, attributes);
    }
    const fixed = FIXED[op] ?? [];
    const wide = inputs.map((it, i) =>
      it === undefined || it.type !== type || fixed.includes(i) ? it : this.cast(it, computed)
    );
    const widened = results.map((it) => it.type === type ? { ...it, type: computed } : it);
    return this.#add(op, wide, widened, attributes)
      .map((value, i) => this.cast(value, results[i]!.type));
  }

  /** Adds an operator. */
  op(
    op: string,
    inputs: readonly (Value | undefined)[],
    type: OnnxType,
    shape: Shape,
    attributes: Attributes = NO_ATTRIBUTES,
  ): Value {
    return this.ops(op, inputs, [{ type, shape }], attributes)[0]!;
  }

  #add(
    op: string,
    inputs: readonly (Value | undefined)[],
    results: readonly Result[],
    attributes: Attributes,
  ): Value[] {
    const disguise = this.#passes(op, inputs, attributes);
    const node: GraphNode = {
      op,
      kernel: this.primitive,
      inputs,
      attributes,
      outputs: [],
    };
    for (const { type, shape } of results) {
      node.outputs.push(newValue(type, shape, { producer: node }));
    }
    this.nodes.push(node);
    if (disguise !== undefined) node.outputs.forEach((it) => this.disguise(it, disguise));
    return node.outputs;
  }

  /**
   * Adds a scan.
   *
   * @param inputs First values of its states, its sequences, and its captures.
   */
  scan(inputs: readonly Value[], body: Body): Value[] {
    const outputs: Value[] = [];
    const node: GraphNode = {
      op: "Scan",
      kernel: this.primitive,
      inputs,
      attributes: NO_ATTRIBUTES,
      outputs,
      body,
    };
    body.plan.outputs.forEach(({ type, shape }, i) => {
      const all = i < body.states ? shape : [body.length, ...shape];
      outputs.push(newValue(type, all, { producer: node }));
    });
    this.nodes.push(node);
    return outputs;
  }

  /** Values of the plan itself. */
  constant(host: HostData, type: OnnxType, shape: Shape): Value {
    const value = newValue(type, shape, { host });
    this.constants.push(value);
    return value;
  }

  /** Whole numbers, as operators take axes, shapes and bounds. */
  list(numbers: readonly number[]): Value {
    return this.constant(BigInt64Array.from(numbers, BigInt), "int64", [numbers.length]);
  }

  /** One number. */
  number(x: number | bigint, type: OnnxType): Value {
    const host = newStorageOf(type, 1);
    if (host instanceof BigInt64Array || host instanceof BigUint64Array) host[0] = BigInt(x);
    else if (type === "bfloat16") return this.cast(this.number(x, "float32"), type);
    else host[0] = Number(x);
    return this.constant(host, type, []);
  }

  /** A tensor of one number. */
  fill(x: number | bigint, type: OnnxType, shape: Shape): Value {
    if (sizeOf(shape) === 0) return this.constant(newStorageOf(type, 0), type, shape);
    const number = this.number(x, type);
    return shape.length === 0 ? number : this.expand(number, shape);
  }

  /** An element for each place of a larger shape. */
  expand(x: Value, shape: Shape): Value {
    if (sameShape(x.shape, shape)) return x;
    return this.op("Expand", [x, this.list(shape)], x.type, shape);
  }

  /** The same elements in another shape. */
  reshape(x: Value, shape: Shape): Value {
    if (sameShape(x.shape, shape)) return x;
    return this.op("Reshape", [x, this.list(shape)], x.type, shape);
  }

  /** The same elements in another type. */
  cast(x: Value, type: OnnxType): Value {
    if (x.type === type) return x;
    return this.#add("Cast", [x], [{ type, shape: x.shape }], { to: onnxCode(type) })[0]!;
  }

  /** `a op b` with broadcasting; of the type of `a` unless another is given. */
  binary(op: string, a: Value, b: Value, type: OnnxType = a.type): Value {
    return this.op(op, [a, b], type, broadcastShapes(this.primitive, a.shape, b.shape));
  }

  /** An operator of one argument that keeps its shape, and its type unless another is given. */
  unary(op: string, x: Value, type: OnnxType = x.type, attributes?: Attributes): Value {
    return this.op(op, [x], type, x.shape, attributes);
  }

  /** `condition ? a : b` with broadcasting. */
  where(condition: Value, a: Value, b: Value): Value {
    const both = broadcastShapes(this.primitive, a.shape, b.shape);
    const shape = broadcastShapes(this.primitive, condition.shape, both);
    return this.op("Where", [condition, a, b], a.type, shape);
  }

  /** An operator over axes, counted from the front; they are dropped, or stay with length 1. */
  reduce(op: string, x: Value, axes: readonly number[], keep = false): Value {
    if (axes.length === 0) return x;
    if (isWideExtreme(op, x.type)) return wideExtreme(this, op, x, axes, keep);
    const shape = x.shape.flatMap((dim, axis) => axes.includes(axis) ? (keep ? [1] : []) : [dim]);
    return this.op(op, [x, this.list(axes)], x.type, shape, { keepdims: keep ? 1 : 0 });
  }

  /** Values along an axis. */
  concat(values: readonly Value[], axis: number): Value {
    const [first] = values;
    if (values.length === 1) return first!;
    const size = values.reduce((sum, { shape }) => sum + shape[axis]!, 0);
    return this.op("Concat", values, first!.type, first!.shape.with(axis, size), { axis });
  }

  /**
   * The axes in another order. A transpose of a transpose takes what is before both; nothing is
   * written where that leaves the axes as they were.
   */
  transpose(x: Value, order: readonly number[]): Value {
    const before = x.producer?.op === "Transpose" ? x.producer : undefined;
    const source = before?.inputs[0] ?? x;
    const inner = before?.attributes["perm"] as readonly number[] | undefined;
    const perm = inner ? order.map((axis) => inner[axis]!) : [...order];
    const shape = order.map((axis) => x.shape[axis]!);
    const kept = perm.filter((axis) => source.shape[axis] !== 1);
    if (perm.every((axis, index) => axis === index)) return source;
    if (kept.every((axis, index) => index === 0 || kept[index - 1]! < axis)) {
      return this.reshape(source, shape);
    }
    return this.op("Transpose", [source], x.type, shape, { perm });
  }

  /** Elements from `begin` in steps of `steps` (default 1), `size` of each axis. */
  slice(x: Value, begin: readonly number[], size: Shape, steps?: readonly number[]): Value {
    const whole = size.every((count, axis) =>
      count === x.shape[axis] && (steps?.[axis] ?? 1) === 1
    );
    if (whole) return x;
    const ends = size.map((count, axis) => {
      const end = begin[axis]! + count * (steps?.[axis] ?? 1);
      return end < 0 ? -x.shape[axis]! - 1 : end;
    });
    const inputs = [x, this.list(begin), this.list(ends), this.list(size.map((_, axis) => axis))];
    if (steps) inputs.push(this.list(steps));
    return this.op("Slice", inputs, x.type, size);
  }
}
