"""Dtypes, shapes and leaf values of random programs.

A leaf is described by dtype, shape and domain, so that other values of the same kind can be drawn
for the second call of a traced function. Everything comes from one `random.Random`.
"""

import base64

import ml_dtypes
import numpy as np

FLOATS = ["float32", "float64", "float16", "bfloat16"]
SIGNED = ["int8", "int16", "int32", "int64"]
UNSIGNED = ["uint8", "uint16", "uint32", "uint64"]
INTEGERS = SIGNED + UNSIGNED
NUMBERS = FLOATS + INTEGERS

NUMPY = {name: np.dtype(name) for name in ["float32", "float64", "float16", *INTEGERS, "bool"]}
NUMPY["bfloat16"] = np.dtype(ml_dtypes.bfloat16)
NUMPY["string"] = np.dtype(object)

EPSILON = {"float32": 2.0**-23, "float64": 2.0**-52, "float16": 2.0**-10, "bfloat16": 2.0**-7}
SMALLEST = {"float32": 2.0**-126, "float64": 2.0**-1022, "float16": 2.0**-14, "bfloat16": 2.0**-126}

DIMENSIONS = [1, 1, 2, 2, 3, 3, 4, 5, 7]
WORDS = ["", "a", "b", "ab", "Tensor", "é", "日本", "x y"]


def size_of(shape):
    """Number of elements."""
    return int(np.prod(shape, dtype=np.int64))


def random_shape(rng, rank=None, limit=120, zero=0.03):
    """A shape with ones, primes and now and then a 0, of at most `limit` elements."""
    rank = rng.choice([0, 1, 1, 1, 2, 2, 2, 3, 3, 4]) if rank is None else rank
    for _ in range(50):
        shape = [0 if rng.random() < zero else rng.choice(DIMENSIONS) for _ in range(rank)]
        if size_of(shape) <= limit:
            return shape
    return [1] * rank


def broadcastable(rng, shape):
    """A shape that broadcasts with `shape`: some dimensions 1, some leading ones left out."""
    other = [1 if rng.random() < 0.25 else d for d in shape]
    return other[rng.randrange(len(other) + 1):] if other and rng.random() < 0.25 else other


def _special(rng, dtype):
    info = np.finfo(NUMPY[dtype]) if dtype in ("float32", "float64", "float16") else None
    top = float(info.max) if info else 3.3895313892515355e38
    return rng.choice([np.nan, np.inf, -np.inf, -0.0, 0.0, 1.0, -1.0, top, -top,
                       SMALLEST[dtype], 0.5, 1e-3, 1e4])


def _float(rng, domain, style):
    if domain == "positive":
        return rng.choice([0.125, 0.5, 1.0, 2.0, 3.0]) if style == "ties" else rng.uniform(0.05, 4)
    if domain == "unit":
        return rng.uniform(-0.98, 0.98)
    if domain == "probability":
        return rng.uniform(0.02, 0.98)
    if domain == "over_one":
        return rng.uniform(1.05, 6)
    if style == "ties":
        return float(rng.randrange(-3, 4))
    if style == "mixed" and rng.random() < 0.3:
        return rng.randrange(-8, 9) / 2
    return rng.uniform(-1, 1) * rng.choice([0.05, 1, 1, 3, 3, 10])


def _integer(rng, domain, dtype, special):
    info = np.iinfo(NUMPY[dtype])
    if isinstance(domain, tuple):  # ("index", from, below)
        return rng.randrange(domain[1], max(domain[2], domain[1] + 1))
    if special and rng.random() < 0.25:
        return rng.choice([info.min, info.max, info.max - 1, info.min + 1, 0, 1])
    if domain == "positive":
        return rng.randrange(1, 9)
    return rng.randrange(max(-10, info.min), 11)


def _symmetric_positive(rng, dtype, shape):
    n = shape[-1]
    raw = np.array([rng.uniform(-1, 1) for _ in range(size_of(shape))]).reshape(shape)
    return (raw @ np.swapaxes(raw, -1, -2) + (0.5 + n / 2) * np.eye(n)).astype(NUMPY[dtype])


def _well_conditioned(rng, dtype, shape):
    raw = np.array([rng.uniform(-1, 1) for _ in range(size_of(shape))]).reshape(shape)
    return (raw + 2.5 * np.eye(shape[-2], shape[-1])).astype(NUMPY[dtype])


def draw(rng, dtype, shape, domain, special, style):
    """An array of a leaf's kind."""
    count = size_of(shape)
    if domain == "spd":
        return _symmetric_positive(rng, dtype, shape)
    if domain == "regular":
        return _well_conditioned(rng, dtype, shape)
    if domain == "sorted" or domain == "segments":
        low, high = (-4, 5) if domain == "sorted" else (0, 5)
        flat = [rng.randrange(low, high) if dtype in INTEGERS else rng.uniform(low, high)
                for _ in range(count)]
        return np.sort(np.array(flat, NUMPY[dtype]).reshape(shape), -1)
    if domain == "permutation":
        return np.array(rng.sample(range(count), count), NUMPY[dtype]).reshape(shape)
    if domain == "distribution":
        raw = np.array([rng.uniform(0.05, 1) for _ in range(count)]).reshape(shape)
        return (raw / raw.sum(-1, keepdims=True)).astype(NUMPY[dtype])
    if dtype == "bool":
        return np.array([rng.random() < 0.5 for _ in range(count)], bool).reshape(shape)
    if dtype == "string":
        flat = np.empty(count, object)
        flat[:] = [rng.choice(WORDS).encode() for _ in range(count)]
        return flat.reshape(shape)
    if dtype in INTEGERS:
        flat = [_integer(rng, domain, dtype, special) for _ in range(count)]
        return np.array(flat, NUMPY[dtype]).reshape(shape)
    free = domain == "any"
    flat = [_special(rng, dtype) if free and special and rng.random() < 0.25
            else _float(rng, domain, style) for _ in range(count)]
    return np.array(flat, np.float64).reshape(shape).astype(NUMPY[dtype])


def dtype_name(array):
    """TensorFlow's name of an array's dtype."""
    return "string" if array.dtype == object else array.dtype.name


def encode(array):
    """A value as JSON: little-endian bytes in base64; strings as a list."""
    array = np.asarray(array)
    out = {"dtype": dtype_name(array), "shape": list(array.shape)}
    if array.dtype == object:
        out["strings"] = [x.decode() for x in array.ravel()]
    else:
        out["data"] = base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()
    return out


def has_subnormals(array):
    """Whether a float array holds numbers that TensorFlow may flush to zero."""
    name = dtype_name(array)
    if name not in SMALLEST:
        return False
    wide = np.abs(array.astype(np.float64))
    return bool(((wide > 0) & (wide < SMALLEST[name])).any())
