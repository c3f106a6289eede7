/**
 * Tensors one after the other along an axis.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { aval } from "../../tensor/aval.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { axisOf, requireSameDType } from "../support/infer.ts";
import { sample } from "../support/samples.ts";
import { slice } from "./slice.ts";

const bind = defineFamily<{ axis: number }>({
  name: "concat",
  infer(inputs, { axis }) {
    const [first] = inputs;
    axisOf("concat", axis, first.shape.length);
    let size = 0;
    inputs.forEach((it, index) => {
      requireSameDType("concat", first, it);
      const agrees = it.shape.length === first.shape.length &&
        it.shape.every((dim, i) => i === axis || dim === first.shape[i]);
      if (!agrees) {
        throw new TypeError(
          `tf.concat: expected shapes that agree with ${
            formatShape(first.shape)
          } except for axis ${axis}, received ${formatShape(it.shape)} at index ${index}`,
        );
      }
      size += it.shape[axis]!;
    });
    return aval(first.dtype, first.shape.with(axis, size));
  },
  lower: (to, inputs, _, { axis }) => to.concat(inputs.filter((it) => !it.shape.includes(0)), axis),
  vjp([g], { inputs, attrs: { axis } }, needs) {
    let start = 0;
    return inputs.map((input, i) => {
      const begin = input.shape.map((_, it) => it === axis ? start : 0);
      start += input.shape[axis]!;
      return needs[i] ? slice(g, begin, input.shape) : undefined;
    });
  },
  tensorflow: {
    name: "ConcatV2",
    inputs: ({ axis }, inputs) => [
      ...inputs.map((_, i) => i),
      { dtype: "int32", shape: [], values: [axis] },
    ],
    attributes: (_, inputs) => ({ N: inputs.length }),
  },
  *samples() {
    for (const dtype of ["float32", "float64", "int32", "bool", "string", "int64"] as const) {
      const of = (shape: number[], seed: number) => sample(shape, { dtype, seed });
      yield { inputs: [of([2, 3], 1), of([1, 3], 2)], attrs: { axis: 0 } };
      yield { inputs: [of([2, 3], 1), of([2, 1], 2), of([2, 5], 3)], attrs: { axis: 1 } };
      yield { inputs: [of([0, 3], 1), of([2, 3], 2)], attrs: { axis: 0 } };
      yield { inputs: [of([3], 1)], attrs: { axis: 0 } };
    }
  },
});

/** Tensors joined along an axis, counted from the front, that they have. */
export function concat(tensors: readonly Tensor[], axis: number): Tensor {
  return tensors.length === 1 ? tensors[0]! : record(bind({ axis }), [...tensors]);
}
