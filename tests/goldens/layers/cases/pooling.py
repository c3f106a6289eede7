"""Pooling: maximum and average, windows, adaptive, global."""
from specs import Case, Floats, mask

X = {1: Floats(2, 7, 3), 2: Floats(2, 5, 7, 3), 3: Floats(2, 5, 3, 4, 2)}
FIRST = {1: Floats(2, 3, 7), 2: Floats(2, 3, 5, 7), 3: Floats(2, 2, 5, 3, 4)}


def windows(rank):
    """Cases of MaxPooling and AveragePooling."""
    x, first = X[rank], FIRST[rank]
    each = lambda *sizes: sizes[:rank] if rank > 1 else sizes[0]
    return [
        Case("two", {"pool_size": 2}, x),
        Case("three, strides of one", {"pool_size": 3, "strides": 1}, x),
        Case("same", {"pool_size": 2, "padding": "same"}, x),
        Case("same, strides of one", {"pool_size": each(3, 2, 1), "strides": 1, "padding": "same"}, x),
        Case("sizes that differ", {"pool_size": each(2, 3, 1), "strides": each(3, 2, 1)}, x),
        Case("strides beyond the window", {"pool_size": each(1, 2, 1), "strides": 3}, x),
        Case("channels first", {"pool_size": 2, "data_format": "channels_first"}, first),
        Case(
            "channels first, same",
            {
                "pool_size": each(3, 2, 2),
                "strides": each(2, 2, 1),
                "padding": "same",
                "data_format": "channels_first",
            },
            first,
        ),
    ]


def adaptive(rank, gradients=True):
    """Cases of adaptive pooling; `gradients`: whether those of pooling to one can be trusted.

    Keras pools with a window one larger than the input too, which gives nothing. The gradient of
    TensorFlow's maximum of nothing, of ranks 1 and 2, is memory that nobody wrote (with oneDNN, a
    division by zero that ends the process).
    """
    x, first = X[rank], FIRST[rank]
    each = lambda *sizes: sizes[:rank] if rank > 1 else sizes[0]
    return [
        Case("to one", {"output_size": 1}, x, gradients=gradients),
        Case("to two, windows overlap", {"output_size": 2}, x),
        Case("sizes that differ", {"output_size": each(3, 2, 4)}, x),
        Case("to the same size", {"output_size": each(*x.shape[1:-1])}, x),
        Case("to more", {"output_size": each(*(s + 2 for s in x.shape[1:-1]))}, x),
        Case("channels first", {"output_size": each(3, 4, 1), "data_format": "channels_first"}, first),
    ]


def whole(rank):
    """Cases of global pooling."""
    return [
        Case("defaults", {}, X[rank]),
        Case("keeps axes", {"keepdims": True}, X[rank]),
        Case("channels first", {"data_format": "channels_first"}, FIRST[rank]),
        Case(
            "channels first, keeps axes",
            {"data_format": "channels_first", "keepdims": True},
            FIRST[rank],
        ),
    ]


ROWS = mask("1110110", "1000000")
MASKED = [
    Case("mask", {}, X[1], {"mask": ROWS}),
    Case("mask, keeps axes", {"keepdims": True}, X[1], {"mask": ROWS}),
    Case("carries a mask", {}, X[1], input_mask=ROWS),
    Case(
        "mask, channels first",
        {"data_format": "channels_first"},
        FIRST[1],
        {"mask": ROWS},
    ),
]

CASES = {}
for rank in (1, 2, 3):
    CASES[f"MaxPooling{rank}D"] = [Case("defaults", {}, X[rank]), *windows(rank)]
    CASES[f"AveragePooling{rank}D"] = windows(rank)
    CASES[f"GlobalMaxPooling{rank}D"] = whole(rank)
    CASES[f"GlobalAveragePooling{rank}D"] = whole(rank) + (MASKED if rank == 1 else [])
    CASES[f"AdaptiveAveragePooling{rank}D"] = adaptive(rank)
    CASES[f"AdaptiveMaxPooling{rank}D"] = adaptive(rank, gradients=rank == 3)
