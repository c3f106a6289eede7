"""The contestants that need Python: PyTorch, TensorFlow and JAX. Speaks the same lines as serve.ts.

    python3 peers.py torch|tensorflow|jax THREADS
    python3 peers.py --find
"""

import importlib
import importlib.util
import json
import math
import platform
import statistics
import sys
import time

PEERS = ("torch", "tensorflow", "jax")
SAMPLE_S = 0.0002


def measure(run, limit, budget, warm, timed=None):
    """Times `run` for about `budget` seconds; returns times for one run in milliseconds.

    `timed` does the work once as well and tells the milliseconds of each part that counts.
    """

    def sample(count):
        if timed is not None:
            return [ms / 1e3 for ms in timed()]
        start = time.perf_counter()
        for _ in range(count):
            run()
        return [(time.perf_counter() - start) / count]

    begin = time.perf_counter()
    warm_for = budget / 20 if warm else budget / 2
    runs = 0
    last = 0.0
    while runs < limit and (runs == 0 or time.perf_counter() - begin < warm_for):
        last = max(sample(1))
        runs += 1
        if warm and last > budget:
            break
    count = 1 if limit < math.inf or timed is not None else max(1, math.ceil(SAMPLE_S / last))
    samples = sample(count)
    start = time.perf_counter()
    while len(samples) * count < limit and time.perf_counter() - start < budget:
        samples += sample(count)
    return {
        "median_ms": 1e3 * statistics.median(samples),
        "min_ms": 1e3 * min(samples),
        "reps": len(samples) * count,
    }


def say(line):
    print(json.dumps(line), flush=True)


def serve(peer):
    """Answers requests until the input ends."""
    say({"versions": {"python": platform.python_version(), **peer.VERSIONS}})
    current, work, error = None, None, None
    for line in sys.stdin:
        request = json.loads(line)
        name = request["case"]["name"]
        warm = current == name
        try:
            if not warm:
                current, work, error = name, None, None
                work = peer.prepare(request["case"]["work"])
            if error is not None:
                raise RuntimeError(error)
            if work is None:
                raise RuntimeError("not offered")
            parts = work.get("parts", 1)
            limit, budget = work.get("limit", math.inf), request["budget_ms"] / 1e3
            timing = measure(work["run"], limit, budget, warm, work.get("timed"))
            for key in ("median_ms", "min_ms"):
                timing[key] /= parts
            told = {key: work[key] for key in ("check", "first_ms") if key in work}
            say({"case": name, **timing, **told})
        except Exception as failure:  # whatever a contestant throws is its answer
            error = (str(failure) or type(failure).__name__).split("\n")[0]
            say({"case": name, "error": error})


def main(prefix, name, threads=0):
    """Says who can run here, or serves as one of them: by the module that `prefix` begins."""
    if name == "--find":
        say([peer for peer in PEERS if importlib.util.find_spec(peer)])
        return
    peer = importlib.import_module(f"{prefix}_{name}")
    peer.start(int(threads))
    serve(peer)


if __name__ == "__main__":
    main("peer", *sys.argv[1:])
