/**
 * The named cases of variance scaling: Glorot's, He's and LeCun's, uniform and truncated normal.
 *
 * @module
 */
import { fromCaller } from "../errors/caller.ts";
import { type Arguments, boundValues } from "../ops/bind.ts";
import type { InitializerConfig } from "./initializer.ts";
import type { SeedOptions } from "./random_initializer.ts";
import { type FanAxes, VarianceScaling, type VarianceScalingOptions } from "./variance_scaling.ts";

/** Arguments of the named cases: a seed, and which axes count as inputs and as outputs. */
export interface FamilyOptions extends SeedOptions, FanAxes {}

const FAMILY = ["seed", "inputAxes", "outputAxes"] as const;

/** Ways to give them. */
export type FamilyArguments = Arguments<FamilyOptions, typeof FAMILY>;

/** Variance scaling with a fixed scale, mode and distribution. */
export abstract class FixedScaling extends VarianceScaling {
  /** Takes what is fixed, and the arguments of the case. */
  constructor(fixed: VarianceScalingOptions, args: FamilyArguments) {
    const [seed = null, inputAxes = null, outputAxes = null] = fromCaller(
      new.target,
      () => boundValues<FamilyOptions, typeof FAMILY>(new.target.name, FAMILY, 0, args),
    );
    super({ ...fixed, seed, inputAxes, outputAxes });
  }

  /** The options that make an equal initializer. */
  override getConfig(): InitializerConfig {
    return this.sharedConfig();
  }
}

/** Uniform in `[-a, a)` with `a = sqrt(6 / (fanIn + fanOut))`; Keras's default for kernels. */
export class GlorotUniform extends FixedScaling {
  /**
   * Takes the options.
   *
   * @param args Seed and axes.
   */
  constructor(...args: FamilyArguments) {
    super({ scale: 1, mode: "fan_avg", distribution: "uniform" }, args);
  }
}

/** Truncated normal of standard deviation `sqrt(2 / (fanIn + fanOut))`. */
export class GlorotNormal extends FixedScaling {
  /**
   * Takes the options.
   *
   * @param args Seed and axes.
   */
  constructor(...args: FamilyArguments) {
    super({ scale: 1, mode: "fan_avg", distribution: "truncated_normal" }, args);
  }
}

/** Uniform in `[-a, a)` with `a = sqrt(6 / fanIn)`. */
export class HeUniform extends FixedScaling {
  /**
   * Takes the options.
   *
   * @param args Seed and axes.
   */
  constructor(...args: FamilyArguments) {
    super({ scale: 2, mode: "fan_in", distribution: "uniform" }, args);
  }
}

/** Truncated normal of standard deviation `sqrt(2 / fanIn)`. */
export class HeNormal extends FixedScaling {
  /**
   * Takes the options.
   *
   * @param args Seed and axes.
   */
  constructor(...args: FamilyArguments) {
    super({ scale: 2, mode: "fan_in", distribution: "truncated_normal" }, args);
  }
}

/** Uniform in `[-a, a)` with `a = sqrt(3 / fanIn)`. */
export class LecunUniform extends FixedScaling {
  /**
   * Takes the options.
   *
   * @param args Seed and axes.
   */
  constructor(...args: FamilyArguments) {
    super({ scale: 1, mode: "fan_in", distribution: "uniform" }, args);
  }
}

/** Truncated normal of standard deviation `sqrt(1 / fanIn)`. */
export class LecunNormal extends FixedScaling {
  /**
   * Takes the options.
   *
   * @param args Seed and axes.
   */
  constructor(...args: FamilyArguments) {
    super({ scale: 1, mode: "fan_in", distribution: "truncated_normal" }, args);
  }
}
