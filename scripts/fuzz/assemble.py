"""Puts a whole program together and writes it as JSON."""

import math

import numpy as np
import tensorflow as tf

import control_flow as C
import judge as J
import tolerances as T
import values as V
from build import Builder
from operations import camel
from picker import Ref, references

TRIALS = (11, 12, 13)


def make_program(seed, only=None, control=0.2, gradients=True, small=False,
                 nothing_else=False):
    """The program of a seed, as JSON."""
    b = Builder(seed, only, control, small)
    b.favour = 1.0 if nothing_else else b.favour
    p, r = b.p, b.rng
    steps, count = [], r.randint(5, 14 if small else 30)
    hidden = p.hidden
    for _ in range(count * 5):
        if sum("error" not in s for s in steps) >= count:
            break
        if b.control and r.random() < 0.2:
            made = C.sample_cond(b) if r.random() < 0.5 else C.sample_while(b)
        else:
            made = b.sample()
        if made is None:
            continue
        step, results = made
        steps.append(step)
        step["n"] = len(results)
        for i, x in enumerate(results):
            if step.get("signs") and x.ndim and i != _certain(step):
                hidden.add(len(p.outputs))
            p.outputs.append(x)
    program = {"steps": steps}
    return _finish(b, program, hidden, gradients)


def _certain(step):
    """Which output of an operation with free signs has none: values, not vectors."""
    return 0 if step["op"] in ("linalg.svd", "linalg.eigh") else -1


def _used(steps):
    used = set()
    for step in steps:
        used |= {x.index for x in references({k: v for k, v in step.items() if k != "steps"})}
        for block in ("then", "else", "body"):
            if block in step:
                used |= _used(step[block]["steps"])
                used |= {x.index for x in step[block]["results"]}
    return used


def _bounds(base, runs, units=16, factor=2):
    return [J.bound_from(x, [o[i] for o in runs], units, factor) for i, x in enumerate(base)]


def _noisy_runs(program, leaves):
    runs = []
    for trial in TRIALS:
        try:
            runs.append([J.host(x) for x in J.run(program, leaves, trial)])
        except Exception:
            return None
    return runs


def _finish(b, program, hidden, with_gradients):
    p, steps = b.p, program["steps"]
    leaves = [tf.constant(leaf["value"]) for leaf in p.leaves]
    values = [J.host(x) for x in J.run(program, leaves)]
    runs = _noisy_runs(program, leaves)
    whole = ["unstable"] * len(values) if runs is None else _bounds(values, runs)
    whole = ["unstable" if i in hidden else w for i, w in enumerate(whole)]
    used = _used(steps)
    sinks = [i for i in range(len(values)) if i not in used]
    out = {
        "seed": b.seed,
        "leaves": [V.encode(leaf["value"]) for leaf in p.leaves],
        "steps": [step_json(s) for s in steps],
        "values": [{**V.encode(x), "whole": bound_json(w)} for x, w in zip(values, whole)],
        "sinks": sinks,
        "other": _other(b, program, sinks, hidden),
    }
    if with_gradients:
        floats = [i for i in sinks if T.is_float(values[i]) and i not in hidden]
        out.update(_gradients(program, leaves, floats))
    return out


def _other(b, program, sinks, hidden):
    """Other leaves of the same kinds and what the sinks are then; None if TensorFlow raises."""
    p = b.p
    for trial in range(4):
        drawn = [leaf["value"] if trial == 3 and not T.is_float(leaf["value"]) else
                 V.draw(p.rng, leaf["dtype"], leaf["shape"], leaf["domain"], p.special, p.style)
                 for leaf in p.leaves]
        leaves = [tf.constant(x) for x in drawn]
        try:
            values = [J.host(x) for x in J.run(program, leaves)]
        except Exception:
            continue
        if any(V.has_subnormals(x) for x in values) or any(x.size > 2000 for x in values):
            continue
        runs = _noisy_runs(program, leaves)
        whole = ["unstable"] * len(values) if runs is None else _bounds(values, runs)
        return {"leaves": [V.encode(x) for x in drawn],
                "values": [{**V.encode(values[i]),
                            "whole": bound_json("unstable" if i in hidden else whole[i])}
                           for i in sinks]}
    return None


def _differentiable(function, program, leaves, targets):
    """The targets that TensorFlow can differentiate: some kernels have no gradient."""
    try:
        return function(program, leaves, targets), targets
    except (LookupError, tf.errors.OpError, ValueError, TypeError, AttributeError):
        pass
    good = []
    for target in targets:
        try:
            function(program, leaves, [target])
            good.append(target)
        except (LookupError, tf.errors.OpError, ValueError, TypeError, AttributeError):
            pass
    return (function(program, leaves, good) if good else None), good


def _gradients(program, leaves, targets):
    out = {}
    for key, function in (("first", J.gradients), ("second", J.second_gradients)):
        if not targets:
            break
        base, targets = _differentiable(function, program, leaves, targets)
        if base is None:
            break
        try:
            runs = [function(program, leaves, targets, t) for t in TRIALS[:2]]
        except Exception:
            break
        truth = _truth(function, program, leaves, targets)
        out[key] = {"targets": targets, "values": [
            _gradient_json(x, [o[i] for o in runs], truth and truth[i])
            for i, x in enumerate(base)]}
    return out


def _truth(function, program, leaves, targets):
    """The gradients in float64, if the program takes float64."""
    if all(x.dtype == tf.float64 for x in leaves if x.dtype.is_floating):
        return None
    J.WIDE[0] = True
    try:
        return function(program, J.in_float64(leaves), targets)
    except Exception:
        return None
    finally:
        J.WIDE[0] = False


def _gradient_json(base, others, truth):
    if base is None:
        return None
    x = base.numpy()
    if any(o is None for o in others):
        return {**V.encode(x), "whole": "unstable"}
    bound = J.bound_from(x, [o.numpy() for o in others], 64, 3)
    if bound != "unstable":
        size = np.abs(T.wide(x))
        size = size[np.isfinite(size) & (size > 0)]
        scale = min(size.max(), max(4, 4 * np.median(size))) if size.size else 1
        bound.append(T.composed(32, V.dtype_name(x)) * scale)
        far = T.spread(x, [truth.numpy()]) if truth is not None else None
        if far:
            bound[1] += 2 * far[0]
            bound[2] += 2 * far[1]
    return {**V.encode(x), "whole": bound_json(bound)}


# ----- JSON -----

def bound_json(bound):
    """A bound with two digits."""
    return [T.short(x) for x in bound] if isinstance(bound, list) else bound


def argument_json(argument):
    """An argument: references as {"v": index}, what JSON has no number for as {"number": text}."""
    if isinstance(argument, Ref):
        return {"v": argument.index}
    if isinstance(argument, list):
        return [argument_json(a) for a in argument]
    if isinstance(argument, float) and not math.isfinite(argument):
        return {"number": str(argument)}
    return argument


def block_json(block):
    """A branch or a body."""
    return {"steps": [step_json(s) for s in block["steps"]],
            "results": argument_json(block["results"])}


def step_json(step):
    """A step: operation, arguments by position and by name, number of outputs, bounds."""
    op = ".".join(camel(part) for part in step["op"].split("."))
    out = {"op": op, "n": step.get("n", len(step.get("alone", [])))}
    if step["op"] == "cond":
        out.update(pred=argument_json(step["pred"]), then=block_json(step["then"]))
        out["else"] = block_json(step["else"])
    elif step["op"] == "while_loop":
        out.update(count=argument_json(step["count"]), vars=argument_json(step["vars"]),
                   body=block_json(step["body"]))
    else:
        arguments = step["arguments"]
        if "*" in arguments:
            args = arguments["*"]
            named = {k: v for k, v in arguments.items() if k != "*"}
        else:
            at = step["position"]
            args = [arguments[k] for k in step["order"][:at]]
            named = {k: arguments[k] for k in step["order"][at:]}
        out["args"] = argument_json(args)
        out["named"] = {camel(k): argument_json(v) for k, v in named.items()}
    if step.get("signs"):
        out["signs"] = True
    if "error" in step:
        out.update(error=step["error"], lacking=step["lacking"], message=step["message"], n=0)
    else:
        out["alone"] = [bound_json(x) for x in step["alone"]]
    return out
