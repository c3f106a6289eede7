"""Runs one case in Keras and writes down what it gives; make_layers.py says in which form."""
import base64
import inspect
import json
import zlib

import keras
import numpy as np
import tensorflow as tf
from keras.src import backend
from keras.src.layers.layer import CallSpec

from specs import drawn, made, over, written


def encoded(value):
    """An array as JSON; None stays."""
    if value is None:
        return None
    value = np.asarray(value)
    if value.dtype.kind in "OSU":
        texts = [it.decode() if isinstance(it, bytes) else str(it) for it in value.ravel()]
        return {"dtype": "string", "shape": list(value.shape), "data": texts}
    data = value.astype("uint8") if value.dtype == bool else value
    return {
        "dtype": value.dtype.name,
        "shape": list(value.shape),
        "data": base64.b64encode(np.ascontiguousarray(data).tobytes()).decode(),
    }


def is_float(tensor):
    return tf.as_dtype(tensor.dtype).is_floating


class Run:
    """A fresh layer with the given weights, and tensors for its call."""

    def __init__(self, layer_class, case, inputs, call, masks, weights=None):
        keras.utils.clear_session(free_memory=False)
        self.layer = layer_class(**made(case.args))
        self.config = self.layer.get_config()
        self.inputs, self.call = over(tensor, inputs), over(tensor, call)
        if masks is not None:
            attach(self.inputs, over(tensor, masks))
        build(self.layer, self.inputs, self.call)
        self.compiled = case.compiled
        for variable, value in zip(self.layer.weights, weights or []):
            variable.assign(value)
        if weights and hasattr(self.layer, "finalize_state"):
            # Normalization computes with copies, which it takes when it has been adapted.
            self.layer.finalize_state()

    def __call__(self, weighting=None, **extra):
        """The output, and the gradients of its sum weighted by `weighting` if there is one."""
        call = {**self.call, **extra}
        floats = [t for t in flat([self.inputs, call]) if tf.is_tensor(t) and is_float(t)]

        def step():
            with tf.GradientTape() as tape:
                for it in floats:
                    tape.watch(it)
                output = self.layer(self.inputs, **call)
                if weighting is None:
                    return output, None
                loss = sum(
                    tf.reduce_sum(tf.cast(y, tf.float64) * tf.cast(w, tf.float64))
                    for y, w in zip(flat(output), flat(weighting))
                    if w is not None
                )
            variables = [v.value for v in self.layer.trainable_weights]
            given = tape.gradient(loss, floats + variables)
            return output, [None if g is None else tf.convert_to_tensor(g) for g in given]

        output, given = (tf.function(step, jit_compile=True) if self.compiled else step)()
        if weighting is None:
            return output, None
        given = [None if g is None else encoded(g.numpy()) for g in given]
        of_floats = {id(t): g for t, g in zip(floats, given)}
        look_up = lambda t: of_floats.get(id(t))
        return output, {
            "inputs": over(look_up, self.inputs),
            "call": {k: over(look_up, v) for k, v in self.call.items() if any_tensor(v)},
            "weights": given[len(floats):],
        }


def tensor(value):
    return tf.constant(value) if isinstance(value, np.ndarray) else value


def any_tensor(tree):
    return any(tf.is_tensor(it) for it in flat(tree))


def flat(tree):
    if isinstance(tree, (list, tuple)):
        return [leaf for it in tree for leaf in flat(it)]
    if isinstance(tree, dict):
        return [leaf for it in tree.values() for leaf in flat(it)]
    return [tree]


def attach(inputs, masks):
    for it, mask in zip(flat(inputs), flat(masks)):
        if mask is not None:
            backend.set_keras_mask(it, mask)


def build(layer, inputs, call):
    """Builds as a call would, without calling: that could draw, or change states."""
    with layer._open_name_scope():
        layer._maybe_build(CallSpec(layer._call_signature, layer._call_context_args, [inputs], call))


# Layers that refuse to say their output's shape, with the reason.
refusals = set()


def batchless(tree):
    return over(lambda t: (None, *t.shape[1:]), tree)


def output_shape(run):
    """compute_output_shape of the shapes of all tensors given; None where the layer refuses."""
    parameters = list(inspect.signature(run.layer.compute_output_shape).parameters)
    more = {}
    for name in parameters[1:]:
        source = name.removesuffix("_shape")
        if name.endswith("_shape") and any_tensor(run.call.get(source)):
            more[name] = batchless(run.call[source])
        elif name in run.call:
            more[name] = run.call[name]
    try:
        shape = run.layer.compute_output_shape(batchless(run.inputs), **more)
    except Exception as error:
        refusals.add(f"{run.layer.name}: {type(error).__name__}: {str(error).splitlines()[0]}")
        return None
    return json.loads(json.dumps(shape))


def relative(variable, layer):
    return variable.path.removeprefix(layer.name + "/")


def value_for(variable, rng):
    """Seeded values of a weight: positive where it has to be."""
    if "variance" in variable.name or "stddev" in variable.name:
        value = rng.uniform(0.5, 1.5, size=variable.shape)
    else:
        value = rng.normal(size=variable.shape) * 0.5
    return value.astype(np.dtype(variable.dtype))


def values(tree):
    return over(lambda t: t.numpy(), tree)


def same(a, b):
    return all(np.array_equal(x, y, equal_nan=True) for x, y in zip(flat(a), flat(b)))


def record_training(fresh, weights, weighting, inference):
    """What differs in training; None if nothing does."""
    run = fresh()
    if not run.layer._call_has_training_arg:
        return None
    output, gradients = run(weighting, training=True)
    after = [v.numpy() for v in run.layer.weights]
    is_random = len(run.layer.variables) > len(run.layer.weights)
    if same(values(output), inference) and same(after, weights):
        return None
    trained = [v.trainable for v in run.layer.weights]
    changed = any(t and not same(a, w) for t, a, w in zip(trained, after, weights))
    recorded = {
        "output": over(encoded, values(output)),
        "stateAfter": [encoded(a) for a, t in zip(after, trained) if not t],
        "trainableAfter": [encoded(a) for a, t in zip(after, trained) if t] if changed else None,
        "gradients": gradients,
    }
    if is_random:
        recorded["secondOutput"] = over(encoded, values(run(training=True)[0]))
    return recorded


def record(class_name, case):
    """One case as JSON."""
    rng = np.random.default_rng(zlib.crc32(f"{class_name}: {case.name}".encode()))
    layer_class = getattr(keras.layers, class_name, None)
    if layer_class is None:  # Only tf.keras has it.
        layer_class = getattr(tf.keras.layers, class_name)
    inputs, call, masks = drawn(case.inputs, rng), drawn(case.call, rng), drawn(case.input_mask, rng)
    layer = Run(layer_class, case, inputs, call, masks).layer
    weights = [value_for(v, rng) for v in layer.weights]

    def fresh():
        return Run(layer_class, case, inputs, call, masks, weights)

    shapes = fresh()()[0]
    weighting = over(
        lambda y: np.asarray(rng.normal(size=y.shape)).astype("float32") if is_float(y) else None,
        shapes,
    )
    if not case.gradients:
        weighting = None
    run = fresh()
    output, gradients = run(weighting)
    layer = run.layer
    losses = [float(it) for it in layer.losses]
    inference = values(output)
    recorded = {
        "name": case.name,
        "className": class_name,
        "args": written(case.args),
        "config": json.loads(json.dumps(run.config)),
        "serialized": json.loads(json.dumps(keras.saving.serialize_keras_object(layer))),
        "inputs": over(encoded, inputs),
        "inputMask": over(encoded, masks),
        "call": over(lambda it: encoded(it) if isinstance(it, np.ndarray) else it, call),
        "weights": [
            {
                "name": v.name,
                "path": relative(v, layer),
                "trainable": v.trainable,
                "value": encoded(w),
            }
            for v, w in zip(layer.weights, weights)
        ],
        "seedStates": len(layer.variables) - len(layer.weights),
        "output": over(encoded, inference),
        "outputShape": output_shape(run),
        "outputDtype": over(lambda y: y.dtype.name, output),
        "outputMask": over(lambda y: encoded(backend.get_keras_mask(y)), output),
        "weighting": over(encoded, weighting),
        "gradients": gradients,
        "losses": losses,
        "secondOutput": over(encoded, values(run()[0])) if case.second else None,
        "training": record_training(fresh, weights, weighting, inference),
    }
    return recorded
