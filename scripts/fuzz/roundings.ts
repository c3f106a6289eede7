/**
 * What rounding decides in a chain of steps though each step alone agrees: the sign of a zero, and
 * whether a number too small to be normal is zero, which operations turn into infinities.
 *
 * @module
 */
import { SHOWS_SIGNS } from "./allowances.ts";
import { compare, type Finding, type HostValue, numbers, SMALLEST } from "./compare.ts";
import { isFloating, type Program } from "./program.ts";
import { outerReferences, sourcesOf, startsOf } from "./reach.ts";

/** Operations that tell subnormals from zero, which they are to TensorFlow's kernels. */
const SHOWS_SUBNORMALS = /^math\.(digamma|ndtri)$/;

/** Values by number. */
type Values = (index: number) => HostValue;

/** An output that differs. */
export interface Differing {
  readonly output: number;
  readonly finding: Finding;
  readonly actual: HostValue;
  readonly right: HostValue;
}

/** Whether a test holds for some pair of elements. */
function somePair(a: HostValue, b: HostValue, test: (x: number, y: number) => boolean): boolean {
  if (!isFloating(a.dtype)) return false;
  const [ours, theirs] = [numbers(a), numbers(b)];
  return Array.from(ours).some((x, i) => test(x, theirs[i]!));
}

/**
 * Whether a step that an output depends on took zeros of the other sign, or subnormals for zeros.
 * Where TensorFlow's inputs are not known ours have to be such, and nothing but signs, or infinities
 * and what is not a number, may differ.
 */
export function isRounding(
  program: Program,
  { output, finding, actual, right }: Differing,
  ours: Values,
  theirs?: Values,
): boolean {
  const sources = sourcesOf(program, [output]);
  const others = theirs ?? ours;
  const close = [1e-5, 0, 0] as const;
  const isSign = theirs !== undefined ||
    compare(actual, right, close, { anySign: true }) === undefined;
  const isEdge = finding.what === "infinity" || finding.what === "not a number";
  return startsOf(program.steps).some((start, k) => {
    const step = program.steps[k]!;
    if (!Array.from({ length: step.n }, (_, i) => start + i).some((i) => sources.has(i))) {
      return false;
    }
    return outerReferences(step, start).some((i) => {
      const [a, b] = [ours(i), others(i)];
      const smallest = SMALLEST[a.dtype] ?? 0;
      const isTiny = (x: number, y: number) =>
        Math.abs(x) < smallest && Math.abs(y) < smallest && (theirs === undefined || x !== y);
      const isTurned = (x: number, y: number) =>
        x === 0 && y === 0 && (theirs === undefined || !Object.is(x, y));
      return isSign && SHOWS_SIGNS.test(step.op) && somePair(a, b, isTurned) ||
        isEdge && SHOWS_SUBNORMALS.test(step.op) && somePair(a, b, isTiny);
    });
  });
}
