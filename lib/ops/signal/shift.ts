/**
 * The frequency 0 in the middle of a spectrum, or at its beginning: `tf.signal.fftshift`,
 * `tf.signal.ifftshift`.
 *
 * @module
 */
import type { IntegerLike, IntegersLike, TensorLike } from "../../tensor/like.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { roll } from "../array/reverse.ts";
import { asTensor } from "../as_tensor.ts";
import { bind, type Operation } from "../bind.ts";
import { asAxis, asOneOrMore } from "../integers.ts";

/** Arguments of {@linkcode fftshift} and {@linkcode ifftshift}. */
export interface ShiftArguments extends Named {
  /** A tensor. */
  x: TensorLike;
  /** The axes; default: all. */
  axes?: IntegerLike | IntegersLike | null;
}

/** A shift by half the length. */
export type HalfShift = Operation<ShiftArguments, ["x", "axes", "name"], Tensor>;

function halfShift(where: string, distance: (length: number) => number): HalfShift {
  return bind(where, ["x", "axes", "name"], 1, (x, axes) => {
    const tensor = asTensor(where, x);
    const at = axes === undefined || axes === null
      ? [...tensor.shape.keys()]
      : asOneOrMore(where, "axes", axes).map((it) => asAxis(where, it, tensor.rank, "axes"));
    const shift = at.map((axis) => distance(tensor.shape[axis]!));
    return roll(tensor, Int32Array.from(shift), Int32Array.from(at));
  });
}

/**
 * Moves the beginning of each axis to its middle: spectra with the frequency 0 in the middle.
 *
 * @throws {RangeError} for axes that the tensor does not have.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.signal.fftshift([0, 1, 2, -2, -1]).numpy().toArray(), [-2, -1, 0, 1, 2]);
 * ```
 */
export const fftshift: HalfShift = halfShift("tf.signal.fftshift", (n) => Math.floor(n / 2));

/**
 * The inverse of {@linkcode fftshift}.
 *
 * @throws {RangeError} for axes that the tensor does not have.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.signal.ifftshift([-2, -1, 0, 1, 2]).numpy().toArray(), [0, 1, 2, -2, -1]);
 * ```
 */
export const ifftshift: HalfShift = halfShift("tf.signal.ifftshift", (n) => -Math.floor(n / 2));
