"""Small data sets of scikit-learn for tests that train: one file each, `<name>.json.gz`.

    python3 make_datasets.py

needs scikit-learn and NumPy; README.md beside it says where the data come from. A file:

    name          digits, iris, wine or diabetes
    task          "classification" or "regression"
    versions      of scikit-learn and NumPy
    x             {"dtype", "shape", "values"}: the features in row-major order; digits are whole
                  numbers from 0 to 16, the others measurements in their own units (diabetes too:
                  not the scaled ones)
    y             the same for the targets: classes as whole numbers, or the measure of the disease
    features      names of the features (of the columns of x); none for digits
    classes       names of the classes; none for a regression
    permutation   the order in which rows are taken: RandomState(SEED).permutation(rows)
    test          how many rows at the end of that order are for testing
"""
import gzip
import json
import pathlib

import numpy as np
import sklearn
from sklearn import datasets

SEED = 2021
HERE = pathlib.Path(__file__).parent

# What is loaded, its task, the dtypes of x and y, and how many rows are for testing.
SETS = {
    "digits": (datasets.load_digits, {}, "classification", "uint8", "uint8", 360),
    "iris": (datasets.load_iris, {}, "classification", "float64", "uint8", 30),
    "wine": (datasets.load_wine, {}, "classification", "float64", "uint8", 36),
    "diabetes": (datasets.load_diabetes, {"scaled": False}, "regression", "float64", "float64", 89),
}


def encoded(values, dtype):
    array = values.astype(dtype)
    assert np.array_equal(array, values)
    flat = [int(it) if float(it).is_integer() else float(it) for it in array.ravel()]
    return {"dtype": dtype, "shape": list(array.shape), "values": flat}


def write(name):
    load, options, task, x_dtype, y_dtype, test = SETS[name]
    data = load(**options)
    x = data.images if name == "digits" else data.data
    golden = {
        "name": name,
        "task": task,
        "versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
        "x": encoded(x, x_dtype),
        "y": encoded(data.target, y_dtype),
        "features": [] if name == "digits" else list(data.feature_names),
        "classes": [str(it) for it in data.target_names] if task == "classification" else [],
        "permutation": np.random.RandomState(SEED).permutation(len(x)).tolist(),
        "test": test,
    }
    text = json.dumps(golden, separators=(",", ":")).encode()
    path = HERE / f"{name}.json.gz"
    path.write_bytes(gzip.compress(text, 9, mtime=0))
    print(path.name, golden["x"]["shape"], path.stat().st_size, "bytes")


for it in SETS:
    write(it)
