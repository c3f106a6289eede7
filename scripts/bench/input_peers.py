"""The pipelines of input.ts in tf.data and in PyTorch's DataLoader: prints the best time of each.

Run: python input_peers.py FOLDER tensorflow|torch
"""
import json, os, pathlib, sys, time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
folder, peer = sys.argv[1:3]
PASSES = 3


def best(make):
    """The best of some passes after one that nobody counts, and how many elements came."""
    times = []
    for _ in range(PASSES + 1):
        start = time.perf_counter()
        count = make()
        times.append(time.perf_counter() - start)
    return dict(seconds=min(times[1:]), count=count)


import numpy as np

images = np.arange(60000 * 784, dtype=np.float32).reshape(60000, 784) % 255
labels = (np.arange(60000) % 10).astype(np.int32)
paths = sorted(str(it) for it in pathlib.Path(folder).glob("*/*.jpg"))
out = {}
if peer == "tensorflow":
    import tensorflow as tf

    def run(data):
        return lambda: sum(int(x.shape[0]) for x, *_ in data)

    rows = tf.data.Dataset.from_tensor_slices((images, labels))
    out["batch"] = best(run(rows.batch(128)))
    out["shuffle, batch"] = best(run(rows.shuffle(10000, seed=1).batch(128)))
    out["map, batch"] = best(run(rows.map(lambda x, y: (x / 255, y)).batch(128)))
    out["batch, map"] = best(run(rows.batch(128).map(lambda x, y: (x / 255, y))))

    def decoded(path):
        return tf.image.resize(tf.io.decode_jpeg(tf.io.read_file(path), 3), [32, 32])

    files = tf.data.Dataset.from_tensor_slices(paths)
    out["jpeg"] = best(lambda: sum(int(x.shape[0]) for x in files.map(lambda p: tf.io.decode_jpeg(tf.io.read_file(p), 3)).batch(128)))
    out["jpeg, resized"] = best(lambda: sum(int(x.shape[0]) for x in files.map(decoded).batch(128)))
    out["jpeg, resized, threads"] = best(lambda: sum(int(x.shape[0]) for x in files.map(decoded, num_parallel_calls=tf.data.AUTOTUNE).batch(128).prefetch(tf.data.AUTOTUNE)))
else:
    import torch
    from torch.utils.data import DataLoader, Dataset, TensorDataset

    rows = TensorDataset(torch.from_numpy(images), torch.from_numpy(labels))

    class Mapped(Dataset):
        def __len__(self):
            return len(rows)

        def __getitem__(self, i):
            x, y = rows[i]
            return x / 255, y

    def run(data, after=None, **options):
        def once():
            count = 0
            for x, y in DataLoader(data, batch_size=128, **options):
                if after:
                    x = after(x)
                count += len(x)
            return count
        return once

    out["batch"] = best(run(rows))
    out["shuffle, batch"] = best(run(rows, shuffle=True))
    out["map, batch"] = best(run(Mapped()))
    out["batch, map"] = best(run(rows, after=lambda x: x / 255))
    try:
        from PIL import Image

        class Pictures(Dataset):
            def __init__(self, size=None):
                self.size = size

            def __len__(self):
                return len(paths)

            def __getitem__(self, i):
                image = Image.open(paths[i]).convert("RGB")
                if self.size:
                    image = image.resize(self.size, Image.BILINEAR)
                return torch.from_numpy(np.array(image)), 0

        out["jpeg"] = best(run(Pictures()))
        out["jpeg, resized"] = best(run(Pictures((32, 32))))
        out["jpeg, resized, threads"] = best(run(Pictures((32, 32)), num_workers=2))
    except ImportError:
        pass
print(json.dumps(out))
