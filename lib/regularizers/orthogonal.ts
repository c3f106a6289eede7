/**
 * A penalty on rows or columns of a matrix that are not orthogonal to each other.
 *
 * @module
 */
import { type Made, readOptions, type RowsOf, writeOptions } from "../configuration/options.ts";
import { oneOf } from "../configuration/rows.ts";
import { formatShape } from "../errors/format.ts";
import type { Arguments } from "../ops/bind.ts";
import { eye } from "../ops/array/eye.ts";
import { matmul } from "../primitives/linalg/matmul.ts";
import { abs } from "../primitives/math/absolute.ts";
import { multiply, square, subtract } from "../primitives/math/arithmetic.ts";
import { rsqrt } from "../primitives/math/exponential.ts";
import { maximum } from "../primitives/math/extremes.ts";
import { reduceSum } from "../primitives/reduction/reduce_sum.ts";
import { scalar } from "../tensor/scalar.ts";
import { internally } from "../tensor/state.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { factor } from "./factor.ts";
import { Regularizer } from "./regularizer.ts";

/** Keras's epsilon: shorter vectors stay shorter than 1. */
const EPSILON = 1e-7;

/** Arguments of {@linkcode OrthogonalRegularizer}. */
export interface OrthogonalRegularizerOptions {
  /** Factor of the mean, >= 0; default 0.01. */
  factor?: number | null;
  /** Whether rows or columns shall be orthogonal; default `"rows"`. */
  mode?: "rows" | "columns";
}

const OPTIONS = [
  ["factor", factor(0.01, true)],
  ["mode", oneOf(["rows", "columns"], "rows")],
] as const satisfies RowsOf<OrthogonalRegularizerOptions, ["factor", "mode"]>;

/** Ways to give the arguments of {@linkcode OrthogonalRegularizer}. */
export type OrthogonalRegularizerArguments = Arguments<
  OrthogonalRegularizerOptions,
  readonly ["factor", "mode"]
>;

/**
 * `factor` times the mean of `|u v|` over all pairs of rows (or columns) `u` and `v` of a matrix,
 * each divided by its norm.
 *
 * @throws {RangeError} for a factor below 0 or an unknown mode; when called, for a matrix of fewer
 * than two rows (or columns).
 * @throws {TypeError} when called for what is no matrix.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const penalty = new tf.keras.regularizers.OrthogonalRegularizer(0.5);
 * assertEquals(Number(penalty([[1, 0], [0, 2]])), 0);
 * assertEquals(Number(penalty([[1, 0], [2, 0]])), 0.5);
 * ```
 */
export class OrthogonalRegularizer extends Regularizer {
  readonly #options: Made<typeof OPTIONS>;

  /** @param args The factor, and whether rows or columns count. */
  constructor(...args: OrthogonalRegularizerArguments) {
    const { own } = readOptions(new.target, OPTIONS, [], args);
    super();
    this.#options = own;
  }

  /** The penalty on a matrix. */
  override call(x: Tensor): Tensor {
    const { factor, mode } = this.#options;
    const where = this.constructor.name;
    if (x.rank !== 2) {
      throw new TypeError(`${where}: expected a matrix, received shape ${formatShape(x.shape)}`);
    }
    const isRows = mode === "rows";
    const count = x.shape[isRows ? 0 : 1]!;
    if (count < 2) {
      throw new RangeError(
        `${where}: expected at least 2 ${mode}, received shape ${formatShape(x.shape)}`,
      );
    }
    return internally(() => {
      const number = (it: number) => scalar(it, x.dtype);
      const squares = reduceSum(square(x), [isRows ? 1 : 0], true);
      const units = multiply(x, rsqrt(maximum(squares, number(EPSILON ** 2))));
      const products = matmul(units, units, !isRows, isRows);
      const others = multiply(products, subtract(number(1), eye(count, { dtype: x.dtype })));
      const pairs = count * (count - 1) / 2;
      return multiply(reduceSum(abs(others), [0, 1]), number(factor * 0.5 / pairs));
    });
  }

  /** The options that make an equal regularizer. */
  override getConfig(): Record<string, unknown> {
    return writeOptions(OPTIONS, this.#options);
  }
}
