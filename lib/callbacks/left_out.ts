/**
 * Callbacks of Keras's that are left out: their constructors say so, and why.
 *
 * @module
 */
import { fromCaller } from "../errors/caller.ts";
import { Callback } from "./callback.ts";

/** The error of a class that is left out. */
function leaveOut(target: typeof Callback, why: string): never {
  return fromCaller(target, () => {
    throw new TypeError(`${target.name}: it is left out, ${why}`);
  });
}

/**
 * Left out: it sends the logs to a server in a form that only an old Python program understands.
 *
 * @throws {TypeError} always.
 */
export class RemoteMonitor extends Callback {
  /** @param _args Whatever Keras's takes. */
  constructor(..._args: unknown[]) {
    super();
    leaveOut(
      new.target,
      "since nothing may leave the machine that nobody asked for; send the logs with fetch in a LambdaCallback({ onEpochEnd })",
    );
  }
}

/**
 * Left out: it writes the format of a Python library.
 *
 * @throws {TypeError} always.
 */
export class OrbaxCheckpoint extends Callback {
  /** @param _args Whatever Keras's takes. */
  constructor(..._args: unknown[]) {
    super();
    leaveOut(
      new.target,
      "since its format is that of the Python library Orbax; use a ModelCheckpoint or BackupAndRestore",
    );
  }
}
