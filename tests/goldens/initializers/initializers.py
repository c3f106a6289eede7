"""First values of weights, for tests/initializers: run with TensorFlow and Keras 3 installed.

Writes initializers.json beside itself. Initializers with a seed of their own are Keras's. For
those without one the rules differ by generation: `keras3` is Keras itself after
set_random_seed; `tf2.0` and `keras2` put the ops of TensorFlow together as the initializers of
TensorFlow 2.0 (init_ops_v2) and of Keras 2.15 did, in the same arithmetic.
"""
import hashlib
import json
import math
import pathlib
import random

import keras
import numpy as np
import tensorflow as tf

FAMILIES = {
    "GlorotUniform": (1.0, "fan_avg", "uniform"),
    "GlorotNormal": (1.0, "fan_avg", "truncated_normal"),
    "HeUniform": (2.0, "fan_in", "uniform"),
    "HeNormal": (2.0, "fan_in", "truncated_normal"),
    "LecunUniform": (1.0, "fan_in", "uniform"),
    "LecunNormal": (1.0, "fan_in", "truncated_normal"),
}
SHAPES = ([], [1], [0], [7], [2, 3], [0, 4], [3, 5, 2], [3, 3, 2, 4], [2, 2, 3, 4, 5], [300, 400])
MATRICES = ([1, 1], [3, 3], [4, 2], [2, 4], [1, 5], [5, 1], [7, 9], [20, 31], [33, 33], [130, 7],
            [3, 3, 4, 6], [188, 47], [8, 32], [500, 33], [0, 3], [257, 1])
WIDE = ([48, 48], [64, 50], [128, 512], [3, 3, 16, 60])
SCALED = [
    {"scale": scale, "mode": mode, "distribution": distribution}
    for scale, mode in ((1.0, "fan_in"), (2.5, "fan_out"), (1 / 3, "fan_avg"))
    for distribution in ("truncated_normal", "untruncated_normal", "uniform")
]
PLAIN = [
    ("RandomUniform", {}), ("RandomNormal", {}), ("TruncatedNormal", {}),
    ("RandomUniform", {"minval": -1.0, "maxval": 1.0}),
    ("RandomNormal", {"mean": 0.1, "stddev": 0.01}),
    ("TruncatedNormal", {"mean": -2.0, "stddev": 3.0}),
]


def bits(array, near=False):
    flat = np.ascontiguousarray(array, np.float32).reshape(-1)
    if near:
        return {"near": flat[:256].view(np.uint32).astype(">u4").tobytes().hex()}
    if flat.size > 64:
        return {"sha256": hashlib.sha256(flat.tobytes()).hexdigest()}
    return {"bits": flat.view(np.uint32).astype(">u4").tobytes().hex()}


def case(name, options, shape, array, **rest):
    return {"name": name, "options": options, "shape": list(shape), **rest, **bits(array)}


def with_seed():
    cases = []
    for i, shape in enumerate(SHAPES):
        for name, options in [(name, {}) for name in FAMILIES] + PLAIN:
            seed = (0, 42, 7, 123456789, 2**31 - 3)[i % 5]
            made = getattr(keras.initializers, name)(seed=seed, **options)
            cases.append(case(name, options, shape, made(shape), seed=str(seed)))
    for shape in ([6], [5, 4], [3, 2, 2, 5]):
        for options in SCALED:
            made = keras.initializers.VarianceScaling(seed=9, **options)
            cases.append(case("VarianceScaling", options, shape, made(shape), seed="9"))
    for shape in MATRICES:
        for options in ({}, {"gain": 0.7}):
            made = keras.initializers.Orthogonal(seed=5, **options)
            cases.append(case("Orthogonal", options, shape, made(shape), seed="5"))
    for shape in WIDE:
        made = keras.initializers.Orthogonal(seed=6)
        cases.append({"name": "Orthogonal", "options": {}, "shape": shape, "seed": "6",
                      **bits(made(shape), near=True)})
    return cases


def draw(name, options, shape, ops):
    """The values of an initializer of TensorFlow 2.0 from the three given ops."""
    uniform, normal, truncated = ops
    if name == "RandomUniform":
        return uniform(shape, options.get("minval", -0.05), options.get("maxval", 0.05))
    if name in ("RandomNormal", "TruncatedNormal"):
        op = normal if name == "RandomNormal" else truncated
        return op(shape, options.get("mean", 0.0), options.get("stddev", 0.05))
    if name == "Orthogonal":
        rows, columns = math.prod(shape[:-1]), shape[-1]
        a = normal([max(rows, columns), min(rows, columns)], 0.0, 1.0)
        q, r = tf.linalg.qr(a, full_matrices=False)
        q *= tf.sign(tf.linalg.diag_part(r))
        if rows < columns:
            q = tf.linalg.matrix_transpose(q)
        return options.get("gain", 1.0) * tf.reshape(q, shape)
    scale, mode, distribution = FAMILIES.get(name) or (
        options["scale"], options["mode"], options["distribution"])
    if len(shape) < 2:
        fan_in = fan_out = shape[0] if shape else 1
    else:
        field = math.prod(shape[:-2])
        fan_in, fan_out = shape[-2] * field, shape[-1] * field
    units = {"fan_in": fan_in, "fan_out": fan_out, "fan_avg": (fan_in + fan_out) / 2.0}[mode]
    scale /= max(1.0, units)
    if distribution == "truncated_normal":
        return truncated(shape, 0.0, math.sqrt(scale) / 0.87962566103423978)
    if distribution == "untruncated_normal":
        return normal(shape, 0.0, math.sqrt(scale))
    limit = math.sqrt(3.0 * scale)
    return uniform(shape, -limit, limit)


STATEFUL = (tf.random.uniform, tf.random.normal, tf.random.truncated_normal)


def stateless(seed):
    def bind(op):
        return lambda shape, a, b: op(shape, [seed, 0], a, b)
    return tuple(map(bind, (tf.random.stateless_uniform, tf.random.stateless_normal,
                            tf.random.stateless_truncated_normal)))


SEQUENCE = (
    [(name, {}, [4, 3]) for name in FAMILIES]
    + [(name, options, [2, 3]) for name, options in PLAIN]
    + [("VarianceScaling", options, [3, 2, 2, 5]) for options in SCALED]
    + [("Orthogonal", {}, [3, 12]), ("Orthogonal", {"gain": 2.0}, [5, 5])]
    + [("GlorotUniform", {}, [784, 300]), ("HeNormal", {}, [64, 65])]
)


def sequences():
    """Initializers without a seed, made one after the other, then each called twice."""
    records = []
    for seed in (0, 42, 1234, -7, 2**40 + 3):
        tf.random.set_seed(seed)
        calls = [case(*item, draw(*item, STATEFUL)) for item in SEQUENCE for _ in range(2)]
        records.append({"profile": "tf2.0", "seed": str(seed), "calls": calls})
    for seed in (0, 42, 1234):
        generator = random.Random(seed)
        calls = []
        for item in SEQUENCE:
            ops = stateless(generator.randint(1, 10**9))
            calls += [case(*item, draw(*item, ops)) for _ in range(2)]
        records.append({"profile": "keras2", "seed": str(seed), "calls": calls})
        keras.utils.set_random_seed(seed)
        made = [getattr(keras.initializers, name)(**options) for name, options, _ in SEQUENCE]
        calls = [case(name, options, shape, initializer(shape))
                 for initializer, (name, options, shape) in zip(made, SEQUENCE) for _ in range(2)]
        records.append({"profile": "keras3", "seed": str(seed), "calls": calls})
    return records


def large_seeds():
    """Seeds beyond int32, which the generations take differently."""
    records = []
    for seed in (2**31 - 2, 2**31 - 1, 2**31 + 5, 2**32 - 1, -5, 2**62 + 1, -(2**63)):
        shape = [2, 3]
        old = draw("GlorotNormal", {}, shape, stateless(seed))
        made = keras.initializers.GlorotNormal(seed=seed)
        records.append({"seed": str(seed), "tf2.0": bits(old)["bits"], "keras2": bits(old)["bits"],
                        "keras3": bits(made(shape))["bits"]})
    return records


def axes():
    records = []
    for inputs, outputs in (([0], [1, 2]), ([0, 1], [2]), ([-1], [0]), ([0, 1, 2], [])):
        for name in FAMILIES:
            made = getattr(keras.initializers, name)(seed=3, input_axes=inputs, output_axes=outputs)
            options = {"inputAxes": inputs, "outputAxes": outputs}
            records.append(case(name, options, [8, 2, 4], made([8, 2, 4]), seed="3"))
    return records


def defaults():
    """The defaults of every class that Keras exports."""
    exported = {it for it in vars(keras.initializers).values()
                if isinstance(it, type) and issubclass(it, keras.Initializer)}
    names = sorted(it.__name__ for it in exported - {keras.Initializer})
    return {name: getattr(keras.initializers, name)().get_config() for name in names}


if __name__ == "__main__":
    result = {
        "versions": {"tensorflow": tf.__version__, "keras": keras.__version__,
                     "numpy": np.__version__},
        "defaults": defaults(),
        "withSeed": with_seed(),
        "axes": axes(),
        "sequences": sequences(),
        "largeSeeds": large_seeds(),
    }
    path = pathlib.Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(result, indent=2) + "\n")
    print(len(result["withSeed"]) + len(result["axes"]), "with a seed,",
          sum(len(record["calls"]) for record in result["sequences"]), "in sequences")
