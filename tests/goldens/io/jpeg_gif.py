"""Writes jpeg_gif.json.gz: JPEG and GIF files, with what TensorFlow decodes them to, or null where it
refuses them; how far its default, the fast transform, is from the accurate one; and files that
TensorFlow encodes, with the error of what they decode to.

Run: python jpeg_gif.py
"""
import base64, gzip, io, json, pathlib, struct
import numpy as np, PIL, tensorflow as tf
from PIL import Image

HERE = pathlib.Path(__file__).resolve().parent
r = np.random.RandomState(16)
FAILED = (tf.errors.InvalidArgumentError, tf.errors.UnimplementedError, ValueError)


def b64(data):
    return base64.b64encode(data).decode()


def recorded(run):
    try:
        y = run().numpy()
    except FAILED:
        return None
    return dict(shape=list(y.shape), bytes=b64(y.tobytes()))


def picture(height, width, kind):
    y, x = np.mgrid[0:height, 0:width]
    if kind == "smooth":
        values = [127 + 100 * np.sin(x / 9 + y / 17), 127 + 100 * np.cos(x / 13), 127 + 100 * np.sin(y / 7)]
    elif kind == "edges":
        values = [(x // 8 % 2) * 255, (y // 8 % 2) * 255, ((x + y) // 16 % 2) * 255]
    else:
        values = list(r.randint(0, 256, (3, height, width)))
    return np.clip(np.stack(values, -1), 0, 255).astype(np.uint8)


def jpeg(pixels, mode="RGB", **options):
    out = io.BytesIO()
    Image.fromarray(pixels, mode).save(out, "JPEG", **options)
    return out.getvalue()


jpegs = {}
for height, width in [(1, 1), (8, 8), (17, 23), (31, 9), (64, 33)]:
    for kind in ["smooth", "edges", "noise"]:
        quality = [30, 75, 95, 100][len(jpegs) % 4]
        for subsampling in [0, 1, 2]:
            jpegs[f"{height}x{width} {kind}, quality {quality}, subsampling {subsampling}"] = jpeg(
                picture(height, width, kind), quality=quality, subsampling=subsampling, progressive=len(jpegs) % 2 == 1)
smooth = picture(20, 21, "smooth")
jpegs["gray"] = jpeg(smooth[:, :, 0].copy(), "L", quality=90)
jpegs["gray, progressive"] = jpeg(smooth[:, :, 0].copy(), "L", quality=90, progressive=True)
jpegs["RGB"] = jpeg(smooth, quality=90, keep_rgb=True)
jpegs["restarts"] = jpeg(smooth, quality=90, restart_marker_blocks=2)
jpegs["comment"] = jpeg(smooth, quality=90, comment=b"one \xff\xd9 two")
jpegs["profile and turned"] = jpeg(smooth, quality=90, icc_profile=bytes(range(256)) * 300, exif=Image.Exif())
turned = Image.Exif()
turned[0x0112] = 6
jpegs["turned by its tags"] = jpeg(smooth, quality=90, exif=turned)
jpegs["CMYK"] = jpeg(np.dstack([smooth, smooth[:, :, :1]]), "CMYK", quality=90)
plain = jpeg(smooth, quality=90)
jpegs["bytes before the end"] = plain[:-2] + bytes([1, 2, 3]) + plain[-2:]
jpegs["bytes after the end"] = plain + b"more"
jpegs["no end"] = plain[:-2]
jpegs["no JFIF"] = plain[:2] + plain[2 + 2 + struct.unpack(">H", plain[4:6])[0]:]


def packed(values, bits):
    """Codes of GIF without any texts: the table is cleared before it grows."""
    codes, size = [], bits + 1
    for i, it in enumerate(values):
        if i % (2**bits - 2) == 0:
            codes.append(2**bits)
        codes.append(it)
    codes.append(2**bits + 1)
    number = sum(code << size * i for i, code in enumerate(codes))
    data = number.to_bytes(-(-size * len(codes) // 8), "little")
    return bytes([bits]) + b"".join(bytes([len(data[i:i + 255])]) + data[i:i + 255] for i in range(0, len(data), 255)) + b"\0"


def table(bits):
    return r.bytes(3 * 2**bits)


def frame(left, top, width, height, bits=3, own=False, interlaced=False, clear=None, colors=None):
    out = b""
    if clear is not None:
        out += b"\x21\xf9\x04" + bytes([1 | 2 << 2, 5, 0, clear]) + b"\0"
    out += b"\x2c" + struct.pack("<HHHHB", left, top, width, height, (0x80 | bits - 1 if own else 0) | (0x40 if interlaced else 0))
    if own:
        out += table(bits)
    return out + packed(r.randint(0, colors or 2**bits, width * height).tolist(), bits)


def gif(width, height, *frames, bits=3, shared=True):
    head = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80 | bits - 1 if shared else 0, 0, 0)
    return head + (table(bits) if shared else b"") + b"\x21\xfe\x03one\0" + b"".join(frames) + b"\x3b"


def animated(count, mode="P"):
    frames = [Image.fromarray(picture(30, 40, "smooth")[:, ::-1 if i % 2 else 1].copy()) for i in range(count)]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], loop=0)
    return out.getvalue()


gifs = {
    "one": gif(7, 5, frame(0, 0, 7, 5)),
    "interlaced": gif(7, 13, frame(0, 0, 7, 13, interlaced=True)),
    "two colors": gif(7, 5, frame(0, 0, 7, 5, bits=2, colors=2), bits=1),
    "256 colors": gif(9, 5, frame(0, 0, 9, 5, bits=8), bits=8),
    "own colors": gif(7, 5, frame(0, 0, 7, 5, own=True), shared=False),
    "three": gif(7, 5, frame(0, 0, 7, 5), frame(2, 1, 3, 2, own=True), frame(0, 0, 7, 5, clear=3)),
    "first clear": gif(7, 5, frame(0, 0, 7, 5, clear=1), frame(0, 0, 7, 5)),
    "first is a part": gif(7, 5, frame(1, 1, 4, 3), frame(0, 0, 7, 5, clear=0)),
    "part is outside": gif(7, 5, frame(0, 0, 7, 5), frame(5, 3, 4, 4)),
    "no colors": gif(7, 5, frame(0, 0, 7, 5), shared=False),
    "color outside": gif(7, 5, frame(0, 0, 7, 5, bits=3, colors=8), bits=2),
    "animated": animated(4),
    "large": animated(1),
    "no end": gif(7, 5, frame(0, 0, 7, 5))[:-1],
}

out = dict(versions=dict(tensorflow=tf.__version__, numpy=np.__version__, pillow=PIL.__version__), jpeg={}, gif={}, any={}, cropped={}, encoded={}, fast={})
for name, data in jpegs.items():
    out["jpeg"][name] = dict(
        file=b64(data),
        decoded={str(it): recorded(lambda: tf.io.decode_jpeg(data, it, dct_method="INTEGER_ACCURATE")) for it in [0, 1, 3]})
    try:
        fast, exact = [tf.io.decode_jpeg(data, dct_method=it).numpy().astype(int) for it in ["", "INTEGER_ACCURATE"]]
        out["fast"][name] = [int(abs(fast - exact).max()), float(abs(fast - exact).mean())]
    except FAILED:
        pass
for window in [[0, 0, 5, 7], [3, 2, 11, 9], [16, 8, 4, 13], [0, 0, 20, 21], [19, 20, 1, 1], [10, 10, 11, 11]]:
    for name in ["gray", "restarts"]:
        data = jpegs[name]
        out["cropped"][f"{name} {' '.join(map(str, window))}"] = recorded(
            lambda: tf.io.decode_and_crop_jpeg(data, window, 3, dct_method="INTEGER_ACCURATE"))
for name, data in gifs.items():
    out["gif"][name] = dict(file=b64(data), decoded=recorded(lambda: tf.io.decode_gif(data)))

deep = tf.io.encode_png(r.randint(0, 65536, (3, 4, 3)).astype(np.uint16)).numpy()
bmp = io.BytesIO()
Image.fromarray(smooth).save(bmp, "BMP")
shallow = tf.io.encode_png(smooth[:4, :5]).numpy()
for name, data in {"jpeg": jpegs["restarts"], "gif": gifs["three"], "png of 16 bits": deep, "png": shallow, "bmp": bmp.getvalue()}.items():
    cases = {}
    for channels in [0, 1, 3, 4]:
        for dtype in ["uint8", "uint16", "float32"]:
            for expand in [True, False]:
                cases[f"{channels} {dtype} {expand}"] = recorded(lambda: tf.io.decode_image(data, channels, getattr(tf, dtype), expand_animations=expand))
    out["any"][name] = dict(file=b64(data), decoded=cases)
for kind in ["smooth", "edges", "noise"]:
    for quality in [30, 75, 95, 100]:
        for few in [True, False]:
            pixels = picture(40, 51, kind)
            data = tf.io.encode_jpeg(pixels, quality=quality, chroma_downsampling=few).numpy()
            back = tf.io.decode_jpeg(data, dct_method="INTEGER_ACCURATE").numpy()
            out["encoded"][f"{kind} {quality} {few}"] = dict(
                image=b64(pixels.tobytes()), size=len(data), error=float(np.sqrt(((back.astype(float) - pixels) ** 2).mean())))
(HERE / "jpeg_gif.json.gz").write_bytes(gzip.compress(json.dumps(out).encode(), mtime=0))
for name in ["jpeg", "gif"]:
    print(name, [key for key, it in out[name].items() if it["decoded"] is None or (name == "jpeg" and it["decoded"]["0"] is None)])
for name, it in out["any"].items():
    print(name, [key for key, y in it["decoded"].items() if y is None])
print({k: v is None for k, v in out["cropped"].items()})
print(max(out["fast"].values()))
