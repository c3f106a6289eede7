"""Writes read_ours.json: what NumPy, h5py and Keras read in the files that Kerasaur writes.

Run: deno run -A tests/io/samples.ts FOLDER
     KERAS_BACKEND=tensorflow python read_ours.py FOLDER
"""
import hashlib, json, pathlib, platform, sys
import h5py, keras, numpy as np
from keras.src.legacy.saving import legacy_h5_format

sys.setrecursionlimit(20_000)
HERE = pathlib.Path(__file__).resolve().parent
folder = pathlib.Path(sys.argv[1])


def summary(array):
    """An array in short: the check sum is of its little-endian bytes in row-major order."""
    array = np.asarray(array)
    plain = np.ascontiguousarray(array)
    return dict(dtype=array.dtype.str, shape=list(array.shape),
                sha256=hashlib.sha256(plain.tobytes()).hexdigest(),
                first=[str(x) for x in array.ravel()[:4].tolist()])


def h5(path):
    found = {}
    with h5py.File(path) as f:
        names = legacy_h5_format.load_attributes_from_hdf5_group(f, "layer_names")
        f.visititems(lambda name, item: found.update({name: summary(item[()])})
                     if isinstance(item, h5py.Dataset) and len(names) < 100 else None)
        return dict(layers=len(names), last=names[-1], backend=f.attrs["backend"].decode(),
                    keras_version=f.attrs["keras_version"].decode(), datasets=found)


def into_keras(path, net):
    """Loads a file with Keras's load_weights and gives the weights that it has then."""
    net.load_weights(path)
    return [summary(w) for w in net.get_weights()]


def mlp():
    return keras.Sequential([keras.Input((20,)), keras.layers.Flatten(),
                             keras.layers.Dense(256, "relu"), keras.layers.Dense(10)])


def deep():
    net = keras.Sequential([keras.Input((1,))])
    for i in range(400):
        net.add(keras.layers.Dense(1, use_bias=i == 7))
    return net


golden = dict(
    versions=dict(python=platform.python_version(), numpy=np.__version__, h5py=h5py.__version__,
                  hdf5=h5py.version.hdf5_version, keras=keras.__version__),
    files={p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())},
    numpy={p.name: {k: summary(v) for k, v in np.load(p).items()} if p.suffix == ".npz" else summary(np.load(p))
           for p in sorted(folder.iterdir()) if p.suffix != ".h5"},
    h5py={p.name: h5(p) for p in sorted(folder.glob("*.h5"))},
    keras=dict(mlp=into_keras(folder / "mlp.h5", mlp()), deep=len(into_keras(folder / "deep.h5", deep()))),
)
(HERE / "read_ours.json").write_text(json.dumps(golden, indent=1) + "\n")
