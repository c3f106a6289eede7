/**
 * The base of losses.
 *
 * @module
 */
import { Callable } from "../objects/callable.ts";
import { reduceMean } from "../primitives/reduction/reduce_mean.ts";
import { multiply } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** A loss. */
export interface Loss {
  (yTrue: Tensor, yPred: Tensor, sampleWeight?: Tensor): Tensor;
}
/** A loss. */
export class Loss extends Callable<[Tensor, Tensor, Tensor?], Tensor> {
  constructor(readonly name: string, readonly fn: (a: Tensor, b: Tensor) => Tensor) {
    super();
  }
  protected override invoke(a: Tensor, b: Tensor, w?: Tensor): Tensor {
    const values = this.fn(a, b);
    return reduceMean(
      w ? multiply(values, cast(w, values.dtype)) : values,
      values.shape.map((_, i) => i),
    );
  }
}
