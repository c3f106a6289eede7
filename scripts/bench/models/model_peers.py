"""The contestants of the benchmark of models that need Python; they speak the lines of serve.ts.

    python3 model_peers.py torch|tensorflow|jax THREADS
    python3 model_peers.py --find
"""

import os
import sys

sys.path.insert(1, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import peers  # noqa: E402 -- found by the line above

if __name__ == "__main__":
    peers.main("model", *sys.argv[1:])
