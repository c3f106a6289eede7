"""The weights and inputs of data.ts, and how the first calls of a case become its check."""

import math
import time

import numpy as np

import peer_data

INPUTS = 100
CHECKED_STEP = 10


def weights(work):
    """The weights that training begins with, in Keras's layout."""
    made = []
    for index, it in enumerate(work["weights"]):
        if "fill" in it:
            made.append(np.full(it["shape"], it["fill"], np.float32))
        else:
            made.append(peer_data.numbers(peer_data.WEIGHTS + index, it["shape"], it["scale"]))
    return made


def inputs(work):
    """What a step is called with, images in NHWC."""
    made = []
    for index, it in enumerate(work["inputs"]):
        if "below" in it:
            i = np.arange(math.prod(it["shape"]), dtype=np.int64)
            found = (i * 7919 + i * i * 31 + index * 17) % it["below"]
            made.append(found.astype(np.int32).reshape(it["shape"]))
        else:
            made.append(peer_data.numbers(INPUTS + index, it["shape"]))
    return made


def first(call):
    """What a first call gives, and the milliseconds it takes."""
    start = time.perf_counter()
    value = call()
    return value, 1e3 * (time.perf_counter() - start)


def training(step):
    """Steps of training: `step` returns the loss, read."""
    value, ms = first(step)
    for _ in range(CHECKED_STEP - 1):
        last = step()
    return {"run": step, "check": [float(value), float(last)], "first_ms": ms}


def computing(run, read):
    """Arrays that `run` returns, computed; `read` gives one as NumPy's, in Keras's layout."""
    results, ms = first(run)
    check = [peer_data.project(read(it)) for it in results]
    return {"run": run, "check": check, "first_ms": ms}


def updating(run, look):
    """Updates of a weight, which `look` gives as NumPy's."""
    _, ms = first(run)
    check = [peer_data.project(look())]
    for _ in range(CHECKED_STEP - 1):
        run()
    return {"run": run, "check": [*check, peer_data.project(look())], "first_ms": ms}
