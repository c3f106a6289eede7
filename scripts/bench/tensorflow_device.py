"""Python TensorFlow's side of scripts/bench/tensorflow_device.ts: the MLP step, eager. For each
line it reads, N, it runs N steps and prints the milliseconds of one and the loss."""

import os
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import tensorflow as tf  # noqa: E402


def draw(shape, seed, scale):
    return (tf.random.stateless_uniform(shape, seed=[seed, 0]) * 2 - 1) * scale


x, t = draw([256, 784], 1, 1.0), draw([256, 10], 2, 1.0)
shapes = [[784, 256], [256], [256, 10], [10]]
weights = [tf.Variable(draw(shape, 3 + i, 0.05)) for i, shape in enumerate(shapes)]


def step():
    w0, b0, w1, b1 = weights
    with tf.GradientTape() as tape:
        y = tf.matmul(tf.nn.relu(tf.matmul(x, w0) + b0), w1) + b1
        loss = tf.reduce_mean(tf.square(y - t))
    for weight, gradient in zip(weights, tape.gradient(loss, weights)):
        weight.assign_sub(gradient * 0.1)
    return float(loss)


print(tf.__version__, flush=True)
for line in sys.stdin:
    count = int(line)
    start = time.perf_counter()
    for _ in range(count):
        loss = step()
    print((time.perf_counter() - start) * 1000 / count, loss, flush=True)
