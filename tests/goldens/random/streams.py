"""Streams of TensorFlow's random ops, for tests/random: run with TensorFlow installed.

Writes streams.json beside itself. A program is a global seed and calls made one after the other;
each call records the bits of its result (hexadecimal, big-endian words), or their SHA-256 where
there are many.
"""
import hashlib
import json
import pathlib

import numpy as np
import tensorflow as tf

P = 2**31 - 1


def bits(array):
    flat = np.ascontiguousarray(array).reshape(-1)
    if flat.size > 64:
        return {"sha256": hashlib.sha256(flat.tobytes()).hexdigest()}
    return {"bits": flat.view(np.uint32).astype(">u4").tobytes().hex()}


OPS = {
    "uniform": tf.random.uniform,
    "normal": tf.random.normal,
    "truncatedNormal": tf.random.truncated_normal,
    "statelessUniform": tf.random.stateless_uniform,
    "statelessNormal": tf.random.stateless_normal,
    "statelessTruncatedNormal": tf.random.stateless_truncated_normal,
}


def draw(op, shape, **options):
    """One call, and its record."""
    kwargs = dict(options)
    if "dtype" in kwargs:
        kwargs["dtype"] = tf.as_dtype(kwargs["dtype"])
    if op == "shuffle":
        data = np.arange(int(np.prod(shape)), dtype=np.float32).reshape(shape)
        if options.get("dtype") == "int32":
            data = data.astype(np.int32)
        kwargs.pop("dtype", None)
        result = tf.random.shuffle(tf.constant(data), **kwargs)
    else:
        result = OPS[op](shape, **kwargs)
    record = {"op": op, "shape": list(shape), "options": text(options)}
    record.update(bits(result.numpy()))
    return record


def text(options):
    """Seeds as strings, since JSON's numbers end at 2^53."""
    def one(key, value):
        if key != "seed":
            return value
        return [str(v) for v in value] if isinstance(value, (list, tuple)) else str(value)
    return {key: one(key, value) for key, value in options.items()}


def program(seed, *calls):
    tf.random.set_seed(seed)
    return {
        "globalSeed": None if seed is None else str(seed),
        "calls": [draw(op, shape, **options) for op, shape, options in calls],
    }


def stateful():
    uniform, normal, truncated = "uniform", "normal", "truncatedNormal"
    int32 = {"dtype": "int32"}
    programs = []

    def twice(seed, *call):
        op, shape, *rest = call
        options = rest[0] if rest else {}
        programs.append(program(seed, (op, shape, options), (op, shape, options)))

    for op in (uniform, normal, truncated):
        for seed in (0, 1, 42, 1234, -7, P, 2**40 + 3, 2**66 + 9):
            twice(seed, op, [2, 3])
        for seed in (0, -1, 7, P, P - 1, 2**35 + 1, -(2**63), 10**20):
            twice(42, op, [5], {"seed": seed})
            twice(None, op, [5], {"seed": seed})
        for shape in ([], [1], [4], [0], [3, 0, 2], [1, 2, 3], [2, 3, 1, 2], [1, 2, 1, 2, 3]):
            twice(5, op, shape, {"seed": 3})
            twice(6, op, shape)
        twice(9, op, [1000003], {"seed": 4})
        twice(9, op, [101, 99, 101])
    for low, high in ((-5, 1000), (0, 1), (-(2**31), 2**31 - 1), (2**31 - 2, 2**31 - 1), (0, 3)):
        twice(42, uniform, [7], {"minval": low, "maxval": high, **int32})
        twice(None, uniform, [9], {"minval": low, "maxval": high, "seed": 11, **int32})
    twice(1, uniform, [1000003], {"minval": -3, "maxval": 1000000, **int32})
    for low, high in ((-0.05, 0.05), (-1e30, 3e30), (5.0, 5.1), (1e-30, 2e-30), (-0.1, 0.7)):
        twice(42, uniform, [2, 8], {"minval": low, "maxval": high})
        twice(43, uniform, [1001], {"minval": low, "maxval": high, "seed": 2})
    for op in (normal, truncated):
        for mean, stddev in ((0.1, 0.05), (-3.7, 1e-8), (1e20, 1e18), (0.0, 0.0), (100.0, 1 / 3)):
            twice(42, op, [2, 8], {"mean": mean, "stddev": stddev})
            twice(43, op, [1001], {"mean": mean, "stddev": stddev, "seed": 2})
    for rows in ([10], [1], [0], [2], [3], [5], [7, 2], [1, 5], [6, 0], [4, 2, 3], [1000]):
        twice(42, "shuffle", rows, {"seed": 7})
        twice(43, "shuffle", rows)
    # One kernel for all shapes, ranges and moments; another for each op and dtype.
    programs.append(program(
        42,
        (uniform, [3], {"seed": 7}),
        (uniform, [2, 2], {"seed": 7, "minval": -1.0, "maxval": 2.0}),
        (normal, [3], {"seed": 7}),
        (uniform, [3], {"seed": 7, "maxval": 10, **int32}),
        (truncated, [3], {"seed": 7}),
        (normal, [3], {"seed": 7, "mean": 4.0, "stddev": 0.5}),
        (uniform, [0], {"seed": 7}),
        (uniform, [3], {"seed": 7, "maxval": 99, **int32}),
        (truncated, [5], {"seed": 7, "stddev": 2.0}),
        ("shuffle", [9], {"seed": 7}),
        ("shuffle", [9], {"seed": 7, "dtype": "int32"}),
        ("shuffle", [9, 2], {"seed": 7}),
        (uniform, [3], {"seed": 7 + P}),
        (uniform, [3], {}),
        (uniform, [3], {"seed": 478163327}),
    ))
    # Ops without a seed take theirs from one generator, in the order of the calls.
    programs.append(program(
        1234,
        (uniform, [3], {}),
        (normal, [3], {"seed": 5}),
        (normal, [3], {}),
        ("shuffle", [1], {}),
        (uniform, [2], {"maxval": 6, **int32}),
        (truncated, [3], {}),
        ("shuffle", [6], {}),
        (uniform, [3], {}),
    ))
    # Seeds 0 and 0 are replaced, so that they share the stream of 0 and 2^31 - 1.
    programs.append(program(0, (uniform, [3], {"seed": 0}), (uniform, [3], {"seed": P})))
    programs.append(program(P, (normal, [3], {"seed": P}), (normal, [3], {"seed": 0})))
    return programs


def stateless():
    calls = []
    pairs = ([0, 0], [42, 0], [1, 2], [-1, -2], [2**31 + 5, 0], [-(2**63), 2**63 - 1])
    for pair in pairs:
        for op in ("statelessUniform", "statelessNormal", "statelessTruncatedNormal"):
            for shape in ([], [6], [3, 0], [2, 3, 5], [1000003]):
                calls.append(draw(op, shape, seed=pair))
        calls.append(draw("statelessUniform", [4, 5], seed=pair, minval=-0.1, maxval=0.7))
        calls.append(draw("statelessNormal", [4, 5], seed=pair, mean=0.1, stddev=0.3))
        calls.append(draw("statelessTruncatedNormal", [33], seed=pair, mean=0.1, stddev=0.3))
        calls.append(draw("statelessUniform", [9], seed=pair, minval=-5, maxval=1000, dtype="int32"))
        calls.append(
            draw("statelessUniform", [9], seed=pair, minval=None, maxval=None, dtype="int32"))
    return calls


def splits():
    pairs = ([1, 2], [0, 0], [-7, 123456789])
    return [{
        "seed": pair,
        "num": num,
        "split": tf.random.split(tf.constant(pair, tf.int32), num).numpy().tolist(),
        "foldIn": tf.random.fold_in(tf.constant(pair, tf.int32), num).numpy().tolist(),
    } for pair in pairs for num in (1, 2, 3, 7)]


def generators():
    records = []
    for seed in (0, 42, -5, 2**63, 2**70 + 1, -(2**130)):
        g = tf.random.Generator.from_seed(seed)
        start = [str(v) for v in g.state.numpy()]
        steps = [
            ("normal", [3, 2], {}, g.normal([3, 2])),
            ("uniform", [5], {"minval": -1.0, "maxval": 1.0}, g.uniform([5], -1.0, 1.0)),
            ("uniform", [5], {"maxval": 10, "dtype": "int32"},
             g.uniform([5], maxval=10, dtype=tf.int32)),
            ("truncatedNormal", [7], {"mean": 1.0, "stddev": 2.0},
             g.truncated_normal([7], 1.0, 2.0)),
            ("uniformFullInt", [3], {"dtype": "int32"}, g.uniform_full_int([3], dtype=tf.int32)),
            ("normal", [0], {}, g.normal([0])),
        ]
        calls = [{"op": op, "shape": shape, "options": options, **bits(value.numpy())}
                 for op, shape, options, value in steps]
        g.skip(1000)
        children = [[str(v) for v in child.state.numpy()] for child in g.split(3)]
        seeds = [[str(v) for v in row] for row in g.make_seeds(3).numpy().T]
        records.append({
            "seed": str(seed), "start": start, "calls": calls, "split": children,
            "makeSeeds": seeds, "end": [str(v) for v in g.state.numpy()],
        })
    return records


if __name__ == "__main__":
    result = {
        "versions": {"tensorflow": tf.__version__, "numpy": np.__version__},
        "stateful": stateful(),
        "stateless": stateless(),
        "splits": splits(),
        "generators": generators(),
    }
    path = pathlib.Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(result, indent=2) + "\n")
    print(len(result["stateful"]), "programs,", len(result["stateless"]), "stateless calls")
