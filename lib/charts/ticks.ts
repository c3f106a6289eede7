/**
 * Where the marks of an axis stand, and what is written at them.
 *
 * @module
 */

/** A mark of an axis. */
export interface Tick {
  /** Where it stands. */
  readonly value: number;
  /** What is written there; empty for a line alone. */
  readonly text: string;
}

/** A number as it stands at an axis of a given step: `0.05`, `1500`, `2e-7`. */
function numberText(value: number, step: number): string {
  if (value === 0) return "0";
  const most = Math.max(Math.abs(value), step);
  const exponent = Math.floor(Math.log10(step) + 1e-9);
  if (most >= 1e6 || most < 1e-3) {
    const digits = Math.max(0, Math.floor(Math.log10(Math.abs(value)) + 1e-9) - exponent);
    return value.toExponential(Math.min(digits, 12)).replace("e+", "e").replace(/\.?0+e/, "e");
  }
  return value.toFixed(Math.min(Math.max(0, -exponent), 12));
}

/** The step of 1, 2 or 5 times a power of ten by which about `count` marks fit between two ends. */
function niceStep(low: number, high: number, count: number): number {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const size = rough / power;
  // From one to the next at their geometric means.
  const factor = size < Math.SQRT2 ? 1 : size < 10 ** 0.5 ? 2 : size < 50 ** 0.5 ? 5 : 10;
  return factor * power;
}

/**
 * Marks at multiples of a step.
 *
 * @param whole Whether only whole numbers are marked.
 */
export function linearTicks(low: number, high: number, count: number, whole = false): Tick[] {
  // Two marks at least lie between the ends if there is place for three steps.
  const nice = niceStep(low, high, Math.max(count, 4));
  const step = whole ? Math.max(1, nice) : nice;
  const [first, last] = [Math.ceil(low / step - 1e-9), Math.floor(high / step + 1e-9)];
  const inverse = step < 1 ? Math.round(1 / step) : 0;
  return Array.from({ length: last - first + 1 }, (_, i) => {
    // A quotient of whole numbers is the nearest to the mark; a product is not.
    const value = inverse > 0 && inverse < 1e15 ? (first + i) / inverse : (first + i) * step;
    return { value, text: numberText(value, step) };
  });
}

/** A power of ten: `0.01`, `100`, `1e-7`. */
function powerText(exponent: number): string {
  return exponent >= -3 && exponent <= 4 ? String(Number(`1e${exponent}`)) : `1e${exponent}`;
}

/**
 * Marks at powers of ten; at 2 and 5 times them, too, where fewer than three powers lie between the
 * ends, and at multiples of a step where nothing of that lies between them.
 */
export function logTicks(low: number, high: number, count: number): Tick[] {
  const [first, last] = [Math.log10(low), Math.log10(high)];
  const skip = Math.max(1, Math.ceil((last - first) / count));
  const ticks: Tick[] = [];
  for (let exponent = Math.floor(first); exponent <= Math.ceil(last); exponent++) {
    if (exponent % skip !== 0) continue;
    for (const factor of last - first < 2.5 ? [1, 2, 5] : [1]) {
      const value = Number(`${factor}e${exponent}`);
      if (value < low * (1 - 1e-9) || value > high * (1 + 1e-9)) continue;
      const text = factor === 1 || exponent < -3 || exponent > 4
        ? powerText(exponent).replace("1e", `${factor}e`)
        : String(value);
      ticks.push({ value, text });
    }
  }
  return ticks.length >= 2 ? ticks : linearTicks(low, high, count);
}
