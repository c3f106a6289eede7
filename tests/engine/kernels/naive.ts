/**
 * Convolution, pooling and resizing by loops over places, in doubles, by TensorFlow's rules for
 * padding: the truth of the tests of these kernels. One enumeration of a convolution's terms gives
 * the forward pass and both gradients.
 *
 * @module
 */
import { sizeOf } from "./support.ts";

/** Padding as tfjs names it. */
export type Pad = "same" | "valid" | number | [number, number][];

/** What a window does along the image's axes. */
export interface Windows {
  /** `[batch, ...image, channels]`. */
  readonly image: readonly number[];
  /** Lengths of the window. */
  readonly window: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly pad: Pad;
}

/** Places of the windows along one axis, and how many elements lie in front of the image. */
function along({ image, window, strides, dilations, pad }: Windows, axis: number) {
  const [size, stride] = [image[axis + 1]!, strides[axis]!];
  const extent = (window[axis]! - 1) * dilations[axis]! + 1;
  if (pad === "same") {
    const count = Math.ceil(size / stride);
    return { count, before: Math.floor(Math.max(0, (count - 1) * stride + extent - size) / 2) };
  }
  const [before, after] = pad === "valid"
    ? [0, 0]
    : typeof pad === "number"
    ? [pad, pad]
    : pad[axis + 1]!;
  return { count: Math.floor((size + before + after - extent) / stride) + 1, before };
}

/** Number of windows along each axis. */
export function counts(windows: Windows): number[] {
  return windows.window.map((_, axis) => along(windows, axis).count);
}

/** All places of a box. */
function* places(box: readonly number[]): Generator<number[]> {
  const size = sizeOf(box);
  for (let i = 0; i < size; i++) {
    const place: number[] = [];
    for (let axis = box.length - 1, rest = i; axis >= 0; axis--) {
      place[axis] = rest % box[axis]!;
      rest = Math.floor(rest / box[axis]!);
    }
    yield place;
  }
}

/** The number of a place in a box. */
function indexOf(place: readonly number[], box: readonly number[]): number {
  return place.reduce((index, it, axis) => index * box[axis]! + it, 0);
}

/** Calls `visit` with each window of each image and each element of it that lies inside. */
export function eachElement(
  windows: Windows,
  visit: (window: readonly number[], place: readonly number[], tap: readonly number[]) => void,
): void {
  const { image, window, strides, dilations } = windows;
  const axes = window.map((_, axis) => along(windows, axis));
  const inner = image.slice(1, -1);
  for (const place of places([image[0]!, ...axes.map(({ count }) => count)])) {
    for (const tap of places(window)) {
      const at = tap.map((it, axis) =>
        place[axis + 1]! * strides[axis]! + it * dilations[axis]! - axes[axis]!.before
      );
      if (at.every((it, axis) => it >= 0 && it < inner[axis]!)) visit(place, at, tap);
    }
  }
}

/** A convolution: its windows, and the channels of its filter. */
export interface Convolution extends Windows {
  readonly outChannels: number;
  /** Whether each channel has filters of its own; then `outChannels` counts them for one channel. */
  readonly depthwise: boolean;
}

/** Shape of a convolution's filter. */
export function filterShape({ image, window, outChannels }: Convolution): number[] {
  return [...window, image.at(-1)!, outChannels];
}

/** Shape of a convolution's output. */
export function outputShape(convolution: Convolution): number[] {
  const { image, outChannels, depthwise } = convolution;
  const channels = depthwise ? outChannels * image.at(-1)! : outChannels;
  return [image[0]!, ...counts(convolution), channels];
}

/** Calls `visit` with each term of a convolution: where it is in the image, filter and output. */
function eachTerm(
  convolution: Convolution,
  visit: (image: number, filter: number, output: number) => void,
): void {
  const { image, outChannels, depthwise } = convolution;
  const channels = image.at(-1)!;
  const [filter, output] = [filterShape(convolution), outputShape(convolution)];
  eachElement(convolution, (window, at, tap) => {
    const x = indexOf([window[0]!, ...at, 0], image);
    const w = indexOf([...tap, 0, 0], filter);
    const y = indexOf([...window, 0], output);
    for (let c = 0; c < channels; c++) {
      const first = depthwise ? c * outChannels : 0;
      for (let o = 0; o < outChannels; o++) visit(x + c, w + c * outChannels + o, y + first + o);
    }
  });
}

type Numbers = ArrayLike<number>;

/** The output of a convolution. */
export function convolve(it: Convolution, image: Numbers, filter: Numbers): Float64Array {
  const output = new Float64Array(sizeOf(outputShape(it)));
  eachTerm(it, (x, w, y) => output[y]! += image[x]! * filter[w]!);
  return output;
}

/** The gradient of a convolution for its input. */
export function convolveInput(it: Convolution, dy: Numbers, filter: Numbers): Float64Array {
  const image = new Float64Array(sizeOf(it.image));
  eachTerm(it, (x, w, y) => image[x]! += dy[y]! * filter[w]!);
  return image;
}

/** The gradient of a convolution for its filter. */
export function convolveFilter(it: Convolution, image: Numbers, dy: Numbers): Float64Array {
  const filter = new Float64Array(sizeOf(filterShape(it)));
  eachTerm(it, (x, w, y) => filter[w]! += image[x]! * dy[y]!);
  return filter;
}

/** For each element of a pooling's output, the elements of the image in its window. */
export function pools(windows: Windows): { shape: number[]; members: number[][] } {
  const shape = [windows.image[0]!, ...counts(windows), windows.image.at(-1)!];
  const members = Array.from({ length: sizeOf(shape) }, () => [] as number[]);
  eachElement(windows, (window, at) => {
    for (let c = 0; c < windows.image.at(-1)!; c++) {
      members[indexOf([...window, c], shape)]!
        .push(indexOf([window[0]!, ...at, c], windows.image));
    }
  });
  return { shape, members };
}

/** The largest or the mean of each window. */
export function pool(windows: Windows, image: Numbers, kind: "max" | "avg"): Float64Array {
  return Float64Array.from(pools(windows).members, (members) => {
    const values = members.map((it) => image[it]!);
    return kind === "max"
      ? Math.max(...values)
      : values.reduce((sum, it) => sum + it, 0) / values.length;
  });
}

/** The gradient of a pooling: to the first largest, or the same to all. */
export function poolInput(
  windows: Windows,
  image: Numbers,
  dy: Numbers,
  kind: "max" | "avg",
): Float64Array {
  const dx = new Float64Array(sizeOf(windows.image));
  pools(windows).members.forEach((members, y) => {
    if (kind === "avg") { for (const it of members) dx[it]! += dy[y]! / members.length; }
    else {
      const best = Math.max(...members.map((it) => image[it]!));
      const first = members.find((it) => image[it] === best && best > -Infinity);
      if (first !== undefined) dx[first]! += dy[y]!;
    }
  });
  return dx;
}

/** How an image is resized. */
export interface Resizing {
  /** `[batch, height, width, channels]`. */
  readonly image: readonly number[];
  readonly size: readonly [number, number];
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
  readonly nearest: boolean;
}

/** The weights of the pixels of one axis for a pixel of the output. */
function weightsAt(it: Resizing, axis: 0 | 1, index: number): [number, number][] {
  const [from, to] = [it.image[axis + 1]!, it.size[axis]];
  const scale = it.alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
  if (it.nearest) {
    const at = (it.halfPixelCenters ? index + 0.5 : index) * scale;
    return [[Math.min(from - 1, it.alignCorners ? Math.round(at) : Math.floor(at)), 1]];
  }
  const at = it.halfPixelCenters ? (index + 0.5) * scale - 0.5 : index * scale;
  const clamped = Math.min(from - 1, Math.max(0, at));
  const low = Math.floor(clamped);
  return [[low, 1 - (clamped - low)], [Math.min(from - 1, low + 1), clamped - low]];
}

/** Calls `visit` with each output element, each input element it takes from, and the weight. */
function eachWeight(it: Resizing, visit: (y: number, x: number, weight: number) => void): void {
  const [batch, , , channels] = it.image as [number, number, number, number];
  const output = [batch, ...it.size, channels];
  for (const [n, row, column, c] of places(output) as Generator<[number, number, number, number]>) {
    for (const [top, a] of weightsAt(it, 0, row)) {
      for (const [left, b] of weightsAt(it, 1, column)) {
        visit(indexOf([n, row, column, c], output), indexOf([n, top, left, c], it.image), a * b);
      }
    }
  }
}

/** A resized image. */
export function resize(it: Resizing, image: Numbers): Float64Array {
  const output = new Float64Array(it.image[0]! * sizeOf(it.size) * it.image[3]!);
  eachWeight(it, (y, x, weight) => {
    if (weight !== 0) output[y]! += weight * image[x]!;
  });
  return output;
}

/** The gradient of a resizing. */
export function resizeInput(it: Resizing, dy: Numbers): Float64Array {
  const image = new Float64Array(sizeOf(it.image));
  eachWeight(it, (y, x, weight) => image[x]! += weight * dy[y]!);
  return image;
}
