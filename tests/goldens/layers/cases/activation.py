"""ReLU, LeakyReLU, PReLU, ELU, Softmax, ThresholdedReLU."""
from specs import Case, Floats, Given, mask

X = Floats(2, 5, 3, scale=2.0)

# Where the pieces of these functions meet.
EDGES = Given([[-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 6.0]], "float32")

CASES = {
    "ReLU": [
        Case("defaults", {}, X),
        Case("with a ceiling", {"max_value": 1.0}, X),
        Case("with a slope", {"negative_slope": 0.25}, X),
        Case("with a threshold", {"threshold": 0.5}, X),
        Case("all three", {"max_value": 2.0, "negative_slope": 0.1, "threshold": 1.0}, X),
        Case("at the edges", {"max_value": 6.0, "negative_slope": 0.1, "threshold": 0.5}, EDGES),
        Case("defaults at the edges", {}, EDGES),
        Case("carries a mask", {}, X, input_mask=mask("11100", "10110")),
    ],
    "LeakyReLU": [
        Case("defaults", {}, X),
        Case("slope", {"negative_slope": 0.05}, X),
        Case("no slope", {"negative_slope": 0.0}, X),
        Case("at the edges", {}, EDGES),
        Case("carries a mask", {}, X, input_mask=mask("11100", "10110")),
    ],
    "PReLU": [
        Case("defaults", {}, X),
        Case("two axes", {}, Floats(3, 5)),
        Case("shares one axis", {"shared_axes": [1]}, X),
        Case("shares two axes", {"shared_axes": [1, 2]}, Floats(2, 3, 5, 2)),
        Case("shares the last axis", {"shared_axes": [-1]}, X),
        Case(
            "regularizer, constraint",
            {
                "alpha_initializer": "ones",
                "alpha_regularizer": "l2",
                "alpha_constraint": "non_neg",
            },
            X,
        ),
    ],
    "ELU": [
        Case("defaults", {}, X),
        Case("alpha", {"alpha": 0.5}, X),
        Case("alpha above one", {"alpha": 1.75}, X),
        Case("at the edges", {}, EDGES),
        Case("carries a mask", {}, X, input_mask=mask("11100", "10110")),
    ],
    "Softmax": [
        Case("defaults", {}, X),
        Case("axis 1", {"axis": 1}, X),
        Case("two axes", {"axis": [1, 2]}, X),
        Case("two axes that aren't neighbours", {"axis": [1, -1]}, Floats(2, 3, 2, 5)),
        Case("mask", {}, Floats(2, 5), {"mask": mask("11010", "01111")}),
        Case("all masked", {}, Floats(2, 5), {"mask": mask("00000", "00100")}),
        Case(
            "mask on two axes",
            {"axis": [-2, -1]},
            Floats(2, 2, 3),
            {"mask": Given([[[1, 0, 1], [1, 1, 0]], [[0, 0, 1], [1, 1, 1]]], "bool")},
        ),
        Case("large numbers", {}, Given([[1e3, 999.5, -1e3], [-1e4, -1e4, 3e38]], "float32")),
    ],
    "ThresholdedReLU": [
        Case("defaults", {}, X),
        Case("theta", {"theta": 0.5}, X),
        Case("theta of zero", {"theta": 0.0}, X),
        Case("at the edges", {}, EDGES),
    ],
}
