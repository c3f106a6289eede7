"""The data of cases.ts, and how epochs of a step of one's own are timed."""

import time

import numpy as np

import peer_data

TIMED_EPOCHS = 4


def examples(work):
    """Inputs in NHWC or (batch, time, features), and classes as numbers."""
    count = work["batch"] * work["steps"]
    x = peer_data.numbers(peer_data.IMAGES, (count, *work["input"]))
    rows = np.arange(count)
    classes = (rows * 7 + (rows >> 3)) % 10
    return ((x.astype(np.float64) + 1) / 2).astype(np.float32), classes.astype(np.int32)


def stepping(work, batches, step, wait=lambda it: float(it)):
    """Work of a step called batch by batch: the losses of two epochs are the check.

    `step` returns the loss, maybe before it is computed; `wait` reads it, once an epoch.
    """
    check = [sum(float(step(*it)) for it in batches) / len(batches) for _ in range(2)]

    def epoch():
        for batch in batches:
            loss = step(*batch)
        return wait(loss)

    def timed():
        epoch()
        times = []
        for _ in range(TIMED_EPOCHS):
            start = time.perf_counter()
            epoch()
            times.append(1e3 * (time.perf_counter() - start) / work["steps"])
        return times

    return {"run": timed, "timed": timed, "check": check}
