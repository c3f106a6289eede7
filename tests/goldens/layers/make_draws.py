"""Writes draws.json: what Keras's layers draw after set_random_seed, each by itself.

    TF_CPP_MIN_LOG_LEVEL=3 python3 tests/goldens/layers/make_draws.py

Keras 3.15.1, TensorFlow 2.21.0, NumPy 2.4. For each layer the beginning of each weight, of the
outputs of two calls in training, and what an initializer that comes after it draws: nothing is
handed over but the seed.
"""
import json
import pathlib

import keras
import numpy as np
from keras import layers

SEED = 11
DROPS = {"dropout": 0.2, "recurrent_dropout": 0.2}
DRAWN = {"gamma_initializer": "random_normal", "beta_initializer": "random_uniform"}
IMAGE = [4, 5, 3]

# Class, arguments, shape of an example; inner layers are pairs.
CASES = [
    ("Dense", {"units": 3}, [4]),
    ("EinsumDense", {"equation": "ab,bc->ac", "output_shape": 3, "bias_axes": "c"}, [4]),
    ("Conv1D", {"filters": 2, "kernel_size": 2}, [5, 3]),
    ("Conv2D", {"filters": 2, "kernel_size": 2, "groups": 2}, [5, 5, 4]),
    ("Conv3D", {"filters": 2, "kernel_size": 2}, [4, 4, 4, 2]),
    ("Conv1DTranspose", {"filters": 2, "kernel_size": 2}, [5, 3]),
    ("Conv2DTranspose", {"filters": 2, "kernel_size": 2}, [4, 4, 3]),
    ("Conv3DTranspose", {"filters": 2, "kernel_size": 2}, [3, 3, 3, 2]),
    ("SeparableConv1D", {"filters": 2, "kernel_size": 2}, [5, 3]),
    ("SeparableConv2D", {"filters": 2, "kernel_size": 2}, [5, 5, 3]),
    ("DepthwiseConv1D", {"kernel_size": 2}, [5, 3]),
    ("DepthwiseConv2D", {"kernel_size": 2}, [5, 5, 3]),
    ("PReLU", {"alpha_initializer": "random_normal"}, [4]),
    ("BatchNormalization", DRAWN, [4]),
    ("LayerNormalization", DRAWN, [4]),
    ("GroupNormalization", {"groups": 2, **DRAWN}, [4]),
    ("SpectralNormalization", {"layer": ("Dense", {"units": 3})}, [4]),
    ("ConvLSTM1D", {"filters": 2, "kernel_size": 2, **DROPS}, [3, 5, 2]),
    ("ConvLSTM2D", {"filters": 2, "kernel_size": 2, "dropout": 0.2}, [3, 4, 4, 2]),
    ("ConvLSTM3D", {"filters": 1, "kernel_size": 2, "recurrent_dropout": 0.3}, [2, 3, 3, 3, 2]),
    ("LSTM", {"units": 3, **DROPS}, [4, 2]),
    ("GRU", {"units": 3, **DROPS}, [4, 2]),
    ("SimpleRNN", {"units": 3, **DROPS}, [4, 2]),
    ("SimpleRNN", {"units": 3, "dropout": 0.2, "seed": 5}, [4, 2]),
    ("Bidirectional", {"layer": ("LSTM", {"units": 2, "dropout": 0.3})}, [4, 2]),
    ("Bidirectional", {"layer": ("SimpleRNN", {"units": 2, "dropout": 0.3})}, [4, 2]),
    (
        "Bidirectional",
        {
            "layer": ("GRU", {"units": 2}),
            "backward_layer": ("LSTM", {"units": 2, "go_backwards": True}),
        },
        [4, 2],
    ),
    (
        "RNN",
        {
            "cell": [
                ("LSTMCell", {"units": 2, "dropout": 0.3}),
                ("GRUCell", {"units": 3}),
                ("SimpleRNNCell", {"units": 2, "recurrent_dropout": 0.2}),
            ]
        },
        [4, 2],
    ),
    ("RNN", {"cell": ("SimpleRNNCell", {"units": 2, "dropout": 0.2})}, [4, 2]),
    ("TimeDistributed", {"layer": ("Dropout", {"rate": 0.4})}, [4, 3]),
    ("TimeDistributed", {"layer": ("Dense", {"units": 2})}, [4, 3]),
    ("Dropout", {"rate": 0.4}, [7]),
    ("AlphaDropout", {"rate": 0.4}, [7]),
    ("GaussianDropout", {"rate": 0.4}, [7]),
    ("GaussianNoise", {"stddev": 0.4}, [7]),
    ("SpatialDropout1D", {"rate": 0.4}, [4, 7]),
    ("SpatialDropout2D", {"rate": 0.4}, [3, 3, 7]),
    ("SpatialDropout3D", {"rate": 0.4}, [2, 2, 2, 7]),
    ("RandomFlip", {}, IMAGE),
    ("RandomRotation", {"factor": 0.3}, IMAGE),
    ("RandomZoom", {"height_factor": 0.3}, IMAGE),
    ("RandomTranslation", {"height_factor": 0.3, "width_factor": 0.2}, IMAGE),
    ("RandomContrast", {"factor": 0.3}, IMAGE),
    ("RandomBrightness", {"factor": 0.3}, IMAGE),
    ("RandomCrop", {"height": 2, "width": 3}, IMAGE),
    ("RandomGrayscale", {"factor": 0.5}, IMAGE),
    ("RandomInvert", {}, IMAGE),
    ("RandomPosterization", {"factor": [2, 8]}, IMAGE),
    ("RandomColorJitter", {"brightness_factor": 0.2, "contrast_factor": 0.4, "saturation_factor": 0.3,
                           "hue_factor": 0.2, "value_range": [0, 1]}, IMAGE),
    ("RandomHue", {"factor": 0.3, "value_range": [0, 1]}, IMAGE),
    ("RandomSaturation", {"factor": 0.3, "value_range": [0, 1]}, IMAGE),
    ("RandomSharpness", {"factor": 0.3, "value_range": [0, 1]}, IMAGE),
    ("RandomColorDegeneration", {"factor": 0.3, "value_range": [0, 1]}, IMAGE),
    ("Solarization", {"addition_factor": 0.5, "value_range": [0, 1]}, IMAGE),
    ("RandomErasing", {"scale": [0.3, 0.8], "value_range": [0, 1]}, IMAGE),
    ("RandomShear", {"x_factor": 0.6, "y_factor": 0.3}, IMAGE),
    ("RandomGaussianBlur", {"value_range": [0, 1]}, IMAGE),
    ("MultiHeadAttention", {"num_heads": 2, "key_dim": 3, "dropout": 0.2}, [4, 5]),
    (
        "GroupQueryAttention",
        {"head_dim": 3, "num_query_heads": 4, "num_key_value_heads": 2, "dropout": 0.2},
        [4, 5],
    ),
    ("Attention", {"use_scale": True, "dropout": 0.3}, [4, 5]),
    ("AdditiveAttention", {"dropout": 0.3}, [4, 5]),
]

# How layers of several inputs are called; others take the one, in training.
CALLS = {
    "Dense": lambda it, x: it(x),
    "MultiHeadAttention": lambda it, x: it(x, x, training=True),
    "GroupQueryAttention": lambda it, x: it(x, x, training=True),
    "Attention": lambda it, x: it([x, x], training=True),
    "AdditiveAttention": lambda it, x: it([x, x], training=True),
}


def made(value):
    if isinstance(value, tuple):
        name, args = value
        return getattr(layers, name)(**{key: made(it) for key, it in args.items()})
    return [made(it) for it in value] if isinstance(value, list) else value


def beginning(array, count):
    return [float(f"{it:.7g}") for it in np.asarray(array).ravel()[:count]]


def drawn(name, args, shape):
    keras.utils.set_random_seed(SEED)
    size = 3 * int(np.prod(shape))
    x = np.abs(np.sin(np.arange(size) * 1.7)).astype("float32").reshape([3, *shape])
    layer = made((name, args))
    call = CALLS.get(name, lambda it, x: it(x, training=True))
    outputs = [beginning(call(layer, x), 12) for _ in range(2)]
    after = beginning(keras.initializers.RandomUniform()(shape=[3]), 3)
    weights = [beginning(it, 6) for it in layer.get_weights()]
    return {
        "class": name,
        "args": args,
        "shape": shape,
        "weights": weights,
        "outputs": outputs,
        "after": after,
    }


if __name__ == "__main__":
    path = pathlib.Path(__file__).with_name("draws.json")
    path.write_text(json.dumps([drawn(*it) for it in CASES]) + "\n")
