"""Recurrences by Keras's rnn function, and its LSTM and GRU layers, for tests/functions/recurrent.

Python 3.11, TensorFlow 2.21.0, Keras 3.15.1: python recurrent.py > recurrent.json
"""

import itertools
import json
import os

os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import numpy as np
import tensorflow as tf
from keras.src.backend.tensorflow.rnn import rnn

BATCH, LENGTH, FEATURES, UNITS = 2, 4, 3, 2
MASK = [[True, False, True, False], [False, True, True, True]]


def numbers(shape, seed):
    count = int(np.prod(shape))
    return tf.constant(np.sin(1.7 * np.arange(count) + seed).reshape(shape), tf.float64)


def plain(value):
    return [plain(it) for it in value] if isinstance(value, (list, tuple)) else (
        {"shape": list(value.shape), "values": np.array(value).ravel().tolist()}
    )


def weighted(tensors):
    return tf.add_n([tf.reduce_sum(it * numbers(it.shape, 50 + i)) for i, it in enumerate(tensors)])


results = {"rnn": [], "layers": []}
choices = itertools.product([False, True], [False, True], [False, True], [False, True])
for backwards, masked, zeros, everything in choices:
    if zeros and not masked:
        continue
    x = numbers([BATCH, LENGTH, FEATURES], 1)
    w = numbers([FEATURES, UNITS], 2)
    r = numbers([UNITS, UNITS], 3)
    h = numbers([BATCH, UNITS], 4)

    def step(inputs, states):
        new = tf.tanh(inputs @ w + states[0] @ r)
        return 2.0 * new, [new]

    with tf.GradientTape() as tape:
        tape.watch([x, w, r, h])
        last, outputs, states = rnn(
            step,
            x,
            [h],
            go_backwards=backwards,
            mask=tf.constant(MASK) if masked else None,
            zero_output_for_mask=zeros,
            return_all_outputs=everything,
        )
        loss = weighted([last, outputs, states[0]])
    results["rnn"].append({
        "goBackwards": backwards,
        "mask": masked,
        "zeroOutputForMask": zeros,
        "returnAllOutputs": everything,
        "lastOutput": plain(last),
        "outputs": plain(outputs),
        "state": plain(states[0]),
        "gradients": plain(tape.gradient(loss, [x, w, r, h])),
    })

for name, gates, options in [
    ("lstm", 4, {}),
    ("gru", 3, {"reset_after": True}),
    ("gru", 3, {"reset_after": False}),
]:
    kind = keras.layers.LSTM if name == "lstm" else keras.layers.GRU
    layer = kind(UNITS, return_sequences=True, return_state=True, dtype="float64", **options)
    x = numbers([BATCH, LENGTH, FEATURES], 1)
    states = [numbers([BATCH, UNITS], 10 + i) for i in range(2 if name == "lstm" else 1)]
    layer.build(x.shape)
    both = name == "gru" and options["reset_after"]
    bias = [2, gates * UNITS] if both else [gates * UNITS]
    layer.set_weights([
        numbers([FEATURES, gates * UNITS], 2),
        numbers([UNITS, gates * UNITS], 3),
        numbers(bias, 4),
    ])
    weights = [it.value for it in layer.trainable_weights]
    with tf.GradientTape() as tape:
        tape.watch([x, *states])
        given = layer(x, initial_state=states)
        loss = weighted(given)
    results["layers"].append({
        "name": name,
        "resetAfter": options.get("reset_after", False),
        "results": plain(list(given)),
        "gradients": plain([tf.convert_to_tensor(it) for it in tape.gradient(loss, [x, *weights, *states])]),
    })

results["versions"] = {"tensorflow": tf.__version__, "keras": keras.__version__}
print(json.dumps(results))
