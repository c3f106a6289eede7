/**
 * Broadcasting to a larger shape.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { aval, sameShape, type Shape } from "../../tensor/aval.ts";
import { broadcastShapes } from "../../tensor/broadcast.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { sample } from "../support/samples.ts";
import { reshape } from "./reshape.ts";
import { unbroadcast } from "../support/unbroadcast.ts";

/** The most runs of axes, grown and kept in turns, that TensorFlow's kernel takes. */
const MOST_RUNS = 5;

/** A shape with as many dimensions as what it is broadcast to. */
function fullShape(from: Shape, to: Shape): Shape {
  return [...new Array<number>(to.length - from.length).fill(1), ...from];
}

/** How often grown and kept axes take turns. */
function runsOf(from: Shape, to: Shape): number {
  const grows = fullShape(from, to).map((dim, axis) => dim !== to[axis]);
  return grows.filter((it, axis) => axis === 0 || it !== grows[axis - 1]).length;
}

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
    lacks: ({ shape }, [x]) => runsOf(x.shape, shape) > MOST_RUNS,
    inputs: ({ shape }) => [0, { dtype: "int32", shape: [shape.length], values: shape }],
  },
  compose([x], { shape }) {
    const full = fullShape(x.shape, shape);
    const grown = full.flatMap((dim, axis) => dim === shape[axis] ? [] : [axis]);
    const first = new Set(grown.slice(0, grown.length >> 1));
    const middle = full.map((dim, axis) => first.has(axis) ? shape[axis]! : dim);
    return broadcastTo(broadcastTo(reshape(x, full), middle), shape);
  },
  *samples() {
    for (const dtype of ["float32", "float64", "int32", "bool", "string", "uint16"] as const) {
      yield { inputs: [sample([3], { dtype })], attrs: { shape: [2, 3] } };
      yield { inputs: [sample([], { dtype })], attrs: { shape: [5] } };
      yield { inputs: [sample([2, 1], { dtype })], attrs: { shape: [3, 2, 2] } };
      yield { inputs: [sample([1], { dtype })], attrs: { shape: [0] } };
      const turns = sample([2, 1, 2, 1, 2, 1], { dtype });
      yield { inputs: [turns], attrs: { shape: [3, 2, 3, 2, 2, 2, 3] } };
    }
  },
});

/** The elements of `x` at each place of a shape that its own broadcasts to. */
export function broadcastTo(x: Tensor, shape: Shape): Tensor {
  return sameShape(x.shape, shape) ? x : record(bind({ shape: [...shape] }), [x]);
}
