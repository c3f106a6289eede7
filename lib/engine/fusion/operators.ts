/**
 * ONNX's operators as statements of kernels: those that compute each element by itself. What is
 * written here gives the same numbers as ONNX Runtime's own operators, to the last bit where IEEE 754
 * says them; NaN goes through comparisons, extremes and rectifiers as ONNX says.
 *
 * @module
 */
import type { GraphNode, Value } from "../plan/graph_types.ts";
import type { Body, FoldOp, Id } from "../kernels/body.ts";
import { erf, exp, log, sigmoid, tanh } from "../kernels/functions.ts";
import { KERNELS_ONLY } from "./kernels_only.ts";
import type { VectorOp } from "../wasm/instructions.ts";

/** Writes an operator: from the values of its inputs to that of its output. */
export interface Operator {
  /** Types of its inputs; the last one for all that follow. */
  readonly types: readonly (readonly string[])[];
  /** Nanoseconds an element that it takes beyond a sum, for one thread. */
  readonly cost?: number;
  write(to: Body, inputs: readonly Id[], node: GraphNode): Id;
}

const FLOAT = ["float32"];
const NUMBERS = ["float32", "int32"];
const TRUTH = ["bool"];

/** An operator with an instruction for floats, and perhaps one for whole numbers. */
function instruction(count: 1 | 2, float: VectorOp, whole?: VectorOp): Operator {
  const types = whole === undefined ? FLOAT : NUMBERS;
  return {
    types: count === 1 ? [types] : [types, types],
    write: (to, inputs, node) =>
      to.op(node.inputs[0]!.type === "int32" ? whole! : float, ...inputs),
  };
}

const truth = (op: VectorOp): Operator => ({
  types: [TRUTH, TRUTH],
  write: (to, inputs) => to.op(op, ...inputs),
});

const written = (cost: number, write: (to: Body, x: Id) => Id): Operator => ({
  types: [FLOAT],
  cost,
  write: (to, [x]) => write(to, x!),
});

const one = (to: Body) => to.number(1);

/** A float of -1, 0 or 1; NaN stays NaN. */
function sign(to: Body, x: Id): Id {
  const zero = to.number(0);
  const above = to.op("v128.and", to.op("f32.gt", x, zero), one(to));
  const below = to.op("v128.and", to.op("f32.lt", x, zero), one(to));
  return to.select(to.op("f32.ne", x, x), x, to.sub(above, below));
}

/** Truth values as numbers, numbers as truth values, whole numbers as floats. */
const CASTS: Readonly<Record<string, (to: Body, x: Id) => Id>> = {
  "bool float32": (to, x) => to.op("v128.and", x, one(to)),
  "bool int32": (to, x) => to.op("v128.and", x, to.bits(1)),
  "float32 bool": (to, x) => to.op("f32.ne", x, to.number(0)),
  "int32 bool": (to, x) => to.op("i32.ne", x, to.bits(0)),
  "int32 float32": (to, x) => to.op("f32.from_i32", x),
};

/** The operators by ONNX's names. */
const OPERATORS: Readonly<Record<string, Operator>> = {
  Abs: instruction(1, "f32.abs", "i32.abs"),
  Add: instruction(2, "f32.add", "i32.add"),
  Sub: instruction(2, "f32.sub", "i32.sub"),
  Mul: instruction(2, "f32.mul", "i32.mul"),
  Div: { ...instruction(2, "f32.div"), cost: 0.1 },
  Neg: instruction(1, "f32.neg", "i32.neg"),
  Sqrt: { ...instruction(1, "f32.sqrt"), cost: 0.15 },
  Reciprocal: written(0.1, (to, x) => to.div(one(to), x)),
  Floor: instruction(1, "f32.floor"),
  Ceil: instruction(1, "f32.ceil"),
  Round: instruction(1, "f32.nearest"),
  Max: instruction(2, "f32.max", "i32.max"),
  Min: instruction(2, "f32.min", "i32.min"),
  Relu: written(0, (to, x) => to.op("f32.max", x, to.number(0))),
  Sign: written(0.05, sign),
  Exp: written(0.6, exp),
  Log: written(1.2, log),
  Tanh: written(0.7, tanh),
  Sigmoid: written(0.7, sigmoid),
  Erf: written(1.1, erf),
  Equal: instruction(2, "f32.eq", "i32.eq"),
  Less: instruction(2, "f32.lt", "i32.lt"),
  Greater: instruction(2, "f32.gt", "i32.gt"),
  LessOrEqual: instruction(2, "f32.le", "i32.le"),
  GreaterOrEqual: instruction(2, "f32.ge", "i32.ge"),
  IsNaN: written(0, (to, x) => to.op("f32.ne", x, x)),
  And: truth("v128.and"),
  Or: truth("v128.or"),
  Xor: truth("v128.xor"),
  Not: { types: [TRUTH], write: (to, [x]) => to.op("v128.not", x!) },
  Where: {
    types: [TRUTH, NUMBERS, NUMBERS],
    write: (to, [condition, a, b]) => to.select(condition!, a!, b!),
  },
  Clip: {
    types: [FLOAT, FLOAT, FLOAT],
    write: (to, [x, least, most]) => {
      const above = to.op("f32.pmax", x!, least!);
      return to.op("f32.pmin", above, most!);
    },
  },
  Cast: {
    types: [["float32", "int32", "bool"]],
    write: (to, [x], { inputs, outputs }) =>
      CASTS[`${inputs[0]!.type} ${outputs[0]!.type}`]!(to, x!),
  },
  Identity: { types: [["float32", "int32", "bool"]], write: (_, [x]) => x! },
  Expand: { types: [["float32", "int32", "bool"]], write: (_, [x]) => x! },
};

/** Folds by ONNX's names; a mean is a sum that is divided. */
export const FOLDS: Readonly<Record<string, FoldOp>> = {
  ReduceSum: "f32.add",
  ReduceMean: "f32.add",
  ReduceMax: "f32.max",
  ReduceMin: "f32.min",
  ReduceProd: "f32.mul",
};

/** Operators that only say that the same elements have another shape. */
const VIEWS = new Set(["Reshape", "Squeeze", "Unsqueeze", "Flatten"]);

/** The inputs of a node that kernels take: of `Expand`, the shape is no operand. */
export function operandsOf({ op, inputs }: GraphNode): readonly (Value | undefined)[] {
  return op === "Expand" || VIEWS.has(op) || FOLDS[op] ? inputs.slice(0, 1) : inputs;
}

/** Whether a node only gives its input another shape. */
export function isView({ op, domain }: GraphNode): boolean {
  return domain === undefined && VIEWS.has(op);
}

/** How a node is written, if kernels can compute it. */
export function operatorOf(node: GraphNode): Operator | undefined {
  const operator = node.domain === undefined ? OPERATORS[node.op] : undefined;
  if (operator === undefined || node.outputs.length !== 1) return undefined;
  const inputs = operandsOf(node);
  const fits = inputs.length === operator.types.length &&
    inputs.every((input, i) => input !== undefined && operator.types[i]!.includes(input.type));
  if (!fits) return undefined;
  if (node.op === "Cast") {
    const cast = `${inputs[0]!.type} ${node.outputs[0]!.type}`;
    return CASTS[cast] === undefined ? undefined : operator;
  }
  return operator;
}

/** What a node folds, and over which axes, if kernels can. */
export function foldOf(node: GraphNode): { op: FoldOp; axes: readonly number[] } | undefined {
  const isOurs = node.domain === undefined || node.domain === KERNELS_ONLY;
  const op = isOurs ? FOLDS[node.op] : undefined;
  const [x, axes] = node.inputs;
  if (op === undefined || x?.type !== "float32") return undefined;
  const rank = x.shape.length;
  if (axes === undefined) return { op, axes: x.shape.map((_, axis) => axis) };
  if (axes.host === undefined) return undefined;
  const given = Array.from(axes.host as ArrayLike<number | bigint>, Number);
  return { op, axes: given.map((axis) => axis < 0 ? axis + rank : axis) };
}
