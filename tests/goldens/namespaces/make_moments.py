"""Writes moments.json: what TensorFlow gives for calls of functions beside the primitives.

Run with a Python that has TensorFlow: python make_moments.py
"""
import json
import os
import pathlib

os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np
import tensorflow as tf

X = [[1.5, -2.0, 3.25], [0.5, 4.0, -1.0]]
W = [[1.0, 2.0, 0.5], [3.0, 0.25, 1.0]]
# Name, dtype of the tensors, arguments: what is under "tensor" is made a tensor of a dtype.
CALLS = []


def call(name, function, **args):
    CALLS.append((name, function, args))


def t(values, dtype="float32"):
    return {"tensor": values, "dtype": dtype}


for dtype in ["float32", "float64", "float16", "bfloat16"]:
    x = t(X, dtype)
    for axes in [[0], [1], [0, 1], [-1]]:
        for keepdims in [False, True]:
            call("nn.weightedMoments", tf.nn.weighted_moments, x=x, axes=axes,
                 frequencyWeights=t(W, dtype), keepdims=keepdims)
            call("nn.sufficientStatistics", tf.nn.sufficient_statistics, x=x, axes=axes,
                 keepdims=keepdims)
            call("nn.sufficientStatistics", tf.nn.sufficient_statistics, x=x, axes=axes,
                 shift=t([1.0, 0.5, 0.25], dtype), keepdims=keepdims)
    call("nn.normalizeMoments", tf.nn.normalize_moments, counts=t(4.0, dtype),
         meanSs=t([1.0, -2.0], dtype), varianceSs=t([8.0, 16.0], dtype), shift=None)
    call("nn.normalizeMoments", tf.nn.normalize_moments, counts=t(4.0, dtype),
         meanSs=t([1.0, -2.0], dtype), varianceSs=t([8.0, 16.0], dtype),
         shift=t([0.5, 1.0], dtype))
call("nn.weightedMoments", tf.nn.weighted_moments, x=t(X), axes=[0],
     frequencyWeights=t([[1], [3]], "int32"), keepdims=False)
call("nn.weightedMoments", tf.nn.weighted_moments, x=t(X), axes=[0, 1],
     frequencyWeights=t(2.0, "float64"), keepdims=False)
call("nn.weightedMoments", tf.nn.weighted_moments, x=t(X), axes=[1],
     frequencyWeights=t(0.0), keepdims=True)
call("nn.sufficientStatistics", tf.nn.sufficient_statistics, x=t([]), axes=[0])
for dtype in ["float32", "float64"]:
    for ord in ["euclidean", 1, 2, 3, 0.5]:
        for axis in [None, 0, 1]:
            call("linalg.normalize", tf.linalg.normalize, tensor=t(X, dtype), ord=ord, axis=axis)
    for ord in ["fro", 1, 2]:
        call("linalg.normalize", tf.linalg.normalize, tensor=t(X, dtype), ord=ord, axis=[0, 1])
call("linalg.normalize", tf.linalg.normalize, tensor=t([0.0, 0.0]))
for dtype in ["int8", "uint8", "int16", "uint16", "int32", "int64", "float16", "float32", "float64"]:
    x, y = t([7, 1, 100], dtype), t([2, 3, 7], dtype)
    call("truediv", tf.truediv, x=x, y=y)
    call("math.truediv", tf.math.truediv, x=x, y=y)
for dtype in ["float16", "float32", "float64"]:
    call("realdiv", tf.realdiv, x=t([7.0, -1.0, 0.0, 1.0], dtype), y=t([2.0, 0.0, 0.0, 3.0], dtype))
call("spaceToBatchNd", tf.space_to_batch_nd, input=t(np.arange(24).reshape(1, 4, 6, 1).tolist(), "int32"),
     blockShape=[2, 3], paddings=[[0, 0], [0, 0]])
call("spaceToBatchNd", tf.space_to_batch_nd, input=t(np.arange(10).reshape(2, 5).tolist()),
     blockShape=[2], paddings=[[1, 2]])
call("identityN", tf.identity_n, input=[t([1.0, 2.0]), t(3, "int32")])

SNAKE = {"frequencyWeights": "frequency_weights", "meanSs": "mean_ss", "varianceSs": "variance_ss",
         "blockShape": "block_shape"}


def argument(value):
    if isinstance(value, dict):
        return tf.constant(value["tensor"], dtype=value["dtype"])
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [argument(it) for it in value]
    return value


def number(x):
    x = float(x)
    return x if np.isfinite(x) else repr(x)


def result(it):
    if it is None:
        return None
    if isinstance(it, (list, tuple)):
        return [result(part) for part in it]
    return {"dtype": it.dtype.name, "shape": it.shape.as_list(),
            "values": [number(x) for x in tf.reshape(tf.cast(it, "float64"), [-1]).numpy()]}


rows = []
for name, function, args in CALLS:
    given = {SNAKE.get(key, key): argument(value) for key, value in args.items()}
    rows.append({"name": name, "args": args, "result": result(function(**given))})
path = pathlib.Path(__file__).with_name("moments.json")
about = f"Made by make_moments.py with TensorFlow {tf.__version__}, NumPy {np.__version__}."
lines = ",\n".join(json.dumps(row) for row in rows)
path.write_text(f'{{"about": "{about}", "rows": [\n{lines}\n]}}\n')
