/**
 * Reading tensors: values for host code, and Python's texts for the console, template strings and
 * notebooks.
 *
 * @module
 */
import { type Complex, copyStorage, type Storage } from "../arrays/dtypes.ts";
import { arrayHtml } from "../display/array_html.ts";
import type { Display } from "../display/inspect.ts";
import { NdArray, type NdData, type NdDType, type NdElement } from "../display/ndarray.ts";
import type { NestedElements } from "../display/nested.ts";
import { tensorRepr, tensorStr, variableRepr } from "../display/tensor_text.ts";
import { numberOf } from "../display/plain_elements.ts";
import { formatShape } from "../errors/format.ts";
import { read } from "../tensor/graph.ts";
import { state } from "../tensor/state.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { VariableCore } from "../tensor/variable_core.ts";

/** What has the methods: a tensor, or a variable, which counts as its value. */
export type Holder = Tensor | VariableCore;

/** The value of a variable as an operation takes it; a tensor itself. */
export function tensorOf(holder: Holder): Tensor {
  return holder instanceof VariableCore ? holder.take() : holder;
}

/** The value without telling tapes: it is only looked at. */
function seen(holder: Holder): Tensor {
  if (!(holder instanceof VariableCore)) return holder;
  return state.trace === undefined ? holder.current : state.trace.variable(holder);
}

/** An array of a tensor's values; strings print as Python's bytes, as TensorFlow's do. */
function arrayOf({ shape, dtype }: Tensor, values: Storage): NdArray {
  return new NdArray<NdDType>(values as NdData, shape, dtype === "string" ? "bytes" : dtype);
}

/** A copy of the values. */
export function toNdArray(holder: Holder): NdArray {
  const tensor = seen(holder);
  return arrayOf(tensor, copyStorage(read(tensor)));
}

/** The values where they are, to look at and forget. */
function glance(holder: Holder): NdArray {
  const tensor = seen(holder);
  return arrayOf(tensor, read(tensor));
}

/** The elements as JavaScript's nested arrays. */
export function toArray(holder: Holder): NestedElements {
  return glance(holder).toArray();
}

/** One element, by its place or, if there is one alone, without. */
export function item(holder: Holder, index: readonly number[]): NdElement {
  return glance(holder).item(...index);
}

/** A tensor of one element as that element; its text where a text is asked for. */
export function toPrimitive(holder: Holder, hint: string): string | number | bigint {
  if (hint === "string") return textOf(holder);
  const { shape, size, dtype } = holder.aval;
  if (size !== 1) {
    throw new TypeError(
      `Tensor of shape ${
        formatShape(shape)
      }: JavaScript's operators compute with single numbers, not with tensors; use tf.add(x, y) or x.add(y) for x + y, tf.less(x, y) for x < y, and reduce it or take x.at(i) to get one number`,
    );
  }
  if (dtype === "complex64") {
    throw new TypeError(
      "Tensor: expected a real number to convert, received dtype complex64; take tf.math.real(x) or tf.math.imag(x)",
    );
  }
  const value = glance(holder).item() as Exclude<NdElement, Complex>;
  if (typeof value === "bigint") return numberOf(value) ?? value;
  return typeof value === "boolean" ? Number(value) : value;
}

const describe = (tensor: Tensor) => ({
  id: tensor.id,
  shape: tensor.shape,
  dtype: tensor.dtype,
  array: glance(tensor),
});

/** What stands for the name of a tensor that belongs to a traced function. */
function symbolOf({ label, node }: Tensor): string {
  return label ?? `${node?.bound.primitive.name ?? "tensor"}:0`;
}

function isVariable(holder: Holder): holder is VariableCore {
  return holder instanceof VariableCore;
}

/** Python's `str`; a tensor of a function being traced has no values to show. */
export function textOf(holder: Holder): string {
  const tensor = seen(holder);
  if (isVariable(holder)) return reprOf(holder);
  if (tensor.trace === undefined) return tensorStr(describe(tensor));
  return `Tensor("${symbolOf(tensor)}", shape=${formatShape(tensor.shape)}, dtype=${tensor.dtype})`;
}

/** Python's `repr`. */
export function reprOf(holder: Holder): string {
  const tensor = seen(holder);
  const isAbstract = tensor.trace !== undefined;
  if (isVariable(holder)) {
    if (!isAbstract) return variableRepr({ ...describe(tensor), name: holder.name });
    return `<tf.Variable '${holder.name}' shape=${
      formatShape(tensor.shape)
    } dtype=${tensor.dtype}>`;
  }
  if (!isAbstract) return tensorRepr(describe(tensor));
  return `<tf.Tensor '${symbolOf(tensor)}' shape=${
    formatShape(tensor.shape)
  } dtype=${tensor.dtype}>`;
}

/** The texts of tensors and variables. */
export const DISPLAY: Display<Holder> = {
  repr: reprOf,
  str: textOf,
  html: (holder) =>
    seen(holder).trace !== undefined ? undefined : arrayHtml(glance(holder), reprOf(holder)),
};
