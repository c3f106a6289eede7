"""Dropout and its kin, noise, ActivityRegularization. What is random has a seed: its bits matter."""
from specs import Case, Floats, mask

X2, X3, X4, X5 = Floats(3, 7), Floats(2, 5, 3), Floats(2, 3, 5, 4), Floats(2, 2, 3, 2, 5)
MASK = mask("11110", "10000")


def rates(**more):
    """Cases of layers whose one number is a rate."""
    return [
        Case("a half", {"rate": 0.5, "seed": 1, **more}, X2),
        Case("a tenth", {"rate": 0.1, "seed": 1337, **more}, Floats(5, 11)),
        Case("three axes", {"rate": 0.3, "seed": 7, **more}, X3),
        Case("most", {"rate": 0.9, "seed": 2**31 - 1, **more}, X4),
        Case("none", {"rate": 0.0, "seed": 1, **more}, X2),
        Case("carries a mask", {"rate": 0.25, "seed": 0, **more}, X3, input_mask=MASK),
    ]


def spatial(x, first):
    cases = [
        Case("a half", {"rate": 0.5, "seed": 1}, x),
        Case("a fifth", {"rate": 0.2, "seed": 1337}, x),
        Case("most", {"rate": 0.8, "seed": 5, "name": "drops"}, x),
        Case("none", {"rate": 0.0, "seed": 1}, x),
    ]
    if first is not None:
        cases.append(
            Case("channels first", {"rate": 0.5, "seed": 3, "data_format": "channels_first"}, first)
        )
    return cases


CASES = {
    "Dropout": [
        *rates(),
        Case("drops rows", {"rate": 0.5, "noise_shape": (None, 1, None), "seed": 11}, X3),
        Case("drops columns", {"rate": 0.5, "noise_shape": (2, 5, 1), "seed": 11}, X3),
        Case("one for all", {"rate": 0.4, "noise_shape": (1, 1), "seed": 2}, X2),
        Case("float64", {"rate": 0.5, "seed": 1, "dtype": "float64"}, Floats(3, 7, dtype="float64")),
        Case("mixed float16", {"rate": 0.5, "seed": 1, "dtype": "mixed_float16"}, X2),
    ],
    "SpatialDropout1D": spatial(X3, None),
    "SpatialDropout2D": spatial(X4, Floats(2, 5, 3, 2)),
    "SpatialDropout3D": spatial(X5, Floats(2, 5, 3, 2, 2)),
    "AlphaDropout": [
        *rates(),
        Case("drops rows", {"rate": 0.5, "noise_shape": (None, 1, None), "seed": 11}, X3),
    ],
    "GaussianDropout": rates(),
    "GaussianNoise": [
        Case("a half", {"stddev": 0.5, "seed": 1}, X2),
        Case("a tenth", {"stddev": 0.1, "seed": 1337}, Floats(5, 11)),
        Case("three axes", {"stddev": 1.0, "seed": 7}, X3),
        Case("none", {"stddev": 0.0, "seed": 1}, X2),
        Case("one number", {"stddev": 1.0, "seed": 42}, Floats(1, 1)),
        Case("carries a mask", {"stddev": 0.25, "seed": 0}, X3, input_mask=MASK),
    ],
    "ActivityRegularization": [
        Case("defaults", {}, X2),
        Case("l1", {"l1": 0.1}, X2),
        Case("l2", {"l2": 0.1}, X3),
        Case("both", {"l1": 0.1, "l2": 0.3}, X4),
        Case("carries a mask", {"l1": 0.25}, X3, input_mask=MASK),
    ],
}
