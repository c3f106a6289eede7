/**
 * The permutation that undoes another one.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { define } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { requireIndices } from "../support/infer.ts";
import { given } from "../support/samples.ts";

const bound = define({
  name: "math.invertPermutation",
  infer([x]) {
    requireIndices("math.invertPermutation", "x", x);
    if (x.shape.length !== 1) {
      throw new TypeError(
        `tf.math.invertPermutation: expected x of 1 dimension, received shape ${
          formatShape(x.shape)
        }`,
      );
    }
    return x;
  },
  host([x], [{ size, dtype }]) {
    const places = new Int32Array(size).fill(-1);
    for (let i = 0; i < size; i++) {
      const place = Number(x[i]);
      if (places[place] !== -1) {
        throw new RangeError(`expected each of 0 to ${size - 1} once, received x[${i}]=${place}`);
      }
      places[place] = i;
    }
    return [dtype === "int32" ? places : BigInt64Array.from(places, BigInt)];
  },
  tensorflow: { name: "InvertPermutation" },
  *samples() {
    for (const dtype of ["int32", "int64"] as const) {
      for (const order of [[2, 0, 1], [0], [], [4, 3, 0, 1, 2]]) {
        yield { inputs: [given(order, [order.length], dtype)], attrs: undefined };
      }
    }
  },
});

/** `y` with `y[x[i]] = i`. */
export function invertPermutation(x: Tensor): Tensor {
  return record(bound, [x]);
}
