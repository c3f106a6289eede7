"""JAX: each case as one function in jit, the state donated to each step."""

import functools

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

import model_data
from peer_jax import VERSIONS, adam, lenet, sgd, start  # noqa: F401 -- some for peers.py

LAYOUT = ("NHWC", "HWIO", "NHWC")
relu = jax.nn.relu


def conv(x, w, strides=1, padding="SAME", groups=1):
    return lax.conv_general_dilated(
        x, w, (strides, strides), padding, dimension_numbers=LAYOUT, feature_group_count=groups)


def batch_norm(x, gamma, beta):
    mean, variance = x.mean((0, 1, 2)), x.var((0, 1, 2))
    return (x - mean) * (gamma * lax.rsqrt(variance + 1e-3)) + beta


def layer_norm(x, gamma, beta):
    mean, variance = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
    return (x - mean) * lax.rsqrt(variance + 1e-5) * gamma + beta


def cross_entropy(logits, y):
    return -jnp.take_along_axis(jax.nn.log_softmax(logits), y[..., None], -1).mean()


def sigmoid_cross_entropy(logits, wanted):
    return jnp.maximum(logits, 0) - logits * wanted + jnp.log1p(jnp.exp(-jnp.abs(logits)))


def resnet8(p, x, y):
    def block(x, w1, gamma1, beta1, w2, gamma2, beta2, shortcut=None):
        strides = 1 if shortcut is None else 2
        h = relu(batch_norm(conv(x, w1, strides), gamma1, beta1))
        if shortcut is not None:
            x = conv(x, shortcut, strides)
        return relu(batch_norm(conv(h, w2), gamma2, beta2) + x)

    h = relu(batch_norm(conv(x, p[0]), p[1], p[2]))
    h = block(block(block(h, *p[3:9]), *p[9:16]), *p[16:23])
    return cross_entropy(h.mean((1, 2)) @ p[23] + p[24], y)


def depthwise(p, x, y):
    channels = x.shape[-1]
    h = relu(conv(x, p[0].reshape(3, 3, 1, channels), groups=channels) + p[1])
    h = relu(conv(h, p[2]) + p[3])
    return cross_entropy(h.mean((1, 2)) @ p[4] + p[5], y)


def vae(p, x, noise):
    def up(x, w, b, strides):
        return lax.conv_transpose(
            x, w, (strides, strides), "SAME", dimension_numbers=LAYOUT, transpose_kernel=True) + b

    code = relu(x @ p[0] + p[1]) @ p[2] + p[3]
    mean, log_variance = jnp.split(code, 2, -1)
    z = mean + jnp.exp(0.5 * log_variance) * noise
    h = relu(z @ p[4] + p[5]).reshape(-1, 7, 7, 32)
    h = relu(up(relu(up(h, p[6], p[7], 2)), p[8], p[9], 2))
    logits = up(h, p[10], p[11], 1).reshape(-1, 784)
    misses = sigmoid_cross_entropy(logits, (x + 1) / 2).sum()
    excess = (1 + log_variance - mean * mean - jnp.exp(log_variance)).sum()
    return (misses - 0.5 * excess) / x.shape[0]


def char_lstm(p, x, y):
    table, kernel, recurrent, bias, w, b = p
    zeros = jnp.zeros((x.shape[1], recurrent.shape[0]))

    def cell(state, given):
        h, c = state
        i, f, g, o = jnp.split(given + h @ recurrent, 4, -1)
        c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
        h = jax.nn.sigmoid(o) * jnp.tanh(c)
        return (h, c), h

    _, found = lax.scan(cell, (zeros, zeros), table[x] @ kernel + bias)
    return cross_entropy(found.reshape(-1, found.shape[2]) @ w + b, y.reshape(-1))


def text(p, x, y):
    logits = (p[0][x].mean(1) @ p[1] + p[2])[:, 0]
    return sigmoid_cross_entropy(logits, y.astype(jnp.float32)).mean()


def transformer(p, x, wanted):
    batch, steps, size = x.shape
    split = (batch, steps, 4, size // 4)
    q, k, v = ((x @ p[i] + p[i + 1]).reshape(split).transpose(0, 2, 1, 3) for i in (0, 2, 4))
    found = jax.nn.softmax(q @ k.transpose(0, 1, 3, 2) / (size // 4) ** 0.5) @ v
    attention = found.transpose(0, 2, 1, 3).reshape(x.shape) @ p[6] + p[7]
    h = layer_norm(x + attention, p[8], p[9])
    more = jax.nn.gelu(h @ p[10] + p[11], approximate=False) @ p[12] + p[13]
    return ((layer_norm(h + more, p[14], p[15]) - wanted) ** 2).mean()


def mlp(p, x, y):
    for i in range(0, len(p) - 2, 2):
        x = relu(x @ p[i] + p[i + 1])
    return cross_entropy(x @ p[-2] + p[-1], y)


def chain(_, x, a, b):
    for _ in range(10):
        x = jnp.abs(x * a + b)
    return x


def model_of(work):
    models = {
        "resnet8": resnet8, "depthwise": depthwise, "vae": vae, "charLstm": char_lstm,
        "text": text, "transformer": transformer, "mlp": mlp, "chain": chain,
        "lenet": lambda p, x, y: cross_entropy(lenet(p, x, work["pool"]), y),
        "batchNorm": lambda p, *_: batch_norm(*p),
        "layerNorm": lambda p, *_: layer_norm(*p),
        "crossEntropy": lambda p, y: cross_entropy(p[0], y),
        "gelu": lambda p, *_: jax.nn.gelu(p[0], approximate=False),
        "product": lambda _, x, y: ((x @ y) ** 2).mean(),
        "max": lambda _, x: x.max(tuple(work["axes"])),
        "sum": lambda _, x: x.sum(),
        "scale": lambda _, x, factors: x * factors,
        "embedding": lambda p, rows, *_: p[0][rows],
    }
    return models.get(work["model"])


def momentum(rate, state, gradients):
    weights, velocities, *rest = state
    velocities = [0.9 * v - rate * g for v, g in zip(velocities, gradients)]
    return ([w + v for w, v in zip(weights, velocities)], velocities, *rest)


def optimizer_of(work, weights):
    """How the state follows from gradients, and the state that training begins with."""
    name, rate = work["optimizer"]["name"], work["optimizer"]["rate"]
    like = lambda *names: [jnp.zeros_like(w) for w in weights] if name in names else []
    state = (weights, like("momentum", "adam"), like("adam"), jnp.float32(0))
    kinds = {"sgd": sgd, "momentum": momentum, "adam": adam}
    return functools.partial(kinds[name], rate), state


def training(work, weights, inputs):
    update, state = optimizer_of(work, weights)
    model = model_of(work)

    @functools.partial(jax.jit, donate_argnums=0)
    def step(state, *inputs):
        loss, gradients = jax.value_and_grad(model)(state[0], *inputs)
        return loss, update(state, gradients)

    def run():
        nonlocal state
        loss, state = step(state, *inputs)
        jax.block_until_ready(state)
        return float(loss)

    return model_data.training(run)


def computing(work, weights, inputs):
    model = model_of(work)

    @jax.jit
    def graph(weights, *inputs):
        if work["kind"] != "gradients":
            return [model(weights, *inputs)]
        y, backward = jax.vjp(lambda weights: model(weights, *inputs), weights)
        return [y, *backward(jnp.float32(1) if y.ndim == 0 else inputs[-1])[0]]

    def run():
        results = jax.block_until_ready(graph(weights, *inputs))
        if work["kind"] == "read":
            float(results[0])
        return results

    return model_data.computing(run, np.asarray)


def updating(work, weights, inputs):
    update, state = optimizer_of(work, weights)
    step = jax.jit(lambda state, gradient: update(state, [gradient]), donate_argnums=0)

    def run():
        nonlocal state
        state = jax.block_until_ready(step(state, *inputs))

    return model_data.updating(run, lambda: np.asarray(state[0][0]))


def prepare(work):
    (jnp.ones(1) + jnp.ones(1)).block_until_ready()
    weights = [jnp.asarray(it) for it in model_data.weights(work)]
    inputs = [jnp.asarray(it) for it in model_data.inputs(work)]
    kinds = {"step": training, "update": updating}
    return kinds.get(work["kind"], computing)(work, weights, inputs)
