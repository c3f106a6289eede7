"""Trainings by real Keras: histories, evaluations, predictions and weights after `fit`.

    TF_CPP_MIN_LOG_LEVEL=3 CUDA_VISIBLE_DEVICES="" python3 make_fit.py

needs Keras 3.15 with TensorFlow. Adaptive optimizers stay away from embeddings: with TensorFlow, they
square the parts of a gradient that belong to one row one by one, which no other back end does. Nothing is shuffled and nothing is drawn: weights are given. Writes
fit.json.gz:

    {"versions", "cases": [{"name", "model" (to_json), "weights", "data": {"x", "y", "sample_weight",
      "val_x", "val_y", "val_weight"}, "compile" (serialized), "fit" (arguments besides data),
      "callbacks": [{"class", "args"}], "frozen": [names of layers], "history", "epoch", "evaluation",
      "metrics_names", "on_batch", "prediction", "after" (weights), "optimizer" (variables after)}]}

A tensor is {"shape", "dtype", "values"}. Seed 20261126.
"""
import gzip
import json
import os
import pathlib
import sys

sys.dont_write_bytecode = True
os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
import keras
import numpy as np
import tensorflow as tf
from keras import layers as L

R = np.random.default_rng(20261126)
f32 = lambda x: np.asarray(x, "float32")
normal = lambda *shape: f32(R.normal(size=shape))


def stored(x):
    if x is None:
        return None
    if isinstance(x, dict):
        return {"dict": {k: stored(v) for k, v in x.items()}}
    if isinstance(x, (list, tuple)):
        return {"list": [stored(v) for v in x]}
    x = np.asarray(x)
    return {"shape": list(x.shape), "dtype": str(x.dtype), "values": x.astype("float64").ravel().tolist()}


def mlp(outputs=3, activation=None, n=6, **kwargs):
    return keras.Sequential([keras.Input((n,)), L.Dense(8, activation="tanh", **kwargs), L.Dense(outputs, activation=activation)])


def two_heads():
    x = keras.Input((6,), name="x")
    h = L.Dense(8, activation="relu")(x)
    return keras.Model(x, [L.Dense(3, name="kind")(h), L.Dense(1, name="size")(h)])


def two_heads_by_name():
    x = keras.Input((6,), name="x")
    h = L.Dense(8, activation="relu")(x)
    return keras.Model(x, {"kind": L.Dense(3, name="kind")(h), "size": L.Dense(1, name="size")(h)})


def two_inputs():
    a, b = keras.Input((4,), name="a"), keras.Input((2,), name="b")
    h = L.Concatenate()([L.Dense(4, activation="tanh")(a), b])
    return keras.Model({"a": a, "b": b}, L.Dense(1)(h))


def cnn():
    return keras.Sequential([
        keras.Input((6, 6, 1)), L.Conv2D(4, 3, activation="relu"), L.MaxPooling2D(2), L.Flatten(), L.Dense(3, activation="softmax"),
    ])  # fmt: skip


def normed():
    return keras.Sequential([keras.Input((6,)), L.Dense(8, use_bias=False), L.BatchNormalization(momentum=0.8), L.Activation("relu"), L.Dense(1)])


def penalized():
    return keras.Sequential([
        keras.Input((6,)), L.Dense(5, activation="tanh", kernel_regularizer=keras.regularizers.L2(0.02), activity_regularizer=keras.regularizers.L1(0.01)),
        L.Dense(1, bias_regularizer=keras.regularizers.L1L2(0.01, 0.01)),
    ])  # fmt: skip


def words(sequences=True):
    out = [L.LSTM(5, return_sequences=True), L.Dense(4)] if sequences else [L.GRU(5), L.Dense(1, activation="sigmoid")]
    return keras.Sequential([keras.Input((5,), dtype="int32"), L.Embedding(9, 4, mask_zero=True), *out])


X = normal(42, 6)
K = R.integers(0, 3, size=42).astype("int32")
ONE = np.eye(3, dtype="float32")[K]
Y = f32(X[:, :1] * 0.7 - X[:, 1:2] ** 2 * 0.3)
B = f32(X[:, :1] + X[:, 2:3] > 0)
W = f32(R.uniform(0, 2, size=42))
T = np.array([[1, 2, 3, 0, 0], [4, 5, 6, 7, 8], [2, 2, 0, 0, 0], [8, 1, 5, 3, 0]] * 6, "int32")
TK = R.integers(0, 4, size=(24, 5)).astype("int32")
TW = f32(R.uniform(0, 2, size=(24, 5)))
IMG = normal(30, 6, 6, 1)
opt, loss, met = keras.optimizers, keras.losses, keras.metrics
SCE = loss.SparseCategoricalCrossentropy(from_logits=True)

CASES = [
    dict(name="regression, sgd, partial batch", model=mlp(1), x=X, y=Y, compile=dict(optimizer=opt.SGD(0.05), loss="mse", metrics=["mae"]), fit=dict(epochs=3, batch_size=16)),
    dict(name="classes, adam, validation data", model=mlp(), x=X[:32], y=K[:32], val=(X[32:], K[32:]), compile=dict(optimizer=opt.Adam(0.02), loss=SCE, metrics=["accuracy"]), fit=dict(epochs=4, batch_size=8)),
    dict(name="one-hot with softmax, rmsprop, validation split", model=mlp(3, "softmax"), x=X, y=ONE, compile=dict(optimizer=opt.RMSprop(0.01), loss=loss.CategoricalCrossentropy(label_smoothing=0.1), metrics=["accuracy", "top_k_categorical_accuracy"]), fit=dict(epochs=3, batch_size=10, validation_split=0.3)),
    dict(name="bits with sigmoid, nadam, precision and auc", model=mlp(1, "sigmoid"), x=X, y=B, compile=dict(optimizer=opt.Nadam(0.02), loss="binary_crossentropy", metrics=["accuracy", met.AUC(name="auc"), met.Precision(name="precision"), met.Recall(name="recall")]), fit=dict(epochs=3)),
    dict(name="class weights, weighted metrics", model=mlp(), x=X, y=K, compile=dict(optimizer=opt.Adagrad(0.1), loss=SCE, metrics=["accuracy"], weighted_metrics=["accuracy"]), fit=dict(epochs=3, batch_size=12, class_weight={"0": 2.0, "2": 0.5}, validation_split=0.2)),
    dict(name="class weights of one-hot labels", model=mlp(3, "softmax"), x=X, y=ONE, compile=dict(optimizer="sgd", loss="categorical_crossentropy"), fit=dict(epochs=2, class_weight={"0": 2.0, "1": 1.0, "2": 0.5})),
    dict(name="weights of examples, in validation too", model=mlp(1), x=X[:30], y=Y[:30], w=W[:30], val=(X[30:], Y[30:], W[30:]), compile=dict(optimizer=opt.SGD(0.05, momentum=0.9, nesterov=True), loss="mae", metrics=["mse"], weighted_metrics=["mse"]), fit=dict(epochs=3, batch_size=9)),
    dict(name="two outputs, losses by name, weights of losses", model=two_heads(), x=X, y=[K, Y], compile=dict(optimizer=opt.Adam(0.01), loss={"kind": SCE, "size": "mse"}, loss_weights={"kind": 1.0, "size": 0.3}, metrics={"kind": ["accuracy"], "size": ["mae", "mse"]}), fit=dict(epochs=3, batch_size=14)),
    dict(name="two outputs, losses in a list, labels by name", model=two_heads(), x=X[:28], y=[K[:28], Y[:28]], val=(X[28:], [K[28:], Y[28:]]), compile=dict(optimizer=opt.Adamax(0.01), loss=[SCE, "huber"], loss_weights=[0.5, 2.0], metrics=[["accuracy"], ["mae"]]), fit=dict(epochs=2, batch_size=14)),
    dict(name="outputs by name", model=two_heads_by_name(), x=X, y={"kind": K, "size": Y}, compile=dict(optimizer=opt.SGD(0.02), loss={"kind": SCE, "size": "mse"}, metrics={"kind": "accuracy"}), fit=dict(epochs=2, batch_size=14)),
    dict(name="inputs by name", model=two_inputs(), x={"a": X[:, :4], "b": X[:, 4:]}, y=Y, compile=dict(optimizer=opt.Adadelta(0.5), loss="mse"), fit=dict(epochs=3, batch_size=16, validation_split=0.1)),
    dict(name="penalties", model=penalized(), x=X, y=Y, compile=dict(optimizer=opt.SGD(0.05), loss="mse", metrics=["mse"]), fit=dict(epochs=3, batch_size=16, validation_split=0.2)),
    dict(name="batch normalization", model=normed(), x=X, y=Y, compile=dict(optimizer=opt.Adam(0.02), loss="mse"), fit=dict(epochs=4, batch_size=16, validation_split=0.2)),
    dict(name="images", model=cnn(), x=IMG, y=K[:30], compile=dict(optimizer=opt.Adam(0.01), loss="sparse_categorical_crossentropy", metrics=["accuracy"]), fit=dict(epochs=3, batch_size=8)),
    dict(name="sequences with masks and weights of steps", model=words(), x=T, y=TK, w=TW, compile=dict(optimizer=opt.SGD(0.5), loss=SCE, metrics=["accuracy"], weighted_metrics=["sparse_categorical_accuracy"]), fit=dict(epochs=3, batch_size=7)),
    dict(name="sequences to one value", model=words(False), x=T, y=B[:24], compile=dict(optimizer=opt.SGD(0.3, weight_decay=0.01), loss="bce", metrics=["acc"]), fit=dict(epochs=2, batch_size=8)),
    dict(name="steps of an epoch, initial epoch", model=mlp(1), x=X, y=Y, compile=dict(optimizer=opt.SGD(0.05), loss="mse"), fit=dict(epochs=5, initial_epoch=2, batch_size=7, steps_per_epoch=4)),
    dict(name="validation now and then, in steps", model=mlp(1), x=X[:30], y=Y[:30], val=(X[30:], Y[30:]), compile=dict(optimizer=opt.SGD(0.05), loss="log_cosh"), fit=dict(epochs=5, batch_size=10, validation_freq=2, validation_steps=2, validation_batch_size=4)),
    dict(name="validation after some epochs", model=mlp(1), x=X[:30], y=Y[:30], val=(X[30:], Y[30:]), compile=dict(optimizer=opt.SGD(0.0005), loss="mape"), fit=dict(epochs=4, batch_size=10, validation_freq=[1, 4])),
    dict(name="several steps in one execution", model=mlp(1), x=X, y=Y, compile=dict(optimizer=opt.SGD(0.05), loss="mse", metrics=["mae"], steps_per_execution=4), fit=dict(epochs=2, batch_size=8)),
    dict(name="schedule and clipping", model=mlp(), x=X, y=K, compile=dict(optimizer=opt.Adam(opt.schedules.ExponentialDecay(0.05, 4, 0.7), clipnorm=0.4), loss=SCE), fit=dict(epochs=4, batch_size=12)),
    dict(name="accumulated gradients and averages", model=mlp(1), x=X, y=Y, compile=dict(optimizer=opt.Adam(0.02, gradient_accumulation_steps=2, use_ema=True, ema_momentum=0.9), loss="mse"), fit=dict(epochs=3, batch_size=8)),
    dict(name="a frozen layer", model=mlp(1), frozen=[0], x=X, y=Y, compile=dict(optimizer=opt.SGD(0.1), loss="mse"), fit=dict(epochs=3, batch_size=16)),
    dict(name="stops early and restores", model=mlp(1), x=X[:30], y=Y[:30], val=(X[30:], Y[30:]), compile=dict(optimizer=opt.SGD(0.25, momentum=0.3), loss="mse"), fit=dict(epochs=12, batch_size=6), callbacks=[("EarlyStopping", dict(monitor="val_loss", patience=2, restore_best_weights=True))]),
    dict(name="rates by callbacks", model=mlp(1), x=X[:30], y=Y[:30], val=(X[30:], Y[30:]), compile=dict(optimizer=opt.SGD(0.3), loss="mse"), fit=dict(epochs=8, batch_size=6), callbacks=[("ReduceLROnPlateau", dict(monitor="val_loss", factor=0.3, patience=1, min_delta=0.05))]),
    dict(name="divergence and cosine, lion", model=mlp(3, "softmax"), x=X, y=ONE, compile=dict(optimizer=opt.Lion(0.01), loss="kl_divergence", metrics=["cosine_similarity", "categorical_hinge", "poisson"]), fit=dict(epochs=2, batch_size=16)),
    dict(name="crossentropy by shapes", model=mlp(3, "softmax"), x=X, y=K, compile=dict(optimizer="adam", loss="crossentropy", metrics=["acc", "sparse_categorical_crossentropy"]), fit=dict(epochs=2, batch_size=16)),
]  # fmt: skip


def written(value):
    if isinstance(value, (list, tuple)):
        return [written(v) for v in value]
    if isinstance(value, dict):
        return {k: written(v) for k, v in value.items()}
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    return keras.saving.serialize_keras_object(value)


cases = []
for it in CASES:
    model = it["model"]
    for i in it.get("frozen", []):
        model.layers[i].trainable = False
    model.set_weights([f32(R.uniform(0.5, 1.5, size=w.shape)) if "variance" in w.path else f32(R.normal(size=w.shape) * 0.5) for w in model.weights])
    weights = [stored(w) for w in model.get_weights()]
    config = written(it["compile"])
    model.compile(**it["compile"], jit_compile=False)
    fit = dict(it["fit"])
    if "class_weight" in fit:
        fit["class_weight"] = {int(k): v for k, v in fit["class_weight"].items()}
    callbacks = [getattr(keras.callbacks, name)(**args) for name, args in it.get("callbacks", [])]
    history = model.fit(it["x"], it["y"], sample_weight=it.get("w"), validation_data=it.get("val"), shuffle=False, verbose=0, callbacks=callbacks, **fit)
    # Where batches are unequal, Keras's means of the losses of single outputs leave their sizes out.
    size = 14 if len(model.outputs) > 1 else 10
    evaluation = model.evaluate(it["x"], it["y"], sample_weight=it.get("w"), batch_size=size, verbose=0, return_dict=True)
    listed = model.evaluate(it["x"], it["y"], sample_weight=it.get("w"), batch_size=size, verbose=0)
    prediction = model.predict(it["x"], batch_size=11, verbose=0)
    tested = model.test_on_batch(it["x"], it["y"], sample_weight=it.get("w"), return_dict=True)
    trained = model.train_on_batch(it["x"], it["y"], sample_weight=it.get("w"), return_dict=True)
    val = it.get("val") or (None, None)
    cases.append({
        "name": it["name"], "model": json.loads(model.to_json()), "weights": weights, "frozen": it.get("frozen", []),
        "data": {"x": stored(it["x"]), "y": stored(it["y"]), "sample_weight": stored(it.get("w")), "val_x": stored(val[0]), "val_y": stored(val[1]), "val_weight": stored(val[2] if len(val) > 2 else None)},
        "compile": config, "fit": it["fit"], "callbacks": [{"class": n, "args": a} for n, a in it.get("callbacks", [])],
        "history": {k: [float(v) for v in vs] for k, vs in history.history.items()}, "epoch": history.epoch,
        "evaluation": {k: float(v) for k, v in evaluation.items()}, "batch_size": size, "listed": listed if isinstance(listed, list) else [listed],
        "test_on_batch": {k: float(v) for k, v in tested.items()}, "train_on_batch": {k: float(v) for k, v in trained.items()},
        "prediction": stored(prediction), "after": [stored(w) for w in model.get_weights()],
    })  # fmt: skip
    print(it["name"], {k: round(v[-1], 4) for k, v in history.history.items()})
    keras.backend.clear_session()

out = {"versions": {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__}, "cases": cases}
path = pathlib.Path(__file__).parent / "fit.json.gz"
path.write_bytes(gzip.compress(json.dumps(out).encode(), mtime=0))
print(len(cases), "cases", path.stat().st_size, "bytes")
