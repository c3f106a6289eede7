/**
 * Numbers that the tests of recurrences and the script of their goldens make alike.
 *
 * @module
 */
import { aval, type Shape } from "../../../lib/tensor/aval.ts";
import { leaf, type Tensor } from "../../../lib/tensor/tensor.ts";
import { tensor } from "../support.ts";

/** How far float64 results may be off. */
export { DOUBLES as EXACT } from "../../support/tolerances.ts";

/** `sin(1.7 i + seed)` in a shape; or truth values. */
export function doubles(shape: Shape | boolean[][], seed = 0): Tensor {
  if (Array.isArray(shape[0])) return tensor(shape as boolean[][]);
  const type = aval("float64", shape as Shape);
  return leaf(Float64Array.from({ length: type.size }, (_, i) => Math.sin(1.7 * i + seed)), type);
}

/** Weights for a result. */
export function weightsLike({ shape }: Tensor, seed: number): Tensor {
  return doubles(shape, seed);
}
