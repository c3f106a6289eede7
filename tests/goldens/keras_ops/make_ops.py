"""Results of keras.ops for up to four sets of arguments a function, with the versions that gave them.

    KERAS_BACKEND=tensorflow python tests/goldens/keras_ops/make_ops.py
"""
import base64
import gzip
import inspect
import json
import os
import sys

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras
import numpy as np
import tensorflow as tf
from keras import ops

rng = np.random.default_rng(7)
F = lambda *shape: rng.normal(size=shape).astype("float32")
U = lambda *shape: rng.uniform(0.1, 0.9, size=shape).astype("float32")
P = lambda *shape: rng.uniform(1.1, 4.0, size=shape).astype("float32")
I = lambda *shape, low=-5, high=6: rng.integers(low, high, size=shape).astype("int32")
B = lambda *shape: rng.integers(0, 2, size=shape).astype("bool")
ODD = np.array([1.5, -2.5, 0.0, -0.0, np.nan, np.inf, -np.inf], "float32")
NANS = np.array([[1, np.nan, 3], [np.nan, np.nan, np.nan], [2, 5, -1]], "float32")
W = lambda *v: np.array(v, "int32")
cases = []


def add(name, *sets):
    for it in sets:
        args, kwargs = it if isinstance(it, tuple) and len(it) == 2 and isinstance(it[1], dict) else (it, {})
        cases.append((name, list(args) if isinstance(args, (tuple, list)) else [args], kwargs))


for n in "abs absolute fabs negative sign square exp exp2 expm1 floor ceil trunc sin cos tan arctan sinh cosh tanh arcsinh sinc deg2rad rad2deg erf erfc isfinite isinf isnan isneginf isposinf isreal signbit cbrt".split():
    add(n, (F(2, 3),), (ODD,), (I(5),))
for n in "log log10 log2 sqrt rsqrt reciprocal log1p i0".split():
    add(n, (P(2, 3),), (np.array([0.0, np.nan, 1.0], "float32") if n == "i0" else np.array([0.0, np.inf, np.nan, 1.0], "float32"),), (I(5, low=1, high=9),))
for n in "arcsin arccos arctanh erfinv".split():
    add(n, (U(2, 3) - 0.5,), (np.array([0.0, 2.0, np.nan], "float32"),), (F(0, 2),))
add("arccosh", (P(2, 3),), (np.array([1.0, 0.5, np.nan], "float32"),), (I(3, low=1, high=4),))
add("logical_not", (B(3),), (I(2, 3),), (F(4),))
add("real", (F(3),), (I(3),), (F(0,),))
add("conj", (F(3),), (I(3),)); add("conjugate", (F(3),), (I(3),))
add("angle", (F(3),), (np.array([0.0, -1.0, 2.0], "float32"),))
for n in "add subtract multiply maximum minimum mod fmod floor_divide power equal not_equal greater greater_equal less less_equal fmax fmin".split():
    add(n, (P(2, 3), P(3)), (I(4, low=1, high=5), I(4, low=1, high=4)), (I(2, 1, low=1, high=9), P(2)))
for n in "divide true_divide divide_no_nan arctan2 hypot logaddexp logaddexp2".split():
    add(n, (F(2, 3), F(3)), (I(4), I(4)), (np.array([0.0, np.inf, 1.0], "float32"), np.array([0.0, 1.0, np.inf], "float32")))
add("heaviside", (F(2, 3), F(3)), (I(4), F(4)), (ODD, F(7)))
add("nextafter", (F(3), F(3)))
add("ldexp", (F(3), I(3)), (ODD, I(7)))
for n in "logical_and logical_or logical_xor".split():
    add(n, (B(3), B(3)), (I(2, 3), I(3)), (F(4), B(4)))
for n in "bitwise_and bitwise_or bitwise_xor".split():
    add(n, (I(2, 3), I(3)), (B(3), B(3)), (W(7, -8), W(3, 5)))
for n in "bitwise_left_shift left_shift bitwise_right_shift right_shift".split():
    add(n, (W(7, 3, -9), W(1, 2, 0)), (I(2, 3), W(1)))
for n in "bitwise_invert bitwise_not".split():
    add(n, (I(3),), (W(0, -1),))
for n in "gcd lcm".split():
    add(n, (W(12, 18, 0, 7), W(8, 27, 5, 0)), (I(2, 3), I(3)))
add("polar", (P(3), F(3)))
for n in "sum mean var std logsumexp amax amin ptp prod all any".split():
    add(n, (F(2, 3),), ((F(2, 3, 5), 1), {}), ((F(2, 3), (0, 1), True), {}), ((I(3, 4),), {"axis": -1, "keepdims": True}))
for n in "max min".split():
    add(n, (F(2, 3),), (F(2, 3), 1), ((I(3, 4),), {"axis": -1, "keepdims": True}), ((F(2, 0), 1), {"initial": 3.0}))
add("count_nonzero", (I(3, 4),), (I(3, 4), 0), (B(3, 2), (0, 1)))
for n in "argmax argmin".split():
    add(n, (F(2, 3),), (F(2, 3), 0), ((I(3, 4),), {"axis": -1, "keepdims": True}))
for n in "cumsum cumprod".split():
    add(n, (F(2, 3),), (I(2, 3), 1), ((F(5), 0),{"dtype": "float64"}))
add("average", (F(2, 3),), (F(2, 3), 1), ((F(2, 3), 1), {"weights": P(3)}), ((F(2, 3),), {"weights": P(2, 3)}))
add("moments", (F(4, 3), 0), (F(4, 3, 2), (0, 1), True))
add("trapezoid", (F(5),), (F(2, 5), P(5)), ((F(4, 2),), {"dx": 0.5, "axis": 0}))
for n in "nansum nanprod nanmax nanmin nanmean nanvar nanstd".split():
    add(n, (NANS,), (NANS, 1), ((NANS,), {"axis": 0, "keepdims": True}), (I(3, 2), 0))
for n in "nanargmax nanargmin".split():
    add(n, (NANS[0],), (NANS, 1), ((NANS,), {"axis": 0, "keepdims": True}))
for n in "nancumsum nancumprod".split():
    add(n, (NANS,), (NANS, 1), (I(4),))
for n, q in (("quantile", 0.3), ("percentile", 30.0), ("nanquantile", 0.3), ("nanpercentile", 30.0)):
    for m in "linear lower higher midpoint nearest".split():
        add(n, ((F(2, 7), np.float32(q)), {"axis": 1, "method": m}))
    add(n, (F(5), np.array([q, q * 2], "float32")), ((F(2, 3, 4), np.float32(q)), {"axis": (0, 2), "keepdims": True}))
for n in "median nanmedian".split():
    add(n, (F(5),), (F(2, 4), 1), ((F(2, 3, 4),), {"axis": (0, 2), "keepdims": True}), (I(4),))
add("nanmedian", (NANS, 1)); add("median", (NANS, 1))
add("reshape", (F(2, 3), (3, 2)), (I(2, 3), (-1,)), (F(0, 3), (3, 0)))
for n in "ravel copy".split():
    add(n, (F(2, 3),), (I(3),))
add("transpose", (F(2, 3, 5),), (F(2, 3, 5), (1, 2, 0)))
add("swapaxes", (F(2, 3, 5), 0, -1), (F(2, 3), 1, 0))
add("moveaxis", (F(2, 3, 5), 0, -1), (F(2, 3, 5, 1), (0, 1), (2, 0)))
add("expand_dims", (F(2, 3), 1), (F(2, 3), (0, -1)))
add("squeeze", (F(1, 3, 1),), (F(1, 3, 1), 0), (F(1, 3, 1), (0, 2)))
add("broadcast_to", (F(3), (2, 3)), (I(2, 1), (2, 3)))
add("tile", (F(2, 3), (2, 1)), (F(3), (2, 2)), (F(2, 3), (2,)))
add("repeat", (F(2, 3), 2), (F(2, 3), 2, 1), (F(3), [1, 0, 2], 0))
add("flip", (F(2, 3),), (F(2, 3), 1), (F(2, 3), (0, 1)))
for n in "fliplr flipud".split():
    add(n, (F(2, 3),), (I(3, 2, 2),))
add("roll", (F(2, 3), 2), (F(2, 3), 1, 1), (F(2, 3), (1, 2), (0, 1)))
for k in (0, 1, 2, 3):
    # TensorFlow's rot90 mixes up what is no square when it is turned twice.
    add("rot90", ((F(3, 3) if k > 1 else F(2, 3), k), {}))
add("rot90", ((F(2, 3, 5), 1), {"axes": (1, 2)}))
add("pad", (F(2, 3), ((1, 0), (0, 2))), ((F(2, 3), 1), {"constant_values": 2.0}), (F(3, 4), ((1, 1), (2, 0)), "reflect"), (F(3, 4), 2, "symmetric"))
add("unravel_index", (W(5, 2), (2, 3)), (W(0, 7), (2, 2, 2)))
add("append", (F(2, 3), F(1, 3), 0), (F(2, 3), F(2)))
add("take", (F(2, 3), W(0, -1), 1), (F(2, 3), W(4, 0)), (F(3, 2), I(2, 2, low=0, high=3), 0))
for n in "zeros ones".split():
    add(n, ((2, 3),), ((0, 2), "int32"))
add("full", ((2, 3), 1.5), ((2,), 3, "int32"))
for n in "zeros_like ones_like".split():
    add(n, (F(2, 3),), (I(3), "float32"))
add("full_like", (F(2, 3), 2.0), (I(3), 2))
add("arange", (5,), (2, 7, 2), (0.0, 1.0, 0.25), ((3,), {"dtype": "float32"}), (5, 0, -2))
add("eye", (3,), (2, 3), (3, 4, 1), ((3,), {"k": -1, "dtype": "int32"}))
add("identity", (3,), (2, "int32"))
add("tri", (3,), (3, 4), (3, 4, 1), (3, 3, -1))
for n in "tril triu".split():
    add(n, (F(3, 3),), (I(2, 4), 1), (F(2, 3, 4), -1))
add("linspace", (0.0, 1.0, 5), ((F(3), F(3), 4), {"axis": -1}), ((0.0, 1.0, 4), {"endpoint": False}), (1.0, 2.0, 1))
add("logspace", (0.0, 2.0, 5), ((0.0, 1.0, 4), {"base": 2, "endpoint": False}))
add("geomspace", (1.0, 16.0, 5), ((2.0, 8.0, 4), {"endpoint": False}), (P(2), P(2), 3))
for n in "bartlett hanning hamming blackman".split():
    add(n, (7,), (8,), (1,))
add("kaiser", (7, 2.5), (1, 3.0))
add("vander", (F(3),), (F(3), 2), ((F(3),), {"N": 4, "increasing": True}))
add("concatenate", ([F(2, 3), F(1, 3)],), ([F(2, 3), F(2, 1)], 1), ([I(2), F(2)],))
add("stack", ([F(2, 3), F(2, 3)],), ([I(2), I(2)], -1))
# TensorFlow's vstack puts vectors one after the other, unlike NumPy's and what Keras says of it.
for n in "vstack hstack dstack".split():
    add(n, ([F(1, 3), F(3)[None]],) if n == "vstack" else ([F(3), F(3)],), ([F(2, 3), F(2, 3)],), ([F(2, 3, 1), F(2, 3, 1)],))
add("split", (F(6, 2), 3), (F(6, 2), [1, 4]), (F(2, 4), 2, 1))
add("array_split", (F(7), 3), (F(2, 5), 2, 1))
add("vsplit", (F(4, 2), 2), (F(4, 2, 2), [1, 3])); add("hsplit", (F(4, 2), 2), (F(4, 4, 2), [1, 3])); add("dsplit", (F(2, 2, 4), 2),)
add("unstack", (F(3, 2),), ((F(3, 2),), {"axis": 1}))
add("where", (B(3), F(3), F(3)), (B(2, 1), F(2, 3), I(3)))
add("nonzero", (I(3, 4, low=0, high=2),), (F(3),))
add("select", ([B(3), B(3)], [F(3), F(3)]), ([B(3)], [F(3)], 7.0))
add("take_along_axis", (F(2, 3), I(2, 2, low=0, high=3), 1), (F(2, 3), I(1, 3, low=0, high=2), 0), (F(2, 3), I(4, low=0, high=6)))
add("slice", (F(4, 5), (1, 2), (2, 3)), (I(5), (0,), (2,)))
add("slice_update", (F(4, 5), (1, 2), F(2, 3)), (I(5), (1,), I(2)))
add("scatter", (W([0], [2], [0]), F(3), (4,)), (W([1], [0]), F(2, 3), (2, 3)))
for r in (None, "add", "max", "min", "mul"):
    add("scatter_update", ((F(4), W([0], [2]), F(2)), {"reduction": r}))
add("scatter_update", ((F(3, 4, 2), W([0, 1], [2, 3], [0, 1]), F(3, 2)), {"reduction": "mul"}), ((F(3, 2), W([2], [2]), F(2, 2)), {"reduction": "mul"}))
add("sort", (F(2, 5),), (I(3, 4), 0))
add("argsort", (F(2, 5),), (I(3, 4), 0))
add("top_k", (F(2, 5), 2), (F(5), 3))
add("in_top_k", (W(0, 2), F(2, 4), 2))
add("searchsorted", (np.sort(F(5)), F(3)), (np.sort(I(5)), I(4), "right"))
add("digitize", (F(2, 3), [-1.0, 0.0, 0.5]), (I(4), [-2.0, 0.0, 3.0]))
add("bincount", (I(6, low=0, high=4),), (I(6, low=0, high=4), F(6)), ((I(2, 3, low=0, high=3),), {"minlength": 5}))
add("histogram", (F(20), 5), ((F(20), 4), {"range": (-1.0, 1.0)}))
add("isin", (I(3, 2), I(4)), ((F(3), F(2)), {"invert": True}))
add("matmul", (F(2, 3), F(3, 5)), (F(3), F(3)), (F(4, 2, 3), F(3)), (I(2, 3), I(3, 2)))
add("dot", (F(2, 3), F(3, 5)), (F(3), F(3)), (F(2, 3), F(3)), (F(2, 3), F(4, 3, 2)))
add("inner", (F(3), F(3)), (F(2, 3), F(4, 3)))
add("outer", (F(2), F(3)), (I(2, 2), I(3)))
add("vdot", (F(3), F(3)), (F(2, 3), F(2, 3)))
add("kron", (F(2, 3), F(2, 2)), (F(2), F(3)))
add("tensordot", (F(2, 3, 5), F(3, 5, 2)), (F(2, 3), F(3, 2), 1), (F(2, 3), F(4, 3), [[1], [1]]))
add("cross", (F(3), F(3)), (F(2, 2), F(2, 2)), ((F(3, 4), F(3, 4)), {"axis": 0}), (F(2, 3), F(2, 2)))
S = lambda n: (lambda a: (a @ a.T + n * np.eye(n, dtype="float32")).astype("float32"))(F(n, n))
add("cholesky", (S(3),), (S(2), True)); add("cholesky_inverse", (np.linalg.cholesky(S(3)),), (np.linalg.cholesky(S(3)).T.copy(), True))
for n in "det logdet inv".split():
    add(n, (S(3),), (np.stack([S(2), S(2)]),))
add("slogdet", (S(3),), (-S(3),)); add("pinv", (F(3, 2),), (F(2, 3),))
add("lu_factor", (S(3),)); add("lstsq", (F(5, 2), F(5)), (F(5, 2), F(5, 3)))
add("solve", (S(3), F(3)), (S(3), F(3, 2))); add("solve_triangular", ((np.linalg.cholesky(S(3)), F(3)), {"lower": True}), (S(3), F(3, 2)))
for o in (None, 1, 2, np.inf, -np.inf, 0, 3):
    add("norm", ((F(2, 5),), {"ord": o, "axis": 1}))
for o in (None, "fro", "nuc", 1, -1, 2, -2, np.inf, -np.inf):
    add("norm", ((F(2, 3, 4),), {"ord": o, "axis": (0, 2), "keepdims": o in (1, "nuc")}))
add("norm", (F(2, 3, 4),))
add("normalize", (F(2, 3),), (F(2, 3), 0), (F(2, 3), -1, 3)); add("cdist", (F(4, 3), F(2, 3)))
add("matrix_rank", (S(3),))
add("diff", (F(2, 5),), (F(5), 2), (I(3, 2), 1, 0)); add("clip", (F(2, 3), -0.5, 0.5), (I(5), -2, 2))
add("round", (ODD,), (F(3), 2), (W(123, 456), -1)); add("nan_to_num", (ODD,), ((ODD,), {"nan": 1.0, "posinf": 5.0, "neginf": -5.0}), (I(3),))
for n in "isclose allclose".split():
    # Infinities are close to themselves in NumPy, and not with TensorFlow.
    add(n, (F(3), F(3)), (ODD[:5], ODD[:5]), ((ODD[:5], ODD[:5]), {"equal_nan": True}))
add("diag", (F(3),), (F(3, 4), 1), (F(2), -1)); add("diagflat", (F(2, 2),), (F(2), 1))
for n in "diagonal trace".split():
    add(n, (F(3, 4),), (F(3, 4), 1), ((F(2, 3, 4),), {"offset": -1, "axis1": 1, "axis2": 2}))
add("corrcoef", (F(3, 6),)); 
for m in "valid same full".split():
    add("correlate", (F(6), F(3), m), (F(5), F(2), m))
add("cast", (F(3) * 5, "int32"), (I(3), "float32"), (F(3), "bool")); add("saturate_cast", (F(4) * 300, "uint8"), (I(4) * 90, "int8"))
add("view", (F(3), "int32"), (W(1, 2), "uint8")); add("view_as_complex", (F(3, 2),))
for n in "sigmoid sparse_sigmoid log_sigmoid softplus sparse_plus softsign silu hard_sigmoid hard_silu hard_tanh tanh_shrink selu elu celu leaky_relu gelu relu relu6 hard_shrink soft_shrink squareplus".split():
    add(n, (F(2, 3) * 3,), (np.array([-8.0, -1.0, -0.5, 0.0, 0.5, 1.0, 8.0], "float32"),), (F(0, 2),))
add("elu", (F(4), 0.3)); add("celu", (F(4), 0.3)); add("leaky_relu", (F(4), 0.3)); add("gelu", (F(4), False)); add("hard_shrink", (F(4), 0.2)); add("soft_shrink", (F(4), 0.2)); add("squareplus", (F(4), 2.0))
add("threshold", (F(4), 0.1, 2.0)); add("glu", (F(2, 4),), (F(4, 3), 0))
for n in "softmax log_softmax".split():
    add(n, (F(2, 3),), (F(2, 3), 0), (F(2, 3), None))
add("sparsemax", (F(2, 3),), (F(2, 3), -1))
for p in ("valid", "same"):
    for d in ("channels_last", "channels_first"):
        x = F(2, 7, 6, 2) if d == "channels_last" else F(2, 2, 7, 6)
        add("conv", ((x, F(3, 2, 2, 4)), {"strides": 2, "padding": p, "data_format": d}))
        add("depthwise_conv", ((x, F(3, 3, 2, 2)), {"padding": p, "data_format": d}))
        add("separable_conv", ((x, F(3, 3, 2, 2), F(1, 1, 4, 3)), {"padding": p, "data_format": d}))
        add("max_pool", ((x, 2), {"padding": p, "data_format": d})); add("average_pool", ((x, (2, 3)), {"strides": 1, "padding": p, "data_format": d}))
        add("conv_transpose", ((x, F(3, 2, 4, 2)), {"strides": 2, "padding": p, "data_format": d}))
        add("adaptive_average_pool", ((x, (3, 2)), {"data_format": d})); add("adaptive_max_pool", ((x, 3), {"data_format": d}))
    add("conv", ((F(2, 9, 3), F(3, 3, 2), 1, p), {"dilation_rate": 2}), ((F(1, 4, 4, 5, 2), F(2, 2, 2, 2, 3)), {"padding": p}))
    add("depthwise_conv", ((F(2, 9, 3), F(3, 3, 2), 2, p), {})); add("max_pool", ((F(2, 9, 3), 2, 3, p), {}))
    add("conv_transpose", ((F(2, 5, 3), F(3, 2, 3), 2, p), {"output_padding": 1}))
for n, x in (("depth_to_space", F(1, 2, 3, 8)), ("space_to_depth", F(1, 4, 6, 2))):
    add(n, (x, 2), ((np.transpose(x, (0, 3, 1, 2)).copy(), 2), {"data_format": "channels_first"}))
add("unfold", (F(2, 3, 5, 6), 2), ((F(1, 2, 7, 6), (2, 3)), {"dilation": 2, "padding": 1, "stride": (1, 2)}))
add("fold", (F(2, 12, 20), (5, 6), 2), ((F(1, 8, 12), (5, 5), 2), {"stride": 2, "padding": (1, 2)}), )
add("batch_normalization", (F(2, 3), F(3), P(3), -1), ((F(2, 3, 4), F(3), P(3), 1), {"offset": F(3), "scale": F(3)}))
add("layer_normalization", (F(2, 3),), ((F(2, 3, 4), F(3, 4), F(3, 4)), {"axis": (1, 2)}), ((F(2, 3), F(3)), {"epsilon": 0.1}))
add("rms_normalization", (F(2, 3),), (F(2, 3), F(3)), ((F(2, 3),), {"axis": 0, "epsilon": 0.1}))
add("dot_product_attention", (F(2, 5, 4, 3), F(2, 7, 4, 3), F(2, 7, 4, 3)), ((F(2, 5, 4, 3), F(2, 5, 2, 3), F(2, 5, 2, 3)), {"is_causal": True}), ((F(1, 3, 2, 2), F(1, 4, 2, 2), F(1, 4, 2, 2)), {"mask": B(1, 1, 3, 4), "bias": F(1, 2, 3, 4), "scale": 0.5}))
T = np.eye(4, dtype="float32")[[0, 2, 3]]
add("binary_crossentropy", (U(2, 3), U(2, 3)), (U(2, 3), F(2, 3), True), (np.float32([0, 1]), np.float32([0, 0])))
add("categorical_crossentropy", (T, U(3, 4)), (T, F(3, 4), True), (T.T.copy(), U(4, 3), False, 0))
add("sparse_categorical_crossentropy", (W(0, 2, 3), U(3, 4)), (W(0, 2, 3), F(3, 4), True), (W([1], [0]), U(2, 4)))
add("ctc_loss", (W([1, 2], [2, 1]), F(2, 6, 4), W(2, 1), W(6, 5)))
add("one_hot", (W(0, 2, -1), 3), ((W(0, 2), 3), {"axis": 0, "dtype": "int32"})); add("multi_hot", (W([0, 2], [1, 1]), 3), (W(0, 2), 4)); add("psnr", (F(2, 3), F(2, 3), 2.0))
for n in "segment_sum segment_prod segment_max segment_min".split():
    add(n, (F(4, 2), W(0, 0, 1, 2), 3), (F(4), W(0, 2, 1, 2)), ((F(4), W(0, 0, 1, 1)), {"sorted": True}))
for n in "fft fft2 ifft2".split():
    add(n, (((F(2, 4, 5), F(2, 4, 5)),), {}), (((F(3, 1), F(3, 1)),), {}), (((F(8, 7), F(8, 7)),), {}))
add("rfft", (F(2, 6),), (F(7), 4), ((F(2, 3),), {"fft_length": 8}))
add("irfft", (((F(2, 4), F(2, 4)),), {}), (((F(5), F(5)), 5), {}), (((F(3), F(3)),), {"fft_length": 8}))
add("stft", (F(2, 30), 8, 4, 8), ((F(25), 6, 3, 8), {"window": "hamming", "center": False}), ((F(40), 5, 5, 16), {"window": None}), ((F(20), 4, 2, 4), {"window": U(4)}))
add("istft", (((F(2, 7, 5), F(2, 7, 5)), 8, 4, 8), {}), (((F(6, 5), F(6, 5)), 6, 3, 8), {"window": "hamming", "center": False}), (((F(9, 9), F(9, 9)), 16, 4, 16), {"length": 20}), (((F(7, 3), F(7, 3)), 4, 2, 4), {"window": None}))
add("extract_sequences", (F(2, 9), 4, 2), (F(7), 3, 3))
add("unique", (W(3, 1, 3, 2, 1),), ((W(3, 1, 3, 2, 1),), {"return_index": True, "return_inverse": True, "return_counts": True}), ((W(3, 1, 3),), {"size": 4, "fill_value": 9}), ((W(3, 1, 3),), {"size": 1}))


def encode(it):
    if isinstance(it, (np.ndarray, np.generic)):
        it = np.asarray(it)
        if it.dtype == "complex64":
            return {"$": "complex64", "shape": list(it.shape), "data": base64.b64encode(np.ascontiguousarray(it).tobytes()).decode()}
        return {"$": str(it.dtype), "shape": list(it.shape), "data": base64.b64encode(np.ascontiguousarray(it).tobytes()).decode()}
    if isinstance(it, (list, tuple)):
        return [encode(one) for one in it]
    if isinstance(it, float) and not np.isfinite(it):
        return {"number": str(it)}
    return it


def tensors(it):
    if isinstance(it, np.ndarray):
        return tf.constant(it)
    return type(it)(tensors(one) for one in it) if isinstance(it, (list, tuple)) else it


def plain(it):
    if isinstance(it, (list, tuple)):
        return [plain(one) for one in it]
    return np.asarray(it)


out, faults = [], []
for name, args, kwargs in cases:
    if not hasattr(ops, name):
        continue
    try:
        result = plain(getattr(ops, name)(*tensors(args), **{k: tensors(v) for k, v in kwargs.items()}))
    except Exception as error:  # said at the end: each is looked at
        faults.append(f"{name}: {type(error).__name__} {str(error)[:120]}")
        continue
    out.append([name, encode(args), {k: encode(v) for k, v in kwargs.items()}, encode(result)])
print("\n".join(faults), file=sys.stderr)
versions = {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__}
path = os.path.join(os.path.dirname(__file__), "ops.json.gz")
with gzip.GzipFile(path, "wb", mtime=0) as file:
    file.write(json.dumps({"versions": versions, "cases": out}).encode())
print(len(out), len({it[0] for it in out}), file=sys.stderr)
