/**
 * Where values may differ from TensorFlow's, with the reason. What these tables do not hold has to be
 * the same.
 *
 * @module
 */
import type { HostValue } from "./compare.ts";
import { fromBfloat16, isFloating, type Step } from "./program.ts";

/** Values of an operation that are not compared. */
export interface Deviation {
  /** The operation. */
  readonly where: RegExp;
  /** For which inputs. */
  readonly when: (inputs: readonly HostValue[]) => boolean;
  readonly reason: string;
}

/** Elements as numbers; none of what is not floating. */
export function floats({ dtype, elements }: HostValue): ArrayLike<number> {
  if (!isFloating(dtype)) return [];
  const data = elements as ArrayLike<number>;
  return dtype === "bfloat16" ? fromBfloat16(data) : data;
}

/** The largest numbers of floating dtypes. */
const LARGEST: Readonly<Record<string, number>> = {
  float16: 65504,
  bfloat16: 3.3895313892515355e38,
  float32: 3.4028234663852886e38,
  float64: Number.MAX_VALUE,
};

/** Whether some element of some input is such a number. */
function some(
  inputs: readonly HostValue[],
  is: (x: number, largest: number) => boolean,
): boolean {
  return inputs.some((input) => {
    const largest = LARGEST[input.dtype] ?? Infinity;
    return Array.prototype.some.call(floats(input), (x) => is(Number(x), largest));
  });
}

const hasNaN = (inputs: readonly HostValue[]) => some(inputs, Number.isNaN);
const hasInfinity = (inputs: readonly HostValue[]) => some(inputs, (x) => Math.abs(x) === Infinity);

/** Whether products of the elements may be infinite, or none. */
const overflows = (inputs: readonly HostValue[]) =>
  some(inputs, (x, largest) => !(Math.abs(x) < Math.sqrt(largest) / 64));

const PRODUCTS =
  /^(nn\.(conv|depthwise|separable|atrous|avgPool|lrn|moments)|reduce(Sum|Mean|Prod)$|math\.cumprod|image\.resize|matmul|einsum|tensordot|linalg\.|math\.reduceEuclidean)/;

/** The table. */
export const DEVIATIONS: readonly Deviation[] = [
  {
    where: /^linalg\.expm$/,
    when: (inputs) => inputs.some(({ dtype }) => dtype === "float64"),
    reason: "TensorFlow's quotient is exact to 1e-10 alone where matrices of float64 are large.",
  },
  {
    where: /^saturateCast$/,
    when: (inputs) => some(inputs, (x) => Math.abs(x) >= 2 ** 63),
    reason: "TensorFlow's largest int64 of floats is the smallest.",
  },
  {
    where: /^math\.(polygamma|zeta)$/,
    when: (inputs) => some(inputs, (x) => x < 0),
    reason: "TensorFlow's zeta of negative numbers is another function.",
  },
  {
    where: /^(sort|argsort|math\.topK)$/,
    when: hasNaN,
    reason: "Where NaN comes to lie is left to TensorFlow's algorithm; here it is the largest.",
  },
  {
    where: /^math\.lbeta$/,
    when: (inputs) => some(inputs, (x) => Math.abs(x) > 1000),
    reason:
      "What is left where terms of one size cancel is as exact as the last digit of the terms.",
  },
  {
    where: PRODUCTS,
    when: overflows,
    reason: "Blocks of sums and zeros of paddings decide which of NaN and infinities comes out.",
  },
  {
    where: /^nn\.maxPool/,
    when: (inputs) => some(inputs, (x) => Number.isNaN(x) || x === -Infinity),
    reason: "TensorFlow leaves NaN out and starts from the lowest number; ONNX Runtime does not.",
  },
  {
    where: /(egmentM(ax|in)|tensorScatterNdM(ax|in))$/,
    when: hasNaN,
    reason: "Whether a NaN stays depends on the order of elements in TensorFlow; here it stays.",
  },
  {
    where: /oftmax/,
    when: (inputs) => some(inputs, (x) => Number.isNaN(x) || x === Infinity),
    reason: "TensorFlow's float32 gives 0 beside a NaN; NaN here, as in its float64.",
  },
  {
    where: /^math\.bessel/,
    when: (inputs) => some(inputs, (x, largest) => Math.abs(x) > largest / 1e10),
    reason: "TensorFlow multiplies infinity by 0, and gets NaN; the limit here.",
  },
  {
    where: /^math\.igammac?$/,
    when: hasInfinity,
    reason: "Both are 0 of two infinities in TensorFlow, though their sum is 1; NaN here.",
  },
  {
    where: /^math\.betainc$/,
    when: hasInfinity,
    reason: "TensorFlow gives NaN for infinite parameters; the limit here.",
  },
  {
    where: /^(sort|argsort|math\.topK)$/,
    when: hasNaN,
    reason: "Where a NaN comes in TensorFlow depends on where it was; it is the largest here.",
  },
  {
    where: /^math\.erfc?$/,
    when: overflows,
    reason: "TensorFlow's erf of float64 is not a number where the square overflows.",
  },
  {
    where: /^linalg\.expm$/,
    when: (inputs) => some(inputs, (x) => Math.abs(x) > 4),
    reason: "Squarings of a matrix of large norm lose digits, here and there.",
  },
  {
    where: /^linalg\.(qr|svd|pinv|lstsq)$/,
    when: (inputs) => inputs.some(isSingular),
    reason: "Vectors that belong to a singular value of 0 are any of a plane.",
  },
];

/** Whether a matrix among stacked ones has no full rank, by elimination. */
function isSingular(input: HostValue): boolean {
  if (input.shape.length < 2) return false;
  const [rows, columns] = input.shape.slice(-2) as [number, number];
  const all = Float64Array.from(floats(input));
  for (let start = 0; start + rows * columns <= all.length; start += rows * columns) {
    if (rank(all.slice(start, start + rows * columns), rows, columns) < Math.min(rows, columns)) {
      return true;
    }
    if (rows * columns === 0) return false;
  }
  return false;
}

function rank(a: Float64Array, rows: number, columns: number): number {
  const largest = a.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  let found = 0;
  for (let column = 0; column < columns && found < rows; column++) {
    let best = found;
    for (let row = found; row < rows; row++) {
      if (Math.abs(a[row * columns + column]!) > Math.abs(a[best * columns + column]!)) best = row;
    }
    const pivot = a[best * columns + column]!;
    if (!(Math.abs(pivot) > 1e-5 * largest)) continue;
    for (let k = 0; k < columns; k++) {
      const kept = a[found * columns + k]!;
      a[found * columns + k] = a[best * columns + k]!;
      a[best * columns + k] = kept;
    }
    for (let row = found + 1; row < rows; row++) {
      const factor = a[row * columns + column]! / pivot;
      for (let k = column; k < columns; k++) {
        a[row * columns + k]! -= factor * a[found * columns + k]!;
      }
    }
    found++;
  }
  return found;
}

/** All operations of a step: its own, and those of its branches or its body. */
export function operationsOf(step: Step): string[] {
  const blocks = [step.then, step.else, step.body].filter((it) => it !== undefined);
  return [step.op, ...blocks.flatMap(({ steps }) => steps.flatMap(operationsOf))];
}

/** Why a step's results may differ for these inputs, if they may. */
export function deviationOf(step: Step, inputs: readonly HostValue[]): Deviation | undefined {
  const nested = operationsOf(step).slice(1);
  return DEVIATIONS.find(({ where, when }) =>
    where.test(step.op)
      ? when(inputs)
      // Values inside are not known; they come from what the step takes.
      : nested.some((op) => where.test(op)) && (hasNaN(inputs) || overflows(inputs))
  );
}

/** Whether a program could have a step whose results may differ. */
export function mayDeviate(steps: readonly Step[]): boolean {
  const operations = steps.flatMap(operationsOf);
  return DEVIATIONS.some(({ where }) => operations.some((op) => where.test(op)));
}

/** Operations whose bounds are relative to the largest element, by how many of its last places. */
const BY_SIZE: readonly (readonly [RegExp, number])[] = [
  [/^linalg\.lstsq$/, 1024], // the condition counts twice
  [/^linalg\./, 64],
  [/^nn\.batchNormalization$/, 3],
  [/^nn\.(elu|selu)$/, 1], // TensorFlow's e^x - 1 cancels
  [/^math\.(erfinv|erfcinv|ndtri)$/, 512], // TensorFlow's cancel near their zeros
  [/^math\.(polygamma|zeta|digamma|lgamma|lbeta)$/, 2], // near their zeros
  [PRODUCTS, 1],
];

/** Operations whose results jump where a rounding differs, which noise does not show. */
export const JUMPS = /^math\.(zeroFraction|countNonzero)$/;

/** Operations whose bounds are absolute: of numbers near 1 they give what cancels. */
const BY_UNIT = /(oftmax|gelu|^(sin|cos|tan))/;

/** How many last places of 1 are allowed everywhere. */
export function unitsOf(step: Step, dtype: string): number {
  if (!operationsOf(step).some((op) => BY_UNIT.test(op))) return 0;
  return dtype.endsWith("16") ? 1 : 4;
}

/** How many last places of the largest element are allowed everywhere. */
export function placesOf(step: Step): number {
  return Math.max(
    0,
    ...operationsOf(step).map((op) => BY_SIZE.find(([where]) => where.test(op))?.[1] ?? 0),
  );
}

/** Arguments through which gradients may differ. */
export interface GradientDeviation {
  readonly where: RegExp;
  /** Whether only gradients of gradients do. */
  readonly second: boolean;
  /** Whether all gradients of what depends on it may differ, as there is none of its gradient. */
  readonly wide?: true;
  /** Which argument: its name in calls by name, and its place. */
  readonly argument: readonly [name: string, place: number];
  /** For which values of that argument, and of all. */
  readonly when: (inputs: readonly HostValue[], all: readonly HostValue[]) => boolean;
  readonly reason: string;
}

/** Whether two elements are equal. */
function hasTies(inputs: readonly HostValue[]): boolean {
  return inputs.some((input) => new Set(Array.from(floats(input))).size < floats(input).length);
}

const hasZero = (inputs: readonly HostValue[]) => some(inputs, (x) => x === 0);

/** The table of gradients. */
export const GRADIENT_DEVIATIONS: readonly GradientDeviation[] = [
  {
    where: /^nn\.softmaxCrossEntropyWithLogits$/,
    second: true,
    argument: ["labels", 0],
    when: () => true,
    reason: "TensorFlow's gradient of softmax(logits) - labels leaves the labels out.",
  },
  {
    where: /^nn\.maxPool3d$/,
    second: false,
    argument: ["input", 0],
    when: (inputs) => hasTies(inputs) || hasNaN(inputs) || hasInfinity(inputs),
    reason: "TensorFlow's gives each of equal elements the whole gradient, on processors only.",
  },
  {
    where: /^reduceProd$/,
    second: true,
    argument: ["inputTensor", 0],
    when: hasZero,
    reason: "TensorFlow's gradient of running products divides by the elements.",
  },
  {
    where: /^math\.cumprod$/,
    second: false,
    argument: ["x", 0],
    when: hasZero,
    reason: "As above.",
  },
  ...["logits", "labels"].map((name): GradientDeviation => ({
    where: /^nn\.weightedCrossEntropyWithLogits$/,
    second: false,
    argument: [name, name === "labels" ? 0 : 1],
    when: (_, all) => hasZero(all),
    reason: "TensorFlow differentiates |x| and max(x, 0) apart, which at 0 gives half of it.",
  })),
  {
    where: /^math\.besselI[01]e?$/,
    second: false,
    argument: ["x", 0],
    when: hasZero,
    reason: "TensorFlow takes 1 for the derivative of I1 at 0, which is 1/2.",
  },
  {
    where: /^image\.resize$/,
    second: true,
    wide: true,
    argument: ["images", 0],
    when: () => true,
    reason: "TensorFlow has no gradient of the gradient of bilinear and bicubic resizing.",
  },
  {
    where: /^nn\.(lrn|localResponseNormalization)$/,
    second: true,
    wide: true,
    argument: ["input", 0],
    when: () => true,
    reason: "TensorFlow has none of its gradient's gradient.",
  },
  ...["digamma", "lgamma"].map((name): GradientDeviation => ({
    where: new RegExp(`^math\\.${name}$`),
    second: name === "lgamma",
    argument: ["x", 0],
    when: (inputs) => some(inputs, (x) => x < 0),
    reason: "TensorFlow's zeta of negative numbers is another function.",
  })),
  {
    where: /^(divide|math\.divideNoNan|math\.truediv|math\.xdivy)$/,
    second: false,
    argument: ["x", 0],
    when: (_, all) => all.length === 2 && `${all[0]!.elements}` === `${all[1]!.elements}`,
    reason: "Of x / x the gradient is the rounding error of 1 / x - x / x^2.",
  },
  {
    where: /egmentProd$/,
    second: true,
    argument: ["data", 0],
    when: hasZero,
    reason: "TensorFlow counts a second factor of 0 as constant.",
  },
  {
    where: /^math\.cumulativeLogsumexp$/,
    second: false,
    argument: ["x", 0],
    when: (inputs) => some(inputs, (x) => Math.abs(x) > 100),
    reason: "TensorFlow's gradient is made of logarithms, which lose digits of large numbers.",
  },
  {
    where: /^linalg\.cross$/,
    second: false,
    argument: ["a", 0],
    when: overflows,
    reason: "Products that TensorFlow subtracts from equal ones are added in another order here.",
  },
];
