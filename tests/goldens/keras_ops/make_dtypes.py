"""The element type that Keras takes for two others.

    python tests/goldens/keras_ops/make_dtypes.py
"""
import json
import os

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
import keras

NAMES = "bool uint8 uint16 uint32 int8 int16 int32 int64 float16 bfloat16 float32 float64".split()
table = {a: " ".join(keras.backend.result_type(a, b) for b in NAMES) for a in NAMES}
with open(os.path.join(os.path.dirname(__file__), "dtypes.json"), "w") as file:
    json.dump({"keras": keras.__version__, "names": " ".join(NAMES), "table": table}, file, indent=2)
    file.write("\n")
