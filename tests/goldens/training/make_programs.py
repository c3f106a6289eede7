"""Writes programs.json: histories of whole programs of Keras that begin with set_random_seed.

    TF_CPP_MIN_LOG_LEVEL=3 python3 tests/goldens/training/make_programs.py

Keras 3.15.1, TensorFlow 2.21.0, NumPy 2.4. Nothing is handed over but the seed: initial weights,
order of examples, dropout and noise are drawn by whoever runs the program.
"""
import json
import pathlib

import keras
import numpy as np
from keras import layers


def data(examples, features):
    x = np.sin(np.arange(examples * features) * 1.7).astype("float32").reshape(examples, features)
    return x, (x.sum(1) > 0).astype("int32")


def classifier():
    x, y = data(300, 4)
    model = keras.Sequential(
        [
            keras.Input((4,)),
            layers.Dense(16, activation="relu"),
            layers.Dropout(0.3),
            layers.BatchNormalization(),
            layers.Dense(2),
        ]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile("adam", loss, metrics=["accuracy"])
    return model.fit(x, y, epochs=4, validation_split=0.2, verbose=0)


def images():
    x, y = data(96, 64)
    model = keras.Sequential(
        [
            keras.Input((64,)),
            layers.GaussianNoise(0.1),
            layers.Reshape((8, 8, 1)),
            layers.Conv2D(4, 3, activation="relu", kernel_initializer="he_normal"),
            layers.MaxPooling2D(),
            layers.SpatialDropout2D(0.2),
            layers.Flatten(),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.SGD(0.1, momentum=0.9), "binary_crossentropy")
    return model.fit(x, y, epochs=3, batch_size=10, verbose=0)


def sequences():
    x, y = data(80, 12)
    model = keras.Sequential(
        [
            keras.Input((12,)),
            layers.Reshape((6, 2)),
            layers.LSTM(8, dropout=0.1),
            layers.Dense(1),
        ]
    )
    model.compile("rmsprop", "mse")
    return model.fit(x, y, epochs=3, batch_size=16, shuffle="batch", verbose=0)


def history(seed, program):
    keras.utils.set_random_seed(seed)
    return program().history


if __name__ == "__main__":
    programs = {it.__name__: history(42, it) for it in (classifier, images, sequences)}
    path = pathlib.Path(__file__).with_name("programs.json")
    path.write_text(json.dumps(programs) + "\n")
