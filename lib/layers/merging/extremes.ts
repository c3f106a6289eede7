/**
 * Extremes of several tensors with masks: what a mask leaves out does not count, and there is no
 * number that could stand for it.
 *
 * @module
 * @internal
 */
import { logicalOr } from "../../primitives/math/logical.ts";
import { where } from "../../primitives/math/where.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { maskFor, type Masks } from "./merge.ts";

/** Tensors merged one after the other; the other one counts where one is left out. */
export function mergeExtremes(
  inputs: readonly Tensor[],
  masks: Masks,
  extreme: (a: Tensor, b: Tensor) => Tensor,
): Tensor {
  const maskOf = (i: number) => masks[i] && maskFor(inputs[i]!, masks[i]);
  let y = inputs[0]!;
  let known = maskOf(0);
  for (let i = 1; i < inputs.length; i++) {
    const mask = maskOf(i);
    const x = mask ? where(mask, inputs[i]!, y) : inputs[i]!;
    if (known) y = where(known, y, x);
    known = mask && known ? logicalOr(known, mask) : undefined;
    y = extreme(y, x);
  }
  return y;
}
