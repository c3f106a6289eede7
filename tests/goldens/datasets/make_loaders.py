"""Writes loaders.json.gz: small files in the formats of Keras's datasets, made of random numbers, and
what Keras's loaders make of them.

Run: python make_loaders.py
"""
import base64, gzip, io, json, pathlib, pickle, struct, tempfile
import keras, numpy as np
from keras.src.datasets import boston_housing, california_housing, cifar, cifar100, fashion_mnist, imdb, mnist, reuters

HERE = pathlib.Path(__file__).resolve().parent
r = np.random.RandomState(18)
files, cases = {}, []


def array(x):
    x = np.asarray(x)
    if x.dtype == object:
        return dict(dtype="lists", values=[[int(w) for w in it] for it in x])
    return dict(dtype=str(x.dtype), shape=list(x.shape), bytes=base64.b64encode(x.tobytes()).decode())


def npz(**arrays):
    out = io.BytesIO()
    np.savez_compressed(out, **arrays)
    return out.getvalue()


def lists(count):
    out = np.empty(count, dtype=object)
    for i in range(count):
        out[i] = [int(it) for it in r.randint(1, 300, r.randint(1, 12))]
    return out


def idx(x):
    return gzip.compress(struct.pack(">I", 0x800 + x.ndim) + b"".join(struct.pack(">I", n) for n in x.shape) + x.tobytes(), mtime=0)


def text(value):
    return b"U" + bytes([len(value)]) + value


def python2(images, **labels):
    """A pickle as Python 2 wrote it: texts are bytes."""
    out = b"\x80\x02}q\x01(" + text(b"data") + b"cnumpy.core.multiarray\n_reconstruct\nq\x02cnumpy\nndarray\nq\x03K\x00\x85q\x04"
    out += text(b"b") + b"\x87Rq\x05(K\x01K" + bytes([len(images)]) + b"M\x00\x0c\x86cnumpy\ndtype\nq\x06" + text(b"u1")
    out += b"K\x00K\x01\x87Rq\x07(K\x03" + text(b"|") + b"NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb\x89T"
    out += struct.pack("<I", images.size) + images.tobytes() + b"tb"
    for name, values in labels.items():
        out += text(name.encode()) + b"](" + b"".join(b"K" + bytes([it]) for it in values) + b"e"
    return out + text(b"names") + b"]" + text(b"one.png") + b"a" + b"u."


def images(n):
    return r.randint(0, 256, (n, 3072)).astype(np.uint8)


files["mnist.npz"] = npz(x_train=r.randint(0, 256, (5, 28, 28)).astype(np.uint8), y_train=r.randint(0, 10, 5).astype(np.uint8),
                         x_test=r.randint(0, 256, (2, 28, 28)).astype(np.uint8), y_test=r.randint(0, 10, 2).astype(np.uint8))
for name, n in [("train", 4), ("t10k", 3)]:
    files[f"{name}-labels-idx1-ubyte.gz"] = idx(r.randint(0, 10, n).astype(np.uint8))
    files[f"{name}-images-idx3-ubyte.gz"] = idx(r.randint(0, 256, (n, 28, 28)).astype(np.uint8))
for name in ["cifar10/data_batch_%d" % i for i in range(1, 6)] + ["cifar10/test_batch"]:
    files[name] = python2(images(2), labels=r.randint(0, 10, 2).tolist())
files["cifar100/cifar-100-python/train"] = python2(images(3), fine_labels=r.randint(0, 100, 3).tolist(), coarse_labels=r.randint(0, 20, 3).tolist())
files["cifar100/cifar-100-python/test"] = pickle.dumps(
    {b"data": images(2), b"fine_labels": [1, 99], b"coarse_labels": [0, 19]}, protocol=4)
files["imdb.npz"] = npz(x_train=lists(40), y_train=r.randint(0, 2, 40), x_test=lists(30), y_test=r.randint(0, 2, 30))
files["reuters.npz"] = npz(x=lists(60), y=r.randint(0, 46, 60))
files["california_housing.npz"] = npz(x=r.normal(size=(640, 8)).astype(np.float32), y=r.normal(size=640).astype(np.float32))
files["boston_housing.npz"] = npz(x=r.normal(size=(51, 13)), y=r.normal(size=51))

with tempfile.TemporaryDirectory() as folder:
    for name, data in files.items():
        path = pathlib.Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def record(name, module, **options):
        module.get_file = lambda fname=None, *a, **k: str(pathlib.Path(folder, "cifar100" if "cifar" in fname else fname))
        (x_train, y_train), (x_test, y_test) = module.load_data(**options)
        cases.append(dict(name=name, options=options, splits=[array(it) for it in [x_train, y_train, x_test, y_test]]))

    record("mnist", mnist)
    record("fashionMnist", fashion_mnist)
    record("cifar100", cifar100)
    record("cifar100", cifar100, label_mode="coarse")
    record("californiaHousing", california_housing)
    record("californiaHousing", california_housing, version="small", test_split=0.33, seed=4)
    record("bostonHousing", boston_housing)
    record("bostonHousing", boston_housing, test_split=0.0)
    record("imdb", imdb)
    record("imdb", imdb, num_words=200, skip_top=5, maxlen=9)
    record("imdb", imdb, start_char=None, oov_char=None, num_words=100, seed=7)
    record("imdb", imdb, start_char=None, index_from=0)
    record("reuters", reuters)
    record("reuters", reuters, num_words=150, test_split=0.35, maxlen=10, oov_char=5, start_char=9, index_from=2)
    parts = []
    for names in [["data_batch_%d" % i for i in range(1, 6)], ["test_batch"]]:
        batches = [cifar.load_batch(str(pathlib.Path(folder, "cifar10", it))) for it in names]
        parts += [array(np.concatenate([x for x, _ in batches]).transpose(0, 2, 3, 1)),
                  array(np.concatenate([np.array(y, dtype="uint8") for _, y in batches]).reshape(-1, 1))]
    cases.append(dict(name="cifar10", options={}, splits=parts))
out = dict(versions=dict(keras=keras.__version__, numpy=np.__version__), cases=cases,
           files={k: base64.b64encode(v).decode() for k, v in files.items()})
(HERE / "loaders.json.gz").write_bytes(gzip.compress(json.dumps(out).encode(), mtime=0))
