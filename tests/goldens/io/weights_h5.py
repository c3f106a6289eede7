"""Writes weights_h5.json.gz: files of weights that real Keras and h5py wrote, the X that the book
prints in section 4.5, and the Y that NumPy computes from it in float32.

Run: KERAS_BACKEND=tensorflow python weights_h5.py
"""
import base64, gzip, json, os, pathlib, platform, tempfile
import h5py, keras, numpy as np
from keras.src.legacy.saving import legacy_h5_format

HERE = pathlib.Path(__file__).resolve().parent
folder = pathlib.Path(tempfile.mkdtemp())
os.chdir(folder)  # HDF5 resolves external files from here

X = np.array([
    [1.4838032, -0.638382, -0.7836789, 1.8679693, -0.73148364, -0.12649764, -0.2709544, -0.33071974,
     0.08754155, -0.11141171, 0.18274567, -0.64928424, -0.6519136, 0.07320689, -0.5973234, 1.9181312,
     0.47066143, -0.10463867, -0.48717928, 0.3107364],
    [0.37838233, 0.11170077, -1.3378098, 0.3618399, 0.27140674, 0.9901546, 1.4799279, 1.2373866,
     -0.62953895, -1.5107338, -1.6658096, -0.08139827, 0.5444429, 0.94359463, -0.00676966, -1.5311289,
     -0.30671307, 0.38309866, -0.2765001, -0.61528987]], "f4")
r = np.random.RandomState(45)
limit = lambda a, b: np.sqrt(6 / (a + b))
W = [r.uniform(-limit(20, 256), limit(20, 256), (20, 256)).astype("f4"),
     r.uniform(-0.1, 0.1, 256).astype("f4"),
     r.uniform(-limit(256, 10), limit(256, 10), (256, 10)).astype("f4"),
     r.uniform(-0.1, 0.1, 10).astype("f4")]
Y = np.maximum(X @ W[0] + W[1], 0) @ W[2] + W[3]


def tf_keras_2(path, names=("flatten", "dense", "dense_1"), weights=W, dtype="f4", text=False, **how):
    """What tf.keras 2.0's save_weights does with h5py."""
    encode = (lambda s: s) if text else (lambda s: s.encode())
    with h5py.File(path, "w", **how) as f:
        f.attrs["layer_names"] = [encode(n) for n in names]
        f.attrs["backend"] = encode("tensorflow")
        f.attrs["keras_version"] = encode("2.2.4-tf")
        for index, name in enumerate(names):
            group = f.create_group(name)
            own = weights[2 * index - 2:2 * index] if index > 0 else []
            paths = [f"mlp/{name}/{kind}:0" for kind in ("kernel", "bias")][:len(own)]
            group.attrs["weight_names"] = [encode(p) for p in paths]
            for p, value in zip(paths, own):
                group.create_dataset(p, value.shape, dtype=dtype)[...] = value
    return path.read_bytes()


class MLP(keras.Model):
    def __init__(self):
        super().__init__()
        self.flatten = keras.layers.Flatten()
        self.dense1 = keras.layers.Dense(256, activation="relu")
        self.dense2 = keras.layers.Dense(10)

    def call(self, x):
        return self.dense2(self.dense1(self.flatten(x)))


def by_keras(path):
    """Keras's own legacy writer, on a subclassed model."""
    net = MLP()
    net(X)
    net.set_weights(W)
    with h5py.File(path, "w") as f:
        legacy_h5_format.save_weights_to_hdf5_group(f, net)
    return path.read_bytes()


small = [np.arange(6).reshape(2, 3), np.arange(3), np.arange(6).reshape(3, 2), np.arange(2)]


def by_keras_3(path):
    """Not weights alone in the legacy layout: a whole model (.h5), or Keras 3's own (.weights.h5)."""
    net = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, "relu"), keras.layers.Dense(2)])
    net.set_weights(small)
    (net.save_weights if path.name.endswith(".weights.h5") else net.save)(path)
    return path.read_bytes()


many = [f"layer_with_a_rather_long_name_{i:04d}" for i in range(2000)]


def many_layers(path):
    with h5py.File(path, "w") as f:
        legacy_h5_format.save_attributes_to_hdf5_group(f, "layer_names", [n.encode() for n in many])
        for i, name in enumerate(many):
            group = f.create_group(name)
            group.attrs["weight_names"] = [b"w:0"] if i % 500 == 0 else []
            if i % 500 == 0:
                group.create_dataset("w:0", data=np.float32(i))
    return path.read_bytes()


def refused(path, **how):
    with h5py.File(path, "w", **how.pop("file", {})) as f:
        f.attrs["layer_names"] = [b"dense"]
        group = f.create_group("dense")
        group.attrs["weight_names"] = [b"w:0"]
        if "link" in how:
            group["w:0"] = how["link"]
        else:
            group.create_dataset("w:0", data=np.zeros((4, 4), how.pop("dtype", "f4")), **how)
    return path.read_bytes()


at = folder / "x.h5"
book = dict(tf_keras_2=tf_keras_2(at), keras_legacy=by_keras(at))
small_files = dict(
    float64=tf_keras_2(at, weights=small, dtype="f8"),
    big_endian=tf_keras_2(at, weights=small, dtype=">f4"),
    int64=tf_keras_2(at, weights=small, dtype="i8"),
    text_attributes=tf_keras_2(at, weights=small, text=True),
    whole_model=by_keras_3(folder / "m.h5"),
    newest_form=tf_keras_2(at, weights=small, libver="latest"),
)
others = dict(
    many_layers=many_layers(at),
    chunked=refused(at, chunks=(2, 2)),
    compressed=refused(at, compression="gzip"),
    half=refused(at, dtype="f2"),
    soft_link=refused(at, link=h5py.SoftLink("/dense")),
    external_link=refused(at, link=h5py.ExternalLink("other.h5", "/x")),
    external_data=refused(at, external=[("other.bin", 0, 64)]),
    keras_3=by_keras_3(folder / "x.weights.h5"),
    not_weights=None,
)
with h5py.File(at, "w") as f:
    f["a"] = 1
others["not_weights"] = at.read_bytes()

encode = lambda files: {name: base64.b64encode(data).decode() for name, data in files.items()}
golden = dict(
    versions=dict(python=platform.python_version(), numpy=np.__version__, h5py=h5py.__version__,
                  hdf5=h5py.version.hdf5_version, keras=keras.__version__),
    X=X.ravel().tolist(), Y=Y.ravel().tolist(), kernel0=W[0][0, :4].tolist(),
    book=encode(book), small=encode(small_files), others=encode(others),
)
with gzip.GzipFile(HERE / "weights_h5.json.gz", "wb", mtime=0) as out:
    out.write(json.dumps(golden, indent=0).encode())
