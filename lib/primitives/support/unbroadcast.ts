/**
 * Undoes broadcasting in a gradient: what went to many places comes back as their sum.
 *
 * @module
 */
import { sameShape } from "../../tensor/aval.ts";
import { broadcastAxes } from "../../tensor/broadcast.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { reshape } from "../array/reshape.ts";
import { reduceSum } from "../reduction/reduce_sum.ts";

/** A gradient summed over the axes along which an input was broadcast, in that input's shape. */
export function unbroadcast(gradient: Tensor, input: Tensor): Tensor {
  if (sameShape(gradient.shape, input.shape)) return gradient;
  const axes = broadcastAxes(gradient.shape, input.shape);
  return reshape(axes.length > 0 ? reduceSum(gradient, axes) : gradient, input.shape);
}
