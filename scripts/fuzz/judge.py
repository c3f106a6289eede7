"""Runs programs in TensorFlow: steps, whole programs, first and second gradients."""

import os
import re

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import numpy as np
import tensorflow as tf

import tolerances as T
import values as V
from operations import REGISTRY
from picker import Ref, references

tf.config.threading.set_intra_op_parallelism_threads(1)
tf.config.threading.set_inter_op_parallelism_threads(1)
tf.get_logger().setLevel("ERROR")
tf.debugging.disable_traceback_filtering()

LACKING = re.compile(r"attr '(T|dtype|DstT|SrcT|Tparams|Tdata|out_type|type)' of "
                     r"(half|bfloat16|float|double|u?int\d+) is not in the list")


def function_of(name):
    """tf.math.top_k for "math.top_k"."""
    found = tf
    for part in name.split("."):
        found = getattr(found, part)
    return found


def error_of(error):
    """What is kept of an exception: its class, and whether TensorFlow only lacks a kernel."""
    lacks = isinstance(error, (tf.errors.UnimplementedError, tf.errors.NotFoundError))
    lacks = lacks or LACKING.search(str(error)) is not None
    text = re.sub(r"\{\{.*?\}\} ?", "", str(error)).split("\n")[0]
    return {"error": type(error).__name__, "lacking": lacks, "message": text[:120]}


def host(tensor):
    """A tensor as an array; scalar strings too."""
    array = tensor.numpy()
    if isinstance(array, bytes):
        boxed = np.empty((), object)
        boxed[()] = array
        return boxed
    return array


def resolve(argument, environment):
    """An argument with tensors for its references."""
    if isinstance(argument, Ref):
        return environment(argument)
    if isinstance(argument, list):
        return [resolve(a, environment) for a in argument]
    return argument


def lookup(leaves, outputs):
    """The environment of a step."""
    return lambda ref: leaves[-ref.index - 1] if ref.index < 0 else outputs[ref.index]


def terms_of(function, rest, arguments):
    """What a sum of products gives for the magnitudes of its arguments; if they are all short."""
    given = [T.wide(host(x)) for x in tf.nest.flatten((list(rest), arguments))
             if tf.is_tensor(x) and x.dtype.is_floating]

    def size_of(x):
        return tf.constant(np.abs(host(x))) if tf.is_tensor(x) and x.dtype.is_floating else x

    sizes = tf.nest.map_structure(size_of, (list(rest), arguments))
    with np.errstate(all="ignore"):
        are_short = all(T.is_short(x).all() for x in given)
        found = [T.wide(host(x)) for x in tf.nest.flatten(call(function, *sizes))]
        return [(np.where(np.isfinite(x), x, 0), are_short) for x in found]


def noisy(tensor, bound, noise, where, truth, terms=None):
    """A tensor moved within its bound, and by last places of the sizes of the terms it sums up.

    `truth` is the result in float64, if there is one; `terms` what `terms_of` gives.
    """
    array = host(tensor)
    if not T.is_float(array) or bound is None:
        return tensor
    op = where[0]
    seed = T.program_seed(noise, where)
    kind = REGISTRY[op].kind if op in REGISTRY else "smooth"
    certain = T.is_exact(array, kind, truth, op in T.SATURATING)
    amplitude = T.amplitude(array, bound)
    if kind not in ("exact", "rounded"):
        amplitude = amplitude + T.everywhere(op, array)
    if terms is not None:
        size, are_short = terms
        amplitude = amplitude + 2 * V.EPSILON[V.dtype_name(array)] * size
        certain = certain & (are_short or truth is not None)
    moved = T.noise_like(array, amplitude, seed, certain)
    return tensor + tf.stop_gradient(tf.constant(moved.astype(array.dtype)))


def run_block(block, leaves, outputs, noise):
    """The results of a branch or of a loop's body."""
    inner = list(outputs)
    for step in block["steps"]:
        inner.extend(run_step(step, leaves, inner, noise))
    return [lookup(leaves, inner)(ref) for ref in block["results"]]


def run_step(step, leaves, outputs, noise=None):
    """The outputs of one step, as a flat list."""
    env = lookup(leaves, outputs)
    op = step["op"]
    if op == "cond":
        branch = "then" if bool(env(step["pred"])) else "else"
        return run_block(step[branch], leaves, outputs, noise)
    if op == "while_loop":
        count = int(env(step["count"]))
        state = [env(ref) for ref in step["vars"]]
        for i in range(count):
            state = run_block(step["body"], leaves, [*outputs, tf.constant(i), *state], noise)
        return [tf.constant(count), *state]
    arguments = {k: resolve(v, env) for k, v in step["arguments"].items()}
    rest = arguments.pop("*", ())
    results = call(function_of(op), rest, arguments)
    flat = [tf.convert_to_tensor(x) for x in tf.nest.flatten(results) if x is not None]
    if noise is not None and step.get("alone"):
        inexact = op in REGISTRY and REGISTRY[op].kind not in ("exact", "rounded")
        truth = _in_float64(step, leaves, outputs) if inexact else None
        truth = truth if truth and len(truth) == len(flat) else [None] * len(flat)
        is_sum = T.SUMS.search(op) is not None
        terms = terms_of(function_of(op), rest, arguments) if is_sum else [None] * len(flat)
        flat = [noisy(x, b, noise, (op, step["id"], i), truth[i], terms[i]) for i, (x, b) in
                enumerate(zip(flat, step["alone"]))]
    return flat


WIDE = [False]


def call(function, rest, arguments):
    """Calls a function; in a run in float64 those that lack it get float32."""
    try:
        return function(*rest, **arguments)
    except (tf.errors.InvalidArgumentError, tf.errors.NotFoundError, TypeError, ValueError):
        if not WIDE[0]:
            raise
    rest, arguments = tf.nest.map_structure(
        lambda x: _narrow(x, tf.float64, tf.float32), (list(rest), arguments))
    return tf.nest.map_structure(lambda x: _narrow(x, tf.float32, tf.float64),
                                 function(*rest, **arguments))


def _narrow(x, from_dtype, to_dtype):
    is_such = isinstance(x, tf.Tensor) and x.dtype == from_dtype
    return tf.cast(x, to_dtype) if is_such else x


def run(program, leaves, noise=None):
    """All outputs of a program."""
    outputs = []
    for step in program["steps"]:
        if "error" not in step:
            outputs.extend(run_step(step, leaves, outputs, noise))
    return outputs


def alone_bounds(step, leaves, outputs, results):
    """The bounds of a step's outputs from the inputs it has."""
    op = step["op"]
    if op in ("cond", "while_loop"):
        return _nested_bounds(step, leaves, outputs, results)
    kind = REGISTRY[op].kind
    if kind in ("exact", "rounded"):
        return [[T.units(kind, V.dtype_name(r)), 0, 0] if T.is_float(r) else None for r in results]
    moved = []
    for trial in (1, 2):
        def shifted(x, where, trial=trial):
            a = host(x)
            if not T.is_float(a):
                return x
            size = np.abs(T.wide(a)) * V.EPSILON[V.dtype_name(a)]
            n = T.noise_like(a, size, T.program_seed(trial, where, step["id"]))
            return tf.constant((T.wide(a) + n).astype(a.dtype))
        try:
            ins = _inputs(step, leaves, outputs, shifted)
            moved.append([host(x) for x in run_step(step, *ins)])
        except Exception:
            pass
    truth = _in_float64(step, leaves, outputs)
    bounds = []
    for i, r in enumerate(results):
        if not T.is_float(r):
            bounds.append(None)
            continue
        near = T.spread(r, [m[i] for m in moved if len(m) > i]) or (np.inf, 0.0)
        absolute, relative = (T.factor(kind, V.dtype_name(r)) * x for x in near)
        if truth is not None and len(truth) > i:
            with np.errstate(all="ignore"):
                far = T.spread(r, [truth[i].astype(r.dtype)])
            if far:
                absolute, relative = absolute + 2 * far[0], relative + 2 * far[1]
        bounds.append([T.units(kind, V.dtype_name(r)), absolute, relative])
    return bounds


def _nested_bounds(step, leaves, outputs, results):
    others = []
    for trial in (1, 2, 3):
        try:
            others.append([host(x) for x in run_step(step, leaves, outputs, trial)])
        except Exception:
            pass
    return [bound_from(r, [o[i] for o in others], 16, 2) if T.is_float(r) else None
            for i, r in enumerate(results)]


def bound_from(value, others, units, factor):
    """The bound that noise shows; "unstable" where something jumps."""
    if not T.is_float(value):
        same = all(np.array_equal(value, o) for o in others)
        return None if same else "unstable"
    near = T.spread(value, others)
    if near is None:
        return "unstable"
    return [T.composed(units, V.dtype_name(value)), factor * near[0], factor * near[1]]


def _inputs(step, leaves, outputs, change):
    """Leaves and outputs with those that a step refers to changed."""
    used = {ref.index for ref in references(step["arguments"])}
    return ([change(x, -i - 1) if -i - 1 in used else x for i, x in enumerate(leaves)],
            [change(x, i) if i in used else x for i, x in enumerate(outputs)])


def _in_float64(step, leaves, outputs):
    narrow = (tf.float32, tf.float16, tf.bfloat16)
    changed = []

    def up(x, where):
        if x.dtype not in narrow:
            return x
        changed.append(where)
        return tf.constant(T.wide(host(x)))

    try:
        ins = _inputs(step, leaves, outputs, up)
        return [host(x) for x in run_step(step, *ins)] if changed else None
    except Exception:
        return None


def in_float64(leaves):
    """The floating leaves as float64."""
    return [tf.cast(x, tf.float64) if x.dtype.is_floating else x for x in leaves]


# ----- gradients -----

def weights(size):
    """Fixed weights of a scalar made of a tensor; exact in every floating dtype."""
    return ((np.arange(size) * 7 + 3) % 11 - 5) / 4


def weighted(tensor):
    """sum(x * w)."""
    w = weights(V.size_of(tensor.shape)).reshape(tensor.shape)
    return tf.reduce_sum(tensor * tf.cast(tf.constant(w), tensor.dtype))


def dense(gradient):
    """IndexedSlices as tensors."""
    return None if gradient is None else tf.convert_to_tensor(gradient)


def gradients(program, leaves, targets, noise=None):
    """First gradients of the targets' sums with respect to all floating leaves."""
    sources = [x for x in leaves if x.dtype.is_floating]
    with tf.GradientTape() as tape:
        tape.watch(sources)
        outputs = run(program, leaves, noise)
        losses = [weighted(outputs[t]) for t in targets]
    return [dense(g) for g in tape.gradient(losses, sources)]


def second_gradients(program, leaves, targets, noise=None):
    """Gradients of sum(g * w) over the first gradients, with plain nested tapes."""
    sources = [x for x in leaves if x.dtype.is_floating]
    with tf.GradientTape() as outer:
        outer.watch(sources)
        with tf.GradientTape() as inner:
            inner.watch(sources)
            outputs = run(program, leaves, noise)
            losses = [weighted(outputs[t]) for t in targets]
        first = [dense(g) for g in inner.gradient(losses, sources)]
        again = [weighted(g) for g in first if g is not None]
    if not again:
        return [None] * len(sources)
    return [dense(g) for g in outer.gradient(again, sources)]
