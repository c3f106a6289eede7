"""Prints what pipelines of tf.data give, for tests/data/pipelines_test.ts.

    python tests/goldens/data/make_pipelines.py

writes pipelines.json.gz beside itself. Each pipeline is run twice, one epoch after the other; at
most 40 elements of each are kept.
"""
import gzip
import json
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np
import tensorflow as tf

D = tf.data.Dataset
R = D.range
f32 = lambda *shape: np.arange(np.prod(shape), dtype=np.float32).reshape(shape)
i64 = lambda n: tf.constant(n, tf.int64)


def ragged(n):
    return R(1, n).map(lambda i: tf.fill([i], tf.cast(i, tf.int32)))


def counted(n):
    def make():
        for i in range(n):
            yield i, [float(i)] * 2

    return D.from_generator(
        make, output_signature=(tf.TensorSpec([], tf.int32), tf.TensorSpec([2], tf.float32))
    )


PIPELINES = {
    "slices": lambda: D.from_tensor_slices(f32(5, 3)),
    "slices of a tuple": lambda: D.from_tensor_slices((f32(4, 2), np.arange(4, dtype=np.int32))),
    "slices of a dictionary": lambda: D.from_tensor_slices({"b": f32(3, 1), "a": np.array([True, False, True])}),
    "slices of texts": lambda: D.from_tensor_slices(["x", "yy", ""]),
    "slices of nothing": lambda: D.from_tensor_slices(f32(0, 3)),
    "nested": lambda: D.from_tensor_slices((f32(3), {"u": f32(3, 2), "v": (f32(3), f32(3, 1))})),
    "tensors": lambda: D.from_tensors((f32(2, 2), 7)),
    "generator": lambda: counted(7),
    "generator in batches": lambda: counted(7).batch(3),
    "range": lambda: R(10),
    "range with a step": lambda: R(10, -3, -4),
    "empty range": lambda: R(5, 5),
    "zip": lambda: D.zip((R(5), R(10, 13))),
    "zip of a dictionary": lambda: D.zip({"a": R(3), "b": (R(4), R(5, 9))}),
    "zip of nested": lambda: D.zip((D.from_tensor_slices((f32(3), f32(3, 2))), R(3))),
    "concatenate": lambda: R(3).concatenate(R(7, 9)),
    "batch": lambda: R(10).batch(4),
    "batch without remainder": lambda: R(10).batch(4, drop_remainder=True),
    "batch of tuples": lambda: D.from_tensor_slices((f32(7, 2), np.arange(7, dtype=np.uint8))).batch(3),
    "batch twice": lambda: R(13).batch(2).batch(3, True),
    "batch of one": lambda: R(3).batch(1),
    "batch larger than all": lambda: R(3).batch(10),
    "padded": lambda: ragged(7).padded_batch(3),
    "padded to shapes": lambda: ragged(5).padded_batch(2, [6]),
    "padded with a value": lambda: ragged(6).padded_batch(2, padding_values=-1),
    "padded without remainder": lambda: ragged(6).padded_batch(2, drop_remainder=True),
    "padded matrices": lambda: R(1, 5).map(lambda i: tf.ones([i, 5 - i])).padded_batch(2, [None, 4]),
    "padded tuples": lambda: R(1, 5).map(lambda i: (tf.fill([i], i), i)).padded_batch(3, ([None], []), (i64(9), i64(0))),
    "padded texts": lambda: R(1, 4).map(lambda i: tf.fill([i], "a")).padded_batch(3, padding_values="-"),
    "unbatch": lambda: R(7).batch(3).unbatch(),
    "unbatch of tuples": lambda: D.from_tensors((f32(3, 2), f32(3))).unbatch(),
    "shuffle 0": lambda: R(20).shuffle(5, seed=0),
    "shuffle 42": lambda: R(20).shuffle(5, seed=42),
    "shuffle of all": lambda: R(30).shuffle(100, seed=7),
    "shuffle of one": lambda: R(5).shuffle(1, seed=7),
    "shuffle the same": lambda: R(20).shuffle(6, seed=3, reshuffle_each_iteration=False),
    "shuffle and repeat": lambda: R(10).shuffle(4, seed=9).repeat(3),
    "repeat and shuffle": lambda: R(6).repeat(3).shuffle(5, seed=9),
    "shuffle and batch": lambda: R(23).shuffle(8, seed=1).batch(5),
    "batch and shuffle": lambda: R(23).batch(5).shuffle(3, seed=1),
    "shuffle, batch and repeat": lambda: R(6).shuffle(6, seed=42).batch(4).repeat(2),
    "shuffle, map and repeat": lambda: R(6).shuffle(6, seed=42).map(lambda x: x + 1).repeat(3),
    "shuffle twice": lambda: R(15).shuffle(5, seed=1).shuffle(4, seed=2),
    "global seed": lambda: (tf.random.set_seed(11), R(15).shuffle(5))[1],
    "two seeds": lambda: (tf.random.set_seed(11), R(15).shuffle(5, seed=4))[1],
    "shuffle and cache": lambda: R(12).shuffle(5, seed=5).cache(),
    "map": lambda: R(5).map(lambda x: x * x),
    "map of tuples": lambda: D.zip((R(4), R(4, 8))).map(lambda x, y: (x + y, {"d": y - x})),
    "map in parallel": lambda: R(9).map(lambda x: x + 1, num_parallel_calls=tf.data.AUTOTUNE).prefetch(2),
    "map of batches": lambda: D.from_tensor_slices(f32(6, 2)).batch(4).map(lambda x: x * 2 + 1),
    "map and batch": lambda: D.from_tensor_slices(f32(21, 2)).map(lambda x: x * 2 + 1).batch(20),
    "filter": lambda: R(12).filter(lambda x: x % 3 == 0),
    "filter of nothing": lambda: R(5).filter(lambda x: x > 9).repeat(2),
    "flat map": lambda: R(5).flat_map(lambda x: R(x)),
    "interleave": lambda: R(1, 6).interleave(lambda x: D.from_tensors(x).repeat(x), cycle_length=2, block_length=1),
    "interleave in blocks": lambda: R(1, 6).interleave(lambda x: R(x * 10, x * 10 + 5), cycle_length=3, block_length=2),
    "interleave of more": lambda: R(1, 4).interleave(lambda x: R(x), cycle_length=8, block_length=4),
    "repeat": lambda: R(3).repeat(2),
    "repeat for ever": lambda: R(3).repeat().take(8),
    "repeat zero times": lambda: R(3).repeat(0),
    "take": lambda: R(9).take(4),
    "take all": lambda: R(4).take(-1),
    "take none": lambda: R(4).take(0),
    "skip": lambda: R(9).skip(4),
    "skip more": lambda: R(3).skip(4),
    "skip all": lambda: R(3).skip(-1),
    "take while": lambda: R(9).take_while(lambda x: x < 4),
    "scan": lambda: R(6).scan(i64(0), lambda s, x: (s + x, s * 10 + x)),
    "enumerate": lambda: R(5, 8).enumerate(3),
    "shard": lambda: R(11).shard(3, 1),
    "shard of few": lambda: R(1).shard(3, 2),
    "cache": lambda: R(4).map(lambda x: x + 1).cache().repeat(2),
    "window": lambda: R(7).window(3),
    "window with a shift": lambda: R(7).window(3, shift=1, drop_remainder=True),
    "window with strides": lambda: R(12).window(3, shift=2, stride=3),
    "window with gaps": lambda: R(12).window(2, shift=5),
    "window of tuples": lambda: D.zip((R(4), R(4, 8))).window(3),
    "windows in batches": lambda: R(7).window(4, 1, 1, True).flat_map(lambda w: w.batch(4)),
    "groups": lambda: R(11).group_by_window(lambda x: x % 3, lambda k, g: g.batch(2), window_size=3),
    "groups of sizes": lambda: R(11).group_by_window(lambda x: x % 2, lambda k, g: g.batch(9), window_size_func=lambda k: k + 2),
    "buckets": lambda: ragged(9).bucket_by_sequence_length(lambda x: tf.shape(x)[0], [3, 6], [2, 3, 2]),
    "buckets to boundaries": lambda: ragged(6).bucket_by_sequence_length(lambda x: tf.shape(x)[0], [3, 6], [2, 3, 2], pad_to_bucket_boundary=True, padding_values=-1),
    "random": lambda: D.random(seed=4).take(9),
    "random anew": lambda: D.random(seed=4, rerandomize_each_iteration=True).take(9),
    "sample": lambda: D.sample_from_datasets([R(10), R(20, 30)], seed=3),
    "sample by weights": lambda: D.sample_from_datasets([R(9), R(20, 29), R(50, 53)], [0.5, 0.1, 0.4], seed=8),
    "sample to the first end": lambda: D.sample_from_datasets([R(4), R(20, 29)], [0.7, 0.3], seed=8, stop_on_empty_dataset=True),
    "choose": lambda: D.choose_from_datasets([R(3), R(10, 13), R(20, 23)], R(3).repeat(3)),
    "choose to the end": lambda: D.choose_from_datasets([R(1), R(10, 13)], R(2).repeat(5), stop_on_empty_dataset=False),
    "training": lambda: D.from_tensor_slices((f32(10, 2), np.arange(10, dtype=np.int32))).shuffle(10, seed=42).batch(4).repeat(2).prefetch(tf.data.AUTOTUNE),
}


def plain(x):
    if isinstance(x, tf.data.Dataset):
        return {"dataset": [plain(it) for it in x]}
    if isinstance(x, dict):
        return {key: plain(x[key]) for key in sorted(x)}
    if isinstance(x, (tuple, list)):
        return [plain(it) for it in x]
    values = x.numpy()
    if x.dtype == tf.string:
        values = np.vectorize(lambda it: it.decode(), otypes=[object])(values)
    return {"dtype": x.dtype.name, "shape": list(x.shape), "values": np.reshape(values, -1).tolist()}


def spec(x):
    if isinstance(x, tf.data.DatasetSpec):
        return {"dataset": spec(x.element_spec)}
    if isinstance(x, dict):
        return {key: spec(x[key]) for key in sorted(x)}
    if isinstance(x, (tuple, list)):
        return [spec(it) for it in x]
    return [None if x.shape.rank is None else x.shape.as_list(), x.dtype.name]


made = {"tensorflow": tf.__version__, "pipelines": {}}
for name, make in PIPELINES.items():
    dataset = make()
    made["pipelines"][name] = {
        "cardinality": int(dataset.cardinality()),
        "spec": spec(dataset.element_spec),
        "epochs": [[plain(it) for it in dataset.take(40)] for _ in range(2)],
    }
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pipelines.json.gz")
with open(path, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
    file.write(json.dumps(made).encode())
print(len(PIPELINES), "pipelines")
