/**
 * Axes read backwards.
 *
 * @module
 */
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { axesOf } from "../support/infer.ts";
import { sample } from "../support/samples.ts";

const bind = defineFamily<{ axes: readonly number[] }>({
  name: "reverse",
  infer([x], { axes }) {
    axesOf("reverse", axes, x.shape.length);
    return x;
  },
  lower(to, [x], _, { axes }) {
    const begin = x.shape.map((dim, axis) => axes.includes(axis) ? dim - 1 : 0);
    return to.slice(x, begin, x.shape, x.shape.map((_, axis) => axes.includes(axis) ? -1 : 1));
  },
  vjp: ([g], { attrs: { axes } }) => [reverse(g, axes)],
  tensorflow: {
    name: "ReverseV2",
    attributes: () => ({ Tidx: { type: "int32" } }),
    inputs: ({ axes }) => [0, { dtype: "int32", shape: [axes.length], values: axes }],
  },
  *samples() {
    for (const dtype of ["float32", "float64", "int32", "bool", "string", "complex64"] as const) {
      yield { inputs: [sample([2, 3], { dtype })], attrs: { axes: [0] } };
      yield { inputs: [sample([2, 3, 5], { dtype })], attrs: { axes: [0, 2] } };
      yield { inputs: [sample([1], { dtype })], attrs: { axes: [0] } };
      yield { inputs: [sample([0, 3], { dtype })], attrs: { axes: [1] } };
    }
  },
});

/** The elements in reverse order along some axes, counted from the front. */
export function reverse(x: Tensor, axes: readonly number[]): Tensor {
  return axes.length === 0 ? x : record(bind({ axes: [...axes] }), [x]);
}
