/**
 * What the tables of deviations ask of inputs: whether they hold NaN, may overflow, are singular.
 *
 * @module
 */
import type { HostValue } from "./compare.ts";
import { fromBfloat16, isFloating, type Step } from "./program.ts";

/** Elements as numbers; none of what is not floating. */
export function floats({ dtype, elements }: HostValue): ArrayLike<number> {
  if (!isFloating(dtype)) return [];
  const data = elements as ArrayLike<number>;
  return dtype === "bfloat16" ? fromBfloat16(data) : data;
}

/** The largest numbers of floating dtypes. */
const LARGEST: Readonly<Record<string, number>> = {
  float16: 65504,
  bfloat16: 3.3895313892515355e38,
  float32: 3.4028234663852886e38,
  float64: Number.MAX_VALUE,
};

/** Whether some element of some input is such a number. */
export function some(
  inputs: readonly HostValue[],
  is: (x: number, largest: number) => boolean,
): boolean {
  return inputs.some((input) => {
    const largest = LARGEST[input.dtype] ?? Infinity;
    return Array.prototype.some.call(floats(input), (x) => is(Number(x), largest));
  });
}

export const hasNaN = (inputs: readonly HostValue[]) => some(inputs, Number.isNaN);
export const hasInfinity = (inputs: readonly HostValue[]) =>
  some(inputs, (x) => Math.abs(x) === Infinity);

/** The largest magnitude; of finite numbers alone, or infinity where there is another. */
function most(input: HostValue, finite: boolean): number {
  let size = 0;
  for (const x of Array.from(floats(input))) {
    if (Math.abs(x) < Infinity) size = Math.max(size, Math.abs(x));
    else if (!finite) return Infinity;
  }
  return size;
}

/** The largest number of the first floating dtype. */
const limitOf = (inputs: readonly HostValue[]) =>
  LARGEST[inputs.find(({ dtype }) => isFloating(dtype))?.dtype ?? ""] ?? Infinity;

const countOf = (inputs: readonly HostValue[]) =>
  Math.max(1, ...inputs.map(({ elements }) => elements.length));

/** Whether sums of as many elements as there are may be infinite; or those of finite ones. */
export const sumsOverflow = (inputs: readonly HostValue[], finite = false) =>
  !(Math.max(0, ...inputs.map((it) => most(it, finite))) * countOf(inputs) < limitOf(inputs));

/** Whether sums of products of an element of each input may be infinite; or those of finite ones. */
export const contractionsOverflow = (inputs: readonly HostValue[], finite = false) =>
  !(inputs.reduce((product, it) => product * most(it, finite), countOf(inputs)) < limitOf(inputs));

/** Whether a filter with its dilations is longer than the image along an axis. */
export function isTooLong([image, filter]: readonly HostValue[], { named = {} }: Step): boolean {
  if (image === undefined || filter === undefined) return false;
  const dilations = named["dilations"];
  return image.shape.slice(1, -1).some((size, axis) => {
    const step = Number(
      Array.isArray(dilations) ? dilations.at(axis - image.shape.length + 1) : dilations ?? 1,
    );
    return size < (filter.shape[axis]! - 1) * step + 1;
  });
}

/** Whether products of 16-bit elements may be infinite on the way to their end. */
export const productsOverflow = ([data]: readonly HostValue[]) =>
  data !== undefined && data.dtype.endsWith("16") &&
  !(Array.from(floats(data)).reduce((all, x) => all * Math.max(1, Math.abs(x)), 1) <
    (LARGEST[data.dtype] ?? Infinity));

/** Whether squares of finite elements may be infinite. */
export const squaresOverflow = (inputs: readonly HostValue[]) =>
  some(inputs, (x, largest) => Math.abs(x) < Infinity && Math.abs(x) >= Math.sqrt(largest) / 64);

/** Whether squares of the elements may be infinite, or none. */
export const overflows = (inputs: readonly HostValue[]) =>
  some(inputs, (x, largest) => !(Math.abs(x) < Math.sqrt(largest) / 64));

/** How far elements of a dtype are apart near 1. */
export const STEP: Readonly<Record<string, number>> = { float32: 2 ** -23, float64: 2 ** -52 };

/** Whether floats are beyond the whole numbers without sign that a cast makes of them. */
export function leavesRange(
  inputs: readonly HostValue[],
  { args = [], named = {} }: Step,
): boolean {
  const [, bits] = /^uint(\d+)$/.exec(String(named["dtype"] ?? args[1])) ?? [];
  return bits !== undefined && some(inputs, (x) => !(x > -1 && x < 2 ** Number(bits)));
}

/** Whether a matrix among stacked ones has no full rank, by elimination. */
export function isSingular(input: HostValue): boolean {
  if (input.shape.length < 2) return false;
  const [rows, columns] = input.shape.slice(-2) as [number, number];
  const all = Float64Array.from(floats(input));
  for (let start = 0; start + rows * columns <= all.length; start += rows * columns) {
    if (rank(all.slice(start, start + rows * columns), rows, columns) < Math.min(rows, columns)) {
      return true;
    }
    if (rows * columns === 0) return false;
  }
  return false;
}

function rank(a: Float64Array, rows: number, columns: number): number {
  const largest = a.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  let found = 0;
  for (let column = 0; column < columns && found < rows; column++) {
    let best = found;
    for (let row = found; row < rows; row++) {
      if (Math.abs(a[row * columns + column]!) > Math.abs(a[best * columns + column]!)) best = row;
    }
    const pivot = a[best * columns + column]!;
    if (!(Math.abs(pivot) > 1e-5 * largest)) continue;
    for (let k = 0; k < columns; k++) {
      const kept = a[found * columns + k]!;
      a[found * columns + k] = a[best * columns + k]!;
      a[best * columns + k] = kept;
    }
    for (let row = found + 1; row < rows; row++) {
      const factor = a[row * columns + column]! / pivot;
      for (let k = column; k < columns; k++) {
        a[row * columns + k]! -= factor * a[found * columns + k]!;
      }
    }
    found++;
  }
  return found;
}
