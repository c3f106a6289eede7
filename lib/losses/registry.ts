/**
 * Stand-in.
 *
 * @module
 */
import * as nn from "../namespaces/nn.ts";
import type { SerializedObject } from "../configuration/serialization.ts";
import { reduceMean } from "../primitives/reduction/reduce_mean.ts";
import { square, subtract } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Loss } from "./loss.ts";
export type LossIdentifier = Loss | SerializedObject | string | ((a: Tensor, b: Tensor) => Tensor);
export function lossOf(_where: string, _name: string, id: LossIdentifier): Loss {
  if (id instanceof Loss) return id;
  if (typeof id === "function") return new Loss(id.name, id as (a: Tensor, b: Tensor) => Tensor);
  if (id === "mse") {
    return new Loss("mse", (a, b) => reduceMean(square(subtract(b, cast(a, b.dtype))), [-1]));
  }
  if (id === "scce") {
    return new Loss("scce", (a, b) => nn.sparseSoftmaxCrossEntropyWithLogits(cast(a, "int32"), b));
  }
  throw new RangeError("unknown loss " + id);
}
