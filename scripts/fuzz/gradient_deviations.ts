/**
 * Where gradients may differ from TensorFlow's, with the reason.
 *
 * @module
 */
import type { HostValue } from "./compare.ts";
import { floats, hasInfinity, hasNaN, overflows, some } from "./deviation_inputs.ts";

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
  /** How large terms are that cancel: then a few of their last places may differ, and no more. */
  readonly size?: (inputs: readonly HostValue[]) => number;
  readonly reason: string;
}

/** Whether two elements are equal. */
function hasTies(inputs: readonly HostValue[]): boolean {
  return inputs.some((input) => new Set(Array.from(floats(input))).size < floats(input).length);
}

const hasZero = (inputs: readonly HostValue[]) => some(inputs, (x) => x === 0);

/** 1 / x^2 for the smallest element. */
function inverseSquare(inputs: readonly HostValue[]): number {
  const sizes = inputs.flatMap((input) => Array.from(floats(input), (x) => Math.abs(x)));
  return Math.min(...sizes.filter((x) => x > 0)) ** -2;
}

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
  ...["digamma", "lgamma", "lbeta"].map((name): GradientDeviation => ({
    where: new RegExp(`^math\\.${name}$`),
    second: name !== "digamma",
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
    where: /^math\.igammac?$/,
    second: false,
    argument: ["a", 0],
    when: (inputs) => some(inputs, (x) => x > 500),
    reason:
      "TensorFlow's series of the derivative ends too early: half of it is missing at 100000.",
  },
  {
    where: /^math\.reduceEuclideanNorm$/,
    second: true,
    argument: ["inputTensor", 0],
    when: (inputs) => inputs.some(({ shape }) => shape.includes(1)),
    reason: "|x| of single numbers has no second derivative: what comes out is a rounding error.",
  },
  {
    where: /^math\.l2Normalize$/,
    second: true,
    argument: ["x", 0],
    when: (inputs) => inputs.some(({ shape }) => shape.includes(1)),
    size: inverseSquare,
    reason: "x / |x| of single numbers has no derivatives: what comes out are rounding errors.",
  },
  {
    where: /^math\.atan2$/,
    second: true,
    argument: ["y", 0],
    when: (_, all) => all.length === 2 && `${all[0]!.elements}` === `${all[1]!.elements}`,
    size: inverseSquare,
    reason:
      "Of atan2(x, x) terms of 1 / x^2 cancel: to the last digit in TensorFlow's order of sums.",
  },
  {
    where: /egmentProd$/,
    second: true,
    argument: ["data", 0],
    when: (inputs) => inputs.some(({ dtype }) => dtype.endsWith("16")),
    reason: "TensorFlow divides products by elements in 16 bits; ours are nearer to its float64.",
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
    second: true,
    argument: ["a", 0],
    when: overflows,
    reason: "Products that TensorFlow subtracts from equal ones are added in another order here.",
  },
];
