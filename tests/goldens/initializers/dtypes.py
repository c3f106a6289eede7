"""First values of weights in other element types than float32, for tests/initializers: run with
Keras 3 and TensorFlow installed. Writes dtypes.json beside itself: a call, and the bytes of its
result (hexadecimal, in memory order).
"""
import json
import os
import pathlib

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

tf.config.threading.set_intra_op_parallelism_threads(1)

FLOATS = ("float16", "bfloat16", "float64")
NUMBERS = FLOATS + ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")


def record(name, options, shape, dtype):
    value = getattr(keras.initializers, name)(**options)(shape, dtype)
    array = np.ascontiguousarray(value.numpy()).reshape(-1)
    return {"name": name, "options": options, "shape": list(shape), "dtype": dtype,
            "bytes": array.view(np.uint8).tobytes().hex()}


def cases():
    made = []
    for dtype in FLOATS:
        for name in ("GlorotUniform", "GlorotNormal", "HeUniform", "HeNormal", "LecunUniform",
                     "LecunNormal", "RandomUniform", "RandomNormal", "TruncatedNormal"):
            for shape in ([3], [3, 4], [2, 3, 2]):
                made.append(record(name, {"seed": 42}, shape, dtype))
        made.append(record("VarianceScaling", {"scale": 2.5, "distribution": "untruncated_normal",
                                               "seed": 7}, [3, 4], dtype))
        made.append(record("RandomUniform", {"minval": -1.1, "maxval": 3.7, "seed": 7}, [9], dtype))
        made.append(record("RandomNormal", {"mean": 1.3, "stddev": 0.7, "seed": 7}, [9], dtype))
    for shape in ([3, 3], [4, 2], [2, 4], [3, 2, 4], [60, 50]):
        made.append(record("Orthogonal", {"seed": 42, "gain": 1.5}, shape, "float64"))
    for side in ("real", "imag"):
        for scaling in ("density", "spectrum", None):
            made.append(record("STFT", {"side": side, "scaling": scaling}, [8, 1, 5], "float64"))
    for dtype in NUMBERS + ("bool", "complex64"):
        for name in ("Zeros", "Ones"):
            made.append(record(name, {}, [2, 2], dtype))
    for dtype in NUMBERS + ("complex64",):
        made.append(record("Constant", {"value": 3}, [2], dtype))
        made.append(record("Identity", {"gain": 2}, [2, 3], dtype))
    return made


if __name__ == "__main__":
    result = {
        "versions": {"tensorflow": tf.__version__, "keras": keras.__version__,
                     "numpy": np.__version__},
        "cases": cases(),
    }
    path = pathlib.Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(result, indent=1) + "\n")
    print(len(result["cases"]), "cases")
