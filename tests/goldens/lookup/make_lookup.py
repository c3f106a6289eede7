"""Writes lookup.json: what TensorFlow's tables give.

Run with a Python that has TensorFlow: python make_lookup.py
"""
import json
import os
import pathlib
import tempfile

os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import tensorflow as tf

PAIRS = [
    (["a", "b", "ünï", ""], [1, 2, -3, 7], "string", "int64", -1, ["b", "z", "", "ünï", "B"]),
    (["a", "b"], [0.5, -2.0], "string", "float32", 9.5, [["a"], ["z"]]),
    (["a", "a", "b"], [True, True, False], "string", "bool", True, ["a", "b", "c"]),
    ([3, -4, 2**62], ["x", "y", "z"], "int64", "string", "none", [[3, 2**62], [5, -4]]),
    ([3, -4], [7, 8], "int32", "int32", 0, []),
]
WORDS = ["the", "a", "Straße", "日本", "", "x y", "zebra", "é", "0", "word" * 20]
FILE = "x\t10\t0.5\ny\t20\t1.5\nz\t30\t-2e3\n"


def plain(x):
    def text(v):
        return v.decode() if isinstance(v, bytes) else [text(i) for i in v] if isinstance(v, list) else v
    return {"dtype": x.dtype.name, "shape": list(x.shape), "values": text(x.numpy().tolist())}


result = {"versions": {"tensorflow": tf.__version__}, "tables": [], "vocabularies": [], "files": []}
for keys, values, key_dtype, value_dtype, default, asked in PAIRS:
    initializer = tf.lookup.KeyValueTensorInitializer(keys, values, key_dtype, value_dtype)
    table = tf.lookup.StaticHashTable(initializer, default)
    result["tables"].append({
        "args": [keys, values, key_dtype, value_dtype], "default": default, "asked": asked,
        "lookup": plain(table.lookup(tf.constant(asked, key_dtype))), "size": plain(table.size()),
    })
for known in [[], ["the", "zebra"]]:
    for buckets in [1, 3, 1000]:
        initializer = tf.lookup.KeyValueTensorInitializer(known, list(range(len(known))), "string", "int64")
        table = tf.lookup.StaticVocabularyTable(initializer if known else None, buckets)
        result["vocabularies"].append({
            "known": known, "buckets": buckets, "words": WORDS,
            "lookup": plain(table.lookup(tf.constant(WORDS))), "size": plain(table.size()),
        })
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "table.txt")
    pathlib.Path(path).write_text(FILE)
    for key, key_index, value, value_index, size, shift, asked in [
        ("string", 0, "int64", 1, None, 0, ["x", "z", "w"]),
        ("string", -2, "int64", -1, None, 0, ["x\t10\t0.5", "z"]),
        ("string", 0, "int64", -1, 2, 5, ["x", "y", "z"]),
        ("int64", 1, "float32", 2, None, 0, [30, 20, 1]),
        ("int64", -1, "string", 0, None, 0, [0, 2, 3]),
    ]:
        initializer = tf.lookup.TextFileInitializer(
            path, tf.as_dtype(key), key_index, tf.as_dtype(value), value_index, vocab_size=size,
            value_index_offset=shift)
        default = "none" if value == "string" else -1
        table = tf.lookup.StaticHashTable(initializer, default)
        result["files"].append({
            "args": [key, key_index, value, value_index], "vocabSize": size, "shift": shift,
            "asked": asked, "default": default, "file": FILE,
            "lookup": plain(table.lookup(tf.constant(asked, key))), "size": plain(table.size()),
        })
path = pathlib.Path(__file__).parent / "lookup.json"
path.write_text(json.dumps(result, ensure_ascii=False) + "\n")
