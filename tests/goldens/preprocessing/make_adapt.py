"""What layers of real Keras learn from data: adapt.json.gz, beside this script.

    python3 make_adapt.py

needs Keras 3.15 with TensorFlow. Each case: {"layer", "args", "data", "batches" (whether the data are
batches), "vocabulary" or "boundaries" or "moments", "inputs", "output"}. Numbers of data are float32.
"""
import gzip
import json
import os
import pathlib

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import keras
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(15)
cases = []


def adapt(layer_name, args, data, inputs, batches=False):
    layer = getattr(keras.layers, layer_name)(**args)
    layer.adapt((b for b in data) if batches else data)
    case = {"layer": layer_name, "args": args, "batches": batches}
    case["data"] = [np.asarray(b).tolist() for b in data] if batches else np.asarray(data).tolist()
    if layer_name == "Normalization":
        case["moments"] = [np.asarray(layer.adapt_mean).ravel().tolist(),
                           np.asarray(layer.adapt_variance).ravel().tolist()]
    elif layer_name == "Discretization":
        case["boundaries"] = layer.bin_boundaries
    else:
        case["vocabulary"] = [v if isinstance(v, str) else int(v) for v in layer.get_vocabulary()]
    case["inputs"] = np.asarray(inputs).tolist()
    case["output"] = np.asarray(layer(inputs)).tolist()
    config = layer.get_config()
    case["config"] = json.loads(json.dumps({k: v for k, v in config.items() if k != "name"}))
    cases.append(case)


def floats(*shape, scale=1.0):
    return (rng.normal(size=shape) * scale).astype("float32")


x = floats(50, 3)
adapt("Normalization", {}, x, floats(4, 3))
adapt("Normalization", {"axis": None}, x, floats(4, 3))
adapt("Normalization", {"axis": 1}, floats(5, 2, 7), floats(2, 2, 7))
adapt("Normalization", {"invert": True}, x, floats(4, 3))
adapt("Normalization", {}, [x[:7], x[7:20], x[20:]], floats(4, 3), batches=True)
adapt("Normalization", {"axis": None}, [x[:1], x[1:]], floats(4, 3), batches=True)
for bins, epsilon, size in ((4, 0.01, 500), (3, 0.1, 37), (7, 0.01, 20), (2, 0.05, 1000), (5, 0.01, 5)):
    adapt("Discretization", {"num_bins": bins, "epsilon": epsilon}, floats(size, 1), floats(9, 1))
adapt("Discretization", {"num_bins": 4}, [floats(300), floats(77), floats(5)], floats(9), batches=True)
adapt("Discretization", {"num_bins": 4, "output_mode": "one_hot"}, floats(90, 2), floats(3, 1))

animals = np.array(["cat", "dog", "cat", "ärger", "日本", "dog", "eel", "🙂", "cat", "", "[UNK]", "～"])
some = np.array(["cat", "eel", "日本", "?", ""])
adapt("StringLookup", {}, animals, some)
adapt("StringLookup", {"mask_token": ""}, animals, some)
adapt("StringLookup", {"max_tokens": 4}, animals, some)
adapt("StringLookup", {"max_tokens": 9, "num_oov_indices": 3}, animals, some)
adapt("StringLookup", {"output_mode": "tf_idf"}, animals.reshape(4, 3), some[None])
adapt("StringLookup", {"output_mode": "tf_idf"}, animals, some[None])
adapt("StringLookup", {"output_mode": "tf_idf", "max_tokens": 12, "pad_to_max_tokens": True},
      animals.reshape(4, 3), some[None])
adapt("StringLookup", {"output_mode": "tf_idf"}, [animals[:5], animals[5:]], some[None], batches=True)
numbers = np.array([[12, -3, 12], [7, 7, 12], [1000, 0, 7]])
adapt("IntegerLookup", {}, numbers, numbers)
adapt("IntegerLookup", {"mask_token": 0, "max_tokens": 4}, numbers, numbers)
adapt("IntegerLookup", {"output_mode": "multi_hot"}, numbers, numbers)
adapt("IntegerLookup", {"output_mode": "tf_idf"}, numbers, numbers)

texts = np.array(["The cat sat on the mat.", "The dog, the CAT & the mat!", "Ünter uns: 日本 日本", ""])
news = np.array(["the cat and the dog", "日本!", "mat mat mat"])
for args in (
    {"output_sequence_length": 6},
    {"max_tokens": 5},
    {"ngrams": 2, "max_tokens": 12},
    {"output_mode": "multi_hot"},
    {"output_mode": "count", "max_tokens": 20, "pad_to_max_tokens": True},
    {"output_mode": "tf_idf"},
    {"output_mode": "tf_idf", "ngrams": 2},
    {"split": "character", "standardize": "lower", "max_tokens": 9},
):
    adapt("TextVectorization", args, texts, news)
adapt("TextVectorization", {"output_mode": "tf_idf"}, [texts[:1], texts[1:]], news, batches=True)

out = {"versions": {"keras": keras.__version__, "tensorflow": tf.__version__}, "cases": cases}
text = json.dumps(out, separators=(",", ":"))
path = pathlib.Path(__file__).parent / "adapt.json.gz"
path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
print(len(cases), "cases,", path.stat().st_size, "bytes")
