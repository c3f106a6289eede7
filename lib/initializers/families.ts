/**
 * The named cases of variance scaling: Glorot's, He's and LeCun's, uniform and truncated normal.
 *
 * @module
 */
import type { InitializerConfig } from "./initializer.ts";
import type { SeedOptions } from "./random_initializer.ts";
import { checkInitializerOptions } from "./options.ts";
import { type FanAxes, VarianceScaling, type VarianceScalingOptions } from "./variance_scaling.ts";

/** Options of the named cases: a seed, and which axes count as inputs and as outputs. */
export interface FamilyOptions extends SeedOptions, FanAxes {}

/** Variance scaling with a fixed scale, mode and distribution. */
export abstract class FixedScaling extends VarianceScaling {
  /** Takes what is fixed, and the options. */
  constructor(fixed: VarianceScalingOptions, options: FamilyOptions) {
    checkInitializerOptions(new.target.name, options, ["seed", "inputAxes", "outputAxes"]);
    super({ ...fixed, ...options });
  }

  /** The options that make an equal initializer. */
  override getConfig(): InitializerConfig {
    return this.sharedConfig();
  }
}

/** Uniform in `[-a, a)` with `a = sqrt(6 / (fanIn + fanOut))`; Keras's default for kernels. */
export class GlorotUniform extends FixedScaling {
  /** Takes the options. */
  constructor(options: FamilyOptions = {}) {
    super({ scale: 1, mode: "fan_avg", distribution: "uniform" }, options);
  }
}

/** Truncated normal of standard deviation `sqrt(2 / (fanIn + fanOut))`. */
export class GlorotNormal extends FixedScaling {
  /** Takes the options. */
  constructor(options: FamilyOptions = {}) {
    super({ scale: 1, mode: "fan_avg", distribution: "truncated_normal" }, options);
  }
}

/** Uniform in `[-a, a)` with `a = sqrt(6 / fanIn)`. */
export class HeUniform extends FixedScaling {
  /** Takes the options. */
  constructor(options: FamilyOptions = {}) {
    super({ scale: 2, mode: "fan_in", distribution: "uniform" }, options);
  }
}

/** Truncated normal of standard deviation `sqrt(2 / fanIn)`. */
export class HeNormal extends FixedScaling {
  /** Takes the options. */
  constructor(options: FamilyOptions = {}) {
    super({ scale: 2, mode: "fan_in", distribution: "truncated_normal" }, options);
  }
}

/** Uniform in `[-a, a)` with `a = sqrt(3 / fanIn)`. */
export class LecunUniform extends FixedScaling {
  /** Takes the options. */
  constructor(options: FamilyOptions = {}) {
    super({ scale: 1, mode: "fan_in", distribution: "uniform" }, options);
  }
}

/** Truncated normal of standard deviation `sqrt(1 / fanIn)`. */
export class LecunNormal extends FixedScaling {
  /** Takes the options. */
  constructor(options: FamilyOptions = {}) {
    super({ scale: 1, mode: "fan_in", distribution: "truncated_normal" }, options);
  }
}
