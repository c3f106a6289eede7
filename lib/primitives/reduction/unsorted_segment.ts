/**
 * Sums, products and extremes of the rows that carry one id, in any order. Those of negative ids are
 * left out.
 *
 * @module
 */
import { type DType, DTYPES, isFloating } from "../../arrays/dtypes.ts";
import { formatShape } from "../../errors/format.ts";
import { type Aval, aval } from "../../tensor/aval.ts";
import { defineFamily, type Sample, type Vjp } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { reshape } from "../array/reshape.ts";
import { divide, multiply, subtract } from "../math/arithmetic.ts";
import { cast } from "../math/cast.ts";
import { equal, greater } from "../math/comparison.ts";
import { maximum } from "../math/extremes.ts";
import { logicalAnd } from "../math/logical.ts";
import { where } from "../math/where.ts";
import { requireIndices, requireReal } from "../support/infer.ts";
import { given, sample } from "../support/samples.ts";
import { segmentGather } from "./segment_gather.ts";
import { type Joining, joinSegments } from "./segment_host.ts";

/** A reduction of segments. */
export type SegmentReduction = (data: Tensor, ids: Tensor, segments: number) => Tensor;

interface Attributes {
  /** How many segments there are. */
  readonly segments: number;
}

function infer(name: string, data: Aval, ids: Aval, segments: number): Aval {
  requireReal(name, data);
  requireIndices(name, "segmentIds", ids);
  const rank = ids.shape.length;
  if (rank > data.shape.length || ids.shape.some((dim, axis) => dim !== data.shape[axis])) {
    throw new TypeError(
      `tf.${name}: expected segmentIds whose shape begins that of data, received ${
        formatShape(ids.shape)
      } and ${formatShape(data.shape)}`,
    );
  }
  return aval(data.dtype, [segments, ...data.shape.slice(rank)]);
}

function segmentReduction(
  name: string,
  kernel: string,
  joining: Joining,
  vjp: Vjp<Attributes>,
): SegmentReduction {
  const full = `math.${name}`;
  const bind = defineFamily<Attributes>({
    name: full,
    infer: ([data, ids], { segments }) => infer(full, data, ids, segments),
    host: ([values, places], [data, ids], _, [out]) => [
      joinSegments([values, places], [data, ids], out, joining),
    ],
    vjp,
    tensorflow: {
      name: kernel,
      inputs: ({ segments }) => [0, 1, { dtype: "int32", shape: [], values: [segments] }],
    },
    samples: () => samples(`${joining.identity("float64")}`.length > 1),
  });
  return (data, ids, segments) => record(bind({ segments }), [data, ids]);
}

function* samples(isLarge: boolean): Iterable<Sample<Attributes>> {
  // Where segments without elements hold the largest numbers, differences say nothing.
  const kink = isLarge ? { kink: true } as const : {};
  for (const dtype of ["float32", "float64", "int32", "int64", "uint8"] as const) {
    const ids = given([2, 0, -1, 2], [4], "int32");
    yield { inputs: [sample([4], { dtype }), ids], attrs: { segments: 4 }, ...kink };
    yield { inputs: [sample([4, 3], { dtype }), ids], attrs: { segments: 3 }, ...kink };
    const none = given([], [0], "int64");
    yield { inputs: [sample([0, 3], { dtype }), none], attrs: { segments: 2 }, ...kink };
    const pairs = given([0, 1, 1, 0, 3, 3], [2, 3], "int64");
    yield { inputs: [sample([2, 3, 2], { dtype }), pairs], attrs: { segments: 5 }, ...kink };
    const all = given([1, 0, -1, 2, 1], [5], "int64");
    yield { inputs: [sample([5, 2], { dtype }), all], attrs: { segments: 3 } };
  }
  const zeros = given([2, 0, 3, 0, 0, 4], [6], "float64");
  const ids = given([0, 0, 0, 1, 1, 2], [6], "int32");
  yield { inputs: [zeros, ids], attrs: { segments: 3 }, kink: true };
  const outside = given([0, 7], [2], "int32");
  yield { inputs: [sample([2]), outside], attrs: { segments: 3 }, kink: true };
}

const product = (a: number, b: number): number => a * b;

/** The sum of each segment. */
export const unsortedSegmentSum: SegmentReduction = segmentReduction(
  "unsortedSegmentSum",
  "UnsortedSegmentSum",
  {
    identity: () => 0,
    floats: (a, b) => a + b,
    small: (a, b) => a + b,
    large: (a, b) => a + b,
  },
  ([g], { inputs: [, ids] }) => [segmentGather(g, ids)],
);

/** The product of each segment. */
export const unsortedSegmentProd: SegmentReduction = segmentReduction(
  "unsortedSegmentProd",
  "UnsortedSegmentProd",
  { identity: () => 1, floats: product, small: Math.imul, large: (a, b) => a * b },
  ([g], { inputs: [data, ids], attrs: { segments } }) => {
    // The product of the other factors: of those that are not 0, times the one that is. Of two the
    // product is 0, and so is what it changes by.
    const [zero, one] = [scalar(0, data.dtype), scalar(1, data.dtype)];
    const isZero = equal(data, zero);
    const overall = (x: Tensor) => segmentGather(unsortedSegmentSum(x, ids, segments), ids);
    const ownZero = where(isZero, data, zero);
    const otherZero = subtract(overall(ownZero), ownZero);
    const ownCount = cast(isZero, data.dtype);
    const otherCount = subtract(overall(ownCount), ownCount);
    const factor = where(
      equal(otherCount, zero),
      one,
      where(equal(otherCount, one), otherZero, zero),
    );
    const others = where(isZero, one, data);
    const products = segmentGather(unsortedSegmentProd(others, ids, segments), ids);
    return [multiply(segmentGather(g, ids), multiply(divide(products, others), factor))];
  },
);

function extreme(sign: 1 | -1): Joining {
  const pick = <N extends number | bigint>(a: N, b: N): N => (sign === 1 ? b > a : b < a) ? b : a;
  return {
    identity: (dtype: DType) => {
      if (isFloating(dtype)) return -sign * LARGEST[dtype];
      const { min, max } = DTYPES[dtype];
      return sign === 1 ? min! : max!;
    },
    floats: (a, b) => Number.isNaN(a) || Number.isNaN(b) ? NaN : pick(a, b),
    small: pick,
    large: pick,
  };
}

/** The largest finite floats, which TensorFlow has segments without elements hold. */
const LARGEST = {
  float16: 65504,
  bfloat16: 2 ** 128 - 2 ** 120,
  float32: 2 ** 128 - 2 ** 104,
  float64: Number.MAX_VALUE,
};

/** The gradient of an extreme, which equals share. */
const extremeVjp: Vjp<Attributes> = ([g], { inputs: [data, ids], outputs: [y], attrs }) => {
  const ones = [...ids.shape, ...data.shape.slice(ids.rank).map(() => 1)];
  const isKept = greater(reshape(ids, ones), scalar(-1, ids.dtype));
  const isChosen = logicalAnd(equal(data, segmentGather(y, ids)), isKept);
  const chosen = cast(isChosen, g.dtype);
  const counts = unsortedSegmentSum(chosen, ids, attrs.segments);
  return [multiply(chosen, segmentGather(divide(g, maximum(counts, scalar(1, g.dtype))), ids))];
};

/** The largest of each segment. */
export const unsortedSegmentMax: SegmentReduction = segmentReduction(
  "unsortedSegmentMax",
  "UnsortedSegmentMax",
  extreme(1),
  extremeVjp,
);

/** The smallest of each segment. */
export const unsortedSegmentMin: SegmentReduction = segmentReduction(
  "unsortedSegmentMin",
  "UnsortedSegmentMin",
  extreme(-1),
  extremeVjp,
);
