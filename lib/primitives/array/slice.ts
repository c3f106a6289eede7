/**
 * A part of a tensor: a run of elements along each axis.
 *
 * @module
 */
import { formatShape, formatValue } from "../../errors/format.ts";
import { aval, sameShape, type Shape } from "../../tensor/aval.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { sample } from "../support/samples.ts";
import { padConstant } from "./pad.ts";

interface Attributes {
  readonly begin: Shape;
  readonly size: Shape;
}

const bind = defineFamily<Attributes>({
  name: "slice",
  infer([x], { begin, size }) {
    const fits = begin.length === x.shape.length && size.length === x.shape.length &&
      begin.every((start, axis) =>
        start >= 0 && size[axis]! >= 0 && start + size[axis]! <= x.shape[axis]!
      );
    if (!fits) {
      throw new RangeError(
        `tf.slice: expected begin and size within shape ${formatShape(x.shape)}, received begin=${
          formatValue(begin)
        }, size=${formatValue(size)}`,
      );
    }
    return aval(x.dtype, size);
  },
  lower: (to, [x], _, { begin, size }) => to.slice(x, begin, size),
  vjp([g], { inputs: [x], attrs: { begin, size } }) {
    return [padConstant(g, begin.map((it, axis) => [it, x.shape[axis]! - it - size[axis]!]), 0)];
  },
  tensorflow: {
    name: "Slice",
    attributes: () => ({ Index: { type: "int32" } }),
    inputs: ({ begin, size }) => [
      0,
      { dtype: "int32", shape: [begin.length], values: begin },
      { dtype: "int32", shape: [size.length], values: size },
    ],
  },
  *samples() {
    for (const dtype of ["float32", "float64", "int32", "bool", "string", "uint8"] as const) {
      const x = sample([3, 5], { dtype });
      yield { inputs: [x], attrs: { begin: [1, 2], size: [2, 3] } };
      yield { inputs: [x], attrs: { begin: [0, 4], size: [3, 1] } };
      yield { inputs: [x], attrs: { begin: [3, 0], size: [0, 2] } };
      yield { inputs: [x], attrs: { begin: [0, 0], size: [3, 5] } };
    }
  },
});

/** `size` elements along each axis from `begin` on. */
export function slice(x: Tensor, begin: Shape, size: Shape): Tensor {
  const isWhole = sameShape(size, x.shape) && begin.every((it) => it === 0);
  return isWhole ? x : record(bind({ begin: [...begin], size: [...size] }), [x]);
}
