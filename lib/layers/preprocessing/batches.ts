/**
 * What layers learn from: one tensor, or an iterable of batches.
 *
 * @module
 * @internal
 */
import { formatValue } from "../../errors/format.ts";
import { isOptions } from "../../ops/bind.ts";
import { asTensor } from "../../ops/as_tensor.ts";
import { NdArray } from "../../display/ndarray.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { VariableCore } from "../../tensor/variable_core.ts";

/** Whether an element of a list is a batch, alone or before its labels. */
const isBatch = (it: unknown) => isTensorLike(it) || Array.isArray(it) && it.some(isTensorLike);

/** Data to adapt to: a tensor or array, or batches of inputs, alone or before their labels. */
export type AdaptData = TensorLike | Iterable<TensorLike | readonly TensorLike[]>;

/** Whether a value is an array by itself, and not one of batches. */
function isArray(data: unknown): boolean {
  if (data instanceof Tensor || data instanceof VariableCore || data instanceof NdArray) {
    return true;
  }
  if (ArrayBuffer.isView(data) || typeof data === "string" || typeof data === "number") return true;
  return Array.isArray(data) && data.length > 0 && !data.some(isBatch);
}

const isTensorLike = (it: unknown) =>
  it instanceof Tensor || it instanceof VariableCore || it instanceof NdArray ||
  ArrayBuffer.isView(it);

/** The one tensor that data is, or `undefined` where it is batches. */
export function wholeData(where: string, data: AdaptData): Tensor | undefined {
  return isArray(data) ? asTensor(where, data as TensorLike) : undefined;
}

/**
 * The inputs of each batch.
 *
 * @param steps How many batches at most.
 * @throws {TypeError} for what is no iterable.
 */
export function* batchesOf(
  where: string,
  data: AdaptData,
  steps: number = Infinity,
): Generator<Tensor> {
  const whole = wholeData(where, data);
  if (whole !== undefined) {
    yield whole;
    return;
  }
  if (typeof data !== "object" || data === null || !(Symbol.iterator in data) || isOptions(data)) {
    throw new TypeError(
      `${where}: expected a tensor, an array or an iterable of batches, received ${
        formatValue(data)
      }`,
    );
  }
  let step = 0;
  for (const batch of data) {
    if (step++ >= steps) return;
    // A pair of inputs and labels is an array that begins with an array by itself.
    const isPair = Array.isArray(batch) && isTensorLike(batch[0]);
    yield asTensor(where, (isPair ? batch[0] : batch) as TensorLike);
  }
}
