/**
 * One value where an index says so along a new axis, another one elsewhere.
 *
 * @module
 */
import { aval } from "../../tensor/aval.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { axisOf, requireInteger, requireSameDType } from "../support/infer.ts";
import { given, sample } from "../support/samples.ts";

interface Attributes {
  /** Length of the new axis. */
  readonly depth: number;
  /** Where the new axis is in the result. */
  readonly axis: number;
}

const bind = defineFamily<Attributes>({
  name: "oneHot",
  infer([indices, on, off], { depth, axis }) {
    requireInteger("oneHot", indices);
    requireSameDType("oneHot", on, off);
    axisOf("oneHot", axis, indices.shape.length + 1);
    return aval(on.dtype, indices.shape.toSpliced(axis, 0, depth));
  },
  lower(to, [indices, on, off], [out], { depth, axis }) {
    const line = out.shape.map((_, it) => it === axis ? depth : 1);
    const places = to.constant(
      BigInt64Array.from({ length: depth }, (_, i) => BigInt(i)),
      "int64",
      line,
    );
    const spread = to.reshape(to.cast(indices, "int64"), indices.shape.toSpliced(axis, 0, 1));
    return to.where(to.binary("Equal", spread, places, "bool"), on, off);
  },
  vjp: "none",
  tensorflow: {
    name: "OneHot",
    attributes: ({ axis }) => ({ axis }),
    inputs: ({ depth }) => [0, { dtype: "int32", shape: [], values: [depth] }, 1, 2],
  },
  *samples() {
    for (const dtype of ["float32", "float64", "int32", "bool", "string", "complex64"] as const) {
      const values = [sample([], { dtype }), sample([], { dtype, seed: 5 })];
      const some = given([0, 2, -1, 5, 1, 0], [3, 2], "int32");
      yield { inputs: [some, ...values], attrs: { depth: 3, axis: 2 } };
      yield { inputs: [some, ...values], attrs: { depth: 3, axis: 1 } };
      yield { inputs: [given([1], [], "int64"), ...values], attrs: { depth: 2, axis: 0 } };
      yield { inputs: [given([1, 3], [2], "uint8"), ...values], attrs: { depth: 4, axis: 0 } };
      yield { inputs: [some, ...values], attrs: { depth: 0, axis: 0 } };
    }
  },
});

/** `on` where a new axis's place is the index, `off` elsewhere; both without dimensions. */
export function oneHot(
  indices: Tensor,
  on: Tensor,
  off: Tensor,
  depth: number,
  axis: number,
): Tensor {
  return record(bind({ depth, axis }), [indices, on, off]);
}
