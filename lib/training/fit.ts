/**
 * The loop of `fit`.
 *
 * @module
 */
import type { CallbackList } from "../callbacks/callback_list.ts";
import type { Logs } from "../callbacks/callback.ts";
import { Breath, type Loop, settled } from "./drive.ts";
import { Epochs } from "./epochs.ts";
import { evaluateLoop } from "./evaluate.ts";
import { execute, finalLogs, logsOf, type Means } from "./runner.ts";
import { checkSource } from "./check_source.ts";
import type { Source } from "./data/source.ts";
import { LossWatch } from "./hints.ts";
import { inKerasOrder } from "./logs.ts";
import { StopSignal } from "./stop_signal.ts";

/** What the loop of `fit` runs with, checked. */
export interface FitPlan {
  readonly source: Source;
  readonly epochs: number;
  readonly initialEpoch: number;
  readonly steps: number | undefined;
  readonly callbacks: CallbackList;
  /** The data that are validated with, if there are any. */
  readonly validation: Source | undefined;
  readonly validationSteps: number | undefined;
  readonly isValidated: (epoch: number) => boolean;
}

/** Trains for some epochs. */
export function* fitLoop(means: Means, plan: FitPlan): Loop<void> {
  const { model, prepare, where } = means;
  const { callbacks } = plan;
  const isDropped = means.isOwn("trainStep") && !model.runEagerly;
  const batches = new Epochs(where, plan.source, plan.steps, isDropped);
  const validation = plan.validation && new Epochs(where, plan.validation, plan.validationSteps);
  const stop = new StopSignal();
  try {
    const first = yield* settled(plan.source.first());
    if (first === undefined) throw noBatches(where);
    prepare(first);
    checkSource(where, means.compiled, plan.source);
    if (plan.validation !== undefined) {
      checkSource(`${where}: validationData`, means.compiled, plan.validation);
    }
    model.stopTraining = false;
    model.initialEpoch = null;
    yield* settled(callbacks.onTrainBegin());
    const from = model.initialEpoch ?? plan.initialEpoch;
    const logs = yield* epochsFrom(from, { means, plan, batches, validation, stop });
    model.optimizer?.finalizeVariableValues(model.trainableVariables);
    yield* settled(callbacks.onTrainEnd(logs));
  } catch (error) {
    callbacks.onFailure();
    throw error;
  } finally {
    stop.close();
    batches.close();
    validation?.close();
  }
}

/** What the epochs of one training share. */
interface Epoching {
  readonly means: Means;
  readonly plan: FitPlan;
  readonly batches: Epochs;
  readonly validation: Epochs | undefined;
  readonly stop: StopSignal;
}

function* epochsFrom(from: number, shared: Epoching): Loop<Logs | undefined> {
  const { means, plan, validation } = shared;
  const { model } = means;
  const { callbacks } = plan;
  let logs: Logs | undefined;
  const watch = new LossWatch(means.where, plan.source);
  for (let epoch = from; epoch < plan.epochs && !model.stopTraining; epoch++) {
    model.resetMetrics();
    yield* settled(callbacks.onEpochBegin(epoch));
    const given = yield* oneEpoch(shared);
    if (given === undefined) break;
    const epochLogs = finalLogs(means, "trainStep", given.given);
    if (validation !== undefined && plan.isValidated(epoch)) {
      const made = yield* evaluateLoop(means, validation, callbacks, shared.stop);
      for (const [name, value] of Object.entries(made)) epochLogs[`val_${name}`] = value;
    }
    logs = inKerasOrder(epochLogs);
    // Where a callback has ended the training for it, nothing is to be said.
    if (!model.stopTraining) watch.look(epoch, logs);
    yield* settled(callbacks.onEpochEnd(epoch, logs));
  }
  return logs;
}

/** The batches of an epoch; `undefined` if there was none. */
function* oneEpoch({ means, plan, batches, stop }: Epoching): Loop<{ given: unknown } | undefined> {
  const { model, compiled: { stepsPerExecution } } = means;
  const { callbacks } = plan;
  const breath = new Breath();
  const isOwn = means.isOwn("trainStep");
  const step = means.step("trainStep", isOwn);
  const [begins, ends] = [callbacks.has("onTrainBatchBegin"), callbacks.has("onTrainBatchEnd")];
  let given: unknown;
  batches.begin();
  for (let first = 0;; first += stepsPerExecution) {
    if (begins) yield* settled(callbacks.onTrainBatchBegin(first));
    const done = yield* execute(step, batches, first, stepsPerExecution);
    if (done === undefined) return first === 0 ? undefined : { given };
    given = done.given;
    if (ends) {
      const logs = logsOf(means, "trainStep", given);
      yield* settled(callbacks.onTrainBatchEnd(first + done.steps - 1, logs));
    }
    const { due } = breath;
    if (due !== undefined) yield due;
    if (stop.pressed) model.stopTraining = true;
    if (model.stopTraining || done.steps < stepsPerExecution) return { given };
  }
}

/** The error for data without a batch. */
export function noBatches(where: string): TypeError {
  return new TypeError(`${where}: expected at least one batch, received none`);
}
