/**
 * Elementwise kernels: arithmetic, comparison, logic and the functions of one argument. What ONNX
 * would compute differently from TensorFlow (integer division, mixed types) is declined.
 *
 * @module
 */
import type { Value } from "../graph_types.ts";
import { broadcastShape, type KernelCall, type Mapping, type Mappings } from "./mapping.ts";

/** `a op b` with broadcasting, for the given element types. */
function binary(op: string, types: readonly string[] = ["float32"]): Mapping {
  return (call) => {
    const [a, b] = [call.value("a"), call.value("b")];
    if (a.type !== b.type || !types.includes(a.type)) return undefined;
    return call.output(call.node(op, [a, b], a.type, broadcastShape(a.shape, b.shape)));
  };
}

/** `a op b` with a bool result. */
function comparison(op: string, types: readonly string[], negated = false): Mapping {
  return (call) => {
    const [a, b] = [call.value("a"), call.value("b")];
    if (a.type !== b.type || !types.includes(a.type)) return undefined;
    const result = call.node(op, [a, b], "bool", broadcastShape(a.shape, b.shape));
    return call.output(negated ? call.node("Not", [result], "bool", result.shape) : result);
  };
}

/** A function of one float argument, recorded by `record`. */
function unary(record: (call: KernelCall, x: Value) => Value | undefined): Mapping {
  return (call) => {
    const x = call.value("x");
    if (x.type !== "float32") return undefined;
    const result = record(call, x);
    return result && call.output(result);
  };
}

/** A function of one float argument that is one ONNX operator. */
function operator(op: string): Mapping {
  return unary((call, x) => call.node(op, [x], "float32", x.shape));
}

/** A function of one number that is one ONNX operator for both number types. */
function numeric(op: string): Mapping {
  return (call) => {
    const x = call.value("x");
    return x.type === "bool" ? undefined : call.output(call.node(op, [x], x.type, x.shape));
  };
}

const float = (call: KernelCall, op: string, inputs: readonly Value[], like: Value) =>
  call.node(op, inputs, "float32", like.shape);

/** Elementwise kernels by name. */
export const elementwise: Mappings = {
  Add: binary("Add", ["float32", "int32"]),
  Sub: binary("Sub", ["float32", "int32"]),
  Multiply: binary("Mul", ["float32", "int32"]),
  RealDiv: binary("Div"),
  Pow: binary("Pow"),
  Maximum: binary("Max"),
  Minimum: binary("Min"),
  SquaredDifference: (call) => {
    const [a, b] = [call.value("a"), call.value("b")];
    if (a.type !== "float32" || b.type !== "float32") return undefined;
    const difference = call.node("Sub", [a, b], "float32", broadcastShape(a.shape, b.shape));
    return call.output(float(call, "Mul", [difference, difference], difference));
  },

  Equal: comparison("Equal", ["float32", "int32", "bool"]),
  NotEqual: comparison("Equal", ["float32", "int32", "bool"], true),
  Greater: comparison("Greater", ["float32", "int32"]),
  GreaterEqual: comparison("GreaterOrEqual", ["float32", "int32"]),
  Less: comparison("Less", ["float32", "int32"]),
  LessEqual: comparison("LessOrEqual", ["float32", "int32"]),
  LogicalAnd: comparison("And", ["bool"]),
  LogicalOr: comparison("Or", ["bool"]),
  LogicalNot: (call) => {
    const x = call.value("x");
    return x.type === "bool" ? call.output(call.node("Not", [x], "bool", x.shape)) : undefined;
  },
  IsNan: unary((call, x) => call.node("IsNaN", [x], "bool", x.shape)),
  IsInf: unary((call, x) => call.node("IsInf", [x], "bool", x.shape)),

  Abs: numeric("Abs"),
  Neg: numeric("Neg"),
  Sign: operator("Sign"),
  Ceil: operator("Ceil"),
  Floor: operator("Floor"),
  Round: operator("Round"),
  Exp: operator("Exp"),
  Log: operator("Log"),
  Sqrt: operator("Sqrt"),
  Reciprocal: operator("Reciprocal"),
  Rsqrt: unary((call, x) => float(call, "Reciprocal", [float(call, "Sqrt", [x], x)], x)),
  Square: numericSquare(),
  Sin: operator("Sin"),
  Cos: operator("Cos"),
  Tanh: operator("Tanh"),
  Sigmoid: operator("Sigmoid"),
  Softplus: operator("Softplus"),
  Elu: operator("Elu"),
  Relu: operator("Relu"),
  Selu: unary((call, x) =>
    call.node("Selu", [x], "float32", x.shape, {
      alpha: { float: 1.6732632423543772 },
      gamma: { float: 1.0507009873554805 },
    })
  ),
  Relu6: unary((call, x) => float(call, "Clip", [x, call.scalar(0), call.scalar(6)], x)),
  LeakyRelu: unary((call, x) =>
    call.node("LeakyRelu", [x], "float32", x.shape, {
      alpha: { float: call.attr<number>("alpha") },
    })
  ),
  ClipByValue: unary((call, x) => {
    const [low, high] = [call.attr<number>("clipValueMin"), call.attr<number>("clipValueMax")];
    return low > high
      ? undefined
      : float(call, "Clip", [x, call.scalar(low), call.scalar(high)], x);
  }),
  // 1 where x > 0, `alpha` where x < 0 or x = 0, NaN where x is NaN
  Step: unary((call, x) => {
    const positive = call.node("Greater", [x, call.scalar(0)], "bool", x.shape);
    const alpha = call.scalar(call.attr<number | undefined>("alpha") ?? 0);
    const rest = float(call, "Where", [
      call.node("IsNaN", [x], "bool", x.shape),
      x,
      alpha,
    ], x);
    return float(call, "Where", [positive, call.scalar(1), rest], x);
  }),

  Select: (call) => {
    const [t, e] = [call.value("t"), call.value("e")];
    let condition = call.value("condition");
    if (t.type !== e.type || t.type === "bool") return undefined;
    const trailing = t.shape.length - condition.shape.length;
    if (trailing > 0) {
      condition = call.reshape(condition, [...condition.shape, ...Array<number>(trailing).fill(1)]);
    }
    return call.output(call.node("Where", [condition, t, e], t.type, t.shape));
  },
  AddN: (call) => {
    const values = call.infos().map((info) => call.value(info));
    if (values.some((value) => value.type !== "float32")) return undefined;
    return call.output(call.node("Sum", values, "float32", values[0]!.shape));
  },
  Cast: (call) => {
    const info = call.info("x");
    const dtype = call.attr<"float32" | "int32" | "bool" | "complex64" | "string">("dtype");
    if (dtype === info.dtype) return call.alias(info);
    if (dtype === "complex64" || dtype === "string") return undefined;
    return call.output(call.cast(call.value(info), dtype));
  },
};

function numericSquare(): Mapping {
  return (call) => {
    const x = call.value("x");
    return x.type === "bool" ? undefined : call.output(call.node("Mul", [x, x], x.type, x.shape));
  };
}
