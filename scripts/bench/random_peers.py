"""Times TensorFlow's and PyTorch's random numbers for random.ts: reads lines
`<library> <case> <repetitions>` and answers each with a JSON list of milliseconds."""
import json
import os
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import tensorflow as tf  # noqa: E402
import torch  # noqa: E402

glorot = tf.keras.initializers.GlorotUniform(seed=1)

CASES = {
    "tensorflow": {
        "uniform": lambda n: tf.random.uniform([n]),
        "integers": lambda n: tf.random.uniform([n], maxval=100, dtype=tf.int32),
        "normal": lambda n: tf.random.normal([n]),
        "truncatedNormal": lambda n: tf.random.truncated_normal([n]),
        "glorotUniform": lambda n: glorot([n, n]),
    },
    "pytorch": {
        "uniform": lambda n: torch.rand(n),
        "integers": lambda n: torch.randint(100, (n,), dtype=torch.int32),
        "normal": lambda n: torch.randn(n),
        "truncatedNormal": lambda n: torch.nn.init.trunc_normal_(torch.empty(n), a=-2.0, b=2.0),
        "glorotUniform": lambda n: torch.nn.init.xavier_uniform_(torch.empty(n, n)),
    },
}


def measure(draw, size, repetitions):
    times = []
    for _ in range(repetitions):
        start = time.perf_counter()
        made = draw(size)
        times.append((time.perf_counter() - start) * 1e3)
        del made
    return times


def main():
    versions = {"tensorflow": tf.__version__, "pytorch": torch.__version__,
                "python": sys.version.split()[0], "threads": torch.get_num_threads()}
    print(json.dumps(versions), flush=True)
    for line in sys.stdin:
        library, case, size, repetitions = line.split()
        print(json.dumps(measure(CASES[library][case], int(size), int(repetitions))), flush=True)


if __name__ == "__main__":
    main()
