"""Steps with branches and loops: tf.cond on a value, tf.while_loop counted by a value."""

import numpy as np
import tensorflow as tf

import judge as J
import values as V
from picker import NoOperand, Ref

CHAIN = ["add", "multiply", "subtract", "tanh", "sigmoid", "sin", "nn.relu", "abs", "negative",
         "maximum", "minimum", "square", "reverse", "roll", "math.softplus", "clip_by_value"]


def _grow(builder, count):
    """Samples some steps onto the current outputs; returns them."""
    steps = []
    for _ in range(count * 4):
        if len(steps) >= count:
            break
        made = builder.sample()
        if made is None or "error" in made[0]:
            continue
        steps.append(made[0])
        builder.p.outputs.extend(made[1])
    return steps


def _like(builder, wanted, own):
    """A reference made in the block whose value has the dtype and shape of an array, or None."""
    p = builder.p
    found = [Ref(i) for i in range(own, len(p.outputs))
             if i not in p.hidden and p.outputs[i].shape == wanted.shape
             and V.dtype_name(p.outputs[i]) == V.dtype_name(wanted)]
    return p.rng.choice(found) if found else None


def _forced(builder, wanted, start):
    """A step on a value of the wanted dtype and shape, from outside or the loop's own."""
    p = builder.p
    refs = [r for r in p.usable() if p.value(r).shape == wanted.shape
            and V.dtype_name(p.value(r)) == V.dtype_name(wanted)]
    inner = [r for r in refs if r.index >= start]
    ref = p.rng.choice(inner or refs)
    real = V.dtype_name(wanted) in V.FLOATS
    op = p.rng.choice(["tanh", "sin", "multiply", "add"] if real else ["add", "multiply", "maximum"])
    arguments = {"x": ref} if op in ("tanh", "sin") else {"x": ref, "y": p.rng.choice(refs)}
    return builder.make(op, arguments)


def _block(builder, wanted, extra=()):
    """A block whose results have the dtypes and shapes of the wanted arrays."""
    p = builder.p
    start = len(p.outputs)
    p.outputs.extend(extra)
    own = len(p.outputs)
    before = builder.only, builder.invalid, builder.favour
    builder.only, builder.invalid, builder.favour = CHAIN, 0.0, 0.8
    try:
        steps = _grow(builder, p.rng.randint(1, 4))
        results = []
        for w in wanted:
            ref = _like(builder, w, own)
            if ref is None or p.maybe(0.5):
                step, outputs = _forced(builder, w, start)
                steps.append(step)
                p.outputs.extend(outputs)
                ref = Ref(len(p.outputs) - 1)
            results.append(ref)
        return {"steps": steps, "results": results}
    finally:
        builder.only, builder.invalid, builder.favour = before
        del p.outputs[start:]


def _results(builder, step, kept):
    leaves, outputs = builder.tensors()
    try:
        results = [J.host(x) for x in J.run_step(step, leaves, outputs)]
    except Exception:
        del builder.p.leaves[kept:]
        return None
    return builder.finish(step, results, leaves, outputs, kept)


def sample_cond(builder):
    """tf.cond(pred, then, else)."""
    p = builder.p
    kept = len(p.leaves)
    try:
        pred = p.pick("bool", [], fresh=0.4)
        wanted = [p.value(p.number(lambda x: x.size <= 60)) for _ in range(p.rng.randint(1, 2))]
        step = {"op": "cond", "pred": pred, "then": _block(builder, wanted),
                "else": _block(builder, wanted), "id": builder.next_id}
    except (NoOperand, tf.errors.OpError):
        del p.leaves[kept:]
        return None
    builder.next_id += 1
    return _results(builder, step, kept)


def sample_while(builder):
    """tf.while_loop(i < count, body, [i, *vars])."""
    p = builder.p
    kept = len(p.leaves)
    try:
        count = p.leaf("int32", [], ("index", 0, 5))
        refs = [p.number(lambda x: x.size <= 60) for _ in range(p.rng.randint(1, 2))]
        initial = [p.value(r) for r in refs]
        extra = [np.array(0, np.int32), *initial]
        step = {"op": "while_loop", "count": count, "vars": refs,
                "body": _block(builder, initial, extra), "id": builder.next_id}
    except (NoOperand, tf.errors.OpError):
        del p.leaves[kept:]
        return None
    builder.next_id += 1
    return _results(builder, step, kept)
