/**
 * Which element types ONNX Runtime's operators for processors compute with (tried out with one
 * model for each operator and type, version 1.30), and the wider type to compute in where one is
 * missing. 16-bit floats count as missing from arithmetic: the runtime computes them in float32 and
 * rounds as it likes, so that the same step could differ with what stands beside it. Extremes and
 * signs of int64 count as missing too: they are wrong (lib/tensor/wide_extremes.ts).
 *
 * @module
 */
import type { OnnxType } from "./onnx_types.ts";

const INTS = "int8 int16 int32 int64 uint8 uint16 uint32 uint64";
const FLOATS = "float32 float64";

/** Operators by the types they compute with. */
const SUPPORT: readonly (readonly [types: string, operators: string])[] = [
  [
    `${FLOATS} float16 bfloat16 ${INTS} bool`,
    "Identity Transpose Reshape Concat Slice Split Gather GatherND GatherElements ScatterND ScatterElements Squeeze Unsqueeze Cast",
  ],
  [`${FLOATS} float16 ${INTS} bool`, "Expand Tile ReverseSequence ConstantOfShape"],
  [`${FLOATS} ${INTS} bool`, "Equal"],
  [`${FLOATS} ${INTS}`, "Add Sub Mul Div Mod Abs Greater Less GreaterOrEqual LessOrEqual"],
  [`${FLOATS} int8 int16 int32 uint8 uint16 uint32 uint64`, "Sign"],
  [`${FLOATS} int8 int32 uint8 uint32 uint64`, "Max Min Clip"],
  [
    `${FLOATS} int32 int64`,
    "Pow ReduceSum ReduceMean ReduceProd ReduceL2 ReduceSumSquare ReduceL1 Einsum CumSum",
  ],
  [INTS, "BitwiseAnd BitwiseOr BitwiseXor BitwiseNot"],
  ["bool", "And Or Not Xor"],
  [`${FLOATS} int8 int16 int32 int64`, "Neg"],
  [
    FLOATS,
    "Exp Log Sqrt Reciprocal Sin Cos Tanh Sigmoid LeakyRelu Elu Selu Softplus Floor Ceil Round IsNaN IsInf Gemm Softmax LogSoftmax",
  ],
  [
    "float32",
    "Tan Asin Acos Atan Sinh Cosh Asinh Acosh Atanh Erf Gelu Conv ConvTranspose AveragePool Softsign Resize",
  ],
  [`${FLOATS} int8 int32`, "Relu"],
  [`${FLOATS} int32 int64 uint8`, "Where"],
  [`${FLOATS} int8 int32 uint8`, "ReduceMax ReduceMin"],
  [`${FLOATS} int8 int32 int64 uint8`, "ArgMax ArgMin"],
  [`${FLOATS} int32 int64 uint32 uint64`, "MatMul ReduceLogSumExp"],
  [FLOATS, "LayerNormalization BatchNormalization"],
  ["float32", "LSTM GRU"],
  [`${FLOATS} int8 int32 int64 uint8 uint32 uint64 bool`, "Pad"],
  [`${FLOATS} int8 int16 int32 int64 uint8`, "TopK"],
  ["float32 int64", "OneHot"],
  [`${FLOATS} int8 uint8`, "MaxPool"],
  [`${FLOATS} int16 int32 int64`, "Range"],
  [`${FLOATS} int32 int64 bool`, "Trilu"],
  ["uint8 uint32 uint64", "BitShift"],
];

const supported = new Map<string, ReadonlySet<string>>(
  SUPPORT.flatMap(([types, operators]) => {
    const set = new Set(types.split(" "));
    return operators.split(" ").map((operator) => [operator, set] as const);
  }),
);

/** Types that hold every value of a type, the narrowest first. */
const WIDER: Partial<Record<OnnxType, readonly OnnxType[]>> = {
  float16: ["float32"],
  bfloat16: ["float32"],
  int8: ["int32", "int64"],
  int16: ["int32", "int64"],
  uint8: ["int32", "int64"],
  uint16: ["int32", "int64"],
  int32: ["int64"],
  uint32: ["int64"],
  bool: ["uint8", "int32"],
};

/** Operators whose result of 64 bits has the same bits whether these count as signed or not. */
const SIGNLESS = new Set("Where Pow ReduceSum ReduceProd CumSum Neg".split(" "));

/**
 * The type to compute an operator in so that the result is that of `type`.
 *
 * @throws {Error} where there is none: such a primitive has to compute on the host.
 */
export function computingType(operator: string, type: OnnxType): OnnxType {
  const types = supported.get(operator);
  if (types === undefined) {
    throw new Error(`internal: types of the operator ${operator} are unknown`);
  }
  if (types.has(type)) return type;
  const wider = WIDER[type]?.find((it) => types.has(it));
  if (wider !== undefined) return wider;
  if (type === "uint64" && SIGNLESS.has(operator) && types.has("int64")) return "int64";
  throw new Error(`internal: no operator ${operator} for ${type} and none for a wider type`);
}
