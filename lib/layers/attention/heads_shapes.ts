/**
 * What shapes query, value and key of layers of many heads have to have.
 *
 * @module
 * @internal
 */
import { formatShape } from "../../errors/format.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";

/** Whether two lengths can be the same. */
function agree(a: number | null | undefined, b: number | null | undefined): boolean {
  return a === b || a === null || b === null;
}

/**
 * The shapes of value and key, which is the value's if it is given none.
 *
 * @throws {TypeError} if the three don't fit together.
 */
export function checkShapes(
  label: string,
  query: SymbolicShape,
  value: SymbolicShape | undefined,
  given: SymbolicShape | null | undefined,
): { value: SymbolicShape; key: SymbolicShape } {
  const key = given ?? value;
  const isFitting = value !== undefined && key !== undefined && query.length >= 3 &&
    value.length === query.length && key.length === query.length &&
    agree(query[0], value[0]) && value.slice(0, -1).every((dim, axis) => agree(dim, key[axis]));
  if (isFitting) return { value, key };
  const shapes = [query, ...(value ? [value] : []), ...(given ? [given] : [])];
  throw new TypeError(
    `Cannot call ${label}: expected query, value and key of shapes (batch, queries, features), (batch, keys, features) and (batch, keys, features), received ${
      shapes.map(formatShape).join(", ")
    }`,
  );
}

/**
 * The axes that are attended along, from the front.
 *
 * @throws {RangeError} for axes that are the batch's, the features', or none.
 */
export function checkAxes(
  label: string,
  axes: readonly number[] | null,
  rank: number,
): readonly number[] {
  if (axes === null) return Array.from({ length: rank - 2 }, (_, axis) => axis + 1);
  const made = axes.map((axis) => axis < 0 ? axis + rank : axis);
  const isFitting = made.length > 0 && new Set(made).size === made.length &&
    made.every((axis) => axis >= 1 && axis < rank - 1);
  if (isFitting) return made;
  throw new RangeError(
    `Cannot build ${label}: expected attentionAxes from 1 to ${
      rank - 2
    }, each once, for inputs of ${rank} dimensions, received attentionAxes=${formatShape(axes)}`,
  );
}
