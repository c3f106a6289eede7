/**
 * What callbacks see of the model that is trained. Models lie above callbacks in the order of
 * folders, so that this is all that a callback may count on.
 *
 * @module
 */
import type { NdArray } from "../display/ndarray.ts";
import type { Variable } from "../functions/variable.ts";
import type { Optimizer } from "../optimizers/mod.ts";
import type { TensorLike } from "../tensor/like.ts";

/** A model as its callbacks see it. */
export interface CallbackModel {
  /** Name. */
  readonly name: string;
  /** How error messages call it. */
  readonly label: string;
  /** Whether its weights exist. */
  readonly built: boolean;
  /** What changes its weights, if it was compiled with one. */
  readonly optimizer: Optimizer | null;
  /** Set to `true`, it ends the training after the batch that is under way. */
  stopTraining: boolean;
  /** Set to `true`, it ends the evaluation after the batch that is under way. */
  stopEvaluating: boolean;
  /** Set to `true`, it ends the prediction after the batch that is under way. */
  stopPredicting: boolean;
  /** The first epoch, where a callback restored an earlier training; `null`: what `fit` was given. */
  initialEpoch: number | null;
  /** Its weights. */
  readonly weights: readonly Variable[];
  /** Its weights that are trained. */
  readonly trainableVariables: readonly Variable[];
  /** Its metrics, of whose classes it is known whether they are to grow. */
  readonly metrics?: readonly { readonly name: string }[];
  /** Names of its metrics. */
  readonly metricsNames: readonly string[];
  /** Copies of its weights' values. */
  getWeights(): readonly NdArray[];
  /** Replaces its weights' values. */
  setWeights(values: readonly TensorLike[]): void;
  /** Saves it as a whole. */
  save(filepath: string): void;
  /** Saves its weights. */
  saveWeights(filepath: string): void;
  /** Loads its weights. */
  loadWeights(filepath: string): void;
  /** Its configuration as JSON, if it is made of layers. */
  toJson?(): string;
  /** What its random numbers depend on, as JSON has it. */
  randomState?(): unknown;
  /** Takes what `randomState` gave. */
  setRandomState?(state: unknown): void;
}
