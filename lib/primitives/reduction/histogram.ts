/**
 * How many numbers lie in each of some intervals of equal width.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { aval } from "../../tensor/aval.ts";
import { asFloat64 } from "../../tensor/host_map.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { requireDType, requireSameDType } from "../support/infer.ts";
import { given, sample } from "../support/samples.ts";

interface Attributes {
  /** How many intervals. */
  readonly bins: number;
  readonly dtype: "int32" | "int64";
}

const NAME = "histogramFixedWidth";
const ACCEPTED: readonly string[] = ["float32", "float64", "int32", "int64"];

const bind = defineFamily<Attributes>({
  name: NAME,
  infer([values, range], { bins, dtype }) {
    requireDType(NAME, values, (it) => ACCEPTED.includes(it), ACCEPTED.join(", "));
    requireSameDType(NAME, values, range);
    if (`${range.shape}` !== "2") {
      throw new TypeError(
        `tf.${NAME}: expected valueRange of two numbers, received shape ${
          formatShape(range.shape)
        }`,
      );
    }
    return aval(dtype, [bins]);
  },
  host([values, range], [x], { bins, dtype }) {
    const numbers = asFloat64(values, x.dtype);
    const [low, high] = asFloat64(range, x.dtype) as unknown as [number, number];
    if (!(low < high)) {
      throw new RangeError(`expected valueRange in order, received ${low} and ${high}`);
    }
    const counts = new Int32Array(bins);
    const width = (high - low) / bins;
    for (const number of numbers) {
      if (Number.isNaN(number)) throw new RangeError("expected numbers, received NaN");
      const bin = Math.min((Math.max(number, low) - low) / width, bins - 1);
      counts[Math.trunc(bin)]!++;
    }
    return [dtype === "int32" ? counts : BigInt64Array.from(counts, BigInt)];
  },
  tensorflow: {
    name: "HistogramFixedWidth",
    inputs: ({ bins }) => [0, 1, { dtype: "int32", shape: [], values: [bins] }],
    attributes: ({ dtype }) => ({ dtype: { type: dtype } }),
  },
  *samples() {
    for (const dtype of ["float32", "float64", "int32"] as const) {
      for (const out of ["int32", "int64"] as const) {
        const attrs = { bins: 5, dtype: out };
        const range = given([0, 5], [2], dtype);
        yield { inputs: [given([-1, 0, 1, 2, 5, 15], [2, 3], dtype), range], attrs };
        yield { inputs: [sample([0], { dtype }), range], attrs };
      }
    }
    const attrs = { bins: 5, dtype: "int32" } as const;
    yield { inputs: [given([NaN], [1]), given([0, 5], [2])], attrs };
    yield { inputs: [given([1], [1]), given([5, 5], [2])], attrs };
  },
});

/** Counts of the values in `bins` intervals of a range; those outside count in the outermost ones. */
export function histogramFixedWidth(values: Tensor, range: Tensor, attrs: Attributes): Tensor {
  return record(bind(attrs), [values, range]);
}
