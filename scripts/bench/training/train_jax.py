"""JAX: a step by hand in jit, whose state is donated to the next one."""

import functools

import jax
import jax.numpy as jnp
from jax import lax

import peer_data
import train_data
from peer_jax import VERSIONS, adam, convolve, mlp, pooled, sgd, start  # noqa: F401


def lenet(weights, x, activation):
    w1, b1, w2, b2, w3, b3, w4, b4, w5, b5 = weights
    x = pooled(activation(convolve(x, w1, "same") + b1), "average")
    x = pooled(activation(convolve(x, w2, "valid") + b2), "average").reshape(x.shape[0], -1)
    return activation(activation(x @ w3 + b3) @ w4 + b4) @ w5 + b5


def digits(weights, x):
    w1, b1, w2, b2, w3, b3 = weights
    x = jax.nn.relu(convolve(x, w1, "valid") + b1)
    x = pooled(jax.nn.relu(convolve(x, w2, "valid") + b2), "max")
    return x.reshape(x.shape[0], -1) @ w3 + b3


def lstm(weights, x):
    kernel, recurrent, bias, w, b = weights
    # The products of all inputs at once, as those who write it for speed do.
    inputs = jnp.swapaxes(x @ kernel + bias, 0, 1)
    zeros = jnp.zeros((x.shape[0], recurrent.shape[0]))

    def cell(state, given):
        h, c = state
        i, f, g, o = jnp.split(given + h @ recurrent, 4, axis=-1)
        c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
        return (jax.nn.sigmoid(o) * jnp.tanh(c), c), None

    (h, _), _ = lax.scan(cell, (zeros, zeros), inputs)
    return h @ w + b


def prepare(work):
    x, y = (jnp.asarray(it) for it in train_data.examples(work))
    weights = [jnp.asarray(w) for w in peer_data.initial_weights(work["model"])]
    like = lambda: [jnp.zeros_like(w) for w in weights] if work["optimizer"] == "adam" else []
    activation = jax.nn.sigmoid if work["activation"] == "sigmoid" else jax.nn.relu
    models = {"mlp": mlp, "digits": digits, "lstm": lstm}
    logits_of = models.get(work["model"]) or functools.partial(lenet, activation=activation)
    update = sgd if work["optimizer"] == "sgd" else adam

    def loss(weights, x, y):
        logits = logits_of(weights, x)
        rows = jax.nn.log_softmax(logits)
        value = -jnp.mean(jnp.take_along_axis(rows, y[:, None], axis=-1))
        return value, jnp.sum(jnp.argmax(logits, -1) == y) if work["accuracy"] else 0

    @functools.partial(jax.jit, donate_argnums=(0, 1))
    def compiled(state, right, x, y):
        (value, count), gradients = jax.value_and_grad(loss, has_aux=True)(state[0], x, y)
        return value, right + count, update(work["rate"], state, gradients)

    state = (weights, like(), like(), jnp.float32(0))
    right = jnp.int32(0)

    def step(x, y):
        nonlocal state, right
        value, right, state = compiled(state, right, x, y)
        return value

    def wait(loss):
        jax.block_until_ready((state, right))
        return float(loss)

    batches = list(zip(jnp.split(x, work["steps"]), jnp.split(y, work["steps"])))
    return train_data.stepping(work, batches, step, wait)
