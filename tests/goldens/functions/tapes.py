"""Gradients and jacobians by TensorFlow's tapes, for tests/functions/tape_goldens_test.ts.

Python 3.13, TensorFlow 2.21.0: python tapes.py > tapes.json
"""

import json
import os

os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import tensorflow as tf

X = [[0.5, -1.25, 2.0], [1.5, 0.25, -0.75]]
W = [[0.3, -0.2], [0.1, 0.4], [-0.5, 0.6]]


def plain(value):
    if value is None:
        return None
    if isinstance(value, (list, tuple)):
        return [plain(it) for it in value]
    return {"shape": list(value.shape), "values": value.numpy().ravel().tolist()}


def taped(f, sources, persistent=False, **options):
    with tf.GradientTape(persistent=persistent) as tape:
        tape.watch(sources)
        y = f()
    return tape.gradient(y, sources, **options)


results = {}
x = tf.constant(X, tf.float64)
w = tf.constant(W, tf.float64)

with tf.GradientTape(persistent=True) as tape:
    tape.watch([x, w])
    y = tf.tanh(x @ w)
    z = tf.reduce_sum(y * y, axis=1)
results["jacobian"] = plain(tape.jacobian(y, [x, w]))
results["jacobian of a vector"] = plain(tape.jacobian(z, x))
results["batchJacobian"] = plain(tape.batch_jacobian(y, x))
results["jacobian, unconnected"] = plain(tape.jacobian(y, tf.constant([1.0, 2.0], tf.float64)))
results["jacobian, zeros"] = plain(
    tape.jacobian(z, tf.constant([1.0], tf.float64), unconnected_gradients="zero")
)
results["several targets"] = plain(tape.gradient([y, z, x], [x, w]))
results["output gradients"] = plain(
    tape.gradient([y, z], x, output_gradients=[tf.constant([[1.0, 2.0], [3.0, 4.0]], tf.float64), tf.constant([1.0, -1.0], tf.float64)])
)
del tape

v = tf.constant([0.5, -1.5, 2.0], tf.float64)
with tf.GradientTape() as outer:
    outer.watch(v)
    with tf.GradientTape() as inner:
        inner.watch(v)
        s = tf.reduce_sum(tf.exp(v) * tf.sin(v) * v[::-1])
    g = inner.gradient(s, v)
results["hessian"] = plain(outer.jacobian(g, v))

direction = tf.constant([1.0, -2.0, 0.5], tf.float64)
with tf.GradientTape() as outer:
    outer.watch(v)
    with tf.GradientTape() as inner:
        inner.watch(v)
        s = tf.reduce_sum(tf.exp(v) * tf.sin(v) * v[::-1])
    g = inner.gradient(s, v)
results["hessian-vector product"] = plain(outer.gradient(g, v, output_gradients=direction))

k = tf.constant([-1.0, 0.0, 1.0, 6.0, 7.0])
for name, f in {
    "abs": tf.abs,
    "relu": tf.nn.relu,
    "relu6": tf.nn.relu6,
    "selu": tf.nn.selu,
    "sign": tf.sign,
    "floor": tf.floor,
    "round": tf.round,
    "cast": lambda t: tf.cast(tf.cast(t, tf.int32), tf.float32),
    "stopGradient": lambda t: tf.stop_gradient(t) * t,
    "where": lambda t: tf.where(t > 0.5, t * t, -t),
    "mask": lambda t: tf.cast(t > 0.5, tf.float32) * t,
    "maximum": lambda t: tf.maximum(t, t[::-1]),
    "reduceMax": lambda t: tf.reduce_max(tf.minimum(t, 6.0)),
    "reduceMin": lambda t: tf.reduce_min(tf.maximum(t, 0.0)),
    "clip": lambda t: tf.clip_by_value(t, 0.0, 6.0),
    "cumulative": lambda t: tf.scan(lambda a, b: a * b, t),
}.items():
    results["kink " + name] = plain(taped(lambda: f(k), k))

a = tf.constant([[1.0], [2.0]])
b = tf.constant([3.0, 4.0, 5.0])
for name, f in {
    "maximum": tf.maximum,
    "minimum": tf.minimum,
    "squaredDifference": tf.math.squared_difference,
    "divide": tf.divide,
    "matmul": lambda p, q: tf.matmul(tf.reshape(p, [2, 1, 1]), tf.reshape(q, [1, 3])),
}.items():
    results["broadcast " + name] = plain(taped(lambda: f(a, b), [a, b]))

t = tf.Variable(2.0)
with tf.GradientTape() as tape:
    y = t * 3.0
    t.assign(y)
    y = t * t
results["assigned in the tape"] = plain(tape.gradient(y, t))
with tf.GradientTape(persistent=True) as tape:
    y = t * t
    with tape.stop_recording():
        z = y * y
    u = y * 2.0
results["stopRecording"] = plain([tape.gradient(y, t), tape.gradient(z, t), tape.gradient(u, t)])
results["target is the source"] = plain(tape.gradient(t, t))



def assigning(f):
    t = tf.Variable(2.0)
    u = tf.Variable(5.0)
    traced = tf.function(lambda: f(t, u))
    with tf.GradientTape() as tape:
        y = traced()
    return plain([y, *tape.gradient(y, [t, u]), t.value(), u.value()])


def assigned_in_function(t, u):
    y = t * 3.0
    t.assign(y)
    return t * t + u * t


def assigned_in_cond(t, u):
    def branch():
        first = t * u
        t.assign(t * 3.0)
        return first + t * t * 2.0

    return tf.cond(u > 1.0, branch, lambda: t * 1.0) + t * 7.0


def assigned_unread_in_cond(t, u):
    def branch():
        t.assign(u * 3.0)
        return t * t

    return tf.cond(u > 1.0, branch, lambda: u * 1.0) + t


def assigned_in_loop(t, u):
    def body(i, total):
        total = total + t * t * u
        t.assign(t * 2.0)
        return i + 1, total + t

    return tf.while_loop(lambda i, _: i < 3, body, [tf.constant(0), tf.constant(0.0)])[1] + t * 100.0


def assigned_in_cond_in_loop(t, u):
    def body(i, total):
        def branch():
            t.assign(t + u)
            return total + t * t

        return i + 1, tf.cond(i > 0, branch, lambda: total + t * u)

    return tf.while_loop(lambda i, _: i < 3, body, [tf.constant(0), tf.constant(0.0)])[1]


for f in [assigned_in_function, assigned_in_cond, assigned_unread_in_cond, assigned_in_loop, assigned_in_cond_in_loop]:
    results[f.__name__.replace("_", " ")] = assigning(f)

print(json.dumps({"tensorflow": tf.__version__, "results": results}, indent=1))
