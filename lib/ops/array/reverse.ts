/**
 * Elements in another order along an axis: `tf.reverse`, `tf.roll`, `tf.reverseSequence`.
 *
 * @module
 */
import { formatValue } from "../../errors/format.ts";
import { concat } from "../../primitives/array/concat.ts";
import { distinct } from "../../primitives/array/identity.ts";
import * as primitives from "../../primitives/array/reverse.ts";
import { reverseSequence as reverseParts } from "../../primitives/array/reverse_sequence.ts";
import { slice } from "../../primitives/array/slice.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { IntegerLike, IntegersLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asAxes, asAxis, asOneOrMore } from "../integers.ts";
import { asIndices } from "./indices.ts";
import type { Named } from "./named.ts";

/** Arguments of {@linkcode reverse}. */
export interface ReverseArguments extends Named {
  /** A tensor. */
  tensor: TensorLike;
  /** The axes, each once; negative from the end. */
  axis: IntegersLike | IntegerLike;
}

/**
 * The elements in reverse order along some axes.
 *
 * @throws {RangeError} for an axis that the tensor does not have, or one named twice.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.reverse([[1, 2], [3, 4]], [1]).numpy().toArray(), [[2, 1], [4, 3]]);
 * ```
 */
export const reverse: Operation<ReverseArguments, ["tensor", "axis", "name"], Tensor> = bind(
  "tf.reverse",
  ["tensor", "axis", "name"],
  2,
  (tensor, axis) => {
    const x = asTensor("tf.reverse", tensor);
    return distinct(primitives.reverse(x, asAxes("tf.reverse", axis, x.rank)), x);
  },
);

/** Arguments of {@linkcode roll}. */
export interface RollArguments extends Named {
  /** A tensor. */
  input: TensorLike;
  /** By how many places elements move, towards the end; negative towards the front. */
  shift: IntegerLike | IntegersLike;
  /** The axis of each shift; negative from the end. */
  axis: IntegerLike | IntegersLike;
}

/**
 * The elements moved along axes; what leaves at the end comes back at the front.
 *
 * @throws {RangeError} for an axis that the tensor does not have.
 * @throws {TypeError} unless there is an axis for each shift.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.roll([1, 2, 3, 4], 1, 0).numpy().toArray(), [4, 1, 2, 3]);
 * ```
 */
export const roll: Operation<RollArguments, ["input", "shift", "axis", "name"], Tensor> = bind(
  "tf.roll",
  ["input", "shift", "axis", "name"],
  3,
  (input, shift, axis) => {
    const where = "tf.roll";
    const x = asTensor(where, input);
    const shifts = asOneOrMore(where, "shift", shift);
    const axes = asOneOrMore(where, "axis", axis).map((it) => asAxis(where, it, x.rank));
    if (shifts.length !== axes.length) {
      throw new TypeError(
        `${where}: expected an axis for each shift, received shift=${formatValue(shifts)}, axis=${
          formatValue(axes)
        }`,
      );
    }
    return internally(() =>
      distinct(axes.reduce((result, at, i) => rollAxis(result, shifts[i]!, at), x), x)
    );
  },
);

function rollAxis(x: Tensor, shift: number, axis: number): Tensor {
  const dim = x.shape[axis]!;
  const by = dim === 0 ? 0 : ((shift % dim) + dim) % dim;
  if (by === 0) return x;
  const part = (start: number, count: number) =>
    slice(x, x.shape.map((_, it) => it === axis ? start : 0), x.shape.with(axis, count));
  return concat([part(dim - by, by), part(0, dim - by)], axis);
}

/** An axis that, as in TensorFlow, is counted from the front alone. */
function frontAxis(where: string, given: IntegerLike, rank: number, name: string): number {
  const axis = asAxis(where, given, rank, name);
  if (axis === Number(given)) return axis;
  throw new RangeError(
    `${where}: expected ${name} from 0 to ${rank - 1}, received ${name}=${given}; use ${axis}`,
  );
}

/** Arguments of {@linkcode reverseSequence}. */
export interface ReverseSequenceArguments extends Named {
  /** A tensor. */
  input: TensorLike;
  /** How many elements of each part of the batch are reversed; int32 or int64. */
  seqLengths: TensorLike;
  /** The axis of the elements; default 0. */
  seqAxis?: IntegerLike | null;
  /** The axis of the batch; default 0. */
  batchAxis?: IntegerLike | null;
}

/**
 * For each part of a batch its first `seqLengths[i]` elements in reverse order; the others stay.
 *
 * @throws {TypeError} unless there is a length for each part, and the axes are two.
 * @throws {RangeError} for a length beyond the axis, or an axis that is not counted from the front.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = tf.reverseSequence([[1, 2, 3], [4, 5, 6]], [2, 3], { seqAxis: 1 });
 * assertEquals(y.numpy().toArray(), [[2, 1, 3], [6, 5, 4]]);
 * ```
 */
export const reverseSequence: Operation<
  ReverseSequenceArguments,
  ["input", "seqLengths", "seqAxis", "batchAxis", "name"],
  Tensor
> = bind(
  "tf.reverseSequence",
  ["input", "seqLengths", "seqAxis", "batchAxis", "name"],
  2,
  (input, seqLengths, seqAxis, batchAxis) => {
    const where = "tf.reverseSequence";
    const x = asTensor(where, input);
    const along = frontAxis(where, seqAxis ?? 0, x.rank, "seqAxis");
    const batch = frontAxis(where, batchAxis ?? 0, x.rank, "batchAxis");
    const lengths = asIndices(where, "seqLengths", seqLengths, x.shape[along]! + 1);
    return reverseParts(x, lengths, along, batch);
  },
);
