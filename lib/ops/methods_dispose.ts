/**
 * Giving memory back early. Nobody has to: what nothing refers to is collected as usual.
 *
 * @module
 */
import { hostBuffers } from "../engine/host_buffers.ts";
import type { HostData as EngineData, OnnxType } from "../engine/onnx/onnx_types.ts";
import { Tensor } from "../tensor/tensor.ts";
import type { Holder } from "./methods_values.ts";

/**
 * Frees a tensor's values, so that later uses are errors. What was computed from it before stays;
 * values that something was computed from are freed with the last tensor that may need them.
 * Values that a variable or a tape holds, variables, and tensors of a traced function are left as
 * they are.
 */
export function disposeTensor(holder: Holder): void {
  if (!(holder instanceof Tensor) || holder.trace !== undefined) return;
  if (holder.holders > 0 || holder.failure !== undefined) return;
  holder.failure = new TypeError(
    "Tensor is disposed: expected a tensor that still has its values, received one on which dispose() was called",
  );
  // What was computed from it may have been left out so far, and is then made of it again.
  if (holder.used) return;
  // What nobody else has seen is memory for the next draw or result of its size.
  if (holder.owned && holder.host !== undefined) {
    hostBuffers.give(holder.dtype as OnnxType, holder.host as EngineData);
  }
  holder.resident?.dispose();
  holder.resident = undefined;
  holder.host = undefined;
  holder.node = undefined;
}
