"""Writes nested Python values with the text that IPython shows for them, and their repr and str.

Run with NumPy 1.26 and any IPython (its pretty printer has not changed its layout since 2020). A
value is described as [kind, content]; "object" is one whose repr is the content.
"""

import gzip
import json
import pathlib
import platform

import IPython
import numpy as np
from IPython.lib.pretty import pretty

COUNT = 220
OUT = pathlib.Path(__file__).with_name("ipython_text.json.gz")
rng = np.random.default_rng(4)


class Object:
    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return self.text


class Dense:
    pass


Dense.__module__ = "tensorflow.python.keras.layers.core"
CLASSES = {"int": int, "str": str, "numpy.ndarray": np.ndarray, "NoneType": type(None),
           "tensorflow.python.keras.layers.core.Dense": Dense}
WORDS = ["", "a", "kernel", "it's", 'say "x"', "line\nbreak", "\u6a21\u578b\u53c2\u6570", "sequential/dense/kernel:0",
         "a rather long string with many words in it, so that lines get full", "\U0001f600"]
TEXTS = ["<Layer>", "two\nlines", "three\nlines  \n and more", "<tf.Variable 'w:0' shape=(2,) dtype=float32, numpy=array([1., 2.], dtype=float32)>",
         "<tf.Variable 'sequential/dense/kernel:0' shape=(2, 2) dtype=float32, numpy=\narray([[1., 2.],\n       [3., 4.]], dtype=float32)>"]


def choose(options):
    return options[rng.integers(len(options))]


def describe(depth):
    kinds = ["int", "float", "str", "bool", "none", "object", "array", "type"]
    if depth > 0:
        kinds += ["list", "tuple", "dict", "list", "tuple", "dict"] * 2
    kind = choose(kinds)
    size = int(choose([0, 1, 2, 3, 5, 12, 30] if depth > 1 else [0, 1, 2, 3, 5]))
    if kind in ("list", "tuple"):
        same = rng.random() < 0.3 and depth > 0
        items = [describe(0 if same else depth - 1) for _ in range(size)]
        return [kind, items]
    if kind == "dict":
        return [kind, [[choose([["str", choose(WORDS) + str(i)], ["int", i]]), describe(depth - 1)] for i in range(size)]]
    content = {
        "int": lambda: int(choose([0, -1, 7, 255, 10**6, -(2**53) + 1])),
        "float": lambda: float(choose([0.0, 1.0, -2.5, 0.1, 1e-9, 1e16, 1e22, 123456.789, float(rng.normal())])),
        "str": lambda: choose(WORDS),
        "bool": lambda: bool(rng.integers(2)),
        "none": lambda: None,
        "object": lambda: choose(TEXTS),
        "array": lambda: rng.normal(0, 1, choose([(1,), (3,), (2, 2), (10, 1), (12,), (3, 8), (2, 2, 2)])).astype(np.float32).tolist(),
        "type": lambda: choose(list(CLASSES)),
    }[kind]()
    return [kind, content]


def build(description):
    kind, content = description
    if kind == "list":
        return [build(item) for item in content]
    if kind == "tuple":
        return tuple(build(item) for item in content)
    if kind == "dict":
        return {build(key): build(value) for key, value in content}
    if kind == "array":
        return np.array(content, dtype=np.float32)
    if kind == "object":
        return Object(content)
    return CLASSES[content] if kind == "type" else content


def record(description):
    value = build(description)
    return {"value": description, "pretty": pretty(value), "repr": repr(value), "str": str(value)}


cases = [record(["list", [["int", i] for i in range(n)]]) for n in (24, 25, 26, 27, 1001)]
cases += [record([kind, [["str", "x" * width]] * 3]) for kind in ("list", "tuple") for width in (20, 21, 22, 23, 24)]
while len(cases) < COUNT:
    cases.append(record(describe(len(cases) % 4)))

golden = {"ipython": IPython.__version__, "numpy": np.__version__, "python": platform.python_version(), "cases": cases}
text = json.dumps(golden, ensure_ascii=True, separators=(",", ":"))
OUT.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
print(OUT.name, len(cases), "cases", OUT.stat().st_size, "bytes")
