/**
 * What is done where a notebook's stop button has ended a training, an evaluation or a prediction:
 * callbacks close what they opened and take back what they changed for a while, and the cell says how
 * far it came, as the kernel says nothing.
 *
 * @module
 */
import type { CallbackList } from "../callbacks/callback_list.ts";
import { printLine } from "../callbacks/progress_sink.ts";

/**
 * Puts in order what was stopped.
 *
 * @param epochs How many a training was to have; none: it was no training.
 */
export function stopped(callbacks: CallbackList, epochs?: number): void {
  try {
    callbacks.onFailure();
    if (epochs === undefined) return printLine("Stopped.");
    const done = callbacks.history?.epoch.length ?? 0;
    printLine(
      `Stopped after ${done} of ${epochs} epochs. Model and model.history are kept; fit goes on from here.`,
    );
  } catch (error) {
    reportError(error);
  }
}
