/**
 * A tensor several times over along each axis.
 *
 * @module
 */
import { formatShape, formatValue } from "../../errors/format.ts";
import { aval } from "../../tensor/aval.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { reduceSum } from "../reduction/reduce_sum.ts";
import { sample } from "../support/samples.ts";
import { reshape } from "./reshape.ts";

const bind = defineFamily<{ multiples: readonly number[] }>({
  name: "tile",
  infer([x], { multiples }) {
    if (multiples.length !== x.shape.length || multiples.some((count) => count < 0)) {
      throw new TypeError(
        `tf.tile: expected a number >= 0 for each dimension of shape ${
          formatShape(x.shape)
        }, received multiples=${formatValue(multiples)}`,
      );
    }
    return aval(x.dtype, x.shape.map((dim, axis) => dim * multiples[axis]!));
  },
  lower: (to, [x], [out], { multiples }) =>
    multiples.length === 0 ? x : to.op("Tile", [x, to.list(multiples)], x.type, out.shape),
  vjp([g], { inputs: [x], attrs: { multiples } }) {
    const apart = reshape(g, x.shape.flatMap((dim, axis) => [multiples[axis]!, dim]));
    return [reduceSum(apart, x.shape.map((_, axis) => 2 * axis))];
  },
  tensorflow: {
    name: "Tile",
    attributes: () => ({ Tmultiples: { type: "int32" } }),
    inputs: (
      { multiples },
    ) => [0, { dtype: "int32", shape: [multiples.length], values: multiples }],
  },
  *samples() {
    for (const dtype of ["float32", "float64", "int32", "bool", "string", "complex64"] as const) {
      yield { inputs: [sample([2, 3], { dtype })], attrs: { multiples: [2, 1] } };
      yield { inputs: [sample([2, 3], { dtype })], attrs: { multiples: [3, 2] } };
      yield { inputs: [sample([5], { dtype })], attrs: { multiples: [0] } };
      yield { inputs: [sample([0, 3], { dtype })], attrs: { multiples: [2, 2] } };
      yield { inputs: [sample([], { dtype })], attrs: { multiples: [] } };
    }
  },
});

/** `x` as often along each axis as `multiples` says. */
export function tile(x: Tensor, multiples: readonly number[]): Tensor {
  return multiples.length === x.rank && multiples.every((count) => count === 1)
    ? x
    : record(bind({ multiples: [...multiples] }), [x]);
}
