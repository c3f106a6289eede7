/**
 * Options that every optimizer takes, and how an optimizer's constructor reads its arguments.
 *
 * @module
 */
import {
  type Constructed,
  type Made,
  readOptions,
  type Rows,
  type RowsOf,
} from "../configuration/options.ts";
import { finite, flag, integer, REQUIRED, row, text } from "../configuration/rows.ts";
import { fromCaller } from "../errors/caller.ts";
import { checkFinite } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { type LearningRate, learningRate } from "./learning_rate.ts";

/** Options every optimizer takes. */
export interface OptimizerOptions {
  /**
   * What each step takes off a weight besides, as a share of it times the learning rate, >= 0;
   * default `null`: nothing. Not the same as a penalty in the loss, for optimizers with momentum.
   */
  weightDecay?: number | null | undefined;
  /** Each gradient is scaled to a norm of at most this, >= 0; default `null`, and 0: not at all. */
  clipnorm?: number | null | undefined;
  /** Each gradient is cut to values from `-clipvalue` to `clipvalue`; `null` and 0: not at all. */
  clipvalue?: number | null | undefined;
  /** All gradients together are scaled to a norm of at most this; `null` and 0: not at all. */
  globalClipnorm?: number | null | undefined;
  /** Whether a running average of the weights is kept; default `false`. */
  useEma?: boolean | undefined;
  /** How much of that average stays in a step, from 0 to 1; default 0.99. */
  emaMomentum?: number | undefined;
  /**
   * After how many steps, >= 1, the weights are replaced by their averages; default `null`: only by
   * `finalizeVariableValues`.
   */
  emaOverwriteFrequency?: number | null | undefined;
  /** What `scaleLoss` multiplies a loss by, and gradients are divided by, > 0; default `null`: 1. */
  lossScaleFactor?: number | null | undefined;
  /** How many calls, >= 2, make one step of the mean of their gradients; default `null`: one. */
  gradientAccumulationSteps?: number | null | undefined;
  /** Name; default: the class's, as the Keras in use spells it. */
  name?: string | null | undefined;
}

/** Options of {@linkcode Optimizer}. */
export interface BaseOptions extends OptimizerOptions {
  /**
   * Length of a step, >= 0: a number, a schedule, or a function without arguments, of which a traced
   * step reads the variables that it reads.
   */
  learningRate: LearningRate;
}

/** A number above 0, or none. */
function positive() {
  return row<number, number, null>(null, (where, name, given) => {
    const value = checkFinite(where, name, given);
    if (value > 0) return value;
    throw new RangeError(
      `${where}: expected ${name} to be a finite number > 0, received ${name}=${
        formatValue(given)
      }`,
    );
  });
}

/** The rows of every optimizer but the weight decay, which has a place of its own in some. */
export const REST = [
  ["clipnorm", finite(null, { min: 0 })],
  ["clipvalue", finite(null, { min: 0 })],
  ["globalClipnorm", finite(null, { min: 0 })],
  ["useEma", flag(false)],
  ["emaMomentum", finite(0.99, { min: 0, max: 1 })],
  ["emaOverwriteFrequency", integer(null, { min: 1 })],
  ["lossScaleFactor", positive()],
  ["gradientAccumulationSteps", integer(null, { min: 2 })],
  ["name", text(null)],
] as const satisfies RowsOf<OptimizerOptions, [
  "clipnorm",
  "clipvalue",
  "globalClipnorm",
  "useEma",
  "emaMomentum",
  "emaOverwriteFrequency",
  "lossScaleFactor",
  "gradientAccumulationSteps",
  "name",
]>;

/** The rows of every optimizer, in Keras's order. */
export const COMMON = [["weightDecay", finite(null, { min: 0 })], ...REST] as const;

const NAMES: readonly string[] = ["learningRate", ...COMMON.map(([name]) => name)];

/** The rows of the base class. */
export const BASE = [["learningRate", learningRate(REQUIRED)], ...COMMON] as const;

/** The options of the base class, checked. */
export interface CheckedOptions {
  /** Length of a step. */
  readonly learningRate: LearningRate;
  /** Share of a weight that a step takes off. */
  readonly weightDecay: number | null;
  /** Limit of the norm of each gradient. */
  readonly clipnorm: number | null;
  /** Limit of the values of gradients. */
  readonly clipvalue: number | null;
  /** Limit of the norm of all gradients. */
  readonly globalClipnorm: number | null;
  /** Whether averages are kept. */
  readonly useEma: boolean;
  /** How much of the averages stays. */
  readonly emaMomentum: number;
  /** After how many steps they take the weights' place. */
  readonly emaOverwriteFrequency: number | null;
  /** What losses are multiplied by. */
  readonly lossScaleFactor: number | null;
  /** How many calls make a step. */
  readonly gradientAccumulationSteps: number | null;
  /** Name. */
  readonly name: string | null;
}

/**
 * Binds, checks and makes what an optimizer's constructor was given; `base` is for the base class.
 *
 * @param target The class that is being made, `new.target`.
 */
export function optimizerOptions<const Table extends Rows>(
  target: Constructed,
  table: Table,
  args: readonly unknown[],
): { readonly own: Made<Table>; readonly base: BaseOptions } {
  const { own } = readOptions(target, table, [], args);
  const base = Object.entries(own).filter(([name]) => NAMES.includes(name));
  return { own, base: Object.fromEntries(base) as unknown as BaseOptions };
}

/** Checks and makes what the base class was given. */
export function checkOptimizerOptions(
  target: Constructed,
  args: readonly unknown[],
): CheckedOptions {
  const { own } = readOptions(target, BASE, [], args);
  return fromCaller(target, () => {
    const clips = ["clipnorm", "clipvalue", "globalClipnorm"] as const;
    const given = clips.filter((name) => own[name] !== null);
    if (given.length > 1) {
      const received = given.map((name) => `${name}=${own[name]}`).join(", ");
      throw new TypeError(
        `${target.name}: expected at most one of ${clips.join(", ")}, received ${received}`,
      );
    }
    if (own.name === "") {
      throw new TypeError(`${target.name}: expected name to be a text, received name=""`);
    }
    return own;
  });
}
