"""Writes folders.json.gz: small folders of images, texts and sounds, what Keras's datasets of them give
in two passes, windows over series, and single images of other sizes and channels.

Run: python make_folders.py
"""
import base64, contextlib, gzip, io, json, pathlib, tempfile
import keras, numpy as np, PIL, tensorflow as tf
from PIL import Image

HERE = pathlib.Path(__file__).resolve().parent
r = np.random.RandomState(17)
u = keras.utils


def b64(data):
    return base64.b64encode(data).decode()


def array(x):
    x = np.asarray(x)
    if x.dtype == object:
        return dict(dtype="string", shape=list(x.shape), values=[it.decode() for it in x.ravel()])
    return dict(dtype=str(x.dtype), shape=list(x.shape), bytes=b64(x.tobytes()))


def png(height, width, mode="RGB"):
    channels = dict(L=1, RGB=3, RGBA=4)[mode]
    out = io.BytesIO()
    pixels = r.randint(0, 256, (height, width, channels)).astype(np.uint8)
    Image.fromarray(pixels[:, :, 0] if channels == 1 else pixels, mode).save(out, "PNG")
    return out.getvalue()


def bmp(height, width):
    out = io.BytesIO()
    Image.fromarray(r.randint(0, 256, (height, width, 3)).astype(np.uint8)).save(out, "BMP")
    return out.getvalue()


def wav(count, channels=1):
    return tf.audio.encode_wav(r.uniform(-1.1, 1.1, (count, channels)).astype(np.float32), 8000).numpy()


files = {
    "cats/10.png": png(4, 5), "cats/2.png": png(6, 3), "cats/B.PNG": png(5, 5), "cats/a.bmp": bmp(3, 7),
    "cats/sub/x.png": png(4, 4, "L"), "cats/sub-a/y.png": png(4, 4), "cats/\u00e9.png": png(2, 2),
    "dogs/1.png": png(8, 6), "dogs/2.png": png(3, 3, "RGBA"), "dogs/3.png": png(7, 4), "dogs/notes.txt": b"none",
    ".hidden/1.png": png(2, 2), "top.png": png(2, 2),
}
files.update({f"texts/{c}/{i}.txt": f"{c} text {i} \u00fc".encode() for c in ["neg", "pos", "zero"] for i in range(12)})
files.update({f"sounds/{c}/{i}.wav": wav(5 + i + j) for j, c in enumerate(["high", "low"]) for i in range(4)})

cases = {}
with tempfile.TemporaryDirectory() as folder:
    for name, data in files.items():
        path = pathlib.Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def record(name, kind, where, **options):
        said, before = io.StringIO(), json.loads(json.dumps(options))  # Keras shuffles labels where they are
        with contextlib.redirect_stdout(said):
            made = getattr(u, f"{kind}_dataset_from_directory")(str(pathlib.Path(folder, where)), **options)
        parts = []
        for data in made if isinstance(made, (list, tuple)) else [made]:
            spec = data.element_spec
            parts.append(dict(
                class_names=data.class_names,
                file_paths=[str(pathlib.Path(it).relative_to(folder)) for it in getattr(data, "file_paths", [])],
                cardinality=int(data.cardinality()),
                spec=[[list(it.shape), it.dtype.name] for it in (spec if isinstance(spec, tuple) else [spec])],
                epochs=[[[array(it) for it in (e if isinstance(e, tuple) else (e,))] for e in data] for _ in range(2)]))
        cases[name] = dict(kind=kind, where=where, options=before, said=said.getvalue(), parts=parts)

    two = dict(class_names=["cats", "dogs"], image_size=(4, 5))
    record("images in order", "image", ".", **two, shuffle=False)
    record("images shuffled", "image", ".", **two, seed=3, batch_size=4)
    record("images, classes turned", "image", ".", class_names=["dogs", "cats"], image_size=(3, 3), seed=11, label_mode="binary")
    record("images as classes", "image", ".", class_names=["dogs"], image_size=(4, 5), seed=1, label_mode="categorical", color_mode="grayscale")
    record("images without labels", "image", ".", labels=None, image_size=6, seed=1, color_mode="rgba")
    record("images without a mode", "image", "cats", image_size=(4, 5), seed=1, label_mode=None)
    record("images, no batches", "image", ".", **two, seed=5, batch_size=None)
    record("images, both parts", "image", ".", **two, seed=7, validation_split=0.3, subset="both", batch_size=2)
    record("images, training", "image", ".", **two, seed=7, validation_split=0.3, subset="training")
    record("images, validation", "image", ".", **two, shuffle=False, validation_split=0.3, subset="validation")
    record("images, own labels", "image", "cats", labels=[5, 3, 3, 1, 5, 0, 2], image_size=(4, 4), seed=2)
    record("images cut", "image", ".", **two, shuffle=False, crop_to_aspect_ratio=True)
    record("images padded", "image", ".", **two, shuffle=False, pad_to_aspect_ratio=True)
    record("images, nearest", "image", ".", **two, shuffle=False, interpolation="nearest")
    record("images, channels first", "image", ".", **two, shuffle=False, data_format="channels_first")
    record("texts shuffled", "text", "texts", seed=3, batch_size=2)
    record("texts in order, short", "text", "texts", shuffle=False, max_length=5, label_mode="categorical")
    record("texts, validation", "text", "texts", seed=9, validation_split=0.25, subset="both", batch_size=4)
    record("sounds", "audio", "sounds", seed=4, batch_size=3)
    record("sounds of one length", "audio", "sounds", shuffle=False, output_sequence_length=6, label_mode="binary")

series = []
for data, targets, options in [
    (np.arange(20, dtype=np.float32), None, dict(sequence_length=5)),
    (np.arange(40, dtype=np.float32).reshape(20, 2), np.arange(20, dtype=np.int32), dict(sequence_length=4, sequence_stride=3, sampling_rate=2)),
    (np.arange(100, dtype=np.float32), np.arange(100, dtype=np.float32) * 2, dict(sequence_length=3, batch_size=2, shuffle=True, seed=5)),
    (np.arange(50, dtype=np.int32), np.arange(50, dtype=np.int32), dict(sequence_length=3, batch_size=None, shuffle=True, seed=6, start_index=4, end_index=40)),
    (np.arange(50, dtype=np.float32), np.arange(30, dtype=np.int32), dict(sequence_length=3, start_index=0, end_index=49, batch_size=64)),
]:
    made = u.timeseries_dataset_from_array(data, targets, **options)
    epochs = [[[array(it) for it in (e if isinstance(e, tuple) else (e,))] for e in made] for _ in range(2)]
    series.append(dict(data=array(data), targets=None if targets is None else array(targets), options=options, epochs=epochs))

images = []
jpeg = io.BytesIO()
Image.fromarray(r.randint(0, 256, (20, 31, 3)).astype(np.uint8)).resize((40, 26)).save(jpeg, "JPEG", quality=90)
for data in [png(9, 13), png(7, 5, "RGBA"), png(8, 8, "L"), bmp(5, 6), jpeg.getvalue()]:
    made = []
    for mode in ["rgb", "grayscale", "rgba"]:
        for size in [None, (4, 6), (23, 17), (9, 13)]:
            for way in ["nearest", "bilinear", "bicubic", "lanczos", "box", "hamming"] if size else ["nearest"]:
                for keep in [False, True] if size else [False]:
                    options = dict(color_mode=mode, target_size=size, interpolation=way, keep_aspect_ratio=keep)
                    made.append(dict(options=options, image=array(u.img_to_array(u.load_img(io.BytesIO(data), **options), dtype="uint8"))))
    images.append(dict(file=b64(data), made=made))
arrays = []
for shape, options in [((4, 5, 3), {}), ((4, 5, 1), dict(dtype="float64")), ((4, 3, 5), dict(data_format="channels_first")), ((2, 2, 4), {})]:
    x = r.uniform(-3, 5, shape).astype(np.float32)
    if options.get("data_format"):
        x = x.transpose(1, 0, 2).copy()
    arrays.append(dict(x=array(x), options=options, image=array(u.img_to_array(u.array_to_img(x, **options), dtype="uint8"))))
waves = []
for channels in [1, 2]:
    data = wav(7, channels)
    for desired in [dict(), dict(desired_channels=1), dict(desired_channels=3), dict(desired_samples=4), dict(desired_samples=9, desired_channels=2)]:
        y = tf.audio.decode_wav(data, **desired)
        waves.append(dict(file=b64(data), options=desired, audio=array(y.audio), rate=int(y.sample_rate)))
x = np.array([[0.5, -0.5], [1.5, -1.5], [1, -1], [0.3, 0.00001525], [0.00004578, -0.00004578]], np.float32)
encoded = dict(audio=array(x), file=b64(tf.audio.encode_wav(x, 44100).numpy()))
smart = []
for size in [(4, 4), (3, 8), (10, 2)]:
    x = r.uniform(0, 255, (6, 9, 3)).astype(np.float32)
    smart.append(dict(x=array(x), size=size, y=array(keras.preprocessing.image.smart_resize(x, size))))
out = dict(versions=dict(tensorflow=tf.__version__, keras=keras.__version__, pillow=PIL.__version__),
           files={k: b64(v) for k, v in files.items()}, cases=cases, series=series, images=images, arrays=arrays,
           waves=waves, encoded=encoded, smart=smart)
(HERE / "folders.json.gz").write_bytes(gzip.compress(json.dumps(out).encode(), mtime=0))
