/**
 * Resizes images of bytes as Pillow does: each pixel is a weighted sum of those that it covers, along
 * rows and then along columns, in whole numbers.
 *
 * @module
 */

/** An image of bytes. */
export interface Bytes {
  readonly data: Uint8Array<ArrayBuffer>;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** Part of an image that is resized. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const sinc = (x: number): number => x === 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI);

function cubic(x: number): number {
  const at = Math.abs(x);
  const a = -0.5;
  if (at < 1) return ((a + 2) * at - (a + 3)) * at * at + 1;
  return at < 2 ? (((at - 5) * at + 8) * at - 4) * a : 0;
}

function hamming(x: number): number {
  const at = Math.abs(x);
  if (at === 0) return 1;
  return at >= 1 ? 0 : sinc(at) * (0.54 + 0.46 * Math.cos(at * Math.PI));
}

/** Weights by distance, and the distance at which they end. */
const FILTERS = {
  bilinear: { reach: 1, weight: (x: number): number => Math.max(0, 1 - Math.abs(x)) },
  bicubic: { reach: 2, weight: cubic },
  lanczos: { reach: 3, weight: (x: number): number => Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0 },
  box: { reach: 0.5, weight: (x: number): number => x > -0.5 && x <= 0.5 ? 1 : 0 },
  hamming: { reach: 1, weight: hamming },
} as const;

/** Ways to resize. */
export type PillowFilter = "nearest" | keyof typeof FILTERS;

/** Their names. */
export const PILLOW_FILTERS: readonly PillowFilter[] = [
  "nearest",
  ...Object.keys(FILTERS) as (keyof typeof FILTERS)[],
];

/** Bits of a weight after the point. */
const BITS = 22;

/** The pixels that make one, and their weights as whole numbers. */
function weightsOf(
  filter: keyof typeof FILTERS,
  from: number,
  to: number,
  size: number,
  full: number,
) {
  const { reach, weight } = FILTERS[filter];
  const scale = (to - from) / size;
  const wide = Math.max(scale, 1);
  const support = reach * wide;
  return Array.from({ length: size }, (_, i) => {
    const center = from + (i + 0.5) * scale;
    const first = Math.max(0, Math.trunc(center - support + 0.5));
    const end = Math.min(full, Math.trunc(center + support + 0.5));
    const raw = Array.from(
      { length: end - first },
      (_, j) => weight((j + first - center + 0.5) * (1 / wide)),
    );
    const sum = raw.reduce((a, b) => a + b, 0);
    const weights = raw.map((it) => {
      const share = sum === 0 ? it : it / sum;
      return Math.trunc(share * 2 ** BITS + (share < 0 ? -0.5 : 0.5));
    });
    return { first, weights };
  });
}

const clipped = (sum: number): number => Math.min(255, Math.max(0, Math.floor(sum / 2 ** BITS)));

/** Resizes along one axis: each pixel is a sum of those at steps of `step`. */
function along(
  image: Bytes,
  axis: "width" | "height",
  weights: ReturnType<typeof weightsOf>,
): Bytes {
  const { data, channels } = image;
  const size = { height: image.height, width: image.width, [axis]: weights.length };
  const result = new Uint8Array(size.height * size.width * channels);
  const step = axis === "width" ? channels : image.width * channels;
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      const { first, weights: factors } = weights[axis === "width" ? x : y]!;
      const start = axis === "width"
        ? (y * image.width + first) * channels
        : first * step + x * channels;
      for (let c = 0; c < channels; c++) {
        let sum = 2 ** (BITS - 1);
        for (let j = 0; j < factors.length; j++) sum += data[start + j * step + c]! * factors[j]!;
        result[(y * size.width + x) * channels + c] = clipped(sum);
      }
    }
  }
  return { data: result, channels, height: size.height, width: size.width };
}

/** The pixels in the middle of steps; steps are added up, as Pillow does, which halves tell. */
function middles(from: number, to: number, size: number): number[] {
  const step = (to - from) / size;
  const result: number[] = [];
  for (let i = 0, at = from + step * 0.5; i < size; i++, at += step) result.push(Math.floor(at));
  return result;
}

function nearest({ data, width: full, channels }: Bytes, height: number, width: number, box: Box) {
  const result = new Uint8Array(height * width * channels);
  const columns = middles(box.left, box.right, width);
  middles(box.top, box.bottom, height).forEach((row, y) => {
    columns.forEach((column, x) => {
      const [from, to] = [(row * full + column) * channels, (y * width + x) * channels];
      for (let c = 0; c < channels; c++) result[to + c] = data[from + c]!;
    });
  });
  return { data: result, height, width, channels };
}

/** Rounded a / 255 * b. */
function product(a: number, b: number): number {
  const it = a * b + 128;
  return (it >> 8) + it >> 8;
}

/** Colors times their alpha, or back. */
function withAlpha(
  { data, ...rest }: Bytes,
  convert: (color: number, alpha: number) => number,
): Bytes {
  const result = data.map((it, i) => i % 4 === 3 ? it : convert(it, data[i - i % 4 + 3]!));
  return { ...rest, data: result };
}

/** An image of another size, out of a part of it. */
export function pillowResize(
  image: Bytes,
  height: number,
  width: number,
  filter: PillowFilter,
  box: Box,
): Bytes {
  if (filter === "nearest") return nearest(image, height, width, box);
  if (image.channels === 4) {
    const plain = withAlpha(image, product);
    const sized = resized(plain, height, width, filter, box);
    return withAlpha(
      sized,
      (color, alpha) =>
        alpha === 0 || alpha === 255 ? color : Math.min(255, Math.trunc(255 * color / alpha)),
    );
  }
  return resized(image, height, width, filter, box);
}

function resized(
  image: Bytes,
  height: number,
  width: number,
  filter: keyof typeof FILTERS,
  { left, top, right, bottom }: Box,
): Bytes {
  const isWhole = (from: number, to: number, size: number, full: number) =>
    from === 0 && to === full && size === full;
  const rows = isWhole(left, right, width, image.width)
    ? image
    : along(image, "width", weightsOf(filter, left, right, width, image.width));
  return isWhole(top, bottom, height, image.height)
    ? rows
    : along(rows, "height", weightsOf(filter, top, bottom, height, image.height));
}
