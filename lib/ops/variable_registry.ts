/**
 * The variables that are alive: tracing a function has to know them all, as any of them may change
 * between its calls.
 *
 * @module
 */
import type { Variable } from "@tensorflow/tfjs";

const references = new Set<WeakRef<Variable>>();
const collected = new FinalizationRegistry<WeakRef<Variable>>((it) => void references.delete(it));
const listeners = new Set<(variable: Variable) => void>();

/** Notes a new variable. */
export function registerVariable(variable: Variable): void {
  const reference = new WeakRef(variable);
  references.add(reference);
  collected.register(variable, reference);
  for (const listener of listeners) listener(variable);
}

/** The variables that are alive and not disposed. */
export function liveVariables(): Variable[] {
  return [...references].map((it) => it.deref()).filter((it): it is Variable =>
    it !== undefined && !it.isDisposed
  );
}

/** Calls `listener` with every variable made while `run` runs. */
export function whileWatching<T>(listener: (variable: Variable) => void, run: () => T): T {
  listeners.add(listener);
  try {
    return run();
  } finally {
    listeners.delete(listener);
  }
}
