"""Writes tensorboard.json.gz: values of summaries as TensorFlow writes them, and Keras's tags and steps.

Keras 3.15.1, TensorFlow 2.21.0, TensorBoard 2.21.0, NumPy's RandomState(7). Run with
    TF_CPP_MIN_LOG_LEVEL=3 CUDA_VISIBLE_DEVICES="" python tests/goldens/callbacks/make_tensorboard.py
"""

import base64
import glob
import gzip
import json
import os
import tempfile

import keras
import numpy as np
import tensorflow as tf
from keras.src.callbacks.tensorboard import keras_model_summary

random = np.random.RandomState(7)


def events(folder):
    for path in sorted(glob.glob(os.path.join(folder, "*tfevents*"))):
        for record in tf.data.TFRecordDataset(path):
            yield record.numpy(), tf.compat.v1.Event.FromString(record.numpy())


class Json:
    def to_json(self):
        return '{"config": {"layers": []}}'


arrays = {
    "normal": random.normal(size=200).astype("float32"),
    "whole": random.randint(-5, 6, 50).astype("float32"),
    "constant": np.full(7, 0.25, "float32"),
    "one": np.float32([3]),
}
numbers = [0.0, 0.1, -1234.5, 1e-30]
with tempfile.TemporaryDirectory() as folder:
    with tf.summary.create_file_writer(folder).as_default():
        for i, x in enumerate(numbers):
            tf.summary.scalar(f"scalar{i}", x, step=i * 1000)
        for name, x in arrays.items():
            tf.summary.histogram(name, x, step=3)
        keras_model_summary("keras", Json(), step=0)
    values = {}
    for _, event in events(folder):
        for value in event.summary.value:
            values[value.tag] = base64.b64encode(value.SerializeToString()).decode()
    with open(glob.glob(os.path.join(folder, "*"))[0], "rb") as file:
        first = base64.b64encode(file.read(500)).decode()

keras.utils.set_random_seed(7)
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, name="dense")])
model.compile(optimizer="sgd", loss="mse")
x, y = np.ones((8, 2)), np.ones((8, 3))
runs = []
for options in [
    {}, {"histogram_freq": 2, "write_graph": False}, {"update_freq": 3, "write_images": True, "histogram_freq": 1},
    {"update_freq": "batch", "write_steps_per_second": True},
]:
    with tempfile.TemporaryDirectory() as folder:
        board = keras.callbacks.TensorBoard(folder, **options)
        model.optimizer.iterations.assign(0)
        model.fit(x, y, batch_size=2, epochs=3, validation_data=(x, y), verbose=0, callbacks=[board])
        tags = {}
        for name in ["train", "validation"]:
            tags[name] = [
                [value.tag, event.step, value.metadata.plugin_data.plugin_name]
                for _, event in events(os.path.join(folder, name)) for value in event.summary.value
            ]
    runs.append({"options": options, "tags": tags})

golden = {
    "numbers": numbers, "arrays": {name: x.tolist() for name, x in arrays.items()},
    "values": values, "first": first, "runs": runs,
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "tensorboard.json.gz")
with open(path, "wb") as file:
    with gzip.GzipFile(fileobj=file, mode="wb", mtime=0, filename="") as packed:
        packed.write(json.dumps(golden).encode())
print(os.path.getsize(path), list(values))
for run in runs:
    print(run["options"], {k: len(v) for k, v in run["tags"].items()}, sorted({t[0] for t in run["tags"]["train"]}))
