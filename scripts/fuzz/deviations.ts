/**
 * Where values may differ from TensorFlow's, with the reason. What these tables do not hold has to be
 * the same.
 *
 * @module
 */
import { CONTRACTIONS, operationsOf, PRODUCTS, SUMS } from "./allowances.ts";
import type { HostValue } from "./compare.ts";
import {
  contractionsOverflow,
  floats,
  hasInfinity,
  hasNaN,
  isSingular,
  isTooLong,
  leavesRange,
  overflows,
  productsOverflow,
  some,
  squaresOverflow,
  STEP,
  sumsOverflow,
} from "./deviation_inputs.ts";
import type { Step } from "./program.ts";

/** Values of an operation that are not compared. */
export interface Deviation {
  /** The operation. */
  readonly where: RegExp;
  /** For which inputs. */
  readonly when: (inputs: readonly HostValue[], step: Step) => boolean;
  /** Whether elements that are finite in both still have to agree. */
  readonly finite?: true;
  readonly reason: string;
}

const BLOCKS = "Blocks of sums and zeros of paddings decide which of NaN and infinities comes out.";

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
    where: /^nn\.conv\dd$/,
    when: isTooLong,
    reason: "TensorFlow gives an image of the input's shape where the dilated filter does not fit.",
  },
  {
    where: CONTRACTIONS,
    when: (inputs) => contractionsOverflow(inputs, true),
    reason: "What is left where the largest numbers cancel is what was added after them.",
  },
  {
    where: SUMS,
    when: (inputs) => sumsOverflow(inputs, true),
    reason: "As above.",
  },
  { where: PRODUCTS, when: squaresOverflow, reason: "As above, for powers." },
  {
    where: CONTRACTIONS,
    when: (inputs) => contractionsOverflow(inputs),
    finite: true,
    reason: BLOCKS,
  },
  { where: SUMS, when: (inputs) => sumsOverflow(inputs), finite: true, reason: BLOCKS },
  { where: PRODUCTS, when: overflows, finite: true, reason: BLOCKS },
  {
    where: /^cast$/,
    when: leavesRange,
    reason: "C++ does not define casts of floats beyond the range of whole numbers without sign.",
  },
  {
    where: /^bitcast$/,
    when: hasNaN,
    reason: "Which bits a NaN has is left to the processor and the operation.",
  },
  {
    where: /^arg(max|min)$/,
    when: (inputs) => hasNaN(inputs) && some(inputs, (x, largest) => Math.abs(x) >= largest),
    reason: "TensorFlow starts from the largest finite number at place 0, and passes over NaN.",
  },
  {
    where: /^math\.erfinv$/,
    when: (inputs) =>
      inputs.some((input) =>
        Array.from(floats(input)).some((x) => {
          const rest = 1 - Math.abs(x);
          return rest > 0 && rest < (STEP[input.dtype] ?? 0);
        })
      ),
    finite: true,
    reason: "TensorFlow adds 1 first, and gets 2: infinity.",
  },
  {
    where: /^math\.igammac?$/,
    when: (inputs) => inputs.every((input) => some([input], (x) => x > 1e8)),
    reason: "TensorFlow's series end too early where both numbers are large.",
  },
  {
    where: /^math\.igammac?$/,
    when: (inputs) =>
      inputs.some((it) =>
        some([it], (x) => x > 0 && x < (it.dtype === "float64" ? 1e-290 : 1e-30))
      ),
    reason: "TensorFlow's powers of the smallest numbers vanish before it divides them.",
  },
  {
    where: /^nn\.maxPool/,
    when: (inputs) => some(inputs, (x) => Number.isNaN(x) || x === -Infinity),
    reason: "TensorFlow leaves NaN out and starts from the lowest number; ONNX Runtime does not.",
  },
  {
    where: /egmentM(ax|in)$/,
    when: hasNaN,
    finite: true,
    reason: "Whether a NaN stays depends on the order of elements in TensorFlow; here it stays.",
  },
  {
    where: /^math\.(s|unsortedS)egmentProd$/,
    when: productsOverflow,
    finite: true,
    reason: "TensorFlow's products of 16 bits are rounded after each factor: infinity on the way.",
  },
  {
    where: /oftmax/,
    when: (inputs) => some(inputs, (x) => Number.isNaN(x) || x === Infinity),
    finite: true,
    reason: "TensorFlow's float32 gives 0 beside a NaN; NaN here, as in its float64.",
  },
  {
    where: /^math\.bessel/,
    when: (inputs) => some(inputs, (x, largest) => Math.abs(x) > largest / 1e10),
    finite: true,
    reason: "TensorFlow multiplies infinity by 0, and gets NaN; the limit here.",
  },
  {
    where: /^math\.igammac?$/,
    when: hasInfinity,
    finite: true,
    reason: "Both are 0 of two infinities in TensorFlow, though their sum is 1; NaN here.",
  },
  {
    where: /^math\.betainc$/,
    when: hasInfinity,
    finite: true,
    reason: "TensorFlow gives NaN for infinite parameters; the limit here.",
  },
  {
    where: /^math\.erfc?$/,
    when: overflows,
    finite: true,
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

/** Why a step's results may differ for these inputs, if they may. */
export function deviationOf(step: Step, inputs: readonly HostValue[]): Deviation | undefined {
  const nested = operationsOf(step).slice(1);
  return DEVIATIONS.find(({ where, when }) =>
    where.test(step.op)
      ? when(inputs, step)
      // Values inside are not known; they come from what the step takes.
      : nested.some((op) => where.test(op)) && (hasNaN(inputs) || overflows(inputs))
  );
}

/** Whether a program could have a step whose results may differ. */
export function mayDeviate(steps: readonly Step[]): boolean {
  const operations = steps.flatMap(operationsOf);
  return DEVIATIONS.some(({ where }) => operations.some((op) => where.test(op)));
}
