/**
 * Where windows lie that move over an image: sizes, strides, dilations and paddings of convolutions
 * and pools, axis by axis. Images have their channels last; whoever has them elsewhere moves them.
 *
 * @module
 */
import { formatShape, formatValue } from "../../errors/format.ts";
import type { Shape } from "../../tensor/aval.ts";

/** What is added around an image: as much as keeps its size, nothing, or so much by axis. */
export type Padding = "SAME" | "VALID" | readonly (readonly [before: number, after: number])[];

/** How windows move, one number for each axis of the image. */
export interface WindowAttributes {
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly padding: Padding;
}

/** One axis of the image. */
export interface Axis {
  readonly input: number;
  readonly output: number;
  /** Elements of the window. */
  readonly window: number;
  readonly stride: number;
  readonly dilation: number;
  /** Elements added in front of the image. */
  readonly before: number;
  /** Elements behind the image that the last window covers; negative where some are left over. */
  readonly after: number;
}

/** Names of the axes of an image, by their number. */
const NAMES: readonly (readonly string[])[] = [
  [],
  ["width"],
  ["height", "width"],
  ["depth", "height", "width"],
];

/** Throws unless a tensor has batch, axes of an image and channels. */
export function requireImage(where: string, argument: string, shape: Shape, rank: number): void {
  if (shape.length === rank + 2) return;
  throw new TypeError(
    `${where}: expected ${argument} of ${rank + 2} dimensions (batch, ${
      NAMES[rank]!.join(", ")
    }, channels), received shape ${formatShape(shape)}`,
  );
}

/** Throws unless there is one whole number >= 1 for each axis of the image. */
function requireCounts(where: string, name: string, counts: readonly number[], rank: number): void {
  if (counts.length === rank && counts.every((it) => Number.isInteger(it) && it >= 1)) return;
  throw new RangeError(
    `${where}: expected ${name} to be ${rank} whole number${
      rank === 1 ? "" : "s"
    } >= 1, received ${name}=${formatValue(counts)}`,
  );
}

/** Throws unless a list of paddings has two numbers for each axis. */
function requirePadding(where: string, padding: Padding, rank: number): void {
  if (typeof padding === "string") return;
  const fits = padding.length === rank &&
    padding.every((it) => it.length === 2 && it.every((n) => Number.isInteger(n) && n >= 0));
  if (fits) return;
  throw new RangeError(
    `${where}: expected padding of two whole numbers >= 0 for each of ${rank} axes, received padding=${
      formatValue(padding)
    }`,
  );
}

/**
 * The axes of an image under a window.
 *
 * @throws {RangeError} for strides, dilations or paddings that are none.
 * @throws {TypeError} if the image is smaller than the window.
 */
export function axesOfWindows(
  where: string,
  image: Shape,
  window: Shape,
  { strides, dilations, padding }: WindowAttributes,
): Axis[] {
  const rank = image.length;
  requireCounts(where, "strides", strides, rank);
  requireCounts(where, "dilations", dilations, rank);
  requirePadding(where, padding, rank);
  return image.map((input, axis) => {
    const [stride, dilation, size] = [strides[axis]!, dilations[axis]!, window[axis]!];
    const extent = (size - 1) * dilation + 1;
    const given = typeof padding === "string" ? [0, 0] as const : padding[axis]!;
    const padded = input + given[0] + given[1];
    const output = padding === "SAME"
      ? Math.ceil(input / stride)
      : Math.trunc((padded - extent + stride) / stride);
    if (output < 0) {
      throw new TypeError(
        `${where}: expected an image at least as large as the window, received ${
          NAMES[rank]![axis]
        } ${padded} for a window of ${extent}`,
      );
    }
    const covered = (output - 1) * stride + extent;
    const before = padding === "SAME" ? Math.max(0, covered - input) >> 1 : given[0];
    return {
      input,
      output,
      window: size,
      stride,
      dilation,
      before,
      after: covered - input - before,
    };
  });
}

/** One number of each axis. */
export function each(axes: readonly Axis[], pick: (axis: Axis) => number): number[] {
  return axes.map(pick);
}

/** Paddings as ONNX lists them: all that come before, then all that come after. */
export function padsOf(axes: readonly Axis[]): number[] {
  return [...each(axes, (it) => it.before), ...each(axes, (it) => Math.max(0, it.after))];
}

/** Strides, dilations and padding as TensorFlow's kernels take them. */
export function kernelAttributes(
  { strides, dilations, padding }: WindowAttributes,
): Record<string, string | readonly number[]> {
  return {
    strides: [1, ...strides, 1],
    dilations: [1, ...dilations, 1],
    ...kernelPadding(padding),
  };
}

/** A padding as TensorFlow's kernels take it. */
export function kernelPadding(padding: Padding): Record<string, string | readonly number[]> {
  return typeof padding === "string"
    ? { padding }
    : { padding: "EXPLICIT", explicit_paddings: [0, 0, ...padding.flat(), 0, 0] };
}
