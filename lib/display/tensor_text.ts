/**
 * TensorFlow's text of tensors and variables, from plain descriptions of them.
 *
 * @module
 */
import { isFloating } from "../arrays/dtypes.ts";
import { formatShape } from "../errors/format.ts";
import { scalarText } from "./array_elements.ts";
import { arrayRepr, arrayStr } from "./array_text.ts";
import { complexText } from "./complex_text.ts";
import { floatText } from "./float_text.ts";
import { type ArraySource, Complex, elementAt } from "./nd_dtype.ts";
import { getTextProfile } from "./profile.ts";

/** What the text of a tensor shows. */
export interface TensorDescription {
  /** TensorFlow 2.0's counter of eager tensors; printed under that profile only. */
  id?: number;
  /** Dimensions; `null` for unknown ones. */
  shape: readonly (number | null)[];
  /** TensorFlow's name of the element type, such as `float32` or `string`. */
  dtype: string;
  /** The values; strings are printed as the bytes that TensorFlow holds. */
  array: ArraySource;
}

/** What the text of a variable shows. */
export interface VariableDescription extends TensorDescription {
  /** Its name, such as `dense/kernel:0`. */
  name: string;
}

/** A single value as Python writes the number that `item()` gives. */
function pythonScalar(array: ArraySource): string {
  const value = elementAt(array, 0);
  if (value instanceof Complex) return complexText(value, 64);
  const { dtype } = array;
  if (typeof value !== "number" || dtype === "bytes" || !isFloating(dtype)) {
    return scalarText(array, true);
  }
  return floatText(value, 64);
}

/** The values as NumPy prints them, on lines of their own if there are several. */
function valuesText(values: ArraySource, repr: boolean): string {
  const array: ArraySource = values.dtype === "string" ? { ...values, dtype: "bytes" } : values;
  if (array.shape.length === 0) {
    // With NumPy 2, TensorFlow prints Python's number in the place of NumPy's own.
    return repr && getTextProfile().numpy === "2" ? pythonScalar(array) : scalarText(array, true);
  }
  const text = repr ? arrayRepr(array) : arrayStr(array);
  return text.includes("\n") ? `\n${text}` : text;
}

/** A tensor's `repr`: `<tf.Tensor: id=2, shape=(2,), dtype=float32, numpy=array([1., ...`. */
export function tensorRepr({ id, shape, dtype, array }: TensorDescription): string {
  const counter = id !== undefined && getTextProfile().tensorflow === "2.0" ? `id=${id}, ` : "";
  return `<tf.Tensor: ${counter}shape=${formatShape(shape)}, dtype=${dtype}, numpy=${
    valuesText(array, true)
  }>`;
}

/** A tensor's `str`: `tf.Tensor([1. 2.], shape=(2,), dtype=float32)`. */
export function tensorStr({ shape, dtype, array }: TensorDescription): string {
  return `tf.Tensor(${valuesText(array, false)}, shape=${formatShape(shape)}, dtype=${dtype})`;
}

/** A variable's `repr` and `str`: `<tf.Variable 'w:0' shape=(2,) dtype=float32, numpy=array(...`. */
export function variableRepr({ name, shape, dtype, array }: VariableDescription): string {
  return `<tf.Variable '${name}' shape=${formatShape(shape)} dtype=${dtype}, numpy=${
    valuesText(array, true)
  }>`;
}
