/**
 * The line of a progress bar: Keras 3's, and what tf.keras had before.
 *
 * @module
 */
import { getProfile } from "../random/profile.ts";
import { exponential, fixed } from "./python_format.ts";

/** What a line says. */
export interface Progress {
  /** Steps that are done. */
  readonly current: number;
  /** Steps there will be, if that is known. */
  readonly target: number | null;
  /** Whether it is the last line. */
  readonly isFinal: boolean;
  /** Seconds since the beginning. */
  readonly elapsed: number;
  /** Seconds of a step. */
  readonly perStep: number;
  /** What a step is called. */
  readonly unit: string;
  /** Length of the bar. */
  readonly width: number;
  /** Names and values behind it. */
  readonly values: readonly (readonly [string, number])[];
}

/** A text, and how many columns it takes on the screen. */
export interface Line {
  readonly text: string;
  readonly columns: number;
}

/** A duration of a step, with a space before. */
function stepTime(seconds: number, unit: string): string {
  if (seconds >= 1 || seconds === 0) return ` ${fixed(seconds, 0)}s/${unit}`;
  if (seconds >= 1e-3) return ` ${fixed(seconds * 1e3, 0)}ms/${unit}`;
  return ` ${fixed(seconds * 1e6, 0)}us/${unit}`;
}

const twoDigits = (x: number) => String(Math.trunc(x)).padStart(2, "0");

/** The time that is left. */
function remaining({ perStep, target, current }: Progress): string {
  const eta = perStep * (target! - current);
  if (eta > 3600) {
    return `${Math.floor(eta / 3600)}:${twoDigits((eta % 3600) / 60)}:${twoDigits(eta % 60)}`;
  }
  if (eta > 60) return `${Math.floor(eta / 60)}:${twoDigits(eta % 60)}`;
  return `${Math.trunc(eta)}s`;
}

/** ` - loss: 0.1234`; tiny values with an exponent. */
function metrics({ values }: Progress, sizeOf: (x: number) => number): string {
  return values.map(([name, value]) =>
    ` - ${name}: ${sizeOf(value) > 1e-3 ? fixed(value, 4) : exponential(value, 4)}`
  ).join("");
}

/** `  5/100`. */
function count({ current, target }: Progress): string {
  return `${String(current).padStart(String(target).length)}/${target}`;
}

/** How much of the bar is filled. */
function filled({ width, current, target }: Progress): number {
  return Math.max(0, Math.trunc(width * (current / target!)));
}

const columnsOf = (text: string) => [...text].length;

const isCounted = ({ target }: Progress) => target !== null && target > 0;

const unknownCount = ({ current }: Progress) => `${String(current).padStart(7)}/Unknown`;

/** Keras 3's line: a bold count, a bar in green and white, a bold time. */
function keras3(progress: Progress, hasColours: boolean): Line {
  let columns = 0;
  const styled = (text: string, style?: number) => {
    columns += columnsOf(text);
    return style === undefined || !hasColours ? text : `\x1b[${style}m${text}\x1b[0m`;
  };
  let text: string;
  if (isCounted(progress)) {
    const done = filled(progress);
    text = styled(count(progress), 1) + styled(" ");
    if (done > 0) text += styled("━".repeat(done), 32);
    text += styled("━".repeat(Math.max(0, progress.width - done)), 37);
  } else text = styled(unknownCount(progress));
  const isRunning = isCounted(progress) && !progress.isFinal;
  const time = isRunning ? remaining(progress) : `${fixed(progress.elapsed, 0)}s`;
  text += styled(" ") + styled(time, 1);
  text += styled(stepTime(progress.perStep, progress.unit) + metrics(progress, Math.abs));
  return { text, columns };
}

/** The line of tf.keras 2: `32/32 [=====] - 0s 3ms/step - loss: 0.1234`. */
function keras2(progress: Progress): Line {
  const { current, target, width, isFinal, elapsed, perStep, unit } = progress;
  let text: string;
  if (isCounted(progress)) {
    const done = filled(progress);
    const tip = done === 0 ? "" : "=".repeat(done - 1) + (current < target! ? ">" : "=");
    text = `${count(progress)} [${tip}${".".repeat(Math.max(0, width - done))}]`;
  } else text = unknownCount(progress);
  text += isFinal || !isCounted(progress)
    ? ` - ${fixed(elapsed, 0)}s${stepTime(perStep, unit)}`
    : ` - ETA: ${remaining(progress)}`;
  text += metrics(progress, Math.abs);
  return { text, columns: columnsOf(text) };
}

/** The line that is rewritten while steps are made. */
export function barLine(progress: Progress, hasColours: boolean): Line {
  return getProfile() === "keras3" ? keras3(progress, hasColours) : keras2(progress);
}

/** The one line of an epoch where no bar is wanted; empty where Keras has none. */
export function summaryLine(progress: Progress): string {
  if (!isCounted(progress)) return "";
  const { elapsed, perStep, unit, target } = progress;
  const begin = `${count(progress)} - ${fixed(elapsed, 0)}s`;
  const values = metrics(progress, (x) => x);
  if (getProfile() === "keras3") return `${begin} -${stepTime(perStep, unit)}${values}`;
  const times = `${stepTime(elapsed, "epoch")} -${stepTime(elapsed / target!, unit)}`;
  return `${begin}${values} -${times}`;
}
