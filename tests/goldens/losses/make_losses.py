"""Losses of real Keras: values, gradients with respect to the predictions, configurations.

    TF_CPP_MIN_LOG_LEVEL=3 CUDA_VISIBLE_DEVICES="" python3 make_losses.py

needs Keras 3.15 with TensorFlow. Writes losses.json.gz:

    {"versions", "cases": [{"class", "options", "data", "y_true", "y_pred", "mask", "weight", "result",
                            "gradient", "config"}],
     "functions": [{"name", "options", "y_true", "y_pred", "result"}]}

A tensor is {"shape", "dtype", "values"}; numbers that JSON has not are texts. Seed 20261126.
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

R = np.random.default_rng(20261126)
f32 = lambda x: np.asarray(x, "float32")


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def one_hot(i, n):
    return np.eye(n, dtype="float32")[i]


N = 5
LOGITS = f32(R.normal(size=(N, 4)) * 2)
EXTREME = f32([[100, -100, 0, 50], [-100, 100, 0, 1], [0, 0, 0, 0], [1e-3, 30, -30, 2], [5, 5, 5, 5]])
SURE = f32([[1, 0, 0, 0], [0, 1, 0, 0], [0.25, 0.25, 0.25, 0.25], [0, 0, 0.5, 0.5], [1e-9, 1, 0, 0]])
CLASSES = R.integers(0, 4, size=N)
DATA = {
    "numbers": (f32(R.normal(size=(N, 3))), f32(R.normal(size=(N, 3)))),
    "images": (f32(R.normal(size=(2, 3, 2, 2))), f32(R.normal(size=(2, 3, 2, 2)))),
    "list_column": (f32(R.normal(size=N)), f32(R.normal(size=(N, 1)))),
    "column_list": (f32(R.normal(size=(N, 1))), f32(R.normal(size=N))),
    "whole": (R.integers(-3, 4, size=(N, 3)).astype("int32"), f32(R.normal(size=(N, 3)))),
    "positive": (f32(R.uniform(0.1, 2, size=(N, 3))), f32(R.uniform(0.1, 2, size=(N, 3)))),
    "zeros": (f32(R.integers(0, 2, size=(N, 3))), f32(R.integers(0, 2, size=(N, 3)))),
    "probabilities": (f32(R.integers(0, 2, size=(N, 3))), f32(R.uniform(size=(N, 3)))),
    "bits": (R.integers(0, 2, size=(N, 1)).astype("int32"), f32(R.uniform(size=(N, 1)))),
    "bit_logits": (f32(R.integers(0, 2, size=(N, 3))), f32(R.normal(size=(N, 3)) * 30)),
    "signs": (f32(R.choice([-1, 1], size=(N, 3))), f32(R.normal(size=(N, 3)))),
    "onehot": (one_hot(CLASSES, 4), f32(softmax(LOGITS))),
    "onehot_unscaled": (one_hot(CLASSES, 4), f32(R.uniform(0.1, 3, size=(N, 4)))),
    "onehot_logits": (one_hot(CLASSES, 4), LOGITS),
    "onehot_extreme": (one_hot(CLASSES, 4), EXTREME),
    "onehot_sure": (one_hot(CLASSES, 4), SURE),
    "classes": (CLASSES.astype("int32"), f32(softmax(LOGITS))),
    "classes_float": (f32(CLASSES), LOGITS),
    "classes_column": (CLASSES[:, None].astype("int64"), LOGITS),
    "classes_extreme": (CLASSES.astype("uint8"), EXTREME),
    "classes_sure": (CLASSES.astype("int32"), SURE),
    "steps": (R.integers(0, 4, size=(2, 3)).astype("int32"), f32(R.normal(size=(2, 3, 4)))),
    "steps_onehot": (one_hot(R.integers(0, 4, size=(2, 3)), 4), f32(R.normal(size=(2, 3, 4)))),
    "first": (np.moveaxis(one_hot(R.integers(0, 4, size=(2, 3)), 4), -1, 1), f32(R.uniform(0.1, 1, size=(2, 4, 3)))),
    "maps": (f32(R.integers(0, 2, size=(2, 3, 3, 1))), f32(R.uniform(size=(2, 3, 3, 1)))),
    "embeddings": (np.array([0, 1, 0, 1, 2], "int32"), f32(keras.utils.normalize(R.normal(size=(N, 4))))),
    "sequences": (np.array([[1, 2, 0], [2, 1, 1]], "int32"), f32(R.normal(size=(2, 7, 3)))),
    "half": (f32(R.normal(size=(N, 3))), R.normal(size=(N, 3)).astype("float16")),
}  # fmt: skip

NUMBERS = ["numbers", "images", "list_column", "column_list", "whole", "half"]
PLAIN = {
    "MeanSquaredError": NUMBERS,
    "MeanAbsoluteError": NUMBERS,
    "MeanAbsolutePercentageError": NUMBERS + ["zeros"],
    "MeanSquaredLogarithmicError": ["positive", "numbers", "zeros"],
    "LogCosh": NUMBERS,
    "Poisson": ["positive", "zeros", "numbers"],
    "KLDivergence": ["onehot", "probabilities", "positive"],
    "Hinge": ["signs", "probabilities", "numbers"],
    "SquaredHinge": ["signs", "probabilities", "numbers"],
    "CategoricalHinge": ["onehot", "onehot_logits", "signs"],
    "CTC": ["sequences"],
}
OPTIONS = [
    ("Huber", {}, NUMBERS), ("Huber", {"delta": 0.3}, NUMBERS), ("Huber", {"delta": 2.5, "name": "mine"}, ["numbers"]),
    ("CosineSimilarity", {}, ["numbers", "images", "whole"]), ("CosineSimilarity", {"axis": 1}, ["numbers", "images"]), ("CosineSimilarity", {"axis": -2}, ["images"]),
    ("BinaryCrossentropy", {}, ["probabilities", "bits", "zeros", "maps"]),
    ("BinaryCrossentropy", {"from_logits": True}, ["bit_logits", "numbers"]),
    ("BinaryCrossentropy", {"label_smoothing": 0.2}, ["probabilities", "bits"]),
    ("BinaryCrossentropy", {"from_logits": True, "label_smoothing": 0.1, "axis": 0}, ["bit_logits"]),
    ("BinaryFocalCrossentropy", {}, ["probabilities", "bits", "zeros"]),
    ("BinaryFocalCrossentropy", {"apply_class_balancing": True, "alpha": 0.4, "gamma": 1.5}, ["probabilities"]),
    ("BinaryFocalCrossentropy", {"from_logits": True, "label_smoothing": 0.1}, ["numbers_bits"]),
    ("CategoricalCrossentropy", {}, ["onehot", "onehot_unscaled", "onehot_sure"]),
    ("CategoricalCrossentropy", {"from_logits": True}, ["onehot_logits", "onehot_extreme", "steps_onehot"]),
    ("CategoricalCrossentropy", {"label_smoothing": 0.1}, ["onehot", "onehot_sure"]),
    ("CategoricalCrossentropy", {"axis": 1}, ["first"]),
    ("CategoricalFocalCrossentropy", {}, ["onehot", "onehot_unscaled", "onehot_sure"]),
    ("CategoricalFocalCrossentropy", {"alpha": 0.7, "gamma": 1.0, "label_smoothing": 0.1}, ["onehot"]),
    ("CategoricalFocalCrossentropy", {"from_logits": True}, ["onehot_logits", "onehot_extreme"]),
    ("SparseCategoricalCrossentropy", {}, ["classes", "classes_sure"]),
    ("SparseCategoricalCrossentropy", {"from_logits": True}, ["classes_float", "classes_column", "classes_extreme", "steps"]),
    ("SparseCategoricalCrossentropy", {"from_logits": True, "ignore_class": 2}, ["classes_float", "steps"]),
    ("SparseCategoricalCrossentropy", {"ignore_class": 0}, ["classes"]),
    ("CategoricalGeneralizedCrossEntropy", {}, ["classes"]), ("CategoricalGeneralizedCrossEntropy", {"q": 0.9}, ["classes"]), ("CategoricalGeneralizedCrossEntropy", {"q": 0.1}, ["classes"]),
    ("Dice", {}, ["maps", "probabilities"]), ("Dice", {"axis": [1, 2, 3]}, ["maps"]), ("Dice", {"axis": -1}, ["probabilities"]),
    ("Tversky", {}, ["maps", "probabilities"]), ("Tversky", {"alpha": 0.3, "beta": 0.7}, ["maps"]), ("Tversky", {"axis": [1, 2, 3], "alpha": 0.8}, ["maps"]),
    ("Circle", {}, ["embeddings"]), ("Circle", {"gamma": 4.0, "margin": 0.2}, ["embeddings"]), ("Circle", {"gamma": 2.0, "remove_diagonal": False}, ["embeddings"]),
]  # fmt: skip
DATA["numbers_bits"] = (f32(R.integers(0, 2, size=(N, 3))), f32(R.normal(size=(N, 3))))
for name, data in PLAIN.items():
    OPTIONS.append((name, {}, data))


def stored(x):
    x = np.asarray(x)
    text = lambda v: v if np.isfinite(v) else {np.inf: "inf", -np.inf: "-inf"}.get(v, "nan")
    values = [text(v) for v in x.astype("float64").ravel().tolist()]
    return {"shape": list(x.shape), "dtype": str(x.dtype), "values": values}


REDUCTIONS = ["sum_over_batch_size", "sum", None, "mean_with_sample_weight", "mean"]


def weight_for(kind, losses_shape):
    if kind is None:
        return None
    if kind == "rows":
        return f32(R.uniform(0, 2, size=tuple(losses_shape[:1]) + (1,) * (len(losses_shape) - 1)))
    if kind == "full":
        return f32(R.uniform(0, 2, size=losses_shape))
    return f32(0.5)


def case(cls, options, data, weight, mask):
    y_true, y_pred = DATA[data]
    loss = getattr(keras.losses, cls)(**options)
    pred = tf.Variable(y_pred)
    with tf.GradientTape() as tape:
        p = tf.convert_to_tensor(pred)
        if mask is not None:
            p._keras_mask = tf.constant(mask)
        value = loss(tf.constant(y_true), p, sample_weight=weight)
        total = tf.reduce_sum(value)
    gradient = tape.gradient(total, pred)
    return {
        "class": cls, "options": options, "data": data, "y_true": stored(y_true), "y_pred": stored(y_pred),
        "mask": None if mask is None else stored(mask), "weight": None if weight is None else stored(weight),
        "result": stored(value), "gradient": None if gradient is None else stored(gradient), "config": loss.get_config(),
    }  # fmt: skip


cases = []
k = 0
for cls, options, names in OPTIONS:
    for data in names:
        reduce_options = [REDUCTIONS[k % 5], REDUCTIONS[(k + 1) % 5]]
        y_true, y_pred = DATA[data]
        raw = getattr(keras.losses, cls)(**{**options, "reduction": None})(y_true, y_pred)
        for i, reduction in enumerate(["sum_over_batch_size", *reduce_options]):
            kind = [None, "rows", "full", "scalar"][(k + i) % 4]
            if len(raw.shape) == 0:
                kind = None
            if cls == "Circle":
                kind = [None, "rows"][(k + i) % 2]
            own = options if i == 0 else {**options, "reduction": reduction}
            cases.append(case(cls, own, data, weight_for(kind, raw.shape), None))
        k += 1
MASK = np.array([[True, False, True], [True, True, False]])
for cls, options, data in [
    ("SparseCategoricalCrossentropy", {"from_logits": True}, "steps"),
    ("SparseCategoricalCrossentropy", {"from_logits": True, "ignore_class": 1}, "steps"),
    ("CategoricalCrossentropy", {"from_logits": True}, "steps_onehot"),
]:
    for reduction in REDUCTIONS:
        for kind in [None, "rows", "full"]:
            cases.append(case(cls, {**options, "reduction": reduction}, data, weight_for(kind, (2, 3)), MASK))

FUNCTIONS = [
    (n, {}, d)
    for n, d in [
        ("mean_squared_error", "numbers"), ("mean_squared_error", "list_column"), ("mean_absolute_error", "whole"), ("mean_absolute_percentage_error", "numbers"),
        ("mean_squared_logarithmic_error", "positive"), ("log_cosh", "numbers"), ("poisson", "positive"), ("kl_divergence", "onehot"), ("hinge", "probabilities"),
        ("squared_hinge", "signs"), ("categorical_hinge", "onehot"), ("huber", "numbers"), ("cosine_similarity", "numbers"), ("binary_crossentropy", "probabilities"),
        ("binary_focal_crossentropy", "probabilities"), ("categorical_crossentropy", "onehot"), ("categorical_focal_crossentropy", "onehot"),
        ("sparse_categorical_crossentropy", "classes"), ("dice", "maps"), ("tversky", "maps"), ("circle", "embeddings"), ("ctc", "sequences"),
    ]
] + [
    ("huber", {"delta": 0.4}, "images"), ("cosine_similarity", {"axis": 1}, "images"), ("binary_crossentropy", {"from_logits": True, "label_smoothing": 0.3}, "bit_logits"),
    ("binary_focal_crossentropy", {"apply_class_balancing": True, "gamma": 3.0}, "probabilities"), ("categorical_crossentropy", {"from_logits": True}, "onehot_logits"),
    ("categorical_focal_crossentropy", {"gamma": 1.0}, "onehot"), ("sparse_categorical_crossentropy", {"from_logits": True, "ignore_class": 1}, "steps"),
    ("categorical_generalized_cross_entropy", {"q": 0.4}, "classes"), ("dice", {"axis": -1}, "probabilities"), ("tversky", {"alpha": 0.2, "axis": -1}, "probabilities"),
    ("circle", {"gamma": 3.0, "margin": 0.1, "remove_diagonal": False}, "embeddings"),
]  # fmt: skip
functions = []
for name, options, data in FUNCTIONS:
    y_true, y_pred = DATA[data]
    result = getattr(keras.losses, name)(tf.constant(y_true), tf.constant(y_pred), **options)
    functions.append({"name": name, "options": options, "y_true": stored(y_true), "y_pred": stored(y_pred), "result": stored(result)})  # fmt: skip

out = {
    "versions": {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__},
    "cases": cases,
    "functions": functions,
}
path = pathlib.Path(__file__).parent / "losses.json.gz"
path.write_bytes(gzip.compress(json.dumps(out).encode(), mtime=0))
print(len(cases), "cases", len(functions), "functions", path.stat().st_size, "bytes")
