"""Reductions, running reductions, arg-reductions, segments, counts."""

import numpy as np

import values as V
from operations import RARE, operation
from picker import NoOperand, has_nan, name_of


def _over(p, ref, first="input_tensor"):
    x = p.value(ref)
    out = {first: ref}
    axes = p.axes(x.ndim)
    if axes is not None or p.maybe(0.2):
        out["axis"] = axes
    if p.maybe(0.35):
        out["keepdims"] = p.maybe(0.8)
    return out


for _name, _kind in {"reduce_sum": "smooth", "reduce_mean": "smooth", "reduce_max": "exact",
                     "reduce_min": "exact", "reduce_prod": "smooth"}.items():
    @operation(_name, _kind, 1.5)
    def _(p):
        return _over(p, p.number())

for _name in ["reduce_logsumexp", "math.reduce_variance", "math.reduce_std",
              "math.reduce_euclidean_norm"]:
    @operation(_name, "smooth", 0.8)
    def _(p):
        return _over(p, p.float_())

for _name in ["reduce_all", "reduce_any"]:
    @operation(_name, "exact", 0.7)
    def _(p):
        return _over(p, p.pick("bool"))


@operation("math.count_nonzero", "exact", 0.6)
def _(p):
    out = _over(p, p.any_(), "input")
    return {**out, "dtype": p.rng.choice(["int32", "int64"])} if p.maybe(0.4) else out


@operation("norm")
def _(p):
    out = _over(p, p.float_(), "tensor")
    rank = p.value(out["tensor"]).ndim
    axis = out.pop("axis", None)
    if isinstance(axis, list):
        axis = axis[:2] if len(axis) > 1 and (axis[0] - axis[1]) % rank else axis[0] if axis else None
    out["ord"] = p.rng.choice(["euclidean", 1, 2, float("inf")])
    if isinstance(axis, list) and out["ord"] == 2:
        out["ord"] = "fro"
    if axis is None and out["ord"] not in ("euclidean",) and rank > 1 and p.maybe(0.5):
        axis = p.axis(rank)
    if axis is not None:
        out["axis"] = axis
    keep = out.pop("keepdims", None)
    return {**out, "keepdims": keep} if keep is not None else out


for _name in ["cumsum", "math.cumprod", "math.cumulative_logsumexp"]:
    @operation(_name, "smooth", 0.9)
    def _(p, name=_name):
        real = name.endswith("logsumexp")
        ranked = (lambda x: x.ndim > 0, p.ranked(1))
        a = p.float_(*ranked) if real else p.number(*ranked)
        out = {"x": a, "axis": p.axis(p.value(a).ndim)}
        if p.maybe(0.5):
            out["exclusive"] = p.maybe(0.6)
        if p.maybe(0.5):
            out["reverse"] = p.maybe(0.6)
        return out


for _name in ["argmax", "argmin"]:
    @operation(_name, "exact", 0.8)
    def _(p):
        a = p.number(lambda x: x.ndim > 0 and not has_nan(x), p.ranked(1))
        out = {"input": a}
        if p.maybe(0.8):
            out["axis"] = p.axis(p.value(a).ndim)
        return {**out, "output_type": "int32"} if p.maybe(0.3) else out


for _name in ["sum", "mean", "max", "min", "prod"]:
    _kind = "exact" if _name in ("max", "min") else "smooth"

    @operation("math.segment_" + _name, _kind, RARE)
    def _(p):
        a = p.number(lambda x: x.ndim > 0 and x.shape[0] > 0, p.ranked(1, 3))
        n = p.value(a).shape[0]
        return {"data": a, "segment_ids": p.leaf(p.rng.choice(["int32", "int64"]), [n], "segments")}


for _name in ["sum", "mean", "max", "min", "prod", "sqrt_n"]:
    _kind = "exact" if _name in ("max", "min") else "smooth"

    @operation("math.unsorted_segment_" + _name, _kind, 0.5)
    def _(p, name=_name):
        ranked = (lambda x: x.ndim > 0 and x.size > 0, p.ranked(1, 3))
        a = p.float_(*ranked) if name in ("mean", "sqrt_n") else p.number(*ranked)
        shape = list(p.value(a).shape)
        ids = shape[:p.rng.randint(1, len(shape))]
        below = p.rng.randint(1, 5)
        low = -1 if p.maybe(0.3) else 0
        return {"data": a, "segment_ids": p.leaf("int32", ids, ("index", low, below)),
                "num_segments": below + p.rng.randint(0, 1)}


@operation("math.bincount", "exact", RARE)
def _(p):
    below = p.rng.randint(1, 6)
    out = {"arr": p.indices(below, V.random_shape(p.rng, 1), "int32")}
    if p.maybe(0.3):
        out["weights"] = p.leaf("float32", p.value(out["arr"]).shape, "positive")
    if p.maybe(0.4):
        out["minlength"] = p.rng.randint(1, 9)
    if p.maybe(0.3):
        out["maxlength"] = p.rng.randint(3, 7)
    return out


@operation("math.confusion_matrix", "exact", RARE)
def _(p):
    n = p.rng.choice([0, 1, 3, 7])
    below = p.rng.randint(1, 5)
    out = {"labels": p.indices(below, [n], "int32"), "predictions": p.indices(below, [n], "int32")}
    if p.maybe(0.8):
        out["num_classes"] = below + p.rng.randint(0, 2)
    if p.maybe(0.25):
        out["weights"] = p.leaf("int32", [n], "positive")
    return out


@operation("math.in_top_k", "exact", 0.7)
def _(p):
    a = p.pick("float32", None, lambda x: x.ndim == 2 and x.shape[1] > 0 and not has_nan(x)
               and len(np.unique(x)) == x.size, p.ranked(2, 2))
    rows, columns = p.value(a).shape
    return {"targets": p.indices(columns, [rows]), "predictions": a,
            "k": p.rng.randint(1, columns)}


@operation("math.l2_normalize", "smooth", 0.8)
def _(p):
    a = p.float_(lambda x: x.ndim > 0, p.ranked(1))
    rank = p.value(a).ndim
    out = {"x": a, "axis": p.rng.choice([p.axis(rank), sorted(p.rng.sample(range(rank), 1))])}
    return {**out, "epsilon": 1e-3} if p.maybe(0.3) else out


for _name in ["nn.softmax", "nn.log_softmax"]:
    @operation(_name, "smooth", 1.2)
    def _(p):
        a = p.float_(lambda x: x.ndim > 0, p.ranked(1))
        return {"logits": a, "axis": p.axis(p.value(a).ndim)} if p.maybe(0.7) else {"logits": a}


@operation("nn.moments", "smooth", 0.9)
def _(p):
    a = p.float_(lambda x: x.ndim > 0, p.ranked(1))
    rank = p.value(a).ndim
    out = {"x": a, "axes": p.rng.sample(range(rank), p.rng.randint(1, rank))}
    return {**out, "keepdims": True} if p.maybe(0.4) else out


@operation("nn.weighted_moments", "smooth", 0.4)
def _(p):
    a = p.float_(lambda x: x.ndim > 0 and x.size > 0, p.ranked(1))
    x = p.value(a)
    w = p.pick(name_of(x), list(x.shape), domain="positive", fresh=1)
    return {"x": a, "axes": [p.axis(x.ndim)], "frequency_weights": w}


@operation("sequence_mask", "exact", 0.5)
def _(p):
    out = {"lengths": p.leaf("int32", V.random_shape(p.rng, p.rng.randint(1, 2)), ("index", 0, 5))}
    if not p.maybe(RARE):
        out["maxlen"] = p.rng.randint(1, 6)
    elif p.value(out["lengths"]).size == 0:
        raise NoOperand
    return {**out, "dtype": p.rng.choice(["float32", "int32"])} if p.maybe(0.4) else out
