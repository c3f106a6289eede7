"""Layers that prepare data: numbers scaled, categories encoded, images resized and changed."""
from specs import Case, Floats, Given, Ints

X2, X3, X4 = Floats(3, 5), Floats(2, 5, 3), Floats(2, 3, 5, 3)
FIRST = {"data_format": "channels_first"}

CASES = {
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
