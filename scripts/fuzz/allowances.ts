/**
 * What is allowed everywhere in a result, beside the bounds of its elements; tolerances.py has the
 * same for its noise.
 *
 * @module
 */
import type { Step } from "./program.ts";

/** Sums of products of elements of several inputs. */
export const CONTRACTIONS =
  /^(nn\.(conv|depthwise|separable|atrous)|matmul$|einsum$|tensordot$|linalg\.(matvec|matmul))/;
/** Sums of elements. */
export const SUMS = /^(nn\.avgPool|reduceSum$|reduceMean$|image\.resize|linalg\.trace$)/;
/** What takes squares or products of elements of one input. */
export const PRODUCTS =
  /^(nn\.(lrn|moments)|reduceProd$|math\.cumprod|linalg\.|math\.reduceEuclidean)/;

/** All operations of a step: its own, and those of its branches or its body. */
export function operationsOf(step: Step): string[] {
  const blocks = [step.then, step.else, step.body].filter((it) => it !== undefined);
  return [step.op, ...blocks.flatMap(({ steps }) => steps.flatMap(operationsOf))];
}

/** Operations whose bounds are relative to the largest element, by how many of its last places. */
const BY_SIZE: readonly (readonly [RegExp, number])[] = [
  [/^linalg\.lstsq$/, 1024], // the condition counts twice
  [/^linalg\./, 64],
  [/^nn\.batchNormalization$/, 3],
  [/^math\.betainc$/, 128], // TensorFlow's logarithms of gamma functions cancel
  [/^math\.(erfinv|erfcinv|ndtri)$/, 512], // TensorFlow's cancel near their zeros
  [/^math\.(polygamma|zeta|digamma|lgamma|lbeta)$/, 2], // near their zeros
  [CONTRACTIONS, 1],
  [SUMS, 1],
  [PRODUCTS, 1],
];

/** Operations whose results jump where a rounding differs, which noise does not show. */
export const JUMPS = /^math\.(zeroFraction|countNonzero)$/;

/** Operations whose results tell the sign of a zero. */
export const SHOWS_SIGNS =
  /^(math\.)?(atan2|divide|truediv|xdivy|reciprocal|rsqrt|floordiv|nextafter)$|^pow$|^bitcast$/;

/** Operations whose bounds are absolute: of numbers near 1 they give what cancels. */
const BY_UNIT = /(oftmax|ogsumexp|(poly|di|l)gamma|nn\.[gs]?elu|^(sin|cos|tan))/;

/** How many last places of 1 are allowed everywhere. */
export function unitsOf(step: Step, dtype: string): number {
  const operations = operationsOf(step);
  const isNarrow = dtype.endsWith("16");
  if (operations.some((op) => BY_UNIT.test(op))) return isNarrow ? 1 : 4;
  return !isNarrow && operations.includes("math.erfinv") ? 1 : 0; // TensorFlow adds 1 first
}

/** How many last places of the largest element are allowed everywhere. */
export function placesOf(step: Step): number {
  return Math.max(
    0,
    ...operationsOf(step).map((op) => BY_SIZE.find(([where]) => where.test(op))?.[1] ?? 0),
  );
}
