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
    ("float64", "f8", "float64", True), ("int8", "i1", "int8", True), ("int16", "i2", "int16", True),
    ("int32", "i4", "int32", True), ("int64", "i8", "int64", True), ("uint8", "u1", "uint8", True),
    ("uint16", "u2", "uint16", True), ("uint32", "u4", "uint32", True), ("uint64", "u8", "uint64", True),
    ("float16", "f2", "float16", True), ("complex64", "c8", "complex64", True),
]:
    dtype = np.dtype(code)
    if dtype.kind == "f":
        array = r.standard_normal((2, 2, 3)).astype(dtype)
    elif dtype.kind == "c":
        array = (np.arange(6) - 2.5j * np.arange(6)[::-1]).astype(dtype).reshape(2, 3)
    else:
        info = np.iinfo(dtype)
        array = np.array([info.min, info.max, 0, 1], dtype)
    files[name] = entry(saved(array), ours, array, same)
    if dtype.itemsize > 1:
        files[f"{name} big-endian"] = entry(saved(array.astype(dtype.newbyteorder(">"))), ours, array)
half = np.array([0.0, -0.0, np.inf, -np.inf, np.nan, 2**-24, 65504, 0.1], "f2")
files["float16 special"] = entry(saved(half), "float16", half, True)
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
turned = np.asfortranarray((cube[:1] + 1j * cube[1:]).astype("c8"))
files["Fortran order complex64"] = entry(saved(turned), "complex64", turned)


def respelled(descr, dtype, end="\n"):
    """A file whose header is not as NumPy writes it; NumPy reads it as `dtype`."""
    data = np.array([1, 0], dtype)
    header = f"{{'descr': '{descr}', 'fortran_order': False, 'shape': (2,), }}"
    header = header.ljust(118 - len(end)) + end
    file = b"\x93NUMPY\x01\0" + len(header).to_bytes(2, "little") + header.encode() + data.tobytes()
    read = np.load(io.BytesIO(file))
    assert read.dtype == data.dtype and (read == data).all(), descr
    return entry(file, data.dtype.name, data if dtype != "?" else data.astype(int))


for descr, dtype in [
    ("=f4", "<f4"), ("f4", "<f4"), ("|f4", "<f4"), ("float32", "<f4"), ("single", "<f4"), ("f", "<f4"), (">f", ">f4"),
    ("=f8", "<f8"), ("float64", "<f8"), ("double", "<f8"), ("float", "<f8"), ("d", "<f8"), ("float16", "<f2"),
    ("half", "<f2"), ("e", "<f2"), ("|?", "?"), ("?", "?"), (">?", "?"), ("b1", "?"), ("bool", "?"), ("b", "i1"),
    ("<i1", "i1"), ("B", "u1"), ("uint8", "u1"), ("h", "<i2"), ("H", "<u2"), ("int16", "<i2"), ("i", "<i4"), ("=i4", "<i4"),
    ("I", "<u4"), ("l", "<i8"), ("L", "<u8"), ("q", "<i8"), ("Q", "<u8"), ("int", "<i8"), ("int64", "<i8"),
    ("uint", "<u8"), ("complex64", "<c8"), ("F", "<c8"), ("=c8", "<c8"),
]:
    files[f"spelled {descr}"] = respelled(descr, dtype)
for end in ["\r\n", "\r", "\f\n", ""]:
    files[f"header that ends in {end!r}"] = respelled("<f4", "<f4", end)
big = np.zeros((12345678901 * 0, 10**9), "f4")
files["empty with a large dimension"] = entry(saved(big), "float32", big, True)

refused = {
    "longdouble": saved(np.zeros(2, np.longdouble)),
    "complex128": saved(np.zeros(2, "c16")),
    "bytes": saved(np.array([b"ab"])),
    "dates": saved(np.array(["2020-01-01"], "M8[D]")),
    "records": saved(np.zeros(2, [("x", "f4"), ("y", "i4")])),
    "void": saved(np.zeros(2, "V5")),
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
