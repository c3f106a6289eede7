/**
 * What the loops of `fit`, `evaluate` and `predict` share: a model as they see it, and the steps of
 * one execution.
 *
 * @module
 */
import { CallbackList } from "../callbacks/callback_list.ts";
import type { CallbackModel } from "../callbacks/model.ts";
import type { Logs } from "../callbacks/callback.ts";
import type { MetricResult } from "../metrics/metric.ts";
import type { Compiled, StepKind } from "./compiled.ts";
import { type Batch, sizeOf } from "./data/batch.ts";
import type { Epochs } from "./epochs.ts";
import { type Loop, settled } from "./drive.ts";
import { asNumbers, checkResults, lazyLogs } from "./logs.ts";
import type { CallbacksOption } from "./options.ts";
import type { StepFunction } from "./step_functions.ts";
import type { Buildable } from "./symbolic_build.ts";

/** A model as the loops see it. */
export interface Runnable extends CallbackModel, Buildable {
  /** Gives its results by name. */
  getMetricsResult(): Record<string, MetricResult>;
  /** Whether steps run operation by operation. */
  readonly runEagerly: boolean;
  /** Forgets the batches that metrics took in. */
  resetMetrics(): void;
}

/** One loop's means. */
export interface Means {
  readonly model: Runnable;
  readonly compiled: Compiled;
  readonly where: string;
  /** The step of a kind, for the weights that are trained now. */
  readonly step: (kind: StepKind, leavesResults: boolean) => StepFunction;
  /** Makes what a first step needs. */
  readonly prepare: (batch: Batch) => void;
  /** Whether a step is Keras's own, whose results are those of the metrics. */
  readonly isOwn: (kind: StepKind) => boolean;
}

/** The callbacks of a loop as one. */
export function callbacksOf(
  where: string,
  given: CallbacksOption | undefined,
  options: {
    readonly model: CallbackModel;
    readonly addHistory: boolean;
    readonly verbose: 0 | 1 | 2;
    readonly epochs: number;
    readonly steps: number | undefined;
  },
): CallbackList {
  if (given instanceof CallbackList) return given;
  const { model, addHistory, verbose, epochs, steps = null } = options;
  try {
    return new CallbackList(given as never ?? null, {
      addHistory,
      addProgbar: verbose !== 0,
      model,
      verbose,
      epochs,
      steps,
    });
  } catch (error) {
    if (error instanceof Error) error.message = error.message.replace("CallbackList", where);
    throw error;
  }
}

/** Runs a step for each batch of an execution, and gives what the last one gave. */
export function* execute(
  step: StepFunction,
  epochs: Epochs,
  first: number,
  count: number,
): Loop<{ steps: number; examples: number; given: unknown } | undefined> {
  let given: unknown;
  let examples = 0;
  for (let i = 0; i < count; i++) {
    const batch = yield* settled(epochs.next(first + i));
    if (batch === undefined) return i === 0 ? undefined : { steps: i, examples, given };
    given = step.run(batch);
    examples += sizeOf(batch);
  }
  return { steps: count, examples, given };
}

/** Logs of the batches so far: of metrics where the step is Keras's own, else what the step gave. */
export function logsOf({ model, isOwn, where }: Means, kind: StepKind, given: unknown): Logs {
  if (!isOwn(kind)) return lazyOf(checkResults(`${where}: ${kind}`, given));
  const names = Object.keys(model.getMetricsResult());
  return lazyLogs(names, () => asNumbers(model.getMetricsResult()));
}

function lazyOf(results: Record<string, unknown>): Logs {
  return lazyLogs(Object.keys(results), () => asNumbers(results));
}

/** Logs of all batches: those of the metrics, unless a step of a user's own gives others. */
export function finalLogs(means: Means, kind: StepKind, given: unknown): Logs {
  const results = means.model.getMetricsResult();
  if (means.isOwn(kind)) return asNumbers(results);
  const own = checkResults(`${means.where}: ${kind}`, given);
  const isSame = Object.keys(own).length === Object.keys(results).length &&
    Object.keys(own).every((it) => it in results);
  return asNumbers(isSame ? results : own);
}
