"""Gathering and scattering."""

import values as V
from operations import RARE, operation
from picker import NoOperand, name_of


@operation("gather", "exact", 2)
def _(p):
    a = p.any_(lambda x: x.ndim > 0 and x.size > 0, p.ranked(1))
    shape = list(p.value(a).shape)
    batch = p.rng.randint(1, len(shape) - 1) if len(shape) > 1 and p.maybe(0.3) else 0
    axis = p.rng.randrange(batch, len(shape))
    tail = p.rng.choice([[], [0], [1], [2], [3], [2, 2]])
    out = {"params": a, "indices": p.indices(shape[axis], [*shape[:batch], *tail])}
    if axis or p.maybe(0.3):
        out["axis"] = axis if p.maybe(0.7) else axis - len(shape)
    if batch:
        out["batch_dims"] = batch
    return out


def _index_rows(p, shape, rows, depth):
    """A leaf [rows..., depth] of indices into the first `depth` axes."""
    below = min(shape[:depth]) if depth else 1
    if below == 0:
        raise NoOperand
    return p.indices(below, [*rows, depth])


@operation("gather_nd", "exact")
def _(p):
    a = p.any_(lambda x: x.ndim > 0 and x.size > 0, p.ranked(1))
    shape = list(p.value(a).shape)
    batch = 1 if len(shape) > 1 and p.maybe(0.2) else 0
    depth = p.rng.randint(1, len(shape) - batch)
    rows = [*shape[:batch], *V.random_shape(p.rng, p.rng.randint(0, 2), 12)]
    out = {"params": a, "indices": _index_rows(p, shape[batch:], rows, depth)}
    return {**out, "batch_dims": batch} if batch else out


@operation("scatter_nd", "smooth")
def _(p):
    a = p.number(lambda x: x.ndim > 0 and x.size > 0, p.ranked(1, 3))
    shape = list(p.value(a).shape)
    outer = p.rng.randint(1, len(shape))
    depth = p.rng.randint(1, 2)
    target = [p.rng.choice([1, 2, 3, 5]) for _ in range(depth)] + shape[outer:]
    return {"indices": _index_rows(p, target, shape[:outer], depth), "updates": a, "shape": target}


for _name in ["update", "add", "sub", "max", "min"]:
    @operation("tensor_scatter_nd_" + _name, "smooth" if _name in ("add", "sub") else "exact", 0.7)
    def _(p, name=_name):
        a = p.number(lambda x: x.ndim > 0 and x.size > 0, p.ranked(1, 3))
        x = p.value(a)
        depth = p.rng.randint(1, x.ndim)
        rows = [p.rng.choice([0, 1, 2, 3])]
        if name == "update":  # which of two rows to one place wins is not defined
            rows = [1 if rows[0] else 0]
        indices = _index_rows(p, list(x.shape), rows, depth)
        return {"tensor": a, "indices": indices,
                "updates": p.pick(name_of(x), [*rows, *x.shape[depth:]], fresh=0.5)}


@operation("boolean_mask", "exact", RARE)
def _(p):
    a = p.any_(lambda x: x.ndim > 0 and x.size > 0, p.ranked(1, 3))
    shape = list(p.value(a).shape)
    if p.maybe(0.3):
        axis = p.rng.randrange(len(shape))
        return {"tensor": a, "mask": p.pick("bool", [shape[axis]]), "axis": axis}
    return {"tensor": a, "mask": p.pick("bool", shape[:p.rng.randint(1, len(shape))])}


@operation("nn.embedding_lookup", "exact")
def _(p):
    a = p.float_(lambda x: x.ndim > 0 and x.shape[0] > 0, p.ranked(1, 3))
    return {"params": a, "ids": p.indices(p.value(a).shape[0], V.random_shape(p.rng, limit=12))}


@operation("dynamic_partition", "exact", RARE / 2)
def _(p):
    a = p.any_(lambda x: x.ndim > 0, p.ranked(1, 3))
    return {"data": a, "partitions": p.leaf("int32", [p.value(a).shape[0]], ("index", 0, 3)),
            "num_partitions": 3}
