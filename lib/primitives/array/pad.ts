/**
 * A border of one value around a tensor.
 *
 * @module
 */
import { formatShape, formatValue } from "../../errors/format.ts";
import { aval } from "../../tensor/aval.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { requireSameDType } from "../support/infer.ts";
import { given, sample } from "../support/samples.ts";
import { subtract } from "../math/arithmetic.ts";
import { reduceSum } from "../reduction/reduce_sum.ts";
import { slice } from "./slice.ts";

/** Elements before and after, by axis. */
export type Paddings = readonly (readonly [before: number, after: number])[];

const bind = defineFamily<{ paddings: Paddings }>({
  name: "pad",
  infer([x, value], { paddings }) {
    requireSameDType("pad", x, value);
    const fits = paddings.length === x.shape.length &&
      paddings.every(([before, after]) => before >= 0 && after >= 0);
    if (!fits) {
      throw new TypeError(
        `tf.pad: expected two numbers >= 0 for each dimension of shape ${
          formatShape(x.shape)
        }, received paddings=${formatValue(paddings.map((it) => [...it]))}`,
      );
    }
    return aval(x.dtype, x.shape.map((dim, axis) => dim + paddings[axis]![0] + paddings[axis]![1]));
  },
  lower(to, [x, value], [out], { paddings }) {
    if (x.shape.includes(0)) return to.expand(value, out.shape);
    const pads = [...paddings.map(([before]) => before), ...paddings.map(([, after]) => after)];
    return to.op("Pad", [x, to.list(pads), value], x.type, out.shape);
  },
  vjp([g], { inputs: [x, value], attrs: { paddings } }, needs) {
    const inner = slice(g, paddings.map(([before]) => before), x.shape);
    const all = (it: Tensor) => reduceSum(it, it.shape.map((_, axis) => axis));
    const border = needs[1] && value.size === 1 ? subtract(all(g), all(inner)) : undefined;
    return [needs[0] ? inner : undefined, border];
  },
  tensorflow: {
    name: "PadV2",
    inputs: ({ paddings }) => [
      0,
      { dtype: "int32", shape: [paddings.length, 2], values: paddings.flat() },
      1,
    ],
  },
  *samples() {
    for (const dtype of ["float32", "float64", "int32", "bool", "string", "int16"] as const) {
      const value = dtype === "string" ? sample([], { dtype }) : given([1], [], dtype);
      const attrs = { paddings: [[1, 2], [0, 1]] as const };
      yield { inputs: [sample([2, 3], { dtype }), value], attrs };
      yield { inputs: [sample([0, 3], { dtype }), value], attrs };
      yield { inputs: [sample([5], { dtype }), value], attrs: { paddings: [[0, 3]] as const } };
    }
  },
});

/** A tensor with a border of a scalar's value. */
export function pad(x: Tensor, paddings: Paddings, value: Tensor): Tensor {
  return record(bind({ paddings }), [x, value]);
}

/** A tensor with a border of a number. */
export function padConstant(x: Tensor, paddings: Paddings, value: number): Tensor {
  const isWhole = paddings.every(([before, after]) => before === 0 && after === 0);
  return isWhole ? x : pad(x, paddings, scalar(value, x.dtype));
}
