/**
 * Slices of a tensor at places given by an index for each of the first axes.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { aval } from "../../tensor/aval.ts";
import { define } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { reduceSum } from "../reduction/reduce_sum.ts";
import { requireIndices, requireRank } from "../support/infer.ts";
import { withinShape } from "../support/indices.ts";
import { given, sample } from "../support/samples.ts";
import { fill } from "./fill.ts";
import { scatterNd } from "./scatter_nd.ts";

const bound = define({
  name: "gatherNd",
  infer([x, indices]) {
    requireIndices("gatherNd", "indices", indices);
    requireRank("gatherNd", "indices", indices, 1);
    const depth = indices.shape.at(-1)!;
    if (depth > x.shape.length) {
      throw new TypeError(
        `tf.gatherNd: expected indices of at most ${x.shape.length} numbers for params of shape ${
          formatShape(x.shape)
        }, received indices of shape ${formatShape(indices.shape)}`,
      );
    }
    const result = aval(x.dtype, [...indices.shape.slice(0, -1), ...x.shape.slice(depth)]);
    if (result.size > 0 && x.size === 0) {
      throw new RangeError(
        `tf.gatherNd: expected params with elements, received shape ${formatShape(x.shape)}`,
      );
    }
    return result;
  },
  lower(to, [x, indices], [out]) {
    const depth = indices.shape.at(-1)!;
    if (depth === 0) return to.expand(x, out.shape);
    return to.op("GatherND", [x, withinShape(to, indices, x.shape)], x.type, out.shape);
  },
  vjp([g], { inputs: [x, indices] }) {
    if (x.size === 0) return [fill(0, x.aval)];
    const lead = indices.rank - 1;
    // Indices of no numbers name the whole of params.
    if (indices.shape[lead] === 0) return [reduceSum(g, [...g.shape.keys()].slice(0, lead))];
    return [scatterNd(indices, g, x.shape)];
  },
  tensorflow: { name: "GatherNd" },
  *samples() {
    const attrs = undefined;
    for (const dtype of ["float32", "float64", "int32", "bool", "string", "complex64"] as const) {
      const x = sample([3, 2], { dtype });
      yield { inputs: [x, given([2, 1, 0, 0, 2, 1], [3, 2], "int32")], attrs };
      yield { inputs: [x, given([2, 0], [2, 1], "int64")], attrs };
      yield { inputs: [x, given([], [2, 0], "int32")], attrs };
      yield { inputs: [x, given([], [0, 1], "int32")], attrs };
    }
  },
});

/** The slices of `x` at the places in the last axis of `indices`. */
export function gatherNd(x: Tensor, indices: Tensor): Tensor {
  return record(bound, [x, indices]);
}
