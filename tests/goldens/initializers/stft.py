"""Kernels of Keras's STFT initializer, and Keras's seed generators."""
import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras  # noqa: E402
import scipy  # noqa: E402

NAMES = ["barthann", "bartlett", "blackman", "blackmanharris", "bohman", "boxcar", "cosine",
         "exponential", "flattop", "hamming", "hann", "lanczos", "nuttall", "parzen", "taylor",
         "triang", "tukey"]


def kernel(options, shape):
    values = keras.initializers.STFT(**options)(shape).numpy()
    return {"options": options, "shape": shape, "values": [float(x) for x in values.ravel()]}


def kernels():
    made = [kernel({"window": name, "periodic": periodic}, [length, 1, 3])
            for name in NAMES for periodic in (False, True) for length in (1, 9, 16)]
    made += [kernel({"side": side, "scaling": scaling, "window": window}, [32, 1, 17])
             for side in ("real", "imag") for scaling in ("density", "spectrum", None)
             for window in ("hann", None)]
    made += [kernel({"window": [0.5, -1.0, 2.0], "side": "imag"}, [3, 1, 5]),
             kernel({}, [256, 1, 5])]
    return made


def generators():
    records = []
    for seed in (0, 42, 2**31 - 2, 2**40 + 3, -5):
        generator = keras.random.SeedGenerator(seed)
        calls = [[ordered, [str(x) for x in generator.next(ordered=ordered).numpy()]]
                 for ordered in (True, True, False, False, True, False)]
        initializer = keras.initializers.GlorotUniform(seed=keras.random.SeedGenerator(seed))
        values = [[float(x) for x in initializer((2, 3)).numpy().ravel()] for _ in range(3)]
        records.append({"seed": str(seed), "calls": calls, "values": values})
    return records


def drawn():
    keras.utils.set_random_seed(42)
    return [str(keras.random.SeedGenerator().next().numpy()[0]) for _ in range(3)]


if __name__ == "__main__":
    result = {"versions": {"keras": keras.__version__, "scipy": scipy.__version__},
              "kernels": kernels(), "generators": generators(), "drawnAfterSeed42": drawn()}
    path = pathlib.Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(result) + "\n")
    print(len(result["kernels"]), "kernels")
