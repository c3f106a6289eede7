"""What the peer scripts share: the data of tests/goldens/datasets, five seeds, the report."""
import gzip
import json
import os
import pathlib
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

import keras
import numpy as np

DATASETS = pathlib.Path(__file__).parents[2] / "tests" / "goldens" / "datasets"
SEEDS = (1, 2, 3, 4, 5)


def decoded(array):
    return np.array(array["values"], array["dtype"]).reshape(array["shape"])


def load(name):
    """Features and targets for training and for testing: rows in the order of the permutation."""
    with gzip.open(DATASETS / f"{name}.json.gz") as file:
        data = json.load(file)
    order, test = data["permutation"], data["test"]
    x, y = decoded(data["x"])[order], decoded(data["y"])[order]
    return (x[:-test], y[:-test]), (x[-test:], y[-test:])


def standardized(train, test):
    """Both less the mean of the training rows, divided by their standard deviation (over n)."""
    mean, deviation = train.mean(axis=0), train.std(axis=0)
    return ((train - mean) / deviation).astype("float32"), ((test - mean) / deviation).astype("float32")


def run(title, make, train, test, epochs, batch_size, unit):
    """Trains with each seed; prints what evaluate gives last (a metric) on the rows for testing."""
    results, started = [], time.perf_counter()
    for seed in SEEDS:
        keras.utils.set_random_seed(seed)
        model = make()
        model.fit(*train, epochs=epochs, batch_size=batch_size, verbose=0)
        results.append(model.evaluate(*test, batch_size=batch_size, verbose=0)[-1])
    results = np.array(results) * (100 if unit == "%" else 1)
    digits = 2 if unit == "%" else 3
    print(
        f"{title}: mean {results.mean():.{digits}f} {unit}, deviation {results.std(ddof=1):.{digits}f}, "
        f"from {results.min():.{digits}f} to {results.max():.{digits}f}, "
        f"{time.perf_counter() - started:.1f} s for {len(SEEDS)} seeds",
        flush=True,
    )
