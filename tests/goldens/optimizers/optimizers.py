"""Steps of real Keras's optimizers on given gradients.

    python3 optimizers.py > optimizers.json

Each case: options, the weights at the start, the gradients of each step, the weights after each.
"""
import json
import os

os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(7)
cases = []
for cls, options in [
    ("SGD", {}),
    ("SGD", {"learning_rate": 0.5}),
    ("SGD", {"learning_rate": 0.1, "momentum": 0.9}),
    ("SGD", {"learning_rate": 0.1, "momentum": 0.9, "nesterov": True}),
    ("SGD", {"learning_rate": 0.1, "clipvalue": 0.5}),
    ("SGD", {"learning_rate": 0.1, "clipnorm": 1.0}),
    ("Adam", {}),
    ("Adam", {"learning_rate": 0.1}),
    ("Adam", {"learning_rate": 0.05, "beta_1": 0.5, "beta_2": 0.9, "epsilon": 1e-3}),
    ("Adam", {"learning_rate": 0.1, "clipnorm": 0.5}),
]:
    optimizer = getattr(keras.optimizers, cls)(**options)
    weights = keras.Variable(rng.normal(size=(3, 2)).astype("float32"))
    start = weights.numpy().ravel().tolist()
    gradients = rng.normal(size=(6, 3, 2)).astype("float32")
    gradients[3] = 0
    after = []
    for gradient in gradients:
        optimizer.apply_gradients([(tf.constant(gradient), weights)])
        after.append(weights.numpy().ravel().tolist())
    cases.append({"class": cls, "options": options, "start": start,
                  "gradients": gradients.reshape(6, 6).tolist(), "after": after})
print(json.dumps({"keras": keras.__version__, "tensorflow": tf.__version__, "shape": [3, 2], "cases": cases}))
