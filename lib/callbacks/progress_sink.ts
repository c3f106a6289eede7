/**
 * Where progress goes: to a terminal, whose last line is rewritten, to a notebook's cell, whose
 * output is replaced, or to a file, where every line stays. All that callbacks print goes through
 * here, so that tests can take it.
 *
 * @module
 */
import { host } from "../platform/host.ts";
import { LiveDisplay } from "../platform/live_display.ts";

/** Takes what is printed. */
export interface ProgressSink {
  /** Whether a carriage return brings the begin of the line back. */
  readonly canRewrite: boolean;
  /** Whether letters may be coloured. */
  readonly hasColours: boolean;
  /** Seconds, from anywhere. */
  now(): number;
  /** Whether an update would be seen now; of one that began some seconds ago. */
  isReady(elapsed: number): boolean;
  /** Begins a series of writes that belong together. */
  begin(): void;
  /** Prints. */
  write(text: string): void;
  /** Ends the series: whatever was held back is shown. */
  end(): void;
}

/** Seconds since the beginning of the program. */
function seconds(): number {
  return performance.now() / 1000;
}

const encoder = new TextEncoder();

/** The standard output: one write for each text. */
class StandardOutput implements ProgressSink {
  readonly canRewrite: boolean = host.terminal.isTerminal();
  readonly hasColours: boolean = this.canRewrite;
  now = seconds;

  isReady(): boolean {
    return true;
  }

  begin(): void {}

  write(text: string): void {
    const bytes = encoder.encode(text);
    for (let done = 0; done < bytes.length;) done += host.terminal.write(bytes.subarray(done));
  }

  end(): void {}
}

/** Most messages to a notebook in a second; the last is kept for the ends of epochs. */
const MOST_SENDS = 4;
/** Characters of finished lines after which a new output begins, as each update sends all of one. */
const LONGEST_TEXT = 1_000;
/** The part of the time that has passed that lies between two updates at least. */
const SHARE = 1 / 40;

/** How outputs of a notebook are made. */
export interface Display {
  /** Shows a text in the place of the last one. */
  show(text: string): void;
}

/**
 * The output of a notebook's cell. At most four messages are sent in a second, and fewer the longer
 * something takes, so that a long training does not fill the notebook's connection and memory.
 */
export class NotebookOutput implements ProgressSink {
  readonly canRewrite = true;
  readonly hasColours = false;
  readonly now: () => number;
  readonly #open: () => Display;
  #display: Display | undefined;
  #text = "";
  #isOpen = false;
  #isPending = false;
  #sends: number[] = [];

  /**
   * @param open Makes a new output.
   * @param now Seconds.
   */
  constructor(open: () => Display, now: () => number = seconds) {
    this.#open = open;
    this.now = now;
  }

  #sendsSince(time: number): number {
    return this.#sends.filter((it) => it > time).length;
  }

  isReady(elapsed: number): boolean {
    const now = this.now();
    const last = this.#sends.at(-1) ?? -Infinity;
    return now - last >= Math.max(1 / MOST_SENDS, elapsed * SHARE) &&
      this.#sendsSince(now - 1) < MOST_SENDS - 1;
  }

  begin(): void {
    // What was stopped has its output in an earlier cell, and none of its text belongs to this one.
    if (this.#display === undefined) this.#isPending = false;
    this.end();
    this.#isOpen = true;
  }

  write(text: string): void {
    for (const part of text.split(/(?=\r)/)) {
      this.#text = part.startsWith("\r")
        ? this.#text.slice(0, this.#text.lastIndexOf("\n") + 1) + part.slice(1)
        : this.#text + part;
    }
    this.#isPending = true;
    if (this.#isOpen && this.#sendsSince(this.now() - 1) >= MOST_SENDS) return;
    this.#send();
    if (!this.#isOpen || (this.#text.endsWith("\n") && this.#text.length > LONGEST_TEXT)) {
      this.#close();
    }
  }

  #send(): void {
    this.#sends = [...this.#sends.slice(1 - MOST_SENDS), this.now()];
    this.#isPending = false;
    (this.#display ??= this.#open()).show(this.#text.replace(/^\n+|[ \n]+$/g, ""));
  }

  #close(): void {
    this.#display = undefined;
    this.#text = "";
  }

  end(): void {
    if (this.#isPending) this.#send();
    this.#close();
    this.#isOpen = false;
  }
}

let sink: ProgressSink | undefined;

/** Where progress goes. */
export function progressSink(): ProgressSink {
  return sink ??= LiveDisplay.open() === undefined
    ? new StandardOutput()
    : new NotebookOutput(() => LiveDisplay.open()!);
}

/** Lets progress go elsewhere, for tests; gives what takes that back. */
export function replaceProgressSink(other: ProgressSink): Disposable {
  const before = sink;
  sink = other;
  return { [Symbol.dispose]: () => void (sink = before) };
}

/** Prints a line. */
export function printLine(text: string): void {
  progressSink().write(`${text}\n`);
}
