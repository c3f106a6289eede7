/**
 * Results whose shape depends on values, which are read: `tf.unique`, `tf.uniqueWithCounts`;
 * and `tf.math.invertPermutation`.
 *
 * @module
 */
import { unique as distinctNumbers, uniqueOf } from "../../arrays/sorting/unique.ts";
import type { OrderedArray } from "../../arrays/types.ts";
import { formatAval } from "../../tensor/aval.ts";
import { aval } from "../../tensor/aval.ts";
import { read } from "../../tensor/graph.ts";
import { asFloat64, fromFloat64 } from "../../tensor/host_map.ts";
import { type HostData, leaf, type Tensor } from "../../tensor/tensor.ts";
import { invertPermutation as invert } from "../../primitives/array/invert_permutation.ts";
import { asTensor, isPlain } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { indexDType } from "../dtype_argument.ts";
import type { Named } from "./named.ts";

/** What {@linkcode unique} gives; also as `[y, idx]`. */
export interface Unique extends Iterable<Tensor> {
  /** The different elements, in the order in which they appear first. */
  readonly y: Tensor;
  /** For each element of `x` its place in `y`. */
  readonly idx: Tensor;
}

/** What {@linkcode uniqueWithCounts} gives; also as `[y, idx, count]`. */
export interface UniqueWithCounts extends Unique {
  /** How often each element of `y` appears. */
  readonly count: Tensor;
}

/** Arguments of {@linkcode unique}. */
export interface UniqueArguments extends Named {
  /** A tensor of 1 dimension. Its values are read. */
  x: TensorLike;
  /** Element type of places and counts; default `"int32"`. */
  outIdx?: "int32" | "int64" | null;
}

function distinctOf(where: string, x: TensorLike, outIdx: unknown): UniqueWithCounts {
  const tensor = asTensor(where, x);
  const { dtype, rank } = tensor;
  if (rank !== 1 || dtype === "complex64") {
    throw new TypeError(
      `${where}: expected x of 1 dimension that is not complex, received ${formatAval(tensor)}`,
    );
  }
  const type = indexDType(where, outIdx, "outIdx");
  const host = read(tensor);
  // The bits of narrow floats do not compare as their numbers do.
  const isNarrow = dtype === "float16" || dtype === "bfloat16";
  const { values, inverse, counts } = dtype === "string"
    ? uniqueOf(host as readonly string[])
    : distinctNumbers((isNarrow ? asFloat64(host, dtype) : host) as OrderedArray);
  const kept = isNarrow ? fromFloat64(values as Float64Array, dtype) : values as HostData;
  const whole = (numbers: Int32Array) =>
    leaf(
      type === "int32" ? numbers : BigInt64Array.from(numbers, BigInt),
      aval(type, [numbers.length]),
    );
  const [y, idx] = [leaf(kept, aval(dtype, [values.length])), whole(inverse)];
  const count = whole(counts);
  return {
    y,
    idx,
    count,
    *[Symbol.iterator]() {
      yield* [y, idx, count];
    },
  };
}

/**
 * The different elements of a vector, and where each element is among them. Each NaN is one of its
 * own.
 *
 * @throws {TypeError} for another number of dimensions than 1, and while a function is traced if the
 * elements depend on its arguments.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const { y, idx } = tf.unique([7, 9, 7]);
 * assertEquals(y.numpy().toArray(), [7, 9]);
 * assertEquals(idx.numpy().toArray(), [0, 1, 0]);
 * ```
 */
export const unique: Operation<UniqueArguments, ["x", "outIdx", "name"], Unique> = bind(
  "tf.unique",
  ["x", "outIdx", "name"],
  1,
  (x, outIdx) => {
    const { y, idx } = distinctOf("tf.unique", x, outIdx);
    return {
      y,
      idx,
      *[Symbol.iterator]() {
        yield* [y, idx];
      },
    };
  },
);

/**
 * As {@linkcode unique}, and how often each element appears.
 *
 * @throws {TypeError} as {@linkcode unique}.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.uniqueWithCounts([7, 9, 7]).count.numpy().toArray(), [2, 1]);
 * ```
 */
export const uniqueWithCounts: Operation<
  UniqueArguments,
  ["x", "outIdx", "name"],
  UniqueWithCounts
> = bind(
  "tf.uniqueWithCounts",
  ["x", "outIdx", "name"],
  1,
  (x, outIdx) => distinctOf("tf.uniqueWithCounts", x, outIdx),
);

/** Arguments of {@linkcode invertPermutation}. */
export interface InvertPermutationArguments extends Named {
  /** The whole numbers from 0 to before its length, each once; int32 or int64. */
  x: TensorLike;
}

/**
 * The permutation that undoes another one: `y[x[i]] = i`.
 *
 * @throws {TypeError} for floats, or another number of dimensions than 1.
 * @throws {RangeError} when the result is read, if a number is missing.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.invertPermutation([2, 0, 1]).numpy().toArray(), [1, 2, 0]);
 * ```
 */
export const invertPermutation: Operation<InvertPermutationArguments, ["x", "name"], Tensor> = bind(
  "tf.math.invertPermutation",
  ["x", "name"],
  1,
  (x) => invert(asTensor("tf.math.invertPermutation", x, isPlain(x) ? "int32" : undefined)),
);
