/**
 * The loop of `evaluate`, and of validations.
 *
 * @module
 */
import type { CallbackList } from "../callbacks/callback_list.ts";
import type { Logs } from "../callbacks/callback.ts";
import { Breath, type Loop, settled } from "./drive.ts";
import type { Epochs } from "./epochs.ts";
import { execute, finalLogs, logsOf, type Means } from "./runner.ts";
import type { StopSignal } from "./stop_signal.ts";

/** Evaluates one pass; gives loss and metrics. */
export function* evaluateLoop(
  means: Means,
  batches: Epochs,
  callbacks: CallbackList,
  stop: StopSignal,
): Loop<Logs> {
  const { model, compiled: { stepsPerExecution }, where } = means;
  model.stopEvaluating = false;
  yield* settled(callbacks.onTestBegin());
  model.resetMetrics();
  const step = means.step("testStep", means.isOwn("testStep"));
  const [begins, ends] = [callbacks.has("onTestBatchBegin"), callbacks.has("onTestBatchEnd")];
  const breath = new Breath();
  let given: unknown;
  batches.close();
  batches.begin();
  for (let first = 0;; first += stepsPerExecution) {
    if (begins) yield* settled(callbacks.onTestBatchBegin(first));
    const done = yield* execute(step, batches, first, stepsPerExecution);
    if (done === undefined) {
      if (first > 0) break;
      throw new TypeError(`${where}: expected at least one batch to evaluate, received none`);
    }
    given = done.given;
    if (ends) {
      const logs = logsOf(means, "testStep", given);
      yield* settled(callbacks.onTestBatchEnd(first + done.steps - 1, logs));
    }
    const { due } = breath;
    if (due !== undefined) yield due;
    if (stop.pressed) model.stopTraining = model.stopEvaluating = true;
    if (model.stopEvaluating || done.steps < stepsPerExecution) break;
  }
  const logs = finalLogs(means, "testStep", given);
  yield* settled(callbacks.onTestEnd(logs));
  return logs;
}
