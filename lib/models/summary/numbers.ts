/**
 * Numbers as Python's format strings print them.
 *
 * @module
 */

/** Bytes of an element, by element type, where it is not in the name. */
const BITS: Readonly<Record<string, number>> = { bool: 8 };

/** Bits of an element of this type: those in its name, as in `"float32"`. */
function bitsOf(dtype: string): number {
  const bits = BITS[dtype] ?? Number(/\d+$/.exec(dtype)?.[0]);
  if (!(bits > 0)) {
    throw new TypeError(
      `sumWeights: expected element types of a known size, received "${dtype}"; leave such weights out`,
    );
  }
  return bits;
}

/** How many numbers weights of these shapes and types hold, and in how many bytes. */
export function sumWeights(
  weights: Iterable<{ readonly shape: readonly number[]; readonly dtype: string }>,
): { count: number; bytes: number } {
  let [count, bits] = [0, 0];
  for (const { shape, dtype } of weights) {
    const size = shape.reduce((product, dim) => product * dim, 1);
    count += size;
    bits += size * bitsOf(dtype);
  }
  return { count, bytes: bits / 8 };
}

/** Python's `f"{value:,}"` of a whole number: 1,234,567. */
export function withCommas(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Python's `round`: halves go to the even number. */
export function roundHalfEven(value: number): number {
  const low = Math.floor(value);
  const rest = value - low;
  if (rest !== 0.5) return rest < 0.5 ? low : low + 1;
  return low % 2 === 0 ? low : low + 1;
}

/** Python's `f"{value:.2f}"`: of the digits of the number itself, halves to the even digit. */
function withTwoDecimals(value: number): string {
  // Only odd eighths lie exactly between two texts; `toFixed` is exact but takes the larger.
  const tie = Math.abs((value * 8) % 2) === 1;
  return tie ? (roundHalfEven(value * 100) / 100).toFixed(2) : value.toFixed(2);
}

/** A size in memory, in the largest unit below which it is not less than one. */
export function memorySize(bytes: number, unit: "B" | "Byte"): string {
  const units = [unit, "KB", "MB", "GB", "TB", "PB"];
  let size = bytes;
  let i = 0;
  while (size >= 1024 && i < units.length - 1) {
    size /= 1024;
    i++;
  }
  // Keras divides once more before it runs out of units.
  if (size >= 1024) size /= 1024;
  return `${withTwoDecimals(size)} ${units[i]}`;
}
