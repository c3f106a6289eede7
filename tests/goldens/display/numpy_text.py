"""Writes arrays with the text that NumPy prints for them.

Run with NumPy 1.26 it writes numpy_text.json.gz (the book's era: 2,500 arrays), with NumPy 2
numpy2_text.json.gz (400 arrays; `shape=` in summarised ones). Numbers are stored as base64 of
their little-endian bytes, so nothing is lost; strings as they are.
"""

import base64
import gzip
import json
import pathlib
import platform

import numpy as np

ERA_1 = np.__version__.startswith("1.")
COUNT = 2500 if ERA_1 else 400
OUT = pathlib.Path(__file__).with_name("numpy_text.json.gz" if ERA_1 else "numpy2_text.json.gz")
rng = np.random.default_rng(20)

SHAPES = [
    (), (1,), (2,), (3,), (5,), (7,), (12,), (20,), (1, 1), (2, 3), (3, 2), (2, 10), (10, 1), (1, 10),
    (4, 7), (2, 2, 2), (2, 3, 4), (3, 1, 2), (2, 2, 1, 3), (2, 1, 2, 5), (1, 1, 1, 1), (6, 5),
]
EMPTY = [(0,), (0, 3), (3, 0), (2, 0, 4), (0, 0)]
LARGE = [(1000,), (1001,), (1500,), (20, 256), (7, 150), (40, 30), (11, 10, 10), (8, 8, 20), (6, 6, 6, 6),
         (2, 600), (600, 2), (3, 2, 200), (1, 2000), (2, 3, 4, 60)]
FLOATS = [np.float32, np.float64]


def choose(options):
    return options[rng.integers(len(options))]


def log_uniform(size, low, high):
    with np.errstate(all="ignore"):
        return rng.choice([-1.0, 1.0], size) * 10.0 ** rng.uniform(low, high, size)


def random_bits(size, dtype):
    width = np.uint32 if dtype == np.float32 else np.uint64
    return rng.integers(0, np.iinfo(width).max, size, dtype=width, endpoint=True).view(dtype)


def with_specials(values):
    flat = values.reshape(-1)
    for special in (np.nan, np.inf, -np.inf, 0.0, -0.0):
        if rng.random() < 0.5:
            flat[rng.random(flat.size) < 0.2] = special
    return values


def floats(shape, dtype):
    size = int(np.prod(shape))
    low = rng.uniform(-30, 30)
    makers = [
        lambda: rng.normal(0, choose([0.01, 0.05, 1, 30]), size),
        lambda: rng.uniform(-0.15, 0.15, size),
        lambda: rng.uniform(0, 1, size),
        lambda: log_uniform(size, -30, 30),
        lambda: log_uniform(size, low, low + 2),
        lambda: log_uniform(size, low, low + 6),
        lambda: log_uniform(size, -4, 8),
        lambda: rng.integers(-1000, 1000, size) / choose([1.0, 2.0, 4.0, 8.0, 10.0, 64.0, 100.0, 1000.0]),
        lambda: rng.integers(0, 3, size).astype(float),
        lambda: rng.choice([-1.0, 1.0], size) * 2.0 ** rng.integers(-100, 100, size),
        lambda: np.full(size, choose([0.0, 1.0, -1.0, 0.1, 1e-4, 1e8, 99999999.0, 1e-5, np.nan, np.inf, -np.inf])),
        lambda: log_uniform(size, -45, -37),
        lambda: random_bits(size, dtype),
    ]
    with np.errstate(all="ignore"):
        values = choose(makers)().astype(dtype).reshape(shape)
    return with_specials(values) if rng.random() < 0.2 else values


def integers(shape, dtype):
    info = np.iinfo(dtype)
    bounds = choose([(0, 10), (0, 256), (-100, 100), (info.min, info.max)])
    low, high = max(bounds[0], info.min), min(bounds[1], info.max)
    return rng.integers(low, high, shape, dtype=dtype, endpoint=bounds[1] == info.max)


WORDS = ["", "a", "it's", 'say "x"', "both ' and \"", "tab\there", "line\nbreak", "back\\slash", "\u00e9t\u00e9",
         "\u6a21\u578b", "\x00\x1b", "\u200b", "\U0001f600", "longer text with spaces", "\u00a0", "\x7f"]


def strings(shape):
    return rng.choice(np.array(WORDS, dtype=object), shape).astype(str) if shape else np.array(choose(WORDS))


def random_options():
    options = {}
    if rng.random() < 0.5:
        options["precision"] = int(rng.integers(0, 18))
    if rng.random() < 0.3:
        options["linewidth"] = int(rng.integers(10, 160))
    if rng.random() < 0.3:
        options["threshold"] = int(rng.integers(0, 40))
    if rng.random() < 0.3:
        options["edgeitems"] = int(rng.integers(0, 6))
    if rng.random() < 0.3:
        options["suppress"] = True
    if rng.random() < 0.3:
        options["floatmode"] = choose(["fixed", "unique", "maxprec", "maxprec_equal"])
    if rng.random() < 0.2:
        options["sign"] = choose(["-", "+", " "])
    if rng.random() < 0.1:
        options["nanstr"] = choose(["NaN", "--", "missing"])
        options["infstr"] = choose(["Inf", "infinity"])
    return options


def powers_of_two():
    for dtype, low, high in ((np.float32, -149, 128), (np.float64, -1074, 1024)):
        exponents = np.arange(low, high)
        for part in np.array_split(exponents, 25 if dtype == np.float32 else 60):
            yield np.ldexp(np.ones(len(part)), part).astype(dtype)
    for exponent in range(-149, 128, 3):
        yield np.array(np.ldexp(1.0, exponent), dtype=np.float32)


def random_array(index):
    kind = index % 10
    if index % 25 == 7:
        shape = choose(LARGE)
    elif index % 50 == 11:
        shape = choose(EMPTY)
    else:
        shape = choose(SHAPES)
    if kind < 4:
        return floats(shape, np.float32)
    if kind < 7:
        return floats(shape, choose(FLOATS))
    if kind == 7:
        return integers(shape, choose([np.int32, np.int64, np.uint8]))
    if kind == 8 and index % 20 == 8:
        return np.asarray(rng.random(shape) < 0.5)
    if kind == 8:
        return strings(shape) if np.prod(shape) < 60 else floats(shape, np.float32)
    return floats(shape, np.float32)


def record(array, options):
    with np.printoptions(**options):
        case = {"dtype": "string" if array.dtype.kind == "U" else str(array.dtype),
                "shape": list(array.shape), "repr": repr(array), "str": str(array)}
    if array.dtype.kind == "U":
        case["data"] = [str(text) for text in array.reshape(-1)]
    else:
        case["data"] = base64.b64encode(array.astype(array.dtype.newbyteorder("<")).tobytes()).decode()
    if options:
        case["options"] = options
    return case


cases = [record(array, {}) for array in (powers_of_two() if ERA_1 else [])]
while len(cases) < COUNT:
    index = len(cases)
    array = random_array(index)
    cases.append(record(array, random_options() if index % 3 == 0 else {}))

golden = {"numpy": np.__version__, "python": platform.python_version(), "cases": cases}
text = json.dumps(golden, ensure_ascii=True, separators=(",", ":"))
OUT.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
print(OUT.name, len(cases), "cases", OUT.stat().st_size, "bytes")
