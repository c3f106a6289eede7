/**
 * Signals in overlapping frames, and back: `tf.signal.frame`, `tf.signal.overlapAndAdd`.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { concat } from "../../primitives/array/concat.ts";
import { gather } from "../../primitives/array/gather.ts";
import { distinct } from "../../primitives/array/identity.ts";
import { fill } from "../../primitives/array/fill.ts";
import { broadcastTo } from "../../primitives/array/broadcast_to.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { slice } from "../../primitives/array/slice.ts";
import { transpose } from "../../primitives/array/transpose.ts";
import { reduceSum } from "../../primitives/reduction/reduce_sum.ts";
import { aval } from "../../tensor/aval.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import { internally } from "../../tensor/state.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { asTensor } from "../as_tensor.ts";
import { bind, type Operation } from "../bind.ts";
import { asAxis, asInteger } from "../integers.ts";

/** Arguments of {@linkcode frame}. */
export interface FrameArguments extends Named {
  /** A signal `[..., samples, ...]`. */
  signal: TensorLike;
  /** Samples of a frame. */
  frameLength: IntegerLike;
  /** Samples from the beginning of a frame to that of the next. */
  frameStep: IntegerLike;
  /** Whether frames that reach beyond the end are filled up, not left out; default false. */
  padEnd?: boolean;
  /** What they are filled up with; default 0. */
  padValue?: TensorLike;
  /** The axis of the samples; default the last. */
  axis?: IntegerLike;
}

/** A signal cut into frames along an axis `[..., frames, frameLength, ...]`. */
export function framed(
  signal: Tensor,
  length: number,
  step: number,
  axis: number,
  padding?: Tensor,
): Tensor {
  const samples = signal.shape[axis]!;
  const count = padding === undefined
    ? Math.max(0, 1 + Math.floor((samples - length) / step))
    : Math.ceil(samples / step);
  const missing = Math.max(0, length + step * (count - 1) - samples);
  const whole = padding === undefined || missing === 0
    ? signal
    : concat([signal, broadcastTo(padding, signal.shape.with(axis, missing))], axis);
  const places = new Int32Array(count * length);
  for (let i = 0; i < places.length; i++) places[i] = Math.floor(i / length) * step + i % length;
  const frames = gather(whole, leaf(places, aval("int32", [places.length])), axis);
  return reshape(frames, [
    ...signal.shape.slice(0, axis),
    count,
    length,
    ...signal.shape.slice(axis + 1),
  ]);
}

/**
 * Overlapping frames of a signal: frame `i` holds the samples from `i frameStep` on. An axis
 * `samples` becomes two, `frames` and `frameLength`.
 *
 * @throws {TypeError} for a scalar.
 * @throws {RangeError} for lengths and steps below 1, and an axis that the signal does not have.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.signal.frame([1, 2, 3, 4, 5], 3, 2);
 * assertEquals(x.numpy().toArray(), [[1, 2, 3], [3, 4, 5]]);
 * assertEquals(tf.signal.frame([1, 2, 3, 4, 5], 3, 2, { padEnd: true }).shape, [3, 3]);
 * ```
 */
export const frame: Operation<
  FrameArguments,
  ["signal", "frameLength", "frameStep", "padEnd", "padValue", "axis", "name"],
  Tensor
> = bind(
  "tf.signal.frame",
  ["signal", "frameLength", "frameStep", "padEnd", "padValue", "axis", "name"],
  3,
  (signal, frameLength, frameStep, padEnd = false, padValue = 0, axis = -1) => {
    const where = "tf.signal.frame";
    const x = asTensor(where, signal);
    if (x.rank === 0) {
      throw new TypeError(`${where}: expected a signal of at least 1 dimension, received a scalar`);
    }
    const at = asAxis(where, axis, x.rank);
    const length = asInteger(where, "frameLength", frameLength, { min: 1 });
    const step = asInteger(where, "frameStep", frameStep, { min: 1 });
    const padding = padEnd ? asTensor(where, padValue, x.dtype) : undefined;
    return internally(() => distinct(framed(x, length, step, at, padding), x));
  },
);

/** Frames `[..., frames, frameLength]` added up at their places. */
export function overlapped(frames: Tensor, step: number): Tensor {
  const outer = frames.shape.slice(0, -2);
  const [count, length] = frames.shape.slice(-2) as [number, number];
  const total = count === 0 ? 0 : length + step * (count - 1);
  const parts = Math.ceil(length / step);
  if (frames.size === 0 || parts === 0) {
    return fill(0, { dtype: frames.dtype, shape: [...outer, Math.max(0, total)] });
  }
  const rank = outer.length;
  const zeros = (shape: readonly number[]) => fill(0, { dtype: frames.dtype, shape });
  const filled = parts * step === length
    ? frames
    : concat([frames, zeros([...outer, count, parts * step - length])], rank + 1);
  // Part p of frame i goes to step i + p: each row of parts is followed by zeros for as many steps as
  // there are parts, so that one step less a row moves each row by one more.
  const byPart = transpose(
    reshape(filled, [...outer, count, parts, step]),
    [...outer.keys(), rank + 1, rank, rank + 2],
  );
  const long = concat([byPart, zeros([...outer, parts, parts, step])], rank + 1);
  const flat = reshape(long, [...outer, parts * (count + parts), step]);
  const kept = parts * (count + parts - 1);
  const cut = slice(flat, flat.shape.map(() => 0), [...outer, kept, step]);
  const summed = reduceSum(reshape(cut, [...outer, parts, count + parts - 1, step]), [rank]);
  const signal = reshape(summed, [...outer, (count + parts - 1) * step]);
  return slice(signal, signal.shape.map(() => 0), [...outer, total]);
}

/** Arguments of {@linkcode overlapAndAdd}. */
export interface OverlapAndAddArguments extends Named {
  /** Frames `[..., frames, frameLength]`. */
  signal: TensorLike;
  /** Samples from the beginning of a frame to that of the next. */
  frameStep: IntegerLike;
}

/**
 * A signal of overlapping frames, which add up: `(frames - 1) frameStep + frameLength` samples.
 *
 * @throws {TypeError} for fewer than 2 dimensions.
 * @throws {RangeError} for a step below 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.signal.overlapAndAdd([[1, 2, 3], [10, 20, 30]], 2);
 * assertEquals(x.numpy().toArray(), [1, 2, 13, 20, 30]);
 * ```
 */
export const overlapAndAdd: Operation<
  OverlapAndAddArguments,
  ["signal", "frameStep", "name"],
  Tensor
> = bind("tf.signal.overlapAndAdd", ["signal", "frameStep", "name"], 2, (signal, frameStep) => {
  const where = "tf.signal.overlapAndAdd";
  const x = asTensor(where, signal);
  if (x.rank < 2) {
    throw new TypeError(
      `${where}: expected signal of at least 2 dimensions, received shape ${formatShape(x.shape)}`,
    );
  }
  const step = asInteger(where, "frameStep", frameStep, { min: 1 });
  return internally(() => distinct(overlapped(x, step), x));
});
