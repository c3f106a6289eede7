/**
 * Axes of a layer's inputs, which are counted from the end if they are negative.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";

/**
 * Axes counted from the front, in order.
 *
 * @throws {TypeError} for an axis that the inputs do not have, or one that is named twice.
 */
export function axesFor(
  label: string,
  axes: readonly number[],
  shape: SymbolicShape,
): number[] {
  const all = axes.map((axis) => axis + (axis < 0 ? shape.length : 0));
  const missing = axes.find((_, i) => all[i]! < 0 || all[i]! >= shape.length);
  if (missing === undefined && new Set(all).size === all.length) return all.sort((a, b) => a - b);
  const expected = missing === undefined ? "axes that differ" : `inputs with an axis ${missing}`;
  throw new TypeError(
    `Cannot call ${label}: expected ${expected}, received ${
      missing === undefined ? `axes ${axes.join(", ")} of ` : ""
    }shape ${formatShape(shape)}`,
  );
}
