"""Makes random layers and models judged by Keras: any options, masks, element types, shapes with 0
and 1, graphs with branches, shared layers and models inside, and options that have to be refused.

    python scripts/fuzz/models.py --seed 1 --count 500 --out models.json.gz

One JSON line a case. What is built is in it as Keras's configuration; inputs and weights are not:
they are drawn from the seed on both sides. Large results are there as a norm and sums with random
weights. Beside each result is how far it moves where inputs and weights move by a last place.
Written with Keras 3.15.1 on TensorFlow 2.21.
"""

import argparse
import base64
import gzip
import json
import os
import random
import re
import subprocess
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

SUMS, WHOLE = 4, 48
"""Sums of a large result, and how many elements are large."""
PLACE, MASKS, WEIGHTINGS, WEIGHTS, NOISE = 1024, 16, 32, 64, 512
"""A case's seeds: PLACE * seed + what it is for + which."""


def uniform(seed, count):
    """Numbers from -1 to 1: those of `Random` in random.ts."""
    steps = np.arange(1, count + 1, dtype=np.uint64)
    with np.errstate(over="ignore"):
        s = (np.uint64(seed % 2**32) + steps * np.uint64(0x6D2B79F5)).astype(np.uint32)
        t = (s ^ (s >> np.uint32(15))) * (s | np.uint32(1))
        t ^= t + (t ^ (t >> np.uint32(7))) * (t | np.uint32(61))
        t ^= t >> np.uint32(14)
    return t.astype(np.float64) / 2**32 * 2 - 1


def draw(seed, shape):
    return uniform(seed, int(np.prod(shape))).reshape(shape)


def weight_values(seed, path, shape):
    name, v = path.split("/")[-1], draw(seed, shape)
    if "variance" in name:
        return 0.5 + np.abs(v)
    if name in ("gamma", "scale"):
        return 1 + v / 8
    if name in ("bias", "beta", "moving_mean"):
        return v / 8
    fan = int(np.prod(shape[:-1])) if len(shape) > 1 and "embeddings" not in name else 1
    return v * np.sqrt(3 / max(fan, 1))


def moved(values, seed, unit):
    return values * (1 + unit * np.sign(draw(seed, values.shape)))


def input_values(case, i, unit=0):
    it = case["inputs"][i]
    seed = PLACE * case["seed"] + i
    v = draw(seed, it["shape"])
    if it["dtype"] == "int32":
        return tf.constant(np.floor((v + 1) * 3), "int32")
    return tf.constant(moved(v, seed + NOISE, unit) if unit else v, it["dtype"])


def inputs_of(case, unit):
    """The inputs with masks, and how they are given to a call."""
    inputs = [input_values(case, i, unit) for i in range(len(case["inputs"]))]
    for i, (x, shape) in enumerate(zip(inputs, case["masks"])):
        if shape is not None:
            backend.set_keras_mask(x, tf.constant(draw(PLACE * case["seed"] + MASKS + i, shape) > -0.4))
    return inputs, inputs if case["spread"] else [inputs if len(inputs) > 1 else inputs[0]]


def leaves(value):
    return [t for t in tree.flatten(value) if t is not None]


def run(case, target, drawn, unit=0):
    """Outputs, masks, gradients of inputs and of weights, state after, losses."""
    seed = PLACE * case["seed"]
    inputs, given = inputs_of(case, unit)
    named = {"training": True} if case["training"] else {}
    target(*given)
    inputs, given = inputs_of(case, unit)  # anew: attention takes the masks away
    for i, w in enumerate(target.weights):
        v = weight_values(seed + WEIGHTS + i, w.path, tuple(w.shape))
        w.assign(tf.constant(moved(v, seed + NOISE + WEIGHTS + i, unit) if unit else v, w.dtype))
    states = [g.state for it in [target, *target._flatten_layers()] for g in getattr(it, "_seed_generators", [])]
    if unit == 0:  # some layers have drawn already, in a call that is no training
        drawn[:] = [it.numpy() for it in states]
    for state, value in zip(states, drawn):
        state.assign(value)
    floats = [x for x in inputs if x.dtype.is_floating]
    sources = [*floats, *[w.value for w in target.trainable_weights]]
    with tf.GradientTape() as tape:
        tape.watch(floats)
        outputs = target(*given, **named)
        losses = [float(it) for it in target.losses]
        outputs = leaves(outputs)
        loss = sum(tf.reduce_sum(tf.cast(y, "float32") * tf.constant(draw(seed + WEIGHTINGS + i, y.shape), "float32"))
                   for i, y in enumerate(outputs) if y.dtype.is_floating)
    masks = [backend.get_keras_mask(y) for y in outputs]
    state = [w.value for w in target.non_trainable_weights]
    try:
        gradients = tape.gradient(loss, sources) if sources and not isinstance(loss, int) else []
    except Exception:
        gradients = None
    return {"outputs": outputs, "masks": masks, "losses": losses, "state": state,
            "gradients": gradients and [tf.convert_to_tensor(g) if g is not None else None for g in gradients]}


def array(tensor, other):
    """A result in JSON, and its difference to that of moved inputs."""
    if tensor is None:
        return None
    dtype = tensor.dtype.name
    values = tf.cast(tensor, "float64").numpy().ravel() if dtype != "bool" else tensor.numpy().ravel() * 1.0
    rest = tf.cast(other, "float64").numpy().ravel() if dtype != "bool" else other.numpy().ravel() * 1.0
    it = {"dtype": dtype, "shape": list(tensor.shape)}
    if not (np.isfinite(values).all() and np.isfinite(rest).all()):
        return {**it, "finite": False}
    noise = np.abs(values - rest).max(initial=0)
    it["noise"] = float(f"{noise:.1e}")
    if values.size > WHOLE:
        it["largest"] = float(np.abs(values).max())
        it["sums"] = [float(f"{np.dot(uniform(k, values.size), values):.8g}") for k in range(SUMS)]
        return it
    kind = np.float64 if dtype == "float64" else np.float32
    return {**it, "data": base64.b64encode(values.astype(kind).tobytes()).decode()}


def unit_of(text):
    return 2.0**-8 if "bfloat16" in text else 2.0**-11 if "float16" in text else 2.0**-40 if '"float64"' in text else 2.0**-23


def record(case, make):
    """The case with what Keras gives for it."""
    phase = "init"
    try:
        keras.utils.clear_session()
        target = make()
        text = json.dumps(case.get("args", case.get("config")))
        phase = "call"
        found = run(case, target, drawn := [])
        if found["gradients"] is None:
            case["gradient_fails"] = True
        other = run(case, target, drawn, unit_of(text))
        trained = {id(w) for w in target.trainable_weights}
        result = {"paths": [[w.path.split("/", 1)[-1] if case["kind"] == "layer" else w.path, list(w.shape), id(w) in trained] for w in target.weights]}
        for name in ("outputs", "masks", "gradients", "state"):
            result[name] = found[name] and [array(a, b) for a, b in zip(found[name], other[name])]
        result["losses"] = found["losses"]
        if case["kind"] == "layer":
            keras.utils.clear_session()
            result["serialized"] = keras.saving.serialize_keras_object(target)
            try:
                shapes = [tuple(it) for it in case["open"]]
                shape = make().compute_output_shape(*(shapes if case["spread"] else [shapes if len(shapes) > 1 else shapes[0]]))
                result["shape"] = json.loads(json.dumps(shape))
            except Exception:
                result["shape"] = None
        else:
            texts = []
            target.summary(print_fn=texts.append, line_length=100)
            result["summary"] = "\n".join(texts)
        case["result"] = json.loads(json.dumps(result))
    except Exception as error:
        name, message = type(error).__name__, re.sub(r"\x1b\[\d*m|\{\{.*?\}\}", "", str(error)).split("calling ", 1)[-1]
        case["error"] = {"type": name, "phase": phase, "message": message[:200]}
        unable = "Unimplemented" in name or "UNIMPLEMENTED" in message or "NHWC" in message or "CPU implementations" in message or "CPU implementation does not" in message or "Could not find device" in message
        if phase == "call" and (unable or "channels_first" in text and "InvalidArgument" in name):
            case["error"]["only_there"] = True
    return case


def make(seed):
    r = random.Random(seed)
    keras.utils.clear_session()
    while True:
        kind = "layer" if r.random() < 0.6 else "model"
        made = (models_cases.layer_case if kind == "layer" else models_cases.model_case)(r)
        if made is None:
            continue
        case = {"seed": seed, "kind": kind, **made}
        if kind == "layer":
            return record(case, lambda: models_cases.deserialized(case["className"], case["args"]))
        text = json.dumps(case["config"])
        case = record(case, lambda: keras.models.model_from_json(text))
        if "error" not in case:
            return case


def work(seed, last):
    """Writes cases to the standard output: a process that TensorFlow may end."""
    for it in range(seed, last):
        sys.stdout.write(json.dumps(make(it), separators=(",", ":")) + "\n")
        sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--out", default="")
    args = parser.parse_args()
    if not args.out:
        return work(args.seed, args.seed + args.count)
    place, last, lost = args.seed, args.seed + args.count, []
    with gzip.GzipFile(args.out, "wb", mtime=0) as file:
        while place < last:
            command = [sys.executable, __file__, "--seed", str(place), "--count", str(last - place)]
            with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as worker:
                for line in worker.stdout:
                    if line.endswith(b"}\n"):
                        file.write(line)
                        place = json.loads(line)["seed"] + 1
            if place < last:
                lost.append(place)
                place += 1
    print(f"{args.count - len(lost)} cases; TensorFlow ended its process for seeds {lost}")


if __name__ == "__main__":
    if "--out" not in sys.argv:
        import warnings
        warnings.filterwarnings("ignore")
        import keras
        import numpy as np
        import tensorflow as tf
        from keras import tree
        from keras.src import backend

        import models_cases
        tf.config.threading.set_intra_op_parallelism_threads(1)
        tf.config.threading.set_inter_op_parallelism_threads(1)
        tf.get_logger().setLevel("ERROR")
    main()
