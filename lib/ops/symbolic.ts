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

/** Whether a nested value holds a symbolic tensor. */
export function hasSymbolic(value: unknown): boolean {
  if (value instanceof KerasTensor) return true;
  if (Array.isArray(value)) return value.some(hasSymbolic);
  if (typeof value !== "object" || value === null) return false;
  return Object.getPrototypeOf(value) === Object.prototype &&
    Object.values(value).some(hasSymbolic);
}

/** The layer's outputs for a call with symbolic tensors; `undefined` for one without. */
export function callSymbolically(
  where: string,
  operation: (...args: unknown[]) => unknown,
  args: readonly unknown[],
): unknown {
  return caller !== undefined && hasSymbolic(args) ? caller(where, operation, args) : undefined;
}
