import { assertThrows } from "@std/assert";
import * as tfjs from "@tensorflow/tfjs";
import fc from "fast-check";
import {
  type Case,
  conforms,
  type Data,
  draw,
  SEEDS,
  sizeOf,
  tensor,
  type Type,
  uniform,
} from "./support.ts";

const HOW = { float32: draw.extreme, int32: draw.whole, bool: draw.bit };
const TYPES = fc.constantFrom<Type>("float32", "int32", "bool");
const NUMBERS = fc.constantFrom<Type>("float32", "int32");

/** Lists of indices into the first axes of a shape. */
function lists(shape: readonly number[], dims: readonly number[], seed: number): Data {
  const next = uniform(seed);
  const data = Int32Array.from(
    { length: sizeOf(shape) },
    (_, i) => Math.floor(next() * dims[i % dims.length]!),
  );
  return { shape, dtype: "int32", data };
}

const GATHERS = [
  { x: [5], indices: [3], axis: 0, batchDims: 0 },
  { x: [5, 3], indices: [], axis: 0, batchDims: 0 },
  { x: [5, 3], indices: [2, 4], axis: 0, batchDims: 0 },
  { x: [2, 5, 3], indices: [7], axis: 1, batchDims: 0 },
  { x: [2, 5, 3], indices: [2, 2], axis: -1, batchDims: 0 },
  { x: [2, 5, 3], indices: [2, 4], axis: 1, batchDims: 1 },
  { x: [2, 3, 7], indices: [2, 3, 2], axis: 2, batchDims: 2 },
  { x: [4, 2], indices: [0], axis: 0, batchDims: 0 },
] as const;
conforms("GatherV2", {
  cases: fc.tuple(fc.constantFrom(...GATHERS), SEEDS, TYPES).map(([it, seed, type]) => ({
    inputs: [
      tensor(it.x, seed, HOW[type], type),
      lists(it.indices, [it.x.at(it.axis)!], seed + 1),
    ],
    params: it,
  })),
  run: ([x, indices], { axis, batchDims }) =>
    tfjs.gather(x!, indices as tfjs.Tensor1D, axis, batchDims),
});

const LISTS = [
  { shape: [7], lists: [3, 1] },
  { shape: [3, 5], lists: [4, 1] },
  { shape: [3, 5], lists: [2, 3, 2] },
  { shape: [2, 3, 5], lists: [4, 2] },
  { shape: [2, 3, 5], lists: [1, 3] },
] as const;
/** Shapes, lists of indices into them, and updates of the slices there. */
const slices = (types: fc.Arbitrary<Type>) =>
  fc.tuple(fc.constantFrom(...LISTS), SEEDS, types).map(([{ shape, lists: list }, seed, type]) => {
    const depth = list.at(-1)!;
    const updates = [...list.slice(0, -1), ...shape.slice(depth)];
    const how = type === "float32" ? draw.plain : HOW[type];
    return {
      inputs: [
        tensor(shape, seed, how, type),
        lists(list, shape.slice(0, depth), seed + 1),
        tensor(updates, seed + 2, how, type),
      ],
      params: [...shape],
    };
  });
conforms("GatherNd", { cases: slices(TYPES), run: ([x, indices]) => tfjs.gatherND(x!, indices!) });
conforms("ScatterNd", {
  cases: slices(NUMBERS),
  run: ([, indices, updates], shape) => tfjs.scatterND(indices!, updates!, shape),
  kind: "reduction",
});
/** Whether no list of indices comes twice: what becomes of the two is left open. */
const distinct = ({ inputs }: Case<number[]>) => {
  const { data, shape } = inputs[1]!;
  const depth = shape.at(-1)!;
  const keys = Array.from(
    { length: data.length / depth },
    (_, i) => `${data.slice(i * depth, (i + 1) * depth)}`,
  );
  return new Set(keys).size === keys.length;
};
conforms("TensorScatterUpdate", {
  cases: slices(TYPES).filter(distinct),
  run: ([x, indices, updates]) => tfjs.tensorScatterUpdate(x!, indices!, updates!),
});
conforms("SparseToDense", {
  cases: fc.tuple(SEEDS, NUMBERS, fc.boolean()).map(([seed, type, single]) => ({
    inputs: [
      { shape: [3, 2], dtype: "int32" as const, data: Int32Array.from([0, 1, 2, 4, 1, 0]) },
      tensor(single ? [] : [3], seed, HOW[type], type),
      tensor([], seed + 1, HOW[type], type),
    ],
    params: [3, 5] as [number, number],
  })),
  run: ([indices, values, blank], shape) =>
    tfjs.sparseToDense(indices!, values!, shape, blank as tfjs.Scalar),
});

conforms("UnsortedSegmentSum", {
  cases: fc.tuple(fc.constantFrom([7], [5, 3], [1, 2, 3], [13, 1]), SEEDS, fc.constantFrom(1, 4))
    .map(([shape, seed, count]) => ({
      inputs: [
        tensor(shape, seed, draw.plain, "float32"),
        tensor(
          shape.slice(0, 1),
          seed + 1,
          (next) => Math.floor(next() * (count + 2)) - 1,
          "int32",
        ),
      ],
      params: count,
    })),
  run: ([x, ids], count) => tfjs.unsortedSegmentSum(x!, ids as tfjs.Tensor1D, count),
  kind: "reduction",
});

conforms("OneHot", {
  cases: fc.tuple(
    fc.constantFrom<number[]>([], [7], [2, 3], [3, 0]),
    SEEDS,
    fc.constantFrom(2, 5),
    fc.constantFrom([1, 0], [3, -2]),
    fc.constantFrom("float32" as const, "int32" as const),
  ).map(([shape, seed, depth, [on, off], dtype]) => ({
    inputs: [tensor(shape, seed, (next) => Math.floor(next() * 9) - 2, "int32")],
    params: { depth, on: on!, off: off!, dtype },
  })),
  run: ([indices], { depth, on, off, dtype }) =>
    tfjs.cast(tfjs.oneHot(indices!, depth, on, off, dtype), dtype),
});

conforms("TopK", {
  cases: fc.tuple(
    fc.constantFrom([7], [3, 5], [2, 1, 5], [1]),
    SEEDS,
    NUMBERS,
    fc.constantFrom(1, 3, 5),
  ).map(([shape, seed, type, k]) => ({
    inputs: [tensor(shape, seed, type === "float32" ? draw.ties : HOW[type], type)],
    params: Math.min(k, shape.at(-1)!),
  })),
  run: ([x], k) => {
    const { values, indices } = tfjs.topk(x!, k);
    return [values, indices];
  },
});

Deno.test("an index outside its range is an error of the call where the indices are known", () => {
  const x = tfjs.tensor1d([1, 2, 3]);
  assertThrows(() => tfjs.gather(x, tfjs.tensor1d([3], "int32")), Error, "not in [0, 2]");
  assertThrows(() => tfjs.gather(x, tfjs.tensor1d([-1], "int32")), Error, "not in [0, 2]");
  const place = tfjs.tensor2d([[7]], [1, 1], "int32");
  assertThrows(() => tfjs.scatterND(place, tfjs.tensor1d([1]), [3]), Error, "Invalid indices");
});
