"""The contestants of the training benchmark that need Python; they speak the lines of serve.ts.

    python3 train_peers.py torch|jax|keras_tensorflow|keras_jax THREADS
    python3 train_peers.py --find
"""

import importlib
import importlib.util
import os
import sys

sys.path.insert(1, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import peers  # noqa: E402 -- found by the line above

NEEDED = {
    "torch": ["torch"],
    "keras_tensorflow": ["keras", "tensorflow"],
    "keras_jax": ["keras", "jax"],
    "jax": ["jax"],
}


def main(name, threads=0):
    if name == "--find":
        has = importlib.util.find_spec
        peers.say([peer for peer, needed in NEEDED.items() if all(has(it) for it in needed)])
        return
    if name.startswith("keras_"):
        # Read when Keras is imported.
        os.environ["KERAS_BACKEND"] = name.removeprefix("keras_")
        name = "keras"
    peer = importlib.import_module(f"train_{name}")
    peer.start(int(threads))
    peers.serve(peer)


if __name__ == "__main__":
    main(*sys.argv[1:])
