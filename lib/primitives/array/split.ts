/**
 * Parts of a tensor, one after the other along an axis.
 *
 * @module
 */
import { formatShape, formatValue } from "../../errors/format.ts";
import { aval } from "../../tensor/aval.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { recordAll } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { axisOf } from "../support/infer.ts";
import { sample } from "../support/samples.ts";
import { concat } from "./concat.ts";
import { reshape } from "./reshape.ts";

interface Attributes {
  readonly axis: number;
  readonly sizes: readonly number[];
}

const bind = defineFamily<Attributes>({
  name: "split",
  infer([x], { axis, sizes }) {
    axisOf("split", axis, x.shape.length);
    const sum = sizes.reduce((total, size) => total + size, 0);
    if (sum !== x.shape[axis] || sizes.length === 0 || sizes.some((size) => size < 0)) {
      throw new RangeError(
        `tf.split: expected sizes >= 0 that add up to axis ${axis} of shape ${
          formatShape(x.shape)
        }, received ${formatValue(sizes)}`,
      );
    }
    return sizes.map((size) => aval(x.dtype, x.shape.with(axis, size)));
  },
  lower(to, [x], _, { axis, sizes }) {
    const full = sizes.filter((size) => size > 0);
    let next = 0;
    const parts = full.length === 1 ? [x] : to.ops(
      "Split",
      [x, to.list(full)],
      full.map((size) => ({ type: x.type, shape: x.shape.with(axis, size) })),
      { axis },
    );
    const begin = x.shape.map(() => 0);
    return sizes.map((size) =>
      size > 0 ? parts[next++]! : to.slice(x, begin, x.shape.with(axis, 0))
    );
  },
  vjp: (cotangents, { attrs: { axis } }) => [concat(cotangents, axis)],
  tensorflow: {
    name: "SplitV",
    attributes: ({ sizes }) => ({ num_split: sizes.length, Tlen: { type: "int32" } }),
    inputs: ({ axis, sizes }) => [
      0,
      { dtype: "int32", shape: [sizes.length], values: sizes },
      { dtype: "int32", shape: [], values: [axis] },
    ],
  },
  *samples() {
    for (const dtype of ["float32", "float64", "int32", "bool", "string", "complex64"] as const) {
      yield { inputs: [sample([5, 3], { dtype })], attrs: { axis: 0, sizes: [2, 3] } };
      yield { inputs: [sample([2, 5], { dtype })], attrs: { axis: 1, sizes: [1, 0, 4] } };
      yield { inputs: [sample([3], { dtype })], attrs: { axis: 0, sizes: [1, 1, 1] } };
      yield { inputs: [sample([3, 0], { dtype })], attrs: { axis: 0, sizes: [1, 2] } };
      yield { inputs: [sample([3], { dtype })], attrs: { axis: 0, sizes: [3] } };
    }
  },
});

/** Parts of the given sizes along an axis, counted from the front. */
export function split(x: Tensor, sizes: readonly number[], axis: number): readonly Tensor[] {
  return recordAll(bind({ axis, sizes: [...sizes] }), [x]);
}

/** The parts of an axis, which is dropped. */
export function unstack(x: Tensor, axis: number): Tensor[] {
  const count = x.shape[axis]!;
  if (count === 0) return [];
  const shape = x.shape.toSpliced(axis, 1);
  return split(x, new Array<number>(count).fill(1), axis).map((part) => reshape(part, shape));
}
