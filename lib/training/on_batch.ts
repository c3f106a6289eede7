/**
 * `trainOnBatch`, `testOnBatch` and `predictOnBatch`: one step on all of what is given.
 *
 * @module
 */
import type { Batch } from "./data/batch.ts";
import { arraySource, partsOf, type SourceOptions } from "./data/make_source.ts";
import { finalLogs } from "./runner.ts";
import { inOrder } from "./logs.ts";
import { meansOf, type Trained } from "./means.ts";
import { bound, compilationOf, floatsOf } from "./methods.ts";
import {
  TEST_ON_BATCH,
  type TestOnBatchArguments,
  TRAIN_ON_BATCH,
  type TrainOnBatchArguments,
} from "./options.ts";
import { Joined } from "./predict.ts";

/** All of what is given as one batch. */
function batchOf(where: string, model: Trained, given: Partial<SourceOptions>): Batch {
  const options = {
    x: undefined,
    ...given,
    floats: floatsOf(model),
    passes: 1,
    hasLabels: true,
  } as const;
  if (options.x === undefined || options.x === null) {
    throw new TypeError(`${where}: expected x, the inputs of ${model.label}; it was not given`);
  }
  const parts = partsOf(where, options);
  const batchSize = Math.max(1, parts.x.columns[0]?.rows ?? 1);
  return arraySource(where, parts, { ...options, batchSize }).first();
}

function runOn(
  where: string,
  kind: "trainStep" | "testStep",
  model: Trained,
  given: TrainOnBatchArguments,
): unknown {
  const compiled = compilationOf(where, model);
  const batch = batchOf(where, model, given);
  const means = meansOf(where, model, compiled);
  means.prepare(batch);
  model.resetMetrics();
  const made = means.step(kind, means.isOwn(kind)).run(batch);
  const logs = finalLogs(means, kind, made);
  return given.returnDict === true ? logs : inOrder(logs, model.metricsNames);
}

/** One step of training. */
export function trainOnBatch(model: Trained, args: readonly unknown[]): unknown {
  const where = `${model.label}.trainOnBatch`;
  return runOn(where, "trainStep", model, bound(where, TRAIN_ON_BATCH, args));
}

/** Loss and metrics of a batch. */
export function testOnBatch(model: Trained, args: readonly unknown[]): unknown {
  const where = `${model.label}.testOnBatch`;
  return runOn(where, "testStep", model, bound<TestOnBatchArguments>(where, TEST_ON_BATCH, args));
}

/** Outputs for a batch. */
export function predictOnBatch(model: Trained, x: unknown): unknown {
  const where = `${model.label}.predictOnBatch`;
  const joined = new Joined(where);
  joined.add(model.predictor.run(batchOf(where, model, { x })));
  return joined.result;
}
