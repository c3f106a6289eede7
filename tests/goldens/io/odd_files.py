"""Writes odd_files.json.gz: files that h5py, NumPy and zipfile write when they are asked for unusual
things, each with the values that are in it, as Python reads them, or null where it must be refused.

Run: python odd_files.py
"""
import base64, gzip, io, json, pathlib, platform, zipfile
import h5py, numpy as np

HERE = pathlib.Path(__file__).resolve().parent
grid = (np.arange(35, dtype="f4") - 17).reshape(5, 7) / 4
files = {}


def entry(name, data, array=None, shape=None):
    values = None if array is None else [float(x) for x in np.asarray(array).ravel()]
    files[name] = dict(file=base64.b64encode(data).decode(), values=values,
                       shape=list(np.shape(array)) if shape is None and array is not None else shape)


def h5(name, write, array=grid, block=None, **how):
    """A file of one weight `w:0` in layer `dense`, which `write` puts into the group."""
    path = HERE / "odd.tmp"
    with h5py.File(path, "w", **how) as f:
        f.attrs["layer_names"] = [b"dense"]
        group = f.create_group("dense")
        group.attrs["weight_names"] = [b"w:0"]
        write(f, group)
    data = path.read_bytes()
    path.unlink()
    if block is not None:
        data = block + data[len(block):]
    entry(f"{name}.h5", data, array)


def put(array=grid, **how):
    return lambda f, group: group.create_dataset("w:0", data=array, **how)


h5("plain", put())
for size in (512, 1024, 4096):
    h5(f"user block of {size}", put(), userblock_size=size, block=b"#!/bin/sh\n")
h5("user block, newest form", put(), userblock_size=512, libver="latest")
for dtype in ("f2", ">f2", ">f4", "f8", ">f8", "i1", "u1", "i2", ">i2", "u2", "i4", "u4", "i8", "u8"):
    array = np.abs(grid * 4).astype(dtype) if dtype[-2] in "iu" else grid.astype(dtype)
    h5(f"elements {dtype.replace('>', 'big-endian ')}", put(array), array)
for chunks in ((1, 1), (5, 7), (2, 3), (4, 1), (3, 7), (5, 2)):
    h5(f"chunks {chunks}", put(chunks=chunks))
for level in (0, 1, 9):
    h5(f"gzip {level}", put(chunks=(2, 3), compression="gzip", compression_opts=level))
h5("gzip and shuffle", put(chunks=(2, 3), compression="gzip", shuffle=True))
h5("gzip, shuffle and check sums", put(chunks=(2, 3), compression="gzip", shuffle=True, fletcher32=True))
h5("check sums", put(chunks=(2, 3), fletcher32=True))
h5("check sums of zeros", put(np.zeros((5, 7), "f4"), chunks=(2, 3), fletcher32=True), np.zeros((5, 7)))
h5("shuffle of float64", put(grid.astype("f8"), chunks=(2, 3), shuffle=True, compression="gzip"))
h5("big-endian in chunks", put(grid.astype(">f4"), chunks=(2, 3), compression="gzip"))
h5("growing", put(chunks=(2, 3), maxshape=(None, None)))
h5("automatic chunks", put(chunks=True))
line = np.arange(3001, dtype="f4") % 97
h5("long and compressed", put(line, chunks=(7,), compression="gzip"), line)
cube = np.arange(120, dtype="f4").reshape(4, 5, 6)
h5("three axes in chunks", put(cube, chunks=(3, 2, 4), compression="gzip"), cube)
h5("empty in chunks", put(np.zeros((0, 3), "f4"), maxshape=(None, 3)), np.zeros((0, 3)))
h5("empty", put(np.zeros((0, 3), "f4")), np.zeros((0, 3)))
h5("a number", put(np.float32(2.5)), np.float32(2.5))


def compact_dataset(f, group):
    plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    plist.set_layout(h5py.h5d.COMPACT)
    space = h5py.h5s.create_simple(grid.shape)
    h5py.h5d.create(group.id, b"w:0", h5py.h5t.IEEE_F32LE, space, plist)
    group["w:0"][...] = grid


h5("compact", compact_dataset)


def beside(link):
    def write(f, group):
        put()(f, group)
        f["other"] = link
        group["other"] = link
    return write


h5("an unrelated soft link", beside(h5py.SoftLink("/nowhere")))
h5("an unrelated external link", beside(h5py.ExternalLink("other.h5", "/x")))
h5("unrelated links, newest form", beside(h5py.ExternalLink("other.h5", "/x")), libver="latest")


def hard(f, group):
    f["elsewhere"] = grid
    group["w:0"] = f["elsewhere"]


h5("a hard link", hard)
h5("a loop of groups", lambda f, g: (put()(f, g), g.__setitem__("self", f["/"])))
h5("attributes beside", lambda f, g: (put()(f, g), [f.attrs.__setitem__(f"a{i}", i) for i in range(5)]))
h5("a comment", lambda f, g: (put()(f, g), g.id.set_comment(b"w:0", b"a comment")))

# What must be refused.
def never_written(f, group):
    group.create_dataset("w:0", (5, 7), "f4", chunks=(2, 3))[:2] = 1


h5("chunks never written", never_written, None)
h5("lzf", put(chunks=(2, 3), compression="lzf"), None)
h5("scale and offset", put((grid * 4).astype("i4"), chunks=(2, 3), scaleoffset=0), None)
h5("chunks, newest form", put(chunks=(2, 3)), None, libver="latest")
h5("a soft link as weight", lambda f, g: g.__setitem__("w:0", h5py.SoftLink("/dense")), None)
h5("an external link as weight", lambda f, g: g.__setitem__("w:0", h5py.ExternalLink("o.h5", "/x")), None)
h5("truth values", put(grid > 0), None)
h5("complex numbers", put(grid.astype("c8")), None)
h5("texts", put(np.array([b"a", b"b"])), None)
h5("records", put(np.zeros(3, [("x", "f4"), ("y", "i4")])), None)
h5("an enumeration", put(np.zeros(3, h5py.enum_dtype({"A": 0, "B": 1}))), None)
h5("nothing", lambda f, g: g.create_dataset("w:0", dtype="f4", data=h5py.Empty("f4")), None)
h5("long double", put(np.zeros(3, np.longdouble)), None)
h5("a group as weight", lambda f, g: g.create_group("w:0"), None)
h5("many attributes, newest form",
   lambda f, g: (put()(f, g), [f.attrs.__setitem__(f"a{i}", i) for i in range(40)]), None, libver="latest")


def npz(name, write, array=grid):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        write(archive)
    entry(f"{name}.npz", out.getvalue(), array)


def npy(array, **how):
    out = io.BytesIO()
    np.lib.format.write_array(out, np.asanyarray(array), **how)
    return out.getvalue()


npz("plain", lambda a: a.writestr("w.npy", npy(grid)))
limit = zipfile.ZIP_FILECOUNT_LIMIT
zipfile.ZIP_FILECOUNT_LIMIT = 0
npz("zip64", lambda a: a.writestr("w.npy", npy(grid)))
zipfile.ZIP_FILECOUNT_LIMIT = limit


def forced(archive):
    with archive.open("w.npy", "w", force_zip64=True) as f:
        f.write(npy(grid))


npz("zip64 in the header of an entry", forced)
npz("a comment", lambda a: (a.writestr("w.npy", npy(grid)), setattr(a, "comment", b"PK\5\6 a comment")))
npz("deflated", lambda a: a.writestr("w.npy", npy(grid), zipfile.ZIP_DEFLATED))


def extra(archive):
    info = zipfile.ZipInfo("w.npy", (2107, 12, 31, 23, 59, 58))
    info.extra = b"\xfe\xca\4\0abcd"
    archive.writestr(info, npy(grid))


npz("an extra field", extra)


class OldName(zipfile.ZipInfo):
    """A name as programs write it that know nothing of UTF-8."""

    def _encodeFilenameFlags(self):
        return self.filename.encode("cp437"), 0


npz("a name in code page 437", lambda a: a.writestr(OldName("Größe.npy"), npy(grid)))
npz("a name in UTF-8", lambda a: a.writestr("Größe.npy", npy(grid)))
npz("Fortran order", lambda a: a.writestr("w.npy", npy(np.asfortranarray(grid))))
npz("version 3", lambda a: a.writestr("w.npy", npy(grid, version=(3, 0))))
npz("bzip2", lambda a: a.writestr("w.npy", npy(grid), zipfile.ZIP_BZIP2), None)
npz("lzma", lambda a: a.writestr("w.npy", npy(grid), zipfile.ZIP_LZMA), None)
npz("a folder", lambda a: (a.writestr("w.npy", npy(grid)), a.writestr("folder/", b"")), None)
npz("one name twice", lambda a: (a.writestr("w.npy", npy(grid)), a.writestr("w.npy", npy(grid))), None)
npz("something before it", lambda a: (a.fp.write(b"#!/usr/bin/python\n"), a.writestr("w.npy", npy(grid))))


def header(name, text, array=grid, version=(1, 0), pad=True):
    text = text.encode("utf-8" if version[0] == 3 else "latin1")
    prefix = b"\x93NUMPY" + bytes(version)
    size = 2 if version[0] == 1 else 4
    if pad:
        text = text.ljust(128 - 8 - size - 1) + b"\n"
    data = prefix + len(text).to_bytes(size, "little") + text + grid.tobytes()
    if array is not None:
        assert (np.load(io.BytesIO(data)) == array).all(), name
    entry(f"{name}.npy", data, array)


header("keys in another order", "{'shape': (5, 7), 'fortran_order': False, 'descr': '<f4'}")
header("double quotes", '{"descr": "<f4", "fortran_order": False, "shape": (5, 7)}')
header("spaces and breaks", "{ 'descr' :\n'<f4' ,\n 'fortran_order':False,'shape':( 5,7 , ) }")
header("unaligned", "{'descr': '<f4', 'fortran_order': False, 'shape': (5, 7), }\n", pad=False)
header("numbers of Python 2", "{'descr': '<f4', 'fortran_order': False, 'shape': (5L, 7L), }")
for version in ((1, 0), (2, 0), (3, 0)):
    header(f"version {version[0]}", "{'descr': '<f4', 'fortran_order': False, 'shape': (5, 7), }", version=version)
turned = np.frombuffer(grid.tobytes(), "f4").reshape((5, 7), order="F")
header("Fortran order", "{'descr': '<f4', 'fortran_order': True, 'shape': (5, 7), }", turned)
for descr in ("=f4", "f4", "|f4", "float32", "f", "single"):
    header(f"spelled {descr}", f"{{'descr': '{descr}', 'fortran_order': False, 'shape': (5, 7), }}")
for name, text in dict(
    version_4="{'descr': '<f4', 'fortran_order': False, 'shape': (5, 7), }",
    negative="{'descr': '<f4', 'fortran_order': False, 'shape': (-5, 7), }",
    a_call="{'descr': '<f4', 'fortran_order': False, 'shape': tuple((5, 7)), }",
    one_more_key="{'descr': '<f4', 'fortran_order': False, 'shape': (5, 7), 'x': 1}",
    subarray="{'descr': ('<f4', (7,)), 'fortran_order': False, 'shape': (5,), }",
    too_small="{'descr': '<f4', 'fortran_order': False, 'shape': (5, 6), }",
).items():
    header(name.replace("_", " "), text, None, version=(4, 0) if name == "version_4" else (1, 0))

golden = dict(versions=dict(python=platform.python_version(), numpy=np.__version__, h5py=h5py.__version__,
                            hdf5=h5py.version.hdf5_version), files=files)
with gzip.GzipFile(HERE / "odd_files.json.gz", "wb", mtime=0) as out:
    out.write(json.dumps(golden, indent=0).encode())
print(len(files), "files,", max(len(it["file"]) * 3 // 4 for it in files.values()), "bytes at most")
