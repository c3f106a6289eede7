/**
 * Further losses: `tf.nn.l2Loss`, `tf.nn.logPoissonLoss`, `tf.nn.computeAverageLoss`,
 * `tf.nn.scaleRegularizationLoss`.
 *
 * @module
 */
import { formatShape, formatValue } from "../../errors/format.ts";
import { zerosLike } from "../../primitives/array/fill.ts";
import { add, divide, multiply, square, subtract } from "../../primitives/math/arithmetic.ts";
import { greaterEqual, lessEqual } from "../../primitives/math/comparison.ts";
import { exp, log } from "../../primitives/math/exponential.ts";
import { logicalAnd } from "../../primitives/math/logical.ts";
import { where as choose } from "../../primitives/math/where.ts";
import { reduceSum } from "../../primitives/reduction/reduce_sum.ts";
import { requireFloat } from "../../primitives/support/infer.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import { sameShape } from "../../tensor/aval.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asOperands, asTensor } from "../as_tensor.ts";
import type { ScalarLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asScalar } from "../numbers.ts";

/** Arguments of {@linkcode l2Loss}. */
export interface L2LossArguments {
  /** A tensor of floats. */
  t: TensorLike;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** The sum over all axes. */
const total = (x: Tensor): Tensor => reduceSum(x, x.shape.map((_, axis) => axis));

/**
 * `sum(t^2) / 2`.
 *
 * @throws {TypeError} for a tensor that does not hold floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.nn.l2Loss([3, 4])), 12.5);
 * ```
 */
export const l2Loss: Operation<L2LossArguments, ["t", "name"], Tensor> = bind(
  "tf.nn.l2Loss",
  ["t", "name"],
  1,
  (t) => {
    const x = asTensor("tf.nn.l2Loss", t);
    requireFloat("nn.l2Loss", x.aval);
    return internally(() => multiply(total(square(x)), scalar(0.5, x.dtype)));
  },
);

/** Arguments of {@linkcode logPoissonLoss}. */
export interface LogPoissonLossArguments {
  /** Counts >= 0. */
  targets: TensorLike;
  /** Logarithms of the predicted means, of the shape and dtype of the targets. */
  logInput: TensorLike;
  /** Whether to add Stirling's approximation of `log(targets!)`; default false. */
  computeFullLoss?: boolean;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * `e^c - z c` for each element of targets `z` and logarithms `c`; with `computeFullLoss` also
 * `z log(z) - z + log(2 pi z) / 2` where z is not between 0 and 1.
 *
 * @throws {TypeError} unless both have one shape and one dtype of floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.nn.logPoissonLoss(3, 0)), 1);
 * ```
 */
export const logPoissonLoss: Operation<
  LogPoissonLossArguments,
  ["targets", "logInput", "computeFullLoss", "name"],
  Tensor
> = bind(
  "tf.nn.logPoissonLoss",
  ["targets", "logInput", "computeFullLoss", "name"],
  2,
  (targets, logInput, computeFullLoss = false) => {
    const where = "tf.nn.logPoissonLoss";
    const [z, c] = asOperands(where, targets, logInput);
    requireFloat(where.slice(3), z.aval);
    if (!sameShape(z.shape, c.shape) || z.dtype !== c.dtype) {
      throw new TypeError(
        `${where}: expected targets and logInput of one shape and dtype, received ${z.dtype} ${
          formatShape(z.shape)
        } and ${c.dtype} ${formatShape(c.shape)}`,
      );
    }
    if (typeof computeFullLoss !== "boolean") {
      throw new TypeError(
        `${where}: expected computeFullLoss to be true or false, received computeFullLoss=${
          formatValue(computeFullLoss)
        }`,
      );
    }
    return internally(() => {
      const loss = subtract(exp(c), multiply(c, z));
      if (!computeFullLoss) return loss;
      const of = (x: number) => scalar(x, z.dtype);
      const stirling = add(
        subtract(multiply(z, log(z)), z),
        multiply(of(0.5), log(multiply(of(2 * Math.PI), z))),
      );
      const isSmall = logicalAnd(greaterEqual(z, of(0)), lessEqual(z, of(1)));
      return add(loss, choose(isSmall, zerosLike(z), stirling));
    });
  },
);

/** Arguments of {@linkcode computeAverageLoss}. */
export interface ComputeAverageLossArguments {
  /** A loss for each example. */
  perExampleLoss: TensorLike;
  /** What each example counts; it broadcasts. */
  sampleWeight?: TensorLike | null;
  /** How many examples to divide by; default: as many as there are. */
  globalBatchSize?: ScalarLike | null;
}

/**
 * The sum of losses, divided by the number of examples.
 *
 * @throws {TypeError} for losses that are no floats, or no list.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.nn.computeAverageLoss([1, 2, 3], { globalBatchSize: 6 })), 1);
 * ```
 */
export const computeAverageLoss: Operation<
  ComputeAverageLossArguments,
  ["perExampleLoss", "sampleWeight", "globalBatchSize"],
  Tensor
> = bind(
  "tf.nn.computeAverageLoss",
  ["perExampleLoss", "sampleWeight", "globalBatchSize"],
  1,
  (perExampleLoss, sampleWeight, globalBatchSize) => {
    const where = "tf.nn.computeAverageLoss";
    const loss = asTensor(where, perExampleLoss);
    requireFloat(where.slice(3), loss.aval);
    if (loss.rank === 0) {
      throw new TypeError(`${where}: expected a loss for each example, received one number`);
    }
    const size = globalBatchSize ?? loss.shape[0];
    const count = asScalar(where, "globalBatchSize", size, loss.dtype, { min: 0 });
    return internally(() => {
      const [x, weight] = asOperands(where, loss, sampleWeight ?? 1);
      const weighted = sampleWeight === undefined || sampleWeight === null
        ? x
        : multiply(x, weight);
      return divide(total(weighted), count);
    });
  },
);

/** Arguments of {@linkcode scaleRegularizationLoss}. */
export interface ScaleRegularizationLossArguments {
  /** A penalty, or several to be added. */
  regularizationLoss: TensorLike;
}

/**
 * The sum of a regularization loss, divided by the number of replicas, which is one.
 *
 * @throws {TypeError} for a loss that does not hold floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.nn.scaleRegularizationLoss([1, 2])), 3);
 * ```
 */
export const scaleRegularizationLoss: Operation<
  ScaleRegularizationLossArguments,
  ["regularizationLoss"],
  Tensor
> = bind("tf.nn.scaleRegularizationLoss", ["regularizationLoss"], 1, (regularizationLoss) => {
  const x = asTensor("tf.nn.scaleRegularizationLoss", regularizationLoss);
  requireFloat("nn.scaleRegularizationLoss", x.aval);
  return total(x);
});
