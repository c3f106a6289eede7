/**
 * Kernels of two arguments with broadcasting: arithmetic, comparison and logic. Whole numbers wrap
 * at 32 bits and divide towards minus infinity as in TensorFlow; a division by zero, for which
 * TensorFlow raises an error before it computes, gives 0.
 *
 * @module
 */
import type { Value } from "../graph_types.ts";
import type { OnnxType } from "../onnx_types.ts";
import type { KernelCall, Mapping, Mappings } from "./mapping.ts";

/** Both arguments, if they have the same type and it is one of `types`. */
function operands(call: KernelCall, types: readonly OnnxType[]): [Value, Value] | undefined {
  const [a, b] = [call.value("a"), call.value("b")];
  return a.type === b.type && types.includes(a.type) ? [a, b] : undefined;
}

/** A kernel of two arguments recorded by `record`. */
function pair(
  types: readonly OnnxType[],
  record: (call: KernelCall, a: Value, b: Value) => Value,
): Mapping {
  return (call) => {
    const inputs = operands(call, types);
    return inputs && call.output(record(call, ...inputs));
  };
}

/** `a op b` as one ONNX operator. */
function arithmetic(op: string, types: readonly OnnxType[] = ["float32", "int32"]): Mapping {
  return pair(types, (call, a, b) => call.binary(op, a, b));
}

/** `a op b` with a bool result; `false` is less than `true`. */
function comparison(op: string, negated = false): Mapping {
  return pair(["float32", "int32", "bool"], (call, a, b) => {
    const ordered = op !== "Equal" && a.type === "bool";
    const [left, right] = ordered ? [call.cast(a, "int32"), call.cast(b, "int32")] : [a, b];
    const result = call.binary(op, left, right, "bool");
    return negated ? call.unary("Not", result) : result;
  });
}

/** The larger or the smaller; ONNX's operators keep NaN as IEEE's do. */
function extreme(op: "Max" | "Min", logic: "Or" | "And"): Mapping {
  return pair(
    ["float32", "int32", "bool"],
    (call, a, b) => call.binary(a.type === "bool" ? logic : op, a, b),
  );
}

/** Quotient and remainder of whole numbers; the remainder has the sign of the divisor. */
function floorDivision(call: KernelCall, a: Value, b: Value): [Value, Value] {
  const [zero, one, minus] = [0, 1, -1].map((it) => call.scalar(it, "int32")) as [
    Value,
    Value,
    Value,
  ];
  // the processor traps on a divisor of 0, and on -2^31 / -1
  const isZero = call.binary("Equal", b, zero, "bool");
  const isMinus = call.binary("Equal", b, minus, "bool");
  const safe = call.where(call.binary("Or", isZero, isMinus), one, b);
  const truncated = call.binary("Div", a, safe);
  const rest = call.binary("Sub", a, call.binary("Mul", truncated, safe));
  const signs = call.binary("Mul", call.unary("Sign", rest), call.unary("Sign", safe));
  const below = call.binary("Less", signs, zero, "bool");
  const floored = call.where(below, call.binary("Sub", truncated, one), truncated);
  const negated = call.where(isMinus, call.unary("Neg", a), floored);
  return [
    call.where(isZero, zero, negated),
    call.where(below, call.binary("Add", rest, safe), rest),
  ];
}

/** The remainder of numbers, with the sign of the divisor. */
function floorRemainder(call: KernelCall, a: Value, b: Value): Value {
  const zero = call.scalar(0);
  const shape = call.binary("Add", a, b).shape;
  const rest = call.node("Mod", [a, b], "float32", shape, { fmod: 1 });
  const signs = call.binary(
    "Xor",
    call.binary("Less", rest, zero, "bool"),
    call.binary("Less", b, zero, "bool"),
  );
  const inexact = call.unary("Not", call.binary("Equal", rest, zero, "bool"));
  const shifted = call.binary("And", signs, inexact);
  return call.where(shifted, call.binary("Add", rest, b), rest);
}

/** Kernels of two arguments by name. */
export const binaries: Mappings = {
  Add: arithmetic("Add"),
  Sub: arithmetic("Sub"),
  Multiply: arithmetic("Mul"),
  RealDiv: arithmetic("Div", ["float32"]),
  Pow: arithmetic("Pow", ["float32"]),
  Maximum: extreme("Max", "Or"),
  Minimum: extreme("Min", "And"),
  SquaredDifference: pair(["float32", "int32"], (call, a, b) => {
    const difference = call.binary("Sub", a, b);
    return call.binary("Mul", difference, difference);
  }),
  FloorDiv: pair(
    ["float32", "int32"],
    (call, a, b) =>
      a.type === "int32"
        ? floorDivision(call, a, b)[0]
        : call.unary("Floor", call.binary("Div", a, b)),
  ),
  Mod: pair(
    ["float32", "int32"],
    (call, a, b) => a.type === "int32" ? floorDivision(call, a, b)[1] : floorRemainder(call, a, b),
  ),
  BitwiseAnd: arithmetic("BitwiseAnd", ["int32"]),

  Equal: comparison("Equal"),
  NotEqual: comparison("Equal", true),
  Greater: comparison("Greater"),
  GreaterEqual: comparison("GreaterOrEqual"),
  Less: comparison("Less"),
  LessEqual: comparison("LessOrEqual"),
  LogicalAnd: arithmetic("And", ["bool"]),
  LogicalOr: arithmetic("Or", ["bool"]),

  Prelu: (call) => {
    const [x, alpha] = [call.value("x"), call.value("alpha")];
    if (x.type !== "float32" || alpha.type !== "float32") return undefined;
    const negative = call.binary("Less", x, call.scalar(0), "bool");
    return call.output(call.where(negative, call.binary("Mul", alpha, x), x));
  },
  EluGrad: (call) => {
    const [dy, y] = [call.value("dy"), call.value("y")];
    if (dy.type !== "float32" || y.type !== "float32") return undefined;
    const slope = call.binary("Min", call.binary("Add", y, call.scalar(1)), call.scalar(1));
    return call.output(call.binary("Mul", dy, slope));
  },
};
