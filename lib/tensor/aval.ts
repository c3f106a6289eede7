/**
 * Abstract values: what is known of a tensor before it has numbers, its shape and dtype. Equal ones
 * are one object, so that they compare with `===` and a plan's key can spell them as one number.
 *
 * @module
 */
import { type DType, DTYPES } from "../arrays/dtypes.ts";
import { MAX_ELEMENTS } from "../errors/checks.ts";
import { formatShape } from "../errors/format.ts";
import { machineMemory } from "../platform/memory.ts";

/** Dimensions, outermost first; `[]` for a scalar. */
export type Shape = readonly number[];

/** Bytes from which on a tensor is held against the machine's memory. */
const LARGE = 2 ** 30;

/** A shape and a dtype; made by {@linkcode aval} alone. */
export class Aval {
  /** Dense number of this shape and dtype. */
  readonly id: number;
  /** Element type. */
  readonly dtype: DType;
  /** Dimensions, outermost first. */
  readonly shape: Shape;
  /** Number of elements. */
  readonly size: number;

  /** Makes one; {@linkcode aval} finds those there are. */
  constructor(id: number, dtype: DType, shape: Shape) {
    this.id = id;
    this.dtype = dtype;
    this.shape = shape;
    this.size = sizeOf(shape);
  }
}

const known = new Map<string, Aval>();

/** Number of elements of a shape. */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (let axis = 0; axis < shape.length; axis++) size *= shape[axis]!;
  return size;
}

/**
 * The abstract value of a dtype and a shape.
 *
 * @throws {RangeError} for dimensions that are no whole numbers >= 0, or too many elements.
 */
export function aval(dtype: DType, shape: Shape): Aval {
  const key = `${dtype}:${shape}`;
  const it = known.get(key);
  if (it !== undefined) return it;
  for (const dim of shape) {
    if (!Number.isInteger(dim) || dim < 0) {
      throw new RangeError(
        `a tensor: expected dimensions >= 0, received shape ${formatShape(shape)}`,
      );
    }
  }
  if (sizeOf(shape) > MAX_ELEMENTS) {
    throw new RangeError(
      `a tensor: expected at most ${MAX_ELEMENTS} elements, received shape ${
        formatShape(shape)
      } with ${sizeOf(shape)}`,
    );
  }
  const bytes = sizeOf(shape) * DTYPES[dtype].bytes;
  if (bytes > LARGE && bytes > machineMemory()) {
    throw new RangeError(
      `a tensor: expected a result that fits into the machine's ${machineMemory()} bytes, received shape ${
        formatShape(shape)
      } of ${dtype} with ${bytes}`,
    );
  }
  const made = new Aval(known.size, dtype, Object.freeze([...shape]));
  known.set(key, made);
  return made;
}

/** Whether two shapes are equal. */
export function sameShape(a: Shape, b: Shape): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let axis = 0; axis < a.length; axis++) if (a[axis] !== b[axis]) return false;
  return true;
}

/** An abstract value in one short line: `float32 (2, 3)`. */
export function formatAval({ dtype, shape }: Pick<Aval, "dtype" | "shape">): string {
  return `${dtype} ${formatShape(shape)}`;
}
