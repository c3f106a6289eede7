/**
 * What the method `at` takes.
 *
 * @module
 */
import type { NdArray } from "../../display/ndarray.ts";
import type { Tensor } from "../../tensor/tensor.ts";

/**
 * One index: a whole number, a range as text (`"1:3"`, `"::-1"`, `"..."`, also several: `"0, :2"`),
 * `null` for a new axis, whole numbers to pick, or truth values as a mask.
 */
export type Index =
  | number
  | bigint
  | string
  | null
  | readonly number[]
  | readonly boolean[]
  | readonly (readonly boolean[])[]
  | NdArray
  | Tensor;
