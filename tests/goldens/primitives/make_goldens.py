"""Runs kernels of TensorFlow on what export.ts sends, and keeps what they give beside this file.

Run by export.ts with TensorFlow 2.21 on the CPU, without oneDNN: results are those of Eigen's kernels. A line of the
standard input is one primitive: its name and its requests by their keys.
"""

import base64
import gzip
import json
import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import numpy as np
import tensorflow as tf
from tensorflow.python.eager import context, execute
from tensorflow.python.framework import op_def_registry

tf.get_logger().setLevel("ERROR")
FOLDER = pathlib.Path(__file__).parent
# What TensorFlow says where it has no kernel for a type, or no operation for so few inputs.
UNSUPPORTED = (
    "could not find device for node",
    "no opkernel",
    "not in the list of allowed values",
    "must be at least minimum",
    "is not supported",
    "unsupported",
    "not implemented",
    "unimplemented",
    "could not find valid device",
    "do not yet support",
    "only support",
)


def tensor(given):
    if given["dtype"] == "string":
        return tf.constant([text.encode() for text in given["data"]], tf.string, given["shape"])
    dtype = tf.as_dtype(given["dtype"])
    array = np.frombuffer(base64.b64decode(given["data"]), dtype.as_numpy_dtype).reshape(given["shape"])
    return tf.constant(array, dtype)


def attribute(value, kind):
    if isinstance(value, dict):
        if "type" in value:
            return tf.as_dtype(value["type"]).as_datatype_enum
        return float(value["float"]) if "float" in value else value["shape"]
    return float(value) if kind == "float" else value


def attributes(definition, given, inputs):
    """The given attributes with the types and counts that follow from the inputs."""
    result = {}
    position = 0
    for index, it in enumerate(definition.input_arg):
        rest = len(definition.input_arg) - index - 1
        count = len(inputs) - rest - position if it.number_attr or it.type_list_attr else 1
        part = inputs[position:position + count]
        position += count
        if it.number_attr:
            result[it.number_attr] = count
        if it.type_list_attr:
            result[it.type_list_attr] = [x.dtype.as_datatype_enum for x in part]
        elif it.type_attr and part:
            result[it.type_attr] = part[0].dtype.as_datatype_enum
    assert position == len(inputs), f"{definition.name} takes {position} inputs instead of {len(inputs)}"
    kinds = {it.name: it.type for it in definition.attr}
    for name, value in given.items():
        assert name in kinds, f"{definition.name} has no attribute {name}"
        result[name] = attribute(value, kinds[name])
    defaults = {it.name: it.default_value for it in definition.attr}
    for name in kinds:
        if name not in result:
            assert defaults[name].WhichOneof("value"), f"{definition.name} needs {name}"
    return result


def count_outputs(definition, attrs):
    total = 0
    for it in definition.output_arg:
        if it.number_attr:
            total += attrs[it.number_attr]
        elif it.type_list_attr:
            total += len(attrs[it.type_list_attr])
        else:
            total += 1
    return total


def call(request):
    definition = op_def_registry.get(request["op"])
    assert definition, f"there is no operation {request['op']}"
    inputs = [tensor(it) for it in request["inputs"]]
    attrs = attributes(definition, request["attributes"], inputs)
    flat = tuple(part for pair in attrs.items() for part in pair)
    results = execute.execute(
        request["op"].encode(), count_outputs(definition, attrs), inputs, flat, context.context()
    )
    return [results[position] for position in request["outputs"]]


def encoded(result):
    array = result.numpy()
    if result.dtype == tf.string:
        data = [text.decode() for text in np.ravel(array)]
    else:
        data = base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()
    return {"dtype": result.dtype.name, "shape": list(result.shape), "data": data}


def golden(request):
    try:
        return {"outputs": [encoded(it) for it in call(request)]}
    except (tf.errors.OpError, TypeError, ValueError, RuntimeError) as error:
        message = " ".join(str(error).split())
        unsupported = any(text in message.lower() for text in UNSUPPORTED)
        return {"error": type(error).__name__, "message": message[:120], "unsupported": unsupported}


for line in sys.stdin:
    primitive = json.loads(line)
    print(primitive["name"], end=" ", flush=True)
    cases = {key: golden(request) for key, request in sorted(primitive["requests"].items())}
    text = json.dumps({"tensorflow": tf.__version__, "cases": cases}, separators=(",", ":"))
    path = FOLDER / f"{primitive['name']}.json.gz"
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    refused = sum("error" in it for it in cases.values())
    print(f"{len(cases)} cases, {refused} refused, {path.stat().st_size} bytes", flush=True)
