/**
 * Penalties on weights and outputs, added to a model's losses.
 *
 * @module
 */
import { checkFinite } from "../errors/checks.ts";
import { type FunctionConfig, FunctionRegistry } from "../objects/function_registry.ts";
import { asTensor } from "../ops/as_tensor.ts";
import type { TensorLike } from "../tensor/like.ts";
import { bind, type Operation } from "../ops/bind.ts";
import { abs } from "../primitives/math/absolute.ts";
import { add, multiply, square } from "../primitives/math/arithmetic.ts";
import { reduceSum } from "../primitives/reduction/reduce_sum.ts";
import { scalar } from "../tensor/scalar.ts";
import { internally } from "../tensor/state.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** A function from a tensor to a scalar penalty. */
export type Regularizer = (x: Tensor) => Tensor;

/** A regularizer as an option: a function, a name, a configuration, or none. */
export type RegularizerIdentifier = Regularizer | string | FunctionConfig | null;

/** A regularizer of this library, which also takes variables and nested arrays. */
export type Penalty = (x: TensorLike) => Tensor;

/** Factors of {@linkcode l1L2}. */
export interface L1L2Options {
  /** Factor of the sum of absolute values, >= 0; default 0. */
  l1?: number | undefined;
  /** Factor of the sum of squares, >= 0; default 0. */
  l2?: number | undefined;
}

/** Regularizers by name. */
export const regularizers: FunctionRegistry<Regularizer> = new FunctionRegistry<Regularizer>(
  "regularizer",
  {
    L1L2: (options) => l1L2(options),
    l1_l2: (options) => l1L2(options),
    l1L2: (options) => l1L2(options),
    L1: (options) => l1(options),
    l1: (options) => l1(options),
    L2: (options) => l2(options),
    l2: (options) => l2(options),
  },
);

function penalty(where: string, a: number, b: number, className: string): Penalty {
  const penalize = (value: TensorLike): Tensor =>
    internally(() => {
      const x = asTensor(where, value);
      const weighted = (values: Tensor, factor: number) =>
        multiply(reduceSum(values, values.shape.map((_, axis) => axis)), scalar(factor, x.dtype));
      if (a === 0) return weighted(square(x), b);
      const absolute = weighted(abs(x), a);
      return b === 0 ? absolute : add(absolute, weighted(square(x), b));
    });
  const factors = { L1L2: { l1: a, l2: b }, L1: { l1: a }, L2: { l2: b } }[className]!;
  regularizers.describe(penalize, className, factors);
  return penalize;
}

function factor(where: string, name: string, value: unknown): number {
  return checkFinite(where, name, value, { min: 0 });
}

/**
 * `l1 sum|x| + l2 sum(x^2)`.
 *
 * @throws {RangeError} for factors below 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const penalty = tf.keras.regularizers.l1L2({ l1: 1, l2: 0.5 });
 * assertEquals(Number(penalty([1, -2])), 5.5);
 * ```
 */
export const l1L2: Operation<L1L2Options, ["l1", "l2"], Penalty> = bind(
  "tf.keras.regularizers.l1L2",
  ["l1", "l2"],
  0,
  (l1 = 0, l2 = 0) => {
    const where = "tf.keras.regularizers.l1L2";
    return penalty(where, factor(where, "l1", l1), factor(where, "l2", l2), "L1L2");
  },
);

/**
 * `l1 sum|x|`, `l1` 0.01 by default.
 *
 * @throws {RangeError} for a factor below 0.
 */
export const l1: Operation<Pick<L1L2Options, "l1">, ["l1"], Penalty> = bind(
  "tf.keras.regularizers.l1",
  ["l1"],
  0,
  (l1 = 0.01) => {
    const where = "tf.keras.regularizers.l1";
    return penalty(where, factor(where, "l1", l1), 0, "L1");
  },
);

/**
 * `l2 sum(x^2)`, `l2` 0.01 by default.
 *
 * @throws {RangeError} for a factor below 0.
 */
export const l2: Operation<Pick<L1L2Options, "l2">, ["l2"], Penalty> = bind(
  "tf.keras.regularizers.l2",
  ["l2"],
  0,
  (l2 = 0.01) => {
    const where = "tf.keras.regularizers.l2";
    return penalty(where, 0, factor(where, "l2", l2), "L2");
  },
);

/**
 * The regularizer that an identifier stands for; `undefined` for `null`.
 *
 * @throws {RangeError} for an unknown name.
 */
export function get(identifier: RegularizerIdentifier): Regularizer | undefined {
  return regularizers.get("tf.keras.regularizers.get", "identifier", identifier);
}

/** The configuration of a regularizer, the name of an own function, `null` for none. */
export function serialize(regularizer: Regularizer | undefined): FunctionConfig | string | null {
  return regularizers.serialize(regularizer);
}

/**
 * The regularizer of a configuration, as {@linkcode serialize} or Keras made it.
 *
 * @throws {RangeError} for an unknown class name.
 */
export function deserialize(config: RegularizerIdentifier): Regularizer | undefined {
  return regularizers.get("tf.keras.regularizers.deserialize", "config", config);
}
