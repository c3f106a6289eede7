"""Writes tensors_files.json: bytes of tensors, numbers out of bytes, and which of some paths fit which
patterns, of TensorFlow.

Run: python tensors_files.py
"""
import base64, json, pathlib, tempfile
import numpy as np, tensorflow as tf

HERE = pathlib.Path(__file__).resolve().parent


def b64(data):
    return base64.b64encode(data).decode()


tensors = []
for values, dtype in [
    ([[1, 2], [3, -4]], "int32"), (3.5, "float32"), (["a", "\u00fcb"], "string"), ([True, False], "bool"), ([1, -2], "int64"),
    (np.zeros([0, 3]), "float32"), ([1, 255], "uint8"), ([1.5], "float16"), ([1.5, -2], "bfloat16"), ([300], "uint16"),
    ([-1], "int8"), ([-300], "int16"), ([2**31], "uint32"), ([2**53], "uint64"), ([[[0.25]]], "float64"), (np.zeros([300, 1]), "uint8"),
]:
    x = tf.cast(values, dtype) if dtype != "string" else tf.constant(values)
    shown = x.numpy().astype(float).tolist() if dtype != "string" else values
    tensors.append(dict(values=shown, shape=list(x.shape), dtype=dtype, bytes=b64(tf.io.serialize_tensor(x).numpy())))
raw = []
texts = [bytes(range(i, i + 16)) for i in [0, 100]]
for dtype in ["uint8", "int8", "int16", "uint16", "int32", "int64", "float16", "float32", "float64"]:
    for little in [True, False]:
        y = tf.io.decode_raw(texts, getattr(tf, dtype), little_endian=little)
        raw.append(dict(dtype=dtype, little=little, fixed=None, shape=list(y.shape), bytes=b64(y.numpy().tobytes())))
for fixed in [4, 24]:
    y = tf.io.decode_raw(texts, tf.uint16, fixed_length=fixed)
    raw.append(dict(dtype="uint16", little=True, fixed=fixed, shape=list(y.shape), bytes=b64(y.numpy().tobytes())))
paths = ["a.txt", "b.txt", "ab.txt", "a-1.csv", "[x].txt", ".hidden.txt", "sub/a.txt", "sub/b.csv", "other/a.txt", "sub/deep/a.txt", "a+b.txt"]
patterns = ["*.txt", "?.txt", "[ab].txt", "[!a].txt", "[a-c]*", "*", "*/*.txt", "s*/?.*", "sub/a.txt", "nothing*", "*/*/*.txt", "a+*.txt", "\\[x\\].txt", "sub"]
matched, listed = {}, {}
with tempfile.TemporaryDirectory() as folder:
    for path in paths:
        place = pathlib.Path(folder, path)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(path)
    for pattern in patterns:
        found = [it.decode()[len(folder) + 1:] for it in tf.io.matching_files(f"{folder}/{pattern}").numpy()]
        matched[pattern] = found
    for seed in [1, 5]:
        data = tf.data.Dataset.list_files([f"{folder}/*.txt", f"{folder}/*/*.txt"], seed=seed)
        listed[seed] = [[it.numpy().decode()[len(folder) + 1:] for it in data] for _ in range(2)]
out = dict(versions=dict(tensorflow=tf.__version__), texts=[b64(it) for it in texts], tensors=tensors, raw=raw, paths=paths, matched=matched, listed=listed)
(HERE / "tensors_files.json").write_text(json.dumps(out, indent=1) + "\n")
