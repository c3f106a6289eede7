"""Writes feature_space.json: what Keras's FeatureSpace makes of tables.

Run with a Python that has Keras: python make_feature_space.py
"""
import json
import os
import pathlib

os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import numpy as np
import tensorflow as tf

TABLE = {
    "age": [20.5, 33.0, 47.25, 61.0, 18.0, 33.0],
    "city": ["Rome", "Oslo", "Rome", "Łódź", "Oslo", "Rome"],
    "rooms": [1, 4, 2, 2, 7, 2],
    "rent": [500.0, 950.0, 720.0, 1400.0, 300.0, 800.0],
    "street": ["a", "bb", "", "d d", "a", "é"],
    "floor": [0, 3, 12, 1, 1, -1],
}
NEW = {
    "age": [40.0, 20.0], "city": ["Paris", "Oslo"], "rooms": [4, 9], "rent": [710.0, 5000.0],
    "street": ["bb", "zzz"], "floor": [3, 100],
}
KINDS = {
    "age": "float_normalized", "city": "string_categorical", "rooms": "integer_categorical",
    "rent": "float_discretized", "street": "string_hashed", "floor": "integer_hashed",
}
CASES = [
    {"features": KINDS, "hashing_dim": 5, "num_discretization_bins": 3},
    {"features": KINDS, "output_mode": "dict", "hashing_dim": 4, "num_discretization_bins": 2},
    {"features": {"city": "string_categorical", "rooms": "integer_categorical", "age": "float"},
     "crosses": [["city", "rooms"]], "crossing_dim": 7},
    {"features": {"street": "string_hashed", "floor": "integer_hashed", "rent": "float_rescaled"},
     "crosses": [["street", "floor"]], "crossing_dim": 11, "output_mode": "dict"},
    {"features": {"rent": "float"}},
]


def plain(x):
    if isinstance(x, dict):
        return {k: plain(v) for k, v in x.items()}
    x = tf.convert_to_tensor(x)
    return {"dtype": x.dtype.name, "shape": list(x.shape), "values": x.numpy().tolist()}


result = {"versions": {"keras": keras.__version__, "tensorflow": tf.__version__},
          "table": TABLE, "new": NEW, "cases": []}
for case in CASES:
    space = keras.utils.FeatureSpace(**case)
    own = {name: TABLE[name] for name in case["features"]}
    space.adapt(tf.data.Dataset.from_tensor_slices(own).batch(4))
    new = {name: NEW[name] for name in case["features"]}
    one = {name: values[0] for name, values in new.items()}
    encoded = space.get_encoded_features()
    result["cases"].append({
        "args": case, "table": plain(space(own)), "new": plain(space(new)), "one": plain(space(one)),
        "encoded": {k: list(v.shape) for k, v in encoded.items()} if isinstance(encoded, dict)
        else list(encoded.shape),
    })
path = pathlib.Path(__file__).parent / "feature_space.json"
path.write_text(json.dumps(result, ensure_ascii=False) + "\n")
