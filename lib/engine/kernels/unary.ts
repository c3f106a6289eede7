/**
 * Kernels of one argument: functions, activations, rounding, casts, and the choice between two
 * arguments by a condition.
 *
 * @module
 */
import type { Value } from "../graph_types.ts";
import { activated } from "./activation.ts";
import type { KernelCall, Mapping, Mappings } from "./mapping.ts";

/** A function of one float argument, recorded by `record`. */
function floating(record: (call: KernelCall, x: Value) => Value | undefined): Mapping {
  return (call) => {
    const x = call.value("x");
    if (x.type !== "float32") return undefined;
    const result = record(call, x);
    return result && call.output(result);
  };
}

/** A function of one float argument that is one ONNX operator. */
function operator(op: string): Mapping {
  return floating((call, x) => call.unary(op, x));
}

/** A function of one number that is one ONNX operator for both number types. */
function numeric(record: (call: KernelCall, x: Value) => Value): Mapping {
  return (call) => {
    const x = call.value("x");
    return x.type === "bool" ? undefined : call.output(record(call, x));
  };
}

/** An activation that fused kernels know too. */
function activation(name: string): Mapping {
  return floating((call, x) => activated(call, x, name, { alpha: call.attrs["alpha"] as number }));
}

/**
 * A function near `x` for small `x`, from one that loses its digits there: `compute` where the
 * rounded intermediate `u` tells from `neutral`, else `x`.
 */
function corrected(
  call: KernelCall,
  x: Value,
  u: Value,
  neutral: number,
  compute: (excess: Value) => Value,
): Value {
  const excess = call.binary("Sub", u, call.scalar(1));
  const tiny = call.binary("Equal", u, call.scalar(neutral), "bool");
  return call.where(tiny, x, compute(excess));
}

/** `exp(x) - 1` without cancellation: `(u - 1) x / log(u)` with `u = exp(x)` rounded. */
function expMinusOne(call: KernelCall, x: Value): Value {
  const u = call.unary("Exp", x);
  const near = corrected(
    call,
    x,
    u,
    1,
    (excess) => call.binary("Div", call.binary("Mul", excess, x), call.unary("Log", u)),
  );
  const far = call.binary("Greater", call.unary("Abs", x), call.scalar(1), "bool");
  return call.where(far, call.binary("Sub", u, call.scalar(1)), near);
}

/** `log(1 + x)` without cancellation: `log(u) x / (u - 1)` with `u = 1 + x` rounded. */
function logOnePlus(call: KernelCall, x: Value): Value {
  const u = call.binary("Add", x, call.scalar(1));
  const log = call.unary("Log", u);
  const near = corrected(
    call,
    x,
    u,
    1,
    (excess) => call.binary("Div", call.binary("Mul", log, x), excess),
  );
  const far = call.binary("Greater", call.unary("Abs", x), call.scalar(1), "bool");
  return call.where(far, log, near);
}

/** Functions that are one ONNX operator for float arguments, by tfjs's and ONNX's name. */
const OPERATORS: Readonly<Record<string, string>> = {
  Ceil: "Ceil",
  Floor: "Floor",
  Round: "Round",
  Exp: "Exp",
  Log: "Log",
  Sqrt: "Sqrt",
  Reciprocal: "Reciprocal",
  Sin: "Sin",
  Cos: "Cos",
  Tan: "Tan",
  Asin: "Asin",
  Acos: "Acos",
  Atan: "Atan",
  Sinh: "Sinh",
  Cosh: "Cosh",
  Tanh: "Tanh",
  Asinh: "Asinh",
  Acosh: "Acosh",
  Atanh: "Atanh",
  Erf: "Erf",
  Softplus: "Softplus",
};

/** Kernels of one argument by name. */
export const unaries: Mappings = {
  ...Object.fromEntries(Object.entries(OPERATORS).map(([name, op]) => [name, operator(op)])),
  Abs: numeric((call, x) => call.unary("Abs", x)),
  Neg: numeric((call, x) => call.unary("Neg", x)),
  Sign: numeric((call, x) => call.unary("Sign", x)),
  Square: numeric((call, x) => call.binary("Mul", x, x)),
  Relu: numeric((call, x) => call.unary("Relu", x)),
  Rsqrt: floating((call, x) => call.unary("Reciprocal", call.unary("Sqrt", x))),
  Expm1: floating(expMinusOne),
  Log1p: floating(logOnePlus),
  Relu6: activation("relu6"),
  Elu: activation("elu"),
  Sigmoid: activation("sigmoid"),
  LeakyRelu: activation("leakyrelu"),
  Selu: floating((call, x) =>
    call.node("Selu", [x], "float32", x.shape, {
      alpha: { float: 1.6732632423543772 },
      gamma: { float: 1.0507009873554805 },
    })
  ),
  ClipByValue: numeric((call, x) => {
    const [low, high] = ["clipValueMin", "clipValueMax"].map((name) => call.attr<number>(name));
    // tfjs lets the upper bound win where the bounds cross, TensorFlow the lower one
    const raised = call.binary("Min", x, call.scalar(high!, x.type));
    return call.binary("Max", raised, call.scalar(low!, x.type));
  }),
  // 1 where x > 0, `alpha` where x < 0 or x = 0, NaN where x is NaN
  Step: floating((call, x) => {
    // of the ways to write it, the one that ONNX Runtime's cpu operators do fastest
    const inputs = [x, call.scalar(0), call.scalar(1)];
    const step = call.unary("Ceil", call.node("Clip", inputs, "float32", x.shape));
    const alpha = (call.attrs["alpha"] as number | undefined) ?? 0;
    if (alpha === 0) return step;
    const below = call.binary("LessOrEqual", x, call.scalar(0), "bool");
    return call.where(below, call.scalar(alpha), step);
  }),

  IsNan: floating((call, x) => call.unary("IsNaN", x, "bool")),
  IsInf: floating((call, x) => call.unary("IsInf", x, "bool")),
  // the difference of a number and itself is 0, of an infinity and itself NaN
  IsFinite: floating((call, x) =>
    call.binary("Equal", call.binary("Sub", x, x), call.scalar(0), "bool")
  ),
  LogicalNot: (call) => {
    const x = call.value("x");
    return x.type === "bool" ? call.output(call.unary("Not", x)) : undefined;
  },

  Select: (call) => {
    const [t, e] = [call.value("t"), call.value("e")];
    let condition = call.value("condition");
    if (t.type !== e.type || condition.type !== "bool") return undefined;
    const trailing = t.shape.length - condition.shape.length;
    if (trailing > 0) {
      condition = call.reshape(condition, [...condition.shape, ...Array<number>(trailing).fill(1)]);
    }
    return call.output(call.where(condition, t, e));
  },
  AddN: (call) => {
    const values = call.infos().map((info) => call.value(info));
    const [first, ...rest] = values as [Value, ...Value[]];
    if (first.type === "bool" || rest.some(({ type }) => type !== first.type)) return undefined;
    return call.output(rest.reduce((sum, value) => call.binary("Add", sum, value), first));
  },
  Cast: (call) => {
    const info = call.info("x");
    const dtype = call.attr<"float32" | "int32" | "bool" | "complex64" | "string">("dtype");
    if (dtype === info.dtype) return call.alias(info);
    if (dtype === "complex64" || dtype === "string") return undefined;
    return call.output(call.cast(call.value(info), dtype));
  },
};
