/**
 * What callbacks print, in the words of the Keras in use. TensorFlow 2.0 to 2.6 wrote epochs with
 * five digits.
 *
 * @module
 */
import { floatText } from "../display/float_text.ts";
import { getProfile } from "../random/profile.ts";
import { fixed } from "./python_format.ts";

/** `Epoch 3`; epochs count from 0. */
function epochText(epoch: number): string {
  const number = String(epoch + 1);
  return `Epoch ${getProfile() === "tf2.0" ? number.padStart(5, "0") : number}`;
}

const isKeras3 = () => getProfile() === "keras3";

/** Of `EarlyStopping`. */
export function stoppedMessage(epoch: number): string {
  return `${epochText(epoch)}: early stopping`;
}

/** Of `EarlyStopping`. */
export function restoringMessage(epoch: number): string {
  const which = getProfile() === "tf2.0" ? "" : `: ${epoch + 1}`;
  return `Restoring model weights from the end of the best epoch${which}.`;
}

/** Of `LearningRateScheduler`. */
export function scheduledMessage(epoch: number, name: string, rate: number): string {
  const verb = getProfile() === "tf2.0" ? "reducing" : "setting";
  const which = name === "" ? "" : `${name} `;
  return `\n${epochText(epoch)}: LearningRateScheduler ${verb} ${which}learning rate to ${
    floatText(rate, 64)
  }.`;
}

/** Of `ReduceLROnPlateau`. */
export function reducedMessage(epoch: number, name: string, rate: number): string {
  const which = name === "" ? "" : ` ${name}`;
  return `\n${epochText(epoch)}: ReduceLROnPlateau reducing${which} learning rate to ${
    floatText(rate, 64)
  }.`;
}

/** What a checkpoint found. */
export interface Found {
  readonly epoch: number;
  readonly monitor: string;
  /** The best value so far. */
  readonly best: number | null;
  /** Whether the largest is the best. */
  readonly isMax: boolean;
}

function bestText({ best, isMax }: Found): string {
  if (best !== null) return fixed(best, 5);
  return isKeras3() ? "None" : isMax ? "-inf" : "inf";
}

/** Of `ModelCheckpoint`. */
export function improvedMessage(found: Found, current: number, path: string): string {
  return `\n${epochText(found.epoch)}: ${found.monitor} improved from ${bestText(found)} to ${
    fixed(current, 5)
  }, saving model to ${path}`;
}

/** Of `ModelCheckpoint`. */
export function notImprovedMessage(found: Found): string {
  return `\n${epochText(found.epoch)}: ${found.monitor} did not improve from ${bestText(found)}`;
}

/** Of `ModelCheckpoint`. */
export function savingMessage(epoch: number, path: string): string {
  return `\n${epochText(epoch)}: saving model to ${path}`;
}

/** Of `ModelCheckpoint`, in Keras 3 alone. */
export function savedMessage(epoch: number, path: string): string | undefined {
  return isKeras3() ? `\n${epochText(epoch)}: finished saving model to ${path}` : undefined;
}
