/**
 * Differences, rounding, closeness, diagonals and what else NumPy has, as `tf.keras.ops` has them.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.ops.diff([1, 4, 9]).numpy().toArray(), [3, 5]);
 * ```
 *
 * @module
 */
import { type DType, DTYPES, isFloating } from "../arrays/dtypes.ts";
import { reshape } from "../ops/array/reshape.ts";
import { reverse } from "../ops/array/reverse.ts";
import { pad } from "../ops/array/pad.ts";
import { slice } from "../ops/array/slice.ts";
import { stack } from "../ops/array/concat.ts";
import { zerosLike } from "../ops/array/filled.ts";
import { isTensor as isOne } from "../ops/array/kinds.ts";
import { diag as onDiagonals, diagPart } from "../ops/linalg/diag.ts";
import { matmul } from "../ops/linalg/matmul.ts";
import { checkOneOf } from "../errors/checks.ts";
import { asAxis } from "../ops/integers.ts";
import { abs, add, multiply, subtract } from "../ops/math/arithmetic.ts";
import { bitcast } from "../ops/math/bitcast.ts";
import { cast as converted } from "../ops/math/cast.ts";
import { isInf, isNan } from "../ops/math/classification.ts";
import { equal, lessEqual, notEqual } from "../ops/math/comparison.ts";
import { complex, imag, real } from "../ops/math/complex_parts.ts";
import { floordiv, floormod } from "../ops/math/division.ts";
import { divide } from "../ops/math/division_true.ts";
import { sqrt } from "../ops/math/exponential.ts";
import { maximum, minimum } from "../ops/math/extremes.ts";
import { logicalAnd, logicalNot, logicalOr } from "../ops/math/logical.ts";
import { round as rounded } from "../ops/math/rounding.ts";
import { saturateCast as saturated } from "../ops/math/saturate_cast.ts";
import { where } from "../ops/math/where.ts";
import { reduceAll, reduceMean, reduceSum } from "../ops/reduction/reductions.ts";
import { KerasTensor } from "../tensor/keras_tensor.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { alike, floatPair, floats, pair, tensorOf } from "./dtypes.ts";
import { movedAxes } from "./shapes.ts";
import { wide } from "./reductions.ts";
import type { Paired } from "./pairs.ts";
import { type KerasOperation, operation } from "./signature.ts";

/** Differences of neighbours along an axis, `n` times. */
export const diff: KerasOperation<"a, n:number=1, axis=-1"> = operation(
  "diff",
  "a, n:number=1, axis=-1",
  (a, n, axis) => {
    let x = tensorOf(a);
    const at = asAxis("axis", axis, x.rank);
    for (let round = 0; round < n; round++) {
      const size = x.shape.with(at, Math.max(0, x.shape[at]! - 1));
      const low = slice(x, x.shape.map(() => 0), size);
      if (x.shape[at] === 0) return x;
      const high = slice(x, x.shape.map((_, i) => i === at ? 1 : 0), size);
      x = x.dtype === "bool" ? notEqual(high, low) : subtract(high, low);
    }
    return x;
  },
);
/** No smaller than `xMin`, no larger than `xMax`. */
export const clip: KerasOperation<"x, xMin, xMax"> = operation(
  "clip",
  "x, xMin, xMax",
  (x, xMin, xMax) => {
    const value = tensorOf(x);
    const from = value.dtype === "bool" ? converted(value, "int32") : value;
    const [tensor, low, high] = alike([from, xMin, xMax]) as [Tensor, Tensor, Tensor];
    return minimum(maximum(tensor, low), high);
  },
);
/** Rounded to a number of decimals, half to the even one. */
export const round: KerasOperation<"x, decimals:number=0"> = operation(
  "round",
  "x, decimals:number=0",
  (value, decimals) => {
    const x = tensorOf(value);
    if (decimals === 0) return rounded(x);
    if (!isFloating(x.dtype) && decimals > 0) return x;
    const factor = 10 ** decimals;
    const scaled = rounded(multiply(floats(x), factor));
    return converted(divide(scaled, factor), x.dtype);
  },
);

const limits: Partial<Record<DType, number>> = {
  float16: 65504,
  bfloat16: 3.3895313892515355e38,
  float32: 3.4028234663852886e38,
  float64: Number.MAX_VALUE,
};

/** Numbers in the place of NaN and of infinities, which become the largest and smallest numbers. */
export const nanToNum: KerasOperation<
  "x, nan:number=0.0, posinf:optionalNumber=null, neginf:optionalNumber=null"
> = operation(
  "nanToNum",
  "x, nan:number=0.0, posinf:optionalNumber=null, neginf:optionalNumber=null",
  (value, nan, posinf, neginf) => {
    const x = tensorOf(value);
    if (!isFloating(x.dtype)) return x;
    const number = (it: number) => converted(it, x.dtype);
    const most = limits[x.dtype]!;
    const known = where(isNan(x), number(nan), x);
    const below = where(equal(known, number(Infinity)), number(posinf ?? most), known);
    return where(equal(x, number(-Infinity)), number(neginf ?? -most), below);
  },
);

function close(x1: Tensor, x2: Tensor, rtol: number, atol: number, equalNan: boolean): Tensor {
  const bound = add(multiply(abs(x2), rtol), atol);
  const isNear = logicalAnd(lessEqual(abs(subtract(x1, x2)), bound), logicalNot(isInf(x2)));
  const found = logicalOr(isNear, equal(x1, x2));
  return equalNan ? logicalOr(found, logicalAnd(isNan(x1), isNan(x2))) : found;
}

const CLOSE = "x1, x2, rtol:number=1e-5, atol:number=1e-8, equalNan:flag=false";

/** Whether `|x1 - x2| <= atol + rtol |x2|`. */
export const isclose: KerasOperation<typeof CLOSE> = operation(
  "isclose",
  CLOSE,
  (x1, x2, rtol, atol, equalNan) => close(...floatPair(x1, x2), rtol, atol, equalNan),
);
/** Whether all are close. */
export const allclose: KerasOperation<typeof CLOSE> = operation(
  "allclose",
  CLOSE,
  (x1, x2, rtol, atol, equalNan) => reduceAll(close(...floatPair(x1, x2), rtol, atol, equalNan)),
);
/** A vector as a diagonal, or a matrix's diagonal. */
export const diag: KerasOperation<"x, k:number=0"> = operation(
  "diag",
  "x, k:number=0",
  (value, k) => {
    const x = tensorOf(value);
    return x.rank === 1 ? onDiagonals(x, { k }) : diagonalOf(x, k, 0, 1);
  },
);
/** All elements as a diagonal. */
export const diagflat: KerasOperation<"x, k:number=0"> = operation(
  "diagflat",
  "x, k:number=0",
  (x, k) => onDiagonals(reshape(tensorOf(x), [-1]), { k }),
);

function diagonalOf(x: Tensor, offset: number, axis1: number, axis2: number): Tensor {
  const moved = movedAxes(x, [axis1, axis2], [-2, -1]);
  const [rows, columns] = moved.shape.slice(-2) as [number, number];
  const length = Math.min(rows + Math.min(offset, 0), columns - Math.max(offset, 0));
  if (length > 0) return diagPart(moved, { k: offset });
  return reshape(slice(reshape(x, [-1]), [0], [0]), [...moved.shape.slice(0, -2), 0]);
}

const DIAGONAL = "x, offset:number=0, axis1:axis=0, axis2:axis=1";

/** The diagonal in the plane of two axes, as the last axis. */
export const diagonal: KerasOperation<typeof DIAGONAL> = operation(
  "diagonal",
  DIAGONAL,
  (x, offset, axis1, axis2) => diagonalOf(tensorOf(x), offset, axis1, axis2),
);
/** The sum of the diagonal in the plane of two axes. */
export const trace: KerasOperation<typeof DIAGONAL> = operation(
  "trace",
  DIAGONAL,
  (x, offset, axis1, axis2) => reduceSum(diagonalOf(wide(x), offset, axis1, axis2), -1),
);
/** How the rows go together: from -1 to 1. */
export const corrcoef: KerasOperation<"x"> = operation("corrcoef", "x", (value) => {
  const x = floats(value);
  if (x.rank === 0) return converted(NaN, x.dtype);
  const rows = x.rank === 1 ? reshape(x, [1, -1]) : x;
  const centred = subtract(rows, reduceMean(rows, -1, true));
  const covariance = divide(matmul(centred, centred, { transposeB: true }), rows.shape.at(-1)! - 1);
  const deviation = sqrt(diagPart(covariance));
  const both = multiply(reshape(deviation, [-1, 1]), deviation);
  const found = minimum(maximum(divide(covariance, both), -1), 1);
  return x.rank === 1 ? reshape(found, []) : found;
});
/** Sums of products of two vectors at every shift. */
export const correlate: KerasOperation<'x1, x2, mode:text="valid"'> = operation(
  "correlate",
  'x1, x2, mode:text="valid"',
  (x1, x2, mode) => {
    const kind = checkOneOf("correlate", "mode", mode, ["valid", "same", "full"]);
    const [a, b] = floatPair(x1, x2);
    const isSwapped = b.shape[0]! > a.shape[0]!;
    const [long, short] = isSwapped ? [b, a] : [a, b];
    const [n, m] = [long.shape[0]!, short.shape[0]!];
    const edge = kind === "full" ? m - 1 : 0;
    const before = kind === "same" ? Math.floor((isSwapped ? m - 1 : m) / 2) : edge;
    const after = kind === "same" ? m - 1 - before : edge;
    const padded = pad(long, [[before, after]]);
    const count = n + before + after - m + 1;
    const rows = Array.from({ length: m }, (_, i) => slice(padded, [i], [count]));
    const found = matmul(reshape(short, [1, -1]), stack(rows, 0));
    const flat = reshape(found, [-1]);
    return isSwapped ? reverse(flat, [0]) : flat;
  },
);

/** Euclid's algorithm, as many rounds as the element type can need. */
function divisor(x: Tensor, y: Tensor): Tensor {
  let [a, b] = [abs(x), abs(y)];
  const rounds = Math.ceil((Number(DTYPES[a.dtype].max).toString(2).length) * 1.45) + 2;
  for (let round = 0; round < rounds; round++) {
    const isDone = equal(b, zerosLike(b));
    const safe = where(isDone, add(zerosLike(b), converted(1, b.dtype)), b);
    [a, b] = [where(isDone, a, b), where(isDone, b, floormod(a, safe))];
  }
  return a;
}

const wholePair = (name: string, run: (a: Tensor, b: Tensor) => Tensor): Paired =>
  operation(name, "x1, x2", (x1, x2) => {
    const [a, b] = pair(x1, x2);
    if (!isFloating(a.dtype)) {
      const zero = zerosLike(add(a, b));
      return run(add(a, zero), add(b, zero));
    }
    throw new TypeError(
      `${name}: expected whole numbers, received dtype ${a.dtype}; write tf.cast(x, "int32")`,
    );
  });

/** The greatest common divisor. */
export const gcd: Paired = wholePair("gcd", divisor);
/** The least common multiple; 0 beside 0. */
export const lcm: Paired = wholePair("lcm", (a, b) => {
  const common = divisor(a, b);
  const one = add(zerosLike(common), converted(1, common.dtype));
  return abs(multiply(floordiv(a, where(equal(common, zerosLike(common)), one, common)), b));
});
/** In another element type. */
export const cast: KerasOperation<"x, dtype"> = operation("cast", "x, dtype", (x, dtype) => {
  if (dtype === null) throw new TypeError("cast: expected dtype, received null");
  return converted(tensorOf(x), dtype);
});
/** In another element type; what does not fit becomes its largest or smallest value. */
export const saturateCast: KerasOperation<"x, dtype"> = operation(
  "saturateCast",
  "x, dtype",
  (x, dtype) => {
    if (dtype === null) throw new TypeError("saturateCast: expected dtype, received null");
    const tensor = tensorOf(x);
    return saturated(tensor.dtype === "bool" ? converted(tensor, "uint8") : tensor, dtype);
  },
);
/** The same bytes as another element type. */
export const view: KerasOperation<"x, dtype=null"> = operation(
  "view",
  "x, dtype=null",
  (x, dtype) => {
    const tensor = tensorOf(x);
    if (dtype === null || dtype === tensor.dtype) return tensor;
    const [from, to] = [tensor.dtype, dtype].map((it) =>
      (DTYPES[it].array as Uint8ArrayConstructor).BYTES_PER_ELEMENT
    ) as [number, number];
    if (from === to) return bitcast(tensor, dtype);
    const last = tensor.shape.at(-1)!;
    if (from > to) {
      const parts = bitcast(tensor, dtype);
      return reshape(parts, [...tensor.shape.slice(0, -1), last * from / to]);
    }
    const grouped = reshape(tensor, [...tensor.shape.slice(0, -1), last * from / to, to / from]);
    return bitcast(grouped, dtype);
  },
);
/** The element type. */
export const dtype: KerasOperation<"x", DType> = operation(
  "dtype",
  "x",
  (x) => x instanceof KerasTensor ? x.dtype : tensorOf(x).dtype,
);
/** Whether it is a tensor. */
export const isTensor: KerasOperation<"x:anything", boolean> = operation(
  "isTensor",
  "x:anything",
  (x) => isOne(x),
  { objects: ["x"] },
);
/** Pairs of numbers along the last axis as complex numbers. */
export const viewAsComplex: KerasOperation<"x"> = operation("viewAsComplex", "x", (value) => {
  const x = tensorOf(value);
  if (x.shape.at(-1) !== 2) {
    throw new TypeError(
      `viewAsComplex: expected x with a last dimension of 2, received shape [${
        x.shape.join(", ")
      }]`,
    );
  }
  return complex(x.at("...", 0), x.at("...", 1));
});
/** Complex numbers as pairs along a new last axis. */
export const viewAsReal: KerasOperation<"x"> = operation("viewAsReal", "x", (value) => {
  const x = tensorOf(value);
  return stack(x.dtype === "complex64" ? [real(x), imag(x)] : [x, zerosLike(x)], -1);
});
