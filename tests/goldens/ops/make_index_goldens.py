"""Makes index.json: what NumPy gives for square brackets, beside the arguments of our method `at`.

    python make_index_goldens.py        (NumPy 2.4)

The array of each shape holds 0, 1, 2, ... Indices are written as `at` takes them.
"""

import json
import pathlib

import numpy as np

CASES = {
    (5,): [[0], [-1], ["1:3"], ["::-1"], ["-2:"], [":-2"], ["::2"], ["4:0:-2"], ["3:1"], ["10:"], ["-10:2"],
           ["..."], [None], [[1, -1, 1]], [[]], [[True, False, True, False, True]], [":10:3"], ["-1:-6:-1"]],
    (3, 4): [[1], [1, 2], [-1, -1], ["1:", "::2"], ["::-1", "::-1"], ["...", 0], [0, "..."], ["...", None], [None, 1],
             [":", None, "1:3"], [":", [2, 0]], [[2, 0]], [[-1], "1:"], [":", [True, False, True, False]],
             [[True, False, True]], ["2, 1:"], ["..., -1"], [[[True, False, False, True]] * 3], ["2:0:-1", "3:"],
             [0, [1, 3]], [[1, 0], 2], ["3:", 0], [None, None, 0, None], ["..., ::-2"]],
    (2, 3, 4): [[1, "...", 2], ["...", [0, 3]], [":", 1], [":", "::-2", "1:-1"], [1, 1], [0, None, ":", -1],
                [":", [0, 2], "::2"], [":", [[True, False, True, False], [False] * 4, [True] * 4]],
                [[[True, False, True], [False, True, False]]], ["1:0", 0], ["...", None, "2:"], [-2, [1, 1, 0], "3:1:-1"]],
    (0, 3): [["..."], [":", 1], [":", "::-1"], ["0:5"]],
    (): [["..."], [None], [None, "..."]],
}


def part(text):
    if text == "...":
        return Ellipsis
    if ":" not in text:
        return int(text)
    return slice(*[int(it) if it.strip() else None for it in text.split(":")])


def index(given):
    result = []
    for it in given:
        if isinstance(it, str):
            result += [part(piece.strip()) for piece in it.split(",")]
        elif isinstance(it, list):
            result.append(np.array(it) if it else np.array(it, int))
        else:
            result.append(it)
    return tuple(result)


lines = []
for shape, all_given in CASES.items():
    array = np.arange(int(np.prod(shape)), dtype=np.float32).reshape(shape)
    for given in all_given:
        result = array[index(given)]
        entry = {"shape": shape, "index": given, "result": result.shape, "values": np.ravel(result).astype(int).tolist()}
        lines.append(json.dumps(entry, separators=(",", ":")))
text = "[\n" + ",\n".join(lines) + "\n]\n"
(pathlib.Path(__file__).parent / "index.json").write_text(text)
print(len(lines), "cases, NumPy", np.__version__)
