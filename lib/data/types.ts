/**
 * Types of elements, as far as the compiler can tell them from what a dataset is made of.
 *
 * @module
 */
import type { NdArray } from "../display/ndarray.ts";
import type { TypedArray } from "../tensor/like.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { VariableCore } from "../tensor/variable_core.ts";
import type { Dataset } from "./dataset.ts";
import type { HasStage } from "./nested.ts";

/** Plain values in arrays: one tensor. */
export type Plain = number | bigint | boolean | string | readonly Plain[];

/** What elements are of data nested like this: tensors in lists and objects. */
export type ElementsOf<Data> = Data extends Tensor | VariableCore | NdArray | TypedArray | Plain
  ? Tensor
  : Data extends HasStage ? Data
  : Data extends readonly unknown[] | object ? { [Key in keyof Data]: ElementsOf<Data[Key]> }
  : Tensor;

/** What a function is given of an element: the items of a list one by one. */
export type ArgumentsOf<T> = T extends readonly unknown[] ? [...T] : [element: T];

/** What several datasets zipped give. */
export type Zipped<Datasets> = Datasets extends Dataset<infer T> ? T
  : { [Key in keyof Datasets]: Zipped<Datasets[Key]> };

/** What windows of elements are: a dataset in the place of each tensor. */
export type WindowsOf<T> = T extends Tensor ? Dataset<Tensor>
  : T extends readonly unknown[] | object ? { [Key in keyof T]: WindowsOf<T[Key]> }
  : Dataset<T>;
