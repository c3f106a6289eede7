/**
 * Options that every optimizer takes, and how an optimizer's constructor binds its arguments.
 *
 * @module
 */
import { fromCaller } from "../errors/caller.ts";
import { checkFinite } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { bindArguments } from "../ops/bind.ts";

/** Options every optimizer takes. */
export interface OptimizerOptions {
  /** Each gradient is scaled to a norm of at most this; default, and 0: not at all. */
  clipnorm?: number | null | undefined;
  /** Each gradient is cut to values from `-clipvalue` to `clipvalue`; default, and 0: not at all. */
  clipvalue?: number | null | undefined;
  /** Name; default: the class's. */
  name?: string | null | undefined;
}

/** The options of every optimizer, which are given by name only. */
const OPTIMIZER_OPTIONS = ["clipnorm", "clipvalue", "name"] as const;

/**
 * The arguments of an optimizer's constructor by their names, without those that were not given.
 *
 * @param target The class that is being made, `new.target`.
 * @param positional Its own parameters, in Keras's order.
 */
export function optimizerArguments<All>(
  target: abstract new (...args: never[]) => unknown,
  positional: readonly string[],
  args: readonly unknown[],
): All {
  return fromCaller(target, () => {
    const names = [...positional, ...OPTIMIZER_OPTIONS];
    const signature = { where: target.name, names, required: 0, positional: positional.length };
    const values = bindArguments(signature, args);
    const given = names.map((name, i) => [name, values[i]]).filter(([, it]) => it !== undefined);
    return Object.fromEntries(given) as All;
  });
}

/** Checks what every optimizer takes. */
export function checkOptimizerOptions(where: string, learningRate: unknown, options: unknown) {
  checkFinite(where, "learningRate", learningRate, { min: 0 });
  const names = [...OPTIMIZER_OPTIONS];
  const [clipnorm, clipvalue, name] = bindArguments(
    { where, names, required: 0, positional: 0 },
    options === undefined ? [] : [options],
  );
  if (name !== undefined && name !== null && (typeof name !== "string" || name === "")) {
    throw new TypeError(`${where}: expected name to be a text, received name=${formatValue(name)}`);
  }
  return {
    name: (name ?? undefined) as string | undefined,
    clipnorm: limitOf(where, "clipnorm", clipnorm),
    clipvalue: limitOf(where, "clipvalue", clipvalue),
  };
}

/** A limit, if there is one. */
function limitOf(where: string, name: string, value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  const limit = checkFinite(where, name, value, { min: 0 });
  return limit === 0 ? undefined : limit;
}

/** The options of every optimizer among an optimizer's own. */
export function baseOptions(given: OptimizerOptions): OptimizerOptions {
  const own = OPTIMIZER_OPTIONS.filter((name) => given[name] !== undefined);
  return Object.fromEntries(own.map((name) => [name, given[name]]));
}
