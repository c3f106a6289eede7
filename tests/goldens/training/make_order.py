"""Writes order.json: in which order Keras's fit, on TensorFlow, takes examples that it shuffles.

    TF_CPP_MIN_LOG_LEVEL=3 python3 tests/goldens/training/make_order.py

Keras 3.15.1, TensorFlow 2.21.0, NumPy 2.4. Each case is a call of fit after set_random_seed: the
examples are their own indices, and a training step writes down what it gets.
"""
import json
import pathlib

import keras
import numpy as np


class Watched(keras.Model):
    """Writes down its batches."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def train_step(self, data):
        x, _ = data
        self.seen.append(x.numpy().astype(int).ravel().tolist())
        return {"loss": 0.0}


def order(seed, examples, batch, shuffle, epochs):
    keras.utils.set_random_seed(seed)
    model = Watched()
    model.compile(run_eagerly=True)
    x = np.arange(examples, dtype="float32")[:, None]
    model.fit(x, np.zeros(examples), batch_size=batch, epochs=epochs, shuffle=shuffle, verbose=0)
    return {
        "seed": seed,
        "examples": examples,
        "batch": batch,
        "shuffle": shuffle,
        "epochs": epochs,
        "batches": model.seen,
    }


CASES = [
    (1, 10, 4, True, 3),
    (2, 13, 13, True, 2),
    (7, 40, 6, True, 2),
    (0, 9, 2, True, 2),
    (2**31, 5, 2, True, 1),
    (3, 1, 4, True, 2),
    (4, 2, 1, True, 2),
    (1, 10, 4, "batch", 2),
    (5, 16, 4, "batch", 2),
    (5, 3, 4, "batch", 2),
    (8, 13, 6, "batch", 1),
]

if __name__ == "__main__":
    path = pathlib.Path(__file__).with_name("order.json")
    path.write_text(json.dumps([order(*it) for it in CASES]) + "\n")
