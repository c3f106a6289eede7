"""Python TensorFlow's side of scripts/tensorflow/bits.ts: the same computations from the same
inputs, which both sides draw from stateless seeds. Prints JSON: name -> base64 of the float32s."""

import base64
import json
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
import tensorflow as tf  # noqa: E402


def draw(shape, seed, low=-1.0, high=1.0):
    u = tf.random.stateless_uniform(shape, seed=[seed, 0])
    return u * (high - low) + low


a, b = draw([64, 48], 1), draw([48, 32], 2)
c, row = draw([64, 48], 3), draw([48], 4)
positive = draw([64, 48], 5, 0.1, 4.0)
p, q = draw([4, 16, 8], 6), draw([4, 8, 12], 7)
image, kernel = draw([8, 28, 28, 3], 8), draw([5, 5, 3, 6], 9)
strided = draw([3, 3, 3, 8], 10)
depthwise = draw([3, 3, 3, 2], 11)
x, t = draw([256, 784], 12), draw([256, 10], 13)
w = [draw([784, 256], 14, -0.06, 0.06), draw([256], 15, -0.1, 0.1),
     draw([256, 10], 16, -0.1, 0.1), draw([10], 17, -0.1, 0.1)]
digits, labels = draw([32, 28, 28, 1], 18), draw([32, 10], 19)
lenet_w = [draw([5, 5, 1, 6], 20, -0.3, 0.3), draw([5, 5, 6, 16], 21, -0.2, 0.2),
           draw([256, 120], 22, -0.1, 0.1), draw([120, 84], 23, -0.1, 0.1),
           draw([84, 10], 24, -0.1, 0.1)]


def square_loss(y, target):
    return tf.reduce_mean(tf.square(y - target))


def mlp(w0, b0, w1, b1):
    return tf.matmul(tf.nn.relu(tf.matmul(x, w0) + b0), w1) + b1


def lenet(k0, k1, w0, w1, w2):
    y = tf.sigmoid(tf.nn.conv2d(digits, k0, 1, "VALID"))
    y = tf.nn.max_pool2d(y, 2, 2, "VALID")
    y = tf.sigmoid(tf.nn.conv2d(y, k1, 1, "VALID"))
    y = tf.reshape(tf.nn.max_pool2d(y, 2, 2, "VALID"), [32, 256])
    return tf.matmul(tf.sigmoid(tf.matmul(tf.sigmoid(tf.matmul(y, w0)), w1)), w2)


def gradients(run, *variables):
    with tf.GradientTape() as tape:
        for variable in variables:
            tape.watch(variable)
        loss = run(*variables)
    return tape.gradient(loss, list(variables))


def summed(run):
    return lambda *args: tf.reduce_sum(tf.square(run(*args)))


def conv(i, k):
    return tf.nn.conv2d(i, k, 1, "SAME")


results = {
    "matmul": tf.matmul(a, b),
    "matmul of transposed": tf.matmul(a, c, transpose_a=True),
    "matmul of batches": tf.matmul(p, q),
    "matmul gradient, left": gradients(summed(tf.matmul), a, b)[0],
    "matmul gradient, right": gradients(summed(tf.matmul), a, b)[1],
    "add with broadcasting": a + row,
    "multiply": a * c,
    "divide": a / positive,
    "exp": tf.exp(a),
    "log": tf.math.log(positive),
    "tanh": tf.tanh(a),
    "sigmoid": tf.sigmoid(a),
    "relu": tf.nn.relu(a),
    "sqrt": tf.sqrt(positive),
    "power": tf.pow(positive, a),
    "sum of all": tf.reduce_sum(a),
    "sum over rows": tf.reduce_sum(a, 0),
    "sum over columns": tf.reduce_sum(a, 1),
    "mean over columns": tf.reduce_mean(a, 1),
    "maximum over rows": tf.reduce_max(a, 0),
    "product over rows": tf.reduce_prod(positive, 1),
    "argmax": tf.cast(tf.argmax(a, 1), tf.float32),
    "transpose": tf.transpose(p, [2, 0, 1]),
    "softmax": tf.nn.softmax(a),
    "log softmax": tf.nn.log_softmax(a),
    "softmax gradient": gradients(summed(tf.nn.softmax), a)[0],
    "tanh gradient": gradients(summed(tf.tanh), a)[0],
    "sigmoid gradient": gradients(summed(tf.sigmoid), a)[0],
    "conv2d": conv(image, kernel),
    "conv2d with strides": tf.nn.conv2d(image, strided, 2, "VALID"),
    "conv2d, depthwise": tf.nn.depthwise_conv2d(image, depthwise, [1, 1, 1, 1], "SAME"),
    "conv2d gradient, input": gradients(summed(conv), image, kernel)[0],
    "conv2d gradient, filter": gradients(summed(conv), image, kernel)[1],
    "max pooling": tf.nn.max_pool2d(image, 2, 2, "VALID"),
    "max pooling gradient": gradients(
        summed(lambda i: tf.nn.max_pool2d(i, 2, 2, "VALID")), image)[0],
    "average pooling": tf.nn.avg_pool2d(image, 2, 2, "VALID"),
    "average pooling gradient": gradients(
        summed(lambda i: tf.nn.avg_pool2d(i, 2, 2, "VALID")), image)[0],
    "MLP": mlp(*w),
    "MLP loss": square_loss(mlp(*w), t),
    "LeNet": lenet(*lenet_w),
}
for i, gradient in enumerate(gradients(lambda *v: square_loss(mlp(*v), t), *w)):
    results[f"MLP gradient {i}"] = gradient
for i, gradient in enumerate(gradients(lambda *v: square_loss(lenet(*v), labels), *lenet_w)):
    results[f"LeNet gradient {i}"] = gradient

print(json.dumps({
    "version": tf.__version__,
    "results": {
        name: base64.b64encode(value.numpy().astype("<f4").tobytes()).decode()
        for name, value in results.items()
    },
}))
