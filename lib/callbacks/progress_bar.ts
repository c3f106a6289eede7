/**
 * What a progress bar does: when it draws, and how long a step takes. Values are read only when it
 * draws.
 *
 * @module
 */
import { barLine, type Progress, summaryLine } from "./progbar_line.ts";
import { type ProgressSink, progressSink } from "./progress_sink.ts";

/** A checked bar. */
export interface BarOptions {
  readonly target: number | null;
  readonly width: number;
  readonly verbose: 0 | 1 | 2;
  /** Seconds between two drawings at least. */
  readonly interval: number;
  readonly unit: string;
}

/** A progress bar. */
export class ProgressBar {
  /** Steps there will be, if that is known. */
  target: number | null;
  readonly #options: BarOptions;
  readonly #sink: ProgressSink = progressSink();
  readonly #start: number = this.#sink.now();
  #lastDrawn = -Infinity;
  #afterFirst: number | undefined;
  #columns = 0;

  /** @param options What it is like. */
  constructor(options: BarOptions) {
    this.#options = options;
    this.target = options.target;
  }

  /** Seconds of a step; the first, which often takes longer, does not count once there are others. */
  #stepSeconds(current: number, now: number): number {
    if (current === 0) return 0;
    const first = this.#afterFirst;
    if (current === 1) this.#afterFirst = now;
    return first !== undefined && current > 1
      ? (now - first) / (current - 1)
      : (now - this.#start) / current;
  }

  /**
   * Goes on to a step.
   *
   * @param read Gives names and values.
   */
  advance(
    current: number,
    isFinal: boolean,
    read: () => readonly (readonly [string, number])[],
  ): void {
    const { verbose, interval, unit, width } = this.#options;
    if (verbose === 0) return;
    const now = this.#sink.now();
    const elapsed = now - this.#start;
    const perStep = this.#stepSeconds(current, now);
    const isDue = isFinal ||
      (verbose === 1 && now - this.#lastDrawn >= interval && this.#sink.isReady(elapsed));
    if (!isDue) return;
    this.#lastDrawn = now;
    const { target } = this;
    const progress = { current, target, isFinal, elapsed, perStep, unit, width, values: read() };
    if (verbose === 1) return this.#draw(progress);
    const line = summaryLine(progress);
    if (line !== "") this.#sink.write(`${line}\n`);
  }

  /** One write: the line, and spaces over what is left of a longer one. */
  #draw(progress: Progress): void {
    const { canRewrite, hasColours } = this.#sink;
    const { text, columns } = barLine(progress, hasColours);
    const rest = " ".repeat(Math.max(0, this.#columns - columns));
    this.#columns = columns;
    const end = progress.isFinal ? "\n" : "";
    this.#sink.write(`${canRewrite ? "\r" : "\n"}${text}${rest}${end}`);
  }
}
