/**
 * Numbers held between bounds.
 *
 * @module
 */
import type { Tensor } from "../../tensor/tensor.ts";
import { maximum, minimum } from "./extremes.ts";

/** `x` between two bounds; not a number stays; where the bounds cross, the lower one counts. */
export function clip(x: Tensor, low: Tensor, high: Tensor): Tensor {
  return maximum(minimum(x, high), low);
}
