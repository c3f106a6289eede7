"""What Keras 3 writes of calls into the configuration of a graph: which arguments, by position or by
name, what it fills in, how it counts calls of shared and nested models.

    python3 make_calls.py

needs Keras 3.15 with TensorFlow and writes calls.json.gz: "versions", and "cases", each the name of
a case and get_config() of its model.
"""
import gzip
import json
import os
import pathlib

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import keras
import tensorflow as tf
from keras import Input, Model, Sequential, layers

CASES = {}


def case(make):
    keras.utils.clear_session()
    CASES[make.__name__.replace("_", " ")] = make().get_config()


def alone(layer, shape=(4, 3), dtype=None, **call):
    x = Input(shape, dtype=dtype)
    return Model(x, layer(x, **call))


for layer in (
    layers.Activation("relu"),
    layers.AlphaDropout(0.2),
    layers.BatchNormalization(),
    layers.Dense(2),
    layers.Dropout(0.2),
    layers.GaussianDropout(0.2),
    layers.GaussianNoise(0.2),
    layers.GlobalAveragePooling1D(),
    layers.GlobalMaxPooling1D(),
    layers.GRU(2),
    layers.GroupNormalization(3),
    layers.Identity(),
    layers.LayerNormalization(),
    layers.LSTM(2),
    layers.Masking(),
    layers.RNN(layers.LSTMCell(2)),
    layers.SimpleRNN(2),
    layers.Softmax(),
    layers.SpatialDropout1D(0.2),
    layers.SpectralNormalization(layers.Dense(2)),
    layers.Bidirectional(layers.LSTM(2)),
    layers.TimeDistributed(layers.Dense(2)),
    layers.UnitNormalization(),
):
    CASES[f"{type(layer).__name__} alone"] = alone(layer).get_config()


@case
def training_that_is_given():
    return alone(layers.Dropout(0.2), training=True)


@case
def training_of_a_layer_without_a_default():
    return alone(layers.BatchNormalization(), training=False)


@case
def inputs_of_another_type():
    return alone(layers.Dropout(0.2), dtype="int32")


@case
def whole_numbers():
    return alone(layers.Embedding(5, 2), shape=(4,), dtype="int32")


@case
def a_mask_that_is_given():
    x, mask = Input((4, 3)), Input((4,), dtype="bool")
    return Model([x, mask], layers.LSTM(2)(x, mask=mask))


@case
def states_that_are_given():
    x, state = Input((4, 3)), Input((2,))
    return Model([x, state], layers.LSTM(2)(x, initial_state=[state, state]))


@case
def tensors_by_position():
    x, y = Input((4, 3)), Input((5, 3))
    return Model([x, y], layers.MultiHeadAttention(2, 3)(x, y))


@case
def tensors_by_name():
    x, y = Input((4, 3)), Input((5, 3))
    return Model([x, y], layers.MultiHeadAttention(2, 3)(x, value=y, use_causal_mask=True))


@case
def tensors_in_a_list():
    x, y = Input((4, 3)), Input((5, 3))
    return Model([x, y], layers.Attention()([x, y]))


@case
def a_layer_called_twice():
    x, y, dense = Input((3,)), Input((3,)), layers.Dense(3)
    outer = dense(dense(x))
    Model(y, dense(y))
    return Model([x, y], [outer, dense(y)])


@case
def a_graph_inside():
    x, y = Input((3,)), Input((3,))
    inner = Model([x, y], {"a": layers.Add()([x, y]), "b": layers.Subtract()([x, y])})
    a, b = Input((3,)), Input((3,))
    once = inner([a, b])
    twice = inner([once["a"], once["b"]])
    return Model({"p": a, "q": b}, [twice["b"], once["a"]])


@case
def a_stack_inside():
    x, stack = Input((3,)), Sequential([Input((3,)), layers.Dense(3)])
    return Model(x, stack(stack(x)))


golden = {
    "versions": {"keras": keras.__version__, "tensorflow": tf.__version__},
    "cases": [{"name": name, "config": config} for name, config in CASES.items()],
}
data = gzip.compress(json.dumps(golden, separators=(",", ":")).encode(), 9, mtime=0)
(pathlib.Path(__file__).parent / "calls.json.gz").write_bytes(data)
print(len(CASES), "cases,", len(data), "bytes")
