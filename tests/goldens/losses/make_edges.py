"""What losses of real Keras do at their edges: other types, extreme predictions, ranks that differ by
a last axis of length 1, weights and masks of all ranks, logits behind activations; and signatures.

    TF_CPP_MIN_LOG_LEVEL=3 CUDA_VISIBLE_DEVICES="" python3 make_edges.py

needs Keras 3.15 with TensorFlow. Writes edges.json.gz:

    {"versions", "cases": [{"name", "options", "activation", "y_true", "y_pred", "mask", "weight", "result", "gradient"}],
     "signatures": {name: [[parameter, has a default, default]]}, "aliases": {name: original}, "configs": {class: config}}

A case whose name begins with a small letter is a function's, "wrapped" is LossFunctionWrapper with a mean of squares.
A tensor is {"shape", "dtype", "values"}; numbers that JSON has not are texts. Seed 20261127.
"""
import gzip
import inspect
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
from keras.src.losses import losses as source

R = np.random.default_rng(20261127)
f32 = lambda x: np.asarray(x, "float32")
L = keras.losses


def wrapped(**options):
    def squares(y_true, y_pred):
        return tf.reduce_mean(tf.square(y_true - y_pred), -1)

    return source.LossFunctionWrapper(squares, **options)


def stored(x):
    if x is None:
        return None
    x = x.numpy() if hasattr(x, "numpy") else np.asarray(x)
    dtype = str(x.dtype)
    text = lambda v: v if np.isfinite(v) else {np.inf: "inf", -np.inf: "-inf"}.get(v, "nan")
    return {"shape": list(x.shape), "dtype": dtype, "values": [text(v) for v in x.astype("float64").ravel().tolist()]}


cases = []


def case(name, y_true, y_pred, weight=None, mask=None, activation=None, dtype=None, **options):
    make = wrapped if name == "wrapped" else getattr(L, name)
    pred = tf.convert_to_tensor(y_pred)
    if dtype is not None:
        pred = tf.cast(pred, dtype)
    floating = pred.dtype.is_floating
    with tf.GradientTape() as tape:
        if floating:
            tape.watch(pred)
        p = tf.identity(pred)
        if activation:
            p = getattr(keras.activations, activation)(p)
        if mask is not None:
            p._keras_mask = tf.constant(mask)
        if name[0].islower() and name != "wrapped":
            value = make(tf.constant(y_true), p, **options)
        else:
            value = make(**options)(tf.constant(y_true), p, sample_weight=weight)
        total = tf.reduce_sum(value)
    gradient = tape.gradient(total, pred) if floating else None
    cases.append({
        "name": name, "options": options, "activation": activation, "y_true": stored(y_true), "y_pred": stored(pred),
        "mask": stored(mask), "weight": stored(weight), "result": stored(value), "gradient": stored(gradient),
    })  # fmt: skip


N = 4
TABLE = (f32(R.normal(size=(N, 3))), f32(R.normal(size=(N, 3))))
SHARES = (f32(R.integers(0, 2, size=(N, 3))), f32(R.uniform(0.05, 0.95, size=(N, 3))))
POSITIVE = (f32(R.uniform(0.2, 2, size=(N, 3))), f32(R.uniform(0.2, 2, size=(N, 3))))
CLASSES = R.integers(0, 3, size=N).astype("int32")
ONE_HOT = np.eye(3, dtype="float32")[CLASSES]
LOGITS = f32(R.normal(size=(N, 3)) * 3)
SUMS_TO_ONE = f32(np.exp(LOGITS) / np.exp(LOGITS).sum(-1, keepdims=True))
FAR = f32([[100, -100, 0], [-100, 100, 50], [0, 0, 0], [30, -30, 100]])
ENDS = f32([[1, 0, 0], [0, 1, 0], [0.5, 0.5, 0], [1, 1, 0]])
BITS = f32([[1, 0, 1], [1, 0, 0], [0, 1, 1], [0, 0, 1]])

REGRESSION = [
    "mean_squared_error", "mean_absolute_error", "mean_absolute_percentage_error", "mean_squared_logarithmic_error",
    "huber", "log_cosh", "cosine_similarity", "poisson", "kl_divergence", "hinge", "squared_hinge", "categorical_hinge", "dice", "tversky",
]  # fmt: skip
CLASSES_OF = {
    "mean_squared_error": "MeanSquaredError", "mean_absolute_error": "MeanAbsoluteError", "mean_absolute_percentage_error": "MeanAbsolutePercentageError",
    "mean_squared_logarithmic_error": "MeanSquaredLogarithmicError", "huber": "Huber", "log_cosh": "LogCosh", "cosine_similarity": "CosineSimilarity",
    "poisson": "Poisson", "kl_divergence": "KLDivergence", "hinge": "Hinge", "squared_hinge": "SquaredHinge", "categorical_hinge": "CategoricalHinge",
    "dice": "Dice", "tversky": "Tversky",
}  # fmt: skip

# Functions of predictions of other types; classes that compute in them.
for name in REGRESSION:
    data = POSITIVE if name in ("poisson", "mean_squared_logarithmic_error") else SHARES if name in ("kl_divergence", "dice", "tversky") else TABLE
    # In half floats, Keras's divergence overflows beside labels of 0, and its cosine has one digit.
    half = (SHARES[1], f32(1 - SHARES[1])) if name == "kl_divergence" else data
    case(name, *half, dtype="float16")
    if name != "cosine_similarity":
        case(name, *half, dtype="bfloat16")
    case(name, *data, dtype="float64")
    case(CLASSES_OF[name], *data, dtype="float16", reduction="sum")
    case(name, *data)
case("binary_crossentropy", *SHARES, dtype="float64")
case("binary_crossentropy", BITS, LOGITS, from_logits=True, dtype="float16")
case("categorical_crossentropy", ONE_HOT, LOGITS, from_logits=True, dtype="float16")
case("sparse_categorical_crossentropy", CLASSES, LOGITS, from_logits=True, dtype="float16")
case("categorical_generalized_cross_entropy", CLASSES, SUMS_TO_ONE, q=0.3, dtype="float64")
case("ctc", np.array([[1, 2, 0], [2, 2, 1]], "int32"), f32(R.normal(size=(2, 7, 3))), dtype="float16")

# Extreme predictions.
for options in [{}, {"label_smoothing": 0.2}]:
    case("BinaryCrossentropy", BITS, ENDS, reduction="none", **options)
    case("BinaryCrossentropy", BITS, FAR, from_logits=True, reduction="none", **options)
    case("CategoricalCrossentropy", ONE_HOT, ENDS, reduction="none", **options)
    case("CategoricalCrossentropy", ONE_HOT, FAR, from_logits=True, reduction="none", **options)
    case("BinaryFocalCrossentropy", BITS, ENDS, reduction="none", **options)
    case("BinaryFocalCrossentropy", BITS, FAR, from_logits=True, reduction="none", **options)
    case("CategoricalFocalCrossentropy", ONE_HOT, ENDS, reduction="none", **options)
    case("CategoricalFocalCrossentropy", ONE_HOT, FAR, from_logits=True, reduction="none", **options)
case("SparseCategoricalCrossentropy", CLASSES, ENDS, reduction="none")
case("SparseCategoricalCrossentropy", CLASSES, FAR, from_logits=True, reduction="none")
case("LogCosh", BITS, FAR, reduction="none")
case("KLDivergence", BITS, ENDS, reduction="none")
case("Poisson", BITS, np.abs(ENDS), reduction="none")
case("Dice", np.zeros_like(BITS), np.zeros_like(BITS), reduction="none")
case("CosineSimilarity", np.zeros_like(BITS), ENDS, reduction="none")
# Predictions of activations, whose logits Keras takes.
case("BinaryCrossentropy", BITS, FAR, activation="sigmoid", reduction="none")
case("CategoricalCrossentropy", ONE_HOT, FAR, activation="softmax", reduction="none")
case("SparseCategoricalCrossentropy", CLASSES, FAR, activation="softmax", reduction="none")
case("BinaryFocalCrossentropy", BITS, FAR, activation="sigmoid", reduction="none")
case("CategoricalFocalCrossentropy", ONE_HOT, LOGITS, activation="softmax", reduction="none")
case("MeanSquaredError", BITS, LOGITS, activation="sigmoid", reduction="none")

# Ranks that differ by a last axis of length 1.
COLUMN = (f32(R.uniform(0.1, 0.9, size=(N, 1))), f32(R.uniform(0.1, 0.9, size=(N, 1))))
STEPS = (f32(R.uniform(0.1, 0.9, size=(2, 3, 1))), f32(R.uniform(0.1, 0.9, size=(2, 3, 1))))
for name in [*CLASSES_OF.values(), "BinaryCrossentropy", "BinaryFocalCrossentropy", "wrapped"]:
    for a, b in [COLUMN, STEPS]:
        case(name, a[..., 0], b, reduction="none")
        case(name, a, b[..., 0], reduction="none")
case("SparseCategoricalCrossentropy", CLASSES[:, None], LOGITS, from_logits=True, reduction="none")
case("SparseCategoricalCrossentropy", f32(CLASSES), LOGITS, from_logits=True, reduction="none")
case("Circle", np.array([[0], [1], [0], [2]], "int32"), f32(keras.utils.normalize(R.normal(size=(N, 3)))), gamma=2.0, reduction="none")

# Weights and masks.
LONG = (f32(R.normal(size=(2, 3, 4))), f32(R.normal(size=(2, 3, 4))))
MASK = np.array([[True, False, True], [False, False, True]])
W = lambda *shape: f32(R.uniform(0.2, 2, size=shape))
for reduction in ["sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "none"]:
    case("MeanSquaredError", *TABLE, weight=W(N), reduction=reduction)
    case("MeanSquaredError", *TABLE, weight=W(N, 1), reduction=reduction)
    case("MeanSquaredError", *TABLE, weight=f32(0.3), reduction=reduction)
    case("MeanSquaredError", *TABLE, weight=np.array([1, 0, 2, 3], "int32"), reduction=reduction)
    case("MeanAbsoluteError", *LONG, weight=W(2, 3), reduction=reduction)
    case("MeanAbsoluteError", *LONG, weight=W(2, 1), reduction=reduction)
    case("MeanAbsoluteError", *LONG, weight=W(2, 3, 1), reduction=reduction)
    case("Huber", *LONG, mask=MASK, reduction=reduction)
    case("Huber", *LONG, mask=MASK, weight=W(2, 3), reduction=reduction)
    case("LogCosh", *LONG, mask=MASK, weight=W(2, 1), reduction=reduction)
    case("MeanSquaredError", *LONG, mask=np.zeros((2, 3), bool), reduction=reduction)
    case("BinaryCrossentropy", BITS, SHARES[1], mask=np.array([True, False, True, True]), weight=W(N), reduction=reduction)
    case("CTC", np.array([[1, 2, 0], [2, 2, 1]], "int32"), f32(R.normal(size=(2, 7, 3))), weight=W(2), reduction=reduction)
    case("Dice", *SHARES, weight=f32(0.7), reduction=reduction)
    case("MeanSquaredError", np.zeros((0, 3), "float32"), np.zeros((0, 3), "float32"), reduction=reduction)
case("ctc", np.array([[1, 0, 0], [2, 2, 1]], "int32"), f32(R.normal(size=(2, 5, 4)) * 20))
case("ctc", np.array([[1, 1], [3, 2]], "int64"), f32(R.normal(size=(2, 9, 4))), dtype="float64")

# Functions of options.
UNIT = f32(keras.utils.normalize(R.normal(size=(N, 3))))
MAPS = (f32(R.integers(0, 2, size=(2, 3, 2, 1))), f32(R.uniform(0.05, 0.95, size=(2, 3, 2, 1))))
BLOCK = (np.eye(3, dtype="float32")[R.integers(0, 3, size=(2, 4))], f32(R.normal(size=(2, 4, 3))))
for options in [{"delta": 0.0}, {"delta": 0.4}, {"delta": 3.0}]:
    case("huber", *TABLE, **options)
for options in [{"axis": 0}, {"axis": 1}, {"axis": -2}]:
    case("cosine_similarity", *LONG, **options)
for options in [{"label_smoothing": 0.3}, {"axis": 0}, {"from_logits": True, "label_smoothing": 1.0}]:
    case("binary_crossentropy", BITS, LOGITS if "from_logits" in options else SHARES[1], **options)
for options in [{"gamma": 0.0}, {"apply_class_balancing": True, "alpha": 0.7}, {"from_logits": True, "gamma": 1.5, "label_smoothing": 0.2}, {"axis": 0, "apply_class_balancing": True}]:
    case("binary_focal_crossentropy", BITS, LOGITS if "from_logits" in options else SHARES[1], **options)
for options in [{"label_smoothing": 0.2}, {"axis": 1}, {"from_logits": True, "axis": 1}, {"from_logits": True, "label_smoothing": 0.5, "axis": -1}]:
    case("categorical_crossentropy", BLOCK[0], BLOCK[1] if "from_logits" in options else f32(np.exp(BLOCK[1])), **options)
for options in [{"alpha": 0.6}, {"gamma": 0.5, "label_smoothing": 0.2}, {"from_logits": True, "gamma": 3.0}, {"axis": 1}]:
    case("categorical_focal_crossentropy", BLOCK[0], BLOCK[1] if "from_logits" in options else f32(np.exp(BLOCK[1])), **options)
for options in [{"ignore_class": 0}, {"ignore_class": -1}, {"from_logits": True, "ignore_class": 2}, {"from_logits": True, "axis": 1}]:
    labels = np.array([-1, 0, 1, 2], "int64") if options.get("ignore_class") == -1 else CLASSES
    case("sparse_categorical_crossentropy", labels, LOGITS if "from_logits" in options else SUMS_TO_ONE, **options)
for q in [0.2, 0.5, 0.99]:
    case("categorical_generalized_cross_entropy", CLASSES, SUMS_TO_ONE, q=q)
for options in [{"axis": 0}, {"axis": [1, 2]}, {"axis": [-1, -2, -3]}]:
    case("dice", *MAPS, **options)
    case("tversky", *MAPS, alpha=0.3, **options)
case("tversky", *MAPS, beta=2.0)
for options in [{}, {"gamma": 2.0}, {"margin": 0.1, "gamma": 10.0}, {"remove_diagonal": False, "gamma": 1.0}]:
    case("circle", np.array([0, 1, 0, 1], "int32"), UNIT, **options)
# Batches that are spread over each other where the last axes are alike.
for name in ["MeanSquaredError", "LogCosh", "Poisson", "Hinge", "KLDivergence", "Tversky"]:
    case(name, SHARES[0][:1], SHARES[1], reduction="none")
    case(name, SHARES[0], SHARES[1][:1], weight=W(N) if name != "Tversky" else None)
case("MeanAbsoluteError", f32(0.5), SHARES[1], reduction="none")
case("MeanSquaredError", *TABLE, weight=W(1))

signatures, aliases, configs = {}, {}, {}
for name in dir(L):
    value = getattr(L, name)
    if name.startswith("_") or not callable(value):
        continue
    parameters = inspect.signature(value).parameters.values()
    signatures[name] = [[p.name, p.default is not p.empty, None if p.default is p.empty else p.default] for p in parameters]
    if inspect.isclass(value) and name != "Reduction":
        configs[name] = value().get_config()
LEGACY = ["KLD", "MAE", "MAPE", "MSE", "MSLE", "kld", "kullback_leibler_divergence", "logcosh", "mae", "mape", "mse", "msle"]
import keras._tf_keras.keras.losses as legacy  # noqa: E402

for name in LEGACY:
    aliases[name] = getattr(legacy, name).__name__

out = {
    "versions": {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__},
    "cases": cases, "signatures": signatures, "aliases": aliases, "configs": configs,
}  # fmt: skip
path = pathlib.Path(__file__).parent / "edges.json.gz"
path.write_bytes(gzip.compress(json.dumps(out).encode(), mtime=0))
print(len(cases), "cases", len(signatures), "signatures", path.stat().st_size, "bytes")
