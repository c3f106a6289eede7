/**
 * `tf.config.explain`: what a function's run on the cpu device consists of.
 *
 * @module
 */
import { fromCaller } from "../errors/caller.ts";
import { explain as explainRun, type ExplainedStep } from "../engine/plan/explain.ts";
import { formatValue } from "../errors/format.ts";
import { backendInUse, flush } from "../tensor/graph.ts";

/** Widest list of operators in a table. */
const WIDEST = 60;

/** The steps of a run, as a table. */
export class Explanation {
  /** The steps in their order. */
  readonly steps: readonly ExplainedStep[];

  /** Makes it of the steps. */
  constructor(steps: readonly ExplainedStep[]) {
    this.steps = steps;
  }

  /** How long all of them took. */
  get milliseconds(): number {
    return this.steps.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  }

  /** The table: a line for each step, then all together. */
  toString(): string {
    const rows = this.steps.map(({ by, operators, shape, milliseconds }) => [
      by,
      milliseconds.toFixed(3),
      `[${shape.join(", ")}]`,
      shortened(operators),
    ]);
    const head = ["by", "ms", "largest result", "operators"];
    const widths = head.map((title, i) =>
      Math.max(title.length, ...rows.map((row) => row[i]!.length))
    );
    const line = (row: readonly string[]) =>
      row.map((it, i) => i === 1 ? it.padStart(widths[i]!) : it.padEnd(widths[i]!)).join("  ")
        .trimEnd();
    const all = `${this.steps.length} steps, ${this.milliseconds.toFixed(3)} ms`;
    return [head, ...rows].map(line).concat(all).join("\n");
  }

  /** The table, where the object is printed. */
  [Symbol.for("Deno.customInspect")](): string {
    return this.toString();
  }
}

/** Operators in short: how many of each in a row, and no more than a line has room for. */
function shortened(operators: readonly string[]): string {
  const runs: { op: string; count: number }[] = [];
  for (const op of operators) {
    const last = runs.at(-1);
    if (last?.op === op) last.count++;
    else runs.push({ op, count: 1 });
  }
  const text = runs.map(({ op, count }) => count > 1 ? `${count} ${op}` : op).join(", ");
  return text.length > WIDEST ? `${text.slice(0, WIDEST)}… (${operators.length})` : text;
}

/**
 * Says what a function's run consists of: which operators run together as one generated kernel or
 * one session of ONNX Runtime, and how long each takes. The function is called three times, the last
 * time of which is told of: a step of training trains three steps.
 *
 * @param fn What is run; a `tf.function` as it is.
 * @param args What it is called with.
 * @returns The steps; printed, a table.
 * @throws {TypeError} for what is no function, and on another device than the cpu, which does not
 *   tell.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.random.normal([200, 300]);
 * const f = tf.function((x: tf.Tensor) => tf.reduceSum(tf.exp(tf.negative(tf.square(x))), 0));
 * const { steps } = tf.device("cpu", () => tf.config.explain(f, x));
 * assertEquals(steps.map(({ by }) => by), ["kernel"]);
 * ```
 */
export function explain<Args extends unknown[]>(
  fn: (...args: Args) => unknown,
  ...args: Args
): Explanation {
  return fromCaller(explain, () => {
    if (typeof fn !== "function") {
      throw new TypeError(`tf.config.explain: expected a function, received ${formatValue(fn)}`);
    }
    const { name } = backendInUse();
    if (name !== "cpu") {
      throw new TypeError(`tf.config.explain: expected the cpu device in use, received ${name}`);
    }
    const run = () => {
      fn(...args);
      flush();
    };
    run();
    run();
    return new Explanation(explainRun(run));
  });
}
