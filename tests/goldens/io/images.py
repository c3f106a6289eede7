"""Writes images.json.gz: PNG and BMP files, with what TensorFlow decodes them to, or null where it
refuses them. The files are made here byte by byte: the rows of PNG files hold random bytes behind
random filters, so every kind of pixel, filter and pass occurs.

Run: python images.py
"""
import base64, gzip, json, pathlib, struct, zlib
import numpy as np, tensorflow as tf

HERE = pathlib.Path(__file__).resolve().parent
r = np.random.RandomState(15)
SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
PASSES = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width, height, depth, kind, interlaced=False, transparent=None, extra=b"", parts=1):
    rows = b""
    for x, y, dx, dy in PASSES if interlaced else [(0, 0, 1, 1)]:
        w, h = -(-(width - x) // dx), -(-(height - y) // dy)
        if w <= 0 or h <= 0:
            continue
        size = -(-w * depth * SAMPLES[kind] // 8)
        for _ in range(h):
            rows += bytes([r.randint(5)]) + r.bytes(size)
    packed = zlib.compress(rows)
    cut = -(-len(packed) // parts)
    out = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, interlaced))
    out += extra
    if kind == 3:
        out += chunk(b"PLTE", r.bytes(3 * 2**depth))
    if transparent is not None:
        out += chunk(b"tRNS", transparent)
    for i in range(parts):
        out += chunk(b"IDAT", packed[i * cut:(i + 1) * cut])
    return out + chunk(b"tEXt", b"Comment\0none") + chunk(b"IEND", b"")


def bmp(width, height, bits, top=False):
    row = -(-width * bits // 32) * 4
    table = b"".join(bytes([i, i, i, 0]) for i in range(256)) if bits == 8 else b""
    start = 54 + len(table)
    head = b"BM" + struct.pack("<IHHI", start + row * height, 0, 0, start)
    head += struct.pack("<IiiHHIIiiII", 40, width, -height if top else height, 1, bits, 0, row * height, 0, 0, 0, 0)
    return head + table + r.bytes(row * height)


def decoded(run):
    try:
        y = run().numpy()
    except (tf.errors.InvalidArgumentError, tf.errors.UnimplementedError):
        return None
    return dict(shape=list(y.shape), bytes=base64.b64encode(y.tobytes()).decode())


pngs, bmps = {}, {}
for interlaced in [False, True]:
    for kind, depths in {0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16]}.items():
        for depth in depths:
            name = f"kind {kind}, {depth} bits" + (", interlaced" if interlaced else "")
            pngs[name] = png(6, 5, depth, kind, interlaced, parts=1 + depth % 3)
            if kind == 3:
                pngs[name + ", transparent"] = png(6, 5, depth, kind, interlaced, r.bytes(2))
            elif kind in (0, 2):
                # Samples that occur: at 1 and 2 bits surely, else the row is mostly opaque.
                value = struct.pack(">H", 1 if depth < 16 else 257) * SAMPLES[kind]
                pngs[name + ", transparent"] = png(6, 5, depth, kind, interlaced, value)
pngs["one pixel"] = png(1, 1, 8, 2, True)
pngs["wide"] = png(37, 1, 1, 0, True)
pngs["gamma, gray"] = png(3, 2, 8, 0, extra=chunk(b"gAMA", struct.pack(">I", 45455)))
pngs["gamma, colors"] = png(3, 2, 8, 2, extra=chunk(b"gAMA", struct.pack(">I", 45455)))
for bits in [8, 24, 32]:
    for width in [1, 2, 3, 4, 5]:
        bmps[f"{bits} bits, width {width}"] = bmp(width, 3, bits, width % 2 == 0)

out = dict(versions=dict(tensorflow=tf.__version__, numpy=np.__version__), png={}, bmp={})
for name, data in pngs.items():
    out["png"][name] = dict(
        file=base64.b64encode(data).decode(),
        decoded={f"{channels} {dtype}": decoded(lambda: tf.io.decode_png(data, channels, dtype))
                 for channels in [0, 1, 3, 4] for dtype in ["uint8", "uint16"]})
for name, data in bmps.items():
    out["bmp"][name] = dict(
        file=base64.b64encode(data).decode(),
        decoded={f"{channels} uint8": decoded(lambda: tf.io.decode_bmp(data, channels)) for channels in [0, 1, 3, 4]})
(HERE / "images.json.gz").write_bytes(gzip.compress(json.dumps(out).encode(), mtime=0))
