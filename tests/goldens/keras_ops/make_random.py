"""Draws of keras.random with seeds, on TensorFlow's backend.

    KERAS_BACKEND=tensorflow python tests/goldens/keras_ops/make_random.py
"""
import gzip
import json
import os

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
import keras
import numpy as np

r = keras.random
x = np.arange(12, dtype="float32").reshape(3, 4)
logits = np.log(np.array([[0.1, 0.2, 0.7], [0.5, 0.5, 0.01]], "float32"))
calls = {
    "normal": [([2, 3],), ([5], 1.0, 2.0), ([2, 2], 0.0, 1.0, "float64")],
    "truncatedNormal": [([2, 3],), ([5], 1.0, 2.0), ([7], 0.0, 0.5)],
    "uniform": [([2, 3],), ([5], -1.0, 2.0), ([2, 2], 0.0, 1.0, "float64")],
    "randint": [([2, 3], 0, 10), ([5], -5, 5, "int64"), ([4], 0, 200, "uint8")],
    "categorical": [(logits, 5), (logits, 3, "int64")],
    "dropout": [(x, 0.5), (x, 0.3, [3, 1])],
    "shuffle": [(x,), (x, 1)],
}
names = {"truncatedNormal": "truncated_normal"}
out = []
for name, sets in calls.items():
    for args in sets:
        for seed in (7, 1337, "generator"):
            generator = r.SeedGenerator(42)
            draws = []
            for _ in range(2):
                made = getattr(r, names.get(name, name))(*args, seed=generator if seed == "generator" else seed)
                made = np.asarray(made)
                draws.append({"dtype": str(made.dtype), "shape": list(made.shape), "data": made.ravel().tolist()})
            plain = [a.tolist() if isinstance(a, np.ndarray) else a for a in args]
            out.append({"name": name, "args": plain, "seed": seed, "draws": draws})
with open(os.path.join(os.path.dirname(__file__), "random.json.gz"), "wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as file:
    file.write(json.dumps({"keras": keras.__version__, "cases": out}).encode())
