"""Results of tf.linalg, with first and second gradients, beside this file as linalg.json.gz.

Run with TensorFlow 2.21 and NumPy 2.4 on the CPU:

    python3 linalg.py

A case is a call: the function, its tensors, its other arguments by name. `first` holds the gradients of
sum(cos(i + 1) result_i) over all elements of all results with respect to the tensors of floats, `second`
those of the same sum of the first ones; null where TensorFlow has none.
"""

import gzip
import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import numpy as np
import tensorflow as tf

tf.get_logger().setLevel("ERROR")
la = tf.linalg
NAMES = {id(getattr(la, name)): name for name in dir(la)}
RANDOM = np.random.default_rng(7)


def real(*shape, dtype="float64"):
    return tf.constant(RANDOM.uniform(-1, 1, shape), dtype)


def whole(*shape, dtype="int32"):
    return tf.constant(RANDOM.integers(0, 9, shape), dtype)


def unreal(*shape):
    return tf.complex(real(*shape, dtype="float32"), real(*shape, dtype="float32"))


def dominant(*shape, dtype="float64"):
    """Matrices far from singular ones."""
    return real(*shape, dtype=dtype) + tf.cast(tf.linalg.diag(tf.range(2.0, 2.0 + shape[-1])), dtype)


def spread(*shape):
    """Matrices with singular values far from each other."""
    return real(*shape) + tf.cast(tf.eye(shape[-2], shape[-1]), tf.float64) * tf.range(1.0, 1.0 + 2 * shape[-1], 2, tf.float64)


def positive(*shape):
    a = dominant(*shape)
    return tf.matmul(a, a, transpose_b=True)


def symmetric(*shape):
    a = spread(*shape)
    return (a + tf.linalg.matrix_transpose(a)) / 2


def weighted(results):
    total = None
    for it in results:
        if not it.dtype.is_floating:
            continue
        weights = tf.reshape(tf.cos(tf.range(1, tf.size(it) + 1, dtype=tf.float64)), it.shape)
        part = tf.reduce_sum(it * tf.cast(weights, it.dtype))
        total = part if total is None else total + part
    return total


def flat(result):
    return [tf.convert_to_tensor(it) for it in result] if isinstance(result, (list, tuple)) else [result]


def encoded(it):
    if it is None:
        return None
    array = it.numpy()
    if it.dtype.is_complex:
        array = np.stack([array.real, array.imag], -1)
    return {"dtype": it.dtype.name, "shape": list(it.shape), "data": array.ravel().tolist()}


CASES = []


def camel(name):
    head, *tail = name.split("_")
    return head + "".join(part.capitalize() for part in tail)


def case(function, *tensors, before=(), first=True, second=True, **options):
    """`before` are arguments that come before the tensors."""
    def call(given):
        return flat(function(*before, *given, **options))

    floats = [i for i, it in enumerate(tensors) if it.dtype == tf.float64]
    entry = {
        "name": camel(NAMES[id(function)]),
        "before": list(before),
        "tensors": [encoded(it) for it in tensors],
        "options": {camel(key): value.numpy().tolist() if isinstance(value, tf.Tensor) else value for key, value in options.items()},
        "results": [encoded(it) for it in call(tensors)],
        "first": None,
        "second": None,
    }
    if floats and first:
        sources = [tensors[i] for i in floats]
        try:
            with tf.GradientTape() as outer:
                outer.watch(sources)
                with tf.GradientTape() as inner:
                    inner.watch(sources)
                    total = weighted(call(tensors))
                first = inner.gradient(total, sources)
                again = weighted([it for it in first if it is not None])
            entry["first"] = [encoded(it) for it in first]
            if second:
                entry["second"] = [encoded(it) for it in outer.gradient(again, sources)]
        except (NotImplementedError, LookupError, ValueError, TypeError) as error:
            entry["refused"] = type(error).__name__
    CASES.append(entry)


# Products.
for kind in (real, whole, unreal):
    case(tf.matmul, kind(2, 3), kind(3, 4))
    case(tf.matmul, kind(3, 2), kind(4, 3), transpose_a=True, transpose_b=True)
    case(tf.matmul, kind(2, 3, 2), kind(3, 2), adjoint_a=True, adjoint_b=False)
    case(tf.matmul, kind(2, 1, 3, 2), kind(5, 4, 2), adjoint_b=True)
    case(la.matvec, kind(2, 3), kind(3))
    case(la.matvec, kind(5, 3, 2), kind(3), adjoint_a=True)
    case(la.matvec, kind(2, 3), kind(5, 1, 3))
    case(tf.tensordot, kind(2, 3, 4), kind(4, 3), axes=1)
    case(tf.tensordot, kind(2, 3, 4), kind(3, 4, 2), axes=2)
    case(tf.tensordot, kind(2, 3), kind(2), axes=0)
    case(tf.tensordot, kind(2, 3, 4), kind(4, 5, 2), axes=[[0, 2], [2, 0]])
    case(tf.tensordot, kind(3, 2), kind(3, 4), axes=[0, 0])
    case(tf.tensordot, kind(2, 3), kind(5, 3), axes=[[-1], [-1]])
    case(la.trace, kind(2, 3, 4))
    case(la.adjoint, kind(2, 3, 4))
    case(la.matrix_transpose, kind(2, 3))
    case(la.matrix_transpose, kind(2, 3), conjugate=True)
case(tf.matmul, whole(2, 3, dtype="int8") * 30, whole(3, 2, dtype="int8"), output_type="int32")
case(la.cross, real(2, 3), real(2, 3))
case(la.cross, whole(3, dtype="uint8"), whole(3, dtype="uint8"))
case(la.cross, whole(1, 3, dtype="int16"), whole(1, 3, dtype="int16"))

EQUATIONS = [
    ("ij,jk->ik", (2, 3), (3, 4)), ("ij,jk", (2, 3), (3, 4)), ("ji,kj->ki", (3, 2), (4, 3)), ("ij->ji", (2, 3)),
    ("ba", (2, 3)), ("ii", (3, 3)), ("ii->i", (3, 3)), ("iij->j", (2, 2, 3)), ("iji->ij", (2, 3, 2)), ("iii->i", (2, 2, 2)),
    ("ij->", (2, 3)), ("ij->i", (2, 3)), ("i,i->", (3,), (3,)), ("i,i->i", (3,), (3,)), ("i,j->ij", (2,), (3,)),
    ("i,j->ji", (2,), (3,)), (",ij->ij", (), (2, 3)), ("bij,bjk->bik", (2, 3, 2), (2, 2, 4)),
    ("bhqd,bhkd->bhqk", (2, 2, 3, 4), (2, 2, 5, 4)), ("bqhd,bkhd->bhqk", (2, 3, 2, 4), (2, 5, 2, 4)),
    ("abc,cd->abd", (2, 3, 4), (4, 2)), ("aecd,abcd->acbe", (2, 3, 2, 4), (2, 5, 2, 4)),
    ("...ij,...jk->...ik", (2, 3, 2), (2, 4)), ("...ij,...jk->...ik", (2, 1, 3, 2), (5, 2, 4)),
    ("...i,...i->...", (2, 3), (1, 3)), ("i...->...i", (2, 3, 4)),
    ("i...,j...->ij...", (2, 3), (4, 3)), ("...,...->...", (2, 1), (3,)), ("ij,jk,kl->il", (2, 3), (3, 4), (4, 2)),
    ("a,ab,abc->abc", (2,), (2, 3), (2, 3, 4)), ("ij,jk,kl,lm->im", (5, 1), (1, 5), (5, 2), (2, 3)),
    ("ab,bc,ca->", (2, 3), (3, 4), (4, 2)), ("ijk,ijl->kl", (2, 3, 2), (2, 3, 4)), ("ab,cd->", (2, 3), (2, 2)),
    ("aab,bcc->ac", (2, 2, 3), (3, 2, 2)), ("Ab,bA->A", (2, 3), (3, 2)), ("abc,b->c", (2, 3, 4), (3,)),
    ("ij,kl->ijkl", (2, 1), (1, 3)), ("b...i,ij->b...j", (2, 3, 4, 2), (2, 3)), ("->", ()), (" ij , jk -> ik ", (1, 1), (1, 1)),
]
for equation, *shapes in EQUATIONS:
    case(tf.einsum, *[real(*shape) for shape in shapes], before=(equation,))
case(tf.einsum, whole(2, 3), whole(3, 2), before=("ij,jk->ik",))
case(tf.einsum, unreal(3, 2), unreal(3, 4), before=("ji,jk->ik",))
case(tf.einsum, real(0, 2), real(2, 3), before=("ij,jk->ik",))
case(tf.einsum, real(2, 0), real(0, 3), before=("ij,jk->ik",))

# Diagonals and bands.
for align in ("RIGHT_LEFT", "LEFT_RIGHT", "LEFT_LEFT", "RIGHT_RIGHT"):
    for k in (0, 1, -1, (-1, 1), (0, 2), (-2, 0), (1, 2), (-2, -1), (1, 1)):
        for rows, columns in ((3, 3), (3, 4), (4, 3)):
            if isinstance(k, int) and align != "RIGHT_LEFT":
                continue
            x = real(2, rows, columns)
            case(la.diag_part, x, k=k, align=align, second=False)
            diagonal = real(*la.diag_part(x, k=k, align=align).shape)
            case(la.set_diag, x, diagonal, k=k, align=align, second=False)
            case(la.diag, diagonal, k=k, align=align, num_rows=rows, num_cols=columns, second=False)
            case(la.diag, diagonal, k=k, align=align, padding_value=7.0, second=False)
case(la.diag_part, real(2, 4), k=(-1, 2), padding_value=9.0)
case(la.diag, real(3), num_rows=3, k=2)
case(la.diag, real(3), num_cols=5, k=1)
case(la.diag, real(2, 0))
case(la.diag, tf.constant([True, False]))
case(la.diag, whole(3, dtype="int64"), padding_value=5)
case(la.diag_part, real(0, 3))
case(la.diag_part, tf.constant([[True, False], [False, True]]))
case(la.tensor_diag, real(2, 3))
case(la.tensor_diag, whole(3))
case(la.tensor_diag_part, real(2, 3, 2, 3))
case(la.tensor_diag_part, whole(3, 3))
for lower, upper in ((0, -1), (-1, 0), (1, 1), (-1, -1)):
    case(la.band_part, real(2, 3, 4), num_lower=lower, num_upper=upper)

# Systems and decompositions.
SQUARES = ((1, 1), (3, 3), (2, 4, 4), (0, 0), (2, 0, 0))
for shape in SQUARES:
    a = dominant(*shape) if shape[-1] else real(*shape)
    p = positive(*shape) if shape[-1] else real(*shape)
    b = real(*shape[:-1], 2)
    case(la.cholesky, p)
    case(la.logdet, p)
    case(la.cholesky_solve, a, b)
    case(la.det, a)
    case(la.slogdet, a)
    for adjoint in (False, True):
        case(la.inv, a, adjoint=adjoint)
        case(la.solve, a, b, adjoint=adjoint)
        for lower in (False, True):
            case(la.triangular_solve, a, b, lower=lower, adjoint=adjoint)
    case(la.eigh, symmetric(*shape) if shape[-1] else a)
    case(la.eigvalsh, symmetric(*shape) if shape[-1] else a)
    case(la.expm, real(*shape))
case(la.expm, 4 * real(3, 3))
case(la.cholesky_solve, dominant(3, 2, 2), real(2, 3))
case(la.triangular_solve, dominant(2, 2), real(3, 2, 1))
for shape in ((1, 1), (3, 3), (4, 2), (2, 4), (3, 2), (2, 3), (2, 3, 2), (2, 2, 3), (1, 3), (3, 1), (0, 3), (3, 0)):
    a = spread(*shape) if min(shape) else real(*shape)
    for full in (False, True):
        if min(shape):
            case(la.qr, a, full_matrices=full)
            case(la.svd, a, full_matrices=full)
        else:
            case(la.qr, real(0, 0) if full else a, full_matrices=full, second=False)
    case(la.svd, a, compute_uv=False)
    if min(shape):
        b = real(*shape[:-1], 2)
        case(la.pinv, a)
        case(la.lstsq, a, b)
        case(la.lstsq, a, b, l2_regularizer=0.5)
        case(la.lstsq, a, b, fast=False)
        case(la.matrix_rank, a, second=False)
low = tf.matmul(real(4, 2), real(2, 3))
# Its second gradient depends on vectors of a singular value that is nothing but rounding errors.
case(la.pinv, low, rcond=1e-6, second=False)
case(la.matrix_rank, low)
case(la.matrix_rank, low, tol=100.0)
case(la.matrix_rank, spread(2, 3, 2), tol=[[0.1], [2.0]])
case(la.lstsq, low, real(4, 1), fast=False)
case(la.lstsq, dominant(2, 3, 3), real(3, 2))
case(la.pinv, tf.zeros([2, 3], tf.float64), second=False)
for shape in ((3, 3), (2, 4, 4)):
    a = real(*shape)
    case(la.lu, a)
    lower_upper, p = la.lu(a)
    case(la.lu_solve, lower_upper, p, real(*shape[:-1], 2))
    case(la.lu_matrix_inverse, lower_upper, p)
    case(la.lu_reconstruct, lower_upper, p)


# Few diagonals.
for n in (1, 2, 5):
    for shape in ((), (2,)):
        rows = real(*shape, 3, n) + [[0.0], [3.0], [0.0]]
        b = real(*shape, n, 2)
        case(la.tridiagonal_matmul, rows, b)
        case(la.tridiagonal_solve, rows, b)
        case(la.tridiagonal_solve, rows, b, partial_pivoting=False)
        case(la.tridiagonal_solve, real(*shape, 3, n), b)
        case(la.tridiagonal_solve, rows, real(*shape, n))
        case(la.tridiagonal_solve, rows, real(*shape, 2, n), transpose_rhs=True)
        if n > 1:
            case(la.tridiagonal_solve, dominant(*shape, n, n), b, diagonals_format="matrix")
            case(la.tridiagonal_matmul, dominant(*shape, n, n), b, diagonals_format="matrix")
for n, count in ((1, 1), (3, 1), (3, 2), (4, 3), (3, 3)):
    for lower in (True, False):
        for adjoint in (True, False):
            bands = real(2, count, n) + tf.one_hot(0 if lower else count - 1, count, 3.0, dtype=tf.float64)[:, None]
            case(la.banded_triangular_solve, bands, real(2, n, 2), lower=lower, adjoint=adjoint, first=count > 1)  # of one band its gradient has another shape
for n in (1, 2, 5):
    # It finds eigenvalues by bisection, which has no gradient.
    case(la.eigh_tridiagonal, real(n), real(n - 1), first=False)
case(la.eigh_tridiagonal, real(4), real(3), select="i", select_range=(1, 2), first=False)
case(la.eigh_tridiagonal, real(5), real(4), select="v", select_range=(-0.5, 0.7), first=False)
for shape in ((1, 1), (3, 3), (2, 4, 4), (0, 0)):
    case(la.sqrtm, dominant(*shape) if shape[-1] else real(*shape))
print(sorted({it["name"] for it in CASES}))
text = json.dumps({"tensorflow": tf.__version__, "cases": CASES}, separators=(",", ":"))
path = pathlib.Path(__file__).with_suffix(".json.gz")
path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
print(len(CASES), "cases", path.stat().st_size, "bytes", [it["name"] for it in CASES if "refused" in it])
