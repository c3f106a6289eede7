/**
 * `tf.keras.utils.Progbar`, for loops of one's own.
 *
 * @module
 */
import { displayable } from "../display/inspect.ts";
import { readOptions, type Rows, type RowsOf } from "../configuration/options.ts";
import { finite, integer, REQUIRED, row, text } from "../configuration/rows.ts";
import { fromCaller } from "../errors/caller.ts";
import { checkBoolean, checkInteger } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { type Arguments, bindArguments } from "../ops/bind.ts";
import { getProfile } from "../random/profile.ts";
import { Tensor } from "../tensor/tensor.ts";
import { ProgressBar } from "./progress_bar.ts";
import { progressSink } from "./progress_sink.ts";

/** Options of {@linkcode Progbar}. */
export interface ProgbarOptions {
  /** Number of steps, >= 0; `null` if nobody knows. */
  target: number | null;
  /** Length of the bar in characters, >= 1; default `null`: 20 in Keras 3, 30 before. */
  width?: number | null | undefined;
  /** 0: silent; 1: a bar; 2: one line at the end; default 1. */
  verbose?: 0 | 1 | 2 | undefined;
  /** Seconds between two drawings at least, >= 0; default 0.05. */
  interval?: number | undefined;
  /** Names of values that are shown as they are; those of all others are averaged. */
  statefulMetrics?: Iterable<string> | null | undefined;
  /** Names of values that are averaged; all others are shown as they are. */
  statelessMetrics?: Iterable<string> | null | undefined;
  /** What a step is called; default `"step"`. */
  unitName?: string | undefined;
}

type Names = [
  "target",
  "width",
  "verbose",
  "interval",
  "statefulMetrics",
  "statelessMetrics",
  "unitName",
];

/** Names and values of a step. */
export type ProgbarValues = readonly (readonly [name: string, value: number | Tensor])[];

/** Arguments of {@linkcode Progbar.update}. */
export interface ProgbarUpdateArguments {
  /** The step. */
  current: number;
  /** Names and values; default `null`: none. */
  values?: ProgbarValues | null | undefined;
  /** Whether it is the last; default `null`: whether the target is reached. */
  finalize?: boolean | null | undefined;
}

/** Arguments of {@linkcode Progbar.add}. */
export interface ProgbarAddArguments {
  /** How many steps further. */
  n: number;
  /** Names and values; default `null`: none. */
  values?: ProgbarValues | null | undefined;
}

function names() {
  return row<Iterable<string>, ReadonlySet<string>, null>(null, (where, name, given) => {
    const isList = typeof given === "object" && given !== null && Symbol.iterator in given;
    const all: unknown[] = isList ? [...given] : [given];
    if (isList && all.every((it) => typeof it === "string")) return new Set(all as string[]);
    throw new TypeError(
      `${where}: expected ${name} to be a list of names, received ${name}=${formatValue(given)}`,
    );
  });
}

function target() {
  return row<number | null, number | null, typeof REQUIRED>(
    REQUIRED,
    (where, name, given) => given === null ? null : checkInteger(where, name, given, { min: 0 }),
  );
}

function verbosity() {
  return row<0 | 1 | 2, 0 | 1 | 2, 1>(
    1,
    (where, name, given) => checkInteger(where, name, given, { min: 0, max: 2 }) as 0 | 1 | 2,
  );
}

const OPTIONS = [
  ["target", target()],
  ["width", integer(null, { min: 1 })],
  ["verbose", verbosity()],
  ["interval", finite(0.05, { min: 0 })],
  ["statefulMetrics", names()],
  ["statelessMetrics", names()],
  ["unitName", text("step")],
] as const satisfies RowsOf<ProgbarOptions, Names>;

/**
 * A progress bar. Values are averaged over the steps so far unless they are said to be stateful.
 *
 * @throws {TypeError} for both of `statefulMetrics` and `statelessMetrics`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 *
 * const bar = new tf.keras.utils.Progbar(3, { verbose: 0 });
 * for (let step = 1; step <= 3; step++) bar.update(step, [["loss", 1 / step]]);
 * ```
 */
export class Progbar {
  /** Its options, in Keras's order. */
  static readonly rows: Rows = OPTIONS;
  readonly #bar: ProgressBar;
  readonly #isAveraged: (name: string) => boolean;
  readonly #sums = new Map<string, { sum: number; count: number }>();
  #seen = 0;

  /** @param args Number of steps; the rest by place or by name. */
  constructor(...args: Arguments<ProgbarOptions, Names>) {
    const { own } = readOptions(new.target, OPTIONS, [], args);
    const { statefulMetrics: stateful, statelessMetrics: stateless, unitName: unit } = own;
    if (stateful !== null && stateless !== null) {
      fromCaller(new.target, () => {
        throw new TypeError(
          "Progbar: expected statefulMetrics or statelessMetrics, received both; the names that are not in the one are the other",
        );
      });
    }
    this.#isAveraged = (name) =>
      stateless === null ? !(stateful?.has(name) ?? false) : stateless.has(name);
    const { target, interval, verbose } = own;
    const width = own.width ?? (getProfile() === "keras3" ? 20 : 30);
    if (verbose !== 0) progressSink().begin();
    this.#bar = new ProgressBar({ target, width, verbose, interval, unit });
  }

  /** Number of steps; `null` if nobody knows. */
  get target(): number | null {
    return this.#bar.target;
  }

  set target(value: number | null) {
    this.#bar.target = target().read("Progbar", "target", value);
  }

  /** Goes on to a step, and draws the bar if the last drawing is long enough ago. */
  update(
    ...args: Arguments<ProgbarUpdateArguments, ["current", "values", "finalize"]>
  ): void {
    fromCaller(this.update, () => {
      const where = "Progbar.update";
      const signature = { where, names: ["current", "values", "finalize"], required: 1 };
      const [current, values, finalize] = bindArguments(signature, args);
      const step = checkInteger(where, "current", current, { min: 0 });
      const isFinal = finalize === undefined || finalize === null
        ? this.target !== null && step >= this.target
        : checkBoolean(where, "finalize", finalize);
      this.#advance(step, checkValues(where, values), isFinal);
    });
  }

  /** Goes on by some steps. */
  add(...args: Arguments<ProgbarAddArguments, ["n", "values"]>): void {
    fromCaller(this.add, () => {
      const where = "Progbar.add";
      const [n, values] = bindArguments({ where, names: ["n", "values"], required: 1 }, args);
      const step = this.#seen + checkInteger(where, "n", n, { min: 0 });
      const isFinal = this.target !== null && step >= this.target;
      this.#advance(step, checkValues(where, values), isFinal);
    });
  }

  #advance(step: number, values: readonly (readonly [string, number])[], isFinal: boolean): void {
    const steps = Math.max(step - this.#seen, 1);
    for (const [name, value] of values) {
      // In Keras 3 the last values stand for all.
      const isAlone = !this.#isAveraged(name) || (isFinal && getProfile() === "keras3");
      const before = isAlone ? undefined : this.#sums.get(name);
      const count = isAlone ? 1 : steps;
      this.#sums.set(name, {
        sum: (before?.sum ?? 0) + value * count,
        count: (before?.count ?? 0) + count,
      });
    }
    this.#seen = step;
    this.#bar.advance(
      step,
      isFinal,
      () => [...this.#sums].map(([name, { sum, count }]) => [name, sum / count] as const),
    );
    if (isFinal) progressSink().end();
  }
}

/** Names and values as numbers. */
function checkValues(where: string, given: unknown): readonly (readonly [string, number])[] {
  if (given === undefined || given === null) return [];
  const pairs: unknown[] = Array.isArray(given) ? given : [given];
  return pairs.map((pair) => {
    const [name, value]: unknown[] = Array.isArray(pair) ? pair : [];
    const isNumber = typeof value === "number" || (value instanceof Tensor && value.size === 1);
    if (Array.isArray(given) && typeof name === "string" && isNumber) return [name, Number(value)];
    throw new TypeError(
      `${where}: expected values to be pairs of a name and a number, received values=${
        formatValue(given)
      }`,
    );
  });
}

displayable(Progbar.prototype, { repr: (it) => `<${it.constructor.name}>` });
