/**
 * What the methods of metrics are given, as tensors.
 *
 * @module
 */
import type { DType } from "../arrays/dtypes.ts";
import { formatValue } from "../errors/format.ts";
import { maskOf } from "../layers/base/masks.ts";
import { asTensor } from "../ops/as_tensor.ts";
import { bindArguments } from "../ops/bind.ts";
import { cast } from "../primitives/math/cast.ts";
import { internallyAll } from "../tensor/state.ts";
import type { TensorLike } from "../tensor/like.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** Arguments of `updateState` of what compares labels and predictions. */
export interface UpdateArguments {
  /** Labels. */
  yTrue: TensorLike;
  /** Predictions. */
  yPred: TensorLike;
  /** How much each sample, or each value, counts; default `null`: 1. */
  sampleWeight?: TensorLike | null | undefined;
}

/** Order of {@linkcode UpdateArguments}. */
export type UpdateNames = ["yTrue", "yPred", "sampleWeight"];

/** Labels, predictions and weights. */
export interface Batch {
  /** Where they were given, for messages. */
  readonly where: string;
  readonly yTrue: Tensor;
  readonly yPred: Tensor;
  readonly weight: Tensor | undefined;
  /** The weights as they were given. */
  readonly givenWeight: unknown;
  /** Which predictions count: the mask that layers gave them. */
  readonly mask: Tensor | undefined;
}

/** What `updateState` was given. */
export function readBatch(name: string, args: readonly unknown[]): Batch {
  const where = `${name}.updateState`;
  const names = ["yTrue", "yPred", "sampleWeight"];
  const [yTrue, yPred, weight] = bindArguments({ where, names, required: 2 }, args);
  const label = tensorOf(where, "yTrue", yTrue);
  const prediction = tensorOf(where, "yPred", yPred);
  return {
    where,
    yTrue: label,
    yPred: prediction,
    weight: weight === undefined || weight === null
      ? undefined
      : tensorOf(where, "sampleWeight", weight),
    givenWeight: weight,
    mask: maskOf(prediction),
  };
}

/**
 * A tensor of numbers or truth values.
 *
 * @throws {TypeError} for what is none.
 */
export function tensorOf(where: string, name: string, value: unknown): Tensor {
  const made = asTensor(`${where}: ${name}`, value as TensorLike);
  if (made.dtype !== "string" && made.dtype !== "complex64") {
    return made;
  }
  throw new TypeError(
    `${where}: expected ${name} to be numbers, received ${
      formatValue(made)
    } of dtype ${made.dtype}`,
  );
}

/** A tensor of a type. */
export function tensorOfType(where: string, name: string, value: unknown, dtype: DType): Tensor {
  return cast(tensorOf(where, name, value), dtype);
}

/** Runs what changes variables; what it computes on the way is nobody else's. */
export function changing(run: () => void): void {
  internallyAll(() => {
    run();
    return [];
  });
}
