/**
 * Shapes of nested inputs and outputs: one, a list of them, or several by name.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";

/** The shape of a tensor, or those of nested tensors. */
export type NestedShape =
  | SymbolicShape
  | readonly NestedShape[]
  | { readonly [name: string]: NestedShape };

/** Whether it is the shape of one tensor. An empty list is: that of a scalar. */
export function isShape(shape: unknown): shape is SymbolicShape {
  return Array.isArray(shape) &&
    shape.every((dim) => dim === null || dim === undefined || typeof dim === "number");
}

/** What `map` gives for each shape, nested as they are. */
export function mapShapes<T>(shape: NestedShape, map: (shape: SymbolicShape) => T): unknown {
  if (isShape(shape)) return map(shape);
  if (Array.isArray(shape)) return shape.map((it: NestedShape) => mapShapes(it, map));
  const entries = Object.entries(shape as Readonly<Record<string, NestedShape>>);
  return Object.fromEntries(entries.map(([name, it]) => [name, mapShapes(it, map)]));
}

/** All shapes in a nested one, in order. */
export function flatShapes(shape: NestedShape): SymbolicShape[] {
  const all: SymbolicShape[] = [];
  mapShapes(shape, (it) => void all.push(it));
  return all;
}

/** A nested shape in one short text. */
export function formatShapes(shape: NestedShape): string {
  if (isShape(shape)) return formatShape(shape);
  if (Array.isArray(shape)) return `[${shape.map(formatShapes).join(", ")}]`;
  return `{${
    Object.entries(shape).map(([name, it]) => `${name}: ${formatShapes(it as NestedShape)}`).join(
      ", ",
    )
  }}`;
}

/** The one shape a layer takes; throws where it is given several. */
export function oneShape(label: string, shape: NestedShape): SymbolicShape {
  if (isShape(shape)) return shape;
  throw new TypeError(
    `Cannot build ${label}: expected the shape of one tensor, received ${formatShapes(shape)}`,
  );
}

/** The list of shapes that a layer of several inputs takes. */
export function shapeList(label: string, shape: NestedShape): readonly SymbolicShape[] {
  const isList = Array.isArray(shape) && !isShape(shape);
  const list = shape as readonly NestedShape[];
  if (isList && list.every(isShape)) return list;
  throw new TypeError(
    `Cannot call ${label}: expected a list of tensors, received ${formatShapes(shape)}`,
  );
}

/**
 * A dimension that weights depend on.
 *
 * @throws {TypeError} if there is no such axis, or its length is not known.
 */
export function knownDim(label: string, shape: NestedShape, axis: number, what: string): number {
  const one = oneShape(label, shape);
  const dim = one.at(axis);
  if (typeof dim === "number") return dim;
  throw new TypeError(
    `Cannot build ${label}: expected ${what} (axis ${axis}) to be known, received shape ${
      formatShape(one)
    }`,
  );
}

/** The product of dimensions; `null` if one is not known. */
export function productOf(dims: SymbolicShape): number | null {
  let product: number | null = 1;
  for (const dim of dims) product = product === null || dim === null ? null : product * dim;
  return product;
}
