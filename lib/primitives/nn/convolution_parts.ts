/**
 * Convolutions of groups of channels as convolutions of their own, for what TensorFlow's kernels
 * lack, or get wrong without saying so.
 *
 * @module
 */
import type { Tensor } from "../../tensor/tensor.ts";
import { concat } from "../array/concat.ts";
import { slice } from "../array/slice.ts";

/** Convolutions of groups of the last axis, one after the other. */
export function byGroups(
  groups: number,
  tensors: readonly [Tensor, Tensor],
  run: (a: Tensor, b: Tensor) => Tensor,
): Tensor {
  const part = (x: Tensor, group: number): Tensor => {
    const size = x.shape.at(-1)! / groups;
    const begin = x.shape.map((_, axis) => axis === x.rank - 1 ? group * size : 0);
    return slice(x, begin, x.shape.with(-1, size));
  };
  const results = Array.from(
    { length: groups },
    (_, group) => run(part(tensors[0], group), part(tensors[1], group)),
  );
  return concat(results, results[0]!.rank - 1);
}
