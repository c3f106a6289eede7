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

/** A class name as Keras spells it in names: `NestMLP` becomes `nest_mlp`. */
export function toSnakeCase(className: string): string {
  const words = className
    .replace(/(.)([A-Z][a-z0-9]+)/g, "$1_$2")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase();
  return words.startsWith("_") ? `private${words}` : words;
}

/** The next free name of a base name: the name itself, then `_1`, `_2`, ... */
export function uniqueName(base: string): string {
  const count = counters.get(base) ?? 0;
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

/** Starts the counters anew: the next `Dense` is `dense` again. Existing objects keep their names. */
export function clearSession(): void {
  counters.clear();
}

/** Python's spelling in ours: `kernel_initializer` is `kernelInitializer`, `beta_1` is `beta1`. */
export function camelCase(name: string): string {
  return name.replace(/(?!^)_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
