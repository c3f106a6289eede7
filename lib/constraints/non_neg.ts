/**
 * The constraint that leaves no negative weights.
 *
 * @module
 */
import { readOptions } from "../configuration/options.ts";
import type { Arguments } from "../ops/bind.ts";
import { maximum } from "../primitives/math/extremes.ts";
import { scalar } from "../tensor/scalar.ts";
import { internally } from "../tensor/state.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Constraint } from "./constraint.ts";

/** Ways to give no arguments. */
export type NonNegArguments = Arguments<Record<never, never>, readonly []>;

/**
 * Zeros in the place of negative weights.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(new tf.keras.constraints.NonNeg()([-1, 2]).numpy().toArray(), [0, 2]);
 * ```
 */
export class NonNeg extends Constraint {
  /** Takes no options. */
  constructor(...args: NonNegArguments) {
    readOptions(new.target, [], [], args);
    super();
  }

  /** The weight with its negative elements cut. */
  override call(w: Tensor): Tensor {
    return internally(() => maximum(w, scalar(0, w.dtype)));
  }
}
