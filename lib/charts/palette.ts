/**
 * Colours that people who see colours differently tell apart: those of Okabe and Ito without the
 * yellow, which is too light on white. What has more parts than colours differs in shape as well.
 *
 * @module
 */

/** Colours of series and classes. */
export const COLORS = [
  "#0072b2",
  "#d55e00",
  "#009e73",
  "#cc79a7",
  "#e69f00",
  "#56b4e9",
  "#000000",
] as const;

/** Dashes of lines, in pixels. */
export const DASHES: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [8, 3, 2, 3]];

/** Shapes of points, as Vega calls them. */
export const SHAPES = ["circle", "square", "triangle-up", "diamond"] as const;

/** How many series or classes a chart can have. */
export const MOST_PARTS = COLORS.length * DASHES.length;

/** The colour of a part. */
export function colorOf(index: number): string {
  return COLORS[index % COLORS.length]!;
}

/** The dashes of a part's line. */
export function dashOf(index: number): readonly number[] {
  return DASHES[Math.floor(index / COLORS.length)]!;
}

/** The shape of a part's points: 4 and 7 have no divisor in common, so no pair comes twice. */
export function shapeOf(index: number): typeof SHAPES[number] {
  return SHAPES[index % SHAPES.length]!;
}

/** Ends of the colours of numbers: for none, and for the most. */
const [LOW, HIGH] = [[247, 251, 255], [8, 48, 107]] as const;

/** Stops between them, so that the middle is a clear blue. */
const STOPS = [LOW, [198, 219, 239], [107, 174, 214], [33, 113, 181], HIGH] as const;

/** All stops as Vega takes them. */
export const BLUES: readonly string[] = STOPS.map(hex);

function hex(parts: readonly number[]): string {
  return `#${parts.map((it) => Math.round(it).toString(16).padStart(2, "0")).join("")}`;
}

/** The colour of a share between 0 and 1, from nearly white to dark blue. */
export function blueOf(share: number): string {
  const place = share * (STOPS.length - 1);
  const i = Math.min(Math.floor(place), STOPS.length - 2);
  return hex(STOPS[i]!.map((from, part) => from + (STOPS[i + 1]![part]! - from) * (place - i)));
}

/** Whether white letters can be read better than dark ones on the colour of a share. */
export function isDark(share: number): boolean {
  return share > 0.55;
}
