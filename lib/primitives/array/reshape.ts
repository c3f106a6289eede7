/**
 * The same elements in another shape.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { aval, sameShape, type Shape } from "../../tensor/aval.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { sample } from "../support/samples.ts";

const bind = defineFamily<{ shape: Shape }>({
  name: "reshape",
  infer([x], { shape }) {
    const result = aval(x.dtype, shape);
    if (result.size === x.size) return result;
    throw new TypeError(
      `tf.reshape: expected a shape for the ${x.size} elements of shape ${
        formatShape(x.shape)
      }, received shape=${formatShape(shape)}`,
    );
  },
  lower: (to, [x], [out]) => to.reshape(x, out.shape),
  vjp: ([g], { inputs: [x] }) => [reshape(g, x.shape)],
  tensorflow: {
    name: "Reshape",
    inputs: ({ shape }) => [0, { dtype: "int32", shape: [shape.length], values: shape }],
  },
  *samples() {
    for (const dtype of ["float32", "float64", "int32", "bool", "string", "int16"] as const) {
      yield { inputs: [sample([2, 3], { dtype })], attrs: { shape: [3, 2] } };
      yield { inputs: [sample([2, 3], { dtype })], attrs: { shape: [6] } };
      yield { inputs: [sample([1, 1], { dtype })], attrs: { shape: [] } };
      yield { inputs: [sample([3, 0], { dtype })], attrs: { shape: [0, 7] } };
    }
  },
});

/** The elements of `x` in another shape, of as many elements. */
export function reshape(x: Tensor, shape: Shape): Tensor {
  return sameShape(x.shape, shape) ? x : record(bind({ shape: [...shape] }), [x]);
}
