/**
 * Labels that no loss can be computed from, found in data in memory before anything is trained: a
 * step that is traced cannot see values.
 *
 * @module
 */
import { BinaryCrossentropy, binaryCrossentropy } from "./binary_crossentropy.ts";
import type { Loss } from "./loss.ts";
import { LossFunctionWrapper } from "./loss_function_wrapper.ts";
import {
  SparseCategoricalCrossentropy,
  sparseCategoricalCrossentropy,
} from "./sparse_categorical_crossentropy.ts";

/** Labels on the host. */
export interface HostLabels {
  /** How messages call them. */
  readonly label: string;
  readonly values: ArrayLike<number | bigint>;
}

/**
 * Throws for labels that a loss has no value for.
 *
 * @param classes Length of the last axis of the predictions.
 * @throws {RangeError} for numbers of classes that are none, and probabilities out of their range.
 */
export function checkLabels(
  where: string,
  loss: Loss,
  { label, values }: HostLabels,
  classes: number | undefined,
): void {
  const isSparse = loss instanceof SparseCategoricalCrossentropy ||
    loss instanceof LossFunctionWrapper && loss.fn === sparseCategoricalCrossentropy;
  const isBinary = loss instanceof BinaryCrossentropy ||
    loss instanceof LossFunctionWrapper && loss.fn === binaryCrossentropy;
  if (isSparse && classes !== undefined) {
    const ignored = loss instanceof SparseCategoricalCrossentropy ? loss.ignoreClass : null;
    for (let i = 0; i < values.length; i++) {
      const value = Number(values[i]);
      const isClass = Number.isInteger(value) && value >= 0 && value < classes;
      if (isClass || value === ignored) continue;
      throw new RangeError(
        `${where}: expected ${label} to hold numbers of classes from 0 to ${
          classes - 1
        } for ${loss.name} beside ${classes} outputs, received ${value} at index ${i}${
          value === classes ? "; do the classes begin at 1?" : ""
        }`,
      );
    }
  } else if (isBinary) {
    for (let i = 0; i < values.length; i++) {
      const value = Number(values[i]);
      if (value >= 0 && value <= 1) continue;
      throw new RangeError(
        `${where}: expected ${label} to hold 0, 1 or probabilities between them for ${loss.name}, received ${value} at index ${i}`,
      );
    }
  }
}
