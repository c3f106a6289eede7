"""Draws what notebooks/4.2_parameters.ipynb draws, in its order, with real TensorFlow.

    python3 parameters_4_2.py

Prints the SHA-256 of each array's float32 bytes (little-endian) for the global seed 42. The
initializers follow TensorFlow 2.0's rules: without a seed of their own they call the stateful
random ops, one after the other. Hashes go into notebooks/4.2_parameters.expected.json by hand.
"""
import hashlib
import math
import tensorflow as tf

print("tensorflow", tf.__version__)
tf.random.set_seed(42)


def show(name, tensor):
    print(name, tuple(tensor.shape), hashlib.sha256(tensor.numpy().astype("<f4").tobytes()).hexdigest())


def glorot(rows, columns):
    limit = math.sqrt(3 * (1 / max(1, (rows + columns) / 2)))
    return tf.random.uniform((rows, columns), -limit, limit, tf.float32)


show("X", tf.random.uniform((2, 20)))
show("sequential/dense/kernel", glorot(20, 256))
show("sequential/dense_1/kernel", glorot(256, 10))
for shape in [(20, 4), (4, 3), (3, 4), (4, 3)]:
    glorot(*shape)
show("linear/dense_2/kernel", tf.random.normal((20, 10), 0.0, 0.01))
show("linear/dense_2/kernel again", tf.random.normal((20, 10), 0.0, 1.0))
show("mixed/xavier/kernel", glorot(20, 8))
size = tf.random.uniform((20, 6), 5, 10)
sign = tf.sign(tf.random.uniform((20, 6), -1, 1))
kept = tf.random.uniform((20, 6)) < 0.5
show("large/kernel", tf.where(kept, size * sign, tf.zeros((20, 6))))
