/**
 * Penalties on the size of weights: L1, L2, and both.
 *
 * @module
 */
import { type Made, readOptions, type RowsOf, writeOptions } from "../configuration/options.ts";
import type { Arguments } from "../ops/bind.ts";
import { fill } from "../primitives/array/fill.ts";
import { abs } from "../primitives/math/absolute.ts";
import { add, multiply, square } from "../primitives/math/arithmetic.ts";
import { reduceSum } from "../primitives/reduction/reduce_sum.ts";
import { aval } from "../tensor/aval.ts";
import { scalar } from "../tensor/scalar.ts";
import { internally } from "../tensor/state.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { factor } from "./factor.ts";
import { Regularizer } from "./regularizer.ts";

/** A factor, rounded to float32 as Keras does, times the sum of all elements. */
function weighted(values: Tensor, by: number): Tensor {
  const sum = reduceSum(values, values.shape.map((_, axis) => axis));
  return multiply(scalar(Math.fround(by), values.dtype), sum);
}

/** Argument of {@linkcode L1}. */
export interface L1Options {
  /** Factor of the sum of absolute values, >= 0; default 0.01. */
  l1?: number | null;
}

const L1_OPTIONS = [["l1", factor(0.01, true)]] as const satisfies RowsOf<L1Options, ["l1"]>;

/** Ways to give the argument of {@linkcode L1}. */
export type L1Arguments = Arguments<L1Options, readonly ["l1"]>;

/**
 * `l1 sum|x|`.
 *
 * @throws {RangeError} for a factor below 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(new tf.keras.regularizers.L1(0.5)([1, -2])), 1.5);
 * ```
 */
export class L1 extends Regularizer {
  readonly #options: Made<typeof L1_OPTIONS>;

  /** @param args The factor. */
  constructor(...args: L1Arguments) {
    const { own } = readOptions(new.target, L1_OPTIONS, [], args);
    super();
    this.#options = own;
  }

  /** The penalty on a tensor. */
  override call(x: Tensor): Tensor {
    return internally(() => weighted(abs(x), this.#options.l1));
  }

  /** The options that make an equal regularizer. */
  override getConfig(): Record<string, unknown> {
    return writeOptions(L1_OPTIONS, this.#options);
  }
}

/** Argument of {@linkcode L2}. */
export interface L2Options {
  /** Factor of the sum of squares, >= 0; default 0.01. */
  l2?: number | null;
}

const L2_OPTIONS = [["l2", factor(0.01)]] as const satisfies RowsOf<L2Options, ["l2"]>;

/** Ways to give the argument of {@linkcode L2}. */
export type L2Arguments = Arguments<L2Options, readonly ["l2"]>;

/**
 * `l2 sum(x^2)`.
 *
 * @throws {RangeError} for a factor below 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(new tf.keras.regularizers.L2(0.5)([1, -2])), 2.5);
 * ```
 */
export class L2 extends Regularizer {
  readonly #options: Made<typeof L2_OPTIONS>;

  /** @param args The factor. */
  constructor(...args: L2Arguments) {
    const { own } = readOptions(new.target, L2_OPTIONS, [], args);
    super();
    this.#options = own;
  }

  /** The penalty on a tensor. */
  override call(x: Tensor): Tensor {
    return internally(() => weighted(square(x), this.#options.l2));
  }

  /** The options that make an equal regularizer. */
  override getConfig(): Record<string, unknown> {
    return writeOptions(L2_OPTIONS, this.#options);
  }
}

/** Arguments of {@linkcode L1L2}. */
export interface L1L2Options {
  /** Factor of the sum of absolute values, >= 0; default 0. */
  l1?: number | null;
  /** Factor of the sum of squares, >= 0; default 0. */
  l2?: number | null;
}

const L1L2_OPTIONS = [["l1", factor(0)], ["l2", factor(0)]] as const satisfies RowsOf<
  L1L2Options,
  ["l1", "l2"]
>;

/** Ways to give the arguments of {@linkcode L1L2}. */
export type L1L2Arguments = Arguments<L1L2Options, readonly ["l1", "l2"]>;

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
 * const penalty = new tf.keras.regularizers.L1L2({ l1: 1, l2: 0.5 });
 * assertEquals(Number(penalty([1, -2])), 5.5);
 * ```
 */
export class L1L2 extends Regularizer {
  readonly #options: Made<typeof L1L2_OPTIONS>;

  /** @param args The factors. */
  constructor(...args: L1L2Arguments) {
    const { own } = readOptions(new.target, L1L2_OPTIONS, [], args);
    super();
    this.#options = own;
  }

  /** The penalty on a tensor. */
  override call(x: Tensor): Tensor {
    const { l1, l2 } = this.#options;
    return internally(() => {
      const parts = [
        ...l1 === 0 ? [] : [weighted(abs(x), l1)],
        ...l2 === 0 ? [] : [weighted(square(x), l2)],
      ];
      return parts.length === 0 ? fill(0, aval(x.dtype, [])) : parts.reduce(add);
    });
  }

  /** The options that make an equal regularizer. */
  override getConfig(): Record<string, unknown> {
    return writeOptions(L1L2_OPTIONS, this.#options);
  }
}
