"""What a case is made of: arrays that are drawn when it is recorded, nested objects, options.

Arrays are drawn from the generator of their case, so that a new case changes no other.
"""
import keras
import numpy as np


class Floats:
    """Normal numbers; `put` sets parts afterwards: {index: value}."""

    def __init__(self, *shape, put=None, dtype="float32", scale=1.0):
        self.shape, self.put, self.dtype, self.scale = shape, put or {}, dtype, scale

    def draw(self, rng):
        values = np.asarray(rng.normal(size=self.shape) * self.scale).astype(self.dtype)
        for index, value in self.put.items():
            values[index] = value
        return values


class Within:
    """Numbers between two limits, each as likely."""

    def __init__(self, *shape, low=0.0, high=1.0):
        self.shape, self.low, self.high = shape, low, high

    def draw(self, rng):
        return rng.uniform(self.low, self.high, size=self.shape).astype("float32")


class Ints:
    """Whole numbers from `low` to before `high`; `put` as above."""

    def __init__(self, *shape, low=0, high=7, put=None, dtype="int32"):
        self.shape, self.low, self.high = shape, low, high
        self.put, self.dtype = put or {}, dtype

    def draw(self, rng):
        values = rng.integers(self.low, self.high, size=self.shape).astype(self.dtype)
        for index, value in self.put.items():
            values[index] = value
        return values


class Given:
    """An array as it is written here."""

    def __init__(self, values, dtype):
        self.values, self.dtype = values, dtype

    def draw(self, _rng):
        return np.array(self.values, dtype=self.dtype)


def mask(*rows):
    """A mask by rows of digits: mask("110", "100")."""
    return Given([[digit == "1" for digit in row] for row in rows], "bool")


class Nested:
    """A layer, cell, regularizer ... among the options of a layer."""

    def __init__(self, class_name, **args):
        self.class_name, self.args = class_name, args

    def make(self):
        for module in (keras.layers, keras.regularizers, keras.constraints, keras.initializers):
            if hasattr(module, self.class_name):
                return getattr(module, self.class_name)(**made(self.args))
        raise KeyError(self.class_name)


class Case:
    """Options of the layer, inputs, what else the call gets, masks that the inputs carry.

    `second` asks for a second call; `compiled` runs the layer through XLA, which knows layouts that
    TensorFlow's own kernels for processors do not; `gradients` is False where Keras's are wrong.
    """

    def __init__(
        self,
        name,
        args,
        inputs,
        call=None,
        input_mask=None,
        second=False,
        compiled=False,
        gradients=True,
    ):
        self.name, self.args, self.inputs = name, args, inputs
        self.call, self.input_mask = call or {}, input_mask
        self.second, self.compiled, self.gradients = second, compiled, gradients


def over(function, tree):
    """Lists, tuples (as lists) and dictionaries with `function` of each leaf."""
    if isinstance(tree, (list, tuple)):
        return [over(function, it) for it in tree]
    if isinstance(tree, dict):
        return {key: over(function, it) for key, it in tree.items()}
    return function(tree)


def drawn(tree, rng):
    """Its arrays; what is no array stays."""
    return over(lambda it: it.draw(rng) if hasattr(it, "draw") else it, tree)


def made(args):
    """Options with their nested objects; tuples stay tuples."""

    def make(it):
        if isinstance(it, Nested):
            return it.make()
        if isinstance(it, (list, tuple)):
            return type(it)(make(part) for part in it)
        if isinstance(it, dict):
            return {key: make(part) for key, part in it.items()}
        return it

    return make(args)


def written(args):
    """Options as JSON."""

    def write(it):
        if isinstance(it, Nested):
            return {"className": it.class_name, "args": written(it.args)}
        return it

    return over(write, args)
