/**
 * Slices of a tensor along one axis, by their indices; the first axes may be a batch that params
 * and indices share.
 *
 * @module
 */
import type { Value } from "../../engine/plan/graph_types.ts";
import { formatShape } from "../../errors/format.ts";
import { aval, type Shape } from "../../tensor/aval.ts";
import type { Lowering } from "../../tensor/lowering.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { axisOf, requireIndices } from "../support/infer.ts";
import { withinAxis } from "../support/indices.ts";
import { given, sample } from "../support/samples.ts";
import { withBatch } from "./batch_indices.ts";
import { fill } from "./fill.ts";
import { scatterNd } from "./scatter_nd.ts";
import { transpose } from "./transpose.ts";

interface Attributes {
  readonly axis: number;
  readonly batchDims: number;
}

const bind = defineFamily<Attributes>({
  name: "gather",
  infer([x, indices], { axis, batchDims }) {
    requireIndices("gather", "indices", indices);
    axisOf("gather", axis, x.shape.length);
    const shares = batchDims <= axis && batchDims <= indices.shape.length &&
      x.shape.slice(0, batchDims).every((dim, i) => dim === indices.shape[i]);
    if (!shares) {
      throw new TypeError(
        `tf.gather: expected params and indices that share their first ${batchDims} dimensions, before axis ${axis}, received shapes ${
          formatShape(x.shape)
        } and ${formatShape(indices.shape)}`,
      );
    }
    const shape = x.shape.toSpliced(axis, 1, ...indices.shape.slice(batchDims));
    const result = aval(x.dtype, shape);
    if (x.size === 0 && result.size > 0) {
      throw new RangeError(
        `tf.gather: expected params with elements along axis ${axis}, received shape ${
          formatShape(x.shape)
        }`,
      );
    }
    return result;
  },
  lower(to, [x, indices], [out], { axis, batchDims }) {
    const places = withinAxis(to, indices, x.shape[axis]!);
    if (batchDims === 0) return to.op("Gather", [x, places], x.type, out.shape, { axis });
    return gatherBatch(to, x, places, axis, batchDims);
  },
  vjp([g], { inputs: [x, indices], attrs: { axis, batchDims } }) {
    if (x.size === 0) return [fill(0, x.aval)];
    const count = indices.rank - batchDims;
    // From batch, middle, indices, rest to batch, indices, middle, rest.
    const turned = transpose(g, exchange(g.rank, batchDims, axis - batchDims, count));
    const shape = exchange(x.rank, batchDims, axis - batchDims, 1).map((it) => x.shape[it]!);
    const sum = scatterNd(withBatch(indices, batchDims), turned, shape);
    return [transpose(sum, exchange(x.rank, batchDims, 1, axis - batchDims))];
  },
  tensorflow: {
    name: "GatherV2",
    attributes: ({ batchDims }) => ({ batch_dims: batchDims, Taxis: { type: "int32" } }),
    inputs: ({ axis }) => [0, 1, { dtype: "int32", shape: [], values: [axis] }],
  },
  *samples() {
    for (const dtype of ["float32", "float64", "int32", "bool", "string", "complex64"] as const) {
      const x = sample([2, 3, 5], { dtype });
      const i = given([2, 0, 2, 1], [2, 2], "int32");
      yield { inputs: [x, i], attrs: { axis: 1, batchDims: 0 } };
      yield { inputs: [x, i], attrs: { axis: 1, batchDims: 1 } };
      yield { inputs: [x, i], attrs: { axis: 2, batchDims: 1 } };
      yield { inputs: [x, given([1, 4], [2], "int64")], attrs: { axis: 2, batchDims: 1 } };
      yield { inputs: [x, given([1], [], "int64")], attrs: { axis: 0, batchDims: 0 } };
      yield { inputs: [x, given([], [0], "int32")], attrs: { axis: 1, batchDims: 0 } };
    }
  },
});

/** The order of axes in which two runs of `a` and `b` axes after `start` change places. */
function exchange(rank: number, start: number, a: number, b: number): number[] {
  const axes = Array.from({ length: rank }, (_, axis) => axis);
  return [...axes.slice(0, start), ...axes.splice(start + a, b), ...axes.slice(start)];
}

/** Gathering from each part of a batch by itself. */
function gatherBatch(to: Lowering, x: Value, places: Value, axis: number, batch: number): Value {
  const middle = axis - batch;
  const moved = to.transpose(x, exchange(x.shape.length, batch, middle, 1));
  const index = to.reshape(places, [...places.shape, 1]);
  const shape: Shape = [...places.shape, ...moved.shape.slice(batch + 1)];
  const result = to.op("GatherND", [moved, index], x.type, shape, { batch_dims: batch });
  return to.transpose(
    result,
    exchange(shape.length, batch, places.shape.length - batch, middle),
  );
}

/** The slices of `x` at `indices` along an axis, counted from the front. */
export function gather(x: Tensor, indices: Tensor, axis = 0, batchDims = 0): Tensor {
  return record(bind({ axis, batchDims }), [x, indices]);
}
