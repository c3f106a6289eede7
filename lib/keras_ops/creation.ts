/**
 * Tensors made of nothing but numbers, as `tf.keras.ops` has them.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.ops.arange(3).numpy().toArray(), [0, 1, 2]);
 * ```
 *
 * @module
 */
import { fromCaller } from "../errors/caller.ts";
import { type DType, isFloating } from "../arrays/dtypes.ts";
import { broadcastTo, meshgrid as mesh } from "../ops/array/broadcast.ts";
import { convertToTensor as convert } from "../ops/array/constant.ts";
import { expandDims } from "../ops/array/expand_dims.ts";
import { fill } from "../ops/array/filled.ts";
import { range } from "../ops/array/range.ts";
import { reshape } from "../ops/array/reshape.ts";
import { add, multiply, subtract } from "../ops/math/arithmetic.ts";
import { cast } from "../ops/math/cast.ts";
import { equal, greaterEqual } from "../ops/math/comparison.ts";
import { divide } from "../ops/math/division_true.ts";
import { exp, log, pow, sqrt } from "../ops/math/exponential.ts";
import { besselI0 } from "../ops/math/special.ts";
import { abs, square } from "../ops/math/arithmetic.ts";
import { cos } from "../ops/math/trigonometric.ts";
import { where } from "../ops/math/where.ts";
import { stack } from "../ops/array/concat.ts";
import { asAxis } from "../ops/integers.ts";
import { Tensor } from "../tensor/tensor.ts";
import type { TensorLike } from "../tensor/like.ts";
import { floats, tensorOf } from "./dtypes.ts";
import { type KerasOperation, operation } from "./signature.ts";

/** A tensor of a shape. */
export type Filled = KerasOperation<"shape, dtype=null">;

/** A tensor of another one's shape. */
export type FilledLike = KerasOperation<"x, dtype=null">;

const filled = (shape: number | readonly number[], value: TensorLike, dtype: DType | null) =>
  broadcastTo(cast(tensorOf(value), dtype ?? tensorOf(value).dtype), shape);

const of = (name: string, value: number): Filled =>
  operation(name, "shape, dtype=null", (shape, dtype) => filled(shape, value, dtype ?? "float32"));

const like = (name: string, value: number): FilledLike =>
  operation(name, "x, dtype=null", (x, dtype) => {
    const tensor = tensorOf(x);
    return filled(tensor.shape, value, dtype ?? tensor.dtype);
  });

/** Zeros. */
export const zeros: Filled = of("zeros", 0);
/** Ones. */
export const ones: Filled = of("ones", 1);
/** A tensor whose values mean nothing; zeros. */
export const empty: Filled = of("empty", 0);
/** Zeros in a tensor's shape and element type. */
export const zerosLike: FilledLike = like("zerosLike", 0);
/** Ones in a tensor's shape and element type. */
export const onesLike: FilledLike = like("onesLike", 1);
/** Values that mean nothing, in a tensor's shape and element type; zeros. */
export const emptyLike: FilledLike = like("emptyLike", 0);
/** One value everywhere. */
export const full: KerasOperation<"shape, fillValue, dtype=null"> = operation(
  "full",
  "shape, fillValue, dtype=null",
  (shape, fillValue, dtype) => filled(shape, fillValue, dtype),
);
/** One value everywhere, in a tensor's shape and element type. */
export const fullLike: KerasOperation<"x, fillValue, dtype=null"> = operation(
  "fullLike",
  "x, fillValue, dtype=null",
  (x, fillValue, dtype) => {
    const tensor = tensorOf(x);
    return filled(tensor.shape, fillValue, dtype ?? tensor.dtype);
  },
);
/** A tensor of values. */
export const array: KerasOperation<"x, dtype=null"> = operation(
  "array",
  "x, dtype=null",
  (x, dtype) => dtype === null ? tensorOf(x) : cast(tensorOf(x), dtype),
);

/**
 * A tensor of values.
 *
 * @throws {RangeError} where sparse or ragged tensors are asked for: there are none.
 */
export const convertToTensor: KerasOperation<
  "x, dtype=null, sparse:anything=null, ragged:anything=null"
> = operation(
  "convertToTensor",
  "x, dtype=null, sparse:anything=null, ragged:anything=null",
  (x, dtype, sparse, ragged) => {
    if (sparse || ragged) {
      throw new RangeError(
        "convertToTensor: expected sparse and ragged to be false or null; there are dense tensors only",
      );
    }
    if (dtype === null) return tensorOf(x);
    return x instanceof Tensor ? cast(x, dtype) : convert(x, dtype);
  },
);
/** Numbers from `start` to before `stop`: int32 where all given are whole, else float32. */
export const arange: KerasOperation<
  "start:number, stop:optionalNumber=null, step:optionalNumber=null, dtype=null"
> = operation(
  "arange",
  "start:number, stop:optionalNumber=null, step:optionalNumber=null, dtype=null",
  (start, stop, step, dtype) => {
    const [from, to] = stop === null ? [0, start] : [start, stop];
    const type = dtype ??
      ([from, to, step ?? 1].every(Number.isInteger) ? "int32" as const : "float32" as const);
    return cast(range(from, to, step ?? 1, isFloating(type) ? "float32" : "int32"), type);
  },
);
/** Ones on a diagonal. */
export const eye: KerasOperation<
  "N:number, M:optionalNumber=null, k:number=0, dtype=null"
> = operation(
  "eye",
  "N:number, M:optionalNumber=null, k:number=0, dtype=null",
  (N, M, k, dtype) => cast(equal(offsets(N, M ?? N), k), dtype ?? "float32"),
);

/** How far each place lies above the diagonal. */
function offsets(rows: number, columns: number): Tensor {
  return subtract(range(columns), expandDims(range(rows), 1));
}

/** Ones on the diagonal of a square. */
export const identity: KerasOperation<"n:number, dtype=null"> = operation(
  "identity",
  "n:number, dtype=null",
  (n, dtype) => cast(equal(offsets(n, n), 0), dtype ?? "float32"),
);
/** Ones on and below a diagonal. */
export const tri: KerasOperation<
  "N:number, M:optionalNumber=null, k:number=0, dtype=null"
> = operation(
  "tri",
  "N:number, M:optionalNumber=null, k:number=0, dtype=null",
  (N, M, k, dtype) => cast(greaterEqual(multiply(offsets(N, M ?? N), -1), -k), dtype ?? "float32"),
);

const banded = (name: string, isLower: boolean): KerasOperation<"x, k:number=0"> =>
  operation(name, "x, k:number=0", (x, k) => {
    const tensor = tensorOf(x);
    const [rows, columns] = tensor.shape.slice(-2) as [number, number];
    const above = offsets(rows, columns);
    const kept = isLower ? greaterEqual(multiply(above, -1), -k) : greaterEqual(above, k);
    return where(kept, tensor, cast(0, tensor.dtype));
  });

/** What lies on and below a diagonal, zeros above. */
export const tril: KerasOperation<"x, k:number=0"> = banded("tril", true);
/** What lies on and above a diagonal, zeros below. */
export const triu: KerasOperation<"x, k:number=0"> = banded("triu", false);

/** `num` numbers at even steps along a new axis. */
function evenly(
  start: TensorLike,
  stop: TensorLike,
  num: number,
  endpoint: boolean,
  axis: number,
): readonly [values: Tensor, step: Tensor] {
  const [from, to] = [floats(start), floats(stop)];
  const steps = endpoint ? num - 1 : num;
  const gap = subtract(to, from);
  const step = steps > 0 ? divide(gap, steps) : multiply(gap, NaN);
  const at = asAxis("axis", axis, gap.rank + 1);
  const count = cast(range(num), from.dtype);
  const along = reshape(count, gap.shape.toSpliced(at, 0, num).map((_, i) => i === at ? num : 1));
  const share = steps > 0 ? divide(along, steps) : along;
  const inside = add(expandDims(from, at), multiply(share, expandDims(gap, at)));
  const isLast = equal(along, steps);
  const ends = endpoint && num > 1
    ? where(isLast, add(expandDims(to, at), multiply(inside, 0)), inside)
    : inside;
  return [ends, step];
}

/** Type of {@linkcode linspace}. */
export interface Linspace extends
  KerasOperation<
    "start, stop, num:number=50, endpoint:flag=true, retstep:flag=false, dtype=null, axis=0",
    Tensor | [Tensor, Tensor]
  > {
  /** The same, of positions alone. */
  (start: TensorLike, stop: TensorLike, num?: number, endpoint?: boolean): Tensor;
}

/** `num` numbers from `start` to `stop` at even steps. */
export const linspace: Linspace = operation(
  "linspace",
  "start, stop, num:number=50, endpoint:flag=true, retstep:flag=false, dtype=null, axis=0",
  (start, stop, num, endpoint, retstep, dtype, axis): Tensor | [Tensor, Tensor] => {
    const [found, step] = evenly(start, stop, num, endpoint, axis);
    const values = cast(found, dtype ?? found.dtype);
    return retstep ? [values, step] : values;
  },
) as unknown as Linspace;
/** Powers of `base` whose exponents go from `start` to `stop` at even steps. */
export const logspace: KerasOperation<
  "start, stop, num:number=50, endpoint:flag=true, base:number=10, dtype=null, axis=0"
> = operation(
  "logspace",
  "start, stop, num:number=50, endpoint:flag=true, base:number=10, dtype=null, axis=0",
  (start, stop, num, endpoint, base, dtype, axis) => {
    const [found] = evenly(start, stop, num, endpoint, axis);
    return cast(pow(base, found), dtype ?? found.dtype);
  },
);
/** `num` numbers from `start` to `stop`, each the same multiple of the one before. */
export const geomspace: KerasOperation<
  "start, stop, num:number=50, endpoint:flag=true, dtype=null, axis=0"
> = operation(
  "geomspace",
  "start, stop, num:number=50, endpoint:flag=true, dtype=null, axis=0",
  (start, stop, num, endpoint, dtype, axis) => {
    const [from, to] = [floats(start), floats(stop)];
    const [found] = evenly(log(abs(from)), log(abs(to)), num, endpoint, axis);
    const signed = multiply(exp(found), expandDims(divide(from, abs(from)), axis));
    return cast(signed, dtype ?? found.dtype);
  },
);

/** A window of a length. */
export type Window = KerasOperation<"x">;

/** A window: `of` gives its values from 0 to 1 along it. */
const windowed = (name: string, of: (share: Tensor) => Tensor): Window =>
  operation(name, "x", (x) => {
    const length = Number(tensorOf(x));
    if (length <= 1) return fill([Math.max(length, 0)], 1);
    return of(divide(cast(range(length), "float32"), length - 1));
  });

const wave = (share: Tensor, turns: number): Tensor => cos(multiply(share, 2 * Math.PI * turns));

/** Bartlett's window: a triangle. */
export const bartlett: Window = windowed(
  "bartlett",
  (share) => subtract(1, abs(subtract(multiply(share, 2), 1))),
);
/** Hann's window. */
export const hanning: Window = windowed(
  "hanning",
  (share) => subtract(0.5, multiply(wave(share, 1), 0.5)),
);
/** Hamming's window. */
export const hamming: Window = windowed(
  "hamming",
  (share) => subtract(0.54, multiply(wave(share, 1), 0.46)),
);
/** Blackman's window. */
export const blackman: Window = windowed(
  "blackman",
  (share) => add(subtract(0.42, multiply(wave(share, 1), 0.5)), multiply(wave(share, 2), 0.08)),
);
/** Kaiser's window. */
export const kaiser: KerasOperation<"x, beta"> = operation("kaiser", "x, beta", (x, beta) => {
  const length = Number(tensorOf(x));
  if (length <= 1) return fill([Math.max(length, 0)], 1);
  const place = subtract(divide(multiply(cast(range(length), "float32"), 2), length - 1), 1);
  const b = floats(beta);
  return divide(besselI0(multiply(b, sqrt(subtract(1, square(place))))), besselI0(b));
});

/** The coordinates of a grid. */
export const meshgrid: (
  ...x: readonly (TensorLike | { readonly indexing?: "xy" | "ij" })[]
) => Tensor[] = (...given) =>
  fromCaller(meshgrid, () => {
    const last = given.at(-1);
    const isOption = typeof last === "object" && last !== null && "indexing" in last;
    const parts = (isOption ? given.slice(0, -1) : given) as TensorLike[];
    const flat = parts.map((it) => reshape(it, [-1]));
    const indexing = (isOption ? last as { indexing?: "xy" | "ij" } : {}).indexing ?? "xy";
    return [...mesh(...flat, { indexing })];
  });

/** Powers of the elements, a column each. */
export const vander: KerasOperation<"x, N:optionalNumber=null, increasing:flag=false"> = operation(
  "vander",
  "x, N:optionalNumber=null, increasing:flag=false",
  (value, N, increasing) => {
    const x = tensorOf(value);
    const count = N ?? x.shape[0]!;
    const column = floats(x);
    const powers = Array.from({ length: count }, (_, i) => increasing ? i : count - 1 - i);
    const one = multiply(column, 0);
    return cast(
      count === 0
        ? fill([x.shape[0]!, 0], 0)
        : stack(powers.map((power) => power === 0 ? add(one, 1) : pow(column, power)), -1),
      x.dtype,
    );
  },
);
