"""PyTorch, eager, in its own layouts and with its own fused layers and optimizers."""

import math

import torch
import torch.nn.functional as F

import model_data
from peer_torch import DEVICE, VERSIONS, start  # noqa: F401 -- for peers.py

# From Keras's layouts to PyTorch's, and back.
THERE = {
    "filter": (3, 2, 0, 1), "depthwise": (2, 3, 0, 1), "image": (0, 3, 1, 2), "recurrent": (1, 0),
}
BACK = {"image": (0, 2, 3, 1)}


def dense(x, w, b):
    """Of any number of axes: `w` as Keras has it, seen as PyTorch does."""
    return torch.addmm(b, x, w) if x.dim() == 2 else F.linear(x, w.T, b)


def batch_norm(x, gamma, beta):
    return F.batch_norm(x, None, None, gamma, beta, True, 0.1, 1e-3)


def resnet8(p, x, y):
    def block(x, w1, gamma1, beta1, w2, gamma2, beta2, shortcut=None):
        if shortcut is None:
            h = F.conv2d(x, w1, None, 1, 1)
        else:
            # TensorFlow's "same" with two strides pads at the end alone.
            h = F.conv2d(F.pad(x, (0, 1, 0, 1)), w1, None, 2)
            x = F.conv2d(x, shortcut, None, 2)
        h = F.relu(batch_norm(h, gamma1, beta1))
        return F.relu(batch_norm(F.conv2d(h, w2, None, 1, 1), gamma2, beta2) + x)

    h = F.relu(batch_norm(F.conv2d(x, p[0], None, 1, 1), p[1], p[2]))
    h = block(block(block(h, *p[3:9]), *p[9:16]), *p[16:23])
    return F.cross_entropy(dense(h.mean((2, 3)), p[23], p[24]), y)


def depthwise(p, x, y):
    h = F.relu(F.conv2d(x, p[0], p[1], 1, 1, 1, x.shape[1]))
    h = F.relu(F.conv2d(h, p[2], p[3]))
    return F.cross_entropy(dense(h.mean((2, 3)), p[4], p[5]), y)


def vae(p, x, noise):
    code = dense(F.relu(dense(x, p[0], p[1])), p[2], p[3])
    mean, log_variance = code.chunk(2, 1)
    z = mean + torch.exp(0.5 * log_variance) * noise
    h = F.relu(dense(z, p[4], p[5])).view(-1, 7, 7, 32).permute(0, 3, 1, 2)
    # TensorFlow's "same" cuts the last row and column off.
    h = F.relu(F.conv_transpose2d(h, p[6], p[7], 2)[:, :, :14, :14])
    h = F.relu(F.conv_transpose2d(h, p[8], p[9], 2)[:, :, :28, :28])
    logits = F.conv_transpose2d(h, p[10], p[11], 1, 1).reshape(-1, 784)
    misses = F.binary_cross_entropy_with_logits(logits, (x + 1) / 2, reduction="sum")
    excess = (1 + log_variance - mean * mean - log_variance.exp()).sum()
    return (misses - 0.5 * excess) / x.shape[0]


def char_lstm(p, x, y):
    table, kernel, recurrent, bias, w, b = p
    zeros = torch.zeros(1, x.shape[1], recurrent.shape[1])
    # The second bias, which Keras has not, stays zero.
    flat = [kernel, recurrent, bias, torch.zeros_like(bias)]
    rows = F.embedding(x, table)
    found, _, _ = torch.lstm(rows, (zeros, zeros), flat, True, 1, 0.0, True, False, False)
    return F.cross_entropy(dense(found.reshape(-1, found.shape[2]), w, b), y.reshape(-1))


def text(p, x, y):
    logits = dense(F.embedding(x, p[0]).mean(1), p[1], p[2]).squeeze(-1)
    return F.binary_cross_entropy_with_logits(logits, y.float())


def transformer(p, x, wanted):
    batch, steps, size = x.shape
    heads = lambda i: dense(x, p[i], p[i + 1]).view(batch, steps, 4, size // 4).transpose(1, 2)
    found = F.scaled_dot_product_attention(heads(0), heads(2), heads(4))
    attention = dense(found.transpose(1, 2).reshape(batch, steps, size), p[6], p[7])
    h = F.layer_norm(x + attention, (size,), p[8], p[9], 1e-5)
    more = dense(F.gelu(dense(h, p[10], p[11])), p[12], p[13])
    return F.mse_loss(F.layer_norm(h + more, (size,), p[14], p[15], 1e-5), wanted)


def mlp(p, x, y):
    for i in range(0, len(p) - 2, 2):
        x = F.relu(dense(x, p[i], p[i + 1]))
    return F.cross_entropy(dense(x, p[-2], p[-1]), y)


def lenet(pool):
    pooled = F.max_pool2d if pool == "max" else F.avg_pool2d

    def loss(p, x, y):
        x = pooled(torch.sigmoid(F.conv2d(x, p[0], p[1], 1, 2)), 2)
        x = pooled(torch.sigmoid(F.conv2d(x, p[2], p[3])), 2).permute(0, 2, 3, 1).flatten(1)
        x = torch.sigmoid(dense(torch.sigmoid(dense(x, p[4], p[5])), p[6], p[7]))
        return F.cross_entropy(dense(x, p[8], p[9]), y)

    return loss


def chain(_, x, a, b):
    for _ in range(10):
        x = (x * a + b).abs()
    return x


def model_of(work):
    models = {
        "resnet8": resnet8, "depthwise": depthwise, "vae": vae, "charLstm": char_lstm,
        "text": text, "transformer": transformer, "mlp": mlp, "chain": chain,
        "lenet": lenet(work.get("pool")),
        "batchNorm": lambda p, *_: batch_norm(*p),
        "layerNorm": lambda p, *_: F.layer_norm(p[0], p[1].shape, p[1], p[2], 1e-5),
        "crossEntropy": lambda p, y: F.cross_entropy(p[0], y),
        "gelu": lambda p, *_: F.gelu(p[0]),
        "product": lambda _, x, y: (x @ y).square().mean(),
        "max": lambda _, x: x.amax(work["axes"]),
        "sum": lambda _, x: x.sum(),
        "scale": lambda _, x, factors: x * factors,
        "embedding": lambda p, rows, *_: F.embedding(rows, p[0]),
    }
    return models.get(work["model"])


def weight(array, spec):
    made = torch.from_numpy(array).to(DEVICE)
    if "layout" in spec:
        made = made.permute(THERE[spec["layout"]]).contiguous()
    return made.requires_grad_(True)


def given(array):
    made = torch.from_numpy(array).to(DEVICE)
    if array.ndim == 4:
        return made.permute(THERE["image"]).contiguous()
    return made.long() if array.dtype.kind == "i" else made


def optimizer_of(work, weights, **options):
    """The optimizer, and what has to be called before each of its steps."""
    name, rate = work["optimizer"]["name"], work["optimizer"]["rate"]
    if name != "adam":
        momentum = 0.9 if name == "momentum" else 0.0
        return torch.optim.SGD(weights, lr=rate, momentum=momentum), lambda: None
    made = torch.optim.Adam(weights, lr=rate, **options)
    steps = 0

    def before():
        nonlocal steps
        steps += 1
        # Keras adds epsilon before the correction of the means, PyTorch after it.
        made.param_groups[0]["eps"] = 1e-7 / math.sqrt(1 - 0.999**steps)

    return made, before


def training(work, weights, inputs):
    optimizer, before = optimizer_of(work, weights)
    model = model_of(work)

    def step():
        before()
        optimizer.zero_grad()
        loss = model(weights, *inputs)
        loss.backward()
        optimizer.step()
        return loss.item()

    return model_data.training(step)


def computing(work, weights, inputs):
    model = model_of(work)

    def run():
        if work["kind"] != "gradients":
            with torch.no_grad():
                y = model(weights, *inputs)
            if work["kind"] == "read":
                y.item()
            return [y]
        y = model(weights, *inputs)
        above = None if y.dim() == 0 else inputs[-1]
        return [y, *torch.autograd.grad(y, weights, above)]

    def read(result):
        result = result.detach().cpu()
        return (result.permute(BACK["image"]) if result.dim() == 4 else result).numpy()

    return model_data.computing(run, read)


def updating(work, weights, inputs):
    # One loop over all weights: the fastest that PyTorch has.
    optimizer, before = optimizer_of(work, weights, fused=True)
    weights[0].grad = inputs[0]

    def run():
        before()
        optimizer.step()

    return model_data.updating(run, lambda: weights[0].detach().numpy())


def prepare(work):
    (torch.ones(1) + torch.ones(1)).item()
    weights = [weight(*it) for it in zip(model_data.weights(work), work["weights"])]
    inputs = [given(it) for it in model_data.inputs(work)]
    kinds = {"step": training, "update": updating}
    return kinds.get(work["kind"], computing)(work, weights, inputs)
