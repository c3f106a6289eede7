/**
 * `tf.tensordot`.
 *
 * @module
 */
import { formatShape, formatValue } from "../../errors/format.ts";
import { axisOf } from "../../primitives/support/infer.ts";
import { distinct } from "../../primitives/array/identity.ts";
import { read } from "../../tensor/graph.ts";
import { internally } from "../../tensor/state.ts";
import { Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { asOperands } from "../as_tensor.ts";
import type { IntegerLike, IntegersLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asInteger, asOneOrMore } from "../integers.ts";
import { requireSameDType } from "../../primitives/support/infer.ts";
import { contract } from "./contraction.ts";

/** Axes of one operand. */
export type AxesOf = IntegerLike | IntegersLike;

/** Arguments of {@linkcode tensordot}. */
export interface TensordotArguments extends Named {
  /** Numbers. */
  a: TensorLike;
  /** Numbers of the same dtype. */
  b: TensorLike;
  /**
   * How many axes at the end of `a` meet as many at the beginning of `b`, or two lists: axes of `a`,
   * and the axis of `b` that each meets; negative ones from the end.
   */
  axes: number | Tensor | readonly [AxesOf, AxesOf];
}

const WHERE = "tf.tensordot";

/** The axes that meet, counted from the front. */
function axesThatMeet(axes: unknown, a: Tensor, b: Tensor): readonly [number[], number[]] {
  const given = axes instanceof Tensor && axes.rank > 0 ? rowsOf(axes) : axes;
  if (!Array.isArray(given)) {
    const count = asInteger(WHERE, "axes", given, { min: 0, max: Math.min(a.rank, b.rank) });
    return [
      Array.from({ length: count }, (_, i) => a.rank - count + i),
      Array.from({ length: count }, (_, i) => i),
    ];
  }
  if (given.length !== 2) {
    throw new TypeError(
      `${WHERE}: expected axes to be a number or two lists of axes, received axes=${
        formatValue(axes)
      }`,
    );
  }
  const [left, right] = ([[a, 0], [b, 1]] as const).map(([{ rank }, i]) =>
    asOneOrMore(WHERE, `axes[${i}]`, given[i]).map((axis) =>
      axisOf("tensordot", axis, rank, `axes[${i}]`)
    )
  ) as [number[], number[]];
  const isOnce = (list: number[]) => new Set(list).size === list.length;
  if (left.length !== right.length || !isOnce(left) || !isOnce(right)) {
    throw new RangeError(
      `${WHERE}: expected axes to name as many axes of a as of b, each once, received axes=${
        formatValue(given)
      }`,
    );
  }
  return [left, right];
}

/** The numbers of a tensor of two rows. */
function rowsOf(axes: Tensor): number[][] {
  const all = Array.from(read(axes) as ArrayLike<number | bigint>, Number);
  const width = axes.size / axes.shape[0]!;
  return Array.from({ length: axes.shape[0]! }, (_, i) => all.slice(i * width, (i + 1) * width));
}

/**
 * The sum over axes of `a` that meet axes of `b`: the result has the other axes of `a`, then those
 * of `b`. With `axes` 1 it is the matrix product, with 2 for matrices a number, with 0 the products
 * of all elements with all.
 *
 * @throws {TypeError} for dimensions that meet and differ, or two dtypes.
 * @throws {RangeError} for axes that are not there, or lists that do not match.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.tensordot([1, 2, 3], [4, 5, 6], 1)), 32);
 * assertEquals(tf.tensordot([[1, 2], [3, 4]], [[5, 6]], [[1], [1]]).numpy().toArray(), [[17], [39]]);
 * ```
 */
export const tensordot: Operation<TensordotArguments, ["a", "b", "axes", "name"], Tensor> = bind(
  WHERE,
  ["a", "b", "axes", "name"],
  3,
  (a, b, axes) => {
    const [x, y] = asOperands(WHERE, a, b);
    requireSameDType("tensordot", x.aval, y.aval);
    const [left, right] = axesThatMeet(axes, x, y);
    left.forEach((axis, i) => {
      if (x.shape[axis] === y.shape[right[i]!]) return;
      throw new TypeError(
        `${WHERE}: expected axes that meet to be equally long, received shapes ${
          formatShape(x.shape)
        } and ${formatShape(y.shape)}, where axis ${axis} of a meets axis ${right[i]} of b`,
      );
    });
    const labelsA = x.shape.map((_, axis) => `a${axis}`);
    const labelsB = y.shape.map((_, axis) => {
      const met = right.indexOf(axis);
      return met < 0 ? `b${axis}` : `a${left[met]}`;
    });
    return internally(() =>
      distinct(
        contract({ tensor: x, labels: labelsA }, { tensor: y, labels: labelsB }, () => false)
          .tensor,
        x,
        y,
      )
    );
  },
);
