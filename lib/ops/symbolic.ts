/**
 * Operations called with symbolic tensors: they become layers of the graph. What makes layers lies
 * above and registers itself here.
 *
 * @module
 */
import { KerasTensor } from "../tensor/keras_tensor.ts";

/** Makes a layer of an operation's call; gives its symbolic outputs. */
export type SymbolicCaller = (
  where: string,
  operation: (...args: unknown[]) => unknown,
  args: readonly unknown[],
) => unknown;

let caller: SymbolicCaller | undefined;

/** Registers what makes layers of operations. */
export function onSymbolicCall(run: SymbolicCaller): void {
  caller = run;
}

/** How deep symbolic tensors may be nested: a list may hold itself. */
const DEEPEST = 32;

/** Whether a nested value holds a symbolic tensor. */
export function hasSymbolic(value: unknown, depth = 0): boolean {
  if (value instanceof KerasTensor) return true;
  if (depth === DEEPEST || typeof value !== "object" || value === null) return false;
  const isPlain = Object.getPrototypeOf(value) === Object.prototype;
  const items = Array.isArray(value) ? value : isPlain ? Object.values(value) : [];
  return items.some((it) => hasSymbolic(it, depth + 1));
}

/** The layer's outputs for a call with symbolic tensors; `undefined` for one without. */
export function callSymbolically(
  where: string,
  operation: (...args: unknown[]) => unknown,
  args: readonly unknown[],
): unknown {
  return caller !== undefined && hasSymbolic(args) ? caller(where, operation, args) : undefined;
}
