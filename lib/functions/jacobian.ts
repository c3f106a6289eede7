/**
 * Jacobians: the gradients of each element of a target.
 *
 * @module
 */
import { newStorage, writeElement } from "../arrays/dtypes.ts";
import { formatShape } from "../errors/format.ts";
import { fill } from "../primitives/array/fill.ts";
import { reshape } from "../primitives/array/reshape.ts";
import { stack } from "../primitives/array/stack.ts";
import { aval } from "../tensor/aval.ts";
import { leaf, type Tensor } from "../tensor/tensor.ts";
import type { Source, Tape } from "./tape.ts";

/** A tensor of zeros in the shape of another one, with ones at some places. */
function ones({ aval: type }: Tensor, places: Iterable<number>): Tensor {
  const host = newStorage(type.dtype, type.size);
  for (const place of places) writeElement(type.dtype, host, place, 1);
  return leaf(host, type);
}

/** The Jacobians of a target, by source; `undefined` where it does not depend on one. */
export function jacobians(
  tape: Tape,
  target: Tensor,
  sources: readonly Source[],
): (Tensor | undefined)[] {
  const rows = Array.from(
    { length: target.size },
    (_, i) => tape.gradients([[target, ones(target, [i])]], sources),
  );
  return sources.map((source, s) =>
    assemble(rows.map((row) => row[s]), source.aval, 0, [...target.shape, ...source.aval.shape])
  );
}

/**
 * The Jacobians of the rows of a target with respect to the rows of a source. Each row is taken to
 * depend on the source's row of the same number only, so that one gradient serves all of them.
 *
 * @throws {TypeError} if the two have not equally many rows.
 */
export function batchJacobian(
  where: string,
  tape: Tape,
  target: Tensor,
  source: Source,
): Tensor | undefined {
  const { shape } = source.aval;
  const [rows] = target.shape;
  if (rows === undefined || rows !== shape[0]) {
    throw new TypeError(
      `${where}: expected target and source with equally many rows, received shapes ${
        formatShape(target.shape)
      } and ${formatShape(shape)}`,
    );
  }
  const columns = target.shape.slice(1).reduce((product, dim) => product * dim, 1);
  const parts = Array.from({ length: columns }, (_, column) => {
    const places = Array.from({ length: rows }, (_, row) => row * columns + column);
    return tape.gradients([[target, ones(target, places)]], [source])[0];
  });
  return assemble(parts, source.aval, 1, [...target.shape, ...shape.slice(1)]);
}

/** Gradients side by side along an axis, in the shape they have together. */
function assemble(
  parts: readonly (Tensor | undefined)[],
  type: Tensor["aval"],
  axis: number,
  shape: readonly number[],
): Tensor | undefined {
  if (parts.length > 0 && parts.every((it) => it === undefined)) return undefined;
  if (parts.length === 0) return fill(0, aval(type.dtype, shape));
  const all = parts.map((it) => it ?? fill(0, type));
  return reshape(stack(all, axis), shape);
}
