"""Makes random convolutions, pools, normalisations and resizings judged by TensorFlow: sizes at
which kernels change their ways, which the small tensors of random programs do not reach.

    python scripts/fuzz/convolutions.py --seed 1 --count 500 --out convolutions.json.gz [--large]

One JSON line a case. Inputs are not in it: they are drawn from the seed on both sides (mulberry32).
Of each result, value, first and mixed second gradients, it has the shape, the norm, and sums with
six lists of random weights, so that no number can be wrong unseen. Written with TensorFlow 2.21.
"""

import argparse
import gzip
import json
import os
import random
import re

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

SUMS = 6
SETS = 2
"""Inputs of a case have seeds PLACE * seed + place; the second set begins at SECOND."""
PLACE, SECOND = 64, 32
GRADIENTS, WEIGHTS = 16, 24
SMALL = {"batches": [1, 1, 2, 3], "sizes": [1, 2, 3, 5, 7, 8, 12, 16],
         "channels": [1, 2, 3, 4, 7, 8, 16, 17, 32], "most": 40_000}
LARGE = {"batches": [2, 5, 8], "sizes": [10, 14, 16, 25, 28], "channels": [1, 3, 6, 8, 16, 17, 32, 64],
         "most": 400_000}
"""Of a case: the most elements of its inputs."""


def uniform(seed, count):
    """Numbers from -1 to 1: those of `Random` in random.ts."""
    steps = np.arange(1, count + 1, dtype=np.uint64)
    with np.errstate(over="ignore"):
        s = (np.uint64(seed % 2**32) + steps * np.uint64(0x6D2B79F5)).astype(np.uint32)
        t = (s ^ (s >> np.uint32(15))) * (s | np.uint32(1))
        t ^= t + (t ^ (t >> np.uint32(7))) * (t | np.uint32(61))
        t ^= t >> np.uint32(14)
    return t.astype(np.float64) / 2**32 * 2 - 1


def draw(seed, shape):
    return tf.constant(uniform(seed, int(np.prod(shape))).astype(np.float32).reshape(shape))


def snake(name):
    return re.sub(r"(?<=[a-z\d])([A-Z])", r"_\1", re.sub(r"(\d)D", r"\1D", name)).lower()


def call(case, inputs):
    """The operation, a bias and an activation on it."""
    space = tf
    *spaces, name = case["op"].split(".")
    for it in spaces:
        space = getattr(space, it)
    function = getattr(space, snake(name))
    count = case["tensors"]
    y = function(*inputs[:count], *case["args"], **{snake(k): v for k, v in case["named"].items()})
    if case["bias"]:
        y = tf.nn.bias_add(y, inputs[count])
    return getattr(tf.nn, case["activation"])(y) if case["activation"] else y


def describe(r, range_):
    """A random case, without its numbers."""
    pick = r.choice
    n, c, o = pick(range_["batches"]), pick(range_["channels"]), pick(range_["channels"])
    kinds = ["conv2d"] * 5 + ["conv1d", "conv3d", "depthwiseConv2d", "separableConv2d",
             "conv2dTranspose", "conv2dTranspose", "conv1dTranspose", "maxPool2d", "avgPool2d",
             "maxPool2d", "maxPool3d", "avgPool1d", "batchNormalization", "resize"]
    kind = pick(kinds)
    rank = 3 if "3d" in kind else 1 if "1d" in kind else 2
    size = [pick(range_["sizes"][:5] if rank == 3 else range_["sizes"]) for _ in range(rank)]
    window = [pick([1, 2, 3, 3, 5]) for _ in range(rank)]
    strides = [pick([1, 1, 1, 2, 3])] * rank
    if rank == 2 and r.random() < 0.2 and "depth" not in kind and "separable" not in kind:
        strides = [pick([1, 2]), pick([1, 2, 3])]
    padding = pick(["SAME", "VALID"])
    dilations = [pick([2, 3])] * rank if strides == [1] * rank and r.random() < 0.2 else [1] * rank
    if padding == "VALID":  # TensorFlow ends its process where a window does not fit
        size = [max(s, (k - 1) * d + 1) for s, k, d in zip(size, window, dilations)]
    named, bias, activation = {}, False, None
    shapes = [[n, *size, c]]
    if kind.startswith("conv") and "Transpose" not in kind:
        groups = pick([g for g in [1, 1, 1, 2, 4] if c % g == 0 and o % g == 0])
        shapes.append([*window, c // groups, o])
        if rank == 2 and strides == [1, 1] and r.random() < 0.15:
            padding = [[0, 0], [r.randint(0, 2), r.randint(0, 2)], [r.randint(0, 2), r.randint(0, 2)], [0, 0]]
        args = [strides if rank < 3 else [1, *strides, 1], padding]
        if rank == 1:
            args[0] = strides[0]
        if dilations != [1] * rank:
            named["dilations"] = dilations if rank < 3 else [1, *dilations, 1]
    elif kind == "depthwiseConv2d":
        m = pick([1, 1, 2])
        shapes.append([*window, c, m])
        args, o = [[1, *strides, 1], padding], c * m
        if dilations != [1, 1]:
            named["dilations"] = dilations
    elif kind == "separableConv2d":
        m = pick([1, 2])
        shapes += [[*window, c, m], [1, 1, c * m, o]]
        args = [[1, *strides, 1], padding]
    elif "Transpose" in kind:
        shapes.append([*window, o, c])
        grown = [s * t if padding == "SAME" else (s - 1) * t + k for s, t, k in zip(size, strides, window)]
        args = [[n, *grown, o], strides if rank == 2 else strides[0], padding]
    elif "Pool" in kind:
        args, o = [window, strides, padding], c
    elif kind == "batchNormalization":
        shapes += [[c], [c], [c], [c]]
        args, o = [2.0], c  # variances from -1 to 1 are kept away from zero
    else:
        args = [[pick(range_["sizes"]), pick(range_["sizes"])], pick(["bilinear", "nearest", "bicubic"])]
        o = c
    tensors = len(shapes)
    if "onv" in kind:
        bias = r.random() < 0.5
        activation = pick([None, None, "relu", "sigmoid", "elu", "tanh"])
        if activation in ("sigmoid", "tanh") and np.prod(shapes[1]) / shapes[1][-1] > 64:
            activation = "elu"  # of large sums, whose ends are where all lose their digits
    if bias:
        shapes.append([o])
    op = f"image.{kind}" if kind == "resize" else f"nn.{kind}"
    return {"op": op, "tensors": tensors, "shapes": shapes, "args": args, "named": named,
            "bias": bias, "activation": activation}


def results(case, seed):
    """Value, first gradients, and second ones of sums of those, where TensorFlow has them."""
    inputs = [draw(seed + i, shape) for i, shape in enumerate(case["shapes"])]
    if "maxPool3d" in case["op"] and np.diff(np.sort(inputs[0], axis=None)).min(initial=1) < 1.1e-5:
        raise ValueError("TensorFlow takes elements within 1e-5 for equal: each gets the gradient")
    with tf.GradientTape() as outer:
        outer.watch(inputs)
        with tf.GradientTape() as tape:
            tape.watch(inputs)
            y = call(case, inputs)
        first = tape.gradient(y, inputs, draw(seed + GRADIENTS, y.shape))
        total = sum(tf.reduce_sum(g * draw(seed + WEIGHTS + i, g.shape)) for i, g in enumerate(first) if g is not None)
    try:
        return [y, *first, *outer.gradient(total, inputs)]
    except LookupError:
        return [y, *first]


def summary(tensor):
    if tensor is None:
        return None
    values = tensor.numpy().astype(np.float64).ravel()
    if not np.isfinite(values).all():
        raise ValueError("not finite")
    sums = [float(np.dot(uniform(k, values.size), values)) for k in range(SUMS)]
    return {"shape": list(tensor.shape), "norm": float(np.linalg.norm(values)), "sums": sums}


def make(seed, range_):
    """A case that TensorFlow computes; numbers of the seed that are none are skipped."""
    r = random.Random(seed)
    while True:
        case = describe(r, range_)
        if sum(int(np.prod(shape)) for shape in case["shapes"]) > range_["most"]:
            continue
        try:
            sets = [[summary(t) for t in results(case, PLACE * seed + SECOND * i)] for i in range(SETS)]
        except (tf.errors.OpError, ValueError):
            continue  # not computed, not finite, or not to be compared: another case of this seed
        return {"seed": seed, **case, "results": sets}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--out", required=True)
    parser.add_argument("--large", action="store_true")
    args = parser.parse_args()
    tf.config.threading.set_intra_op_parallelism_threads(1)
    with gzip.GzipFile(args.out, "wb", mtime=0) as file:
        for seed in range(args.seed, args.seed + args.count):
            file.write((json.dumps(make(seed, LARGE if args.large else SMALL), separators=(",", ":")) + "\n").encode())


main()
