"""Elementwise operations: arithmetic, special functions, comparisons, logic, bits."""

import numpy as np

import values as V
from operations import operation
from picker import NoOperand, name_of

ONE = {  # name: (kind, domain, parameter)
    "abs": ("exact", "number"), "negative": ("exact", "number"), "sign": ("exact", "number"),
    "square": ("rounded", "number"), "sqrt": ("rounded", "positive"),
    "math.rsqrt": ("smooth", "positive"), "exp": ("smooth", "any"), "math.expm1": ("smooth", "any"),
    "math.log": ("smooth", "positive"), "math.log1p": ("smooth", "positive"),
    "sin": ("smooth", "any"), "cos": ("smooth", "any"), "tan": ("smooth", "any"),
    "asin": ("smooth", "unit"), "acos": ("smooth", "unit"), "atan": ("smooth", "any"),
    "sinh": ("smooth", "any"), "cosh": ("smooth", "any"), "tanh": ("smooth", "any"),
    "asinh": ("smooth", "any"), "acosh": ("smooth", "over_one"), "atanh": ("smooth", "unit"),
    "sigmoid": ("smooth", "any"), "math.erf": ("smooth", "any"), "math.erfc": ("smooth", "any"),
    "math.erfinv": ("special", "unit"), "math.erfcinv": ("special", "probability"),
    "math.ndtri": ("special", "probability"), "math.lgamma": ("special", "positive"),
    "math.digamma": ("special", "positive"), "math.reciprocal": ("smooth", "any"),
    "math.reciprocal_no_nan": ("smooth", "any"), "floor": ("exact", "any"),
    "math.ceil": ("exact", "any"), "round": ("exact", "number"), "math.rint": ("exact", "any"),
    "math.is_nan": ("exact", "any"), "math.is_inf": ("exact", "any"),
    "math.is_finite": ("exact", "any"), "math.bessel_i0": ("special", "any"),
    "math.bessel_i0e": ("special", "any"), "math.bessel_i1": ("special", "any"),
    "math.bessel_i1e": ("special", "any"), "math.log_sigmoid": ("smooth", "any"),
    "math.softplus": ("smooth", "any"), "nn.softsign": ("smooth", "any"),
    "nn.relu": ("exact", "number"), "nn.relu6": ("exact", "number"), "nn.elu": ("smooth", "any"),
    "nn.selu": ("smooth", "any"), "math.zero_fraction": ("rounded", "number"),
    "nn.l2_loss": ("smooth", "any"), "identity": ("exact", "all"), "stop_gradient": ("exact", "all"),
    "zeros_like": ("exact", "all"), "ones_like": ("exact", "number"),
    "nn.crelu": ("exact", "ranked"), "math.lbeta": ("special", "ranked"),
}
PARAMETER = {"nn.relu": "features", "nn.relu6": "features", "nn.elu": "features",
             "nn.selu": "features", "nn.crelu": "features", "nn.softsign": "features",
             "math.softplus": "features", "identity": "input", "stop_gradient": "input",
             "zeros_like": "input", "ones_like": "input", "math.zero_fraction": "value",
             "nn.l2_loss": "t"}


def _unary(name, kind, domain):
    @operation(name, kind, 0.5)
    def sample(p):
        if domain == "number":
            x = p.number()
        elif domain == "all":
            x = p.any_()
        elif domain == "ranked":
            x = p.float_(lambda x: x.ndim > 0, p.ranked(1), domain="positive")
        elif domain == "any":
            x = p.float_()
        else:
            x = p.domain_float(domain)
        out = {PARAMETER.get(name, "x"): x}
        if name in ("zeros_like", "ones_like") and p.maybe(0.3):
            out["dtype"] = p.rng.choice([*V.NUMBERS, "bool"])
        return out


for _name, (_kind, _domain) in ONE.items():
    _unary(_name, _kind, _domain)


@operation("nn.leaky_relu", "rounded")
def _(p):
    out = {"features": p.float_()}
    return out if p.maybe() else {**out, "alpha": p.rng.choice([0.0, 0.1, 0.5, 1.5])}


@operation("nn.gelu")
def _(p):
    out = {"features": p.float_()}
    return out if p.maybe() else {**out, "approximate": p.maybe()}


@operation("nn.swish")
def _(p):
    out = {"features": p.float_()}
    return out if p.maybe() else {**out, "beta": p.rng.choice([0.5, 1.0, 2.0])}


@operation("nn.silu")
def _(p):
    return {"features": p.float_()}


def _plain(p, ref):
    """Now and then a plain number in place of an operand."""
    if p.maybe(0.85):
        return p.partner(ref)
    x = p.value(ref)
    if name_of(x) in V.INTEGERS:
        return p.rng.randrange(1, 6)
    return p.rng.choice([0.5, 2.0, -1.5, 3.0])


def _pair(p, kinds, names=("x", "y")):
    a = p.pick(kinds)
    b = _plain(p, a)
    if not isinstance(b, (int, float)) and p.maybe(0.5):
        a, b = b, a
    return {names[0]: a, names[1]: b}


for _name, _kind in {"add": "rounded", "subtract": "rounded", "multiply": "rounded",
                     "maximum": "exact", "minimum": "exact",
                     "math.squared_difference": "smooth"}.items():
    @operation(_name, _kind)
    def _(p):
        return _pair(p, V.FLOATS if p.maybe(0.65) else V.INTEGERS)

for _name in ["equal", "not_equal", "less", "less_equal", "greater", "greater_equal"]:
    @operation(_name, "exact", 0.5)
    def _(p, name=_name):
        kinds = V.FLOATS if p.maybe(0.6) else V.INTEGERS
        if "equal" in (name, name[4:]) and p.maybe(0.2):
            a = p.pick(["bool", "string"])
            return {"x": a, "y": p.partner(a)}
        return _pair(p, kinds)

for _name, _kind in {"divide": "rounded", "math.divide_no_nan": "rounded",
                     "math.multiply_no_nan": "rounded", "math.xlogy": "smooth",
                     "math.xdivy": "rounded", "math.xlog1py": "smooth"}.items():
    @operation(_name, _kind, 0.7)
    def _(p, name=_name):
        if name == "divide" and p.maybe(0.25):
            return _pair(p, V.INTEGERS)
        a = p.float_()
        b = p.partner(a, "positive") if "log" in name else p.partner(a)
        return {"x": a, "y": b}


@operation("math.truediv", "rounded", 0.5)
def _(p):
    return _pair(p, V.NUMBERS)


@operation("math.atan2", "smooth")
def _(p):
    a, b = p.operands(V.FLOATS)
    return {"y": a, "x": b}


@operation("math.nextafter", "exact", 0.4)
def _(p):
    a, b = p.operands(["float32", "float64"])
    return {"x1": a, "x2": b}


@operation("pow", "smooth")
def _(p):
    if p.maybe(0.3):
        a = p.pick(V.INTEGERS)
        return {"x": a, "y": p.partner(a, ("index", 0, 5), 0.9)}
    if p.maybe(0.4):
        return {"x": p.float_(), "y": p.rng.choice([2.0, 3.0, 0.5, -1.0, 0.0, 1.0])}
    a = p.domain_float("positive")
    return {"x": a, "y": p.partner(a)}


for _name in ["math.floordiv", "math.floormod", "truncatediv", "truncatemod"]:
    @operation(_name, "exact" if "div" in _name else "rounded", 0.6)
    def _(p, name=_name):
        integer = name == "truncatediv" or p.maybe(0.6)
        a = p.pick(V.INTEGERS if integer else V.FLOATS)
        kind = "positive" if p.maybe(0.7) else "any"
        return {"x": a, "y": p.partner(a, kind, 0.8)}

for _name in ["math.igamma", "math.igammac", "math.zeta", "math.polygamma"]:
    @operation(_name, "special", 0.6)
    def _(p, name=_name):
        kinds = ["float32", "float64"]
        if name == "math.polygamma":
            a = p.pick(kinds, fresh=1, domain="positive")
            return {"a": p.rng.choice([0.0, 1.0, 2.0, 3.0]), "x": a}
        first = "over_one" if name == "math.zeta" else "positive"
        a = p.pick(kinds, fresh=0.9, domain=first)
        b = p.partner(a, "positive", 0.9)
        return {"x": a, "q": b} if name == "math.zeta" else {"a": a, "x": b}


@operation("math.betainc", "special", 0.5)
def _(p):
    a = p.pick(["float32", "float64"], fresh=0.9, domain="positive")
    shape = list(p.value(a).shape)
    kind = name_of(p.value(a))
    return {"a": a, "b": p.pick(kind, shape, domain="positive", fresh=1),
            "x": p.pick(kind, shape, domain="probability", fresh=1)}


for _name in ["logical_and", "logical_or", "math.logical_xor"]:
    @operation(_name, "exact", 0.5)
    def _(p):
        a, b = p.operands("bool")
        return {"x": a, "y": b}


@operation("logical_not", "exact", 0.5)
def _(p):
    return {"x": p.pick("bool")}


for _name in ["bitwise_and", "bitwise_or", "bitwise_xor"]:
    @operation("bitwise." + _name, "exact", 0.5)
    def _(p):
        a, b = p.operands(V.INTEGERS)
        return {"x": a, "y": b}


@operation("bitwise.invert", "exact", 0.4)
def _(p):
    return {"x": p.pick(V.INTEGERS)}


for _name in ["left_shift", "right_shift"]:
    @operation("bitwise." + _name, "exact", 0.4)
    def _(p):
        a = p.pick(V.INTEGERS)
        x = p.value(a)
        bits = x.dtype.itemsize * 8
        b = p.partner(a, ("index", 0, min(bits, 12)), 1)
        y = p.value(b)
        if (y < 0).any() or (y >= bits).any():
            raise NoOperand
        return {"x": a, "y": b}


@operation("add_n", "smooth", 0.6)
def _(p):
    a = p.number()
    x = p.value(a)
    rest = [p.pick(name_of(x), list(x.shape), fresh=0.2) for _ in range(p.rng.randint(0, 3))]
    return {"inputs": [a, *rest]}


@operation("clip_by_value", "exact")
def _(p):
    a = p.number()
    if name_of(p.value(a)) in V.INTEGERS:
        low, high = p.rng.choice([(0, 3), (1, 1), (2, 5)])
    else:
        low, high = p.rng.choice([(-1.0, 1.0), (0.0, 0.0), (-0.5, 2.0)])
    return {"t": a, "clip_value_min": low, "clip_value_max": high}


@operation("clip_by_norm")
def _(p):
    a = p.float_()
    out = {"t": a, "clip_norm": p.rng.choice([0.5, 1.0, 3.0])}
    rank = p.value(a).ndim
    return {**out, "axes": [p.axis(rank)]} if rank and p.maybe(0.4) else out


@operation("clip_by_global_norm", weight=0.7)
def _(p):
    a = p.float_()
    kind = name_of(p.value(a))
    return {"t_list": [a, *[p.pick(kind) for _ in range(p.rng.randint(0, 2))]],
            "clip_norm": p.rng.choice([0.5, 1.0, 5.0])}


@operation("linalg.global_norm", weight=0.5)
def _(p):
    a = p.float_()
    return {"t_list": [a, *[p.pick(name_of(p.value(a))) for _ in range(p.rng.randint(0, 2))]]}


def _castable(x, dtype):
    """Whether a cast is defined: out of range or not finite is the processor's own affair."""
    if x.dtype == object or name_of(x) not in V.FLOATS or dtype not in V.INTEGERS:
        return True
    info = np.iinfo(V.NUMPY[dtype])
    wide = x.astype(np.float64)
    return bool(np.isfinite(wide).all() and (np.trunc(wide) >= info.min).all()
                and (np.trunc(wide) <= info.max - (2**10 if info.bits == 64 else 0)).all())


@operation("cast", "exact", 4)
def _(p):
    a = p.any_()
    dtype = p.rng.choice([*p.floats, *V.NUMBERS, "bool"])
    if not _castable(p.value(a), dtype):
        raise NoOperand
    return {"x": a, "dtype": dtype}


@operation("saturate_cast", "exact", 0.5)
def _(p):
    a = p.number()
    dtype = p.rng.choice([*p.floats, *V.NUMBERS])
    x = p.value(a)
    if name_of(x) in V.FLOATS and not np.isfinite(x.astype(np.float64)).all():
        raise NoOperand
    if {name_of(x), dtype} & {"int64", "uint64"}:
        raise NoOperand  # TensorFlow's limits are rounded to a float
    return {"value": a, "dtype": dtype}


@operation("bitcast", "exact", 0.4)
def _(p):
    same = {4: ["float32", "int32", "uint32"], 8: ["float64", "int64", "uint64"],
            2: ["float16", "bfloat16", "int16", "uint16"], 1: ["int8", "uint8"]}
    a = p.number()
    return {"input": a, "type": p.rng.choice(same[p.value(a).dtype.itemsize])}
