/**
 * The pipelines of tests/goldens/data/make_pipelines.py, in TypeScript.
 *
 * @module
 */
import * as tf from "kerasaur";

const { Dataset } = tf.data;
const { range, fromTensors, zip } = Dataset;
type Any = tf.data.Dataset<unknown>;
type One = tf.data.Dataset<tf.Tensor>;

function f32(...shape: number[]): tf.Tensor {
  return tf.cast(tf.reshape(tf.range(shape.reduce((a, b) => a * b, 1)), shape), "float32");
}

function whole(n: number, dtype: "int32" | "int64" | "uint8"): tf.Tensor {
  return tf.cast(tf.range(n), dtype);
}

const i64 = (n: number): tf.Tensor => tf.constant(n, "int64");
const slices = Dataset.fromTensorSlices;
const fill = (n: tf.Tensor): tf.Tensor => tf.fill([Number(n)], n);
const ragged = (n: number): One => range(1, n).map((i) => tf.cast(fill(i), "int32"));
const length = (x: tf.Tensor): number => x.shape[0]!;

function counted(n: number): tf.data.Dataset<[tf.Tensor, tf.Tensor]> {
  const spec = [new tf.TensorSpec([], "int32"), new tf.TensorSpec([2], "float32")];
  return Dataset.fromGenerator(function* () {
    for (let i = 0; i < n; i++) yield [i, [i, i]];
  }, { outputSignature: spec }) as unknown as tf.data.Dataset<[tf.Tensor, tf.Tensor]>;
}

function seeded(seed: number, make: () => Any): Any {
  tf.random.setSeed(seed);
  return make();
}

/** By the names of the goldens. */
export const PIPELINES: Readonly<Record<string, () => Any>> = {
  "slices": () => slices(f32(5, 3)),
  "slices of a tuple": () => slices([f32(4, 2), whole(4, "int32")]),
  "slices of a dictionary": () => slices({ b: f32(3, 1), a: [true, false, true] }),
  "slices of texts": () => slices(["x", "yy", ""]),
  "slices of nothing": () => slices(f32(0, 3)),
  "nested": () => slices([f32(3), { u: f32(3, 2), v: [f32(3), f32(3, 1)] }]),
  "tensors": () => fromTensors([f32(2, 2), tf.constant(7, "int32")]),
  "generator": () => counted(7),
  "generator in batches": () => counted(7).batch(3),
  "range": () => range(10),
  "range with a step": () => range(10, -3, -4),
  "empty range": () => range(5, 5),
  "zip": () => zip([range(5), range(10, 13)]),
  "zip of a dictionary": () => zip({ a: range(3), b: [range(4), range(5, 9)] }),
  "zip of nested": () => zip([slices([f32(3), f32(3, 2)]), range(3)]),
  "concatenate": () => range(3).concatenate(range(7, 9)),
  "batch": () => range(10).batch(4),
  "batch without remainder": () => range(10).batch(4, { dropRemainder: true }),
  "batch of tuples": () => slices([f32(7, 2), whole(7, "uint8")]).batch(3),
  "batch twice": () => range(13).batch(2).batch(3, true),
  "batch of one": () => range(3).batch(1),
  "batch larger than all": () => range(3).batch(10),
  "padded": () => ragged(7).paddedBatch(3),
  "padded to shapes": () => ragged(5).paddedBatch(2, [6]),
  "padded with a value": () => ragged(6).paddedBatch(2, { paddingValues: -1 }),
  "padded without remainder": () => ragged(6).paddedBatch(2, { dropRemainder: true }),
  "padded matrices": () =>
    range(1, 5).map((i) => tf.ones([Number(i), 5 - Number(i)])).paddedBatch(2, [null, 4]),
  "padded tuples": () =>
    range(1, 5).map((i) => [fill(i), i]).paddedBatch(3, [[null], []], [i64(9), i64(0)]),
  "padded texts": () =>
    range(1, 4).map((i) => tf.fill([Number(i)], "a")).paddedBatch(3, { paddingValues: "-" }),
  "unbatch": () => range(7).batch(3).unbatch(),
  "unbatch of tuples": () => fromTensors([f32(3, 2), f32(3)]).unbatch(),
  "shuffle 0": () => range(20).shuffle(5, { seed: 0 }),
  "shuffle 42": () => range(20).shuffle(5, { seed: 42 }),
  "shuffle of all": () => range(30).shuffle(100, 7),
  "shuffle of one": () => range(5).shuffle(1, 7),
  "shuffle the same": () => range(20).shuffle(6, { seed: 3, reshuffleEachIteration: false }),
  "shuffle and repeat": () => range(10).shuffle(4, 9).repeat(3),
  "repeat and shuffle": () => range(6).repeat(3).shuffle(5, 9),
  "shuffle and batch": () => range(23).shuffle(8, 1).batch(5),
  "batch and shuffle": () => range(23).batch(5).shuffle(3, 1),
  "shuffle, batch and repeat": () => range(6).shuffle(6, 42).batch(4).repeat(2),
  "shuffle, map and repeat": () => range(6).shuffle(6, 42).map((x) => tf.add(x, i64(1))).repeat(3),
  "shuffle twice": () => range(15).shuffle(5, 1).shuffle(4, 2),
  "global seed": () => seeded(11, () => range(15).shuffle(5)),
  "two seeds": () => seeded(11, () => range(15).shuffle(5, 4)),
  "shuffle and cache": () => range(12).shuffle(5, 5).cache(),
  "map": () => range(5).map((x) => tf.multiply(x, x)),
  "map of tuples": () =>
    zip([range(4), range(4, 8)]).map((x, y) => [tf.add(x, y), { d: tf.subtract(y, x) }]),
  "map in parallel": () =>
    range(9).map((x) => tf.add(x, i64(1)), { numParallelCalls: tf.data.AUTOTUNE }).prefetch(2),
  "map of batches": () => slices(f32(6, 2)).batch(4).map((x) => tf.add(tf.multiply(x, 2), 1)),
  "map and batch": () => slices(f32(21, 2)).map((x) => tf.add(tf.multiply(x, 2), 1)).batch(20),
  "filter": () => range(12).filter((x) => tf.equal(tf.math.floormod(x, i64(3)), i64(0))),
  "filter of nothing": () => range(5).filter((x) => Number(x) > 9).repeat(2),
  "flat map": () => range(5).flatMap((x) => range(Number(x))),
  "interleave": () =>
    range(1, 6).interleave((x) => fromTensors(x).repeat(Number(x)), 2, { blockLength: 1 }),
  "interleave in blocks": () =>
    range(1, 6).interleave((x) => range(Number(x) * 10, Number(x) * 10 + 5), 3, 2),
  "interleave of more": () => range(1, 4).interleave((x) => range(Number(x)), 8, 4),
  "repeat": () => range(3).repeat(2),
  "repeat for ever": () => range(3).repeat().take(8),
  "repeat zero times": () => range(3).repeat(0),
  "take": () => range(9).take(4),
  "take all": () => range(4).take(-1),
  "take none": () => range(4).take(0),
  "skip": () => range(9).skip(4),
  "skip more": () => range(3).skip(4),
  "skip all": () => range(3).skip(-1),
  "take while": () => range(9).takeWhile((x) => Number(x) < 4),
  "scan": () => range(6).scan(i64(0), (s, x) => [tf.add(s, x), tf.add(tf.multiply(s, i64(10)), x)]),
  "enumerate": () => range(5, 8).enumerate(3),
  "shard": () => range(11).shard(3, 1),
  "shard of few": () => range(1).shard(3, 2),
  "cache": () => range(4).map((x) => tf.add(x, i64(1))).cache().repeat(2),
  "window": () => range(7).window(3),
  "window with a shift": () => range(7).window(3, { shift: 1, dropRemainder: true }),
  "window with strides": () => range(12).window(3, { shift: 2, stride: 3 }),
  "window with gaps": () => range(12).window(2, 5),
  "window of tuples": () => zip([range(4), range(4, 8)]).window(3),
  "windows in batches": () => range(7).window(4, 1, 1, true).flatMap((w) => w.batch(4)),
  "groups": () =>
    range(11).groupByWindow({
      keyFunc: (x) => Number(x) % 3,
      reduceFunc: (_, group) => group.batch(2),
      windowSize: 3,
    }),
  "groups of sizes": () =>
    range(11).groupByWindow({
      keyFunc: (x) => tf.math.floormod(x, i64(2)),
      reduceFunc: (_, group) => group.batch(9),
      windowSizeFunc: (key) => key + 2,
    }),
  "buckets": () => ragged(9).bucketBySequenceLength(length, [3, 6], [2, 3, 2]),
  "buckets to boundaries": () =>
    range(1, 6)
      .map((i) => tf.cast(fill(i), "int32"))
      .bucketBySequenceLength(length, [3, 6], [2, 3, 2], {
        paddedShapes: null,
        padToBucketBoundary: true,
        paddingValues: -1,
      }),
  "random": () => Dataset.random({ seed: 4 }).take(9),
  "random anew": () => Dataset.random({ seed: 4, rerandomizeEachIteration: true }).take(9),
  "sample": () => Dataset.sampleFromDatasets([range(10), range(20, 30)], { seed: 3 }),
  "sample by weights": () =>
    Dataset.sampleFromDatasets([range(9), range(20, 29), range(50, 53)], [0.5, 0.1, 0.4], 8),
  "sample to the first end": () =>
    Dataset.sampleFromDatasets([range(4), range(20, 29)], [0.7, 0.3], 8, true),
  "choose": () =>
    Dataset.chooseFromDatasets([range(3), range(10, 13), range(20, 23)], range(3).repeat(3)),
  "choose to the end": () =>
    Dataset.chooseFromDatasets([range(1), range(10, 13)], range(2).repeat(5), {
      stopOnEmptyDataset: false,
    }),
  "training": () =>
    slices([f32(10, 2), whole(10, "int32")]).shuffle(10, 42).batch(4).repeat(2)
      .prefetch(tf.data.AUTOTUNE),
};
