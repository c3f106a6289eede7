"""Streams of NumPy's legacy generator; run it with a Python that has NumPy."""
import json
import pathlib

import numpy as np

SEEDS = [0, 1, 42, 1234, 2**31 - 1, 2**31, 2**32 - 1]
PLAIN = [
    ["rand", [5]], ["rand", [2, 3]], ["rand", []],
    ["randn", [7]], ["randn", [2, 2, 2]], ["randn", []],
    ["uniform", [-2.5, 7.0, 6]], ["uniform", [0.0, 1.0, [2, 2]]], ["uniform", [3.0, 3.0, 2]],
    ["normal", [1.5, 2.0, 5]], ["normal", [0.0, 0.0, 2]], ["normal", [-3.0, 1e-3, [3, 1]]],
    ["random_sample", [[2, 2]]],
    ["randint", [10]], ["randint", [0, 1, 3]], ["randint", [0, 100, 20]], ["randint", [-5, 4, [3, 4]]],
    ["randint", [0, 2**31 - 1, 6]], ["randint", [-(2**31), 2**31, 6]], ["randint", [0, 2**32 - 1, 6]],
    ["randint", [0, 2**33 + 1, 6]], ["randint", [-(2**51), 2**51, 6]], ["randint", [0, 1025, 40]],
    ["permutation", [10]], ["permutation", [1]], ["permutation", [0]],
    ["choice", [5]], ["choice", [10, 8]], ["choice", [10, [2, 3]]],
]


def convert(value):
    if isinstance(value, np.ndarray) and value.dtype == np.float64:
        return {"shape": list(value.shape), "values": [float(x).hex() for x in value.ravel()]}
    if isinstance(value, np.ndarray):
        return {"shape": list(value.shape), "values": [str(x) for x in value.ravel()]}
    return {"shape": None, "values": [float(value).hex() if isinstance(value, float) else str(value)]}


def stream(seed):
    rng = np.random.RandomState(seed)
    calls = []

    def call(name, *args, **options):
        calls.append({"name": name, "args": list(args), "options": options,
                      "result": convert(getattr(rng, name)(*args, **options))})

    for name, args in PLAIN:
        call(name, *[tuple(a) if isinstance(a, list) else a for a in args])
    call("choice", 6, 4, replace=False)
    call("choice", 6, 6, replace=False)
    call("choice", 4, 10, p=[0.1, 0.2, 0.3, 0.4])
    call("choice", 6, 5, replace=False, p=[0.05, 0.05, 0.1, 0.1, 0.2, 0.5])
    rows = np.arange(15).reshape(5, 3)
    rng.shuffle(rows)
    items = list(range(12))
    rng.shuffle(items)
    permuted = rng.permutation(np.arange(8).reshape(4, 2))
    calls.append({"name": "orders", "rows": rows.ravel().tolist(), "items": items,
                  "permuted": permuted.ravel().tolist()})
    call("randn", 3)
    return {"seed": seed, "calls": calls}


if __name__ == "__main__":
    result = {"versions": {"numpy": np.__version__}, "streams": [stream(seed) for seed in SEEDS]}
    path = pathlib.Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(result, indent=1) + "\n")
    print(sum(len(it["calls"]) for it in result["streams"]), "calls")
