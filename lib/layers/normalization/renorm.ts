/**
 * Batch renormalization: in training the moments of a batch are corrected towards moving ones, as far
 * as limits allow.
 *
 * @module
 * @internal
 */
import type { Option } from "../../configuration/options.ts";
import { row } from "../../configuration/rows.ts";
import { checkFinite } from "../../errors/checks.ts";
import { formatValue } from "../../errors/format.ts";
import type { Variable } from "../../functions/variable.ts";
import { stopGradient } from "../../primitives/array/identity.ts";
import { add, divide, square, subtract } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { sqrt } from "../../primitives/math/exponential.ts";
import { maximum, minimum } from "../../primitives/math/extremes.ts";
import { relu } from "../../primitives/math/rectifiers.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { moved } from "./moments.ts";

/** How far moments may be corrected; no limit where it is left out. */
export interface RenormClipping {
  /** Largest ratio of deviations, >= `rmin`. */
  readonly rmax?: number | null;
  /** Smallest ratio of deviations. */
  readonly rmin?: number | null;
  /** Largest shift, in deviations, >= 0. */
  readonly dmax?: number | null;
}

const KEYS: readonly string[] = ["rmax", "rmin", "dmax"];

/** The limits. */
export function renormClipping(): Option<RenormClipping | null, RenormClipping | null> {
  return {
    ...row<RenormClipping, RenormClipping, null>(null, (where, name, given) => {
      const keys = typeof given === "object" ? Object.keys(given) : [String(given)];
      if (typeof given !== "object" || !keys.every((key) => KEYS.includes(key))) {
        throw new TypeError(
          `${where}: expected ${name} to hold rmax, rmin and dmax, received ${name}=${
            formatValue(given)
          }`,
        );
      }
      for (const [key, value] of Object.entries(given)) {
        const range = key === "dmax" ? { min: 0 } : {};
        if (value !== null) checkFinite(where, `${name}.${key}`, value, range);
      }
      const { rmin, rmax } = given;
      if (typeof rmin === "number" && typeof rmax === "number" && rmax < rmin) {
        throw new RangeError(
          `${where}: expected ${name}.rmax >= rmin, received rmax=${rmax}, rmin=${rmin}`,
        );
      }
      return { ...given };
    }),
    takesObjects: true,
  };
}

/** Variables of a renormalization, all of one number a channel. */
export interface RenormState {
  readonly movingMean: Variable;
  readonly movingVariance: Variable;
  readonly movingStddev: Variable;
  readonly renormMean: Variable;
  readonly renormStddev: Variable;
}

/** Options of a renormalization. */
export interface RenormOptions {
  readonly epsilon: number;
  readonly momentum: number;
  readonly renormMomentum: number;
  readonly renormClipping: RenormClipping | null;
}

/** Factors and offsets that correct moments of a batch: `x r + d`, which no gradient goes through. */
export function corrections(
  mean: Tensor,
  variance: Tensor,
  { renormMean, renormStddev }: RenormState,
  { epsilon, renormClipping }: RenormOptions,
): readonly [r: Tensor, d: Tensor] {
  const number = (value: number) => scalar(value, mean.dtype);
  const deviation = sqrt(add(variance, number(epsilon)));
  const moving = cast(renormStddev.take(), mean.dtype);
  const divisor = maximum(moving, number(Math.sqrt(epsilon)));
  let r = divide(deviation, divisor);
  let d = divide(subtract(mean, cast(renormMean.take(), mean.dtype)), divisor);
  const { rmin = null, rmax = null, dmax = null } = renormClipping ?? {};
  if (rmin !== null) r = maximum(r, number(rmin));
  if (rmax !== null) r = minimum(r, number(rmax));
  if (dmax !== null) d = maximum(minimum(d, number(dmax)), number(-dmax));
  return [stopGradient(r), stopGradient(d)];
}

/** Moves all averages towards the moments of a batch. */
export function moveAverages(
  mean: Tensor,
  variance: Tensor,
  state: RenormState,
  { epsilon, momentum, renormMomentum }: RenormOptions,
): void {
  const small = scalar(epsilon, mean.dtype);
  const deviation = sqrt(add(variance, small));
  state.renormMean.assign(moved(state.renormMean, mean, renormMomentum));
  state.renormStddev.assign(moved(state.renormStddev, deviation, renormMomentum));
  state.movingMean.assign(moved(state.movingMean, mean, momentum));
  const next = moved(state.movingStddev, deviation, momentum);
  state.movingStddev.assign(next);
  // Never below zero, whatever rounding does.
  state.movingVariance.assign(relu(subtract(square(next), scalar(epsilon, next.dtype))));
}
