/**
 * Shapes of images, whose channels are last or come before the axes of the image.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import type { DataFormat } from "./rows.ts";
import { type NestedShape, oneShape } from "./shapes.ts";

/** Of how many dimensions images are. */
export type Rank = 1 | 2 | 3;

/** A length, where it is known. */
export type Length = number | null;

/** A shape's parts. */
export interface ImageShape {
  readonly batch: Length;
  readonly image: readonly Length[];
  readonly channels: Length;
}

/**
 * The parts of the shape of a layer's inputs.
 *
 * @throws {TypeError} unless it has the dimensions of images.
 */
export function imageShape(
  label: string,
  shape: NestedShape,
  rank: Rank,
  format: DataFormat,
): ImageShape {
  const one = oneShape(label, shape);
  if (one.length !== rank + 2) {
    throw new TypeError(
      `Cannot build ${label}: expected inputs of ${rank + 2} dimensions, received shape ${
        formatShape(one)
      }`,
    );
  }
  const [batch, ...rest] = one as [Length, ...Length[]];
  return format === "channels_first"
    ? { batch, image: rest.slice(1), channels: rest[0]! }
    : { batch, image: rest.slice(0, -1), channels: rest.at(-1)! };
}

/** The shape of its parts. */
export function shapeOfImage(
  { batch, image, channels }: ImageShape,
  format: DataFormat,
): SymbolicShape {
  return format === "channels_first" ? [batch, channels, ...image] : [batch, ...image, channels];
}

/** The axes of the image in a tensor. */
export function imageAxes(rank: Rank, format: DataFormat): number[] {
  const first = format === "channels_first" ? 2 : 1;
  return Array.from({ length: rank }, (_, i) => first + i);
}

/** How windows move along one axis. */
export interface Window {
  /** Elements from the first to the last under it. */
  readonly extent: number;
  readonly stride: number;
  /** `"valid"` for whole windows only. */
  readonly padding: string;
}

/**
 * How many windows there are along an axis.
 *
 * @throws {TypeError} if an image is shorter than the window.
 */
export function windowsAlong(
  label: string,
  length: Length,
  { extent, stride, padding }: Window,
): Length {
  if (length === null) return null;
  if (padding !== "valid") return Math.ceil(length / stride);
  if (length >= extent) return Math.floor((length - extent) / stride) + 1;
  throw new TypeError(
    `Cannot call ${label}: expected images at least as long as the window, ${extent}, received length ${length}; use padding "same" or a smaller window`,
  );
}
