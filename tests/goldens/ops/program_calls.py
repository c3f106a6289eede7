"""Calls of TensorFlow's functions with their results, as the scripts beside this file record them.

A case is a call: the function's path, its arguments by position and by name, its results, and the
gradients of sum(cos(i + 1) real_i + sin(i + 1) imag_i) over all elements of all results of floats with
respect to those arguments that `gradient` names by position. Tensors are {"dtype", "shape", "data"};
complex ones have both parts of each element, numbers that are not finite are texts. Functions are
{"function": path}.
"""

import gzip
import json
import math
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import numpy as np
import tensorflow as tf

tf.get_logger().setLevel("ERROR")
RANDOM = np.random.default_rng(15)
CASES = []


def camel(name):
    head, *tail = name.split("_")
    return head + "".join(part[:1].upper() + part[1:] for part in tail)


def real(*shape, low=-1.0, high=1.0, dtype="float32"):
    return tf.constant(RANDOM.uniform(low, high, shape), dtype)


def unreal(*shape):
    return tf.complex(real(*shape), real(*shape))


def whole(*shape, low=0, high=256, dtype="uint8"):
    return tf.constant(RANDOM.integers(low, high, shape), dtype)


def number(x):
    return x if not isinstance(x, float) or math.isfinite(x) else str(x)


def encoded(it):
    if it is None:
        return None
    # NumPy's own texts lose zeros at their ends.
    array = np.asarray(it.numpy(), object if it.dtype == tf.string else None)
    if array.dtype in (np.float32, np.complex64):
        # The shortest digits that tell one float32 from all others.
        parts = array.view(np.float32) if array.size and array.dtype == np.complex64 else array
        data = [float(str(x)) for x in np.ravel(parts)]
        return {"dtype": it.dtype.name, "shape": list(it.shape), "data": [number(x) for x in data]}
    if it.dtype == tf.string:
        data = [x.decode() for x in np.ravel(array)]
    else:
        data = np.ravel(array).tolist()
    return {"dtype": it.dtype.name, "shape": list(it.shape), "data": [number(x) for x in data]}


def argument(it):
    if isinstance(it, tf.Tensor):
        return encoded(it)
    if isinstance(it, tf.dtypes.DType):
        return it.name
    if callable(it):
        return {"function": "signal." + camel(it.__name__)}
    return number(it)


def found(path):
    it = tf
    for part in path.split("."):
        it = getattr(it, part)
    return it


def flat(result):
    # Where the rows of a ragged tensor agree, it is a tensor.
    return [it.to_tensor() if isinstance(it, tf.RaggedTensor) else tf.convert_to_tensor(it) for it in tf.nest.flatten(result)]


def weighted(results):
    total = tf.constant(0.0, tf.float64)
    for it in results:
        if not (it.dtype.is_floating or it.dtype.is_complex):
            continue
        places = tf.reshape(tf.range(1, tf.size(it) + 1, dtype=tf.float64), it.shape)
        parts = [tf.math.real(it), tf.math.imag(it)] if it.dtype.is_complex else [it]
        for part, wave in zip(parts, [tf.cos, tf.sin]):
            total += tf.reduce_sum(tf.cast(part, tf.float64) * wave(places))
    return total


def case(path, *args, gradient=(), **options):
    function = found(path)
    entry = {
        "name": ".".join(camel(part) for part in path.split(".")),
        "args": [argument(it) for it in args],
        "options": {camel(key): argument(it) for key, it in options.items()},
        "results": [encoded(it) for it in flat(function(*args, **options))],
    }
    if gradient:
        sources = [args[i] for i in gradient]
        try:
            with tf.GradientTape() as tape:
                tape.watch(sources)
                total = weighted(flat(function(*args, **options)))
            entry["gradients"] = [encoded(it) for it in tape.gradient(total, sources)]
            entry["gradient"] = list(gradient)
        except (LookupError, tf.errors.InvalidArgumentError) as error:
            print("no gradient:", path, str(error)[:80])
    CASES.append(entry)


def written(name):
    """Writes the cases beside this file."""
    about = {"tensorflow": tf.__version__, "numpy": np.__version__}
    text = json.dumps({"about": about, "cases": CASES}, allow_nan=False, separators=(",", ":"))
    path = pathlib.Path(__file__).with_name(f"{name}.json.gz")
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(len(CASES), "cases", path.stat().st_size, "bytes")
