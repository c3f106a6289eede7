/**
 * What a loop needs of a model that was compiled.
 *
 * @module
 */
import type { History } from "../callbacks/history.ts";
import type { DType } from "../arrays/dtypes.ts";
import type { Compiled, StepKind } from "./compiled.ts";
import type { TrainData } from "./data/batch.ts";
import type { Means, Runnable } from "./runner.ts";
import type { StepFunction } from "./step_functions.ts";
import { buildFor } from "./symbolic_build.ts";

/** A model as `fit` and its relatives take it. */
export interface Trained extends Runnable {
  readonly compilation: Compiled | undefined;
  readonly computeDtype: DType;
  readonly runEagerly: boolean;
  /** The step of `predict`. */
  readonly predictor: StepFunction;
  history: History | undefined;
  trainStep(data: TrainData): unknown;
  testStep(data: TrainData): unknown;
  predictStep(data: TrainData): unknown;
  /** Whether a step and what it calls are Keras's own. */
  hasOwn(kind: StepKind): boolean;
}

/** The means of a loop. */
export function meansOf(where: string, model: Trained, compiled: Compiled): Means {
  return {
    where,
    model,
    compiled,
    isOwn: (kind) => model.hasOwn(kind),
    prepare: (batch) => {
      if (model.hasOwn("trainStep") || compiled.loss || compiled.metrics) {
        buildFor(model, compiled, batch);
      }
      const { optimizer } = model;
      if (optimizer !== null && !optimizer.built && model.built) {
        optimizer.build(model.trainableVariables);
      }
    },
    step: (kind, leavesResults) => {
      const run = (data: TrainData) => {
        compiled.leavesResults = leavesResults;
        try {
          return model[kind](data);
        } finally {
          compiled.leavesResults = false;
        }
      };
      const trained = model.built ? model.trainableVariables : [];
      const key = `${kind} ${leavesResults}`;
      return compiled.step(key, { name: kind, run, trained, isEager: model.runEagerly });
    },
  };
}
