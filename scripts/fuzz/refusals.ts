/**
 * What the library refuses though TensorFlow computes it, with the reason. A program in which
 * something else is refused counts as a fault.
 *
 * @module
 */
import type { Step } from "./program.ts";

/** One row. */
export interface Refusal {
  /** An operation, when it is refused alone; else the phase, a colon and the operation. */
  readonly where: RegExp;
  /** What the error says. */
  readonly text: RegExp;
  /** Why it is refused. */
  readonly reason: string;
}

/** The table. */
export const REFUSALS: readonly Refusal[] = [
  {
    where: /^concat$/,
    text: /expected (axis|tensors of at least one dimension)/,
    reason: "TensorFlow does not look at the axis where there is one tensor to join; we check it.",
  },
  {
    where: /^reverse$/,
    text: /expected axis from -?\d+ to -?\d+ for a tensor of \d+ dimensions/,
    reason: "TensorFlow does not look at axes without dimensions or elements; we check them.",
  },
  {
    where: /^stridedSlice$/,
    text: /expected \w+Mask to be a whole number from 0/,
    reason: "TensorFlow takes the bits of a negative number; a mask below 0 is a mistake.",
  },
  {
    where:
      /^traced.*: (unique|uniqueWithCounts|booleanMask|where|dynamicPartition|repeat|sequenceMask)$/,
    text: /while the function is traced/,
    reason: "The shape of the result depends on values, which a traced function does not have.",
  },
  {
    where: /^traced.*: math\.(segment(Sum|Mean|Prod|Max|Min)|bincount|confusionMatrix)$/,
    text: /while the function is traced/,
    reason: "As above: as many rows as the last segment or the largest class says.",
  },
  {
    where: /second/,
    text: /expected (first derivatives only|at most one derivative)/,
    reason: "TensorFlow counts the gradient as constant, and gives zeros in silence.",
  },
  {
    where: /./,
    text: /expected \w+ to be a whole number.*=-?\d+\.\d+$/,
    reason: "TensorFlow drops the digits behind the point.",
  },
  {
    where: /./,
    text: /expected numbers from -?\d+ to \d+ for dtype u?int\d+, received -?\d+$/,
    reason: "TensorFlow lets plain numbers wrap around that the dtype of the tensor does not hold.",
  },
  {
    where: /^meshgrid$/,
    text: /expected vectors of one dtype/,
    reason: "TensorFlow multiplies by ones, and takes truth values for those.",
  },
  {
    where: /^sequenceMask$/,
    text: /expected lengths of dtype int32 or int64/,
    reason: "A length is a whole number.",
  },
  {
    where: /^searchsorted$/,
    text: /that share all but the last one/,
    reason: "TensorFlow compares how many rows there are, and not how they lie.",
  },
  {
    where: /^nn\.ctcLoss$/,
    text: /expected \w+ of dtype int32 or int64, received bool/,
    reason: "TensorFlow casts truth values; a length is none.",
  },
  {
    where: /^nn\.ctcLoss$/,
    text: /expected blankIndex to be a whole number/,
    reason: "TensorFlow does not look at it, and gives what comes of it.",
  },
  {
    where: /^math\.bincount$/,
    text: /expected arr of dtype int32 or int64/,
    reason: "TensorFlow casts truth values and drops the digits of floats, but refuses int8.",
  },
  {
    where: /^norm$/,
    text: /expected axis to be one axis or two different ones, received axis=\[(-?\d+), -?\d+\]$/,
    reason: "TensorFlow takes two names of one axis for a matrix, and gives a sum over that axis.",
  },
  {
    where: /^nn\.avgPool3d$/,
    text: /expected input of 5 dimensions, received shape \(\d+, \d+, \d+, \d+\)$/,
    reason: "TensorFlow's kernel does not look at dimensions, and takes the channels for a depth.",
  },
  {
    where: /^nn\.softmaxCrossEntropyWithLogits$/,
    text: /expected shapes that broadcast, received/,
    reason: "TensorFlow counts rows, and compares no other axes than the last one.",
  },
  {
    where: /^linalg\.expm$/,
    text: /expected input to be a matrix or a stack of matrices, received shape \(1,\)$/,
    reason: "TensorFlow takes a vector of one element for a matrix; one of two is an error there.",
  },
];

/** What we compute though TensorFlow raises, with the reason. */
export const WIDER: readonly Refusal[] = [
  {
    where: /^saturateCast$/,
    text: /Cannot find minimum value of <dtype: 'bool'>/,
    reason: "TensorFlow asks for the smallest truth value; there is nothing to saturate.",
  },
  {
    where: /^math\.confusionMatrix$/,
    text: /Dimension -9223372036854775807 must be >= 0/,
    reason: "TensorFlow takes the smallest number for the largest class where there are no labels.",
  },
  {
    where: /^oneHot$/,
    text:
      /dtype <dtype: '(int|float)32'> of on_value does not match dtype <dtype: '(int|float)32'>/,
    reason: "Python's 2 and 2.5 are of two kinds; in JavaScript all numbers are of one.",
  },
  {
    where: /^meshgrid$/,
    text: /Cannot convert 1 to EagerTensor of dtype string/,
    reason: "TensorFlow multiplies by ones, which texts do not have.",
  },
  {
    where: /Pool\d?d?$/,
    text: /could not create a descriptor for a pooling forward propagation/,
    reason: "TensorFlow's library for processors has no such window of 16-bit floats.",
  },
  {
    where: /^size$/,
    text: /'str' object has no attribute 'as_numpy_dtype'/,
    reason: "tf.size takes dtypes as objects alone there; texts are how we name them.",
  },
  {
    where: /^pad$/,
    text: /paddings must be a matrix with 2 columns: \[0\]/,
    reason: "An empty list has no columns in JavaScript; a tensor without dimensions needs none.",
  },
];

/** The row for an error, if there is one. */
export function refusalOf(
  where: string,
  error: unknown,
  table: readonly Refusal[] = REFUSALS,
): Refusal | undefined {
  const text = error instanceof Error ? error.message : String(error);
  return table.find((row) => row.where.test(where) && row.text.test(text));
}

/** Whether an error is one of ours: a class that says what is wrong, with the function's name. */
export function isNamed(error: unknown): boolean {
  if (!(error instanceof TypeError || error instanceof RangeError)) return false;
  return /^(tf|kerasaur|[A-Z]\w+)[.\w]*(: | expects? )/.test(error.message);
}

/** Whether an error names the step's operation, or the one in it that TensorFlow names too. */
export function namesOperation(text: string, { op, message = "" }: Step): boolean {
  const [, inner = ""] = /\[Op:(\w+)\]/.exec(message) ?? [];
  const [, , named = ""] = /tf\.(\w+\.)*(\w+): /.exec(text) ?? [];
  return text.includes(`tf.${op}: `) || named !== "" && named.toLowerCase() === inner.toLowerCase();
}
