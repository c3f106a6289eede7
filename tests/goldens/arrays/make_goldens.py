"""What TensorFlow, NumPy and mpmath give for the functions of lib/arrays: goldens.json.gz.

Run with TensorFlow 2.21 and mpmath 1.4 or near. Floating-point numbers are written as the 16 hex
digits of their float64 bits, so that nothing is lost, NaN and infinities included.
"""
import gzip
import json
import os
import pathlib
import random

os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import mpmath as mp
import numpy as np
import tensorflow as tf

mp.mp.dps = 50
random.seed(20)
rng = np.random.RandomState(21)
INF, NAN = np.inf, np.nan


def bits(values):
    return np.ascontiguousarray(values, ">f8").tobytes().hex()


def log_uniform(low, high):
    return 10 ** random.uniform(low, high)


# Special functions: rows of arguments and the true value, from mpmath.
special = {}


def truth(name, function, rows):
    table = []
    for row in rows:
        row = row if isinstance(row, tuple) else (row,)
        value = function(*[mp.mpf(x) for x in row])
        table += [*row, float(value)]
    special[name] = {"arguments": len(row), "table": bits(table)}


def ndtri(p):
    if p > mp.mpf("1e-20"):
        return mp.sqrt(2) * mp.erfinv(2 * p - 1)
    start = -mp.sqrt(-2 * mp.log(p)) + mp.mpf("0.1")
    return mp.findroot(lambda x: mp.log(mp.ncdf(x)) - mp.log(p), start)


def lower_gamma(a, x):
    return mp.gammainc(a, 0, x, regularized=True)


def upper_gamma(a, x):
    return mp.gammainc(a, x, mp.inf, regularized=True)


def gamma_slope(a, x):
    with mp.workdps(70):
        h = a * mp.mpf(10) ** -20
        if x < 3 * a + 5:
            return (lower_gamma(a + h, x) - lower_gamma(a - h, x)) / (2 * h)
        return -(upper_gamma(a + h, x) - upper_gamma(a - h, x)) / (2 * h)


def log_gamma(x):
    return mp.log(abs(mp.gamma(x)))


wide = [random.uniform(-6, 6) for _ in range(60)] + [log_uniform(-300, 0) for _ in range(15)]
wide += [random.uniform(5, 26.5) for _ in range(20)] + [0.5, 0.75, 1.0, 4.0]
truth("erf", mp.erf, wide)
truth("erfc", mp.erfc, wide)
inside = [random.uniform(-1, 1) for _ in range(50)] + [1 - log_uniform(-15, -1) for _ in range(20)]
truth("erfinv", mp.erfinv, inside + [log_uniform(-200, -1) for _ in range(15)] + [0.5, -0.5])
chances = [random.random() for _ in range(50)] + [log_uniform(-300, -1) for _ in range(40)]
truth("ndtri", ndtri, chances + [0.25, 0.75])
positive = [log_uniform(-300, 0) for _ in range(15)] + [random.uniform(0.01, 40) for _ in range(90)]
positive += [log_uniform(1, 15) for _ in range(15)] + [1e300, 0.5, 1.5, 2.5, 10.0]
positive += [c + random.uniform(-0.01, 0.01) for c in (1, 2, 1.4616) for _ in range(10)]
negative = [random.uniform(-30, 0) for _ in range(60)] + [-1e-5, -0.5, -100.5]
truth("lgamma", log_gamma, positive)
truth("lgammaOfNegative", log_gamma, negative)
truth("digamma", mp.digamma, positive)
truth("digammaOfNegative", mp.digamma, negative)
truth("trigamma", lambda x: mp.psi(1, x), [x for x in positive if 1e-100 < x < 1e100] + negative)
pairs = [(1 + log_uniform(-6, 1.5), log_uniform(-2, 2)) for _ in range(70)]
truth("zeta", mp.zeta, pairs + [(1 + log_uniform(-2, 0.6), log_uniform(2, 8)) for _ in range(20)])
orders = [(float(random.randint(1, 20)), log_uniform(-2, 3)) for _ in range(60)]
truth("polygamma", lambda n, x: mp.psi(int(n), x), orders)
sizes = [random.uniform(-60, 60) for _ in range(40)] + [log_uniform(-5, 2.8) for _ in range(20)]
for order in (0, 1):
    truth(f"i{order}", lambda x: mp.besseli(order, x), sizes + [25.0, -25.0])
    truth(f"i{order}e", lambda x: mp.besseli(order, x) * mp.exp(-abs(x)), sizes + [25.0, 1e6])
gammas = [(log_uniform(-3, 1.3), log_uniform(-4, 1.7)) for _ in range(70)]
gammas += [(a, a * (1 + 3 * abs(random.gauss(0, 1)) / a**0.5)) for a in map(log_uniform, [1] * 30, [3] * 30)]
gammas += [(a, a * (1 - 0.3 * random.random())) for a in map(log_uniform, [1] * 30, [3] * 30)]
gammas += [(log_uniform(-10, -3), log_uniform(-10, 1)) for _ in range(20)]
gammas += [(log_uniform(1.4, 2.2), log_uniform(0, 2.7)) for _ in range(20)] + [(30.0, 30.0)]
truth("igamma", lower_gamma, gammas)
truth("igammac", upper_gamma, gammas)
truth("igammaGradA", gamma_slope, gammas)
betas = [(log_uniform(-2, 1.5), log_uniform(-2, 1.5), random.random()) for _ in range(80)]
for _ in range(40):
    a, b = log_uniform(0, 3), log_uniform(0, 3)
    mean = a / (a + b)
    deviation = (mean * (1 - mean) / (a + b + 1)) ** 0.5
    betas.append((a, b, min(max(mean + deviation * random.gauss(0, 2), 1e-6), 1 - 1e-9)))
truth("betainc", lambda a, b, x: mp.betainc(a, b, 0, x, regularized=True), betas)

# Decompositions, as TensorFlow gives them, signs included.
matrices = []
for rows, columns in [(1, 1), (2, 2), (3, 3), (5, 5), (7, 7), (13, 13), (3, 2), (7, 3), (13, 5),
                      (1, 5), (2, 3), (3, 7), (5, 13)]:
    a = rng.randn(rows, columns)
    t = tf.constant(a)
    case = {"rows": rows, "columns": columns, "a": a}
    for suffix, full in (("", False), ("Full", True)):
        case["q" + suffix], case["r" + suffix] = tf.linalg.qr(t, full_matrices=full)
        case["s"], case["u" + suffix], case["v" + suffix] = tf.linalg.svd(t, full_matrices=full)
    if rows == columns:
        b = rng.randn(rows, 2)
        spd = a @ a.T + np.eye(rows)
        case["b"], case["spd"], case["symmetric"] = b, spd, a + a.T
        case["cholesky"] = tf.linalg.cholesky(spd)
        case["values"], case["vectors"] = tf.linalg.eigh(a + a.T)
        case["det"] = tf.linalg.det(t)
        case["sign"], case["logAbsDeterminant"] = tf.linalg.slogdet(t)
        case["logdet"] = tf.linalg.logdet(spd)
        case["inv"] = tf.linalg.inv(t)
        case["solve"] = tf.linalg.solve(t, b)
        case["solveAdjoint"] = tf.linalg.solve(t, b, adjoint=True)
        case["lu"], case["permutation"] = tf.linalg.lu(t)
        for lower in (True, False):
            for adjoint in (True, False):
                name = "triangular" + ("Lower" if lower else "Upper") + ("Adjoint" if adjoint else "")
                case[name] = tf.linalg.triangular_solve(t, b, lower=lower, adjoint=adjoint)
    matrices.append({k: v if isinstance(v, int) else bits(v) for k, v in case.items()})

# Sorting and searching.
ties = rng.randint(0, 6, [6, 23]).astype(np.int32)
sorting = {
    "rows": ties.tolist(),
    "ascending": tf.argsort(ties, stable=True).numpy().tolist(),
    "descending": tf.argsort(ties, direction="DESCENDING", stable=True).numpy().tolist(),
    "topK": {k: tf.math.top_k(ties, k=k).indices.numpy().tolist() for k in (0, 1, 2, 5, 22, 23)},
    "withNaN": {"row": bits([3, NAN, 1, -INF, NAN, 2, INF, 1]),
                "numpy": np.argsort([3, NAN, 1, -INF, NAN, 2, INF, 1], kind="stable").tolist()},
}
y, index, count = tf.unique_with_counts(ties.ravel())
sorting["unique"] = {"values": y.numpy().tolist(), "inverse": index.numpy().tolist(),
                     "counts": count.numpy().tolist()}
y, index, count = tf.unique_with_counts(tf.constant([NAN, 1, NAN, 0.0, -0.0, 1], tf.float64))
sorting["uniqueWithNaN"] = {"inverse": index.numpy().tolist(), "counts": count.numpy().tolist()}
haystack = np.concatenate([np.sort(rng.randint(0, 9, [3, 10]), axis=1), rng.randint(0, 9, [1, 10])])
haystack = haystack.astype(np.float64)
haystack[2, -1] = NAN
needles = np.concatenate([np.tile(np.arange(-1.0, 10.0), [4, 1]), np.full([4, 1], NAN)], axis=1)
sorting["searchsorted"] = {
    "sorted": bits(haystack), "values": bits(needles),
    **{side: tf.searchsorted(haystack, needles, side=side).numpy().ravel().tolist()
       for side in ("left", "right")},
}

# CTC: TensorFlow computes in float32.
ctc = []
logits = (2 * rng.randn(9, 4, 5)).astype(np.float32)
cases = [
    ([[1, 1, 2], [2, 3, 0], [4, 0, 0], [0, 0, 0]], [3, 2, 1, 0], [9, 7, 4, 5], 0, False),
    ([[0, 0, 2], [2, 3, 0], [3, 1, 1], [0, 0, 0]], [3, 2, 3, 1], [9, 8, 6, 9], -1, False),
    ([[0, 0, 1], [1, 3, 0], [3, 1, 1], [4, 0, 0]], [3, 2, 3, 1], [9, 8, 6, 9], 2, False),
    ([[1, 1, 1], [2, 3, 0], [1, 2, 3], [0, 0, 0]], [3, 2, 3, 0], [3, 1, 0, 0], 0, False),
    ([[1, 1, 2], [2, 2, 0], [1, 0, 0], [3, 2, 1]], [3, 2, 1, 3], [9, 5, 3, 3], -1, True),
    ([[1, 1, 1], [2, 2, 0], [1, 0, 0], [3, 2, 1]], [3, 2, 1, 3], [3, 5, 3, 3], -1, True),
]
for labels, label_length, logit_length, blank, sparse in cases:
    x = tf.constant(logits)
    with tf.GradientTape() as tape:
        tape.watch(x)
        if sparse:
            places = [[i, j] for i, n in enumerate(label_length) for j in range(n)]
            given = tf.SparseTensor(places, [labels[i][j] for i, j in places], [4, 3])
            loss = tf.nn.ctc_loss(tf.cast(given, tf.int32), x, None, logit_length, blank_index=blank)
        else:
            loss = tf.nn.ctc_loss(tf.constant(labels), x, tf.constant(label_length),
                                  tf.constant(logit_length), blank_index=blank)
    ctc.append({"labels": sum(labels, []), "labelLength": label_length, "logitLength": logit_length,
                "blankIndex": blank, "sparse": sparse, "loss": bits(loss),
                "gradient": bits(tape.gradient(loss, x))})

result = {
    "versions": {"tensorflow": tf.__version__, "numpy": np.__version__, "mpmath": mp.__version__},
    "special": special,
    "matrices": matrices,
    "sorting": sorting,
    "ctc": {"frames": 9, "batch": 4, "classes": 5, "maxLabels": 3, "logits": bits(logits), "cases": ctc},
}
path = pathlib.Path(__file__).with_name("goldens.json.gz")
path.write_bytes(gzip.compress(json.dumps(result).encode(), 9, mtime=0))
print(path.stat().st_size, "bytes")
