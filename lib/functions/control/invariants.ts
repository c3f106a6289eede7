/**
 * Shapes that hold in all rounds of a loop.
 *
 * @module
 */
import { formatShape, formatValue } from "../../errors/format.ts";
import { isOptions } from "../../ops/bind.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Structure } from "../nest.ts";

/** Dimensions, `null` for any; `null` for any shape. */
export type Invariant = readonly (number | null)[] | null;

/** Shapes in the structure of the loop's variables, or what has a shape. */
export type ShapeInvariants =
  | Invariant
  | { readonly shape: Invariant }
  | readonly ShapeInvariants[]
  | { readonly [name: string]: ShapeInvariants };

/** Whether a shape is among those that an invariant allows. */
export function isWithin(shape: readonly number[], invariant: Invariant): boolean {
  return invariant === null || (shape.length === invariant.length &&
    shape.every((dim, axis) => invariant[axis] === null || invariant[axis] === dim));
}

/** The shape each variable keeps; that of its first value where nothing is said. */
export function checkInvariants(
  where: string,
  structure: Structure,
  values: readonly Tensor[],
  given: unknown,
): Invariant[] {
  const invariants = values.map(({ shape }): Invariant => shape);
  if (given === null || given === undefined) return invariants;
  const visit = (it: Structure, own: unknown): void => {
    if (own === undefined) return;
    if (it.kind === "leaf") invariants[it.index] = invariantOf(where, own);
    if (it.kind === "list") {
      const fits = Array.isArray(own) && own.length === it.items.length;
      if (!fits) throw unlike(where, own);
      it.items.forEach((item, i) => visit(item, (own as unknown[])[i]));
    }
    if (it.kind === "record") {
      if (!isOptions(own)) throw unlike(where, own);
      it.entries.forEach(([key, item]) => visit(item, own[key]));
    }
  };
  visit(structure, given);
  values.forEach(({ shape }, i) => {
    const invariant = invariants[i]!;
    if (isWithin(shape, invariant)) return;
    throw new TypeError(
      `${where}: expected the first value of loop variable ${i} to have a shape within its invariant ${
        formatShape(invariant!)
      }, received shape ${formatShape(shape)}`,
    );
  });
  return invariants;
}

function invariantOf(where: string, given: unknown): Invariant {
  if (given === null) return null;
  const shape = Array.isArray(given) ? given : (given as { shape?: unknown }).shape;
  if (shape === null) return null;
  const isShape = Array.isArray(shape) &&
    shape.every((dim) => dim === null || (Number.isInteger(dim) && dim >= 0));
  if (isShape) return shape;
  throw new TypeError(
    `${where}: expected shapeInvariants to hold shapes, arrays of numbers and null, received ${
      formatValue(given)
    }`,
  );
}

function unlike(where: string, given: unknown): TypeError {
  return new TypeError(
    `${where}: expected shapeInvariants in the structure of loopVars, received shapeInvariants=${
      formatValue(given)
    }`,
  );
}
