"""Writes tensors and variables with the text that TensorFlow prints for them.

Run with TensorFlow 2.21 and NumPy 2 (text profile 2.1, NumPy 2). Strings are given as text,
complex numbers as the texts of their real and imaginary parts by turns.
"""

import gzip
import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np
import tensorflow as tf

OUT = pathlib.Path(__file__).with_name("tensor_text.json.gz")
rng = np.random.default_rng(9)
VALUES = [
    ("float32", v) for v in (
        24.381481, 0.0, -2.9802323e-09, 0.1, 3.2303767, 16777216.0, [1.0, 1.0, 1.0], [[1.0, 2.0], [3.0, 4.0]], [[0.5]],
        [], [[]], rng.normal(size=(2, 10)).tolist(), rng.normal(size=(20, 64)).tolist(), np.ones((3, 4, 100)).tolist(),
        [12.172885, 19.682476, 53.18001], [1e-9, 1.0], [[[1.0], [2.0]]],
    )
] + [
    ("float64", v) for v in (0.1, [1.5, 2.25], [[1e300, 1.0]])
] + [
    ("int32", v) for v in (3, [-2, -1, 0, 1, 2], [[1, 2]], np.arange(1200).tolist(), [])
] + [
    ("int64", v) for v in (3, [-2, -1, 0, 1, 2], [[1, 2], [3, 4]])
] + [
    ("uint8", [0, 255])
] + [
    ("bool", v) for v in (True, [True, False], [[True] * 10] * 2)
] + [
    ("float16", v) for v in (0.1, 1000.0, 65504.0, 6e-8, [0.1, 1.5], [[1000.0, 1.0]], [])
] + [
    ("bfloat16", v) for v in (3.0, 0.1, 1e10, [1.0, 2.5, 1234567.0, 1e-5], [[0.1, 12.0]] * 2, [])
] + [
    ("complex64", v) for v in (1 + 2j, 2j, 0.1 - 1e6j, complex("-0+0j"), complex("nan-infj"), [1 + 2j, 0.25 - 3j], [[1e-9j]])
] + [
    (dtype, v) for dtype in ("int8", "int16", "uint16", "uint32", "uint64") for v in (100, [[0, 100], [7, 3]], [])
] + [
    ("string", v) for v in ("hello", "it's", ["a", "\u6a21\u578b", "b\n"], [["x" * 30, "y" * 30], ["z", ""]])
]

cases = []
for dtype, value in VALUES:
    if dtype in ("int8", "int16", "uint16", "uint32", "uint64"):
        tensor = tf.constant(np.array(value, dtype=dtype))
    else:
        tensor = tf.constant(value, dtype=dtype)
    variable = tf.Variable(tensor, name="net/w")
    if dtype == "complex64":  # real and imaginary parts by turns, as text for what JSON lacks
        value = [str(part) for z in np.ravel(value) for part in (z.real, z.imag)]
    cases.append({"dtype": dtype, "value": np.array(value, dtype=object).tolist(), "shape": list(tensor.shape),
                  "repr": repr(tensor), "str": str(tensor), "variable": repr(variable)})

golden = {"tensorflow": tf.__version__, "numpy": np.__version__, "cases": cases}
text = json.dumps(golden, separators=(",", ":"))
OUT.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
print(OUT.name, len(cases), "cases", OUT.stat().st_size, "bytes")
