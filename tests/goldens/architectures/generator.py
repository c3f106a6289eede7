"""Numbers that JavaScript can make again bit for bit; make_architectures.py describes them."""
import math

import keras
import numpy as np


def uniform(seed, first, count):
    """Elements first ... first + count - 1 of the stream `seed`: float64 in [-1, 1)."""
    with np.errstate(over="ignore"):
        x = np.arange(first, first + count, dtype=np.uint64).astype(np.uint32)
        x = x * np.uint32(0x9E3779B9) + np.uint32(seed)
        x ^= x >> np.uint32(16)
        x *= np.uint32(0x85EBCA6B)
        x ^= x >> np.uint32(13)
        x *= np.uint32(0xC2B2AE35)
        x ^= x >> np.uint32(16)
    return x.astype(np.float64) / 2.0**31 - 1.0


def fan_of(layer, shape):
    """What a kernel's outputs are sums of, roughly: all axes but the last."""
    return math.prod(shape[:2] if isinstance(layer, keras.layers.DepthwiseConv2D) else shape[:-1])


def owners(layer):
    """Layers by their own weights."""
    found = {}
    for it in layer._flatten_layers():
        for weight in it._trainable_variables + it._non_trainable_variables:
            found[id(weight)] = it
    return found


def set_weights(model, gain, seed=1):
    """Sets every weight; their values."""
    layer_of, first, values = owners(model), 0, []
    for weight in model.weights:
        size = math.prod(weight.shape)
        v = uniform(seed, first, size)
        first += size
        if weight.name == "moving_variance":
            v = 0.5 + np.abs(v)
        elif weight.name == "gamma":
            v = 1.0 + v / 8.0
        elif weight.name in ("bias", "beta", "moving_mean"):
            v = v / 8.0
        elif weight.name != "embeddings":
            v = v * math.sqrt(gain / fan_of(layer_of[id(weight)], weight.shape))
        value = v.astype(np.float32).reshape(weight.shape)
        weight.assign(value)
        values.append(value)
    return values


class Inputs:
    """Inputs of a model, one after another: floats of the stream 2, whole numbers of the stream 3."""

    def __init__(self):
        self.first = {2: 0, 3: 0}

    def draw(self, stream, size):
        v = uniform(stream, self.first[stream], size)
        self.first[stream] += size
        return v

    def floats(self, *shape):
        return self.draw(2, math.prod(shape)).astype(np.float32).reshape(shape)

    def tokens(self, high, *shape, padded=0):
        """Whole numbers from 1 to before `high`; the last `padded` of the last row are 0."""
        v = self.draw(3, math.prod(shape))
        tokens = 1 + np.floor((v + 1.0) / 2.0 * (high - 1)).astype(np.int32).reshape(shape)
        if padded:
            tokens[-1, -padded:] = 0
        return tokens
