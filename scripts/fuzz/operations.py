"""The registry of operations: TensorFlow's name, how it rounds, and how a call is sampled."""

# How results may differ, given the same inputs (see tolerances.py):
#   exact     bit for bit (moves, comparisons, integers)
#   rounded   one rounding of the exact result
#   smooth    differentiable; rounds several times; the bound grows with the condition
#   signs     columns are determined up to their sign
KINDS = ("exact", "rounded", "smooth", "special", "solve", "signs")


class Operation:
    """One entry."""

    def __init__(self, name, kind, sample, weight):
        self.name, self.kind, self.sample, self.weight = name, kind, sample, weight


REGISTRY = {}

# Operations whose shapes depend on values (unique, boolean_mask ...) are rare: a trace may refuse
# them, as it may second derivatives of the others, and then the other steps of the program are not
# traced either. `--only unique` asks for more.
RARE = 0.015


def operation(name, kind="smooth", weight=1.0):
    """Registers a function that samples the arguments of an operation."""
    assert kind in KINDS

    def register(sample):
        assert name not in REGISTRY, name
        REGISTRY[name] = Operation(name, kind, sample, weight)
        return sample

    return register


def camel(name):
    """max_pool2d -> maxPool2d, math.reduce_sum -> math.reduceSum."""
    head, *rest = name.strip("_").split("_")
    return head + "".join(word[:1].upper() + word[1:] for word in rest)
