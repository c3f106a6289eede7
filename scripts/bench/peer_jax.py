"""JAX on the CPU: jit for everything but what a case wants eager; the state donated to each step."""

import functools
import os


import jax
import jax.numpy as jnp
from jax import lax

import peer_data as data

VERSIONS = {"jax": jax.__version__}
DEVICE = os.environ.get("BENCH_DEVICE", "cpu")


def start(threads):
    """Sets the size of XLA's thread pool, which JAX makes with its first array."""
    os.environ["NPROC"] = str(threads)
    jax.config.update("jax_platforms", DEVICE)
    if DEVICE != "cpu":
        # All digits of float32, as the others.
        jax.config.update("jax_default_matmul_precision", "highest")
        try:
            VERSIONS["jax's GPU"] = jax.devices()[0].device_kind
        except (AssertionError, RuntimeError) as error:
            raise RuntimeError(f"JAX finds no card: {error}") from error


def seeded(seed, shape):
    return jnp.asarray(data.numbers(seed, shape))


def array_work(run):
    return {"run": lambda: run().block_until_ready(), "check": [data.project(run())]}


def matmul(work):
    a, b = (seeded(seed, (work["size"],) * 2) for seed in (data.LEFT, data.RIGHT))
    turned = lambda x, turn: x.T if turn else x
    graph = jax.jit(lambda a, b: turned(a, work["transposeA"]) @ turned(b, work["transposeB"]))
    return array_work(lambda: graph(a, b))


def convolve(x, w, padding):
    layout = ("NHWC", "HWIO", "NHWC")
    return lax.conv_general_dilated(x, w, (1, 1), padding.upper(), dimension_numbers=layout)


def conv(work):
    x, w = seeded(data.LEFT, work["input"]), seeded(data.RIGHT, work["filter"])
    dy = seeded(data.IMAGES, work["output"])
    run = functools.partial(convolve, padding=work["padding"])
    if work["pass"] == "forward":
        graph = jax.jit(run)
        return array_work(lambda: graph(x, w))
    if work["pass"] == "filter":
        graph = jax.jit(lambda x, w, dy: jax.vjp(lambda w: run(x, w), w)[1](dy)[0])
    else:
        graph = jax.jit(lambda x, w, dy: jax.vjp(lambda x: run(x, w), x)[1](dy)[0])
    return array_work(lambda: graph(x, w, dy))


def mlp(weights, x):
    w1, b1, w2, b2 = weights
    return jax.nn.relu(x @ w1 + b1) @ w2 + b2


def pooled(x, pool):
    window = (1, 2, 2, 1)
    if pool == "max":
        return lax.reduce_window(x, -jnp.inf, lax.max, window, window, "VALID")
    return lax.reduce_window(x, 0.0, lax.add, window, window, "VALID") / 4


def lenet(weights, x, pool):
    w1, b1, w2, b2, w3, b3, w4, b4, w5, b5 = weights
    x = pooled(jax.nn.sigmoid(convolve(x, w1, "same") + b1), pool)
    x = pooled(jax.nn.sigmoid(convolve(x, w2, "valid") + b2), pool).reshape(x.shape[0], -1)
    x = jax.nn.sigmoid(jax.nn.sigmoid(x @ w3 + b3) @ w4 + b4)
    return x @ w5 + b5


def sgd(rate, state, gradients):
    weights, *rest = state
    return ([w - rate * g for w, g in zip(weights, gradients)], *rest)


def adam(rate, state, gradients):
    weights, m, v, step = state
    step = step + 1
    corrected = rate * jnp.sqrt(1 - 0.999**step) / (1 - 0.9**step)
    m = [0.9 * a + 0.1 * g for a, g in zip(m, gradients)]
    v = [0.999 * a + 0.001 * g * g for a, g in zip(v, gradients)]
    weights = [w - corrected * a / (jnp.sqrt(b) + 1e-7) for w, a, b in zip(weights, m, v)]
    return weights, m, v, step


def trainer(work):
    images, _, labels = data.training_batch(work["model"], work["batch"])
    x, y = jnp.asarray(images), jnp.asarray(labels)
    weights = [jnp.asarray(w) for w in data.initial_weights(work["model"])]
    like = lambda: [jnp.zeros_like(w) for w in weights] if work["optimizer"] == "adam" else []
    logits = mlp if work["model"] == "mlp" else functools.partial(lenet, pool=work["pool"])
    update = sgd if work["optimizer"] == "sgd" else adam

    def loss(weights, x, y):
        return -jnp.mean(jnp.sum(y * jax.nn.log_softmax(logits(weights, x)), axis=-1))

    @functools.partial(jax.jit, donate_argnums=0)
    def step(state, x, y):
        value, gradients = jax.value_and_grad(loss)(state[0], x, y)
        return value, update(work["rate"], state, gradients)

    state = (weights, like(), like(), jnp.float32(0))

    def run():
        nonlocal state
        value, state = step(state, x, y)
        jax.block_until_ready(state)
        return float(value)

    return run


def run_chain(x, a, b, count):
    y = x
    for i in range(count):
        y = y * a if i % 3 == 0 else y + b if i % 3 == 1 else jnp.abs(y)
    return y


def chain(work):
    x, a, b = (seeded(s, (work["size"],) * 2) for s in (data.IMAGES, data.LEFT, data.RIGHT))
    steps = lambda x, a, b: run_chain(x, a, b, work["operations"])
    run = jax.jit(steps) if work["mode"] == "graph" else steps
    return array_work(lambda: run(x, a, b))


def scalar(_):
    a, b = jnp.float32(1.5), jnp.float32(2.0)
    run = lambda: float(a + b)
    return {"run": run, "check": [data.project([run()])]}


def compiling(work):
    if work["what"] == "mlp":
        first = lambda: trainer(data.MLP_SGD)()
        return {"run": first, "check": [first()], "limit": 10}
    columns = iter(range(100, 1_000_000))

    def first():
        shape = (8, next(columns))
        x, a, b = (seeded(s, shape) for s in (data.IMAGES, data.LEFT, data.RIGHT))
        graph = jax.jit(lambda x, a, b: run_chain(x, a, b, work["operations"]))
        return graph(x, a, b).block_until_ready()

    return {"run": first, "check": [data.project(first())], "limit": 50}


def prepare(work):
    if work["kind"] == "train":
        return data.training_work(trainer(work), work["checkStep"])
    kinds = {"matmul": matmul, "conv": conv, "chain": chain, "scalar": scalar, "compile": compiling}
    make = kinds.get(work["kind"])
    return make(work) if make else None
