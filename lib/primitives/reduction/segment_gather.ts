/**
 * The row of each id: what belongs to a segment, given to each of its elements.
 *
 * @module
 */
import { aval } from "../../tensor/aval.ts";
import { define } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { fill } from "../array/fill.ts";
import { gather } from "../array/gather.ts";
import { reshape } from "../array/reshape.ts";
import { greaterEqual } from "../math/comparison.ts";
import { maximum } from "../math/extremes.ts";
import { where } from "../math/where.ts";
import { requireIndices, requireRank } from "../support/infer.ts";
import { given, sample } from "../support/samples.ts";
import { unsortedSegmentSum } from "./unsorted_segment.ts";

const bound = define({
  name: "math.segmentGather",
  infer([rows, ids]) {
    requireRank("math.segmentGather", "rows", rows, 1);
    requireIndices("math.segmentGather", "ids", ids);
    return aval(rows.dtype, [...ids.shape, ...rows.shape.slice(1)]);
  },
  lower(to, [rows, ids], [out]) {
    const zero = to.number(0, ids.type);
    if (rows.shape[0] === 0) return to.fill(0, rows.type, out.shape);
    const places = to.binary("Max", ids, zero);
    const gathered = to.op("Gather", [rows, places], rows.type, out.shape, { axis: 0 });
    const isKept = to.binary("GreaterOrEqual", ids, zero, "bool");
    const mask = to.reshape(isKept, [...ids.shape, ...rows.shape.slice(1).map(() => 1)]);
    return to.where(mask, gathered, to.number(0, rows.type));
  },
  compose([rows, ids]) {
    if (rows.shape[0] === 0) {
      return fill(0, aval(rows.dtype, [...ids.shape, ...rows.shape.slice(1)]));
    }
    const zero = scalar(0, ids.dtype);
    const isKept = reshape(greaterEqual(ids, zero), [
      ...ids.shape,
      ...rows.shape.slice(1).map(() => 1),
    ]);
    return where(isKept, gather(rows, maximum(ids, zero), 0), scalar(0, rows.dtype));
  },
  vjp: ([g], { inputs: [rows, ids] }) => [unsortedSegmentSum(g, ids, rows.shape[0]!)],
  *samples() {
    for (const dtype of ["float32", "float64", "int32"] as const) {
      const attrs = undefined;
      const rows = sample([3, 2], { dtype });
      yield { inputs: [rows, given([2, 0, -1, 2], [4], "int32")], attrs };
      yield { inputs: [rows, given([2, 0, -1, 2], [2, 2], "int64")], attrs };
      yield { inputs: [rows, given([], [0], "int32")], attrs };
      yield { inputs: [sample([0, 2], { dtype }), given([-1], [1], "int32")], attrs };
    }
  },
});

/** `rows[id]` for each id, zeros where it is negative. */
export function segmentGather(rows: Tensor, ids: Tensor): Tensor {
  return record(bound, [rows, ids]);
}
