"""What an operation is sampled from: the values made so far, and new leaves of the wanted kind."""

import random

import numpy as np

import values as V


class NoOperand(Exception):
    """No value of the wanted kind, and no room for another leaf."""


class Ref:
    """A value of the program: leaf k is -(k + 1), output j of the steps is j."""

    def __init__(self, index):
        self.index = index


def references(argument):
    """All references within an argument or a step."""
    if isinstance(argument, Ref):
        yield argument
    elif isinstance(argument, dict):
        for a in argument.values():
            yield from references(a)
    elif isinstance(argument, list):
        for a in argument:
            yield from references(a)


def fits(a, b):
    """Whether two shapes broadcast together."""
    return all(x == y or x == 1 or y == 1 for x, y in zip(reversed(a), reversed(b)))


class Picker:
    """The state of one program while it is made."""

    def __init__(self, seed):
        self.rng = random.Random(seed)
        r = self.rng
        self.special = r.random() < 1 / 3
        self.style = r.choice(["mixed", "mixed", "ties", "smooth"])
        main = r.choices(["float32", "float64", "float16", "bfloat16"], [60, 20, 10, 10])[0]
        self.floats = [main] if r.random() < 0.8 else [main, "float32"]
        ints = r.choices(V.INTEGERS, [1, 1, 6, 3, 1, 1, 1, 1])[0]
        self.ints = [ints] if r.random() < 0.7 else [ints, "int32"]
        self.base = V.random_shape(r)
        self.leaves = []  # dicts of dtype, shape, domain, value
        self.outputs = []  # arrays
        self.most_leaves = 14
        self.hidden = set()  # outputs that are determined up to a sign: later steps don't take them

    # ----- values -----
    def value(self, ref):
        """The array of a reference."""
        i = ref.index
        return self.leaves[-i - 1]["value"] if i < 0 else self.outputs[i]

    def usable(self):
        """All references that may be an operand; late outputs come more often."""
        refs = [Ref(-i - 1) for i in range(len(self.leaves))]
        outs = [Ref(i) for i in range(len(self.outputs)) if i not in self.hidden]
        return refs + outs + outs[-4:] * 2

    def leaf(self, dtype, shape, domain="any"):
        """A new leaf."""
        if len(self.leaves) >= self.most_leaves:
            raise NoOperand
        shape = list(shape)
        value = V.draw(self.rng, dtype, shape, domain, self.special, self.style)
        self.leaves.append(dict(dtype=dtype, shape=shape, domain=domain, value=value))
        return Ref(-len(self.leaves))

    def pick(self, dtypes=None, shape=None, where=None, make=None, domain="any", fresh=0.15):
        """A value of one of the dtypes whose array passes `where`; or a new leaf.

        `shape`: the exact shape; `make`: gives the shape of a new leaf; `fresh`: how often a new
        leaf is made though there are candidates.
        """
        r = self.rng
        dtypes = [dtypes] if isinstance(dtypes, str) else dtypes

        def good(ref):
            x = self.value(ref)
            return ((dtypes is None or V.dtype_name(x) in dtypes)
                    and (shape is None or list(x.shape) == list(shape))
                    and (where is None or where(x)))

        if r.random() >= fresh or len(self.leaves) >= self.most_leaves:
            found = [ref for ref in self.usable() if good(ref)]
            if found:
                return r.choice(found)
        if dtypes is None:
            kinds = self.floats * 4 + self.ints * 2 + ["bool", "bool", "string"]
        else:
            kinds = [d for d in self.floats * 3 + self.ints if d in dtypes] or dtypes
        dtype = r.choice(kinds)
        if shape is None:
            shape = make() if make else self.shape()
        ref = self.leaf(dtype, shape, domain)
        if where is not None and not where(self.value(ref)):
            self.leaves.pop()
            raise NoOperand
        return ref

    def shape(self):
        """A shape for a leaf: near the program's own, or another."""
        r = self.rng
        return V.broadcastable(r, self.base) if r.random() < 0.6 else V.random_shape(r)

    def ranked(self, low, high=9):
        """Makes shapes of a rank within bounds."""
        return lambda: V.random_shape(self.rng, self.rng.randint(low, min(high, max(low, 4))))

    # ----- common operands -----
    def float_(self, where=None, make=None, domain="any", fresh=0.15, dtypes=None):
        """A floating value."""
        return self.pick(dtypes or V.FLOATS, None, where, make, domain, fresh)

    def domain_float(self, domain):
        """A floating value, mostly of a domain."""
        return self.float_() if self.rng.random() < 0.35 else self.float_(domain=domain, fresh=0.8)

    def number(self, where=None, make=None, fresh=0.15):
        """A floating or integer value."""
        kinds = V.FLOATS if self.rng.random() < 0.65 else V.INTEGERS
        return self.pick(kinds, None, where, make, "any", fresh)

    def any_(self, where=None, make=None):
        """A value of any dtype."""
        return self.pick(None, None, where, make)

    def partner(self, ref, domain="any", fresh=0.3):
        """A value of the same dtype that broadcasts with another."""
        x = self.value(ref)
        return self.pick(V.dtype_name(x), None, lambda y: fits(x.shape, y.shape),
                         lambda: V.broadcastable(self.rng, list(x.shape)), domain, fresh)

    def operands(self, dtypes, domain="any", partner_domain="any"):
        """Two values that broadcast; in either order."""
        a = self.pick(dtypes, domain=domain)
        b = self.partner(a, partner_domain)
        return (a, b) if partner_domain != "any" or self.rng.random() < 0.5 else (b, a)

    # ----- attributes -----
    def axis(self, rank):
        """One axis, from either end."""
        return self.rng.randrange(-rank, rank)

    def axes(self, rank):
        """What a reduction takes: nothing, one axis, or several."""
        r = self.rng
        if rank == 0 or r.random() < 0.25:
            return r.choice([None, []]) if r.random() < 0.3 else None
        if r.random() < 0.55:
            return self.axis(rank)
        some = r.sample(range(rank), r.randint(1, rank))
        return [a - rank if r.random() < 0.3 else a for a in some]

    def maybe(self, chance=0.5):
        """True now and then."""
        return self.rng.random() < chance

    def indices(self, below, shape, dtype=None):
        """A leaf of indices from 0 to below - 1."""
        kind = dtype or self.rng.choice(["int32", "int32", "int64"])
        return self.leaf(kind, shape, ("index", 0, below))


def name_of(x):
    """Dtype of an array."""
    return V.dtype_name(x)


def has_nan(x):
    """Whether a float array holds NaN."""
    return x.dtype != object and x.dtype.kind not in "iub" and bool(np.isnan(x).any())
