/**
 * The figures of chapters 3 and 7 of the book, which its own library draws with matplotlib.
 *
 * @module
 */
import * as tf from "kerasaur";

/** A function of two numbers. */
export type Surface = (x1: number, x2: number) => number;

/** Numbers from `start` to before `end` in steps, as NumPy's `arange` counts them. */
export function arange(start: number, end: number, step: number): number[] {
  return Array.from({ length: Math.ceil((end - start) / step) }, (_, i) => start + i * step);
}

/** A curve of a function of x, as the book's `xyplot`. */
export function xyplot(x: tf.charts.ChartValues, y: tf.charts.ChartValues, name: string) {
  return tf.charts.lineChart({ x, y, xLabel: "x", yLabel: `${name}(x)`, width: 500, height: 250 });
}

/** Enough places for a picture. */
const rounded = (x: number): number => Math.round(x * 1e4) / 1e4;

/**
 * Points of the lines on which a function has a value, by marching squares: each cell of the grid gives
 * a piece where the value lies between its corners, and a gap (NaN) after it.
 */
export function contour(
  f: Surface,
  level: number,
  x1: readonly number[],
  x2: readonly number[],
): { x: number[]; y: number[] } {
  const line: { x: number[]; y: number[] } = { x: [], y: [] };
  for (let i = 0; i + 1 < x1.length; i++) {
    for (let j = 0; j + 1 < x2.length; j++) {
      const corners: [number, number][] = [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]]
        .map(([a, b]) => [x1[a!]!, x2[b!]!]);
      const crossings = corners.flatMap((from, k) => {
        const to = corners[(k + 1) % 4]!;
        const [low, high] = [f(...from) - level, f(...to) - level];
        if (low < 0 === high < 0) return [];
        const share = low / (low - high);
        return [[0, 1].map((axis) => rounded(from[axis]! + share * (to[axis]! - from[axis]!)))];
      });
      if (crossings.length < 2) continue;
      line.x.push(...crossings.map(([x]) => x!), NaN);
      line.y.push(...crossings.map(([, y]) => y!), NaN);
    }
  }
  return line;
}

/** The way of a descent over a curve. */
export function showTrace(results: readonly number[], f: (x: number) => number) {
  const n = Math.max(Math.abs(Math.min(...results)), Math.abs(Math.max(...results)), 10);
  const line = arange(-n, n, 0.1);
  return tf.charts.lineChart({
    x: { f: line, descent: results },
    y: { f: line.map(f), descent: results.map(f) },
    xLabel: "x",
    yLabel: "f(x)",
  });
}

/** The way of a descent over the lines of equal height of a surface. */
export function showTrace2d(f: Surface, results: readonly (readonly [number, number])[]) {
  const [x1, x2] = [arange(-5.5, 1, 0.1), arange(-3, 1, 0.1)];
  const heights = x1.flatMap((a) => x2.map((b) => f(a, b)));
  const top = Math.max(...heights);
  const levels = [1, 2, 3, 4, 5].map((i) => top * i / 6);
  const lines = levels.map((level) => contour(f, level, x1, x2));
  const names = levels.map((level) => `height ${level.toPrecision(3)}`);
  const of = (axis: "x" | "y") => Object.fromEntries(lines.map((it, i) => [names[i]!, it[axis]]));
  return tf.charts.lineChart({
    x: { descent: results.map(([a]) => a), ...of("x") },
    y: { descent: results.map(([, b]) => b), ...of("y") },
    xLabel: "x1",
    yLabel: "x2",
  });
}

/** Where a camera to the side and above sees a point of space. */
function seen(x: number, y: number, z: number): [number, number] {
  const [turn, tilt] = [-Math.PI / 3, Math.PI / 6];
  const right = x * Math.cos(turn) - y * Math.sin(turn);
  const away = x * Math.sin(turn) + y * Math.cos(turn);
  return [right, z * Math.cos(tilt) + away * Math.sin(tilt)];
}

/** Lines on a surface over a square, along both axes, and one point on it, as a camera sees them. */
export function wireframe(f: Surface, places: readonly number[], name: string) {
  const along = (at: (a: number, b: number) => [number, number]) =>
    places.flatMap((a) => [...places.map((b) => at(a, b)), [NaN, NaN]]);
  const lines = [
    ...along((x, y) => seen(x, y, f(x, y))),
    ...along((y, x) => seen(x, y, f(x, y))),
  ];
  const [point] = [seen(0, 0, f(0, 0))];
  return tf.charts.lineChart({
    x: { surface: lines.map(([x]) => x!), [name]: [point[0]] },
    y: { surface: lines.map(([, y]) => y!), [name]: [point[1]] },
    width: 420,
    height: 320,
  });
}
