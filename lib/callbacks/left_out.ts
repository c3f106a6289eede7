/**
 * Callbacks of Keras's that are left out: their constructors say so, and why.
 *
 * @module
 */
import type { Option, Rows } from "../configuration/options.ts";
import { fromCaller } from "../errors/caller.ts";
import { Callback } from "./callback.ts";

/** A parameter of Keras's, whatever is given for it. */
function anything(ifMissing: unknown): Option<unknown, unknown> {
  return { required: false, ifMissing, read: (_where, _name, given) => given, write: (it) => it };
}

const REQUIRED: Option<unknown, unknown> = { ...anything(undefined), required: true };

const REMOTE_MONITOR: Rows = [
  ["root", anything("http://localhost:9000")],
  ["path", anything("/publish/epoch/end/")],
  ["field", anything("data")],
  ["headers", anything(null)],
  ["sendAsJson", anything(false)],
];

const ORBAX_CHECKPOINT: Rows = [
  ["directory", REQUIRED],
  ["monitor", anything("val_loss")],
  ["verbose", anything(0)],
  ["saveBestOnly", anything(false)],
  ["mode", anything("auto")],
  ["saveFreq", anything("epoch")],
  ["initialValueThreshold", anything(null)],
  ["maxToKeep", anything(1)],
  ["saveOnBackground", anything(true)],
  ["saveWeightsOnly", anything(false)],
];

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
  /** Its options, in Keras's order. */
  static readonly rows: Rows = REMOTE_MONITOR;

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
  /** Its options, in Keras's order. */
  static readonly rows: Rows = ORBAX_CHECKPOINT;

  /** @param _args Whatever Keras's takes. */
  constructor(..._args: unknown[]) {
    super();
    leaveOut(
      new.target,
      "since its format is that of the Python library Orbax; use a ModelCheckpoint or BackupAndRestore",
    );
  }
}
