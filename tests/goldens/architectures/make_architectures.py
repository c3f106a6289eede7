"""Known architectures in real Keras: their structure, their summaries, what they compute.

    python3 make_architectures.py [name ...]     # all, or some

needs Keras 3.15 with TensorFlow. Each is a function of early.py, branching.py, decoding.py or
sequences.py, and gives one file, `<name>.json.gz`:

    versions    {"keras", "tensorflow", "numpy"}
    structure   of the model with its paper's size of input:
        className   Sequential or Functional
        layers      in order: {"name", "className", "outputShape" (null where open; nested for more
                    outputs), "parameters", "layers" (of nested models, else absent)}
        parameters  {"total", "trainable", "nonTrainable"}
        summary     what model.summary() prints where there is no terminal
        summaryFull the same with expand_nested=True, show_trainable=True
        summaryWide with line_length=120
        config      get_config()
        weights     model.weights in order: {"path", "shape", "trainable"}
    forward     of the model for inputs that take less time:
        options     arguments of the function; {} if they are the same
        parameters  as above (other ones where Dense follows Flatten)
        gain        see below: as large as makes the outputs depend on the inputs
        weightsHash SHA-256 of all weights' bytes (float32, little-endian), in order
        inputs      in order: {"name", "dtype", "shape", "data"}; `data`, base 64 of little-endian
                    bytes, is null where the inputs are made as below
        inputsHash  SHA-256 of all inputs' bytes
        outputs     arrays, as those of tests/goldens/layers, of a call for inference
        layers      per layer: {"name", "mean", "meanAbsolute"} of its (first) output in float64, to
                    find where another implementation departs

Weights and inputs come from a hash of 32 bits. Element i of the stream s is

    x = i * 0x9E3779B9 + s;   x ^= x >>> 16;   x *= 0x85EBCA6B;   x ^= x >>> 13
    x *= 0xC2B2AE35;   x ^= x >>> 16;   v = x / 2^31 - 1

in integers modulo 2^32, v a float64 in [-1, 1). Weights are of the stream 1: i runs through
model.weights in order, row-major in each, without starting again. By the name of the weight:

    moving_variance                0.5 + |v|
    gamma                          1 + v / 8
    bias, beta, moving_mean        v / 8
    embeddings                     v
    kernels, all else              v * sqrt(gain / fan)

with fan the product of all axes but the last, of the first two for DepthwiseConv2D; computed in
float64 and rounded to float32 once. Inputs of floats are v of the stream 2, rounded to float32,
i running through all of them; whole numbers are kept in `data`.
"""
import base64
import gzip
import hashlib
import json
import os
import pathlib
import sys
import time

sys.dont_write_bytecode = True
os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["COLUMNS"] = "80"  # What Python takes where there is no terminal.
import keras
import numpy as np
import tensorflow as tf

import branching
import decoding
import early
import sequences
from generator import Inputs, set_weights

tf.config.threading.set_intra_op_parallelism_threads(1)
tf.config.threading.set_inter_op_parallelism_threads(1)
tf.config.experimental.enable_op_determinism()


def image(size, channels):
    return lambda inputs: [inputs.floats(2, size, size, channels)]


# Function, options of the model that is run, gain, its inputs, parameters as others count them.
ALL = {
    "lenet": (early.lenet, {}, 60.0, image(28, 1), 61706),
    "alexnet": (early.alexnet, {"size": 67}, 6.0, image(67, 1), None),
    "vgg11": (early.vgg11, {"size": 32}, 6.0, image(32, 3), 132863336),
    "nin": (early.nin, {"size": 96}, 6.0, image(96, 3), None),
    "googlenet": (branching.googlenet, {"size": 64}, 6.0, image(64, 3), None),
    "resnet18": (branching.resnet18, {"size": 64}, 6.0, image(64, 3), 11689512),
    "densenet": (branching.densenet, {"size": 48}, 6.0, image(48, 1), None),
    "mobilenet_v2": (branching.mobilenet_v2, {"size": 64}, 6.0, image(64, 3), 3504872),
    "unet": (decoding.unet, {"size": 32}, 6.0, image(32, 1), None),
    "seq2seq": (
        sequences.seq2seq,
        {},
        12.0,
        lambda it: [it.tokens(193, 2, 9, padded=3), it.tokens(197, 2, 7, padded=2)],
        None,
    ),
    "transformer": (
        sequences.transformer,
        {"masked": True},
        6.0,
        lambda it: [
            it.tokens(1009, 2, 11, padded=4),
            np.tile(np.arange(11, dtype=np.int32), (2, 1)),
        ],
        None,
    ),
    "vae": (decoding.vae, {}, 6.0, lambda it: [it.floats(2, 28, 28, 1), it.floats(2, 2)], None),
}


def built(function, options):
    keras.utils.clear_session()
    return function(**options)


def encoded(value):
    return {
        "dtype": value.dtype.name,
        "shape": list(value.shape),
        "data": base64.b64encode(np.ascontiguousarray(value).tobytes()).decode(),
    }


def plain(tree):
    """Shapes as lists."""
    return json.loads(json.dumps(tree))


def output_shape(layer):
    shapes = keras.tree.map_structure(lambda t: tuple(t.shape), layer.output)
    return plain(shapes)


def described(layer):
    it = {
        "name": layer.name,
        "className": type(layer).__name__,
        "outputShape": output_shape(layer),
        "parameters": layer.count_params(),
    }
    if isinstance(layer, keras.Model):
        it["layers"] = [described(part) for part in layer.layers]
    return it


def summary(model, **options):
    lines = []
    model.summary(print_fn=lambda text, **_: lines.append(text), **options)
    return "\n".join(lines)


def parameters(model):
    count = lambda weights: sum(int(np.prod(w.shape)) for w in weights)
    return {
        "total": count(model.weights),
        "trainable": count(model.trainable_weights),
        "nonTrainable": count(model.non_trainable_weights),
    }


def structure(model):
    return {
        "className": type(model).__name__,
        "layers": [described(layer) for layer in model.layers],
        "parameters": parameters(model),
        "summary": summary(model),
        "summaryFull": summary(model, expand_nested=True, show_trainable=True),
        "summaryWide": summary(model, line_length=120),
        "config": plain(model.get_config()),
        "weights": [
            {"path": w.path, "shape": list(w.shape), "trainable": w.trainable}
            for w in model.weights
        ],
    }


def digest(arrays):
    whole = hashlib.sha256()
    for it in arrays:
        whole.update(np.ascontiguousarray(it))
    return whole.hexdigest()


def first(tree):
    return keras.tree.flatten(tree)[0]


def forward(model, options, gain, make_inputs):
    weights, inputs = set_weights(model, gain), make_inputs(Inputs())
    layers = [it for it in model.layers if not isinstance(it, keras.layers.InputLayer)]
    # Nested models hold outputs of their own: those of the calls in this model are wanted.
    watched = keras.Model(model.inputs, [first(it._inbound_nodes[-1].output_tensors) for it in layers])
    outputs = keras.tree.flatten(model(inputs if len(inputs) > 1 else inputs[0], training=False))
    seen = watched(inputs, training=False)
    seen = [np.asarray(it, np.float64) for it in (seen if len(layers) > 1 else [seen])]
    return {
        "options": options,
        "parameters": parameters(model),
        "gain": gain,
        "weightsHash": digest(weights),
        "inputs": [
            {"name": tensor.name, **encoded(it), **({"data": None} if it.dtype.kind == "f" else {})}
            for tensor, it in zip(model.inputs, inputs)
        ],
        "inputsHash": digest(inputs),
        "outputs": [encoded(it.numpy()) for it in outputs],
        "layers": [
            {"name": layer.name, "mean": float(it.mean()), "meanAbsolute": float(np.abs(it).mean())}
            for layer, it in zip(layers, seen)
        ],
    }


here = pathlib.Path(__file__).parent
versions = {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__}
print(versions)
total, start = 0, time.time()
for name in sys.argv[1:] or ALL:
    function, options, gain, make_inputs, known = ALL[name]
    began = time.time()
    model = built(function, {})
    golden = {"versions": versions, "structure": structure(model)}
    counts = golden["structure"]["parameters"]
    assert known in (None, counts["total"], counts["trainable"]), (name, counts)
    if options:
        model = built(function, options)
    golden["forward"] = forward(model, options, gain, make_inputs)
    text = json.dumps(golden, separators=(",", ":"))
    data = gzip.compress(text.encode(), 9, mtime=0)
    (here / f"{name}.json.gz").write_bytes(data)
    total += len(data)
    print(f"{name}: {counts}, {len(data)} bytes, {time.time() - began:.1f} s")
print(f"{total} bytes, {time.time() - start:.0f} s")
