/**
 * The largest elements of the last axis, and the order that sorts it. Ties go to the lower index;
 * NaN counts as large as infinity, so that none is lost (TensorFlow compares it with nothing, and
 * where its result puts the others depends on the algorithm).
 *
 * @module
 */
import { isFloating } from "../../arrays/dtypes.ts";
import { argsort as argsortRows, type Direction } from "../../arrays/sorting/argsort.ts";
import { topK as topKOfRows } from "../../arrays/sorting/top_k.ts";
import type { OrderedArray } from "../../arrays/types.ts";
import type { Value } from "../../engine/plan/graph_types.ts";
import { type Aval, aval } from "../../tensor/aval.ts";
import type { Lowering } from "../../tensor/lowering.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record, recordAll } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asFloat64 } from "../../tensor/host_map.ts";
import { requireRank, requireReal } from "../support/infer.ts";
import { given, sample } from "../support/samples.ts";
import { withBatch } from "./batch_indices.ts";
import { reshape } from "./reshape.ts";
import { scatterNd } from "./scatter_nd.ts";

function requireSortable(name: string, x: Aval): void {
  requireReal(name, x);
  requireRank(name, name === "argsort" ? "values" : "input", x, 1);
}

/** The order of the first `k`, as int64, and what was sorted in the place of `x`. */
function ordered(to: Lowering, x: Value, k: number, largest: boolean): [Value, Value] {
  const isFloat = isFloating(x.type);
  const wide = x.type === "float16" || x.type === "bfloat16" ? to.cast(x, "float32") : x;
  const keys = isFloat
    ? to.where(to.unary("IsNaN", wide, "bool"), to.number(Infinity, wide.type), wide)
    : wide;
  const shape = x.shape.with(-1, k);
  const [values, indices] = to.ops(
    "TopK",
    [keys, to.list([k])],
    [{ type: keys.type, shape }, { type: "int64", shape }],
    { axis: -1, largest: largest ? 1 : 0, sorted: 1 },
  );
  if (!isFloat) return [values!, indices!];
  const axis = x.shape.length - 1;
  return [to.op("GatherElements", [x, indices!], x.type, shape, { axis }), indices!];
}

const isUnsigned64 = ([x]: readonly Aval[]): boolean => x!.dtype === "uint64";

const bindTopK = defineFamily<{ k: number }>({
  name: "math.topK",
  infer([x], { k }) {
    requireSortable("math.topK", x);
    const width = x.shape.at(-1)!;
    if (k > width) {
      throw new RangeError(
        `tf.math.topK: expected k to be at most the length of the last axis, ${width}, received k=${k}`,
      );
    }
    return [aval(x.dtype, x.shape.with(-1, k)), aval("int32", x.shape.with(-1, k))];
  },
  lower(to, [x], _, { k }) {
    const [values, indices] = ordered(to, x, k, true);
    return [values, to.cast(indices, "int32")];
  },
  host([x], [{ shape }], { k }) {
    const { values, indices } = topKOfRows(x as OrderedArray, shape.at(-1)!, k);
    return [values as BigUint64Array, indices];
  },
  onHost: isUnsigned64,
  vjp([g], { inputs: [x], outputs: [, indices], attrs: { k } }) {
    const width = x.shape.at(-1)!;
    const rows = width === 0 ? 0 : x.size / width;
    const places = withBatch(reshape(indices, [rows, k]), 1);
    return [reshape(scatterNd(places, reshape(g, [rows, k]), [rows, width]), x.shape)];
  },
  tensorflow: {
    name: "TopKV2",
    attributes: () => ({ sorted: true, Tk: { type: "int32" }, index_type: { type: "int32" } }),
    inputs: ({ k }) => [0, { dtype: "int32", shape: [], values: [k] }],
  },
  *samples() {
    const dtypes = [
      "float32",
      "float64",
      "float16",
      "bfloat16",
      "int32",
      "int64",
      "uint8",
      "uint64",
      "int16",
      "uint32",
    ] as const;
    for (const dtype of dtypes) {
      yield { inputs: [sample([2, 7], { dtype, max: 9 })], attrs: { k: 3 } };
      yield { inputs: [sample([5], { dtype, max: 9 })], attrs: { k: 5 } };
      yield { inputs: [sample([5], { dtype })], attrs: { k: 1 } };
      yield { inputs: [given([3, 1, 3, 3, 1], [5], dtype)], attrs: { k: 4 }, kink: true };
      yield { inputs: [sample([0, 3], { dtype })], attrs: { k: 2 } };
      yield { inputs: [sample([3], { dtype })], attrs: { k: 0 } };
    }
    yield { inputs: [given([1, -Infinity, Infinity, 0, -0], [5])], attrs: { k: 5 } };
  },
});

/** The `k` largest elements of each row in order, and their places as int32. */
export function topK(x: Tensor, k: number): readonly [values: Tensor, indices: Tensor] {
  const [values, indices] = recordAll(bindTopK({ k }), [x]);
  return [values!, indices!];
}

const bindArgsort = defineFamily<{ direction: Direction }>({
  name: "argsort",
  infer([x]) {
    requireSortable("argsort", x);
    return aval("int32", x.shape);
  },
  lower(to, [x], _, { direction }) {
    const [, indices] = ordered(to, x, x.shape.at(-1)!, direction === "DESCENDING");
    return to.cast(indices, "int32");
  },
  host: ([x], [{ dtype, shape }], { direction }) => {
    const numbers = dtype === "bfloat16" ? asFloat64(x, dtype) : x as OrderedArray;
    return [argsortRows(numbers, shape.at(-1)!, direction)];
  },
  onHost: isUnsigned64,
  wholeHost: true,
  *samples() {
    const dtypes = ["float32", "float64", "bfloat16", "int32", "int64", "int8", "uint64"] as const;
    for (const dtype of dtypes) {
      for (const direction of ["ASCENDING", "DESCENDING"] as const) {
        yield { inputs: [sample([2, 7], { dtype, max: 9 })], attrs: { direction } };
        yield { inputs: [given([3, 1, 3, 3, 1], [5], dtype)], attrs: { direction } };
        yield { inputs: [sample([1], { dtype })], attrs: { direction } };
        yield { inputs: [sample([3, 0], { dtype })], attrs: { direction } };
      }
    }
    const special = given([NaN, 1, -Infinity, NaN, 0, -0, 1], [7]);
    yield { inputs: [special], attrs: { direction: "ASCENDING" } };
    yield { inputs: [special], attrs: { direction: "DESCENDING" } };
  },
});

/** For each row the places in the order that sorts it, as int32; equal elements stay in order. */
export function argsort(x: Tensor, direction: Direction): Tensor {
  return record(bindArgsort({ direction }), [x]);
}
