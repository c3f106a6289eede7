"""Writes models.json and *.h5: whole models as Keras 3 saves them to .h5 files, with their outputs and
the losses of three more steps.

Run with a Python that has TensorFlow and Keras 3: python make_h5.py
"""
import json
import os
import pathlib

os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(5)
FOLDER = pathlib.Path(__file__).parent


def models(k):
    L = k.layers
    shape = lambda *s: k.Input(s)
    yield "mlp", k.Sequential([shape(4), L.Dense(3, activation="relu"), L.BatchNormalization(), L.Dense(1)]), \
        dict(optimizer=k.optimizers.Adam(0.01), loss="mse", metrics=["mae"]), (8, 4), (8, 1)
    x = shape(6, 6, 2)
    y = L.MaxPooling2D(2)(L.Conv2D(3, 3, padding="same", activation="relu")(x))
    y = L.Dense(2, activation="softmax")(L.Dropout(0.0)(L.Flatten()(y)))
    yield "conv", k.Model(x, y), dict(optimizer=k.optimizers.SGD(0.1, momentum=0.9),
                                      loss="categorical_crossentropy"), (8, 6, 6, 2), (8, 2)
    x = shape(5, 3)
    y = L.Dense(1)(L.LSTM(4)(x))
    yield "lstm", k.Model(x, y), dict(optimizer=k.optimizers.RMSprop(0.01), loss="mse"), (8, 5, 3), (8, 1)
    inner = k.Sequential([shape(3), L.Dense(4, kernel_regularizer="l2")], name="inner")
    x = shape(3)
    y = L.Add()([inner(x), L.Dense(4, use_bias=False)(x)])
    yield "nested", k.Model(x, L.Dense(1)(y)), dict(optimizer="sgd", loss="mae"), (8, 3), (8, 1)
    inner = k.Sequential([shape(3), L.BatchNormalization(), L.Dense(3), L.BatchNormalization()], name="norms")
    x = shape(3)
    model = k.Model(x, L.Dense(1)(inner(x)))
    for weight in model.weights:
        weight.assign(rng.uniform(0.5, 2.0, size=weight.shape))
    yield "nested_norms", model, dict(optimizer="sgd", loss="mse"), (8, 3), (8, 1)
    yield "uncompiled", k.Sequential([shape(2), L.Dense(2, name="only")]), None, (4, 2), None


result = {"versions": {"keras": keras.__version__, "tensorflow": tf.__version__}, "models": []}
for name, model, compiled, inputs, targets in models(keras):
    keras.utils.set_random_seed(1)
    x = rng.normal(size=inputs).astype("float32")
    y = None if targets is None else np.abs(rng.normal(size=targets)).astype("float32")
    if name == "conv":
        y = y / y.sum(-1, keepdims=True)
    if compiled:
        model.compile(**compiled)
        model.fit(x, y, epochs=2, batch_size=8, shuffle=False, verbose=0)
    file = f"{name}.h5"
    model.save(FOLDER / file)
    output = model.predict(x, verbose=0)
    more = model.fit(x, y, epochs=3, batch_size=8, shuffle=False, verbose=0).history["loss"] \
        if compiled else None
    plain = lambda it: None if it is None else {"shape": list(it.shape), "values": it.ravel().tolist()}
    result["models"].append({"file": file, "x": plain(x), "y": plain(y),
                             "output": plain(output), "more": more})
(FOLDER / "models.json").write_text(json.dumps(result) + "\n")
