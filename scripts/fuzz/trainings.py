"""Makes random trainings judged by Keras: whole programs that begin with set_random_seed, of which
nothing is handed over but the seed. Initial weights, the order of examples, dropout and noise are
drawn by whoever replays them.

    python scripts/fuzz/trainings.py --seed 1 --count 200 --out trainings.json.gz

One JSON line a case: layers, optimizer, loss, metrics and arguments of fit, and what comes out, the
history, the beginning of each weight, and predictions. Beside each number stands its noise: how far
it moves when the inputs move by a millionth, so that a training that amplifies roundings counts for
what it is. Written with Keras 3.15.1, TensorFlow 2.21.0, NumPy 2.4.
"""

import argparse
import gzip
import json
import os
import random

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import keras  # noqa: E402
import numpy as np  # noqa: E402
from keras import layers  # noqa: E402

NUDGE = 1e-6
ACTIVATIONS = ["relu", "tanh", "sigmoid", "elu", "selu", "softplus", "gelu", "silu", "linear",
               "softsign", "hard_sigmoid", "leaky_relu", "relu6", "mish"]
INITIALIZERS = ["glorot_uniform", "glorot_normal", "he_normal", "he_uniform", "lecun_normal",
                "lecun_uniform", "random_normal", "random_uniform", "truncated_normal",
                "variance_scaling", "orthogonal"]
REGULARIZERS = [None, None, ["L2", {"l2": 0.01}], ["L1", {"l1": 0.005}],
                ["L1L2", {"l1": 0.001, "l2": 0.01}]]
CONSTRAINTS = [None, None, None, ["MaxNorm", {"max_value": 1.0}], ["NonNeg", {}], ["UnitNorm", {}]]
OPTIMIZERS = [["SGD", {"learning_rate": 0.05}],
              ["SGD", {"learning_rate": 0.02, "momentum": 0.9}],
              ["SGD", {"learning_rate": 0.02, "momentum": 0.9, "nesterov": True}],
              ["Adam", {"learning_rate": 0.01}], ["Adam", {"learning_rate": 0.01, "amsgrad": True}],
              ["RMSprop", {"learning_rate": 0.005}],
              ["RMSprop", {"learning_rate": 0.005, "centered": True, "momentum": 0.5}],
              ["Adagrad", {"learning_rate": 0.05}], ["Adadelta", {"learning_rate": 1.0}],
              ["Adamax", {}], ["Nadam", {}], ["AdamW", {"weight_decay": 0.01}],
              ["Ftrl", {"learning_rate": 0.05}], ["Lion", {"learning_rate": 0.002}],
              ["Adafactor", {}], ["Lamb", {"learning_rate": 0.01}]]
EXTRAS = [{"clipnorm": 0.5}, {"clipvalue": 0.1}, {"global_clipnorm": 1.0},
          {"use_ema": True, "ema_momentum": 0.9, "ema_overwrite_frequency": 3},
          {"gradient_accumulation_steps": 2}, {"weight_decay": 0.02}]
BETWEEN = [["Dropout", {"rate": 0.1}], ["Dropout", {"rate": 0.5}], ["GaussianNoise", {"stddev": 0.1}],
           ["GaussianDropout", {"rate": 0.2}], ["AlphaDropout", {"rate": 0.2}],
           ["ActivityRegularization", {"l2": 0.01}], ["BatchNormalization", {"momentum": 0.9}],
           ["LayerNormalization", {}], ["GroupNormalization", {"groups": 1}], ["PReLU", {}],
           ["LeakyReLU", {}], ["ELU", {}]]
# Units and activation of the outputs, losses, metrics.
TASKS = {
    "binary": (1, "sigmoid",
               ["binary_crossentropy", "hinge", "binary_focal_crossentropy", "mse"],
               ["accuracy", "AUC", "Precision", "Recall", "binary_accuracy"]),
    "classes": (3, "softmax", ["sparse_categorical_crossentropy"],
                ["accuracy", "sparse_top_k_categorical_accuracy"]),
    "numbers": (2, "linear", ["mse", "mae", "huber", "log_cosh", "cosine_similarity", "mape"],
                ["mae", "mse", "R2Score", "RootMeanSquaredError", "cosine_similarity"]),
    "one_hot": (3, "softmax", ["categorical_crossentropy", "kl_divergence", "categorical_hinge",
                               "categorical_focal_crossentropy"],
                ["accuracy", "CategoricalAccuracy", "AUC", "F1Score"]),
}


class Maker:
    """What one case is made of."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def one(self, choices):
        return self.random.choice(choices)

    def upto(self, low, high):
        return self.random.randint(low, high)

    def often(self, share):
        return self.random.random() < share

    def between(self):
        return [self.one(BETWEEN)] if self.often(0.6) else []

    def dense(self):
        return ["Dense", {
            "units": self.upto(1, 9), "activation": self.one(ACTIVATIONS),
            "kernel_initializer": self.one(INITIALIZERS), "use_bias": self.often(0.8),
            "kernel_regularizer": self.one(REGULARIZERS), "bias_regularizer": self.one(REGULARIZERS),
            "kernel_constraint": self.one(CONSTRAINTS)}]

    def recurrent(self, sequences):
        name = self.one(["LSTM", "GRU", "SimpleRNN"])
        own = {"GRU": {"reset_after": self.often(0.7)}, "LSTM": {"unit_forget_bias": self.often(0.7)}}
        return [name, {
            "units": self.upto(1, 6), "return_sequences": sequences,
            "dropout": self.one([0, 0, 0.2]), "recurrent_dropout": self.one([0, 0, 0, 0.2]),
            "go_backwards": self.often(0.2), "kernel_initializer": self.one(INITIALIZERS),
            **own.get(name, {})}]

    def vectors(self):
        stack = [layer for _ in range(self.upto(1, 3)) for layer in [self.dense(), *self.between()]]
        return [self.upto(1, 7)], stack

    def images(self):
        stack = [[self.one(["Conv2D", "SeparableConv2D"]), {
            "filters": self.upto(1, 5), "kernel_size": self.upto(1, 3),
            "padding": self.one(["same", "valid"]), "strides": self.one([1, 1, 2]),
            "activation": self.one(ACTIVATIONS)}], *self.between()]
        if self.often(0.4):
            stack.append(["SpatialDropout2D", {"rate": 0.2}])
        stack.append([self.one(["MaxPooling2D", "AveragePooling2D"]),
                      {"pool_size": 2, "padding": self.one(["same", "valid"])}])
        if self.often(0.4):
            stack.append(["DepthwiseConv2D", {"kernel_size": 2, "padding": "same",
                                              "depth_multiplier": self.upto(1, 2)}])
        if self.often(0.3):
            stack.append(["Conv2DTranspose", {"filters": 2, "kernel_size": 3, "strides": 2,
                                              "padding": "same"}])
        last = self.one(["Flatten", "GlobalAveragePooling2D", "GlobalMaxPooling2D"])
        return [self.one([7, 8]), self.one([6, 9]), self.upto(1, 3)], [*stack, [last, {}]]

    def sequences(self):
        stack = []
        if self.often(0.4):
            stack.append(["Conv1D", {"filters": self.upto(1, 4), "kernel_size": 2,
                                     "padding": self.one(["same", "causal"]),
                                     "dilation_rate": self.upto(1, 2)}])
        if self.often(0.3):
            stack += [self.recurrent(True), *self.between()]
        last = self.recurrent(False)
        if self.often(0.3):
            last = ["Bidirectional",
                    {"layer": last, "merge_mode": self.one(["concat", "sum", "mul", "ave"])}]
        return [self.upto(2, 6), self.upto(1, 4)], [*stack, last]

    def texts(self):
        masked = self.often(0.4)
        stack = [["Embedding", {"input_dim": 11, "output_dim": self.upto(1, 5), "mask_zero": masked}]]
        last = [["GlobalAveragePooling1D", {}], ["LSTM", {"units": 3}], ["GRU", {"units": 4}],
                ["SimpleRNN", {"units": 3}]] + ([] if masked else [["Flatten", {}]])
        return [self.upto(2, 6)], [*stack, self.one(last)]

    def case(self):
        kind = self.one(["vectors", "vectors", "images", "sequences", "sequences", "texts"])
        shape, stack = getattr(self, kind)()
        task = self.one(list(TASKS))
        units, activation, losses, metrics = TASKS[task]
        name, args = self.one(OPTIMIZERS)
        fit = {"epochs": self.upto(1, 3), "batch_size": self.one([3, 5, 8, 16, 64]),
               "shuffle": self.one([True, True, "batch", False])}
        if self.often(0.4):
            fit["validation_split"] = self.one([0.2, 0.4])
        weights = self.one(["class", "sample", None, None, None])
        if weights == "class" and task in ("numbers", "one_hot"):
            weights = None
        return {"kind": kind, "shape": shape, "task": task, "examples": self.upto(5, 40),
                "layers": [*stack, ["Dense", {"units": units, "activation": activation}]],
                "loss": self.one(losses),
                "metrics": sorted(self.random.sample(metrics, self.upto(0, len(metrics)))),
                "optimizer": [name, {**args, **(self.one(EXTRAS) if self.often(0.3) else {})}],
                "fit": fit, "weights": weights, "draws": self.upto(0, 2**32 - 1)}


def data(case, nudge):
    """Examples, labels and weights of examples; trainings.ts makes the same."""
    count, size = case["examples"], int(np.prod(case["shape"]))
    numbers = np.sin(np.arange(count * size) * 1.7) * 2
    x = (numbers * (1 + nudge)).astype("float32").reshape([count, *case["shape"]])
    if case["kind"] == "texts":
        x = np.floor(np.abs(numbers) * 5).astype("int32").reshape([count, *case["shape"]])
    classes = np.floor(np.abs(np.sin(np.arange(count) * 2.3)) * 2.999).astype("int32")
    y = {"binary": lambda: (classes > 0).astype("float32")[:, None],
         "classes": lambda: classes,
         "one_hot": lambda: np.eye(3, dtype="float32")[classes],
         "numbers": lambda: np.cos(np.arange(2 * count) * 1.1).astype("float32").reshape(count, 2),
         }[case["task"]]()
    weights = (np.abs(np.sin(np.arange(count) * 0.7)) + 0.1).astype("float32")
    return x, y, weights if case["weights"] == "sample" else None


def made(pair, module):
    name, args = pair
    inner = {"kernel_regularizer": keras.regularizers, "bias_regularizer": keras.regularizers,
             "kernel_constraint": keras.constraints, "layer": layers}
    return getattr(module, name)(**{
        key: made(it, inner[key]) if key in inner and it is not None else it
        for key, it in args.items()})


def outcome(case, nudge):
    """All numbers that come out, by name."""
    keras.backend.clear_session()
    keras.utils.set_random_seed(case["draws"])
    dtype = "int32" if case["kind"] == "texts" else None
    model = keras.Sequential([keras.Input(tuple(case["shape"]), dtype=dtype),
                              *(made(it, layers) for it in case["layers"])])
    model.compile(made(case["optimizer"], keras.optimizers), case["loss"], metrics=case["metrics"])
    x, y, weights = data(case, nudge)
    classes = {0: 1.0, 1: 2.0, 2: 0.5} if case["weights"] == "class" else None
    history = model.fit(x, y, sample_weight=weights, class_weight=classes, verbose=0, **case["fit"])
    found = {f"history {key}": it for key, it in history.history.items()}
    for i, it in enumerate(model.get_weights()):
        found[f"weight {i}"] = it.ravel()[:8]
    found["predictions"] = model.predict(x[:3], verbose=0)
    return {key: np.asarray(it, "float64").ravel() for key, it in found.items()}


def judged(seed):
    """A case with what comes out of it, or its error."""
    case = {"seed": seed, **Maker(seed).case()}
    try:
        plain, nudged = outcome(case, 0), outcome(case, NUDGE)
    except Exception as error:  # whatever Keras refuses
        return {**case, "error": f"{type(error).__name__}: {error}"[:300]}
    noise = {key: np.abs(nudged[key] - it) for key, it in plain.items()}
    text = {key: [[f"{a:.7g}", f"{b:.1g}"] for a, b in zip(it, noise[key])]
            for key, it in plain.items()}
    return {**case, "outcome": text}


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    with gzip.open(options.out, "wt") as file:
        for place in range(options.count):
            file.write(json.dumps(judged(options.seed * 100_000 + place)) + "\n")
            file.flush()
