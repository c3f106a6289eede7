"""The numbers of data.ts, made by the same hash."""

import numpy as np

LEFT, RIGHT, IMAGES, WEIGHTS, CHECK = 1, 2, 3, 10, 99

LAYERS = {
    "mlp": [(784, 256), (256,), (256, 10), (10,)],
    "lenet": [
        (5, 5, 1, 6), (6,), (5, 5, 6, 16), (16,),
        (400, 120), (120,), (120, 84), (84,), (84, 10), (10,),
    ],
    "digits": [(3, 3, 1, 16), (16,), (3, 3, 16, 32), (32,), (128, 10), (10,)],
    "lstm": [(32, 256), (64, 256), (256,), (64, 10), (10,)],
}


def numbers(seed, shape, scale=1.0):
    """Numbers from -scale to scale; `seed` chooses the stream."""
    start = np.uint32(seed * 0x9E3779B9 & 0xFFFFFFFF)
    bits = np.arange(np.prod(shape, dtype=int), dtype=np.uint32) + start
    bits = (bits ^ (bits >> np.uint32(16))) * np.uint32(0x7FEB352D)
    bits = (bits ^ (bits >> np.uint32(15))) * np.uint32(0x846CA68B)
    bits ^= bits >> np.uint32(16)
    return ((bits.astype(np.float64) / 2**31 - 1) * scale).astype(np.float32).reshape(shape)


def project(values):
    """A result as one number that depends on every element and its place."""
    flat = np.asarray(values).reshape(-1).astype(np.float64)
    return float(flat @ numbers(CHECK, flat.shape).astype(np.float64) / np.sqrt(flat.size))


def initial_weights(model):
    """Initial weights in Keras's layout."""
    weights = []
    for index, shape in enumerate(LAYERS[model]):
        field = np.prod(shape[:-2], dtype=float)
        scale = 0.0 if len(shape) == 1 else np.sqrt(6 / (field * sum(shape[-2:])))
        weights.append(numbers(WEIGHTS + index, shape, scale))
    return weights


def training_batch(model, batch):
    """Images in NHWC, classes as numbers, classes as one-hot rows."""
    shape = (batch, 784) if model == "mlp" else (batch, 28, 28, 1)
    images = ((numbers(IMAGES, shape).astype(np.float64) + 1) / 2).astype(np.float32)
    rows = np.arange(batch)
    classes = (rows * rows + rows) % 10
    return images, classes, np.eye(10, dtype=np.float32)[classes]


def training_work(step, check_step):
    """A training step as work: `step` returns the loss; the first losses are the check."""
    losses = [float(step()) for _ in range(check_step)]
    return {"run": step, "check": [losses[0], losses[-1]]}


MLP_SGD = {"model": "mlp", "optimizer": "sgd", "rate": 0.1, "pool": "average", "batch": 256}
