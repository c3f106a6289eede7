/**
 * Options that recurrent layers and their cells share, and their rows.
 *
 * @module
 * @internal
 */
import type { ActivationIdentifier } from "../../activations/mod.ts";
import type { Option } from "../../configuration/options.ts";
import { flag, row, seed } from "../../configuration/rows.ts";
import type { ConstraintIdentifier } from "../../constraints/mod.ts";
import { checkFinite } from "../../errors/checks.ts";
import { formatValue } from "../../errors/format.ts";
import type { InitializerIdentifier } from "../../initializers/mod.ts";
import { getProfile } from "../../random/profile.ts";
import { SeedGenerator } from "../../random/seed_generator.ts";
import type { RegularizerIdentifier } from "../../regularizers/mod.ts";
import type { LayerOptions } from "../base/options.ts";
import { constraint, initializer, regularizer } from "../base/rows.ts";
import type { Seed } from "../regularization/noise.ts";

/** Options of all cells, and of the layers that are made of them. */
export interface CellOptions extends LayerOptions {
  /** Applied to what becomes the output: a name or a function; `null` for none; default `"tanh"`. */
  activation?: ActivationIdentifier | null | undefined;
  /** Whether a bias is added; default `true`. */
  useBias?: boolean | undefined;
  /** How the kernel of the inputs starts; default `"glorotUniform"`. */
  kernelInitializer?: InitializerIdentifier | undefined;
  /** How the kernel of the states starts; default `"orthogonal"`. */
  recurrentInitializer?: InitializerIdentifier | undefined;
  /** How the bias starts; default `"zeros"`. */
  biasInitializer?: InitializerIdentifier | undefined;
  /** Penalty on the kernel of the inputs; default none. */
  kernelRegularizer?: RegularizerIdentifier | null | undefined;
  /** Penalty on the kernel of the states; default none. */
  recurrentRegularizer?: RegularizerIdentifier | null | undefined;
  /** Penalty on the bias; default none. */
  biasRegularizer?: RegularizerIdentifier | null | undefined;
  /** Constraint on the kernel of the inputs; default none. */
  kernelConstraint?: ConstraintIdentifier | null | undefined;
  /** Constraint on the kernel of the states; default none. */
  recurrentConstraint?: ConstraintIdentifier | null | undefined;
  /** Constraint on the bias; default none. */
  biasConstraint?: ConstraintIdentifier | null | undefined;
  /** The part of the inputs that is dropped in training, >= 0 and < 1; default 0. */
  dropout?: number | undefined;
  /** The part of the states that is dropped in training, >= 0 and < 1; default 0. */
  recurrentDropout?: number | undefined;
  /** Seed of what is dropped; default: drawn. */
  seed?: number | bigint | null | undefined;
}

/** Options of cells with gates. */
export interface GatedOptions extends CellOptions {
  /** Applied to the gates: a name or a function; `null` for none; default `"sigmoid"`. */
  recurrentActivation?: ActivationIdentifier | null | undefined;
}

/** Options of all recurrent layers: how a cell runs over the steps. */
export interface RunningOptions<State extends boolean = boolean> extends LayerOptions {
  /** Whether the outputs of all steps are given and not only the last one; default `false`. */
  returnSequences?: boolean | undefined;
  /** Whether the last states are given too, after the output in a list; default `false`. */
  returnState?: State | undefined;
  /** Whether it begins with the last step; outputs come in that order; default `false`. */
  goBackwards?: boolean | undefined;
  /** Whether a call begins with the states that the call before left; default `false`. */
  stateful?: boolean | undefined;
  /** Whether a plan has the steps written out; default `false`: it is one operator. */
  unroll?: boolean | undefined;
  /** Whether outputs of masked steps are zeros and not those before; default `false`. */
  zeroOutputForMask?: boolean | undefined;
}

/** Options of the layers that Keras may run by cuDNN. */
export interface CudnnOptions {
  /**
   * Kept for Keras's sake; default `"auto"`. There is no cuDNN: the layer takes the fastest form
   * that fits its options, whatever this is.
   */
  useCudnn?: boolean | "auto" | null | undefined;
}

/** Kernels and bias: how they start. */
export const INITIALIZERS = [
  ["kernelInitializer", initializer("glorotUniform")],
  ["recurrentInitializer", initializer("orthogonal")],
  ["biasInitializer", initializer("zeros")],
] as const;

/** Penalties on them. */
export const REGULARIZERS = [
  ["kernelRegularizer", regularizer()],
  ["recurrentRegularizer", regularizer()],
  ["biasRegularizer", regularizer()],
] as const;

/** Their constraints. */
export const CONSTRAINTS = [
  ["kernelConstraint", constraint()],
  ["recurrentConstraint", constraint()],
  ["biasConstraint", constraint()],
] as const;

/** A part that is dropped. */
function rate(): Option<number, number> {
  return row<number, number, number>(0, (where, name, given) => {
    const rate = checkFinite(where, name, given);
    if (rate >= 0 && rate < 1) return rate;
    throw new RangeError(
      `${where}: expected ${name} to be >= 0 and < 1, received ${name}=${formatValue(given)}`,
    );
  });
}

/** Parts that are dropped in training. */
export const DROPOUTS = [["dropout", rate()], ["recurrentDropout", rate()]] as const;

/**
 * The seed of what is dropped, of cells that Keras 3 gives one before their initializers: what is not
 * given is drawn first.
 */
export function earlySeed(): Option<Seed, Seed | SeedGenerator> {
  const { read, ...plain } = seed();
  return {
    ...plain,
    isEarly: true,
    // A layer hands its generator on to its cell.
    read(where, name, given: Seed | SeedGenerator) {
      if (given instanceof SeedGenerator) return given;
      const own = read(where, name, given);
      return own === null && getProfile() === "keras3" ? new SeedGenerator() : own;
    },
    write: (made) => made instanceof SeedGenerator ? null : made,
  };
}

/** How a cell runs over the steps, as far as all layers take it by position. */
export const RUNNING = [
  ["returnSequences", flag(false)],
  ["returnState", flag(false)],
  ["goBackwards", flag(false)],
  ["stateful", flag(false)],
] as const;

/** Whether the steps are written out. */
export const UNROLL = ["unroll", flag(false)] as const;

/** Whether outputs of masked steps are zeros. */
export const ZERO_OUTPUT = ["zeroOutputForMask", flag(false)] as const;

/** Taken and ignored: configurations have no place for it. */
export function useCudnn(): Option<boolean | "auto" | null, boolean | "auto" | null> {
  return {
    required: false,
    ifMissing: "auto",
    read(where, name, given) {
      if (given === null || given === "auto" || typeof given === "boolean") return given;
      throw new TypeError(
        `${where}: expected ${name} to be "auto", true, false or null, received ${name}=${
          formatValue(given)
        }`,
      );
    },
    write: () => undefined,
  };
}
