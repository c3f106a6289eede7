"""PyTorch, eager, in its own layout (NCHW) and with its own optimizers."""

import math

import torch
import torch.nn.functional as F
from torch import nn

import peer_data
import train_data
from peer_torch import Nhwc

VERSIONS = {"torch": torch.__version__}


def start(threads):
    torch.set_num_threads(threads)
    torch.set_num_interop_threads(1)


class Last(nn.Module):
    """An LSTM that gives its last output; its second bias, which Keras has not, stays zero."""

    def __init__(self, features, units):
        super().__init__()
        self.lstm = nn.LSTM(features, units, batch_first=True)
        self.lstm.bias_hh_l0.requires_grad_(False)

    def forward(self, x):
        return self.lstm(x)[0][:, -1]


def make_model(work):
    kind = nn.Sigmoid if work["activation"] == "sigmoid" else nn.ReLU
    if work["model"] == "mlp":
        return nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 10))
    if work["model"] == "lenet":
        return nn.Sequential(
            nn.Conv2d(1, 6, 5, padding=2), kind(), nn.AvgPool2d(2),
            nn.Conv2d(6, 16, 5), kind(), nn.AvgPool2d(2), Nhwc(),
            nn.Linear(400, 120), kind(), nn.Linear(120, 84), kind(), nn.Linear(84, 10),
        )
    if work["model"] == "digits":
        return nn.Sequential(
            nn.Conv2d(1, 16, 3), nn.ReLU(), nn.Conv2d(16, 32, 3), nn.ReLU(), nn.MaxPool2d(2),
            Nhwc(), nn.Linear(128, 10),
        )
    return nn.Sequential(Last(32, 64), nn.Linear(64, 10))


def prepare(work):
    x, classes = train_data.examples(work)
    x, y = torch.from_numpy(x), torch.from_numpy(classes).long()
    if x.dim() == 4:
        x = x.permute(0, 3, 1, 2).contiguous()
    net = make_model(work)
    with torch.no_grad():
        for parameter in net.parameters():
            if not parameter.requires_grad:
                parameter.zero_()
        trained = [it for it in net.parameters() if it.requires_grad]
        for parameter, weight in zip(trained, peer_data.initial_weights(work["model"])):
            order = {4: (3, 2, 0, 1), 2: (1, 0), 1: (0,)}[weight.ndim]
            parameter.copy_(torch.from_numpy(weight.transpose(order).copy()))
    kind = torch.optim.SGD if work["optimizer"] == "sgd" else torch.optim.Adam
    optimizer = kind(trained, lr=work["rate"])
    steps = 0
    right = torch.zeros((), dtype=torch.int64)

    def step(x, y):
        nonlocal steps
        steps += 1
        # Keras adds epsilon before the correction of the means, PyTorch after it.
        optimizer.param_groups[0]["eps"] = 1e-7 / math.sqrt(1 - 0.999**steps)
        optimizer.zero_grad()
        logits = net(x)
        loss = F.cross_entropy(logits, y)
        loss.backward()
        optimizer.step()
        if work["accuracy"]:
            right.add_((logits.detach().argmax(1) == y).sum())
        return loss.detach()

    batches = list(zip(x.split(work["batch"]), y.split(work["batch"])))
    return train_data.stepping(work, batches, step)
