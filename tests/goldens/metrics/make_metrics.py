"""What Keras's metrics give over three batches of unequal sizes, and what its metric functions give.

    TF_CPP_MIN_LOG_LEVEL=3 CUDA_VISIBLE_DEVICES="" python tests/goldens/metrics/make_metrics.py

Made with TensorFlow 2.21.0, Keras 3.15.1, NumPy (backend tensorflow, seed 1).
"""

import gzip
import json
import math
import os

import keras
import numpy as np
import tensorflow as tf

from keras.src import backend

RNG = np.random.default_rng(1)
SIZES = [4, 1, 6]


def rounded(x):
    return np.round(np.asarray(x, dtype="float64"), 3).astype("float32")


def softmax(x):
    e = np.exp(x)
    return e / e.sum(-1, keepdims=True)


def one_hot(ids, count):
    return np.eye(count, dtype="float32")[ids]


def batches(make):
    return [make(n) for n in SIZES]


def values(n):
    x = rounded(RNG.normal(size=(n, 3)))
    return {"y_true": x, "y_pred": None}


def line(n):
    return {"y_true": rounded(RNG.normal(size=(n,))), "y_pred": None}


def regression(n):
    return {"y_true": rounded(RNG.normal(size=(n, 3))), "y_pred": rounded(RNG.normal(size=(n, 3)))}


def column(n):
    y = rounded(RNG.normal(size=(n,)))
    return {"y_true": y, "y_pred": rounded(y[:, None] + 0.3 * RNG.normal(size=(n, 1)))}


def positive(n):
    return {
        "y_true": rounded(RNG.uniform(0.1, 1, size=(n, 3))),
        "y_pred": rounded(RNG.uniform(0.1, 1, size=(n, 3))),
    }


def binary(n):
    return {
        "y_true": RNG.integers(0, 2, size=(n, 1)).astype("float32"),
        "y_pred": rounded(RNG.uniform(size=(n, 1))),
    }


def flat(n):
    it = binary(n)
    return {"y_true": it["y_true"][:, 0], "y_pred": it["y_pred"][:, 0]}


def logits(n):
    it = binary(n)
    return {**it, "y_pred": rounded(RNG.normal(size=(n, 1)))}


def labels(n):
    return {
        "y_true": RNG.integers(0, 2, size=(n, 3)).astype("float32"),
        "y_pred": rounded(RNG.uniform(size=(n, 3))),
    }


def signs(n):
    return {
        "y_true": RNG.choice([-1, 1], size=(n, 3)).astype("float32"),
        "y_pred": rounded(RNG.normal(size=(n, 3))),
    }


def onehot(n):
    return {
        "y_true": one_hot(RNG.integers(0, 4, size=n), 4),
        "y_pred": rounded(softmax(RNG.normal(size=(n, 4)))),
    }


def onehot_logits(n):
    it = onehot(n)
    return {**it, "y_pred": rounded(RNG.normal(size=(n, 4)))}


def onehot_steps(n):
    return {
        "y_true": one_hot(RNG.integers(0, 4, size=(n, 2)), 4),
        "y_pred": rounded(softmax(RNG.normal(size=(n, 2, 4)))),
    }


def classes_first(n):
    it = onehot_steps(n)
    return {key: np.moveaxis(x, -1, 1) for key, x in it.items()}


def sparse(n):
    it = onehot(n)
    return {**it, "y_true": RNG.integers(0, 4, size=n).astype("int32")}


def sparse_column(n):
    it = onehot(n)
    return {**it, "y_true": RNG.integers(0, 4, size=(n, 1)).astype("int32")}


def sparse_logits(n):
    it = onehot_logits(n)
    return {**it, "y_true": RNG.integers(0, 4, size=n).astype("int32")}


def sparse_steps(n):
    it = onehot_steps(n)
    return {**it, "y_true": RNG.integers(0, 4, size=(n, 2)).astype("int32")}


def sorted_ids(n):
    ids = np.stack([RNG.permutation(4) for _ in range(n)])
    return {
        "y_true": RNG.integers(0, 4, size=n).astype("int32"),
        "y_pred": ids.astype("int32"),
    }


def ids(n):
    return {
        "y_true": RNG.integers(0, 3, size=n).astype("int32"),
        "y_pred": RNG.integers(0, 3, size=n).astype("int32"),
    }


def image(n):
    return {
        "y_true": RNG.integers(-1, 3, size=(n, 2, 2)).astype("int32"),
        "y_pred": RNG.integers(0, 4, size=(n, 2, 2)).astype("int32"),
    }


def sparse_true_onehot_pred(n):
    it = onehot(n)
    return {**it, "y_true": RNG.integers(0, 4, size=n).astype("int32")}


def onehot_true_sparse_pred(n):
    it = onehot(n)
    return {**it, "y_pred": RNG.integers(0, 4, size=n).astype("int32")}


def masked(n):
    mask = RNG.integers(0, 2, size=(n, 3)).astype("bool")
    mask[:, 0] = True
    return {
        "y_true": RNG.integers(0, 2, size=(n, 3, 2)).astype("float32"),
        "y_pred": rounded(RNG.uniform(size=(n, 3, 2))),
        "mask": mask,
    }


def masked_classes(n):
    it = masked(n)
    return {
        "y_true": RNG.integers(0, 4, size=(n, 3)).astype("int32"),
        "y_pred": rounded(softmax(RNG.normal(size=(n, 3, 4)))),
        "mask": it["mask"],
    }


DATA = {
    make.__name__: batches(make)
    for make in [
        values, line, regression, column, positive, binary, flat, logits, labels, signs, onehot,
        onehot_logits, onehot_steps, classes_first, sparse, sparse_column, sparse_logits,
        sparse_steps, sorted_ids, ids, image, sparse_true_onehot_pred, onehot_true_sparse_pred,
        masked, masked_classes,
    ]
}  # fmt: skip

for batch in DATA["sorted_ids"]:
    batch["y_pred"][:, -1] = (batch["y_pred"][:, -1] + 1) % 4


def weights_for(kind, batch, rng):
    """Weights of a batch: one number, for each sample, for each step, or for each value."""
    shape = (batch["y_true"] if batch["y_pred"] is None else batch["y_pred"]).shape
    n = shape[0]
    if kind == "scalar":
        return rounded(rng.uniform(0.5, 2))
    if kind == "sample":
        return rounded(rng.uniform(0, 2, size=n))
    if kind == "column":
        return rounded(rng.uniform(0, 2, size=(n, 1)))
    if kind == "steps":
        return rounded(rng.uniform(0, 2, size=shape[:2]))
    if kind == "values":
        return rounded(rng.uniform(0, 2, size=shape))
    if kind == "whole":
        return rng.integers(0, 4, size=n).astype("int32")
    if kind == "whole values":
        return rng.integers(0, 4, size=shape).astype("int32")
    raise ValueError(kind)


M = keras.metrics
BOTH = (None, "sample")
SETS = []


def add(name, data, *sets, weights=BOTH):
    for options in sets or ({},):
        for kind in weights:
            SETS.append((name, options, data, kind))


add("Mean", "values", {}, weights=(None, "scalar", "sample", "column", "values"))
add("Mean", "line", {"name": "loss"}, {"dtype": "float32"})
add("Sum", "values", {}, weights=(None, "scalar", "sample", "column", "values"))
add("Sum", "line", {"name": "all"}, {"dtype": "float32"})
for name in ["Accuracy"]:
    add(name, "ids", {}, {"name": "right"}, {"dtype": "float32"})
    add(name, "image", weights=(None, "sample", "steps", "values"))
add("BinaryAccuracy", "binary", {}, {"threshold": 0.3}, {"threshold": 0.7, "name": "b"})
add("BinaryAccuracy", "flat", {})
add("BinaryAccuracy", "labels", {}, weights=(None, "sample", "values"))
add("BinaryAccuracy", "masked", {}, weights=(None, "steps"))
add("CategoricalAccuracy", "onehot", {}, {"name": "c"}, {"dtype": "float32"})
add("CategoricalAccuracy", "onehot_steps", {}, weights=(None, "sample", "steps"))
add("SparseCategoricalAccuracy", "sparse", {}, {"name": "c"}, {"dtype": "float32"})
add("SparseCategoricalAccuracy", "sparse_column", {})
add("SparseCategoricalAccuracy", "sparse_steps", {}, weights=(None, "sample", "steps"))
add("SparseCategoricalAccuracy", "masked_classes", {}, weights=(None, "steps"))
add("TopKCategoricalAccuracy", "onehot", {}, {"k": 2}, {"k": 1, "name": "top"})
add("TopKCategoricalAccuracy", "onehot_steps", {"k": 2}, weights=(None, "sample", "steps"))
add("SparseTopKCategoricalAccuracy", "sparse", {}, {"k": 2}, {"k": 3, "name": "top"})
add("SparseTopKCategoricalAccuracy", "sparse_column", {"k": 2}, weights=(None, "sample"))
add("SparseTopKCategoricalAccuracy", "sparse_steps", {"k": 2}, weights=(None, "sample", "steps"))
add("SparseTopKCategoricalAccuracy", "sorted_ids", {"k": 2, "from_sorted_ids": True})
COUNTS = ["TruePositives", "TrueNegatives", "FalsePositives", "FalseNegatives"]
for name in COUNTS:
    add(name, "binary", {}, {"thresholds": 0.3}, {"thresholds": [0.2, 0.9]})
    add(name, "labels", {"thresholds": [0.0, 0.5, 1.0]}, weights=(None, "sample", "values"))
    add(name, "flat", {"name": "count"})
for name in ["Precision", "Recall"]:
    add(name, "binary", {}, {"thresholds": 0.3}, {"thresholds": [0.2, 0.9]})
    add(name, "labels", {"thresholds": [0.0, 0.25, 0.5, 0.75, 1.0]}, weights=(None, "values"))
    add(name, "labels", {"class_id": 1}, {"top_k": 2, "class_id": 2}, {"top_k": 1})
    add(name, "onehot", {"top_k": 2}, {"thresholds": 0.4, "top_k": 3}, {"class_id": 0})
    add(name, "onehot_steps", {"class_id": 3}, weights=(None, "steps"))
RATES = {
    "SensitivityAtSpecificity": "specificity",
    "SpecificityAtSensitivity": "sensitivity",
    "PrecisionAtRecall": "recall",
    "RecallAtPrecision": "precision",
}
for name, rate in RATES.items():
    add(name, "binary", {rate: 0.5}, {rate: 0.8, "num_thresholds": 20}, {rate: 0.3, "num_thresholds": 1})
    add(name, "labels", {rate: 0.4, "num_thresholds": 7, "class_id": 1})
for curve in ["ROC", "PR", "PRGAIN"]:
    for method in ["interpolation", "majoring", "minoring"]:
        add("AUC", "binary", {"num_thresholds": 9, "curve": curve, "summation_method": method})
add("AUC", "binary", {}, {"thresholds": [0.7, 0.2, 0.3]}, {"thresholds": [0.25, 0.5, 0.75]})
add("AUC", "labels", {"num_thresholds": 5}, weights=(None, "sample", "values"))
add("AUC", "labels", {"num_thresholds": 5, "label_weights": [0.5, 1.0, 2.0]})
MULTI = {"multi_label": True, "num_thresholds": 6}
add("AUC", "labels", MULTI, {**MULTI, "num_labels": 3}, {**MULTI, "label_weights": [0.5, 1.0, 2.0]})
add("AUC", "labels", {"multi_label": True, "thresholds": [0.1, 0.6], "curve": "pr"})
add("AUC", "labels", {**MULTI, "curve": "PR", "label_weights": [0.5, 1.0, 2.0]}, weights=(None, "values"))
add("AUC", "logits", {"from_logits": True, "num_thresholds": 30}, {"from_logits": True, "curve": "PR"})
for average in [None, "micro", "macro", "weighted"]:
    add("F1Score", "labels", {"average": average, "threshold": 0.5})
    add("F1Score", "onehot", {"average": average})
    add("FBetaScore", "labels", {"average": average, "beta": 2.0, "threshold": 0.4})
    add("FBetaScore", "onehot", {"average": average, "beta": 0.5})
WHOLE = (None, "whole")
for target in [[0], [0, 2], [1, 2]]:
    add("IoU", "ids", {"num_classes": 3, "target_class_ids": target}, weights=WHOLE)
add("IoU", "image", {"num_classes": 3, "target_class_ids": [0, 1], "ignore_class": -1}, weights=(None, "whole values"))
add("IoU", "sparse_true_onehot_pred", {"num_classes": 4, "target_class_ids": [1, 3], "sparse_y_pred": False}, weights=WHOLE)
add("IoU", "ids", {"num_classes": 3, "target_class_ids": [0, 2], "dtype": "float32"}, weights=("sample",))
for options in [{}, {"ignore_class": 2}, {"name": "mean"}]:
    add("MeanIoU", "ids", {"num_classes": 3, **options}, weights=WHOLE)
add("MeanIoU", "onehot", {"num_classes": 4, "sparse_y_true": False, "sparse_y_pred": False}, weights=WHOLE)
for options in [{}, {"threshold": 0.3}, {"target_class_ids": [1], "threshold": 0.6}]:
    add("BinaryIoU", "binary", options, weights=WHOLE)
    add("BinaryIoU", "labels", options, weights=(None, "whole values"))
for options in [{"target_class_ids": [0, 3]}, {"target_class_ids": [1], "ignore_class": 0}, {"target_class_ids": [2]}]:
    add("OneHotIoU", "onehot", {"num_classes": 4, **options}, weights=WHOLE)
add("OneHotIoU", "onehot_true_sparse_pred", {"num_classes": 4, "target_class_ids": [0, 1], "sparse_y_pred": True}, weights=WHOLE)
for options in [{}, {"ignore_class": 1}, {"name": "mean"}]:
    add("OneHotMeanIoU", "onehot", {"num_classes": 4, **options}, weights=WHOLE)
add("OneHotMeanIoU", "onehot_true_sparse_pred", {"num_classes": 4, "sparse_y_pred": True}, weights=WHOLE)
for name in ["CosineSimilarity", "PearsonCorrelation", "ConcordanceCorrelation"]:
    add(name, "regression", {}, {"axis": 1}, {"name": "c"})
add("CosineSimilarity", "positive", {"axis": 0}, weights=(None,))
for aggregation in [None, "uniform_average", "variance_weighted_average"]:
    add("R2Score", "regression", {"class_aggregation": aggregation}, weights=(None, "sample", "values"))
add("R2Score", "column", {}, {"num_regressors": 1}, {"num_regressors": 20}, weights=(None, "column"))
for name in ["RootMeanSquaredError", "MeanSquaredError", "MeanAbsoluteError", "LogCoshError", "MeanAbsolutePercentageError"]:
    add(name, "regression", {}, {"name": "e"}, {"dtype": "float32"})
    add(name, "column", {}, weights=(None, "sample", "column"))
    add(name, "regression", {}, weights=("scalar", "column", "values") if name == "RootMeanSquaredError" else ("scalar",))
add("MeanSquaredError", "masked", {}, weights=(None, "steps"))
for name in ["MeanSquaredLogarithmicError", "Poisson", "KLDivergence"]:
    add(name, "positive", {}, {"name": "e"}, {"dtype": "float32"})
for name in ["Hinge", "SquaredHinge"]:
    add(name, "signs", {}, {"name": "h"}, {"dtype": "float32"})
    add(name, "labels", {})
add("CategoricalHinge", "onehot", {}, {"name": "h"}, {"dtype": "float32"})
add("BinaryCrossentropy", "labels", {}, {"label_smoothing": 0.2}, {"name": "b"})
add("BinaryCrossentropy", "logits", {"from_logits": True}, {"from_logits": True, "label_smoothing": 0.1})
add("CategoricalCrossentropy", "onehot", {}, {"label_smoothing": 0.2}, {"name": "c"})
add("CategoricalCrossentropy", "onehot_logits", {"from_logits": True})
add("CategoricalCrossentropy", "classes_first", {"axis": 1}, weights=(None,))
add("SparseCategoricalCrossentropy", "sparse", {}, {"ignore_class": 1}, {"name": "c"})
add("SparseCategoricalCrossentropy", "sparse_logits", {"from_logits": True})
add("SparseCategoricalCrossentropy", "sparse_steps", {}, weights=(None, "sample", "steps"))
WRAPPED = {"fn": "#binary_accuracy"}
add("MeanMetricWrapper", "labels", WRAPPED, {**WRAPPED, "threshold": 0.3}, {**WRAPPED, "name": "mine"})
add("MeanMetricWrapper", "onehot", {"fn": "#top_k_categorical_accuracy", "k": 2})

PAIRS = ["y_true", "y_pred"]
FUNCTIONS = [
    ("binary_accuracy", "labels", {}), ("binary_accuracy", "binary", {"threshold": 0.2}),
    ("binary_crossentropy", "labels", {}), ("binary_crossentropy", "logits", {"from_logits": True}),
    ("binary_crossentropy", "labels", {"label_smoothing": 0.1, "axis": 0}),
    ("binary_focal_crossentropy", "labels", {}),
    ("binary_focal_crossentropy", "labels", {"apply_class_balancing": True, "alpha": 0.4, "gamma": 1.5}),
    ("categorical_accuracy", "onehot", {}), ("categorical_accuracy", "onehot_steps", {}),
    ("categorical_crossentropy", "onehot", {}), ("categorical_crossentropy", "onehot_logits", {"from_logits": True}),
    ("categorical_focal_crossentropy", "onehot", {}), ("categorical_focal_crossentropy", "onehot", {"alpha": 0.5, "gamma": 1.0}),
    ("categorical_hinge", "onehot", {}), ("hinge", "signs", {}), ("squared_hinge", "signs", {}),
    ("concordance_correlation", "regression", {}), ("concordance_correlation", "regression", {"axis": 1}),
    ("pearson_correlation", "regression", {}), ("pearson_correlation", "regression", {"axis": 1}),
    ("huber", "regression", {}), ("huber", "regression", {"delta": 0.5}),
    ("kl_divergence", "positive", {}), ("log_cosh", "regression", {}),
    ("mean_absolute_error", "regression", {}), ("mean_absolute_percentage_error", "regression", {}),
    ("mean_squared_error", "regression", {}), ("mean_squared_logarithmic_error", "positive", {}),
    ("poisson", "positive", {}),
    ("sparse_categorical_accuracy", "sparse", {}), ("sparse_categorical_accuracy", "sparse_column", {}),
    ("sparse_categorical_accuracy", "sparse_steps", {}),
    ("sparse_categorical_crossentropy", "sparse", {}), ("sparse_categorical_crossentropy", "sparse", {"ignore_class": 2}),
    ("sparse_top_k_categorical_accuracy", "sparse", {"k": 2}), ("sparse_top_k_categorical_accuracy", "sparse_column", {}),
    ("sparse_top_k_categorical_accuracy", "sorted_ids", {"k": 1, "from_sorted_ids": True}),
    ("top_k_categorical_accuracy", "onehot", {}), ("top_k_categorical_accuracy", "onehot_steps", {"k": 2}),
]  # fmt: skip


def plain(x):
    """Numbers as JSON has them; what is no number as its name."""
    if isinstance(x, list):
        return [plain(it) for it in x]
    x = float(x)
    if math.isnan(x) or math.isinf(x):
        return str(x)
    return int(x) if x == int(x) else float(f"{x:.9g}")


def array(x):
    x = np.asarray(x)
    kind = str(x.dtype)
    return {"shape": list(x.shape), "dtype": kind, "values": plain(x.astype("float64").ravel().tolist())}


def tensors(batch):
    y_pred = tf.constant(batch["y_pred"])
    if "mask" in batch:
        backend.set_keras_mask(y_pred, tf.constant(batch["mask"]))
    return tf.constant(batch["y_true"]), y_pred


def own(options):
    return {
        key: getattr(M, it[1:]) if isinstance(it, str) and it.startswith("#") else it
        for key, it in options.items()
    }


def configuration(metric):
    config = metric.get_config()
    for key, it in config.items():
        if isinstance(it, tf.Tensor):
            config[key] = it.numpy().tolist()
        elif isinstance(it, tuple):
            config[key] = list(it)
    return json.loads(json.dumps(config))


def run(name, options, data, kind):
    keras.backend.clear_session()
    rng = np.random.default_rng(7)
    metric = getattr(M, name)(**own(options))
    results, weights = [], []
    start = None
    try:
        start = array(metric.result())
    except Exception:
        pass
    for batch in DATA[data]:
        args = [tf.constant(batch["y_true"])] if batch["y_pred"] is None else list(tensors(batch))
        if kind is not None:
            weight = weights_for(kind, batch, rng)
            weights.append(array(weight))
            metric.update_state(*args, sample_weight=tf.constant(weight))
        else:
            metric.update_state(*args)
        results.append(array(metric.result()))
    variables = [{"name": v.name, "path": v.path, **array(v.numpy())} for v in metric.variables]
    config = configuration(metric)
    metric.reset_state()
    assert all(not np.any(v.numpy()) for v in metric.variables)
    return {
        "class": name, "options": options, "data": data, "kind": kind, "weights": weights, "start": start,
        "results": results, "variables": variables, "config": config,
    }  # fmt: skip


def run_function(name, data, options):
    y_true, y_pred = tensors(DATA[data][2])
    return {"name": name, "data": data, "options": options, "result": array(getattr(M, name)(y_true, y_pred, **options))}


goldens = {
    "versions": {"tensorflow": tf.__version__, "keras": keras.__version__, "numpy": np.__version__},
    "data": {
        name: [{key: None if x is None else array(x) for key, x in batch.items()} for batch in all]
        for name, all in DATA.items()
    },
    "cases": [run(*it) for it in SETS],
    "functions": [run_function(*it) for it in FUNCTIONS],
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "metrics.json.gz")
with open(path, "wb") as file:
    with gzip.GzipFile(fileobj=file, mode="wb", mtime=0) as zipped:
        zipped.write(json.dumps(goldens, separators=(",", ":")).encode())
print(len(SETS), "cases,", os.path.getsize(path), "bytes")
