/**
 * Boxes as the book draws them over its photograph. The photograph is not in this repository; the boxes
 * are drawn on a canvas of its size, with the origin at the top.
 *
 * @module
 */
import * as tf from "kerasaur";

/** A box by its corners, in pixels. */
export type Box = readonly [xmin: number, ymin: number, xmax: number, ymax: number];

/** Boxes with their names, on an image of a size; without names all are one curve with gaps. */
export function showBboxes(
  boxes: readonly Box[],
  labels: readonly string[],
  [width, height]: readonly [number, number],
): tf.charts.Chart {
  const x = boxes.map(([left, , right]) => [left, right, right, left, left]);
  const y = boxes.map(([, top, , bottom]) => [top, top, bottom, bottom, top].map((it) => -it));
  const frame = { x: [0, width, width, 0, 0], y: [0, 0, -height, -height, 0] };
  const of = (lists: readonly number[][]): Record<string, number[]> =>
    labels.length === 0
      ? { boxes: lists.flatMap((it) => [...it, NaN]) }
      : Object.fromEntries(lists.map((it, i) => [`${i}: ${labels[i] ?? "box"}`, it]));
  return tf.charts.lineChart({
    x: { image: frame.x, ...of(x) },
    y: { image: frame.y, ...of(y) },
    width: 340,
    height: Math.round(340 * height / width),
  });
}
