"""Writes activations.json.gz: values and derivatives of Keras's activations, computed in float64.

    python3 make_activations.py

Each case: the activation, its arguments besides x, x, the result y, the gradient of the sum of w y,
and the gradient of the sum of v times that gradient, with weights w and v counted from the index.
All x are exact in bfloat16, so that the same numbers are the truth for every type of floats.
Where TensorFlow has no second derivative there is none.
"""
import gzip
import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import numpy as np
import tensorflow as tf

GRID = [-16384, -96, -24, -9, -6, -5, -4, -3.5, -3, -2.5, -2, -1.75, -1.5, -1.25, -1, -0.875, -0.75, -0.5,
        -0.25, -0.125, -2.0**-10, 0, 2.0**-10, 0.125, 0.25, 0.5, 0.75, 0.875, 1, 1.25, 1.5, 1.75, 2, 2.5, 3,
        3.5, 4, 5, 6, 7, 9, 24, 96, 16384]
SMALL = [it for it in GRID if it < 9]
ROWS = [[3, 1, 0.25, -2], [0.5, 0.375, 0.25, -1], [1, 0.875, -4, 2], [-3, -3.25, -5, -7], [0, 0.125, 0.0625, 96], [8, 7.25, 7.5, 7.75]]
BLOCK = [[[0.5, -1.25, 2, 0.75], [3, 0.25, -0.5, 1], [-2, -1, 0.125, 4]], [[1.5, 1.75, 1.25, 1], [0, -3, 6, 0.375], [-0.75, 2.5, -5, 1.125]]]


def weights(count, step, shift):
    return [((i * step + shift) % 11 + 1) / 8 for i in range(count)]


def plain(value):
    return [it if np.isfinite(it) else str(it) for it in np.ravel(value).tolist()]


def case(name, x=GRID, **options):
    run = getattr(keras.activations, name)
    x = tf.constant(x, "float64")
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = run(x, **options)
            w = tf.reshape(tf.constant(weights(tf.size(y).numpy(), 7, 0), "float64"), y.shape)
            loss = tf.reduce_sum(w * y)
        gradient = inner.gradient(loss, x)
        v = tf.reshape(tf.constant(weights(tf.size(x).numpy(), 5, 3), "float64"), x.shape)
        loss = tf.reduce_sum(v * gradient)
    try:
        second = plain(outer.gradient(loss, x, unconnected_gradients="zero"))
    except LookupError:  # TensorFlow has no second derivative.
        second = None
    CASES.append({
        "name": name, "options": options, "shape": x.shape.as_list(), "x": plain(x), "resultShape": y.shape.as_list(),
        "y": plain(y), "gradient": plain(gradient), "second": second,
    })


CASES = []
for name in ["gelu", "hard_sigmoid", "hard_silu", "hard_swish", "hard_tanh", "linear", "log_sigmoid", "mish", "relu6", "selu",
             "sigmoid", "silu", "softplus", "softsign", "sparse_plus", "sparse_sigmoid", "swish", "tanh", "tanh_shrink",
             "relu", "leaky_relu", "elu", "celu", "hard_shrink", "soft_shrink", "squareplus"]:
    case(name)
case("exponential", SMALL)
case("gelu", approximate=True)
case("leaky_relu", negative_slope=0.5)
case("leaky_relu", negative_slope=0.0)
case("relu", negative_slope=0.25)
case("relu", max_value=6.0)
case("relu", max_value=2.0)
case("relu", threshold=1.0)
case("relu", negative_slope=0.5, max_value=4.0, threshold=-1.0)
case("relu", negative_slope=0.5, max_value=4.0)
for alpha in [0.5, 2.0]:
    case("elu", alpha=alpha)
    case("celu", alpha=alpha)
for threshold in [0.0, 1.0, 2.5]:
    case("hard_shrink", threshold=threshold)
    case("soft_shrink", threshold=threshold)
for b in [0.25, 1, 9]:
    case("squareplus", b=b)
case("threshold", threshold=1.0, default_value=-2.0)
case("threshold", threshold=-0.5, default_value=7.0)
case("glu", ROWS)
case("glu", ROWS, axis=0)
case("glu", BLOCK, axis=0)
for name in ["softmax", "log_softmax"]:
    case(name, ROWS)
    case(name, ROWS, axis=0)
    case(name, BLOCK, axis=1)
    case(name, BLOCK, axis=-3)
    case(name, BLOCK, axis=(0, 2))
    case(name, BLOCK, axis=None)
case("sparsemax", ROWS)
case("sparsemax", ROWS, axis=0)
case("sparsemax", BLOCK, axis=1)
case("sparsemax", BLOCK)

text = json.dumps({"keras": keras.__version__, "tensorflow": tf.__version__, "cases": CASES}, separators=(",", ":"))
path = pathlib.Path(__file__).with_name("activations.json.gz")
path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
print(len(CASES), "cases,", path.stat().st_size, "bytes")
