"""Writes files and what tf.data reads of them, for tests/data/files_test.ts.

    python tests/goldens/data/make_files.py

writes records.tfrecord, records.tfrecord.gz (packed by TensorFlow) and files.json beside itself.
"""
import json
import os
import tempfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import tensorflow as tf

HERE = os.path.dirname(os.path.abspath(__file__))
RECORDS = [b"one", b"", bytes(range(256)), "gr\u00fc\u00df".encode(), b"\xff\xc3" * 5]
for name, options in [("records.tfrecord", None), ("records.tfrecord.gz", "GZIP")]:
    with tf.io.TFRecordWriter(os.path.join(HERE, name), options) as writer:
        for record in RECORDS:
            writer.write(record)

TEXTS = ["", "a", "a\n", "a\nb", "a\r\nb\r\n", "\n\na\n", "a\rb\nc\r", "\r\n", "x \n\ty\n", "a\r\r\nb"]
lines = {}
with tempfile.TemporaryDirectory() as folder:
    for text in TEXTS:
        path = os.path.join(folder, "text")
        with open(path, "wb") as file:
            file.write(text.encode())
        lines[text] = [it.numpy().decode() for it in tf.data.TextLineDataset(path)]
pieces = []
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "pieces")
    for length, size, head, foot in [(12, 3, 0, 0), (12, 5, 2, 0), (13, 5, 0, 3), (12, 5, 0, 0), (3, 2, 3, 0), (3, 2, 2, 2), (0, 4, 0, 0), (300, 100, 0, 0)]:
        with open(path, "wb") as file:
            file.write(bytes(i * 37 % 256 for i in range(length)))
        data = tf.data.FixedLengthRecordDataset([path, path], size, head, foot)
        try:
            pieces.append([length, size, head, foot, [list(it.numpy()) for it in data]])
        except tf.errors.InvalidArgumentError:
            pieces.append([length, size, head, foot, None])
made = {"tensorflow": tf.__version__, "records": [list(it) for it in RECORDS], "lines": lines, "pieces": pieces}
with open(os.path.join(HERE, "files.json"), "w") as file:
    json.dump(made, file)
print(lines)
