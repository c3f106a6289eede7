"""Writes serialized examples and what TensorFlow parses of them, for tests/data/examples_test.ts.

    python tests/goldens/data/make_examples.py

writes examples.json beside itself: bytes as hexadecimal digits, int64s as texts.
"""
import json
import os
import random

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import tensorflow as tf

HERE = os.path.dirname(os.path.abspath(__file__))
train = tf.train
draw = random.Random(2)
texts = [b"", b"one", "gr\u00fc\u00df".encode(), b"\xff\xc3", bytes(range(40))]


def example(i):
    feature = {
        "floats": train.Feature(float_list=train.FloatList(value=[draw.gauss(0, 10**draw.randrange(-9, 9)) for _ in range(3)])),
        "whole": train.Feature(int64_list=train.Int64List(value=[draw.randrange(-(2**63), 2**63), -1, 0, 127 + i])),
        "texts": train.Feature(bytes_list=train.BytesList(value=[draw.choice(texts), draw.choice(texts)])),
        "none": train.Feature(),
        "empty": train.Feature(float_list=train.FloatList()),
        "gr\u00fc\u00df": train.Feature(int64_list=train.Int64List(value=[i])),
    }
    if i % 2:
        feature["sometimes"] = train.Feature(float_list=train.FloatList(value=[i]))
    return train.Example(features=train.Features(feature=feature))


serialized = [example(i).SerializeToString(deterministic=True) for i in range(6)]
# Not packed, as older programs wrote: one field for each value.
loose = bytes.fromhex("0a1e" "0a1c" "0a0577686f6c65" "1213" "1a11" "08ffffffffffffffffff01" "0802" "0803" "0804")
features = {
    "floats": tf.io.FixedLenFeature([3, 1], tf.float32),
    "whole": tf.io.FixedLenFeature([2, 2], tf.int64),
    "texts": tf.io.FixedLenFeature([2], tf.string),
    "empty": tf.io.FixedLenFeature([0], tf.float32),
    "none": tf.io.FixedLenFeature([], tf.string, "absent"),
    "sometimes": tf.io.FixedLenFeature([1], tf.float32, [0.5]),
    "gr\u00fc\u00df": tf.io.FixedLenFeature([], tf.int64),
}
parsed = tf.io.parse_example(serialized, features)
whole = {"whole": features["whole"]}
loosely = tf.io.parse_single_example(loose, whole)["whole"]


def plain(tensor):
    values = tensor.numpy().reshape(-1)
    one = {tf.string: lambda it: it.hex(), tf.int64: str, tf.float32: float}[tensor.dtype]
    return {"dtype": tensor.dtype.name, "shape": tensor.shape.as_list(), "values": [one(it) for it in values]}


made = {
    "tensorflow": tf.__version__,
    "serialized": [it.hex() for it in serialized],
    "parsed": {name: plain(it) for name, it in parsed.items()},
    "loose": {"serialized": loose.hex(), "whole": plain(loosely)},
}
with open(os.path.join(HERE, "examples.json"), "w") as file:
    json.dump(made, file)
