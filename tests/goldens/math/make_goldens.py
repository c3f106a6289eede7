"""Asks TensorFlow 2.21 for the results, gradients and refusals of calls of tf.math and its like.

    python3 tests/goldens/math/make_goldens.py

writes calls.json.gz beside this file: each call with its arguments, and what TensorFlow gave for it on the CPU,
without oneDNN.
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

NAN, INF = math.nan, math.inf
CALLS = []


def t(values, dtype="float32"):
    return tf.constant(values, dtype)


def i32(values):
    return t(values, "int32")


def number(x):
    if isinstance(x, (bytes, str)):
        return x.decode() if isinstance(x, bytes) else x
    if isinstance(x, (bool, np.bool_)):
        return bool(x)
    if isinstance(x, (int, np.integer)):
        return str(x)
    if isinstance(x, complex):
        return [float(x.real), float(x.imag)]
    x = float(x)
    return x if math.isfinite(x) else {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[str(x)]


def encoded(x):
    """A tensor, or a plain argument."""
    if isinstance(x, tf.Tensor):
        array = x.numpy()
        if x.dtype == tf.bfloat16:
            array = array.astype(np.float32)
        values = [number(it) for it in np.ravel(array).tolist()]
        return {"dtype": x.dtype.name, "shape": list(x.shape), "values": values}
    if isinstance(x, (list, tuple)):
        return {"list": [encoded(it) for it in x]}
    if isinstance(x, tf.DType):
        return {"plain": x.name}
    if isinstance(x, float) and not math.isfinite(x):
        return {"special": number(x)}
    return {"plain": x}


def function(path):
    it = tf
    for part in path.split("."):
        it = getattr(it, part)
    return it


def results_of(value):
    return [it for it in tf.nest.flatten(value)]


def call(path, *args, grad=False, **kwargs):
    it = {"path": path, "args": [encoded(x) for x in args], "options": {k: encoded(v) for k, v in kwargs.items()}}
    try:
        sources = [x for x in tf.nest.flatten(list(args)) if isinstance(x, tf.Tensor) and x.dtype.is_floating]
        with tf.GradientTape() as tape:
            for x in sources:
                tape.watch(x)
            results = results_of(function(path)(*args, **kwargs))
            weighted = [
                tf.reduce_sum(r * tf.cast(tf.reshape(tf.range(1, tf.size(r) + 1), r.shape), r.dtype))
                for r in results if r.dtype.is_floating
            ]
            target = tf.add_n(weighted) if weighted and grad else None
        it["results"] = [encoded(r) for r in results]
        if grad:
            gradients = tape.gradient(target, sources)
            it["gradients"] = [None if g is None else encoded(tf.convert_to_tensor(g)) for g in gradients]
    except (tf.errors.OpError, TypeError, ValueError) as error:
        it["error"] = type(error).__name__
    CALLS.append(it)


def main():
    x = t([[1.5, -2, 0.5], [3, 0.25, -1]])
    special = t([NAN, INF, -INF, 0, 1, -1])
    for dtype in ("float32", "float64", "int8", "uint8", "int16", "int32", "int64", "uint16", "uint32", "uint64"):
        call("divide", t([7, 8, 9], dtype), t([2, 3, 4], dtype))
    call("divide", t([True], "bool"), t([True], "bool"))
    call("divide", x, t([2.0, 4, -1]), grad=True)
    # whole numbers
    call("pow", i32([0, 2, -2, 3]), i32([0, 31, 31, 41]))
    call("pow", t([3, 7], "int64"), t([45, 30], "int64"))
    call("pow", i32(2), i32(-1))
    call("pow", special, t(2.0))
    call("pow", t([0.0, 2, -1]), t([2.0, 0, 3]), grad=True)
    for name in ("math.floordiv", "math.floormod", "truncatediv", "truncatemod"):
        call(name, i32([7, -7, 7, -7, -2**31]), i32([2, 2, -2, -2, -1]))
        call(name, t([7, -7, -2**63], "int64"), t([2, 2, -1], "int64"))
        call(name, i32([1]), i32([0]))
        call(name, t([7.5, -7.5, 5.5, 1.0]), t([2.0, 2, -INF, NAN]), grad=name == "math.floormod")
    # ties and kinks
    call("maximum", t([1.0, 2, 3]), t([1.0, 3, 2]), grad=True)
    call("minimum", t([1.0, 2, 3]), t([1.0, 3, 2]), grad=True)
    call("maximum", t([NAN, 1.0]), t([1.0, NAN]))
    call("maximum", t([[1.0], [2.0]]), t([1.0, 3.0]), grad=True)
    call("math.squared_difference", t([[1.0], [2.0]]), t([1.0, 3.0]), grad=True)
    call("reduce_max", t([[1.0, 1.0, 0.5], [2.0, 1.0, 2.0]]), 1, grad=True)
    call("reduce_min", t([3.0, 1.0, 1.0]), grad=True)
    call("abs", t([-1.0, 0.0, 2.0]), grad=True)
    call("sign", t([-1.0, 0.0, NAN]))
    call("nn.relu", t([-1.0, 0.0, 2.0]), grad=True)
    call("nn.relu6", t([-1.0, 0.0, 2.0, 6.0, 7.0]), grad=True)
    call("nn.elu", t([-1.0, 0.0, 2.0]), grad=True)
    call("nn.selu", t([-1.0, 0.0, 2.0]), grad=True)
    call("nn.leaky_relu", t([-1.0, 0.0, 2.0]), grad=True)
    call("nn.leaky_relu", t([-1.0, 0.0, 2.0]), 0.5, grad=True)
    call("nn.crelu", x, grad=True)
    call("nn.crelu", x, 0, grad=True)
    call("nn.gelu", x, grad=True)
    call("nn.gelu", x, approximate=True, grad=True)
    call("nn.silu", x, grad=True)
    call("nn.swish", x, 0.5, grad=True)
    call("nn.softplus", t([-40.0, -1, 0, 1, 40]), grad=True)
    call("nn.softsign", x, grad=True)
    call("sigmoid", t([-80.0, -20, -1e-4, 0, 20]), grad=True)
    call("nn.elu", t([-1e-7, -1e-3, -50.0]), grad=True)
    call("math.log_sigmoid", t([-100.0, -1, 0, 1, 100]), grad=True)
    for axis in (None, 0, -1):
        call("nn.softmax", x, axis, grad=True)
        call("nn.log_softmax", x, axis, grad=True)
    call("nn.softmax", t(3.0))
    call("nn.softmax", t([[INF, 1.0], [-INF, -INF], [-INF, 1.0]]))
    # reductions of nothing and of what is special
    for name in ("reduce_sum", "reduce_mean", "reduce_max", "reduce_min", "reduce_prod", "reduce_logsumexp",
                 "math.reduce_euclidean_norm", "math.reduce_variance", "math.reduce_std"):
        call(name, tf.zeros([0]))
        call(name, tf.zeros([2, 0, 3]), 1)
        call(name, x, grad=True)
        call(name, x, 1, True, grad=True)
        call(name, x, [0, -1], grad=True)
        call(name, x, [0, 0])
        call(name, x, 2)
        if "var" not in name and "std" not in name and "logsumexp" not in name:
            call(name, i32([[3, 4], [12, 5]]), 1)
            call(name, tf.zeros([0], "int32"))
    for dtype in ("uint8", "int8", "int64"):
        call("reduce_max", tf.zeros([0], dtype))
        call("reduce_min", tf.zeros([0], dtype))
    call("reduce_mean", i32([2**31 - 1, 2**31 - 1]))
    call("reduce_mean", i32([-3, -4]))
    call("reduce_mean", t([200, 200], "uint8"))
    call("reduce_sum", i32([2**31 - 1, 1]))
    call("reduce_prod", i32([2**31 - 1, 3]))
    call("reduce_prod", t([1e-30, 1e30, 1e30]))
    call("reduce_prod", t([[2.0, 0, 3], [0, 0, 4]]), 1, grad=True)
    call("reduce_all", tf.zeros([0], "bool"))
    call("reduce_any", tf.zeros([0], "bool"))
    call("reduce_all", t([[True, False], [True, True]], "bool"), 1)
    call("reduce_all", t([1.0]))
    call("reduce_logsumexp", t([[INF, 1.0], [-INF, -INF], [INF, -INF], [1000.0, 1000.0]]), 1)
    call("reduce_max", t([1.0, NAN, 3.0]))
    call("reduce_variance" if hasattr(tf, "reduce_variance") else "math.reduce_variance", i32([1, 2]))
    for name in ("argmax", "argmin"):
        call(name, t([[1.0, NAN, 3], [NAN, NAN, 2], [5, 5, 5]]), 1)
        call(name, t([[1.0, 2], [3, 0]]))
        call(name, t([[1.0, 2], [3, 0]]), -1, "int32")
        call(name, t([3, 7, 7], "uint64"))
        call(name, tf.zeros([0]))
        call(name, tf.zeros([0, 3]), 1)
        call(name, t([1.0]), 1)
    call("math.count_nonzero", i32([[0, 1], [2, 3]]))
    call("math.count_nonzero", t([["", "a"], ["b", "c"]], "string"), 1, True, "int32")
    call("math.count_nonzero", t([0.0, NAN]))
    call("math.zero_fraction", t([0.0, 1, 0]))
    call("math.zero_fraction", tf.zeros([0]))
    call("nn.moments", x, [0], grad=True)
    call("nn.moments", x, [0, 1], None, True, grad=True)
    call("nn.moments", t([1, 2, 4], "float16"), [0])
    # running reductions
    for name in ("cumsum", "math.cumprod", "math.cumulative_logsumexp"):
        call(name, x, grad=True)
        call(name, x, 1, grad=True)
        call(name, x, -1, True, grad=name != "math.cumulative_logsumexp")
        call(name, x, 1, reverse=True, grad=True)
        call(name, x, 1, True, True)
        call(name, x, 2)
    call("math.cumulative_logsumexp", t([1.0, -INF, INF, 3.0]))
    call("math.cumulative_logsumexp", t([1.0, 2, 3]), exclusive=True)
    call("cumsum", t([100, 100, 100], "uint8"))
    call("math.cumprod", t([7, 11, 13], "int8"))
    # segments
    rows = t([[1.0, 2], [3, 4], [5, 6], [5, 1]])
    for kind in ("sum", "mean", "prod", "max", "min"):
        call("math.segment_" + kind, rows, i32([0, 0, 2, 2]), grad=kind != "prod")
        call("math.segment_" + kind, rows, t([1, 1, 2, 4], "int64"))
        call("math.segment_" + kind, i32([5, 2, 4]), i32([0, 0, 2]))
        call("math.segment_" + kind, rows, i32([0, 2, 1, 3]))
        call("math.segment_" + kind, rows, i32([-1, 0, 0, 0]))
        call("math.segment_" + kind, rows, i32([0, 0]))
    for kind in ("sum", "mean", "prod", "max", "min", "sqrt_n"):
        call("math.unsorted_segment_" + kind, rows, i32([2, 0, -1, 2]), 4)
        call("math.unsorted_segment_" + kind, rows, i32([1, 0, 1, 0]), 2, grad=True)
        call("math.unsorted_segment_" + kind, rows, i32([[0, 1], [1, 1], [0, 0], [1, 0]]), 2)
        call("math.unsorted_segment_" + kind, rows, i32([0, 1, 5, 0]), 4)
    call("math.unsorted_segment_max", t([2.0, 2.0, 1.0]), i32([0, 0, 0]), 1, grad=True)
    call("math.unsorted_segment_mean", i32([1, 2, 4]), i32([0, 0, 0]), 1)
    # counts
    call("math.bincount", i32([1, 2, 2, 5]))
    call("math.bincount", i32([1, 2, 2, 5]), t([0.5, 1, 1, 1]))
    call("math.bincount", i32([1, 2, 2, 5]), minlength=8)
    call("math.bincount", i32([1, 2, 2, 5]), maxlength=3)
    call("math.bincount", i32([-1, 2]))
    call("math.bincount", i32([[1, 2], [2, 5]]))
    call("math.bincount", i32([[1, 2], [2, 5]]), axis=-1)
    call("math.bincount", i32([[1, 1], [2, 5]]), axis=-1, binary_output=True)
    call("math.bincount", i32([1, 2, 2]), dtype="float32")
    call("math.bincount", tf.zeros([0], "int32"))
    call("histogram_fixed_width", t([-1.0, 0.0, 1.5, 2.0, 5.0, 15]), t([0.0, 5.0]), 5)
    call("histogram_fixed_width", t([1.0]), t([5.0, 5.0]), 5)
    call("histogram_fixed_width_bins", t([-1.0, 0.0, 1.5, 2.0, 5.0, 15]), t([0.0, 5.0]), 5)
    call("math.in_top_k", i32([0, 1, 1]), t([[0.1, 0.1, 0.2], [0.5, 0.5, 0.5], [1, NAN, 0]]), 1)
    call("math.in_top_k", i32([5, -1]), t([[1.0, 2], [1.0, 2]]), 1)
    call("math.confusion_matrix", i32([1, 2, 4]), i32([2, 2, 4]))
    call("math.confusion_matrix", i32([1, 2, 4]), i32([2, 2, 4]), 3)
    call("math.confusion_matrix", i32([-1]), i32([0]))
    call("math.confusion_matrix", i32([0, 1]), i32([1, 1]), None, t([0.5, 2.0]), "float32")
    call("math.confusion_matrix", i32([[0], [1]]), i32([1, 1]))
    # casts
    call("cast", t([1.8, -1.8, NAN, 1e30]), "int32")
    call("cast", t([300, -1]), "uint8")
    call("cast", t([0.0, NAN, -0.5]), "bool")
    call("cast", t(["1"], "string"), "int32")
    call("saturate_cast", t([300.0, -5.0, 1e30]), "uint8")
    call("saturate_cast", i32([300, -5]), "uint8")
    call("saturate_cast", t([1e30, -1e30, INF]), "int32")
    call("saturate_cast", t([1e30, -INF]), "float16")
    call("saturate_cast", t([2**40, -(2**40)], "int64"), "int32")
    call("bitcast", t([1.0, -2.0]), tf.int32)
    call("bitcast", t([[1, 2, 3, 4]], "uint8"), tf.int32)
    call("bitcast", t([[1, 2, 3]], "uint8"), tf.int32)
    # choices and bounds
    call("where", t([True, False], "bool"), t([1.0, 2.0]), t([3.0, 4.0]), grad=True)
    call("where", t([[True], [False]], "bool"), t([1.0, 2.0]), t(0.0), grad=True)
    call("where", t([], "bool"), t([[1.0]]), t([[2.0]]))
    call("where", t([[0.0, 2.0], [NAN, 0.0]]))
    call("where", t(True, "bool"))
    call("where", t([True, False, True], "bool"))
    call("where", tf.zeros([0, 3], "bool"))
    call("where", t([True], "bool"), t([1.0]))
    call("clip_by_value", t([NAN, 5.0, -5.0]), 0.0, 0.0)
    call("clip_by_value", t([1.0, 5.0]), 3.0, 2.0)
    call("clip_by_value", t([1.0, 2.0, 3.0, 0.0]), 1.0, 2.0, grad=True)
    call("clip_by_value", t([1.0, 2.0, 3.0]), t([0.0, 3.0, 0.0]), t([5.0, 5.0, 2.0]), grad=True)
    call("clip_by_value", t([1.0]), t([0.0, 3.0]), t([5.0, 5.0]))
    call("clip_by_norm", t([[3.0, 4.0], [0.3, 0.4]]), 1.0, grad=True)
    call("clip_by_norm", t([[3.0, 4.0], [0.3, 0.4]]), 1.0, [1], grad=True)
    call("clip_by_norm", t([0.0, 0.0]), 1.0, grad=True)
    call("clip_by_global_norm", [t([3.0]), t([0.0, 4.0])], 1.0, grad=True)
    call("clip_by_global_norm", [t([3.0]), t([0.0, 4.0])], 10.0)
    call("clip_by_global_norm", [t([INF]), t([4.0])], 1.0)
    call("linalg.global_norm", [t([3.0]), t([0.0, 4.0])], grad=True)
    call("compat.v1.clip_by_average_norm", t([30.0, 40.0]), 2.5, grad=True)
    for order in ("euclidean", 1, 2, INF, 3, 0.5):
        call("norm", x, order, grad=order != 0.5)
        call("norm", x, order, 0)
        call("norm", x, order, 1, True)
    for order in ("euclidean", "fro", 1, 2, INF):
        call("norm", x, order, [0, 1], grad=True)
        call("norm", x, order, [-1, 0], True)
    call("norm", t(np.arange(12).reshape(2, 2, 3)), 2, [0, 2])
    for order in (0, -1, "fro"):
        call("norm", x, order)
    call("norm", x, 3, [0, 1])
    call("norm", x, "euclidean", [0, 0])
    # functions
    call("add_n", [x, t([[1.0, 2, 3], [4, 5, 6]])], grad=True)
    call("add_n", [x, t([1.0])])
    call("add_n", [])
    call("math.polyval", [t(1.0), t(2.0), t(3.0)], x, grad=True)
    call("math.lbeta", t([[2.0, 3.0], [1.0, 1.0]]), grad=True)
    call("math.l2_normalize", x, 1, grad=True)
    call("math.erfcinv", t([0.1, 1.0, 1.9]))
    call("math.is_non_decreasing", t([1.0, 1, 2]))
    call("math.is_strictly_increasing", t([1.0, 1, 2]))
    call("math.is_strictly_increasing", tf.zeros([0]))
    call("math.reciprocal_no_nan", t([2.0, 0.0]), grad=True)
    call("math.divide_no_nan", t([1.0, NAN, 3.0]), t([0.0, 0.0, 2.0]), grad=True)
    call("math.multiply_no_nan", t([1.0, NAN, INF, NAN]), t([0.0, 0.0, 0.0, 2.0]), grad=True)
    call("math.xlogy", t([0.0, 2.0, 0.0]), t([0.0, 3.0, NAN]), grad=True)
    call("math.xlog1py", t([0.0, 2.0]), t([-1.0, 3.0]), grad=True)
    call("math.xdivy", t([0.0, 2.0]), t([0.0, 4.0]), grad=True)
    call("atan2", t([0.0, -0.0, 1.0, -1.0]), t([-1.0, -1.0, 0.0, 0.0]))
    call("math.polygamma", t([0.0, 1.0, 2.0]), t([1.0, 2.0, 3.0]), grad=True)
    call("math.zeta", t([2.0, 3.0]), t([1.0, 2.0]), grad=True)
    call("math.igamma", t([1.0, 2.0]), t([1.0, 2.0]), grad=True)
    call("math.igammac", t([1.0, 2.0]), t([1.0, 2.0]), grad=True)
    call("math.betainc", t([1.0, 2.0]), t([1.0, 3.0]), t([0.3, 0.6]), grad=True)
    call("round", t([0.5, 1.5, 2.5, -0.5]), grad=True)
    call("round", i32([3]))
    call("floor", i32([3]))
    call("math.angle", t([1.0, -1.0, 0.0]))
    # bits
    for dtype in ("int8", "int32", "int64", "uint8"):
        call("bitwise.left_shift", t([1, 5, 100], dtype), t([7, 8, 40], dtype))
        call("bitwise.right_shift", t([1, 5, 100], dtype), t([1, 8, 40], dtype))
    call("bitwise.right_shift", i32([-9, 9]), i32([-1, 40]))
    call("bitwise.bitwise_and", t([1.0]), t([1.0]))


main()
path = pathlib.Path(__file__).parent / "calls.json.gz"
text = json.dumps({"tensorflow": tf.__version__, "calls": CALLS}, separators=(",", ":"))
path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
print(len(CALLS), "calls,", sum("error" in it for it in CALLS), "refused,", path.stat().st_size, "bytes")
