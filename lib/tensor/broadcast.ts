/**
 * Broadcasting of shapes, as NumPy's.
 *
 * @module
 */
import { formatShape } from "../errors/format.ts";
import type { Shape } from "./aval.ts";

/**
 * The shape that two shapes broadcast to.
 *
 * @throws {TypeError} if they do not, naming `where`.
 */
export function broadcastShapes(where: string, a: Shape, b: Shape): Shape {
  if (a === b) return a;
  const rank = Math.max(a.length, b.length);
  const result = new Array<number>(rank);
  for (let i = 0; i < rank; i++) {
    const left = a[a.length - rank + i] ?? 1;
    const right = b[b.length - rank + i] ?? 1;
    if (left !== right && left !== 1 && right !== 1) {
      throw new TypeError(
        `tf.${where}: expected shapes that broadcast, received ${formatShape(a)} and ${
          formatShape(b)
        }: dimension ${left} meets ${right}`,
      );
    }
    result[i] = left === 1 ? right : left;
  }
  return result;
}

/** The axes of `wide` over which a gradient is summed to have the shape of an input `narrow`. */
export function broadcastAxes(wide: Shape, narrow: Shape): number[] {
  const lead = wide.length - narrow.length;
  const axes: number[] = [];
  for (let axis = 0; axis < wide.length; axis++) {
    if (axis < lead || (narrow[axis - lead] === 1 && wide[axis] !== 1)) axes.push(axis);
  }
  return axes;
}
