/**
 * Giving memory back early. Nobody has to: what nothing refers to is collected as usual.
 *
 * @module
 */
import { flush } from "../tensor/graph.ts";
import { state } from "../tensor/state.ts";
import { Tensor } from "../tensor/tensor.ts";
import type { Holder } from "./methods_values.ts";

/**
 * Frees a tensor's values, so that later uses are errors. What was computed from it before stays.
 * Values that a variable or a tape holds, variables, and tensors of a traced function are left as
 * they are.
 */
export function disposeTensor(holder: Holder): void {
  if (!(holder instanceof Tensor) || holder.trace !== undefined) return;
  if (holder.holders > 0 || holder.failure !== undefined) return;
  if (holder.used && state.trace === undefined) flush();
  holder.resident?.dispose();
  holder.resident = undefined;
  holder.host = undefined;
  holder.node = undefined;
  holder.failure = new TypeError(
    "Tensor is disposed: expected a tensor that still has its values, received one on which dispose() was called",
  );
}
