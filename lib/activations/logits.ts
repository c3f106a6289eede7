/**
 * What softmax and sigmoid were computed from: crossentropies take it in the place of probabilities,
 * whose logarithms end where floats do. Keras notes it in the same way.
 *
 * @module
 * @internal
 */
import type { Tensor } from "../tensor/tensor.ts";

/** The argument of an activation. */
export interface Logits {
  readonly kind: "softmax" | "sigmoid";
  readonly x: Tensor;
}

const logits = new WeakMap<Tensor, Logits>();

/** Notes what a result was computed from. */
export function keepLogits(result: Tensor, from: Logits): void {
  logits.set(result, from);
}

/** What a tensor was computed from, if it came out of softmax or sigmoid. */
export function logitsOf(tensor: Tensor): Logits | undefined {
  return logits.get(tensor);
}
