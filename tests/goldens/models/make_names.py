"""Names that real Keras gives over a long session.

    python3 make_names.py

needs Keras 3.15. Writes names.json: after each step, the names of the objects it made and the paths of
their weights. tests/models/names_test.ts takes the same steps.
"""
import json
import os
import pathlib

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import keras
import numpy as np
from keras import Input, Model, Sequential
from keras.layers import Dense, Flatten, Layer

steps = []


def step(name, *objects):
    made = []
    for it in objects:
        layers = [layer.name for layer in it.layers] if hasattr(it, "layers") else []
        paths = [weight.path for weight in it.weights]
        made.append({"name": it.name, "layers": layers, "paths": paths})
    steps.append({"step": name, "made": made})


class Block(Layer):
    def __init__(self):
        super().__init__()
        self.inner = Dense(2)

    def build(self, shape):
        self.scale = self.add_weight(name="scale", shape=(2,))
        self.inner.build(shape)

    def call(self, x):
        return self.inner(x) * self.scale


class HTTPNet2D(Model):
    def __init__(self):
        super().__init__()
        self.block = Block()
        self.tail = Sequential([Dense(3), Dense(1)])

    def call(self, x):
        return self.tail(self.block(x))


keras.backend.clear_session()
ones = np.ones((2, 4), "float32")
first = Sequential([Dense(3), Dense(2)])
first(ones)
step("Sequential, called", first)
second = Sequential([Input((4,)), Dense(3), Flatten()])
step("Sequential with Input", second)
third = Sequential()
third.add(Dense(2))
third.add(Sequential([Dense(5)]))
third.build((None, 4))
step("Sequential in Sequential, built", third)
x = Input((4,))
shared = Dense(4)
y = shared(shared(x))
model = Model(x, y)
step("functional, shared layer", model)
outer = Model(x, Sequential([Dense(2)])(model(x)))
step("functional in functional", outer)
net = HTTPNet2D()
net(ones)
step("subclass", net)
other = HTTPNet2D()
other(ones)
step("subclass again", other)
dense = Dense(2)
dense.build((None, 3))
step("layer, built", dense)
clone = keras.models.clone_model(outer)
step("clone", clone)
named = Sequential([Input((4,), name="in"), Dense(2, name="a"), Dense(2)], name="own")
step("given names", named)
keras.backend.clear_session()
again = Sequential([Dense(3)])
again(ones)
step("after clear_session", again)
x = Input((4,))
step("functional after clear_session", Model(x, Dense(1)(x)))

here = pathlib.Path(__file__).parent
with open(here / "names.json", "w") as file:
    json.dump({"versions": {"keras": keras.__version__}, "steps": steps}, file, indent=1)
    file.write("\n")
