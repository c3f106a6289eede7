/**
 * A border of the tensor's own elements, as in a mirror.
 *
 * @module
 */
import type { Tensor } from "../../tensor/tensor.ts";
import { concat } from "./concat.ts";
import type { Paddings } from "./pad.ts";
import { reverse } from "./reverse.ts";
import { slice } from "./slice.ts";

/** Elements of an axis from `start` on, backwards. */
function mirrored(x: Tensor, axis: number, start: number, count: number): Tensor {
  const begin = x.shape.map((_, it) => it === axis ? start : 0);
  return reverse(slice(x, begin, x.shape.with(axis, count)), [axis]);
}

/**
 * `x` with a mirrored border. With `edge` 1 the mirror stands on the outermost elements, which are
 * not repeated; with 0 it stands beside them. No border is longer than what can be mirrored.
 */
export function mirrorPad(x: Tensor, paddings: Paddings, edge: 0 | 1): Tensor {
  return paddings.reduce((result, [before, after], axis) => {
    const dim = x.shape[axis]!;
    const parts = [
      ...(before > 0 ? [mirrored(result, axis, edge, before)] : []),
      result,
      ...(after > 0 ? [mirrored(result, axis, dim - edge - after, after)] : []),
    ];
    return parts.length === 1 ? result : concat(parts, axis);
  }, x);
}
