"""Writes what tf.cast gives for single elements of each type as each other, and what TensorFlow says of the types.

Run with TensorFlow 2.21 on the CPU. Each element is cast on its own: for values that do not fit, what TensorFlow
gives in longer arrays depends on the position. Elements are the hexadecimal text of their bytes.
"""

import gzip
import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import numpy as np
import tensorflow as tf

tf.get_logger().setLevel("ERROR")
OUT = pathlib.Path(__file__).with_name("cast.json.gz")
INTEGERS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]
FLOATS = ["float16", "bfloat16", "float32", "float64"]
NAMES = FLOATS + INTEGERS + ["bool", "complex64"]
REALS = [
    float("nan"), float("inf"), -float("inf"), 1e10, -1e10, 3e9, -3e9, 300.7, -300.7, -1.5, 70000.0, 1e19, -1e19, 1.9e19,
    5e9, 40000.0, 200.0, -0.9, 3e38, 2.0**63, 2.0**64, -(2.0**63), -(2.0**31), 2.0**31, 2.0**32, -(2.0**31) - 0.5,
    65536.0 * 3 + 5, 1 + 2**-11 + 2**-40, 2049.0000001, 0.0, -0.0, 0.3, 6e-6, 65519.99, 65520.0, 3.4e38, 3.39e38, 1e39,
    1 + 2**-8 + 2**-30,
]
WHOLE = [
    2**62 + 1, 2**53 + 1, -(2**53) - 1, 2**63 - 1, -(2**63), 16777217, 300, -1, 65535, 2049, 2**54 + 2**39, 2**25 + 3,
    9007199791611905, -9007199791611905, 3 * 2**52 + 1, 2**40 + 2**16 + 1, 0, 1, -2049, 2**64 - 1, 2**63, 2**63 + 1,
    2**63 + 1025, 2**63 + 2**39 + 1, 2**64 - 1025, 2**31, 2**32 - 1, 127, 128, -128, -129, 255, 32768,
]


def values_of(name):
    if name in FLOATS:
        return REALS
    if name == "complex64":
        return [complex(x, 3) for x in REALS if abs(x) < 1e38]
    if name == "bool":
        return [True, False]
    info = np.iinfo(name)
    return [x for x in WHOLE + [info.min, info.max] if info.min <= x <= info.max]


def hexadecimal(tensor):
    return tensor.numpy().tobytes().hex()


cases = []
for source in NAMES:
    with np.errstate(all="ignore"):
        elements = [np.array([x]).astype(tf.as_dtype(source).as_numpy_dtype) for x in values_of(source)]
    tensors = [tf.constant(element) for element in elements]
    for target in NAMES:
        cases.append([source, target, [hexadecimal(x) for x in tensors], [hexadecimal(tf.cast(x, target)) for x in tensors]])

types = {name: {"tensorflow": tf.as_dtype(name).as_datatype_enum, "bytes": tf.as_dtype(name).size} for name in NAMES}
types["string"] = {"tensorflow": tf.string.as_datatype_enum, "bytes": 0}
for name in INTEGERS:
    types[name] |= {"min": str(np.iinfo(name).min), "max": str(np.iinfo(name).max)}
for name in FLOATS:
    one = np.array([1.0]).astype(tf.as_dtype(name).as_numpy_dtype)
    bits = one.view("u8" if name == "float64" else "u4" if name == "float32" else "u2")
    types[name]["epsilon"] = float((bits + 1).astype(bits.dtype).view(one.dtype)[0]) - 1

golden = {"tensorflow": tf.__version__, "numpy": np.__version__, "types": types, "cases": cases}
text = json.dumps(golden, separators=(",", ":"))
OUT.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
print(OUT.name, sum(len(case[2]) for case in cases), "casts", OUT.stat().st_size, "bytes")
