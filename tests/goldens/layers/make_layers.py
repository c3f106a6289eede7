"""Layers of real Keras: what each gives for chosen options, one file a class.

    python3 make_layers.py [ClassName ...]     # all, or some

needs Keras 3.15 with TensorFlow. The cases are in cases/, one module a group of layers; recorder.py
runs them. Each file is `<name in snake case as Keras names layers>.json.gz`:

    {"versions": {"keras", "tensorflow", "numpy"}, "cases": [case, ...]}

A case:

    name          what it is about
    className     the class of keras.layers
    args          what the constructor was given, in Keras's spelling; nested layers, cells,
                  regularizers ... as {"className", "args"}
    config        get_config() before the layer was built
    serialized    keras.saving.serialize_keras_object(layer) after the call
    inputs        nested (lists, dictionaries) arrays: the first argument of the call
    inputMask     masks that the inputs carried (nested as inputs), or null
    call          the other arguments of the call by name: arrays, lists of arrays, booleans
    weights       layer.weights in order: {"name", "path" (without the layer's own name), "trainable",
                  "value"}; normal * 0.5, variances uniform between 0.5 and 1.5
    seedStates    how many states of seed generators the layer has besides
    output        nested arrays: of a call of the fresh layer with these weights, training not given
    outputShape   compute_output_shape for the same inputs and a batch of null; null if it refuses
    outputDtype   nested as output
    outputMask    masks that Keras attached, nested as output, null where there is none
    weighting     nested as output: w of the loss sum(output * w); null for outputs of whole numbers,
                  and where no gradients are recorded
    gradients     of that loss: {"inputs" nested as inputs, "call" by name for arguments that hold
                  arrays, "weights" for layer.trainable_weights}; null where there is none, and in
                  place of all three where the output has no floats or Keras's are known to be wrong
    losses        layer.losses after the call
    secondOutput  stateful layers: of a second call; else null
    training      null where a call with training=True gives the same and changes nothing, else of a
                  fresh layer with the same weights:
                  output, gradients   of the first call
                  stateAfter          the weights that aren't trainable, after it
                  trainableAfter      the trainable ones, if it changed any; else null
                  secondOutput        of a second call, where the layer draws random numbers

An array is {"dtype", "shape", "data": base 64 of its little-endian bytes} (bool as uint8); the data of
texts is a list of them.
"""
import gzip
import json
import os
import pathlib
import sys
import time
import warnings

sys.dont_write_bytecode = True
os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import keras
import numpy as np
import tensorflow as tf
from keras.src.utils.naming import to_snake_case

tf.config.threading.set_intra_op_parallelism_threads(1)
tf.config.threading.set_inter_op_parallelism_threads(1)
tf.config.experimental.enable_op_determinism()
keras.utils.set_random_seed(1)
warnings.filterwarnings("ignore", "Layer .* was passed an input with a mask")
tf.get_logger().setLevel("ERROR")

from cases import ALL
from recorder import record, refusals

here = pathlib.Path(__file__).parent
versions = {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__}
print(versions)
wanted = sys.argv[1:] or list(ALL)
failed, total, count, start = [], 0, 0, time.time()
for class_name in wanted:
    print(class_name)
    names = [case.name for case in ALL[class_name]]
    assert len(names) >= 4 and len(set(names)) == len(names), class_name
    cases = []
    for case in ALL[class_name]:
        try:
            cases.append(record(class_name, case))
        except Exception as error:
            failed.append(f"{class_name}: {case.name}: {type(error).__name__}: {error}")
    text = json.dumps({"versions": versions, "cases": cases}, separators=(",", ":"))
    data = gzip.compress(text.encode(), 9, mtime=0)
    (here / f"{to_snake_case(class_name)}.json.gz").write_bytes(data)
    total, count = total + len(data), count + len(cases)
print(f"{len(wanted)} layers, {count} cases, {total} bytes, {time.time() - start:.0f} s")
print("No output shape:", *sorted(refusals), sep="\n  ")
if failed:
    sys.exit("\n".join(failed))
