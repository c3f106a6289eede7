/**
 * A host array: typed values and a shape that print as NumPy prints them. What `tensor.numpy()`
 * and `layer.getWeights()` give.
 *
 * @module
 */
import { beginAtCaller, fromCaller } from "../errors/caller.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import { checkInteger, checkOneOf, checkShape } from "../errors/checks.ts";
import { arrayHtml } from "./array_html.ts";
import { arrayRepr, arrayStr } from "./array_text.ts";
import { displayable } from "./inspect.ts";
import { plainElements } from "./plain_elements.ts";
import {
  Complex,
  elementAt,
  isStorage,
  makeStorage,
  ND_DTYPES,
  type NdDataOf,
  type NdDType,
  type NdElement,
  storageName,
  unitsOf,
} from "./nd_dtype.ts";
import { flattenNested, type NestedElements } from "./nested.ts";
import { typeNameSymbol } from "./protocol.ts";

export type { NdData, NdDataOf, NdDType, NdElement } from "./nd_dtype.ts";
export { Complex } from "./nd_dtype.ts";
export type { StorageOf } from "../arrays/dtypes.ts";
export type { NestedElements } from "./nested.ts";

/**
 * An n-dimensional array in ordinary memory. It does not copy the data it is given.
 *
 * @example
 * ```ts
 * import { NdArray } from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const a = new NdArray(new Float32Array([1, 2.5, 3, 4]), [2, 2], "float32");
 * assertEquals(String(a), "[[1.  2.5]\n [3.  4. ]]");
 * assertEquals(a.item(1, 0), 3);
 * ```
 */
export class NdArray<D extends NdDType = NdDType> {
  /** Elements in row-major order. */
  readonly data: NdDataOf[D];
  /** Dimensions, outermost first; `[]` for a single element. */
  readonly shape: readonly number[];
  /** Element type. */
  readonly dtype: D;

  /**
   * An array of the given elements.
   *
   * @param data Elements in row-major order, in the storage of `dtype` (`Float32Array` for
   * `"float32"`, bit patterns in a `Uint16Array` for `"bfloat16"`, real and imaginary parts by turns
   * in a `Float32Array` for `"complex64"`, an array of strings for `"string"`).
   * @param shape Dimensions >= 0 whose product is the number of elements.
   * @param dtype Element type.
   * @throws {TypeError} If `data` is not the storage of `dtype`, or `shape` is not an array.
   * @throws {RangeError} If the number of elements does not fit the shape.
   */
  constructor(data: NdDataOf[D], shape: readonly number[], dtype: D) {
    this.shape = fromCaller(new.target, () => checkedShape(data, shape, dtype));
    this.data = data;
    this.dtype = dtype;
  }

  /** Number of elements. */
  get size(): number {
    return this.shape.reduce((product, dim) => product * dim, 1);
  }

  /** Number of dimensions. */
  get ndim(): number {
    return this.shape.length;
  }

  /** What `type()` calls it. */
  get [typeNameSymbol](): string {
    return "numpy.ndarray";
  }

  /**
   * One element: of an array of size 1, by its position in row-major order, or by one index for
   * each dimension. Negative indices count from the end.
   *
   * @throws {TypeError} If the number of indices is none of these.
   * @throws {RangeError} If an index is out of bounds.
   */
  item(...index: number[]): NdElement {
    if (index.length === 0 && this.size === 1) return elementAt(this, 0);
    const flat = index.length === 1 && this.ndim !== 1;
    const dims = flat ? [this.size] : this.shape;
    if (index.length !== dims.length || index.length === 0) {
      throw new TypeError(
        `NdArray.item: expected ${dims.length || "no"} ${
          dims.length === 1 ? "index" : "indices"
        } for shape ${formatShape(this.shape)}, received index=${formatValue(index)}`,
      );
    }
    const position = dims.reduce((offset, dim, axis) => {
      const i = checkInteger("NdArray.item", `index[${axis}]`, index[axis], {
        min: -dim,
        max: dim - 1,
      });
      return offset * dim + (i < 0 ? i + dim : i);
    }, 0);
    return elementAt(this, position);
  }

  /** The elements as arrays in arrays; the element itself when there are no dimensions. */
  toArray(): NestedElements {
    let position = 0;
    const nest = (axis: number): NestedElements =>
      axis === this.ndim
        ? elementAt(this, position++)
        : Array.from({ length: this.shape[axis]! }, () => nest(axis + 1));
    return nest(0);
  }

  /** What `JSON.stringify` writes: the elements, nested; whole numbers of 64 bits where they fit. */
  toJSON(): unknown {
    return plainElements(this.toArray());
  }

  /** Whether the other array has the same dtype, shape and elements; `NaN` equals `NaN`. */
  equals(other: unknown): boolean {
    if (!(other instanceof NdArray) || this.dtype !== other.dtype) return false;
    if (formatShape(this.shape) !== formatShape(other.shape)) return false;
    const size = this.size;
    for (let i = 0; i < size; i++) {
      const [a, b] = [elementAt(this, i), elementAt(other, i)];
      const equal = a instanceof Complex ? a.equals(b) : a === b;
      if (!equal && !(Number.isNaN(a) && Number.isNaN(b))) return false;
    }
    return true;
  }

  /** The rows: elements of a vector, arrays of one dimension less otherwise. */
  *[Symbol.iterator](): Generator<NdElement | NdArray<D>> {
    const [rows, ...shape] = this.shape;
    if (rows === undefined) {
      throw new TypeError("NdArray: expected at least one dimension to iterate over, received ()");
    }
    const step = shape.reduce((product, dim) => product * dim, unitsOf(this.dtype));
    for (let row = 0; row < rows; row++) {
      const part = this.data.slice(row * step, (row + 1) * step) as NdDataOf[D];
      yield shape.length === 0 ? elementAt(this, row) : new NdArray(part, shape, this.dtype);
    }
  }

  /** The number in an array of one element, text otherwise, so that `a + 1` and `${a}` work. */
  [Symbol.toPrimitive](hint: string): string | number | bigint {
    if (hint === "string" || (hint === "default" && this.size !== 1)) return this.toString();
    if (this.size !== 1) {
      throw new TypeError(
        `NdArray: expected one element to convert to a number, received shape ${
          formatShape(this.shape)
        }; read one with item()`,
      );
    }
    const value = elementAt(this, 0);
    if (value instanceof Complex) {
      throw new TypeError(
        "NdArray: expected a real number to convert, received dtype complex64; " +
          "read its parts with item().re and item().im",
      );
    }
    return typeof value === "boolean" ? Number(value) : value;
  }

  /** NumPy's `str`: `[[1.  2.5]\n [3.  4. ]]`. */
  toString(): string {
    return arrayStr(this);
  }

  /** NumPy's `repr`: `array([[1. , 2.5],\n       [3. , 4. ]], dtype=float32)`. */
  get repr(): string {
    return arrayRepr(this);
  }

  /**
   * An array from numbers, booleans, strings, bigints or complex numbers in nested arrays of equal lengths.
   *
   * @param values The elements.
   * @param dtype Element type; by default float64 for numbers (int32 is never guessed), bool,
   * string or int64 after the first element; complex64 if one is complex.
   * @throws {TypeError} If the nesting is uneven or kinds of elements are mixed.
   * @throws {RangeError} If an element does not fit int8, int16, uint16, uint32 or uint64.
   */
  static from<D extends NdDType = NdDType>(values: NestedElements, dtype?: D): NdArray<D> {
    const { elements, shape, guess } = flattenNested(values);
    const type = dtype ?? (guess as D);
    return new NdArray<D>(makeStorage(type, elements) as NdDataOf[D], shape, type);
  }
}

/** The shape, if the elements fit it. */
function checkedShape(data: unknown, given: readonly number[], dtype: NdDType): readonly number[] {
  checkOneOf("NdArray", "dtype", dtype, ND_DTYPES);
  const shape = Object.freeze(checkShape("NdArray", given));
  if (!isStorage(data, dtype)) {
    throw new TypeError(
      `NdArray: expected data to be a ${storageName(dtype)} for dtype ${dtype}, received data=${
        formatValue(data)
      }`,
    );
  }
  const units = unitsOf(dtype);
  const size = shape.reduce((product, dim) => product * dim, 1);
  if (data.length !== size * units) {
    const expected = units === 1 ? `${size} elements` : `${units * size} parts`;
    throw new RangeError(
      `NdArray: expected ${expected} for shape ${
        formatShape(shape)
      }, received data.length=${data.length}`,
    );
  }
  return shape;
}

displayable(NdArray.prototype, {
  repr: (array) => array.repr,
  str: (array) => array.toString(),
  html: (array) => arrayHtml(array),
});

beginAtCaller(NdArray.prototype, ["item"]);
