/**
 * Penalties on weights and outputs, added to a model's losses.
 *
 * @module
 */
import { checkFinite } from "../errors/checks.ts";
import { scalar } from "../tensor/scalar.ts";
import { internally } from "../tensor/state.ts";
import { add, multiply, square } from "../primitives/math/arithmetic.ts";
import { abs } from "../primitives/math/absolute.ts";
import { reduceSum } from "../primitives/reduction/reduce_sum.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { type FunctionConfig, FunctionRegistry } from "../objects/function_registry.ts";

/** A function from a tensor to a scalar penalty. */
export type Regularizer = (x: Tensor) => Tensor;

/** A regularizer as an option: a function, a name, a configuration, or none. */
export type RegularizerIdentifier = Regularizer | string | FunctionConfig | null;

/** Factors of {@linkcode l1l2}. */
export interface L1L2Options {
  /** Factor of the sum of absolute values, >= 0; default 0.01. */
  l1?: number;
  /** Factor of the sum of squares, >= 0; default 0.01. */
  l2?: number;
}

/** Regularizers by name. */
export const regularizers: FunctionRegistry<Regularizer> = new FunctionRegistry<Regularizer>(
  "regularizer",
  {
    L1L2: (options) => l1l2({ l1: 0, l2: 0, ...options }),
    l1_l2: (options) => l1l2(options),
    l1l2: (options) => l1l2(options),
    l1: (options) => l1(options["l1"]),
    l2: (options) => l2(options["l2"]),
  },
);

/** `l1 sum|x| + l2 sum(x^2)`. */
export function l1l2({ l1: a = 0.01, l2: b = 0.01 }: L1L2Options = {}): Regularizer {
  checkFinite("tf.keras.regularizers.l1l2", "l1", a, { min: 0 });
  checkFinite("tf.keras.regularizers.l1l2", "l2", b, { min: 0 });
  const penalty = (x: Tensor) =>
    internally(() => {
      const weighted = (values: Tensor, factor: number) =>
        multiply(reduceSum(values, values.shape.map((_, axis) => axis)), scalar(factor, x.dtype));
      if (a === 0) return weighted(square(x), b);
      const absolute = weighted(abs(x), a);
      return b === 0 ? absolute : add(absolute, weighted(square(x), b));
    });
  return regularizers.describe(penalty, "L1L2", { l1: a, l2: b });
}

/** `l sum|x|`, `l` 0.01 by default. */
export function l1(factor = 0.01): Regularizer {
  return l1l2({ l1: factor, l2: 0 });
}

/** `l sum(x^2)`, `l` 0.01 by default. */
export function l2(factor = 0.01): Regularizer {
  return l1l2({ l1: 0, l2: factor });
}
