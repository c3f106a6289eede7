/**
 * Transforms along the last axes that public functions are made of. Real signals are taken as
 * complex numbers of no imaginary part, spectra of real ones are mirrored before the way back.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { concat } from "../../primitives/array/concat.ts";
import { fill, zerosLike } from "../../primitives/array/fill.ts";
import { padConstant } from "../../primitives/array/pad.ts";
import { reverse } from "../../primitives/array/reverse.ts";
import { slice } from "../../primitives/array/slice.ts";
import { transpose } from "../../primitives/array/transpose.ts";
import { complex, conj, real } from "../../primitives/math/complex.ts";
import { fft, ifft } from "../../primitives/signal/fft.ts";
import { formatAval } from "../../tensor/aval.ts";
import type { Tensor } from "../../tensor/tensor.ts";

/** Whether a transform goes back. */
export type Way = "forward" | "back";

/** A tensor with `length` elements along an axis: cut at the end, or filled up with zeros. */
export function sized(x: Tensor, axis: number, length: number): Tensor {
  const dim = x.shape[axis]!;
  if (dim > length) return slice(x, x.shape.map(() => 0), x.shape.with(axis, length));
  if (dim === length) return x;
  const end = x.shape.map((_, i) => [0, i === axis ? length - dim : 0] as const);
  if (x.dtype !== "complex64") return padConstant(x, end, 0);
  return concat(
    [x, fill(0, { dtype: x.dtype, shape: x.shape.with(axis, length - dim) })],
    axis,
  );
}

/** A transform along an axis. */
export function along(x: Tensor, axis: number, run: (x: Tensor) => Tensor): Tensor {
  const last = x.rank - 1;
  if (axis === last) return run(x);
  const order = x.shape.map((_, i) => i === axis ? last : i === last ? axis : i);
  return transpose(run(transpose(x, order)), order);
}

/** Complex transforms along several axes, the last one first. */
export function transformed(x: Tensor, axes: readonly number[], way: Way): Tensor {
  const run = way === "forward" ? fft : ifft;
  return axes.toReversed().reduce((it, axis) => along(it, axis, run), x);
}

/** Real numbers as complex ones. */
export function asComplex(x: Tensor): Tensor {
  return x.dtype === "complex64" ? x : complex(x, zerosLike(x));
}

/** The first half of the spectrum of real numbers along some axes, the last of which is halved. */
export function realSpectrum(x: Tensor, axes: readonly number[]): Tensor {
  const last = axes.at(-1)!;
  const half = sized(along(asComplex(x), last, fft), last, Math.floor(x.shape[last]! / 2) + 1);
  return transformed(half, axes.slice(0, -1), "forward");
}

/** Real numbers of the first half of a spectrum; `length` is how many along the last of the axes. */
export function fromRealSpectrum(x: Tensor, axes: readonly number[], length: number): Tensor {
  const last = axes.at(-1)!;
  const others = transformed(x, axes.slice(0, -1), "back");
  // The upper half is the mirrored lower one without its first, and for even lengths last, number.
  const upper = length - x.shape[last]!;
  const begin = x.shape.map((_, axis) => axis === last ? 1 : 0);
  const mirrored = upper > 0
    ? concat([
      others,
      conj(reverse(slice(others, begin, x.shape.with(last, upper)), [last])),
    ], last)
    : others;
  return real(along(mirrored, last, ifft));
}

/** Throws unless a tensor has that many axes, and is of one of the dtypes. */
export function requireSignal(
  where: string,
  name: string,
  x: Tensor,
  rank: number,
  dtypes: readonly string[],
): void {
  if (!dtypes.includes(x.dtype)) {
    throw new TypeError(
      `${where}: expected ${name} of ${dtypes.join(" or ")}, received ${
        formatAval(x)
      }; convert it with tf.cast`,
    );
  }
  if (x.rank >= rank) return;
  throw new TypeError(
    `${where}: expected ${name} of at least ${rank} dimension${
      rank === 1 ? "" : "s"
    }, received shape ${formatShape(x.shape)}`,
  );
}
