/**
 * Elements in nested arrays, as they are written in code.
 *
 * @module
 */
import { formatShape } from "../errors/format.ts";
import { Complex, type NdDType, type NdElement } from "./nd_dtype.ts";

/** Elements as arrays in arrays, one level for each dimension; the element itself for none. */
export type NestedElements = NdElement | NestedElements[];

/** Elements in row-major order. */
export interface FlatElements {
  /** The elements. */
  elements: NdElement[];
  /** Dimensions, outermost first. */
  shape: number[];
  /** The element type that NumPy or a reader would expect: float64 for any numbers. */
  guess: NdDType;
}

/** The element type for each JavaScript kind. */
const GUESSES: Readonly<Record<string, NdDType>> = {
  number: "float64",
  bigint: "int64",
  boolean: "bool",
  string: "string",
};

/**
 * The elements of nested arrays.
 *
 * @throws {TypeError} If arrays of one level differ in length, or elements in kind.
 */
export function flattenNested(values: NestedElements): FlatElements {
  const shape: number[] = [];
  for (let level = values; Array.isArray(level); level = level[0]!) shape.push(level.length);
  const elements: NdElement[] = [];
  const walk = (level: NestedElements, axis: number): void => {
    const isArray = Array.isArray(level);
    if (isArray !== axis < shape.length || (isArray && level.length !== shape[axis])) {
      throw new TypeError(
        `NdArray.from: expected nested arrays of equal lengths, received values that do not fit shape ${
          formatShape(shape)
        }`,
      );
    }
    if (isArray) level.forEach((inner) => walk(inner, axis + 1));
    else elements.push(level);
  };
  walk(values, 0);
  if (elements.some((element) => element instanceof Complex)) {
    // Numbers beside complex ones are complex, too.
    if (elements.every((element) => element instanceof Complex || typeof element === "number")) {
      return { elements, shape, guess: "complex64" };
    }
  }
  const kinds = new Set(elements.map((x) => x instanceof Complex ? "complex" : typeof x));
  const [kind = "number"] = kinds;
  const guess = GUESSES[kind];
  if (kinds.size > 1 || guess === undefined) {
    throw new TypeError(
      `NdArray.from: expected elements of one kind (${Object.keys(GUESSES).join(", ")}), received ${
        [...kinds].join(" and ")
      }`,
    );
  }
  return { elements, shape, guess };
}
