"""Add, Subtract, Multiply, Average, Maximum, Minimum, Concatenate, Dot."""
from specs import Case, Floats, Given, Ints, mask

TWO = [Floats(2, 5), Floats(2, 5)]
MASKS = [mask("110", "011"), mask("101", "010")]


def elementwise(most):
    cases = [
        Case("two", {}, TWO),
        Case("two that broadcast", {}, [Floats(2, 5, 3), Floats(2, 1, 3)]),
        Case("both broadcast", {}, [Floats(2, 5, 1), Floats(2, 1, 3)]),
        Case("ranks that differ", {}, [Floats(2, 5), Floats(2, 3, 5)]),
        Case("whole numbers", {}, [Ints(2, 5), Ints(2, 5)]),
        Case("both carry masks", {}, [Floats(2, 3, 2), Floats(2, 3, 2)], input_mask=MASKS),
        Case(
            "one carries a mask",
            {},
            [Floats(2, 3, 2), Floats(2, 3, 2)],
            input_mask=[None, mask("110", "011")],
        ),
    ]
    if most > 2:
        cases += [
            Case("three", {}, [*TWO, Floats(2, 5)]),
            Case("four of three ranks", {}, [Floats(2, 3), Floats(2, 5, 3), Floats(2, 2, 5, 3), Floats(2, 3)]),
        ]
    return cases


EQUAL = Case(
    "equal elements",
    {},
    [Given([[1, 2, 3, 0]], "float32"), Given([[1, 3, 3, -0.0]], "float32")],
)

CASES = {
    "Add": elementwise(3),
    "Subtract": elementwise(2),
    "Multiply": elementwise(3),
    "Average": elementwise(3),
    "Maximum": [*elementwise(3), EQUAL],
    "Minimum": [*elementwise(3), EQUAL],
    "Concatenate": [
        Case("two", {}, [Floats(2, 5), Floats(2, 3)]),
        Case("three", {}, [Floats(2, 3, 1), Floats(2, 3, 5), Floats(2, 3, 2)]),
        Case("axis 1", {"axis": 1}, [Floats(2, 3, 2), Floats(2, 5, 2)]),
        Case("axis -2", {"axis": -2}, [Floats(2, 3, 2), Floats(2, 5, 2), Floats(2, 1, 2)]),
        Case("the batches", {"axis": 0}, [Floats(2, 3), Floats(5, 3)]),
        Case("whole numbers", {}, [Ints(2, 3), Ints(2, 2)]),
        Case("masks, last axis", {}, [Floats(2, 3, 2), Floats(2, 3, 5)], input_mask=MASKS),
        Case("masks, axis 1", {"axis": 1}, [Floats(2, 3, 2), Floats(2, 3, 2)], input_mask=MASKS),
        Case(
            "one mask, axis 1",
            {"axis": 1},
            [Floats(2, 3, 2), Floats(2, 3, 2)],
            input_mask=[None, mask("101", "010")],
        ),
    ],
    "Dot": [
        Case("vectors", {"axes": 1}, TWO),
        Case("axes 1", {"axes": 1}, [Floats(2, 5, 3), Floats(2, 5, 7)]),
        Case("axes that differ", {"axes": (2, 1)}, [Floats(2, 3, 5), Floats(2, 5, 7)]),
        Case("last axes", {"axes": -1}, [Floats(2, 3, 5), Floats(2, 7, 5)]),
        Case("normalized", {"axes": 1, "normalize": True}, TWO),
        Case("normalized, axes 2", {"axes": 2, "normalize": True}, [Floats(2, 3, 5), Floats(2, 7, 5)]),
        Case("a matrix and a vector", {"axes": (2, 1)}, [Floats(2, 3, 5), Floats(2, 5)]),
        Case("four axes", {"axes": (3, 1)}, [Floats(2, 2, 3, 5), Floats(2, 5, 3)]),
    ],
}
