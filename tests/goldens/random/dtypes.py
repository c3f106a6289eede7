"""Draws of TensorFlow's in other element types than float32 and int32, for tests/random: run with
TensorFlow installed. Writes dtypes.json beside itself: each record has a call, and the bytes of its
result (hexadecimal, in memory order).
"""
import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

tf.config.threading.set_intra_op_parallelism_threads(1)

FLOATS = ("float16", "bfloat16", "float64")
OPS = {
    "uniform": tf.random.uniform,
    "normal": tf.random.normal,
    "truncatedNormal": tf.random.truncated_normal,
    "statelessUniform": tf.random.stateless_uniform,
    "statelessNormal": tf.random.stateless_normal,
    "statelessTruncatedNormal": tf.random.stateless_truncated_normal,
}


def text(value):
    """Whole numbers as strings, since JSON's end at 2^53."""
    if isinstance(value, (list, tuple)):
        return [text(item) for item in value]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def record(op, shape, options, value):
    array = np.ascontiguousarray(value.numpy())
    return {
        "op": op,
        "shape": list(shape),
        "options": {key: text(item) for key, item in options.items()},
        "dtype": value.dtype.name,
        "bytes": array.reshape(-1).view(np.uint8).tobytes().hex(),
    }


def draw(op, shape, **options):
    kwargs = {**options, "dtype": tf.as_dtype(options["dtype"])}
    return record(op, shape, options, OPS[op](shape, **kwargs))


def stateful():
    calls = []
    for dtype in FLOATS:
        for op in ("uniform", "normal", "truncatedNormal"):
            for shape in ([5], [2, 3], [1], [], [0], [33]):
                calls += [draw(op, shape, dtype=dtype, seed=7), draw(op, shape, dtype=dtype)]
        for low, high in ((-0.1, 0.7), (5.0, 5.1), (-1000.0, 3000.0)):
            calls.append(draw("uniform", [40], minval=low, maxval=high, dtype=dtype, seed=3))
        for op in ("normal", "truncatedNormal"):
            for mean, stddev in ((0.1, 0.3), (-37.7, 1e-3), (100.0, 1 / 3)):
                calls.append(draw(op, [40], mean=mean, stddev=stddev, dtype=dtype, seed=3))
    for low, high in ((-5, 1000), (0, 1), (-(2**63), 2**63 - 1), (2**40, 2**40 + 2**26),
                      (-(2**60), 7), (0, 2**26 + 1), (-(2**52), -(2**52) + 3)):
        for _ in range(2):
            calls.append(draw("uniform", [9], minval=low, maxval=high, dtype="int64", seed=7))
    return calls


def stateless():
    calls = []
    for pair in ([1, 2], [-(2**63), 2**63 - 1]):
        for dtype in FLOATS:
            for op in ("statelessUniform", "statelessNormal", "statelessTruncatedNormal"):
                calls.append(draw(op, [37], seed=pair, dtype=dtype))
            calls.append(draw("statelessUniform", [9], seed=pair, minval=-3.3, maxval=0.2,
                              dtype=dtype))
            calls.append(draw("statelessNormal", [9], seed=pair, mean=1.1, stddev=0.7, dtype=dtype))
        calls.append(draw("statelessUniform", [9], seed=pair, minval=-5, maxval=10**15,
                          dtype="int64"))
        for dtype in ("int32", "int64", "uint32", "uint64"):
            calls.append(draw("statelessUniform", [7], seed=pair, minval=None, maxval=None,
                              dtype=dtype))
    return calls


def generator():
    g = tf.random.Generator.from_seed(42)
    calls = []
    for dtype in FLOATS:
        kwargs = {"dtype": tf.as_dtype(dtype)}
        options = {"dtype": dtype}
        calls.append(record("uniform", [5], options, g.uniform([5], **kwargs)))
        calls.append(record("normal", [5], options, g.normal([5], **kwargs)))
        calls.append(record("truncatedNormal", [5], options, g.truncated_normal([5], **kwargs)))
    for dtype in ("int32", "int64", "uint32", "uint64"):
        value = g.uniform_full_int([5], dtype=tf.as_dtype(dtype))
        calls.append(record("uniformFullInt", [5], {"dtype": dtype}, value))
    calls.append(record("uniformFullInt", [3], {}, g.uniform_full_int([3])))
    value = g.uniform([5], -7, 2**50, dtype=tf.int64)
    options = {"minval": -7, "maxval": 2**50, "dtype": "int64"}
    calls.append(record("uniform", [5], options, value))
    return {"calls": calls, "end": [str(v) for v in g.state.numpy()],
            "seeds": [[str(v) for v in row] for row in g.make_seeds(3).numpy()]}


def broadcast():
    """Limits and moments as tensors."""
    tf.random.set_seed(42)
    low, high = tf.constant([0.0, 10.0, -1.0]), tf.constant([[1.0], [20.5]])
    return {
        "uniform": tf.random.uniform([2, 3], low, high, seed=1).numpy().view(np.uint32).tolist(),
        "normal": tf.random.normal([2, 3], low, high, seed=1).numpy().view(np.uint32).tolist(),
        "dice": tf.random.uniform([6], tf.constant(1), tf.constant(7), tf.int32,
                                  seed=1).numpy().tolist(),
    }


def categorical():
    logits = [[0.5, -1.25, 2.0, 0.0], [3.0, 1.0, -1.0, 0.5], [-0.3, 0.1, 0.7, 0.2]]
    calls = []
    for dtype in ("float16", "bfloat16", "float32", "float64"):
        for out in ("int32", "int64"):
            x = tf.cast(tf.constant(logits, tf.float64), dtype)
            calls.append({
                "dtype": dtype, "out": out,
                "seeded": [tf.random.categorical(x, 9, out, seed=7).numpy().tolist()
                           for _ in range(2)],
                "stateless": tf.random.stateless_categorical(x, 9, [1, 2], out).numpy().tolist(),
            })
    return {"logits": logits, "calls": calls}


def seeds():
    wide = tf.constant([1, -2**40], tf.int64)
    return {
        "split": [[str(v) for v in row] for row in tf.random.split(wide, 3).numpy()],
        "foldIn": [str(v) for v in tf.random.fold_in(wide, 2**40).numpy()],
        "foldInNarrow": [str(v) for v in tf.random.fold_in(wide, 3).numpy()],
    }


if __name__ == "__main__":
    tf.random.set_seed(42)
    result = {
        "versions": {"tensorflow": tf.__version__, "numpy": np.__version__},
        "stateful": stateful(),
        "stateless": stateless(),
        "generator": generator(),
        "broadcast": broadcast(),
        "categorical": categorical(),
        "seeds": seeds(),
    }
    path = pathlib.Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(result, indent=1) + "\n")
    print(len(result["stateful"]), "stateful calls,", len(result["stateless"]), "stateless ones")
