"""TensorFlow's categorical draws and dropout, on one thread: the draws of large batches depend on
how they are split between threads."""
import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import tensorflow as tf  # noqa: E402

tf.config.threading.set_intra_op_parallelism_threads(1)

INFINITY = float("inf")
LOGITS = [
    [[0.0]],
    [[0.5, -1.25, 2.0, 0.0]],
    [[-2.0, -1.5, -1.25, -1.0], [0.0, 0.0, 0.0, 0.0], [3.0, 1.0, -1.0, 0.5]],
    [[-INFINITY, 0.0, -INFINITY, 1.0], [100.0, 99.0, -500.0, 98.5]],
    [[(i * j % 7) / 4 for j in range(10)] for i in range(64)],
]


def text(rows):
    return [[str(x) if abs(x) == INFINITY else x for x in row] for row in rows]


if __name__ == "__main__":
    calls = []
    tf.random.set_seed(42)
    for logits in LOGITS:
        for samples in (0, 1, 3, 10):
            x = tf.constant(logits, tf.float32)
            calls.append({
                "logits": text(logits), "samples": samples,
                "seeded": [tf.random.categorical(x, samples, seed=7).numpy().tolist()
                           for _ in range(2)],
                "unseeded": tf.random.categorical(x, samples).numpy().tolist(),
                "stateless": tf.random.stateless_categorical(x, samples, [1, 2]).numpy().tolist(),
            })
    dropout = []
    tf.random.set_seed(42)
    for dtype in ("float32", "float64", "float16", "bfloat16"):
        for rate in (0.1, 0.3, 0.5, 0.9):
            ones = tf.ones([50], dtype)
            dropout.append({
                "dtype": dtype,
                "rate": rate,
                "seeded": [tf.nn.dropout(ones, rate, seed=7).numpy().astype("float64").tolist()
                           for _ in range(2)],
            })
    result = {"versions": {"tensorflow": tf.__version__}, "calls": calls, "dropout": dropout}
    path = pathlib.Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(result) + "\n")
    print(len(calls), "calls")
