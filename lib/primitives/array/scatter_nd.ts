/**
 * Slices brought to places given by an index for each of the first axes; what goes to one place is
 * added up.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { type Aval, aval, type Shape, sizeOf } from "../../tensor/aval.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { requireDType, requireIndices, requireRank } from "../support/infer.ts";
import { given, sample } from "../support/samples.ts";
import { gatherNd } from "./gather_nd.ts";
import { scatterAddOnHost, scatterInto } from "./scatter_lowering.ts";

/** Throws unless there is a slice of `shape` among `updates` for each of `indices`. */
export function requireUpdates(name: string, indices: Aval, updates: Aval, shape: Shape): void {
  requireIndices(name, "indices", indices);
  requireRank(name, "indices", indices, 1);
  const depth = indices.shape.at(-1)!;
  const expected = [...indices.shape.slice(0, -1), ...shape.slice(depth)];
  if (depth < 1 || depth > shape.length || `${updates.shape}` !== `${expected}`) {
    throw new TypeError(
      `tf.${name}: expected updates of shape indices.shape[:-1] + shape[indices.shape[-1]:] for shape ${
        formatShape(shape)
      } and indices of shape ${formatShape(indices.shape)}, received updates of shape ${
        formatShape(updates.shape)
      }`,
    );
  }
  if (indices.size > 0 && sizeOf(shape) === 0) {
    throw new RangeError(
      `tf.${name}: expected no indices for shape ${
        formatShape(shape)
      }, which has no elements, received indices of shape ${formatShape(indices.shape)}`,
    );
  }
}

const bind = defineFamily<{ shape: Shape }>({
  name: "scatterNd",
  infer([indices, updates], { shape }) {
    requireDType("scatterNd", updates, (it) => it !== "string", "numbers");
    requireUpdates("scatterNd", indices, updates, shape);
    return aval(updates.dtype, shape);
  },
  lower: (to, [indices, updates], [out]) =>
    scatterInto(to, to.fill(0, updates.type, out.shape), indices, updates, "add"),
  host: ([indices, updates], [places], { shape }, [out]) => [
    scatterAddOnHost(new Float32Array(2 * out.size), indices, updates, places, shape),
  ],
  onHost: ([, updates]) => updates.dtype === "complex64",
  vjp: ([g], { inputs: [indices] }) => [undefined, gatherNd(g, indices)],
  tensorflow: {
    name: "ScatterNd",
    attributes: () => ({ Tindices: { type: "int32" } }),
    inputs: ({ shape }, [{ dtype }]) => [
      0,
      1,
      { dtype, shape: [shape.length], values: shape },
    ],
  },
  *samples() {
    for (const dtype of ["float32", "float64", "int32", "uint8", "float16", "complex64"] as const) {
      const to = given([2, 0, 2], [3, 1], "int32");
      yield { inputs: [to, sample([3, 2], { dtype })], attrs: { shape: [3, 2] } };
      yield { inputs: [to, sample([3], { dtype })], attrs: { shape: [5] } };
      const places = given([0, 1, 1, 0, 0, 1], [3, 2], "int32");
      yield { inputs: [places, sample([3], { dtype })], attrs: { shape: [2, 3] } };
      const none = given([], [0, 1], "int32");
      yield { inputs: [none, sample([0, 2], { dtype })], attrs: { shape: [3, 2] } };
    }
  },
});

/** Zeros of a shape with `updates` added at `indices`. */
export function scatterNd(indices: Tensor, updates: Tensor, shape: Shape): Tensor {
  return record(bind({ shape: [...shape] }), [indices, updates]);
}
