/**
 * Non-maximum suppression over plain arrays.
 *
 * @module
 */

/** Limits of a suppression. */
export interface SuppressionOptions {
  /** How many boxes are selected at most. */
  readonly maxOutputSize: number;
  /** The overlap, intersection over union, from which a box is left out. */
  readonly iouThreshold: number;
  /** Boxes of no more than this score are left out. */
  readonly scoreThreshold: number;
  /** Above 0 scores sink by overlap instead, by a curve of this deviation. */
  readonly softNmsSigma: number;
}

/** Boxes that were selected, with their scores. */
export interface Selection {
  readonly indices: readonly number[];
  readonly scores: readonly number[];
}

/** Intersection over union of two boxes `[y1, x1, y2, x2]` whose corners may be exchanged. */
function overlap(boxes: ArrayLike<number>, a: number, b: number): number {
  const side = (box: number, axis: number): readonly [number, number] => {
    const [first, second] = [boxes[4 * box + axis]!, boxes[4 * box + axis + 2]!];
    return first < second ? [first, second] : [second, first];
  };
  const area = (box: number): number => {
    const [[top, bottom], [left, right]] = [side(box, 0), side(box, 1)];
    return (bottom - top) * (right - left);
  };
  const [own, other] = [area(a), area(b)];
  if (own <= 0 || other <= 0) return 0;
  const shared = [0, 1].reduce((product, axis) => {
    const [x, y] = [side(a, axis), side(b, axis)];
    return product * Math.max(0, Math.min(x[1], y[1]) - Math.max(x[0], y[0]));
  }, 1);
  return shared / (own + other - shared);
}

interface Candidate {
  readonly box: number;
  score: number;
  /** How many of the selected boxes it was compared with. */
  compared: number;
}

/** The best boxes that overlap no better one by too much; of equal scores the first one. */
export function suppress(
  boxes: ArrayLike<number>,
  scores: ArrayLike<number>,
  { maxOutputSize, iouThreshold, scoreThreshold, softNmsSigma }: SuppressionOptions,
): Selection {
  const candidates: Candidate[] = [];
  for (let box = 0; box < scores.length; box++) {
    if (scores[box]! > scoreThreshold) candidates.push({ box, score: scores[box]!, compared: 0 });
  }
  const before = (a: Candidate, b: Candidate) => b.score - a.score || a.box - b.box;
  candidates.sort(before);
  const scale = softNmsSigma > 0 ? -0.5 / softNmsSigma : 0;
  const [indices, kept]: [number[], number[]] = [[], []];
  while (indices.length < maxOutputSize && candidates.length > 0) {
    const next = candidates.shift()!;
    const original = next.score;
    let isOut = false;
    for (let j = indices.length - 1; j >= next.compared; j--) {
      const shared = overlap(boxes, next.box, indices[j]!);
      if (softNmsSigma <= 0 && shared > iouThreshold) {
        isOut = true;
        break;
      }
      next.score *= Math.exp(scale * shared * shared);
      if (next.score <= scoreThreshold) break;
    }
    next.compared = indices.length;
    if (isOut) continue;
    if (next.score === original) {
      indices.push(next.box);
      kept.push(next.score);
    } else if (next.score > scoreThreshold) {
      const place = candidates.findIndex((it) => before(next, it) < 0);
      candidates.splice(place < 0 ? candidates.length : place, 0, next);
    }
  }
  return { indices, scores: kept };
}
