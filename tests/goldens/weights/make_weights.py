"""Writes weights.json.gz: what Keras's regularizers and constraints give, and their configurations.

    python3 make_weights.py

Each case: the class, its options in Python's spelling, the weight, the result, the configuration
that `serialize` gives, and for regularizers the gradient.
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

RANDOM = np.random.RandomState(5)
CASES = []


def eighths(*shape):
    return (RANDOM.randint(-24, 25, shape) / 8).astype("float64")


def case(module, name, weight, dtype="float32", **options):
    made = getattr(getattr(keras, module), name)(**options)
    w = tf.constant(weight, dtype)
    with tf.GradientTape() as tape:
        tape.watch(w)
        result = made(w)
    entry = {
        "module": module, "class": name, "options": options, "dtype": dtype, "shape": list(w.shape),
        "weight": np.ravel(weight).tolist(), "result": np.ravel(result.numpy()).tolist(),
        "config": getattr(keras, module).serialize(made),
    }
    if module == "regularizers":
        entry["gradient"] = np.ravel(tf.convert_to_tensor(tape.gradient(result, w)).numpy()).tolist()
    CASES.append(entry)


MATRIX, FILTER = eighths(5, 3), eighths(2, 3, 2, 4)
MATRIX[0, 0] = 0
ZEROS = np.zeros((3, 2))
for dtype in ["float32", "float64"]:
    for weight in [MATRIX, FILTER]:
        case("regularizers", "L1", weight, dtype)
        case("regularizers", "L1", weight, dtype, l1=0.3)
        case("regularizers", "L2", weight, dtype)
        case("regularizers", "L2", weight, dtype, l2=0.3)
        case("regularizers", "L1L2", weight, dtype, l1=0.3)
        case("regularizers", "L1L2", weight, dtype, l2=0.3)
        case("regularizers", "L1L2", weight, dtype, l1=0.1, l2=0.2)
    for weight in [MATRIX, FILTER, ZEROS]:
        for axis in range(-weight.ndim, weight.ndim):
            case("constraints", "MaxNorm", weight, dtype, axis=axis)
            case("constraints", "UnitNorm", weight, dtype, axis=axis)
            case("constraints", "MinMaxNorm", weight, dtype, min_value=2.0, max_value=3.0, axis=axis)
        case("constraints", "MaxNorm", weight, dtype)
        case("constraints", "MaxNorm", weight, dtype, max_value=0.5, axis=[0, 1])
        case("constraints", "MinMaxNorm", weight, dtype)
        case("constraints", "MinMaxNorm", weight, dtype, min_value=0.5, max_value=1.5, rate=0.25, axis=[0, 1])
        case("constraints", "UnitNorm", weight, dtype, axis=[1, 0])
        case("constraints", "NonNeg", weight, dtype)
    case("constraints", "MaxNorm", FILTER, dtype, max_value=3, axis=[0, 1, 2])
    case("constraints", "UnitNorm", FILTER, dtype, axis=[0, -1])
case("regularizers", "OrthogonalRegularizer", MATRIX)
case("regularizers", "OrthogonalRegularizer", MATRIX, factor=0.5, mode="columns")
case("regularizers", "OrthogonalRegularizer", MATRIX.T, factor=2.0, mode="rows")

text = json.dumps({"keras": keras.__version__, "tensorflow": tf.__version__, "cases": CASES}, separators=(",", ":"))
path = pathlib.Path(__file__).with_name("weights.json.gz")
path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
print(len(CASES), "cases,", path.stat().st_size, "bytes")
