"""Losses of the programs in examples/ by real Keras: the same models, batches and weights.

    TF_CPP_MIN_LOG_LEVEL=3 CUDA_VISIBLE_DEVICES="" python3 make_examples.py

needs Keras 3.15 with TensorFlow. Nothing is shuffled and nothing is drawn: weights are set by
`prepare`, which tests/examples/examples_test.ts does in the same way. Writes losses.json:

    {"versions", "losses": {example: {"examples" (rows for training), "epochs", "losses" (by epoch)}}}
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
from keras import ops

HERE = pathlib.Path(__file__).parent
EPOCHS = 2
RUNS = {}


def prepare(weights):
    """Weight number j of rank 2 and more: sin(k * k + j) / sqrt(fan in); others keep their zeros."""
    for j, w in enumerate(weights):
        if len(w.shape) >= 2:
            size = int(np.prod(w.shape))
            k = np.arange(size, dtype="float64")
            values = np.sin(k * k + j) / np.sqrt(size / w.shape[-1])
            w.assign(values.reshape(w.shape).astype("float32"))


def example(examples):
    def register(f):
        RUNS[f.__name__] = (examples, f)
        return f

    return register


def digits(examples, keep=lambda y: y >= 0):
    file = json.loads(gzip.decompress((HERE.parent / "datasets/digits.json.gz").read_bytes()))
    x, y = (np.reshape(file[it]["values"], file[it]["shape"]) for it in "xy")
    rows = [it for it in file["permutation"][: -file["test"]] if keep(y[it])][:examples]
    return (x[rows].astype("float32") / 16).reshape(-1, 8, 8, 1), y[rows].astype("uint8")


def fit(model, x, y, **kwargs):
    return model.fit(x, y, epochs=EPOCHS, shuffle=False, verbose=0, **kwargs).history["loss"]


SPARSE = "sparse_categorical_crossentropy"
LOGITS = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
Adam = keras.optimizers.Adam
IMAGE = (8, 8, 1)


@example(256)
def sequential(n):
    model = keras.Sequential([keras.Input(IMAGE), L.Flatten(), L.Dense(64, "relu"), L.Dense(32, "relu"), L.Dense(10, "softmax")])
    model.compile("adam", SPARSE)
    prepare(model.trainable_weights)
    return fit(model, *digits(n))


@example(256)
def functional(n):
    x, y = digits(n)
    image = keras.Input(IMAGE)
    flat = L.Flatten()(image)
    first = L.Dense(32, "relu")(flat)
    both = L.Add()([first, L.Dense(32, "relu")(first)])
    model = keras.Model(image, [L.Dense(10, "softmax")(both), L.Dense(1)(flat)])
    model.compile(Adam(0.002), [SPARSE, "mse"], loss_weights=[1, 0.5])
    prepare(model.trainable_weights)
    return fit(model, x, [y, x.mean((1, 2, 3)).reshape(-1, 1)])


@example(256)
def subclassing(n):
    class Linear(L.Layer):
        def __init__(self, units):
            super().__init__()
            self.units = units

        def build(self, shape):
            self.w = self.add_weight(shape=(shape[-1], self.units))
            self.b = self.add_weight(shape=(self.units,), initializer="zeros")

        def call(self, x):
            return x @ self.w + self.b

    class Perceptron(keras.Model):
        def __init__(self):
            super().__init__()
            self.flatten, self.hidden, self.last = L.Flatten(), Linear(48), Linear(10)

        def call(self, x):
            hidden = ops.relu(self.hidden(self.flatten(x)))
            self.add_loss(0.001 * ops.mean(hidden**2))
            return self.last(hidden)

    model = Perceptron()
    model(np.zeros((1, *IMAGE), "float32"))
    model.compile("adam", LOGITS)
    prepare(model.trainable_weights)
    return fit(model, *digits(n))


@example(256)
def training_loop(n):
    model = keras.Sequential([keras.Input(IMAGE), L.Flatten(), L.Dense(64, "relu"), L.Dense(10)])
    optimizer = keras.optimizers.SGD(0.1, momentum=0.9)
    prepare(model.trainable_weights)
    losses = []
    for _ in range(EPOCHS):
        mean = keras.metrics.Mean()
        for x, y in tf.data.Dataset.from_tensor_slices(digits(n)).batch(32):
            with tf.GradientTape() as tape:
                loss = LOGITS(y, model(x, training=True))
            optimizer.apply(tape.gradient(loss, model.trainable_weights), model.trainable_weights)
            mean.update_state(loss)
        losses.append(float(mean.result()))
    return losses


@example(128)
def transfer(n):
    low, high = digits(n, lambda y: y < 5), digits(n, lambda y: y >= 5)
    base = keras.Sequential([
        keras.Input(IMAGE), L.Conv2D(16, 3, padding="same", activation="relu"), L.MaxPooling2D(2),
        L.Conv2D(32, 3, activation="relu"), L.Flatten(),
    ])  # fmt: skip

    def with_head():
        image = keras.Input(IMAGE)
        return keras.Model(image, L.Dense(5, "softmax")(base(image)))

    losses = []

    def train(model, rate, x, y):
        model.compile(Adam(rate), SPARSE)
        losses.extend(fit(model, x, y))

    first = with_head()
    prepare(first.trainable_weights)
    train(first, 0.003, *low)
    base.trainable = False
    second = with_head()
    prepare(second.layers[-1].trainable_weights)
    train(second, 0.003, high[0], high[1] - 5)
    base.trainable = True
    train(second, 0.0003, high[0], high[1] - 5)
    return losses


@example(256)
def convnet(n):
    model = keras.Sequential([
        keras.Input(IMAGE), L.Conv2D(16, 3, padding="same", activation="relu"),
        L.Conv2D(32, 3, padding="same", activation="relu"), L.MaxPooling2D(2), L.Flatten(), L.Dense(10, "softmax"),
    ])  # fmt: skip
    model.compile(Adam(0.003), SPARSE)
    prepare(model.trainable_weights)
    return fit(model, *digits(n))


@example(256)
def autoencoder(n):
    x, _ = digits(n)
    kept = (np.arange(x.size) * 7919 % 101 % 10 >= 3).astype("float32").reshape(x.shape)
    same = {"padding": "same", "activation": "relu"}
    model = keras.Sequential([
        keras.Input(IMAGE), L.Conv2D(16, 3, **same), L.MaxPooling2D(2, padding="same"), L.Conv2D(16, 3, **same),
        L.Conv2DTranspose(16, 3, strides=2, **same), L.Conv2D(1, 3, padding="same", activation="sigmoid"),
    ])  # fmt: skip
    model.compile(Adam(0.003), "mse")
    prepare(model.trainable_weights)
    return fit(model, x * kept, x)


@example(256)
def metric_learning(n):
    x, y = digits(n)
    partners = []
    for row in range(len(y)):
        other = (row + 1) % len(y)
        while (y[other] == y[row]) != (row % 2 == 0):
            other = (other + 1) % len(y)
        partners.append(other)
    same = (np.arange(len(y)) % 2 == 0).astype("float32").reshape(-1, 1)
    embedding = keras.Sequential([keras.Input(IMAGE), L.Flatten(), L.Dense(64, "relu"), L.Dense(8)])
    first, second = keras.Input(IMAGE), keras.Input(IMAGE)
    apart = ops.square(embedding(first) - embedding(second))
    model = keras.Model([first, second], ops.sqrt(ops.maximum(ops.sum(apart, 1, keepdims=True), 1e-7)))
    contrastive = lambda s, d: ops.mean(s * d**2 + (1 - s) * ops.maximum(1 - d, 0) ** 2)
    model.compile(Adam(0.002), contrastive)
    prepare(embedding.trainable_weights)
    return fit(model, [x, x[partners]], same)


@example(200)
def time_series(n):
    t = np.arange(n)
    values = (np.sin(t / 20) + 0.5 * np.sin(t / 3) + 0.2 * (t * 7919 % 101 / 101 - 0.5)).astype("float32")
    rows = np.stack([values[i : i + 25] for i in range(n - 24)])
    data = tf.data.Dataset.from_tensor_slices((rows[:, :24, None], rows[:, 24:])).batch(32)
    model = keras.Sequential([keras.Input((24, 1)), L.LSTM(16), L.Dense(1)])
    model.compile(Adam(0.01), "mse")
    prepare(model.trainable_weights)
    return model.fit(data, epochs=EPOCHS, verbose=0).history["loss"]


@example(256)
def addition(n):
    characters = "0123456789+ "
    pairs = [divmod(i * 7919 % 10000, 100) for i in range(n)]
    numbered = lambda texts: np.array([[characters.index(it) for it in text] for text in texts], "int32")
    x = np.eye(12, dtype="float32")[numbered([f"{a}+{b}".ljust(5) for a, b in pairs])]
    y = numbered([str(a + b).ljust(3) for a, b in pairs])
    model = keras.Sequential([
        keras.Input((5, 12)), L.LSTM(64), L.RepeatVector(3), L.LSTM(64, return_sequences=True), L.Dense(12, "softmax"),
    ])  # fmt: skip
    model.compile(Adam(0.005), SPARSE)
    prepare(model.trainable_weights)
    return fit(model, x, y)


@example(256)
def structured_data(n):
    day = np.arange(n)
    temperature = 10 + day * 37 % 251 / 10
    kind = day * 7919 % 101 % 4
    appeal = temperature - np.array([0, 4, 12, 7])[kind] + np.where(day % 7 >= 5, 6, 0)
    weather = np.array(["sun", "cloud", "rain", "wind"])[kind]
    temperature = temperature.astype("float32").reshape(-1, 1)
    normalized, lookup = L.Normalization(), L.StringLookup(output_mode="one_hot")
    normalized.adapt(temperature)
    lookup.adapt(weather)
    parts = [normalized(temperature), tf.cast(lookup(weather), "float32"), L.CategoryEncoding(7, "one_hot")(day % 7)]
    x = np.concatenate([np.asarray(it) for it in parts], 1)
    model = keras.Sequential([keras.Input((x.shape[1],)), L.Dense(16, "relu"), L.Dense(1, "sigmoid")])
    model.compile(Adam(0.01), "binary_crossentropy")
    prepare(model.trainable_weights)
    return fit(model, x, (appeal > 18).astype("float32").reshape(-1, 1))


@example(128)
def image_folders(n):
    x, y = digits(n, lambda y: y < 4)
    model = keras.Sequential([
        keras.Input(IMAGE), L.Rescaling(1 / 255), L.Conv2D(16, 3, activation="relu"), L.GlobalMaxPooling2D(),
        L.Dense(4, "softmax"),
    ])  # fmt: skip
    model.compile(Adam(0.01), SPARSE)
    prepare(model.trainable_weights)
    return fit(model, x * 255, y)


@example(44)
def text_classification(n):
    sentences = json.loads((HERE.parents[2] / "examples/sentences.json").read_text())
    texts = [text for text, _ in sentences][:n]
    y = np.array([[label] for _, label in sentences][:n], "float32")
    vectorize = L.TextVectorization(output_sequence_length=10)
    vectorize.adapt(texts)
    model = keras.Sequential([
        keras.Input((10,), dtype="int32"), L.Embedding(vectorize.vocabulary_size(), 16), L.GlobalAveragePooling1D(),
        L.Dense(1, "sigmoid"),
    ])  # fmt: skip
    model.compile(keras.optimizers.SGD(1.0, momentum=0.9), "binary_crossentropy")
    prepare(model.trainable_weights)
    return fit(model, np.asarray(vectorize(texts)), y, batch_size=8)


losses = {}
for name, (count, run) in RUNS.items():
    losses[name] = {"examples": count, "epochs": EPOCHS, "losses": [float(it) for it in run(count)]}
versions = {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__}
(HERE / "losses.json").write_text(json.dumps({"versions": versions, "losses": losses}, indent=1) + "\n")
