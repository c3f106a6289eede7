/**
 * From what a user has to host arrays, as NumPy's `asarray` does: whole numbers become int64, other
 * numbers float64, a list of tensors of one shape becomes one array with a new first dimension.
 *
 * @module
 */
import { DTYPE_NAMES, DTYPES, isFloating, isInteger, type Storage } from "../arrays/dtypes.ts";
import { NdArray } from "../display/ndarray.ts";
import { Complex, type NdData, type NdDType, type NdElement } from "../display/nd_dtype.ts";
import type { NestedElements } from "../display/nested.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import { isTensor } from "../ops/as_tensor.ts";
import type { TensorLike } from "../tensor/like.ts";
import { VariableCore } from "../tensor/variable_core.ts";

/** Everything that can be saved as an array. */
export type Savable =
  | TensorLike
  | NdArray
  | NdElement
  | Exclude<Storage, readonly string[]>
  | readonly Savable[];

/** Element types that typed arrays tell. */
const TYPED = DTYPE_NAMES.filter((name) =>
  isInteger(name) || (isFloating(name) && name !== "bfloat16")
);

/** Host arrays of typed arrays. */
function fromTyped(where: string, value: ArrayBufferView): NdArray {
  const dtype = TYPED.find((name) => value instanceof DTYPES[name].array);
  if (dtype !== undefined) {
    return new NdArray<NdDType>(value as NdData, [(value as Uint8Array).length], dtype);
  }
  throw new TypeError(
    `${where}: expected a typed array of floats or whole numbers, received ${formatValue(value)}`,
  );
}

/** Whether a list holds arrays somewhere, so that it has to be stacked. */
function holdsArrays(list: readonly unknown[]): boolean {
  return list.some((item) =>
    isTensor(item) || item instanceof VariableCore || item instanceof NdArray ||
    ArrayBuffer.isView(item) ||
    (Array.isArray(item) && holdsArrays(item))
  );
}

/** One array of several of the same shape and type. */
function stack(where: string, arrays: readonly NdArray[]): NdArray {
  const first = arrays[0]!;
  const spell = ({ dtype, shape }: NdArray) => `${dtype} ${formatShape(shape)}`;
  const odd = arrays.findIndex((array) => spell(array) !== spell(first));
  if (odd !== -1) {
    throw new TypeError(
      `${where}: expected arrays of one dtype and shape to make one array of, received ${
        spell(first)
      } at index 0 and ${
        spell(arrays[odd]!)
      } at index ${odd}; save them side by side with np.savez`,
    );
  }
  const shape = [arrays.length, ...first.shape];
  if (first.dtype === "string" || first.dtype === "bytes") {
    const texts = arrays.flatMap(({ data }) => data as readonly string[]);
    return new NdArray(texts, shape, first.dtype);
  }
  const sample = first.data as Float32Array;
  const all = new (sample.constructor as Float32ArrayConstructor)(sample.length * arrays.length);
  arrays.forEach(({ data }, index) => all.set(data as Float32Array, index * sample.length));
  return new NdArray(all, shape, first.dtype as "float32");
}

/** A host array of numbers, truth values or text in nested arrays. */
function fromPlain(where: string, value: NestedElements): NdArray {
  let array: NdArray;
  try {
    array = NdArray.from(value);
  } catch (error) {
    throw new TypeError(`${where}: ${(error as Error).message.replace(/^NdArray.from: /, "")}`);
  }
  if (array.dtype !== "float64" || array.size === 0) return array;
  const whole = (array.data as Float64Array).every((x) => Number.isSafeInteger(x) && !isNegZero(x));
  return whole ? NdArray.from(value, "int64") : array;
}

function isNegZero(x: number): boolean {
  return Object.is(x, -0);
}

/**
 * The host array of a tensor, variable, array, number or text, or of nested lists of these.
 *
 * @throws {TypeError} if the value is none of these, or a list's parts differ in shape or type.
 */
export function toArray(where: string, value: Savable): NdArray {
  if (value instanceof NdArray) return value;
  if (isTensor(value)) return value.numpy();
  if (value instanceof VariableCore) return value.take().numpy();
  if (ArrayBuffer.isView(value)) return fromTyped(where, value);
  if (Array.isArray(value) && holdsArrays(value)) {
    return stack(where, value.map((item) => toArray(where, item as Savable)));
  }
  const plain = ["number", "boolean", "string", "bigint"].includes(typeof value) ||
    value instanceof Complex;
  if (plain || Array.isArray(value)) return fromPlain(where, value as NestedElements);
  throw new TypeError(
    `${where}: expected a tensor, an array, a number, text or nested lists of these, received ${
      formatValue(value)
    }; save several named arrays with np.savez`,
  );
}
