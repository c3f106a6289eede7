"""Products and linear algebra."""

import values as V
from operations import operation
from picker import NoOperand, fits, name_of

SOLVERS = ["float32", "float64"]


def _batch(p):
    return V.random_shape(p.rng, p.rng.choice([0, 0, 0, 1, 2]), 6, 0.02)


@operation("matmul", "smooth", 4)
def _(p):
    ta, tb = p.maybe(0.25), p.maybe(0.25)
    kinds = V.FLOATS if p.maybe(0.85) else ["int32", "int64"]
    a = p.pick(kinds, None, lambda x: x.ndim >= 2 and x.size <= 200, p.ranked(2))
    x = p.value(a)
    inner = x.shape[-2] if ta else x.shape[-1]

    def multiplies(y):
        return (y.ndim >= 2 and y.shape[-1 if tb else -2] == inner and y.size <= 200
                and fits(x.shape[:-2], y.shape[:-2]))

    def near():
        other = p.rng.choice([1, 2, 3, 5])
        return V.broadcastable(p.rng, list(x.shape[:-2])) + ([other, inner] if tb else [inner, other])

    out = {"a": a, "b": p.pick(name_of(x), None, multiplies, near, fresh=0.3)}
    if ta:
        out["transpose_a"] = True
    if tb:
        out["transpose_b"] = True
    return out


@operation("linalg.matvec", "smooth", 0.5)
def _(p):
    a = p.float_(lambda x: x.ndim >= 2 and x.size <= 200, p.ranked(2, 3))
    x = p.value(a)
    return {"a": a, "b": p.pick(name_of(x), [*x.shape[:-2], x.shape[-1]])}


EQUATIONS = ["ij,jk->ik", "ij->ji", "ii->i", "ii->", "bij,bjk->bik", "i,j->ij", "i,i->", "ij->j",
             "ij,j->i", "...ij,...jk->...ik", "bhqd,bhkd->bhqk", "ab,bc,cd->ad", "ijk,jk->i", "ij->",
             "...i,i->...", "ij,ij->ij"]


@operation("einsum", "smooth", 2)
def _(p):
    equation = p.rng.choice(EQUATIONS)
    left = equation.split("->")[0].split(",")
    sizes = {letter: p.rng.choice([1, 2, 3, 5]) for letter in "abcdhijkq"}
    if p.maybe(0.05):
        sizes["j"] = 0
    batch = V.random_shape(p.rng, p.rng.randint(0, 2), 4)
    shapes = [(batch if "..." in t else []) + [sizes[c] for c in t.replace("...", "")] for t in left]
    kind = p.rng.choice(p.floats)
    return {"*": [equation, *[p.pick(kind, shape, fresh=0.1) for shape in shapes]]}


@operation("tensordot", "smooth", 1.2)
def _(p):
    a = p.float_(lambda x: x.ndim <= 3 and x.size <= 100)
    x = p.value(a)
    n = p.rng.randint(0, min(2, x.ndim))
    tail = V.random_shape(p.rng, p.rng.randint(0, 2), 6)
    if p.maybe(0.5):
        shape = list(x.shape[x.ndim - n:]) + tail
        return {"a": a, "b": p.pick(name_of(x), shape), "axes": n}
    axes = p.rng.sample(range(x.ndim), n)
    shape = [x.shape[i] for i in axes] + tail
    return {"a": a, "b": p.pick(name_of(x), shape), "axes": [axes, list(range(n))]}


def _square(p, domain, n=None):
    n = n or p.rng.choice([1, 2, 3, 5])
    return p.leaf(p.rng.choice(SOLVERS), [*_batch(p), n, n], domain)


@operation("linalg.cholesky", "solve")
def _(p):
    return {"input": _square(p, "spd")}


for _name in ["inv", "det"]:
    @operation("linalg." + _name, "solve", 0.8)
    def _(p, name=_name):
        out = {"input": _square(p, "regular")}
        return {**out, "adjoint": True} if name == "inv" and p.maybe(0.3) else out


@operation("linalg.logdet", "solve", 0.5)
def _(p):
    return {"matrix": _square(p, "spd")}


@operation("linalg.slogdet", "solve", 0.6)
def _(p):
    return {"input": _square(p, "regular")}


for _name in ["solve", "triangular_solve", "cholesky_solve"]:
    @operation("linalg." + _name, "solve", 0.8)
    def _(p, name=_name):
        a = _square(p, "spd" if name == "cholesky_solve" else "regular")
        x = p.value(a)
        b = p.pick(name_of(x), [*x.shape[:-1], p.rng.choice([1, 2, 3])], fresh=0.5)
        out = {"chol" if name == "cholesky_solve" else "matrix": a, "rhs": b}
        if name == "triangular_solve" and p.maybe(0.5):
            out["lower"] = p.maybe(0.5)
        if name != "cholesky_solve" and p.maybe(0.3):
            out["adjoint"] = True
        return out


@operation("linalg.qr", "signs", 0.7)
def _(p):
    shape = [*_batch(p), p.rng.choice([1, 2, 3, 5]), p.rng.choice([1, 2, 3, 5])]
    return {"input": p.leaf(p.rng.choice(SOLVERS), shape, "regular")}


@operation("linalg.svd", "signs", 0.7)
def _(p):
    shape = [*_batch(p), p.rng.choice([1, 2, 3, 5]), p.rng.choice([1, 2, 3, 5])]
    out = {"tensor": p.leaf(p.rng.choice(SOLVERS), shape, "regular")}
    return {**out, "compute_uv": False} if p.maybe(0.5) else out


for _name in ["eigh", "eigvalsh"]:
    @operation("linalg." + _name, "signs", 0.7)
    def _(p):
        return {"tensor": _square(p, "spd")}


@operation("linalg.band_part", "exact", 0.7)
def _(p):
    a = p.any_(lambda x: x.ndim >= 2, p.ranked(2))
    x = p.value(a)
    return {"input": a, "num_lower": p.rng.randint(-1, min(2, x.shape[-2])),
            "num_upper": p.rng.randint(-1, min(2, x.shape[-1]))}


@operation("linalg.diag", "exact", 0.7)
def _(p):
    out = {"diagonal": p.number(lambda x: 0 < x.ndim <= 3 and x.shape[-1] > 0, p.ranked(1, 2))}
    return {**out, "k": p.rng.randint(-2, 2)} if p.maybe(0.4) else out


@operation("linalg.diag_part", "exact", 0.7)
def _(p):
    a = p.number(lambda x: x.ndim >= 2 and min(x.shape[-2:]) > 0, p.ranked(2))
    x = p.value(a)
    k = p.rng.randint(1 - x.shape[-2], x.shape[-1] - 1)
    return {"input": a, "k": k} if p.maybe(0.5) else {"input": a}


@operation("linalg.set_diag", "exact", 0.5)
def _(p):
    a = p.number(lambda x: x.ndim >= 2 and min(x.shape[-2:]) > 0, p.ranked(2))
    x = p.value(a)
    return {"input": a, "diagonal": p.pick(name_of(x), [*x.shape[:-2], min(x.shape[-2:])])}


@operation("linalg.trace", "smooth", 0.7)
def _(p):
    return {"x": p.number(lambda x: x.ndim >= 2, p.ranked(2))}


for _name in ["tensor_diag", "tensor_diag_part"]:
    @operation("linalg." + _name, "exact", 0.3)
    def _(p, name=_name):
        if name == "tensor_diag":
            return {"diagonal": p.number(lambda x: 0 < x.ndim <= 2 and x.size <= 12, p.ranked(1, 2))}
        n = p.rng.choice([1, 2, 3])
        return {"input": p.pick(p.floats + p.ints, [n, n])}


@operation("linalg.adjoint", "exact", 0.4)
def _(p):
    return {"matrix": p.number(lambda x: x.ndim >= 2, p.ranked(2))}


@operation("linalg.cross", "smooth", 0.4)
def _(p):
    a = p.float_(lambda x: x.ndim > 0 and x.shape[-1] == 3,
                 lambda: [*V.random_shape(p.rng, p.rng.randint(0, 2), 20), 3])
    x = p.value(a)
    return {"a": a, "b": p.pick(name_of(x), list(x.shape), fresh=0.4)}


@operation("linalg.expm", "solve", 0.3)
def _(p):
    return {"input": _square(p, "any")}


@operation("linalg.lstsq", "solve", 0.3)
def _(p):
    kind, n, m = p.rng.choice(SOLVERS), p.rng.choice([3, 5]), p.rng.choice([1, 2, 3])
    a = p.leaf(kind, [n, m], "regular")
    return {"matrix": a, "rhs": p.leaf(kind, [n, p.rng.choice([1, 2])], "smooth"), "fast": True}


@operation("linalg.pinv", "solve", 0.3)
def _(p):
    if p.maybe(0.02):
        raise NoOperand
    return {"a": p.leaf(p.rng.choice(SOLVERS), [p.rng.choice([2, 3]), p.rng.choice([2, 3])],
                        "regular")}
