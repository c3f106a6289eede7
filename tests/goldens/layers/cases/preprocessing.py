"""Layers that prepare data: numbers scaled, categories encoded, images resized and changed."""
from specs import Case, Floats, Given, Ints

X2, X3, X4 = Floats(3, 5), Floats(2, 5, 3), Floats(2, 3, 5, 3)
FIRST = {"data_format": "channels_first"}

WORDS = Given([["earth", "wind", ""], ["fire", "zebra", "wind"]], "str")
UNICODE = Given(["héllo", "wörld", "日本", "🙂", "nobody", ""], "str")
SOME = ["wind", "earth", "fire"]
ACCENTS = ["日本", "héllo", "🙂", "wörld"]
MANY = Given([f"token {i} " + "x" * (i * 9) for i in range(16)], "str")
NUMBERS = Given([[12, 1138, 42], [42, 1000, -36]], "int64")

CASES = {
    "StringLookup": [
        Case("numbers", {"vocabulary": SOME}, WORDS),
        Case("of letters beyond ASCII", {"vocabulary": ACCENTS}, UNICODE),
        Case("masked", {"vocabulary": SOME, "mask_token": ""}, WORDS),
        Case("special tokens given", {"vocabulary": ["", "[UNK]", *SOME], "mask_token": ""}, WORDS),
        Case("three for those outside", {"vocabulary": SOME, "num_oov_indices": 3}, MANY),
        Case("salted", {"vocabulary": SOME, "num_oov_indices": 5, "salt": (133, 137)}, MANY),
        Case("salted by one", {"vocabulary": SOME, "num_oov_indices": 5, "salt": 7}, MANY),
        Case("none outside", {"vocabulary": SOME, "num_oov_indices": 0},
             Given(["fire", "wind"], "str")),
        Case("back", {"vocabulary": SOME, "invert": True}, Ints(2, 3, high=6, dtype="int64")),
        Case("back, masked", {"vocabulary": SOME, "invert": True, "mask_token": "-"},
             Ints(2, 3, high=6, dtype="int64")),
        Case("one hot", {"vocabulary": SOME, "output_mode": "one_hot"},
             Given(["fire", "wind", "?"], "str")),
        Case("multi hot", {"vocabulary": SOME, "output_mode": "multi_hot", "mask_token": ""}, WORDS),
        Case("count", {"vocabulary": SOME, "output_mode": "count"}, WORDS),
        Case("padded", {"vocabulary": SOME, "output_mode": "count", "max_tokens": 7,
                        "pad_to_max_tokens": True}, WORDS),
        Case("weighted", {"vocabulary": SOME, "output_mode": "tf_idf",
                          "idf_weights": [0.5, 0.25, 2.0]}, WORDS),
        Case("weighted and padded", {"vocabulary": SOME, "output_mode": "tf_idf", "max_tokens": 6,
             "pad_to_max_tokens": True, "idf_weights": [0.5, 0.25, 2.0]}, WORDS),
    ],
    "IntegerLookup": [
        Case("numbers", {"vocabulary": [12, 36, 1138, 42]}, NUMBERS),
        Case("of int32", {"vocabulary": [1, 3]}, Ints(3, 4)),
        Case("masked", {"vocabulary": [12, 36, 42], "mask_token": 0}, Ints(2, 3, high=50, put={(0, 1): 0, (1, 2): 42}, dtype="int64")),
        Case("three for those outside", {"vocabulary": [12, 36], "num_oov_indices": 3}, NUMBERS),
        Case("by their hash", {"vocabulary": [12, 36], "num_oov_indices": 3, "oov_method": "farmhash"},
             NUMBERS),
        Case("salted", {"vocabulary": [12, 36], "num_oov_indices": 4, "oov_method": "farmhash",
                        "salt": (1, 2)}, NUMBERS),
        Case("back", {"vocabulary": [12, 36, 42], "invert": True}, Ints(2, 3, high=6, dtype="int64")),
        Case("one hot", {"vocabulary": [12, 36, 42], "output_mode": "one_hot"},
             Given([[12], [7], [42]], "int64")),
        Case("multi hot", {"vocabulary": [12, 1138], "output_mode": "multi_hot"}, NUMBERS),
        Case("count", {"vocabulary": [12, 42], "output_mode": "count", "mask_token": 1000}, NUMBERS),
        Case("weighted", {"vocabulary": [12, 42], "output_mode": "tf_idf", "idf_weights": [0.5, 3.0]},
             NUMBERS),
    ],
    "Rescaling": [
        Case("a factor", {"scale": 0.5}, X2),
        Case("factor and offset", {"scale": 1 / 127.5, "offset": -1}, Floats(2, 3, 5, 3, scale=100)),
        Case("of each channel", {"scale": [1.0, 2.0, 0.5], "offset": [0.0, -1.0, 3.0]}, X4),
        Case("whole numbers", {"scale": 1.0 / 255}, Ints(2, 3, 3, high=256, dtype="uint8")),
        Case("float64", {"scale": 0.1, "dtype": "float64"}, Floats(3, 2, dtype="float64")),
    ],
    "Normalization": [
        Case("adapted", {}, X2),
        Case("two axes", {"axis": (1, 2)}, X3),
        Case("the first axis of an image", {"axis": 1}, X4),
        Case("one for all", {"axis": None}, X2),
        Case("given", {"mean": 3.0, "variance": 2.0}, X2),
        Case("given for each", {"mean": [1.0, 2.0, 3.0], "variance": [1.0, 0.0, 4.0]}, X3),
        Case("given for the last of two", {"axis": (1, 2), "mean": [1.0, 2.0, 3.0],
             "variance": [1.0, 2.0, 4.0]}, X3),
        Case("back", {"mean": 3.0, "variance": 2.0, "invert": True}, X3),
        Case("whole numbers", {"mean": 3.0, "variance": 2.0}, Ints(3, 2)),
        Case("float64", {"dtype": "float64"}, Floats(3, 2, dtype="float64")),
    ],
    "CategoryEncoding": [
        Case("multi hot", {"num_tokens": 7}, Ints(3, 4)),
        Case("count", {"num_tokens": 7, "output_mode": "count"}, Ints(3, 4)),
        Case("one hot", {"num_tokens": 7, "output_mode": "one_hot"}, Ints(3)),
        Case("one hot of columns", {"num_tokens": 7, "output_mode": "one_hot"}, Ints(3, 1)),
        Case("one hot of rows", {"num_tokens": 5, "output_mode": "one_hot"}, Ints(3, 4)),
        Case("weighted", {"num_tokens": 7, "output_mode": "count"}, Ints(3, 4),
             call={"count_weights": Floats(3, 4)}, gradients=False),
        Case("one sample", {"num_tokens": 7}, Ints(4)),
        Case("of int64", {"num_tokens": 9, "output_mode": "count"}, Ints(2, 5, dtype="int64")),
    ],
    "Discretization": [
        Case("boundaries", {"bin_boundaries": [-1.0, 0.0, 0.5]}, X2),
        Case("on boundaries", {"bin_boundaries": [-1.0, 0.0, 0.5]},
             Given([[-1, 0, 0.5, float("nan"), float("inf"), -float("inf")]], "float32")),
        Case("one hot", {"bin_boundaries": [0.0], "output_mode": "one_hot"}, Floats(4, 1)),
        Case("multi hot", {"bin_boundaries": [-0.5, 0.5], "output_mode": "multi_hot"}, X2),
        Case("count", {"bin_boundaries": [-0.5, 0.0, 0.5], "output_mode": "count"}, X2),
        Case("whole numbers", {"bin_boundaries": [1.5, 3.0, 5.0]}, Ints(3, 4)),
    ],
}
