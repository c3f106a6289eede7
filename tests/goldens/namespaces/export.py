"""Writes the public names of TensorFlow's namespaces, in Python's spelling, to tensorflow.json.

    python tests/goldens/namespaces/export.py
"""

import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np
import tensorflow as tf

NAMESPACES = [
    "bitwise",
    "config",
    "data",
    "debugging",
    "dtypes",
    "image",
    "io",
    "keras",
    "keras.activations",
    "keras.backend",
    "keras.constraints",
    "keras.initializers",
    "keras.layers",
    "keras.models",
    "keras.optimizers",
    "keras.random",
    "keras.regularizers",
    "keras.utils",
    "linalg",
    "lookup",
    "lookup.experimental",
    "math",
    "nest",
    "nn",
    "random",
    "sets",
    "signal",
    "strings",
    "test",
    "train",
]


def names(module):
    return sorted(name for name in dir(module) if not name.startswith("_"))


def find(path):
    found = tf
    for part in path.split("."):
        found = getattr(found, part)
    return found


result = {
    "versions": {
        "tensorflow": tf.__version__,
        "keras": keras.__version__,
        "numpy": np.__version__,
    },
    "names": {
        "": names(tf),
        **{path: names(find(path)) for path in NAMESPACES},
        "np": ["load", "save", "savez", "savez_compressed"],
    },
}
path = pathlib.Path(__file__).with_name("tensorflow.json")
path.write_text(json.dumps(result, separators=(",", ":")) + "\n")
