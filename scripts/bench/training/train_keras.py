"""Keras's fit, on the back end that KERAS_BACKEND names; data in NumPy arrays, in their order."""

import os
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras  # noqa: E402 -- the log level has to be set before

import peer_data  # noqa: E402
import train_data  # noqa: E402

BACKEND = keras.backend.backend()


def version():
    if BACKEND == "jax":
        import jax

        return jax.__version__
    import tensorflow as tf

    return tf.__version__


VERSIONS = {"keras": keras.__version__, BACKEND: version()}
layers = keras.layers


def start(threads):
    if BACKEND == "jax":
        import jax

        os.environ["NPROC"] = str(threads)
        jax.config.update("jax_platforms", "cpu")
        return
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(1)


def layers_of(work):
    activation = work["activation"]
    if work["model"] == "mlp":
        return [layers.Dense(256, activation="relu"), layers.Dense(10)]
    if work["model"] == "lenet":
        return [
            layers.Conv2D(6, 5, padding="same", activation=activation), layers.AveragePooling2D(2),
            layers.Conv2D(16, 5, activation=activation), layers.AveragePooling2D(2),
            layers.Flatten(), layers.Dense(120, activation=activation),
            layers.Dense(84, activation=activation), layers.Dense(10),
        ]
    if work["model"] == "digits":
        return [
            layers.Conv2D(16, 3, activation="relu"), layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(2), layers.Flatten(), layers.Dense(10),
        ]
    return [layers.LSTM(64), layers.Dense(10)]


class Clock(keras.callbacks.Callback):
    """Notes when epochs end."""

    def __init__(self):
        super().__init__()
        self.ends = []

    def on_epoch_end(self, epoch, logs=None):
        self.ends.append(time.perf_counter())


def prepare(work):
    keras.backend.clear_session()
    x, y = train_data.examples(work)
    net = keras.Sequential([keras.Input(work["input"]), *layers_of(work)])
    net.set_weights(peer_data.initial_weights(work["model"]))
    kind = keras.optimizers.SGD if work["optimizer"] == "sgd" else keras.optimizers.Adam
    net.compile(
        optimizer=kind(work["rate"]),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"] if work["accuracy"] else [],
    )
    options = {"batch_size": work["batch"], "shuffle": False, "verbose": 0}
    history = net.fit(x, y, epochs=2, **options).history

    def timed():
        clock = Clock()
        net.fit(x, y, epochs=1 + train_data.TIMED_EPOCHS, callbacks=[clock], **options)
        return [1e3 * (b - a) / work["steps"] for a, b in zip(clock.ends, clock.ends[1:])]

    return {"run": timed, "timed": timed, "check": history["loss"]}
