/**
 * Running averages of weights, which now and then take the weights' place.
 *
 * @module
 */
import type { Variable } from "../functions/variable.ts";
import { add, multiply, subtract } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import { equal, notEqual } from "../primitives/math/comparison.ts";
import { floormod } from "../primitives/math/division.ts";
import { where } from "../primitives/math/where.ts";
import { scalar } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** A weight and its average. */
export interface Averaged {
  readonly variable: Variable;
  readonly average: Variable;
}

/**
 * Moves each average towards its weight; the first step makes it equal.
 *
 * @param made Number of steps that were made before this one.
 */
export function moveAverages(all: readonly Averaged[], momentum: number, made: Tensor): void {
  const isLater = notEqual(made, scalar(0, made.dtype));
  for (const { variable, average } of all) {
    const { dtype } = variable;
    const share = multiply(cast(isLater, dtype), scalar(momentum, dtype));
    const rest = subtract(scalar(1, dtype), share);
    average.put(add(multiply(share, average.take()), multiply(rest, variable.take())));
  }
}

/** Replaces the weights by their averages in every `frequency`-th step. */
export function overwriteWeights(all: readonly Averaged[], frequency: number, step: Tensor): void {
  const { dtype } = step;
  const isDue = equal(floormod(step, scalar(frequency, dtype)), scalar(0, dtype));
  for (const { variable, average } of all) {
    variable.put(where(isDue, average.take(), variable.take()));
  }
}
