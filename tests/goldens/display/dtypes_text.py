"""Writes arrays of the element types that numpy_text.py lacks with the text that NumPy prints.

Run with NumPy 1.26 it writes dtypes_text.json.gz, with NumPy 2 and ml_dtypes 0.6 dtypes2_text.json.gz, which
has bfloat16, too. Numbers are stored as base64 of their little-endian bytes.
"""

import base64
import gzip
import json
import pathlib
import platform

import numpy as np

ERA_1 = np.__version__.startswith("1.")
COUNT = 400
OUT = pathlib.Path(__file__).with_name("dtypes_text.json.gz" if ERA_1 else "dtypes2_text.json.gz")
rng = np.random.default_rng(31)
NAMES = ["float16", "complex64", "float16", "complex64", "int8", "int16", "uint16", "uint32", "uint64"]
if not ERA_1:
    import ml_dtypes

    NAMES += ["bfloat16"] * 3
SHAPES = [(), (1,), (2,), (5,), (12,), (2, 3), (10, 1), (4, 7), (2, 3, 4), (2, 1, 2, 5), (0,), (0, 3)]
LARGE = [(1001,), (11, 10, 10)]


def choose(options):
    return options[rng.integers(len(options))]


def log_uniform(size, low, high):
    return rng.choice([-1.0, 1.0], size) * 10.0 ** rng.uniform(low, high, size)


def with_specials(values):
    for special in (np.nan, np.inf, -np.inf, 0.0, -0.0):
        if rng.random() < 0.5:
            values[rng.random(values.size) < 0.2] = special
    return values


def reals(size, narrow):
    makers = [
        lambda: rng.normal(0, choose([0.01, 1, 30]), size),
        lambda: rng.uniform(0, 1, size),
        lambda: log_uniform(size, -8, 5),
        lambda: log_uniform(size, -2, 2),
        lambda: log_uniform(size, -4, 3),
        lambda: log_uniform(size, 2, 4.8),
        lambda: log_uniform(size, *((-7, 4.8) if narrow else (-38, 38))),
        lambda: rng.integers(-1000, 1000, size) / choose([1.0, 2.0, 8.0, 10.0, 64.0, 1000.0]),
        lambda: rng.integers(0, 3, size).astype(float),
        lambda: rng.choice([-1.0, 1.0], size) * 2.0 ** rng.integers(-24, 15, size),
        lambda: np.full(size, choose([0.0, 1.0, -1.0, 0.1, 1e-4, 1000.0, 999.5, 60000.0, np.nan, -np.inf])),
    ]
    values = choose(makers)()
    return with_specials(values) if rng.random() < 0.25 else values


def random_array(name, shape):
    size = int(np.prod(shape))
    with np.errstate(all="ignore"):
        if name == "complex64":
            values = np.empty(size, np.complex64)
            values.real, values.imag = reals(size, False), reals(size, False)
        elif name == "bfloat16":
            values = reals(size, False).astype(ml_dtypes.bfloat16)
        elif name == "float16":
            patterns = rng.integers(0, 2**16, size, dtype=np.uint16).view(np.float16)
            values = patterns if rng.random() < 0.15 else reals(size, True).astype(np.float16)
        else:
            info = np.iinfo(name)
            low, high = choose([(0, 10), (-100, 100), (info.min, info.max)])
            values = rng.integers(max(low, info.min), min(high, info.max), size, dtype=name, endpoint=True)
    return values.reshape(shape)


def random_options():
    options = {}
    if rng.random() < 0.5:
        options["precision"] = int(rng.integers(0, 12))
    if rng.random() < 0.3:
        options["linewidth"] = int(rng.integers(20, 160))
    if rng.random() < 0.3:
        options["threshold"] = int(rng.integers(0, 40))
    if rng.random() < 0.3:
        options["suppress"] = True
    if rng.random() < 0.4:
        options["floatmode"] = choose(["fixed", "unique", "maxprec", "maxprec_equal"])
    if rng.random() < 0.3:
        options["sign"] = choose(["-", "+", " "])
    if rng.random() < 0.1:
        options["nanstr"] = choose(["NaN", "--"])
        options["infstr"] = choose(["Inf", "infinity"])
    return options


def record(array, options):
    with np.printoptions(**options):
        case = {"dtype": str(array.dtype), "shape": list(array.shape), "repr": repr(array), "str": str(array)}
    case["data"] = base64.b64encode(array.tobytes()).decode()
    if options:
        case["options"] = options
    return case


cases = []
for start in range(1, 0x7C00, 1024):
    cases.append(record(np.arange(start, min(start + 64, 0x7C00), dtype=np.uint16).view(np.float16), {}))
while len(cases) < COUNT:
    index = len(cases)
    shape = choose(LARGE) if index % 80 == 7 else choose(SHAPES)
    cases.append(record(random_array(choose(NAMES), shape), random_options() if index % 3 == 0 else {}))

golden = {"numpy": np.__version__, "python": platform.python_version(), "cases": cases}
text = json.dumps(golden, ensure_ascii=True, separators=(",", ":"))
OUT.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
print(OUT.name, len(cases), "cases", OUT.stat().st_size, "bytes")
