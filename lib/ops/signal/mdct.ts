/**
 * The modified discrete cosine transform of overlapping frames: `tf.signal.mdct`,
 * `tf.signal.inverseMdct`.
 *
 * @module
 */
import { formatShape, formatValue } from "../../errors/format.ts";
import { concat } from "../../primitives/array/concat.ts";
import { reverse } from "../../primitives/array/reverse.ts";
import { split } from "../../primitives/array/split.ts";
import { multiply, negative, subtract } from "../../primitives/math/arithmetic.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { asTensor } from "../as_tensor.ts";
import { bind, type Operation } from "../bind.ts";
import { asInteger } from "../integers.ts";
import { cosineTransform } from "./dct.ts";
import { framed, overlapped } from "./frames.ts";
import { requireSignal } from "./spectra.ts";
import { vorbisWindow, windowFrom, type WindowFunction } from "./windows.ts";

/** Frames times a window; without one, times what makes the way there and back the identity. */
function windowed(where: string, frames: Tensor, windowFn: WindowFunction | null): Tensor {
  const { dtype, shape } = frames;
  return multiply(
    frames,
    windowFn === null
      ? scalar(Math.SQRT1_2, dtype)
      : windowFrom(where, windowFn, shape.at(-1)!, dtype),
  );
}

function requireNorm(where: string, norm: unknown): void {
  if (norm === null || norm === "ortho") return;
  throw new RangeError(
    `${where}: expected norm to be null or "ortho", received norm=${formatValue(norm)}`,
  );
}

/** Arguments of {@linkcode mdct}. */
export interface MdctArguments extends Named {
  /** Signals `[..., samples]` of float32. */
  signals: TensorLike;
  /** Samples of a frame, a multiple of 4; frames overlap by half. */
  frameLength: IntegerLike;
  /** What makes the window of a length; `null`: none; default {@linkcode vorbisWindow}. */
  windowFn?: WindowFunction | null;
  /** Whether frames that reach beyond the end are filled up with zeros; default false. */
  padEnd?: boolean;
  /** `"ortho"` makes the transform an orthogonal one; default: as it is. */
  norm?: "ortho" | null;
}

/**
 * The modified discrete cosine transform, `[..., frames, frameLength / 2]`.
 *
 * @throws {TypeError} for anything but float32.
 * @throws {RangeError} for a length that is no multiple of 4.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.signal.mdct(tf.ones([2, 32]), 8).shape, [2, 7, 4]);
 * ```
 */
export const mdct: Operation<
  MdctArguments,
  ["signals", "frameLength", "windowFn", "padEnd", "norm", "name"],
  Tensor
> = bind(
  "tf.signal.mdct",
  ["signals", "frameLength", "windowFn", "padEnd", "norm", "name"],
  2,
  (signals, frameLength, windowFn = vorbisWindow, padEnd = false, norm = null) => {
    const where = "tf.signal.mdct";
    const x = asTensor(where, signals);
    requireSignal(where, "signals", x, 1, ["float32"]);
    requireNorm(where, norm);
    const length = asInteger(where, "frameLength", frameLength, { min: 4 });
    if (length % 4 !== 0) {
      throw new RangeError(
        `${where}: expected frameLength to be a multiple of 4, received frameLength=${length}`,
      );
    }
    return internally(() => {
      const last = x.rank;
      const padding = padEnd ? scalar(0, x.dtype) : undefined;
      const frames = windowed(where, framed(x, length, length / 2, x.rank - 1, padding), windowFn);
      const quarters = split(frames, new Array(4).fill(length / 4), last);
      const folded = concat([
        subtract(negative(reverse(quarters[2]!, [last])), quarters[3]!),
        subtract(quarters[0]!, reverse(quarters[1]!, [last])),
      ], last);
      return cosineTransform(folded, 4, norm === "ortho");
    });
  },
);

/** Arguments of {@linkcode inverseMdct}. */
export interface InverseMdctArguments extends Named {
  /** What {@linkcode mdct} gave, `[..., frames, frameLength / 2]` of float32. */
  mdcts: TensorLike;
  /** What makes the window of a length; `null`: none; default {@linkcode vorbisWindow}. */
  windowFn?: WindowFunction | null;
  /** The norm of the way there; default: none. */
  norm?: "ortho" | null;
}

/**
 * The inverse of {@linkcode mdct}, `[..., samples]`; the first and the last half of a frame, which
 * nothing overlaps, are not what they were.
 *
 * @throws {TypeError} for anything but float32, fewer than 2 dimensions, or odd lengths.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const x = tf.signal.inverseMdct(tf.signal.mdct(tf.ones([32]), 8));
 * assertAlmostEquals(Number(x.at(16)), 1, 1e-5);
 * ```
 */
export const inverseMdct: Operation<
  InverseMdctArguments,
  ["mdcts", "windowFn", "norm", "name"],
  Tensor
> = bind(
  "tf.signal.inverseMdct",
  ["mdcts", "windowFn", "norm", "name"],
  1,
  (mdcts, windowFn = vorbisWindow, norm = null) => {
    const where = "tf.signal.inverseMdct";
    const x = asTensor(where, mdcts);
    requireSignal(where, "mdcts", x, 2, ["float32"]);
    requireNorm(where, norm);
    const half = x.shape.at(-1)!;
    if (half === 0 || half % 2 !== 0) {
      throw new TypeError(
        `${where}: expected a last axis of even length, received shape ${formatShape(x.shape)}`,
      );
    }
    return internally(() => {
      const last = x.rank - 1;
      const plain = cosineTransform(x, 4, norm === "ortho");
      const folded = norm === "ortho" ? plain : multiply(plain, scalar(0.5 / half, x.dtype));
      const [a, b] = split(folded, [half / 2, half / 2], last) as [Tensor, Tensor];
      const frames = concat([
        b,
        negative(reverse(b, [last])),
        negative(reverse(a, [last])),
        negative(a),
      ], last);
      return overlapped(windowed(where, frames, windowFn), half);
    });
  },
);
