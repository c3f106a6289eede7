/**
 * Conditions on shapes, which are known before anything is computed: `tf.debugging.assertRank`,
 * `assertRankAtLeast`, `assertRankIn`, `assertScalar`, `assertShapes`.
 *
 * @module
 */
import { formatShape, formatValue } from "../../errors/format.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { asTensor } from "../as_tensor.ts";
import { bind, type Operation } from "../bind.ts";
import { asInteger } from "../integers.ts";
import { beginning } from "./hold.ts";

/** Arguments of {@linkcode assertRank} and {@linkcode assertRankAtLeast}. */
export interface AssertRankArguments extends Named {
  /** A tensor. */
  x: TensorLike;
  /** How many axes, 0 or more. */
  rank: IntegerLike;
  /** What the error begins with. */
  message?: string | null;
}

/** An assertion about how many axes a tensor has. */
export type RankAssertion = Operation<AssertRankArguments, ["x", "rank", "message", "name"], void>;

function ranked(
  where: string,
  words: string,
  holds: (rank: number, expected: number) => boolean,
): RankAssertion {
  return bind(where, ["x", "rank", "message", "name"], 2, (given, rank, message) => {
    const expected = asInteger(where, "rank", rank, { min: 0 });
    const { shape } = asTensor(where, given);
    if (holds(shape.length, expected)) return;
    throw new TypeError(
      `${beginning(where, message)}${where}: expected ${words} ${expected} axes, received shape ${
        formatShape(shape)
      }`,
    );
  });
}

/**
 * Holds that a tensor has so many axes.
 *
 * @throws {TypeError} where it has not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertThrows } from "@std/assert";
 *
 * tf.debugging.assertRank([[1, 2]], 2);
 * assertThrows(() => tf.debugging.assertRank([1, 2], 2), TypeError, "received shape (2,)");
 * ```
 */
export const assertRank: RankAssertion = ranked(
  "tf.debugging.assertRank",
  "exactly",
  (rank, expected) => rank === expected,
);

/**
 * Holds that a tensor has so many axes or more.
 *
 * @throws {TypeError} where it has not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertThrows } from "@std/assert";
 *
 * tf.debugging.assertRankAtLeast([[1, 2]], 1);
 * assertThrows(() => tf.debugging.assertRankAtLeast(1, 1), TypeError, "expected at least 1 axes");
 * ```
 */
export const assertRankAtLeast: RankAssertion = ranked(
  "tf.debugging.assertRankAtLeast",
  "at least",
  (rank, expected) => rank >= expected,
);

/** Arguments of {@linkcode assertRankIn}. */
export interface AssertRankInArguments extends Named {
  /** A tensor. */
  x: TensorLike;
  /** How many axes there may be. */
  ranks: readonly IntegerLike[];
  /** What the error begins with. */
  message?: string | null;
}

/**
 * Holds that a tensor has one of several numbers of axes.
 *
 * @throws {TypeError} where it has not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertThrows } from "@std/assert";
 *
 * tf.debugging.assertRankIn([[1, 2]], [1, 2]);
 * assertThrows(() => tf.debugging.assertRankIn(1, [1, 2]), TypeError, "expected 1 or 2 axes");
 * ```
 */
export const assertRankIn: Operation<
  AssertRankInArguments,
  ["x", "ranks", "message", "name"],
  void
> = bind("tf.debugging.assertRankIn", ["x", "ranks", "message", "name"], 2, (
  given,
  ranks,
  message,
) => {
  const where = "tf.debugging.assertRankIn";
  if (!Array.isArray(ranks) || ranks.length === 0) {
    throw new TypeError(
      `${where}: expected ranks to be a list of numbers, received ranks=${formatValue(ranks)}`,
    );
  }
  const expected = ranks.map((it: IntegerLike, i) =>
    asInteger(where, `ranks[${i}]`, it, { min: 0 })
  );
  const { shape } = asTensor(where, given);
  if (expected.includes(shape.length)) return;
  throw new TypeError(
    `${beginning(where, message)}${where}: expected ${expected.join(" or ")} axes, received shape ${
      formatShape(shape)
    }`,
  );
});

/** Arguments of {@linkcode assertScalar}. */
export interface AssertScalarArguments extends Named {
  /** A tensor. */
  tensor: TensorLike;
  /** What the error begins with. */
  message?: string | null;
}

/**
 * The tensor itself, which is held to have no axes.
 *
 * @throws {TypeError} where it has some.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertThrows } from "@std/assert";
 *
 * tf.debugging.assertScalar(2);
 * assertThrows(() => tf.debugging.assertScalar([2]), TypeError, "expected a scalar");
 * ```
 */
export const assertScalar: Operation<AssertScalarArguments, ["tensor", "message", "name"], Tensor> =
  bind("tf.debugging.assertScalar", ["tensor", "message", "name"], 1, (tensor, message) => {
    const where = "tf.debugging.assertScalar";
    const x = asTensor(where, tensor);
    if (x.shape.length === 0) return x;
    throw new TypeError(
      `${beginning(where, message)}${where}: expected a scalar, received shape ${
        formatShape(x.shape)
      }`,
    );
  });

/** A dimension: a number, a name that stands for one, or `"."` or `null` for any. */
export type ShapeDimension = number | string | null;

/** A tensor, and its dimensions; `"..."` at the start or the end stands for any number of them. */
export type ShapePair = readonly [tensor: TensorLike, shape: readonly ShapeDimension[] | string];

/** Arguments of {@linkcode assertShapes}. */
export interface AssertShapesArguments extends Named {
  /** Tensors with their shapes. Where a name comes twice, it has to be the same number. */
  shapes: readonly ShapePair[];
  /** Counts for nothing: what was received is in the error. */
  data?: readonly TensorLike[] | null;
  /** Counts for nothing: shapes are shown whole. */
  summarize?: IntegerLike | null;
  /** What the error begins with. */
  message?: string | null;
}

/** The dimensions of a tensor that a list of names and numbers is about, if it has so many. */
function matched(
  shape: readonly number[],
  dims: readonly ShapeDimension[],
): [ShapeDimension, number][] | undefined {
  const isOpen = (at: number) => dims.at(at) === "..." || dims.at(at) === "*";
  const own = isOpen(0) ? dims.slice(1) : isOpen(-1) ? dims.slice(0, -1) : dims;
  if (own.length === dims.length ? shape.length !== own.length : shape.length < own.length) {
    return undefined;
  }
  const part = isOpen(0) ? shape.slice(shape.length - own.length) : shape;
  return own.map((dim, i) => [dim, part[i]!]);
}

/**
 * Holds that tensors have shapes, in which names stand for numbers that are the same wherever a name
 * comes.
 *
 * @throws {TypeError} where one has another shape, or a name stands for two numbers.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertThrows } from "@std/assert";
 *
 * const [x, y] = [tf.zeros([4, 3]), tf.zeros([4])];
 * tf.debugging.assertShapes([[x, ["N", "D"]], [y, ["N"]]]);
 * const wrong = () => tf.debugging.assertShapes([[x, ["N", "D"]], [y, ["D"]]]);
 * assertThrows(wrong, TypeError, "expected D to be 3, received 4");
 * ```
 */
export const assertShapes: Operation<
  AssertShapesArguments,
  ["shapes", "data", "summarize", "message", "name"],
  void
> = bind("tf.debugging.assertShapes", ["shapes", "data", "summarize", "message", "name"], 1, (
  shapes,
  _data,
  _summarize,
  message,
) => {
  const where = "tf.debugging.assertShapes";
  if (!Array.isArray(shapes)) {
    throw new TypeError(
      `${where}: expected shapes to be a list of [tensor, shape], received shapes=${
        formatValue(shapes)
      }`,
    );
  }
  const begin = beginning(where, message);
  const known = new Map<string, number>();
  for (const [i, [given, form]] of (shapes as readonly ShapePair[]).entries()) {
    const { shape } = asTensor(where, given);
    const dims = typeof form === "string" ? [...form] : [...form];
    const pairs = matched(shape, dims);
    if (pairs === undefined) {
      throw new TypeError(
        `${begin}${where}: expected shapes[${i}] to have shape (${
          dims.join(", ")
        }), received shape ${formatShape(shape)}`,
      );
    }
    for (const [dim, size] of pairs) {
      if (dim === null || dim === "." || dim === "") continue;
      const number = typeof dim === "number"
        ? dim
        : /^\d+$/.test(dim)
        ? Number(dim)
        : known.get(dim);
      if (number === undefined) known.set(String(dim), size);
      else if (number !== size) {
        const name = typeof dim === "number" ? `a dimension of shapes[${i}]` : dim;
        throw new TypeError(
          `${begin}${where}: expected ${name} to be ${number}, received ${size} in shape ${
            formatShape(shape)
          } of shapes[${i}]`,
        );
      }
    }
  }
});
