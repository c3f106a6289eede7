"""Makes array.json.gz: what TensorFlow gives for each call of array_calls.json.

    python make_array_goldens.py        (TensorFlow 2.21, NumPy 2.4)

A call has the name of the function here, positional arguments and options; {"tensor": ..., "dtype": ...} is a tensor.
"""

import gzip
import json
import os
import pathlib
import re

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import numpy as np
import tensorflow as tf

FOLDER = pathlib.Path(__file__).parent
DTYPES = ("float32", "float64", "int32", "int64")
# Functions whose arguments are read, so that they have no gradient here; a constant has none in TensorFlow.
CUT = ("unique", "uniqueWithCounts", "range", "constant")
ELSEWHERE = {
    "topK": tf.math.top_k,
    "invertPermutation": tf.math.invert_permutation,
    "spaceToDepth": tf.nn.space_to_depth,
    "depthToSpace": tf.nn.depth_to_space,
}


def snake(name):
    return re.sub(r"[A-Z]", lambda it: "_" + it[0].lower(), name)


def numbers(value, dtype):
    if isinstance(value, list):
        return [numbers(it, dtype) for it in value]
    if isinstance(value, str) and dtype != "string":
        return float(value) if dtype.startswith(("float", "bfloat")) else int(value)
    return value


def argument(value):
    if isinstance(value, dict):
        dtype = value["dtype"]
        return tf.constant(numbers(value["tensor"], dtype), dtype)
    if isinstance(value, list):
        return [argument(it) for it in value]
    return tf.as_dtype(value) if value in DTYPES else value


def sources(values):
    """The tensors of floats among arguments, in order."""
    if isinstance(values, tf.Tensor):
        return [values] if values.dtype in (tf.float32, tf.float64) else []
    return [it for value in values for it in sources(value)] if isinstance(values, list) else []


def loss(tensors):
    """The sum of all floats, each weighted by 1 to 5 in turn."""
    total = 0.0
    for it in tensors:
        if it.dtype in (tf.float32, tf.float64):
            weights = tf.cast(tf.reshape(tf.range(tf.size(it)) % 5 + 1, tf.shape(it)), it.dtype)
            total += tf.cast(tf.reduce_sum(it * weights), tf.float64)
    return total


def written(number):
    """A number as JSON and JavaScript can read it back."""
    if isinstance(number, float) and not np.isfinite(number):
        return "NaN" if np.isnan(number) else "Infinity" if number > 0 else "-Infinity"
    return str(number) if isinstance(number, int) and abs(number) > 2**53 else number


def plain(tensor):
    array = tensor.numpy() if tensor.dtype != tf.bfloat16 else tf.cast(tensor, tf.float32).numpy()
    if tensor.dtype == tf.string:
        flat = [it.decode() for it in np.ravel(array)]
    elif tensor.dtype == tf.complex64:
        flat = [part for it in np.ravel(array) for part in (float(it.real), float(it.imag))]
    else:
        flat = [written(it) for it in np.ravel(array).tolist()]
    return {"dtype": tensor.dtype.name, "shape": tensor.shape.as_list(), "data": flat}


results = []
for call in json.loads((FOLDER / "array_calls.json").read_text()):
    name = call["name"]
    function = ELSEWHERE.get(name) or getattr(tf, snake(name))
    options = {snake(key): argument(value) for key, value in call.get("options", {}).items()}
    arguments = [argument(it) for it in call["args"]]
    watched = sources([*arguments, *options.values()])
    with tf.GradientTape() as tape:
        tape.watch(watched)
        result = function(*arguments, **options)
        tensors = [result] if isinstance(result, tf.Tensor) else list(result)
        total = loss(tensors)
    found = {"outputs": [plain(it) for it in tensors]}
    if watched and isinstance(total, tf.Tensor) and name not in CUT:
        try:
            gradients = tape.gradient(total, watched, unconnected_gradients="zero")
            found["gradients"] = [plain(tf.convert_to_tensor(it)) for it in gradients]
        except (tf.errors.InvalidArgumentError, LookupError) as error:
            print(name, call["args"][1:], type(error).__name__, str(error)[:100])
    results.append(found)
text = json.dumps({"tensorflow": tf.__version__, "results": results}, separators=(",", ":"))
(FOLDER / "array.json.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
