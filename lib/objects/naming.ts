/**
 * Keras's names: `dense`, `dense_1`, ... counted per class since the session began, and weights
 * named after the layers that were being called when they were created:
 * `sequential/dense/kernel:0`.
 *
 * @module
 */
import { enterTurn, onNewTurn } from "../scopes/turn.ts";

/** How many objects of each base name have been named. */
const counters = new Map<string, number>();

/** Names of the layers being called at the moment, outermost first. */
const scopes: string[] = [];

// A call ends within its turn; names that are left at the next one were left by an interrupt.
onNewTurn(() => scopes.length = 0);

/**
 * A class name as Keras spells it in names: `NestMLP` becomes `nest_mlp`.
 *
 * @param digits Whether digits stay with the letters before them, as before Keras 3: there
 *   `ConvLSTM2D` is `conv_lst_m2d`.
 */
export function toSnakeCase(className: string, digits = true): string {
  const words = className
    .replace(digits ? /(.)([A-Z][a-z0-9]+)/g : /(.)([A-Z][a-z]+)/g, "$1_$2")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase();
  return words.startsWith("_") ? `private${words}` : words;
}

/**
 * The next free name of a base name: the name itself, then `_1`, `_2`, ...
 *
 * @param first The number of the first one, which has none if that is 0.
 */
export function uniqueName(base: string, first: 0 | 1 = 0): string {
  const count = counters.get(base) ?? first;
  counters.set(base, count + 1);
  return count === 0 ? base : `${base}_${count}`;
}

/** Runs `run` inside the name scope of a layer. */
export function withNameScope<T>(name: string, run: () => T): T {
  enterTurn();
  scopes.push(name);
  try {
    return run();
  } finally {
    scopes.pop();
  }
}

/** Runs `run` outside every name scope, as a graph of layers is built. */
export function withoutNameScope<T>(run: () => T): T {
  const outer = scopes.splice(0);
  try {
    return run();
  } finally {
    scopes.push(...outer);
  }
}

/** A name inside the scopes that are open. */
export function scopedName(name: string): string {
  return [...scopes, name].join("/");
}

/** Whether the innermost scope is that of a name. */
export function isInScope(name: string): boolean {
  return scopes.at(-1) === name;
}

/** Starts the counters anew: the next `Dense` is `dense` again. Existing objects keep their names. */
export function clearSession(): void {
  counters.clear();
}

/** Python's spelling in ours: `kernel_initializer` is `kernelInitializer`, `beta_1` is `beta1`. */
export function camelCase(name: string): string {
  return name.replace(/(?!^)_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
