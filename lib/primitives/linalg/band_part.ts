/**
 * A band around the diagonals of matrices: all outside of it is zero.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { requireDType } from "../support/infer.ts";
import { sample } from "../support/samples.ts";
import { requireMatrix } from "./matrices.ts";

interface Attributes {
  /** How many diagonals below the main one stay; all of them where it is negative. */
  readonly numLower: number;
  /** How many above. */
  readonly numUpper: number;
}

const bind = defineFamily<Attributes>({
  name: "linalg.bandPart",
  infer([x], { numLower, numUpper }) {
    requireDType("linalg.bandPart", x, (it) => it !== "string", "numbers or truth values");
    const { rows, columns } = requireMatrix("linalg.bandPart", "input", x);
    for (
      const [argument, count, limit, what] of [
        ["numLower", numLower, rows, "rows"],
        ["numUpper", numUpper, columns, "columns"],
      ] as const
    ) {
      if (count <= limit) continue;
      throw new RangeError(
        `tf.linalg.bandPart: expected ${argument} to be at most the number of ${what}, received ${argument}=${count} for shape ${
          formatShape(x.shape)
        }`,
      );
    }
    return x;
  },
  lower(to, [x], _, { numLower, numUpper }) {
    const type = x.type === "uint64" ? "int64" : x.type;
    let value = to.cast(x, type);
    const part = (upper: 0 | 1, k: number) =>
      to.op("Trilu", [value, to.number(k, "int64")], type, x.shape, { upper });
    if (numUpper >= 0) value = part(0, numUpper);
    if (numLower >= 0) value = part(1, -numLower);
    return to.cast(value, x.type);
  },
  vjp: ([g], { attrs: { numLower, numUpper } }) => [bandPart(g, numLower, numUpper)],
  tensorflow: {
    name: "MatrixBandPart",
    inputs: ({ numLower, numUpper }) => [
      0,
      { dtype: "int64", shape: [], values: [numLower] },
      { dtype: "int64", shape: [], values: [numUpper] },
    ],
  },
  *samples() {
    for (
      const dtype of [
        "float32",
        "float64",
        "float16",
        "bfloat16",
        "int32",
        "int64",
        "int8",
        "uint8",
        "uint64",
        "bool",
        "complex64",
      ] as const
    ) {
      for (const [numLower, numUpper] of [[-1, 0], [0, -1], [1, 1], [0, 0]] as const) {
        const attrs = { numLower, numUpper };
        yield { inputs: [sample([3, 3], { dtype })], attrs };
        yield { inputs: [sample([2, 2, 5], { dtype })], attrs };
      }
      const all = { numLower: -1, numUpper: -1 };
      yield { inputs: [sample([3, 2], { dtype })], attrs: all };
      yield { inputs: [sample([2, 3, 0], { dtype })], attrs: all };
      yield { inputs: [sample([1, 1], { dtype })], attrs: { numLower: 1, numUpper: 0 } };
    }
  },
});

/** The band of each matrix; a negative number of diagonals stands for all of them. */
export function bandPart(x: Tensor, numLower: number, numUpper: number): Tensor {
  return record(bind({ numLower, numUpper }), [x]);
}
