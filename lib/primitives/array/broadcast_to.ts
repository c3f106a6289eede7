/**
 * Broadcasting to a larger shape.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { aval, sameShape, type Shape, sizeOf } from "../../tensor/aval.ts";
import { broadcastShapes } from "../../tensor/broadcast.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { sample } from "../support/samples.ts";
import { reshape } from "./reshape.ts";
import { unbroadcast } from "../support/unbroadcast.ts";

/** Dimensions up to which TensorFlow's kernel broadcasts, whichever of them are broadcast. */
const MOST_DIMENSIONS = 5;

const bind = defineFamily<{ shape: Shape }>({
  name: "broadcastTo",
  infer([x], { shape }) {
    if (!sameShape(broadcastShapes("broadcastTo", x.shape, shape), shape)) {
      throw new TypeError(
        `tf.broadcastTo: expected a shape that ${
          formatShape(x.shape)
        } broadcasts to, received shape=${formatShape(shape)}`,
      );
    }
    return aval(x.dtype, shape);
  },
  lower: (to, [x], [out]) => to.expand(x, out.shape),
  vjp: ([g], { inputs: [x] }) => [unbroadcast(g, x)],
  tensorflow: {
    name: "BroadcastTo",
    inputs: ({ shape }) => [0, { dtype: "int32", shape: [shape.length], values: shape }],
    computes: ({ shape }) => shape.length <= MOST_DIMENSIONS,
  },
  // One axis after the other, so that there are three dimensions each time.
  compose: ([x], { shape }) => {
    const lead = shape.length - x.rank;
    return shape.reduce((it, dim, axis) => {
      if (it.shape[axis] === dim) return it;
      const [before, after] = [it.shape.slice(0, axis), it.shape.slice(axis + 1)];
      const rows = reshape(it, [sizeOf(before), 1, sizeOf(after)]);
      const spread = broadcastTo(rows, [sizeOf(before), dim, sizeOf(after)]);
      return reshape(spread, [...before, dim, ...after]);
    }, reshape(x, [...Array.from({ length: lead }, () => 1), ...x.shape]));
  },
  *samples() {
    for (const dtype of ["float32", "float64", "int32", "bool", "string", "uint16"] as const) {
      yield { inputs: [sample([3], { dtype })], attrs: { shape: [2, 3] } };
      yield { inputs: [sample([], { dtype })], attrs: { shape: [5] } };
      yield { inputs: [sample([2, 1], { dtype })], attrs: { shape: [3, 2, 2] } };
      yield { inputs: [sample([1], { dtype })], attrs: { shape: [0] } };
      yield {
        inputs: [sample([2, 1, 2, 1, 1, 2], { dtype })],
        attrs: { shape: [3, 2, 3, 2, 2, 1, 2] },
      };
    }
  },
});

/** The elements of `x` at each place of a shape that its own broadcasts to. */
export function broadcastTo(x: Tensor, shape: Shape): Tensor {
  return sameShape(x.shape, shape) ? x : record(bind({ shape: [...shape] }), [x]);
}
