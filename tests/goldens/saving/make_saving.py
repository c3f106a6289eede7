"""Writes saving.json.gz: small models as real Keras 3 saves them, `.keras`, with what they give for
inputs that the file has, and after three more steps of training.

Run: python make_saving.py
     python make_saving.py FOLDER    loads what tests/saving/write_models.ts wrote there, and compares
"""
import base64, gzip, io, json, os, pathlib, platform, sys, tempfile, zipfile
os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import h5py, keras, numpy as np, tensorflow as tf

L = keras.layers
K = keras
HERE = pathlib.Path(__file__).resolve().parent
RANDOM = np.random.RandomState(7)


def numbers(*shape):
    return RANDOM.uniform(-1, 1, shape).astype("float32")


def stack(shape, *layers):
    return lambda: (K.Sequential([K.Input(shape), *[it() for it in layers]]), [numbers(4, *shape)])


def tokens(shape, *layers):
    def make():
        return K.Sequential([K.Input(shape, dtype="int32"), *[it() for it in layers]]), [RANDOM.randint(0, 5, (4, *shape))]
    return make


@K.saving.register_keras_serializable("tests")
class Scale(L.Layer):
    def __init__(self, factor=2.0, **kwargs):
        super().__init__(**kwargs)
        self.factor = factor

    def build(self, shape):
        self.shift = self.add_weight(shape=(shape[-1],), initializer="zeros", name="shift")

    def call(self, x):
        return x * self.factor + self.shift

    def get_config(self):
        return {**super().get_config(), "factor": self.factor}


@K.saving.register_keras_serializable("tests")
class Blocks(K.Model):
    def __init__(self, units=3, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.first = L.Dense(units, activation="tanh")
        self.blocks = [L.Dense(2), L.LayerNormalization()]
        self.last = L.Dense(1)

    def call(self, x):
        x = self.first(x)
        for block in self.blocks:
            x = block(x)
        return self.last(x)

    def get_config(self):
        return {**super().get_config(), "units": self.units}


def blocks():
    model = Blocks(4)
    x = numbers(4, 3)
    model(x)
    return model, [x]


def shared():
    a, b = K.Input((3,), name="a"), K.Input((3,), name="b")
    dense = L.Dense(4, activation="relu")
    both = L.Concatenate()([dense(a), dense(b)])
    return K.Model([a, b], [L.Dense(2, name="p")(both), L.Dense(1, name="q")(L.Add()([dense(a), dense(b)]))]), [numbers(4, 3), numbers(4, 3)]


def dictionaries():
    inputs = {"u": K.Input((3,), name="u"), "v": K.Input((2,), name="v")}
    x = L.Concatenate()([inputs["u"], inputs["v"]])
    return K.Model(inputs, {"y": L.Dense(2, name="y")(x), "z": L.Dense(1, name="z")(x)}), {"u": numbers(4, 3), "v": numbers(4, 2)}


def nested():
    inner = K.Sequential([K.Input((4,)), L.Dense(3), L.BatchNormalization()], name="inner")
    first = K.Input((3,))
    graph = K.Model(first, L.Dense(2)(L.LeakyReLU()(first)), name="graph")
    inputs = K.Input((4,))
    return K.Model(inputs, graph(inner(inputs))), [numbers(4, 4)]


def normalized():
    layer = L.Normalization()
    layer.adapt(numbers(9, 3) * 4)
    return K.Sequential([K.Input((3,)), layer, L.Dense(2)]), [numbers(4, 3)]


WORDS = ["the cat sat", "a cat ran on", "the dog"]


def texts(mode):
    def make():
        layer = L.TextVectorization(output_mode=mode, **({"output_sequence_length": 4} if mode == "int" else {}))
        layer.adapt(WORDS)
        rest = [L.Embedding(layer.vocabulary_size(), 3), L.Flatten()] if mode == "int" else []
        return K.Sequential([K.Input((1,), dtype="string"), layer, *rest, L.Dense(2)]), [np.array([[w] for w in WORDS])]
    return make


def words():
    layer = L.StringLookup(output_mode="multi_hot")
    layer.adapt([["b", "a"], ["a", "é"]])
    return K.Sequential([K.Input((2,), dtype="string"), layer, L.Dense(2)]), [np.array([["a", "é"], ["x", "b"]])]


def wholes():
    layer = L.IntegerLookup(output_mode="tf_idf")
    layer.adapt(np.array([[5, 7], [7, 9]]))
    return K.Sequential([K.Input((2,), dtype="int64"), layer, L.Dense(2)]), [np.array([[5, 9], [1, 7]])]


def given():
    layer = L.StringLookup(vocabulary=["p", "q"])
    return K.Sequential([K.Input((2,), dtype="string"), layer, L.Embedding(3, 2)]), [np.array([["p", "z"], ["q", "p"]])]


def bins():
    layer = L.Discretization(num_bins=3)
    layer.adapt(np.arange(12.0))
    return K.Sequential([K.Input((2,)), layer, L.Embedding(3, 2)]), [numbers(4, 2) * 12]


def frozen():
    first = L.Dense(4)
    first.trainable = False
    return K.Sequential([K.Input((3,)), first, L.Dense(1)]), [numbers(4, 3)]


def attention():
    x = K.Input((3, 4))
    h = L.MultiHeadAttention(2, 2)(x, x)
    g = L.GroupQueryAttention(2, 4, 2)(x, x)
    d = L.Dot(axes=2)([L.Attention()([h, x]), L.AdditiveAttention()([g, x])])
    return K.Model(x, L.Flatten()(d)), [numbers(4, 3, 4)]


def merging():
    a, b = K.Input((3,)), K.Input((3,))
    merged = [layer()([a, b]) for layer in [L.Add, L.Subtract, L.Multiply, L.Average, L.Maximum, L.Minimum]]
    return K.Model([a, b], L.Concatenate()(merged)), [numbers(4, 3), numbers(4, 3)]


MODELS = {
    "dense": stack((3,), lambda: L.Dense(4, activation="relu", kernel_regularizer="l2"), lambda: L.Dense(1)),
    "activations": stack((4,), lambda: L.Dense(4, activation="gelu"), L.PReLU, L.ELU, lambda: L.ReLU(6.0), lambda: L.Activation("swish"), L.Softmax),
    "conv1d": stack((6, 2), lambda: L.Conv1D(3, 2, padding="causal"), L.MaxPooling1D, L.GlobalAveragePooling1D, lambda: L.Dense(1)),
    "conv2d": stack((6, 6, 2), lambda: L.Conv2D(4, 3, groups=2), L.BatchNormalization, lambda: L.AveragePooling2D(2), L.Flatten, lambda: L.Dense(2)),
    "depthwise": stack((6, 6, 2), lambda: L.DepthwiseConv2D(3), lambda: L.SeparableConv2D(3, 2), L.GlobalMaxPooling2D),
    "transposed": stack((3, 3, 2), lambda: L.Conv2DTranspose(2, 3, strides=2), lambda: L.Cropping2D(1), L.UpSampling2D, lambda: L.ZeroPadding2D(1)),
    "conv3d": stack((4, 4, 4, 1), lambda: L.Conv3D(2, 2), L.GlobalAveragePooling3D),
    "norms": stack((4, 4), L.LayerNormalization, lambda: L.GroupNormalization(2), L.UnitNormalization, L.RMSNormalization, L.BatchNormalization),
    "spectral": stack((4,), lambda: L.SpectralNormalization(L.Dense(3)), lambda: L.Dense(1)),
    "lstm": stack((3, 2), lambda: L.LSTM(3, return_sequences=True), lambda: L.LSTM(2)),
    "gru": stack((3, 2), lambda: L.GRU(3, reset_after=False, return_sequences=True), lambda: L.GRU(2), lambda: L.Dense(1)),
    "simple": stack((3, 2), lambda: L.SimpleRNN(3), lambda: L.Dense(1)),
    "cells": stack((3, 2), lambda: L.RNN([L.LSTMCell(2), L.GRUCell(2)])),
    "bidirectional": stack((3, 2), lambda: L.Bidirectional(L.LSTM(2, return_sequences=True)), lambda: L.TimeDistributed(L.Dense(1))),
    "convlstm": stack((2, 4, 4, 1), lambda: L.ConvLSTM2D(2, 3)),
    "embedding": tokens((3,), lambda: L.Embedding(5, 4, mask_zero=True), lambda: L.LSTM(2), lambda: L.Dense(1)),
    "einsum": stack((3, 4), lambda: L.EinsumDense("abc,cd->abd", output_shape=(None, 2), bias_axes="d"), lambda: L.Reshape((2, 3)), lambda: L.Permute((2, 1))),
    "noise": stack((4,), lambda: L.GaussianNoise(0.1, seed=1), lambda: L.GaussianDropout(0.1, seed=1), lambda: L.Dropout(0.0, seed=3), lambda: L.AlphaDropout(0.1, seed=1), lambda: L.ActivityRegularization(0.1), lambda: L.Dense(1)),
    "reshaping": stack((4,), lambda: L.RepeatVector(2), L.Flatten, L.Identity),
    "masking": stack((3, 2), lambda: L.Masking(0.5), lambda: L.GRU(2)),
    "images": stack((4, 4, 3), lambda: L.Rescaling(2.0, -1), lambda: L.CenterCrop(3, 3), lambda: L.Resizing(2, 2), L.Flatten),
    "half": stack((3,), lambda: L.Dense(4, dtype="mixed_float16"), lambda: L.Dense(1, dtype="float32")),
    "doubles": stack((3,), lambda: L.Dense(2, dtype="float64"), lambda: L.Dense(1, dtype="float64")),
    "custom": stack((3,), lambda: Scale(3.0), lambda: L.Dense(1)),
    "unbuilt": stack((3,), lambda: L.Dense(1)),
    "shared": shared,
    "dictionaries": dictionaries,
    "nested": nested,
    "blocks": blocks,
    "normalized": normalized,
    "texts_int": texts("int"),
    "texts_tf_idf": texts("tf_idf"),
    "texts_multi_hot": texts("multi_hot"),
    "words": words,
    "wholes": wholes,
    "given": given,
    "bins": bins,
    "frozen": frozen,
    "attention": attention,
    "merging": merging,
    "hashing": lambda: (K.Sequential([K.Input((2,), dtype="string"), L.Hashing(4), L.Embedding(4, 2)]), [np.array([["a", "b"], ["c", "d"]])]),
    "categories": lambda: (K.Sequential([K.Input((2,), dtype="int32"), L.CategoryEncoding(4, output_mode="count"), L.Dense(1)]), [np.array([[0, 1], [3, 3]])]),
}

S = K.optimizers.schedules
OPTIMIZERS = {
    "dense": lambda: K.optimizers.Adam(0.01),
    "conv1d": lambda: K.optimizers.SGD(0.1, momentum=0.9, nesterov=True),
    "conv2d": lambda: K.optimizers.RMSprop(0.01, momentum=0.5, centered=True),
    "gru": lambda: K.optimizers.AdamW(S.ExponentialDecay(0.05, 2, 0.5), weight_decay=0.01),
    "simple": lambda: K.optimizers.Adagrad(0.1),
    "bidirectional": lambda: K.optimizers.Adamax(0.01, clipnorm=1.0),
    "embedding": lambda: K.optimizers.Nadam(0.01),
    "custom": lambda: K.optimizers.Ftrl(0.1),
    "shared": lambda: K.optimizers.Adadelta(1.0, use_ema=True),
    "nested": lambda: K.optimizers.SGD(0.1),
    "masking": lambda: K.optimizers.Lion(0.01),
    "blocks": lambda: K.optimizers.Adam(0.01, amsgrad=True, gradient_accumulation_steps=2),
    "normalized": lambda: K.optimizers.Adafactor(0.01),
    "frozen": lambda: K.optimizers.LossScaleOptimizer(K.optimizers.SGD(0.1, momentum=0.5)),
    "depthwise": lambda: K.optimizers.Lamb(0.01),
    "dictionaries": lambda: K.optimizers.SGD(S.PiecewiseConstantDecay([2, 4], [0.1, 0.05, 0.01])),
    "unbuilt": lambda: K.optimizers.Adam(0.01),
}


def plain(value):
    if isinstance(value, dict):
        return {key: plain(it) for key, it in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(it) for it in value]
    array = np.asarray(value)
    return {"dtype": array.dtype.name if array.dtype.kind in "fiu" else "string", "shape": list(array.shape), "data": array.ravel().tolist()}


def mapped(run, value):
    if isinstance(value, dict):
        return {key: mapped(run, it) for key, it in value.items()}
    if isinstance(value, (list, tuple)):
        return [mapped(run, it) for it in value]
    return run(value)


def tensors(inputs):
    made = mapped(tf.constant, inputs)
    return made[0] if isinstance(made, list) and len(made) == 1 else made


def datasets(weights):
    found = {}
    with h5py.File(io.BytesIO(weights)) as file:
        file.visititems(lambda path, it: found.__setitem__(path, plain(it[()])) if isinstance(it, h5py.Dataset) else None)
    return found


def train(model, inputs, outputs, steps):
    y = mapped(lambda it: np.zeros(it.shape, "float32"), outputs)
    return [float(np.ravel(model.train_on_batch(inputs, y))[0]) for _ in range(steps)]


def make(name):
    K.backend.clear_session()
    K.utils.set_random_seed(1)
    model, inputs = MODELS[name]()
    x = tensors(inputs)
    outputs = mapped(np.asarray, model(x))
    if name in OPTIMIZERS:
        model.compile(OPTIMIZERS[name](), "mse", metrics=None if isinstance(outputs, (list, dict)) else ["mae"])
        if name != "unbuilt":
            train(model, x, outputs, 3)
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/model.keras"
        model.save(path)
        file = pathlib.Path(path).read_bytes()
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        config = json.loads(archive.read("config.json"))
    it = {"file": base64.b64encode(file).decode(), "inputs": plain(inputs), "outputs": plain(mapped(np.asarray, model(x))), "config": config}
    if name in OPTIMIZERS:
        it["losses"] = train(model, x, outputs, 3)
        it["after"] = [plain(w) for w in model.get_weights()]
    return it


def check(folder):
    """Loads our files: real Keras has to give what ours gave, and to go on as ours did."""
    worst = {}
    for path in sorted(pathlib.Path(folder).glob("*.keras")):
        theirs = json.loads(path.with_suffix(".json").read_text())
        model = K.models.load_model(path)
        dtype = {"string": object}
        read = lambda it: np.array([s.encode() if isinstance(s, str) else s for s in it["data"]], dtype.get(it["dtype"], it["dtype"])).reshape(it["shape"])
        walk = lambda v, f: f(v) if isinstance(v, dict) and set(v) == {"dtype", "shape", "data"} else {k: walk(i, f) for k, i in v.items()} if isinstance(v, dict) else [walk(i, f) for i in v]
        x = tensors(walk(theirs["inputs"], read))
        expected = walk(theirs["outputs"], read)
        outputs = mapped(np.asarray, model(x))
        flat = lambda v: [i for k in sorted(v) for i in flat(v[k])] if isinstance(v, dict) else [i for k in v for i in flat(k)] if isinstance(v, list) else [v]
        gap = max(float(np.abs(np.float64(a) - np.float64(b)).max()) for a, b in zip(flat(outputs), flat(expected), strict=True))
        steps = None
        if "losses" in theirs:
            losses = train(model, x, outputs, 3)
            steps = max(abs(a - b) / max(1, abs(b)) for a, b in zip(losses, theirs["losses"], strict=True))
        worst[path.stem] = (gap, steps)
        assert gap < 1e-5 or path.stem == "half", (path.stem, gap)
        assert steps is None or steps < 1e-4, (path.stem, steps)
    print(f"Keras {K.__version__}, TensorFlow {tf.__version__}: {len(worst)} files loaded")
    for name, (gap, steps) in worst.items():
        print(f"| {name} | {gap:.1e} | {'' if steps is None else f'{steps:.1e}'} |")


if len(sys.argv) > 1:
    check(sys.argv[1])
else:
    models = {}
    for name in MODELS:
        models[name] = make(name)
    about = {"keras": K.__version__, "tensorflow": tf.__version__, "python": platform.python_version()}
    with open(HERE / "saving.json.gz", "wb") as file:
        file.write(gzip.compress(json.dumps({"about": about, "models": models}).encode(), 9, mtime=0))
    print(len(models), "models", (HERE / "saving.json.gz").stat().st_size, "bytes")
