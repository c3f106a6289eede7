"""Writes weights_keras3.json.gz: models' weights as real Keras 3 saves them, `.weights.h5`. Weight by
weight, in the order of model.weights of tf.keras 2 (a model's own come last), the numbers are
(k % 255 - 127) / 64 for k = 0, 1, ...

Run: python weights_keras3.py
     python weights_keras3.py FOLDER    loads the files that tests/io/samples_keras3.ts wrote there
"""
import base64, gzip, json, os, pathlib, platform, sys, tempfile
os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras, numpy as np

L = keras.layers
HERE = pathlib.Path(__file__).resolve().parent


def sequential():
    return keras.Sequential([keras.Input((4,)), L.Dense(3), L.Dropout(0.5), L.BatchNormalization(), L.Dense(2)])


def twice():
    dense = L.Dense(4)
    return keras.Sequential([keras.Input((4,)), dense, L.Dense(4), dense, L.Dense(2)])


def functional():
    inputs = keras.Input((5, 4))
    shared = L.Dense(4)
    h = shared(shared(inputs))
    h = L.Bidirectional(L.LSTM(3, return_sequences=True))(h)
    h = L.MultiHeadAttention(2, 3)(h, h)
    inner = keras.Sequential([keras.Input((6,)), L.Dense(2), L.PReLU()])
    first = keras.Input((6,))
    graph = keras.Model(first, L.LayerNormalization()(L.Dense(3)(first)))
    pooled = L.GlobalAveragePooling1D()(h)
    cells = L.RNN([L.LSTMCell(2), L.GRUCell(2)])(h)
    steps = L.TimeDistributed(L.Dense(1))(h)
    conv = L.SeparableConv1D(2, 3)(L.Conv1D(3, 2)(h))
    return keras.Model(inputs, [inner(pooled), graph(pooled), cells, steps, conv, L.GRU(2)(h)])


class Parts(keras.Model):
    def __init__(self):
        super().__init__()
        self.scale = self.add_weight(shape=(), name="scale")
        self.z_last = L.Dense(2)
        self.blocks = [L.Dense(3), L.Dense(3), [L.Dense(4), L.PReLU()]]
        self.alpha_dense = L.Dense(4)
        self.dense1 = L.Dense(2)
        self.shared = self.z_last
        self.named = {"a": L.Dense(2), "b": L.LayerNormalization()}
        self.inner = keras.Sequential([L.Dense(2), L.Dense(3)])

    def call(self, x):
        x = self.alpha_dense(x)
        for block in [*self.blocks[:2], *self.blocks[2], self.dense1, self.z_last, *self.named.values(), self.inner]:
            x = block(x)
        return x * self.scale


def parts():
    net = Parts()
    net(np.zeros((1, 4), "f4"))
    return net


def compiled():
    net = keras.Sequential([keras.Input((4,)), L.Dense(3), L.Dropout(0.5), L.Dense(2)])
    net.compile("adam", "mse", metrics=["mae"])
    net.fit(np.zeros((4, 4)), np.zeros((4, 2)), verbose=0)
    return net


def numbers(net):
    values, k = {}, 0
    own = [w for w in net.weights if w.path.count("/") == 1 and isinstance(net, Parts)]
    for w in [w for w in net.weights if all(w is not o for o in own)] + own:
        size = int(np.prod(w.shape))
        values[id(w)] = ((np.arange(k, k + size) % 255 - 127) / 64).astype("f4").reshape(w.shape)
        k += size
    return [values[id(w)] for w in net.weights]


models = dict(sequential=sequential, twice=twice, functional=functional, parts=parts, compiled=compiled)

if len(sys.argv) > 1:
    for name, make in models.items():
        net = make()
        net.load_weights(f"{sys.argv[1]}/{name}.weights.h5")
        assert all((a == b).all() for a, b in zip(net.get_weights(), numbers(net), strict=True)), name
    print(f"Keras {keras.__version__} reads all {len(models)}")
else:
    files = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, make in models.items():
            net = make()
            net.set_weights(numbers(net))
            net.save_weights(f"{folder}/x.weights.h5", overwrite=True)
            files[name] = base64.b64encode(pathlib.Path(folder, "x.weights.h5").read_bytes()).decode()
            print(name, len(files[name]) * 3 // 4)
    golden = dict(versions=dict(python=platform.python_version(), keras=keras.__version__), files=files)
    with gzip.GzipFile(HERE / "weights_keras3.json.gz", "wb", mtime=0) as out:
        out.write(json.dumps(golden, indent=0).encode())
