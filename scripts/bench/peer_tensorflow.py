"""TensorFlow: tf.function for everything but what a case wants eager; Keras's optimizers."""

import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import tensorflow as tf  # noqa: E402 -- the log level has to be set before

import peer_data as data  # noqa: E402

VERSIONS = {"tensorflow": tf.__version__, "keras": tf.keras.__version__}


def start(threads):
    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(1)


def seeded(seed, shape):
    return tf.constant(data.numbers(seed, shape))


def tensor_work(run):
    return {"run": run, "check": [data.project(run().numpy())]}


def matmul(work):
    a, b = (seeded(seed, (work["size"],) * 2) for seed in (data.LEFT, data.RIGHT))
    turned = {"transpose_a": work["transposeA"], "transpose_b": work["transposeB"]}
    return tensor_work(lambda: tf.matmul(a, b, **turned))


def conv(work):
    x, w = seeded(data.LEFT, work["input"]), seeded(data.RIGHT, work["filter"])
    dy = seeded(data.IMAGES, work["output"])
    options = {"strides": [1, 1, 1, 1], "padding": work["padding"].upper()}
    raw = tf.raw_ops
    if work["pass"] == "forward":
        graph = tf.function(lambda x, w: raw.Conv2D(input=x, filter=w, **options))
        return tensor_work(lambda: graph(x, w))
    if work["pass"] == "filter":
        graph = tf.function(lambda x, dy: raw.Conv2DBackpropFilter(
            input=x, filter_sizes=work["filter"], out_backprop=dy, **options))
        return tensor_work(lambda: graph(x, dy))
    graph = tf.function(lambda w, dy: raw.Conv2DBackpropInput(
        input_sizes=work["input"], filter=w, out_backprop=dy, **options))
    return tensor_work(lambda: graph(w, dy))


def make_model(model, pool):
    layers = tf.keras.layers
    if model == "mlp":
        return tf.keras.Sequential([layers.Dense(256, activation="relu"), layers.Dense(10)])
    pooling = layers.MaxPooling2D if pool == "max" else layers.AveragePooling2D
    return tf.keras.Sequential([
        layers.Conv2D(6, 5, padding="same", activation="sigmoid"), pooling(2),
        layers.Conv2D(16, 5, activation="sigmoid"), pooling(2), layers.Flatten(),
        layers.Dense(120, activation="sigmoid"), layers.Dense(84, activation="sigmoid"),
        layers.Dense(10),
    ])


def trainer(work):
    images, _, labels = data.training_batch(work["model"], work["batch"])
    x, y = tf.constant(images), tf.constant(labels)
    net = make_model(work["model"], work["pool"])
    net.build(x.shape)
    net.set_weights(data.initial_weights(work["model"]))
    kind = tf.keras.optimizers.SGD if work["optimizer"] == "sgd" else tf.keras.optimizers.Adam
    optimizer = kind(work["rate"])
    optimizer.build(net.trainable_variables)

    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            losses = tf.nn.softmax_cross_entropy_with_logits(y, net(x, training=True))
            loss = tf.reduce_mean(losses)
        gradients = tape.gradient(loss, net.trainable_variables)
        optimizer.apply_gradients(zip(gradients, net.trainable_variables))
        return loss

    return lambda: step(x, y).numpy()


def run_chain(x, a, b, count):
    y = x
    for i in range(count):
        y = y * a if i % 3 == 0 else y + b if i % 3 == 1 else tf.abs(y)
    return y


def chain(work):
    x, a, b = (seeded(s, (work["size"],) * 2) for s in (data.IMAGES, data.LEFT, data.RIGHT))
    steps = lambda x, a, b: run_chain(x, a, b, work["operations"])
    run = tf.function(steps) if work["mode"] == "graph" else steps
    return tensor_work(lambda: run(x, a, b))


def scalar(_):
    a, b = tf.constant(1.5), tf.constant(2.0)
    run = lambda: (a + b).numpy()
    return {"run": run, "check": [data.project([run()])]}


def compiling(work):
    if work["what"] == "mlp":
        first = lambda: float(trainer(data.MLP_SGD)())
        return {"run": first, "check": [first()], "limit": 10}
    columns = iter(range(100, 1_000_000))

    def first():
        shape = (8, next(columns))
        x, a, b = (seeded(s, shape) for s in (data.IMAGES, data.LEFT, data.RIGHT))
        return tf.function(lambda x, a, b: run_chain(x, a, b, work["operations"]))(x, a, b).numpy()

    return {"run": first, "check": [data.project(first())], "limit": 50}


def prepare(work):
    if work["kind"] == "train":
        return data.training_work(trainer(work), work["checkStep"])
    kinds = {"matmul": matmul, "conv": conv, "chain": chain, "scalar": scalar, "compile": compiling}
    make = kinds.get(work["kind"])
    return make(work) if make else None
