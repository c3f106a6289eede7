/**
 * Axes in another order.
 *
 * @module
 */
import { formatShape, formatValue } from "../../errors/format.ts";
import { aval } from "../../tensor/aval.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { sample } from "../support/samples.ts";

const bind = defineFamily<{ perm: readonly number[] }>({
  name: "transpose",
  infer([x], { perm }) {
    const isOrder = perm.toSorted((a, b) => a - b).every((axis, i) => axis === i);
    if (!isOrder || perm.length !== x.shape.length) {
      throw new RangeError(
        `tf.transpose: expected perm to name each of the ${x.shape.length} axes of shape ${
          formatShape(x.shape)
        } once, received perm=${formatValue(perm)}`,
      );
    }
    return aval(x.dtype, perm.map((axis) => x.shape[axis]!));
  },
  lower: (to, [x], _, { perm }) => to.transpose(x, perm),
  vjp: ([g], { attrs: { perm } }) => [transpose(g, inverseOf(perm))],
  tensorflow: {
    name: "Transpose",
    inputs: ({ perm }) => [0, { dtype: "int32", shape: [perm.length], values: perm }],
  },
  *samples() {
    for (const dtype of ["float32", "float64", "int32", "bool", "string", "complex64"] as const) {
      yield { inputs: [sample([2, 3], { dtype })], attrs: { perm: [1, 0] } };
      yield { inputs: [sample([2, 3, 5], { dtype })], attrs: { perm: [2, 0, 1] } };
      yield { inputs: [sample([2, 1, 3], { dtype })], attrs: { perm: [1, 0, 2] } };
      yield { inputs: [sample([0, 3], { dtype })], attrs: { perm: [1, 0] } };
    }
  },
});

/** The order that undoes another one. */
function inverseOf(perm: readonly number[]): number[] {
  const inverse = new Array<number>(perm.length);
  perm.forEach((axis, i) => inverse[axis] = i);
  return inverse;
}

/** The axes of `x` in another order: axis `i` of the result is axis `perm[i]` of `x`. */
export function transpose(x: Tensor, perm: readonly number[]): Tensor {
  return perm.every((axis, i) => axis === i) && perm.length === x.rank
    ? x
    : record(bind({ perm: [...perm] }), [x]);
}

/** The axes with some of them moved to the front, in the order given. */
export function toFront(rank: number, axes: readonly number[]): number[] {
  return [
    ...axes,
    ...Array.from({ length: rank }, (_, axis) => axis).filter((it) => !axes.includes(it)),
  ];
}
