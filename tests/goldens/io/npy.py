"""Writes npy.json.gz: files that NumPy wrote, with what is in them.

Run: python npy.py
"""
import base64, gzip, io, json, pathlib, platform
import numpy as np

HERE = pathlib.Path(__file__).parent


def saved(array, version=None):
    out = io.BytesIO()
    np.lib.format.write_array(out, np.asanyarray(array), version=version)
    return out.getvalue()


def archive(compressed=False, *args, **arrays):
    out = io.BytesIO()
    (np.savez_compressed if compressed else np.savez)(out, *args, **arrays)
    return out.getvalue()


def values(array):
    return [x if isinstance(x, str) else str(x) for x in np.asarray(array).ravel().tolist()]


def entry(data, dtype, array, same=False):
    """same: whether Kerasaur writes the very bytes back."""
    return dict(file=base64.b64encode(data).decode(), dtype=dtype, shape=list(np.shape(array)),
                values=values(array), same=same)


files = {}
r = np.random.RandomState(0)
grid = r.standard_normal((3, 5)).astype("f4")
files["float32"] = entry(saved(grid), "float32", grid, True)
special = np.array([0.0, -0.0, np.inf, -np.inf, np.nan, 1e-45, 3.4028235e38], "f4")
files["float32 special"] = entry(saved(special), "float32", special, True)
for name, code, ours, same in [
    ("float64", "f8", "float64", True), ("int8", "i1", "int32", False), ("int16", "i2", "int32", False),
    ("int32", "i4", "int32", True), ("int64", "i8", "int64", True), ("uint8", "u1", "uint8", True),
    ("uint16", "u2", "int32", False), ("uint32", "u4", "int64", False),
]:
    dtype = np.dtype(code)
    if dtype.kind == "f":
        array = r.standard_normal((2, 2, 3))
    else:
        info = np.iinfo(dtype)
        array = np.array([info.min, info.max, 0, 1], dtype)
    files[name] = entry(saved(array), ours, array, same)
    if dtype.itemsize > 1:
        files[f"{name} big-endian"] = entry(saved(array.astype(dtype.newbyteorder(">"))), ours, array)
fits = np.array([0, 2**63 - 1], "u8")
files["uint64 that fits"] = entry(saved(fits), "int64", fits)
files["bool"] = entry(saved(np.array([[True, False], [False, True]])), "bool", np.array([[1, 0], [0, 1]]), True)
texts = np.array([["a", "büro"], ["", "\U0001F996 x"]])
files["text"] = entry(saved(texts), "string", texts, True)
files["text big-endian"] = entry(saved(texts.astype(">U6")), "string", texts)
files["0-d"] = entry(saved(np.float32(2.5)), "float32", np.float32(2.5), True)
files["0-d text"] = entry(saved(np.array("abc")), "string", np.array("abc"), True)
empty = np.zeros((0, 3), "f4")
files["empty"] = entry(saved(empty), "float32", empty, True)
files["one"] = entry(saved(np.zeros((1,), "i4")), "int32", np.zeros((1,), "i4"), True)
cube = np.arange(24, dtype="i4").reshape(2, 3, 4)
files["Fortran order"] = entry(saved(np.asfortranarray(cube)), "int32", cube)
files["Fortran order text"] = entry(saved(np.asfortranarray(texts)), "string", texts)
files["version 2"] = entry(saved(grid, (2, 0)), "float32", grid)
files["version 3"] = entry(saved(grid, (3, 0)), "float32", grid)
big = np.zeros((12345678901 * 0, 10**9), "f4")
files["empty with a large dimension"] = entry(saved(big), "float32", big, True)

refused = {
    "float16": saved(np.zeros(2, "f2")),
    "longdouble": saved(np.zeros(2, np.longdouble)),
    "complex64": saved(np.zeros(2, "c8")),
    "complex128": saved(np.zeros(2, "c16")),
    "bytes": saved(np.array([b"ab"])),
    "dates": saved(np.array(["2020-01-01"], "M8[D]")),
    "records": saved(np.zeros(2, [("x", "f4"), ("y", "i4")])),
    "void": saved(np.zeros(2, "V5")),
    "uint64 too large": saved(np.array([1, 2**63], "u8")),
    "objects": saved(np.array({"x": 1}, dtype=object)),
}

archives = {
    "named": archive(False, x=grid, y=np.arange(3)),
    "positional": archive(False, grid, np.arange(3)),
    "compressed": archive(True, x=np.zeros((100, 100)), t=texts),
    "empty": archive(False),
    "nested names": archive(False, **{"mlp/dense/kernel:0": grid}),
}
contents = {}
for name, data in archives.items():
    loaded = np.load(io.BytesIO(data))
    contents[name] = dict(
        file=base64.b64encode(data).decode(),
        arrays={key: dict(dtype=str(loaded[key].dtype), shape=list(loaded[key].shape), values=values(loaded[key]))
                for key in loaded.files},
    )

golden = dict(
    versions=dict(python=platform.python_version(), numpy=np.__version__),
    files=files,
    refused={name: base64.b64encode(data).decode() for name, data in refused.items()},
    refused_archive=base64.b64encode(archive(False, o=np.array([None, 1], object))).decode(),
    archives=contents,
)
with gzip.GzipFile(HERE / "npy.json.gz", "wb", mtime=0) as out:
    out.write(json.dumps(golden, indent=0).encode())
