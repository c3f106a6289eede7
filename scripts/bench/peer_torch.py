"""PyTorch, eager, in its own layout (NCHW) and with its own optimizers."""

import math
import os

import torch
import torch.nn.functional as F
from torch import nn

import peer_data as data

VERSIONS = {"torch": torch.__version__}
DEVICE = os.environ.get("BENCH_DEVICE", "cpu")


def start(threads):
    if DEVICE == "cuda":
        torch.cuda.init()  # or says why not
        # The products and convolutions of all contestants have all digits of float32.
        torch.backends.cudnn.allow_tf32 = False
        torch.backends.cuda.matmul.allow_tf32 = False
        VERSIONS["torch's GPU"] = torch.cuda.get_device_name()
    torch.set_num_threads(threads)
    torch.set_num_interop_threads(1)


def seeded(seed, shape):
    return torch.from_numpy(data.numbers(seed, shape))


def matmul(work):
    a, b = (seeded(seed, (work["size"],) * 2) for seed in (data.LEFT, data.RIGHT))
    a = a.T if work["transposeA"] else a
    b = b.T if work["transposeB"] else b
    return {"run": lambda: a @ b, "check": [data.project(a @ b)]}


def conv(work):
    x = seeded(data.LEFT, work["input"]).permute(0, 3, 1, 2).contiguous()
    w = seeded(data.RIGHT, work["filter"]).permute(3, 2, 0, 1).contiguous()
    dy = seeded(data.IMAGES, work["output"]).permute(0, 3, 1, 2).contiguous()
    pad = [work["filter"][0] // 2] * 2 if work["padding"] == "same" else [0, 0]
    if work["pass"] == "forward":
        run = lambda: F.conv2d(x, w, padding=pad)
        return {"run": run, "check": [data.project(run().permute(0, 2, 3, 1))]}
    wanted = [work["pass"] == "input", work["pass"] == "filter", False]
    backward = torch.ops.aten.convolution_backward
    gradients = lambda: backward(dy, x, w, None, [1, 1], pad, [1, 1], False, [0, 0], 1, wanted)
    which, order = (0, (0, 2, 3, 1)) if wanted[0] else (1, (2, 3, 1, 0))
    return {"run": gradients, "check": [data.project(gradients()[which].permute(order))]}


class Nhwc(nn.Module):
    """Flattens in Keras's order, so that the same dense weights follow."""

    def forward(self, x):
        return x.permute(0, 2, 3, 1).flatten(1)


def make_model(model, pool):
    if model == "mlp":
        return nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 10))
    pooling = nn.MaxPool2d if pool == "max" else nn.AvgPool2d
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.Sigmoid(), pooling(2),
        nn.Conv2d(6, 16, 5), nn.Sigmoid(), pooling(2), Nhwc(),
        nn.Linear(400, 120), nn.Sigmoid(), nn.Linear(120, 84), nn.Sigmoid(), nn.Linear(84, 10),
    )


def train(work):
    images, classes, _ = data.training_batch(work["model"], work["batch"])
    x, y = torch.from_numpy(images), torch.from_numpy(classes)
    if x.dim() == 4:
        x = x.permute(0, 3, 1, 2).contiguous()
    net = make_model(work["model"], work["pool"])
    with torch.no_grad():
        for parameter, weight in zip(net.parameters(), data.initial_weights(work["model"])):
            order = {4: (3, 2, 0, 1), 2: (1, 0), 1: (0,)}[weight.ndim]
            parameter.copy_(torch.from_numpy(weight.transpose(order).copy()))
    if work["optimizer"] == "sgd":
        optimizer = torch.optim.SGD(net.parameters(), lr=work["rate"])
    else:
        optimizer = torch.optim.Adam(net.parameters(), lr=work["rate"])
    steps = 0

    def step():
        nonlocal steps
        steps += 1
        # Keras adds epsilon before the correction of the means, PyTorch after it.
        optimizer.param_groups[0]["eps"] = 1e-7 / math.sqrt(1 - 0.999**steps)
        optimizer.zero_grad()
        loss = F.cross_entropy(net(x), y)
        loss.backward()
        optimizer.step()
        return loss.item()

    return data.training_work(step, work["checkStep"])


def chain(work):
    if work["mode"] == "graph":
        return None
    x, a, b = (seeded(s, (work["size"],) * 2) for s in (data.IMAGES, data.LEFT, data.RIGHT))

    def run():
        y = x
        for i in range(work["operations"]):
            y = y * a if i % 3 == 0 else y + b if i % 3 == 1 else y.abs()
        return y

    return {"run": run, "check": [data.project(run())]}


def variant(work):
    if work["mode"] != "eager":
        return None
    return train(work["step"])


def small(work):
    if not work["read"]:
        return None
    x, a, b = (seeded(s, (4,)) for s in (data.IMAGES, data.LEFT, data.RIGHT))

    def run():
        y = x
        for i in range(work["operations"]):
            y = y * a if i % 3 == 0 else y + b if i % 3 == 1 else y.abs()
        return y.tolist()

    return {"run": run, "check": [data.project(torch.tensor(run()))], "parts": work["operations"]}


def scalar(_):
    a, b = torch.tensor(1.5), torch.tensor(2.0)
    run = lambda: (a + b).item()
    return {"run": run, "check": [data.project([run()])]}


def prepare(work):
    kinds = {
        "matmul": matmul, "conv": conv, "train": train, "chain": chain, "scalar": scalar,
        "variant": variant, "small": small,
    }
    make = kinds.get(work["kind"])
    return make(work) if make else None
