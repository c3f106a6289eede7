/**
 * Window functions by the names of `scipy.signal.windows`, those that need no parameter.
 *
 * @module
 */

/** Value number `i` of a symmetric window of `size >= 2` values. */
type WindowFunction = (i: number, size: number) => number;

/** A sum of cosines over one period. */
function cosines(...weights: number[]): WindowFunction {
  return (i, size) => {
    const x = -Math.PI + 2 * Math.PI * i / (size - 1);
    return weights.reduce((sum, weight, k) => sum + weight * Math.cos(k * x), 0);
  };
}

/** From 0 in the middle of the window to 1 at its ends. */
function outward(i: number, size: number): number {
  return Math.abs(2 * i / (size - 1) - 1);
}

function bohman(i: number, size: number): number {
  if (i === 0 || i === size - 1) return 0;
  const x = outward(i, size);
  return (1 - x) * Math.cos(Math.PI * x) + Math.sin(Math.PI * x) / Math.PI;
}

function parzen(i: number, size: number): number {
  const distance = Math.abs(i - (size - 1) / 2);
  const x = distance / (size / 2);
  return distance > (size - 1) / 4 ? 2 * (1 - x) ** 3 : 1 - 6 * x ** 2 + 6 * x ** 3;
}

function triangle(i: number, size: number): number {
  const step = Math.min(i, size - 1 - i) + 1;
  return size % 2 === 0 ? (2 * step - 1) / size : 2 * step / (size + 1);
}

/** Half of the window is flat, with cosine slopes. */
function tukey(i: number, size: number): number {
  const width = Math.floor((size - 1) / 4);
  const step = Math.min(i, size - 1 - i);
  return step > width ? 1 : 0.5 * (1 + Math.cos(Math.PI * (-1 + 4 * step / (size - 1))));
}

/** Four side lobes of equal level, 30 dB below the main one. */
function taylor(i: number, size: number): number {
  const lobes = 4;
  const a = (Math.acosh(10 ** (30 / 20)) / Math.PI) ** 2;
  const dilation = lobes ** 2 / (a + (lobes - 0.5) ** 2);
  const orders = [1, 2, 3];
  const weights = orders.map((m) => {
    let weight = (m % 2 === 1 ? 1 : -1) / 2;
    for (const n of orders) {
      weight *= 1 - m ** 2 / dilation / (a + (n - 0.5) ** 2);
      if (n !== m) weight /= 1 - m ** 2 / n ** 2;
    }
    return weight;
  });
  const at = (x: number) =>
    1 +
    2 * weights.reduce((sum, weight, k) =>
        sum + weight * Math.cos(2 * Math.PI * (k + 1) * x / size), 0);
  return at(i - size / 2 + 0.5) / at(0);
}

function lanczos(i: number, size: number): number {
  const x = Math.PI * (2 * i / (size - 1) - 1);
  return x === 0 ? 1 : Math.sin(x) / x;
}

const WINDOWS: Readonly<Record<WindowName, WindowFunction>> = {
  barthann: (i, size) => {
    const x = outward(i, size) / 2;
    return 0.62 - 0.48 * x + 0.38 * Math.cos(2 * Math.PI * x);
  },
  bartlett: (i, size) => 1 - outward(i, size),
  blackman: cosines(0.42, 0.5, 0.08),
  blackmanharris: cosines(0.35875, 0.48829, 0.14128, 0.01168),
  bohman,
  boxcar: () => 1,
  cosine: (i, size) => Math.sin(Math.PI / size * (i + 0.5)),
  exponential: (i, size) => Math.exp(-Math.abs(i - (size - 1) / 2)),
  flattop: cosines(0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368),
  hamming: cosines(0.54, 0.46),
  hann: cosines(0.5, 0.5),
  lanczos,
  nuttall: cosines(0.3635819, 0.4891775, 0.1365995, 0.0106411),
  parzen,
  taylor,
  triang: triangle,
  tukey,
};

/** Names of the windows. */
export type WindowName =
  | "barthann"
  | "bartlett"
  | "blackman"
  | "blackmanharris"
  | "bohman"
  | "boxcar"
  | "cosine"
  | "exponential"
  | "flattop"
  | "hamming"
  | "hann"
  | "lanczos"
  | "nuttall"
  | "parzen"
  | "taylor"
  | "triang"
  | "tukey";

/** The names, in alphabetical order. */
export const WINDOW_NAMES: readonly WindowName[] = Object.keys(WINDOWS) as WindowName[];

/** A window: symmetric, or one period of a periodic one. */
export function makeWindow(name: WindowName, size: number, periodic: boolean): Float64Array {
  if (size <= 1) return new Float64Array(size).fill(1);
  const length = periodic ? size + 1 : size;
  return Float64Array.from({ length: size }, (_, i) => WINDOWS[name](i, length));
}
