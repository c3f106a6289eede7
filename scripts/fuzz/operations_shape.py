"""Operations that move, copy and make elements."""

import values as V
from operations import RARE, operation
from picker import NoOperand, fits, has_nan, name_of


def _factors(p, size):
    """A shape of `size` elements."""
    shape, rest = [], size
    for d in p.rng.sample([2, 3, 5, 7, 4], 3):
        if rest and rest % d == 0 and p.maybe(0.7):
            shape.append(d)
            rest //= d
    shape.insert(p.rng.randint(0, len(shape)), rest)
    if p.maybe(0.3):
        shape.insert(p.rng.randint(0, len(shape)), 1)
    return shape


@operation("reshape", "exact", 3)
def _(p):
    a = p.any_()
    size = p.value(a).size
    shape = _factors(p, size)
    if size and p.maybe(0.4):
        shape[p.rng.randrange(len(shape))] = -1
    if size == 1 and p.maybe(0.4):
        shape = []
    return {"tensor": a, "shape": shape}


@operation("transpose", "exact", 2)
def _(p):
    a = p.any_()
    rank = p.value(a).ndim
    return {"a": a, "perm": p.rng.sample(range(rank), rank)} if p.maybe(0.7) else {"a": a}


@operation("linalg.matrix_transpose", "exact", 0.5)
def _(p):
    return {"a": p.any_(lambda x: x.ndim >= 2, p.ranked(2))}


@operation("expand_dims", "exact", 1.5)
def _(p):
    a = p.any_(lambda x: x.ndim < 5)
    return {"input": a, "axis": p.axis(p.value(a).ndim + 1)}


@operation("squeeze", "exact", 1.5)
def _(p):
    a = p.any_(lambda x: 1 in x.shape, lambda: [1, *V.random_shape(p.rng, 1)])
    shape = p.value(a).shape
    ones = [i - len(shape) * p.maybe(0.3) for i, d in enumerate(shape) if d == 1]
    if p.maybe(0.4):
        return {"input": a}
    return {"input": a, "axis": p.rng.sample(ones, p.rng.randint(1, len(ones)))}


@operation("stack", "exact", 1.2)
def _(p):
    a = p.any_(lambda x: x.ndim < 5 and x.size < 60)
    x = p.value(a)
    rest = [p.pick(name_of(x), list(x.shape)) for _ in range(p.rng.randint(0, 2))]
    out = {"values": [a, *rest]}
    return {**out, "axis": p.axis(x.ndim + 1)} if p.maybe(0.7) else out


@operation("unstack", "exact")
def _(p):
    a = p.any_(lambda x: x.ndim > 0 and 0 < max(x.shape) < 6 and 0 not in x.shape, p.ranked(1, 3))
    x = p.value(a)
    axis = p.axis(x.ndim)
    out = {"value": a}
    if p.maybe(0.3):
        out["num"] = x.shape[axis]
    return {**out, "axis": axis}


@operation("concat", "exact", 1.5)
def _(p):
    a = p.any_(lambda x: x.ndim > 0, p.ranked(1))
    x = p.value(a)
    axis = p.axis(x.ndim)
    at = axis % x.ndim

    def joins(y):
        return y.ndim == x.ndim and all(
            i == at or d == e for i, (d, e) in enumerate(zip(x.shape, y.shape)))

    def near():
        shape = list(x.shape)
        shape[at] = p.rng.choice([0, 1, 2, 3])
        return shape

    rest = [p.pick(name_of(x), None, joins, near, fresh=0.4) for _ in range(p.rng.randint(0, 2))]
    return {"values": [a, *rest], "axis": axis}


@operation("split", "exact")
def _(p):
    a = p.any_(lambda x: x.ndim > 0 and max(x.shape) > 1 and min(x.shape) > 0, p.ranked(1))
    x = p.value(a)
    axis = p.rng.choice([i for i, d in enumerate(x.shape) if d > 1])
    n = x.shape[axis]
    if p.maybe(0.5):
        parts = [d for d in (1, 2, 3, 5, 7) if n % d == 0]
        return {"value": a, "num_or_size_splits": p.rng.choice(parts), "axis": axis}
    cut = p.rng.randint(0, n)
    sizes = [cut, n - cut] if p.maybe(0.7) else [cut, -1]
    return {"value": a, "num_or_size_splits": sizes, "axis": axis - x.ndim * p.maybe(0.3)}


@operation("tile", "exact")
def _(p):
    a = p.any_(lambda x: x.size <= 40)
    return {"input": a, "multiples": [p.rng.choice([1, 1, 2, 3, 0 if p.maybe(0.1) else 1])
                                      for _ in p.value(a).shape]}


@operation("repeat", "exact")
def _(p):
    a = p.any_(lambda x: x.size <= 40)
    x = p.value(a)
    if x.ndim == 0 or p.maybe(0.25):
        return {"input": a, "repeats": p.rng.randint(0, 3)}
    axis = p.axis(x.ndim)
    many = [p.rng.randint(0, 2) for _ in range(x.shape[axis])]
    return {"input": a, "repeats": many if p.maybe(0.5) else p.rng.randint(1, 3), "axis": axis}


@operation("pad", "exact", 1.5)
def _(p):
    mode = p.rng.choice(["CONSTANT", "CONSTANT", "REFLECT", "SYMMETRIC"])
    a = p.any_(lambda x: x.ndim <= 5 and x.size <= 60 and x.dtype != object)
    x = p.value(a)
    if mode == "CONSTANT":
        pads = [[p.rng.randint(0, 2), p.rng.randint(0, 2)] for _ in x.shape]
        out = {"tensor": a, "paddings": pads}
        if name_of(x) != "bool" and p.maybe(0.4):
            out["constant_values"] = p.rng.choice([1, 2])
        return out
    most = 1 if mode == "REFLECT" else 0
    pads = [[p.rng.randint(0, min(2, max(d - most, 0))) for _ in range(2)] for d in x.shape]
    return {"tensor": a, "paddings": pads, "mode": mode}


@operation("reverse", "exact")
def _(p):
    a = p.any_(lambda x: x.ndim > 0, p.ranked(1))
    rank = p.value(a).ndim
    axes = p.rng.sample(range(rank), p.rng.randint(1, rank))
    return {"tensor": a, "axis": [i - rank * p.maybe(0.3) for i in axes]}


@operation("roll", "exact")
def _(p):
    a = p.any_(lambda x: x.ndim > 0, p.ranked(1))
    rank = p.value(a).ndim
    if p.maybe(0.6):
        return {"input": a, "shift": p.rng.randint(-4, 4), "axis": p.axis(rank)}
    axes = p.rng.sample(range(rank), p.rng.randint(1, rank))
    return {"input": a, "shift": [p.rng.randint(-4, 4) for _ in axes], "axis": axes}


@operation("slice", "exact")
def _(p):
    a = p.any_(lambda x: x.ndim > 0, p.ranked(1))
    begin = [p.rng.randint(0, d) for d in p.value(a).shape]
    size = [-1 if p.maybe(0.2) else p.rng.randint(0, d - b)
            for d, b in zip(p.value(a).shape, begin)]
    return {"input_": a, "begin": begin, "size": size}


@operation("strided_slice", "exact", 1.5)
def _(p):
    a = p.any_(lambda x: x.ndim > 0, p.ranked(1))
    shape = p.value(a).shape
    n = p.rng.randint(1, len(shape))
    begin = [p.rng.randint(-d - 1, d + 1) for d in shape[:n]]
    end = [p.rng.randint(-d - 1, d + 1) for d in shape[:n]]
    strides = [p.rng.choice([1, 1, 2, 3, -1, -2]) for _ in range(n)]
    out = {"input_": a, "begin": begin, "end": end, "strides": strides}
    for mask in ["begin_mask", "end_mask"]:
        if p.maybe(0.25):
            out[mask] = p.rng.randrange(2**n)
    special = p.rng.choice([None, None, None, "ellipsis", "new_axis", "shrink"])
    if special:
        at = p.rng.randrange(n)
        out[special + ("_axis_mask" if special == "shrink" else "_mask")] = 2**at
        if special == "shrink":
            if not shape[at]:
                raise NoOperand
            begin[at] = p.rng.randrange(-shape[at], shape[at])
            strides[at] = 1
            out.pop("begin_mask", None)
    return out


@operation("broadcast_to", "exact")
def _(p):
    a = p.any_(lambda x: x.size <= 40)
    shape = [p.rng.choice([2, 3]) if d == 1 and p.maybe(0.6) else d for d in p.value(a).shape]
    return {"input": a, "shape": [p.rng.choice([1, 2]), *shape] if p.maybe(0.4) else shape}


@operation("where", "exact", 1.5)
def _(p):
    if p.maybe(RARE):
        return {"condition": p.pick(["bool", *p.ints])}
    c = p.pick("bool")
    a = p.any_(lambda x: fits(p.value(c).shape, x.shape), lambda: list(p.value(c).shape))
    b = p.pick(name_of(p.value(a)), None,
               lambda y: fits(p.value(c).shape, y.shape) and fits(p.value(a).shape, y.shape),
               lambda: V.broadcastable(p.rng, list(p.value(a).shape)))
    return {"condition": c, "x": a, "y": b}


@operation("one_hot", "exact")
def _(p):
    a = p.pick(["int32", "int64", "uint8"], None, lambda x: x.size <= 30 and x.ndim < 4)
    out = {"indices": a, "depth": p.rng.randint(0, 5)}
    if p.maybe(0.25):
        out["on_value"], out["off_value"] = p.rng.choice([(2.5, -1.5), (0.5, 0.25)])
    if p.maybe(0.4):
        out["axis"] = p.rng.randint(-1, p.value(a).ndim)
    if "on_value" not in out and p.maybe(0.5):
        out["dtype"] = p.rng.choice([*p.floats, "int32", "bool", "uint8"])
    return out


@operation("meshgrid", "exact", 0.6)
def _(p):
    a = p.number(lambda x: x.ndim <= 1 and x.size <= 5, p.ranked(1, 1))
    kind = name_of(p.value(a))
    rest = [p.pick(kind, None, lambda x: x.ndim <= 1 and x.size <= 5, p.ranked(1, 1))
            for _ in range(p.rng.randint(0, 2))]
    out = {"*": [a, *rest]}
    return {**out, "indexing": p.rng.choice(["xy", "ij"])} if p.maybe(0.6) else out


@operation("linspace", "smooth", 0.6)
def _(p):
    kind = p.rng.choice(["float32", "float64"])
    a = p.pick(kind, None, lambda x: x.ndim <= 2 and x.size <= 20)
    b = p.pick(kind, list(p.value(a).shape))
    out = {"start": a, "stop": b, "num": p.rng.randint(1, 6)}
    return {**out, "axis": p.axis(p.value(a).ndim + 1)} if p.maybe(0.3) else out


@operation("range", "rounded", 0.6)
def _(p):
    if p.maybe(0.5):
        return {"start": p.rng.randint(-3, 4), "limit": p.rng.randint(-3, 9),
                "delta": p.rng.choice([1, 2, 3]), "dtype": p.rng.choice(["int32", "int64"])}
    return {"start": p.rng.choice([0.0, -1.5, 0.25]), "limit": p.rng.choice([2.25, 4.75, -0.75]),
            "delta": p.rng.choice([0.5, 0.75, 2.0]), "dtype": p.rng.choice(["float32", "float64"])}


@operation("eye", "exact", 0.5)
def _(p):
    out = {"num_rows": p.rng.choice([0, 1, 3])}
    if p.maybe(0.5):
        out["num_columns"] = p.rng.choice([1, 2, 5])
    if p.maybe(0.3):
        out["batch_shape"] = [2]
    return {**out, "dtype": p.rng.choice([*p.floats, "int32"])} if p.maybe(0.6) else out


@operation("fill", "exact", 0.5)
def _(p):
    shape = V.random_shape(p.rng, limit=30)
    return {"dims": shape, "value": p.any_(lambda x: x.ndim == 0, lambda: [])}


for _name in ["zeros", "ones"]:
    @operation(_name, "exact", 0.3)
    def _(p):
        out = {"shape": V.random_shape(p.rng, limit=30)}
        return {**out, "dtype": p.rng.choice([*p.floats, *V.INTEGERS, "bool"])} if p.maybe() else out


for _name in ["shape", "size"]:
    @operation(_name, "exact", 0.3)
    def _(p):
        out = {"input": p.any_()}
        return {**out, "out_type": "int64"} if p.maybe(0.3) else out


@operation("rank", "exact", 0.2)
def _(p):
    return {"input": p.any_()}


@operation("math.invert_permutation", "exact", 0.3)
def _(p):
    return {"x": p.leaf("int32", V.random_shape(p.rng, 1), "permutation")}


@operation("reverse_sequence", "exact", 0.4)
def _(p):
    a = p.any_(lambda x: x.ndim >= 2 and x.size > 0, p.ranked(2, 3))
    shape = p.value(a).shape
    batch, along = p.rng.sample(range(len(shape)), 2)
    return {"input": a, "seq_lengths": p.indices(shape[along] + 1, [shape[batch]]),
            "seq_axis": along, "batch_axis": batch}


for _name in ["nn.depth_to_space", "nn.space_to_depth"]:
    @operation(_name, "exact", 0.4)
    def _(p, name=_name):
        b = 2
        n, h, w, c = (p.rng.randint(1, 2) for _ in range(4))
        shape = [n, h, w, c * b * b] if name == "nn.depth_to_space" else [n, h * b, w * b, c]
        return {"input": p.pick([*V.FLOATS, "int32"], shape), "block_size": b}


for _name in ["sort", "argsort"]:
    @operation(_name, "exact", 0.7)
    def _(p, name=_name):
        a = p.number(lambda x: x.ndim > 0 and not has_nan(x), p.ranked(1))
        out = {"values": a}
        if p.maybe(0.6):
            out["axis"] = p.axis(p.value(a).ndim)
        if p.maybe(0.5):
            out["direction"] = p.rng.choice(["ASCENDING", "DESCENDING"])
        if name == "argsort":
            out["stable"] = True
        return out


@operation("math.top_k", "exact")
def _(p):
    a = p.number(lambda x: x.ndim > 0 and x.shape[-1] > 0 and not has_nan(x), p.ranked(1))
    n = p.value(a).shape[-1]
    return {"input": a, "k": p.rng.randint(0 if p.maybe(0.1) else 1, n)} if p.maybe(0.9) else {
        "input": a}


@operation("unique", "exact", RARE)
def _(p):
    a = p.any_(lambda x: x.ndim == 1 and not has_nan(x), p.ranked(1, 1))
    return {"x": a, "out_idx": "int64"} if p.maybe(0.3) else {"x": a}


@operation("unique_with_counts", "exact", RARE)
def _(p):
    return {"x": p.any_(lambda x: x.ndim == 1 and not has_nan(x), p.ranked(1, 1))}


@operation("searchsorted", "exact", 0.7)
def _(p):
    kind = p.rng.choice(["float32", "float64", "int32", "int64"])
    batch = V.random_shape(p.rng, p.rng.randint(0, 1), zero=0)
    a = p.leaf(kind, [*batch, p.rng.choice([1, 3, 5])], "sorted")
    b = p.leaf(kind, [*batch, p.rng.choice([1, 2, 4])], "smooth")
    out = {"sorted_sequence": a, "values": b}
    if p.maybe(0.5):
        out["side"] = p.rng.choice(["left", "right"])
    return {**out, "out_type": "int64"} if p.maybe(0.2) else out
