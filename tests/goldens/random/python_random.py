"""Python's random.Random(seed) for seeds of all sizes. Writes python_random.json beside itself."""
import json
import pathlib
import platform
import random

SEEDS = [0, 1, 42, -42, 1234, 2**31 - 1, 2**32 - 1, 2**32, 2**53, 2**64 + 5, -(2**100), 3**400,
         7**8000]


def streams(seed):
    def draw(call, count=8):
        r = random.Random(seed)
        return [call(r) for _ in range(count)]
    late = random.Random(seed)
    for _ in range(2000):
        late.getrandbits(32)
    return {
        "seed": str(seed),
        "bits32": draw(lambda r: r.getrandbits(32)),
        "bits1": draw(lambda r: r.getrandbits(1), 32),
        "opSeeds": draw(lambda r: r.randint(0, 2**31 - 1)),
        "kerasSeeds": draw(lambda r: r.randint(1, 10**9)),
        "dice": draw(lambda r: r.randint(-3, 3), 32),
        "single": draw(lambda r: r.randint(5, 5), 2),
        "after2000": [late.getrandbits(32) for _ in range(4)],
    }


import sys
sys.set_int_max_str_digits(0)
result = {"versions": {"python": platform.python_version()}, "streams": [streams(s) for s in SEEDS]}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(result, indent=2) + "\n")
