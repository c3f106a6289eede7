"""Makes one program: samples steps, judges them, adds bounds, other values and gradients."""

import inspect

import tensorflow as tf

import judge as J
import operations_elementwise  # noqa: F401
import operations_index  # noqa: F401
import operations_linear  # noqa: F401
import operations_nn  # noqa: F401
import operations_reduction  # noqa: F401
import operations_shape  # noqa: F401
import tolerances as T
import values as V
from operations import REGISTRY
from picker import NoOperand, Picker, Ref, has_nan, references

LARGEST = {False: 400, True: 64}  # elements of an output, by whether programs are small


class Builder:
    """A program while it grows."""

    def __init__(self, seed, only=None, control=0.2, small=False):
        self.p = Picker(seed)
        self.largest = LARGEST[small]
        self.seed = seed
        self.only = only
        self.rng = self.p.rng
        self.control = self.rng.random() < control
        self.invalid = 0.06
        self.favour = 0.5  # how often one of `only` is taken
        self.next_id = 0
        self.made = {}

    # ----- tensors of the state -----
    def tensors(self):
        """Leaves and outputs as tensors."""
        leaves = [self.tensor(leaf["value"]) for leaf in self.p.leaves]
        outputs = [self.tensor(x) for x in self.p.outputs]
        return leaves, outputs

    def tensor(self, array):
        """The tensor of an array, made once."""
        known = self.made.get(id(array))
        if known is None:
            known = self.made[id(array)] = (array, tf.constant(array))
        return known[1]

    def name(self):
        """An operation's name, by weight."""
        names = list(REGISTRY)
        if self.only and self.rng.random() < self.favour:
            return self.rng.choice(self.only)
        return self.rng.choices(names, [REGISTRY[n].weight for n in names])[0]

    # ----- one step -----
    def sample(self):
        """A step with its outputs, or None."""
        kept = len(self.p.leaves)
        name = self.name()
        try:
            arguments = REGISTRY[name].sample(self.p)
        except NoOperand:
            del self.p.leaves[kept:]
            return None
        broken = self.rng.random() < self.invalid
        if broken:
            arguments = self.spoil(arguments)
        step = {"op": name, "arguments": arguments, "id": self.next_id}
        self.next_id += 1
        self.bind(step)
        refs = list(references(arguments))
        if any(V.has_subnormals(self.p.value(r)) for r in refs):
            del self.p.leaves[kept:]
            return None
        leaves, outputs = self.tensors()
        try:
            results = [J.host(x) for x in J.run_step(step, leaves, outputs)]
        except (tf.errors.OpError, ValueError, TypeError, OverflowError, AttributeError,
                IndexError) as error:
            if whole_floats(arguments) or (not broken and self.rng.random() > 0.3):
                del self.p.leaves[kept:]
                return None
            return {**step, **J.error_of(error)}, []
        return self.finish(step, results, leaves, outputs, kept)

    def make(self, op, arguments):
        """A step of an operation with known arguments, and its outputs."""
        step = {"op": op, "arguments": arguments, "id": self.next_id}
        self.next_id += 1
        self.bind(step)
        leaves, outputs = self.tensors()
        results = [J.host(x) for x in J.run_step(step, leaves, outputs)]
        step["alone"] = J.alone_bounds(step, leaves, outputs, results)
        return step, results

    def finish(self, step, results, leaves, outputs, kept):
        """Bounds of a step's outputs; None if they are too large or of another kind."""
        good = all(r.size <= self.largest and V.dtype_name(r) in V.NUMPY for r in results)
        again = [J.host(x) for x in J.run_step(step, leaves, outputs)]
        same = all(V.encode(x) == V.encode(y) for x, y in zip(results, again))
        kind = REGISTRY[step["op"]].kind if step["op"] in REGISTRY else "smooth"
        failed = kind in ("solve", "signs") and any(has_nan(x) for x in results)
        if not good or not results or not same or failed:
            del self.p.leaves[kept:]
            return None
        step["alone"] = J.alone_bounds(step, leaves, outputs, results)
        step["signs"] = kind == "signs" and results[0].ndim >= 1 and len(results) > 1
        return step, results

    def bind(self, step):
        """How many arguments go by position: those after are named."""
        arguments = step["arguments"]
        if "*" in arguments:
            return
        names = list(inspect.signature(J.function_of(step["op"])).parameters)
        leading = 0
        while leading < len(names) and names[leading] in arguments:
            leading += 1
        tensors = [i for i, n in enumerate(names[:leading]) if list(references(arguments[n]))]
        least = min(leading, (tensors[-1] + 1) if tensors else 1)
        step["order"] = [n for n in names if n in arguments]
        if self.rng.random() < 0.1:
            step["position"] = 0
        else:
            step["position"] = self.rng.randint(least, leading) if self.rng.random() < 0.5 else least

    def spoil(self, arguments):
        """Arguments with one of them made wrong (perhaps)."""
        r = self.rng
        out = dict(arguments)
        key = r.choice([k for k in out if k != "dtype"] or list(out))
        value = out[key]
        if isinstance(value, Ref):
            out[key] = self.other_tensor(value)
        elif isinstance(value, bool) or value is None:
            pass
        elif isinstance(value, (int, float)):
            out[key] = r.choice([value + 7, -value - 9, 0.5, -1])
        elif isinstance(value, str):
            out[key] = "NOT_THIS"
        elif value and isinstance(value[0], Ref):
            out[key] = [self.other_tensor(value[0]), *value[1:]]
        elif value and isinstance(value[0], int):
            at = r.randrange(len(value))
            out[key] = r.choice([value[:-1], [*value, 1], [*value[:at], value[at] + 5, *value[at + 1:]],
                                 [*value[:at], -value[at] - 3, *value[at + 1:]]])
        return out

    def other_tensor(self, ref):
        """A tensor of another dtype or shape."""
        x = self.p.value(ref)
        shape, dtype = list(x.shape), V.dtype_name(x)
        if self.rng.random() < 0.5:
            dtype = self.rng.choice([d for d in ["float32", "int32", "bool", "string", "float64"]
                                     if d != dtype])
        else:
            shape = self.rng.choice([[*shape, 2], shape[1:], [d + 1 for d in shape], [3, *shape]])
            if V.size_of(shape) > self.largest:
                shape = [2]
        try:
            return self.p.leaf(dtype, shape, "smooth")
        except NoOperand:
            return ref


def whole_floats(arguments):
    """Whether a number like 2.0 is there: JavaScript can't tell it from 2, which may be right."""
    flat = [x for a in arguments.values() for x in (a if isinstance(a, list) else [a])]
    return any(isinstance(x, float) and x.is_integer() for x in flat)
