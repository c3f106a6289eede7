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

TEXTS = Given(["The  quick, brown fox!", "Über-Größe: ÉTÉ it's", "", "fox\tthe\nQUICK 日本 🙂"], "str")
VOCABULARY = ["the", "fox", "quick", "日本", "🙂", "überGröße"]
VECTORS = {"vocabulary": VOCABULARY}

IMAGES = Floats(3, 5, 7, 3, scale=60)
PIXELS = Ints(2, 6, 5, 3, high=256, dtype="uint8")


def moving(factors):
    """Cases of layers that move pixels; what TensorFlow gives for gradients is a guess."""
    modes = ("reflect", "wrap", "constant", "nearest")
    return [
        *(Case(f"{mode}, {way}", {**factors, "seed": 5, "fill_mode": mode, "interpolation": way},
               IMAGES, gradients=False)
          for mode in modes for way in ("bilinear", "nearest")),
        Case("filled", {**factors, "seed": 5, "fill_mode": "constant", "fill_value": 7.0}, IMAGES,
             gradients=False),
        Case("one image", {**factors, "seed": 1}, Floats(4, 6, 2), gradients=False),
        Case("channels first", {**factors, "seed": 2, **FIRST}, Floats(2, 3, 5, 4), gradients=False),
        Case("whole numbers", {**factors, "seed": 3}, PIXELS),
        Case("one pixel", {**factors, "seed": 4}, Floats(2, 1, 1, 1), gradients=False),
    ]


CASES = {
    "Resizing": [
        Case("larger", {"height": 7, "width": 9}, X4),
        Case("smaller", {"height": 2, "width": 3}, X4),
        *(Case(it, {"height": 4, "width": 7, "interpolation": it}, X4)
          for it in ("nearest", "bicubic", "lanczos3", "lanczos5")),
        Case("area", {"height": 2, "width": 3, "interpolation": "area"}, X4, gradients=False),
        Case("smooth", {"height": 2, "width": 2, "antialias": True}, X4),
        Case("cropped", {"height": 4, "width": 3, "crop_to_aspect_ratio": True}, Floats(2, 5, 9, 2)),
        Case("with edges", {"height": 4, "width": 3, "pad_to_aspect_ratio": True, "fill_value": 2.0},
             Floats(2, 5, 9, 2)),
        Case("one image", {"height": 4, "width": 3}, Floats(5, 2, 3)),
        Case("channels first", {"height": 4, "width": 3, **FIRST}, Floats(2, 3, 5, 2)),
        Case("whole numbers", {"height": 4, "width": 9, "interpolation": "bicubic"}, PIXELS),
    ],
    "CenterCrop": [
        Case("smaller", {"height": 3, "width": 4}, IMAGES),
        Case("the same", {"height": 5, "width": 7}, IMAGES),
        Case("larger", {"height": 8, "width": 6}, IMAGES),
        Case("one image", {"height": 2, "width": 2}, Floats(5, 4, 3)),
        Case("channels first", {"height": 2, "width": 3, **FIRST}, Floats(2, 3, 5, 6)),
        Case("whole numbers", {"height": 2, "width": 3}, PIXELS),
    ],
    "RandomFlip": [
        Case("both ways", {"seed": 1}, Floats(6, 2, 3, 2)),
        Case("horizontal", {"mode": "horizontal", "seed": 1337}, Floats(6, 2, 3, 2)),
        Case("vertical", {"mode": "vertical", "seed": 7}, Floats(6, 2, 3, 2)),
        Case("one image", {"seed": 2}, Floats(2, 3, 2)),
        Case("another seed for one", {"seed": 3}, Floats(2, 3, 2)),
        Case("channels first", {"mode": "horizontal", "seed": 1, **FIRST}, Floats(4, 2, 3, 5)),
        Case("whole numbers", {"seed": 9}, PIXELS),
    ],
    "RandomCrop": [
        Case("smaller", {"height": 3, "width": 4, "seed": 1}, IMAGES),
        Case("another seed", {"height": 2, "width": 2, "seed": 1337}, IMAGES),
        Case("as high", {"height": 5, "width": 4, "seed": 1}, IMAGES),
        Case("larger", {"height": 8, "width": 6, "seed": 1}, IMAGES),
        Case("one image", {"height": 2, "width": 2, "seed": 3}, Floats(5, 4, 3)),
        Case("channels first", {"height": 2, "width": 3, "seed": 5, **FIRST}, Floats(2, 3, 5, 6)),
        Case("whole numbers", {"height": 2, "width": 3, "seed": 6}, PIXELS),
    ],
    "RandomContrast": [
        Case("a fifth", {"factor": 0.2, "seed": 1}, IMAGES),
        Case("two factors", {"factor": (0.1, 0.9), "seed": 1337}, IMAGES),
        Case("a range of values", {"factor": 0.5, "value_range": (-1, 1), "seed": 2}, Floats(2, 3, 4, 3)),
        Case("one image", {"factor": 0.5, "seed": 3}, Floats(4, 3, 1, scale=99)),
        Case("channels first", {"factor": 0.5, "seed": 4, **FIRST}, Floats(2, 3, 5, 4, scale=99)),
    ],
    "RandomBrightness": [
        Case("a fifth", {"factor": 0.2, "seed": 1}, IMAGES),
        Case("two factors", {"factor": (-0.1, 0.9), "seed": 1337}, IMAGES),
        Case("a range of values", {"factor": 0.5, "value_range": (1, -1), "seed": 2}, Floats(2, 3, 4, 3)),
        Case("one image", {"factor": 0.5, "seed": 3}, Floats(4, 3, 1, scale=99)),
        Case("none", {"factor": 0, "seed": 3}, IMAGES),
    ],
    "RandomGrayscale": [
        Case("a half", {"seed": 1}, Floats(6, 2, 3, 3)),
        Case("most", {"factor": 0.9, "seed": 2}, Floats(6, 2, 3, 3)),
        Case("none", {"factor": 0.0, "seed": 2}, Floats(2, 2, 3, 3)),
        Case("all", {"factor": 1.0, "seed": 2}, Floats(2, 2, 3, 3)),
        Case("channels first", {"seed": 1, **FIRST}, Floats(4, 3, 2, 4)),
    ],
    "RandomRotation": [
        *moving({"factor": 0.3}),
        Case("two factors", {"factor": (-0.2, 0.1), "seed": 1337}, IMAGES, gradients=False),
    ],
    "RandomZoom": [
        *moving({"height_factor": 0.7}),
        Case("both ways", {"height_factor": (-0.5, -0.2), "width_factor": (0.2, 0.9), "seed": 1337},
             IMAGES, gradients=False),
    ],
    "RandomTranslation": [
        *moving({"height_factor": 0.9, "width_factor": 0.8}),
        Case("far", {"height_factor": (0.5, 1.0), "width_factor": (-1.0, -0.5), "seed": 1337},
             IMAGES, gradients=False),
    ],
    "Hashing": [
        Case("texts", {"num_bins": 3}, Given([["A"], ["B"], ["C"], ["D"], ["E"]], "str")),
        Case("of all lengths", {"num_bins": 1009}, MANY),
        Case("salted", {"num_bins": 1009, "salt": (133, 137)}, MANY),
        Case("salted by one", {"num_bins": 11, "salt": 133}, MANY),
        Case("masked", {"num_bins": 4, "mask_value": ""}, UNICODE),
        Case("whole numbers", {"num_bins": 5}, Ints(3, 4, low=-9, high=99, dtype="int64")),
        Case("masked numbers", {"num_bins": 5, "mask_value": 3}, Ints(3, 4)),
        Case("floats", {"num_bins": 5}, Floats(3, 4, scale=100)),
        Case("one hot", {"num_bins": 5, "output_mode": "one_hot"}, Ints(4, 1)),
        Case("multi hot", {"num_bins": 5, "output_mode": "multi_hot"}, Ints(4, 3)),
        Case("count", {"num_bins": 5, "output_mode": "count"}, Ints(4, 3)),
        Case("as int32", {"num_bins": 5, "dtype": "int32"}, Ints(4, 3)),
    ],
    "HashedCrossing": [
        Case("texts and numbers", {"num_bins": 97},
             [Given(["A", "B", "A", "B", "A"], "str"), Given([101, 101, 101, 102, 102], "int64")]),
        Case("columns", {"num_bins": 5}, [Ints(4, 1), Ints(4, 1, low=-7)]),
        Case("three", {"num_bins": 1000003}, [UNICODE, Ints(6), Ints(6, dtype="int64")]),
        Case("one hot", {"num_bins": 5, "output_mode": "one_hot"}, [Ints(4), Ints(4)]),
        Case("one hot of columns", {"num_bins": 3, "output_mode": "one_hot"}, [Ints(4, 1), Ints(4, 1)]),
    ],
    "TextVectorization": [
        Case("cut to a length", {**VECTORS, "output_sequence_length": 3}, TEXTS),
        Case("filled to a length", {**VECTORS, "output_sequence_length": 9}, TEXTS),
        Case("pairs of words", {"vocabulary": ["the quick", "quick", "brown fox"], "ngrams": 2,
                                "output_sequence_length": 7}, TEXTS),
        Case("only pairs and triples", {"vocabulary": ["the quick", "quick brown fox"], "ngrams": (3, 2),
                                        "output_sequence_length": 5}, TEXTS),
        Case("multi hot", {**VECTORS, "output_mode": "multi_hot"}, TEXTS),
        Case("count", {**VECTORS, "output_mode": "count"}, TEXTS),
        Case("padded", {**VECTORS, "output_mode": "count", "max_tokens": 11, "pad_to_max_tokens": True},
             TEXTS),
        Case("weighted", {**VECTORS, "output_mode": "tf_idf",
                          "idf_weights": [1.0, 2.0, 0.5, 0.25, 3.0, 1.5]}, TEXTS),
        Case("characters", {"vocabulary": ["t", "o", "ü", "é", "日", "🙂", " "], "split": "character",
                            "output_sequence_length": 11}, TEXTS),
        Case("only lower case", {"vocabulary": ["fox!", "the", "it's", "quick,"], "standardize": "lower",
                                 "output_sequence_length": 5}, TEXTS),
        Case("only punctuation", {"vocabulary": ["fox", "QUICK", "The", "ÜberGröße"],
                                  "standardize": "strip_punctuation", "output_sequence_length": 5}, TEXTS),
        Case("as they are", {"vocabulary": ["The", "fox!"], "standardize": None,
                             "output_sequence_length": 4}, TEXTS),
        Case("as long as the longest", VECTORS, TEXTS, second=True),
        Case("a column", {**VECTORS, "output_sequence_length": 4}, Given([["the fox"], ["Fox"]], "str")),
    ],
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
