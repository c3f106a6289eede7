"""How far a result may be from TensorFlow's, and noise of that size.

A bound is three numbers: |a - e| <= base |e| + min(absolute, relative |e|); gradients add a fourth
that is allowed at every element, because 1 - y^2 for y near 1 loses all its digits.

Each step alone, from TensorFlow's own inputs:
  base      a few units of the last place, by the kind of operation;
  the rest  how much the result moves when the inputs move by one unit of the last place (the
            operation's condition), and how far TensorFlow itself is from the result in float64.
            Its half-precision sums, its fast exp, tanh and rsqrt, and oneDNN's blocked sums
            differ by processor; the truth in between does not.
The whole program: how much the result moves when each step's result moves within its own bound,
and, where it is a sum, by two last places of the sum of the sizes of its terms.
Small multiples of 1/16 do not move where the operation gives them exactly: where it only copies or
rounds once, where float64 gives the same, or, if there is nothing wider, where it is no sum of
other numbers. Where compare.ts allows last places of the largest
element or of 1, results move by as many.
Gradients: the same, and twice TensorFlow's distance from the gradient computed in float64.
A value whose integers, NaNs or infinities change under such noise is unstable: only its shape and
dtype are compared, and what depends on it is compared step by step alone.

TensorFlow's kernels read and write subnormals as zero; the generator takes no step from them, and
every bound allows one smallest normal number. Signs of zero are counted apart.
"""

import re
import zlib

import numpy as np
import values as V

UNITS = {"exact": 0, "rounded": 1, "smooth": 8, "special": 64, "solve": 64, "signs": 64}
SPREAD = {"exact": 0, "rounded": 0, "smooth": 4, "special": 16, "solve": 32, "signs": 32}
HALF_UNITS = {"exact": 0, "rounded": 1, "smooth": 2, "special": 3, "solve": 4, "signs": 4}


def units(kind, dtype):
    """The base of a bound: float16 and bfloat16 are mostly computed wider and rounded once."""
    table = HALF_UNITS if dtype in ("float16", "bfloat16") else UNITS
    return table[kind] * V.EPSILON[dtype]


def factor(kind, dtype):
    """How many times the condition counts."""
    return min(SPREAD[kind], 2) if dtype in ("float16", "bfloat16") else SPREAD[kind]


def composed(count, dtype):
    """The base of a bound of something composed: a whole program, a gradient."""
    return (min(count, 4) if dtype in ("float16", "bfloat16") else count) * V.EPSILON[dtype]


def is_float(array):
    """Whether an array's elements are floating."""
    return V.dtype_name(array) in V.EPSILON


def wide(array):
    """Elements as float64."""
    return np.asarray(array).astype(np.float64)


SATURATING = {"tanh", "sigmoid", "math.erf", "math.erfc", "nn.softmax", "math.igamma", "nn.elu",
              "nn.selu", "math.igammac", "math.betainc", "math.expm1", "math.l2_normalize"}


# As in allowances.ts: last places of the largest element, and of 1, that an operation may be off.
PLACES = [(re.compile(pattern), places) for pattern, places in [
    (r"^linalg\.lstsq$", 1024), (r"^linalg\.", 64), (r"^nn\.batch_normalization$", 3),
    (r"^math\.(erfinv|erfcinv|ndtri)$", 512), (r"^math\.betainc$", 128),
    (r"^math\.(polygamma|zeta|digamma|lgamma|lbeta)$", 2)]]
UNITED = re.compile(r"(oftmax|ogsumexp|(poly|di|l)gamma|nn\.[gs]?elu|^(sin|cos|tan))")


# What adds up products of its arguments, whose terms may be larger than their sum.
SUMS = re.compile(r"^(nn\.(conv|depthwise|separable|avg_pool)|matmul$|einsum$|tensordot$|cumsum$|"
                  r"reduce_(sum|mean)$|linalg\.(matvec|trace)$|add_n$|scatter_nd$|"
                  r"tensor_scatter_nd_add$|math\.(unsorted_)?segment_(sum|mean|sqrt_n)$)")


def everywhere(op, array):
    """How far every element of a result may be off, whatever its own size is."""
    dtype = V.dtype_name(array)
    size = np.abs(wide(array))
    size = size[np.isfinite(size)]
    largest = size.max() if size.size else 0
    places = next((p for pattern, p in PLACES if pattern.search(op)), 0)
    narrow = dtype in ("float16", "bfloat16")
    ones = (1 if narrow else 4) if UNITED.search(op) else int(op == "math.erfinv" and not narrow)
    return V.EPSILON[dtype] * (places * largest + ones)


def is_short(x):
    """Which elements are small multiples of 1/16: sums and products of these are exact."""
    return (np.abs(x) < 1024) & (x * 16 == np.rint(x * 16))


def is_exact(array, kind, truth, saturating):
    """Which elements any implementation gets exactly, among small multiples of 1/16."""
    x = wide(array)
    if kind in ("exact", "rounded"):
        return np.ones(x.shape, bool)
    if truth is not None:
        return wide(truth) == x
    if kind != "smooth":
        return np.zeros(x.shape, bool)
    return np.abs(x) != 1 if saturating else np.ones(x.shape, bool)


def noise_like(array, amplitude, seed, certain=True):
    """Noise within an amplitude; equal elements get equal noise, so that ties stay ties.

    Small multiples of 1/16 get none where they are certain. Of what is less than its noise, as is what
    cancels, half becomes 0.
    """
    x = wide(array)
    bits = x.view(np.uint64) if x.ndim else np.array(x).reshape(1).view(np.uint64).reshape(())
    mixed = (bits ^ np.uint64(seed)) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    unit = ((mixed >> np.uint64(40)).astype(np.float64) / 2.0**23) - 1
    with np.errstate(all="ignore"):
        exact = is_short(x) & certain
        vanishing = (np.abs(x) < amplitude) & (unit > 0)
        moved = np.where(vanishing, -x, unit * amplitude)
        out = np.where(exact | ~np.isfinite(x), 0, moved)
    return np.where(np.isfinite(out), out, 0)


def amplitude(array, bound):
    """The bound of each element."""
    base, absolute, relative = bound[:3]
    with np.errstate(all="ignore"):
        size = np.abs(wide(array))
        return base * size + np.minimum(absolute, np.nan_to_num(relative * size, nan=0, posinf=np.inf))


def spread(values, others):
    """The largest distance, absolute and relative, or None where something jumps."""
    absolute = relative = 0.0
    x = wide(values)
    for other in others:
        y = wide(other)
        if y.shape != x.shape:
            return None
        with np.errstate(all="ignore"):
            finite = np.isfinite(x)
            if (finite != np.isfinite(y)).any() or not np.array_equal(
                    x[~finite], y[~finite], equal_nan=True):
                return None
            distance = np.abs(x - y)[finite]
            size = np.abs(x)[finite]
            ratio = np.where(distance == 0, 0, distance / size)
        if distance.size:
            absolute = max(absolute, float(distance.max()))
            relative = max(relative, float(ratio.max()))
    return absolute, relative


def short(number):
    """Two digits, upwards; None for infinity."""
    with np.errstate(over="ignore"):
        upwards = float(f"{number * 1.005:.2e}")
    return upwards if np.isfinite(upwards) else None


def program_seed(*parts):
    """A number for noise."""
    return zlib.crc32(repr(parts).encode())
