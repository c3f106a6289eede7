"""Flatten, Reshape, Permute, RepeatVector, padding, cropping, enlarging."""
from specs import Case, Floats, Ints

FIRST = {"data_format": "channels_first"}

CASES = {
    "Flatten": [
        Case("four axes", {}, Floats(2, 3, 5, 2)),
        Case("channels first", FIRST, Floats(2, 3, 5, 2)),
        Case("two axes", {}, Floats(2, 5)),
        Case("the batch alone", {}, Floats(3)),
        Case("three axes, channels first", FIRST, Floats(2, 3, 5)),
        Case("whole numbers", {}, Ints(2, 3, 5)),
    ],
    "Reshape": [
        Case("to two axes", {"target_shape": (3, 5)}, Floats(2, 15)),
        Case("one left open", {"target_shape": (-1, 2)}, Floats(2, 3, 4)),
        Case("to one axis", {"target_shape": (12,)}, Floats(2, 3, 4)),
        Case("open in the middle", {"target_shape": (2, -1, 3)}, Floats(2, 6, 5)),
        Case("to none", {"target_shape": ()}, Floats(3, 1)),
        Case("whole numbers", {"target_shape": (5, 3)}, Ints(2, 3, 5)),
    ],
    "Permute": [
        Case("two", {"dims": (2, 1)}, Floats(2, 3, 5)),
        Case("three, in turn", {"dims": (2, 3, 1)}, Floats(2, 3, 5, 7)),
        Case("three, swapped", {"dims": (1, 3, 2)}, Floats(2, 3, 5, 7)),
        Case("as they are", {"dims": (1, 2)}, Ints(2, 3, 5)),
    ],
    "RepeatVector": [
        Case("three times", {"n": 3}, Floats(2, 5)),
        Case("once", {"n": 1}, Floats(2, 5)),
        Case("seven times", {"n": 7}, Floats(3, 1)),
        Case("whole numbers", {"n": 2}, Ints(2, 5)),
    ],
    "ZeroPadding1D": [
        Case("defaults", {}, Floats(2, 5, 3)),
        Case("both ends", {"padding": 2}, Floats(2, 5, 3)),
        Case("ends that differ", {"padding": (1, 3)}, Floats(2, 5, 3)),
        Case("channels first", {"padding": (2, 0), **FIRST}, Floats(2, 3, 5)),
    ],
    "ZeroPadding2D": [
        Case("defaults", {}, Floats(2, 3, 5, 2)),
        Case("one number", {"padding": 2}, Floats(2, 3, 5, 2)),
        Case("two numbers", {"padding": (1, 2)}, Floats(2, 3, 5, 2)),
        Case("four numbers", {"padding": ((1, 0), (2, 3))}, Floats(2, 3, 5, 2)),
        Case("channels first", {"padding": ((0, 1), (2, 1)), **FIRST}, Floats(2, 2, 3, 5)),
    ],
    "ZeroPadding3D": [
        Case("defaults", {}, Floats(2, 3, 2, 2, 3)),
        Case("one number", {"padding": 2}, Floats(1, 2, 1, 3, 2)),
        Case("three numbers", {"padding": (1, 2, 0)}, Floats(2, 3, 2, 2, 3)),
        Case("six numbers", {"padding": ((1, 0), (0, 2), (3, 1))}, Floats(2, 3, 2, 2, 3)),
        Case("channels first", {"padding": ((0, 1), (1, 0), (0, 2)), **FIRST}, Floats(2, 3, 2, 2, 3)),
    ],
    "Cropping1D": [
        Case("defaults", {}, Floats(2, 7, 3)),
        Case("one number", {"cropping": 2}, Floats(2, 7, 3)),
        Case("ends that differ", {"cropping": (1, 3)}, Floats(2, 7, 3)),
        Case("one end", {"cropping": (0, 2)}, Floats(2, 7, 3)),
    ],
    "Cropping2D": [
        Case("defaults", {}, Floats(2, 5, 3, 2)),
        Case("one number", {"cropping": 1}, Floats(2, 5, 3, 2)),
        Case("two numbers", {"cropping": (2, 1)}, Floats(2, 5, 7, 2)),
        Case("four numbers", {"cropping": ((1, 0), (2, 3))}, Floats(2, 5, 7, 2)),
        Case("channels first", {"cropping": ((0, 1), (2, 1)), **FIRST}, Floats(2, 2, 5, 7)),
    ],
    "Cropping3D": [
        Case("defaults", {}, Floats(2, 3, 4, 5, 2)),
        Case("one number", {"cropping": 1}, Floats(2, 3, 4, 5, 2)),
        Case("three numbers", {"cropping": (1, 0, 2)}, Floats(2, 3, 4, 5, 2)),
        Case("six numbers", {"cropping": ((1, 0), (0, 2), (3, 1))}, Floats(2, 3, 4, 5, 2)),
        Case("channels first", {"cropping": ((0, 1), (1, 0), (0, 2)), **FIRST}, Floats(2, 2, 3, 4, 5)),
    ],
    "UpSampling1D": [
        Case("defaults", {}, Floats(2, 5, 3)),
        Case("three times", {"size": 3}, Floats(2, 5, 3)),
        Case("once", {"size": 1}, Floats(2, 5, 3)),
        Case("one step", {"size": 5}, Floats(2, 1, 3)),
    ],
    "UpSampling2D": [
        Case("defaults", {}, Floats(2, 3, 5, 2)),
        Case("sizes that differ", {"size": (3, 2)}, Floats(2, 3, 5, 2)),
        *(
            Case(it, {"size": (2, 3), "interpolation": it}, Floats(2, 3, 5, 2))
            for it in ("bilinear", "bicubic", "lanczos3", "lanczos5")
        ),
        Case("channels first", {"size": (3, 2), **FIRST}, Floats(2, 2, 3, 5)),
        Case("channels first, bilinear", {"interpolation": "bilinear", **FIRST}, Floats(2, 2, 3, 5)),
        Case("large, bilinear", {"size": 5, "interpolation": "bilinear"}, Floats(1, 2, 3, 1)),
    ],
    "UpSampling3D": [
        Case("defaults", {}, Floats(2, 3, 2, 2, 3)),
        Case("sizes that differ", {"size": (3, 1, 2)}, Floats(2, 3, 2, 2, 3)),
        Case("one number", {"size": 3}, Floats(1, 2, 3, 1, 2)),
        Case("channels first", {"size": (2, 3, 1), **FIRST}, Floats(2, 3, 2, 2, 3)),
    ],
}
