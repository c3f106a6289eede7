"""Cells, RNN, SimpleRNN, GRU, LSTM, StackedRNNCells, ConvLSTM."""
from specs import Case, Floats, Nested, mask

X = Floats(2, 5, 3)
MASK = mask("11011", "11100")
FIRST_MASKED = mask("01110", "00111")
SEQUENCES, STATE = {"return_sequences": True}, {"return_state": True}
REGULARIZED = {
    "kernel_regularizer": Nested("L2", l2=0.01),
    "recurrent_regularizer": "l1",
    "bias_regularizer": "l2",
}
DROPOUT = {"dropout": 0.3, "recurrent_dropout": 0.4, "seed": 9}


def layers(states, more):
    """Cases of SimpleRNN, GRU and LSTM of two units with so many states."""
    u = {"units": 2}
    initial = {"initial_state": [Floats(2, 2)] * states}
    return [
        Case("defaults", u, X),
        Case("sequences", {**u, **SEQUENCES}, X),
        Case("state", {**u, **STATE}, X),
        Case("sequences and state", {**u, **SEQUENCES, **STATE}, X),
        Case("backwards", {**u, "go_backwards": True}, X),
        Case("backwards, sequences, state", {**u, **SEQUENCES, **STATE, "go_backwards": True}, X),
        Case("mask", u, X, {"mask": MASK}),
        Case("mask, sequences, state", {**u, **SEQUENCES, **STATE}, X, {"mask": MASK}),
        Case("mask at the start", {**u, **SEQUENCES}, X, {"mask": FIRST_MASKED}),
        Case("mask, backwards", {**u, **SEQUENCES, "go_backwards": True}, X, {"mask": MASK}),
        Case("mask, unrolled", {**u, **SEQUENCES, "unroll": True}, X, {"mask": MASK}),
        Case("carries a mask", {**u, **SEQUENCES}, X, input_mask=MASK),
        Case("unrolled", {**u, **SEQUENCES, **STATE, "unroll": True}, X),
        Case("initial state", u, X, initial),
        Case("initial state, mask", {**u, **SEQUENCES, **STATE}, X, {**initial, "mask": FIRST_MASKED}),
        Case("stateful", {**u, **SEQUENCES, "stateful": True}, X, second=True),
        Case("stateful, mask", {**u, **STATE, "stateful": True}, X, {"mask": MASK}, second=True),
        Case("no bias", {**u, "use_bias": False}, X),
        Case("relu", {**u, "activation": "relu"}, X),
        Case("regularizers", {**u, **REGULARIZED, "activity_regularizer": "l2"}, X),
        Case("dropout", {**u, **DROPOUT}, X),
        Case("one step", {**u, **SEQUENCES}, Floats(2, 1, 3)),
        *more,
    ]


def cells(states, more):
    u = {"units": 2}
    s = {"states": [Floats(3, 2)] * states}
    return [
        Case("defaults", u, Floats(3, 5), s),
        Case("no bias", {**u, "use_bias": False}, Floats(3, 5), s),
        Case("relu", {**u, "activation": "relu"}, Floats(3, 5), s),
        Case("regularizers", {**u, **REGULARIZED}, Floats(3, 5), s),
        Case("dropout", {**u, **DROPOUT}, Floats(3, 5), s),
        Case("dropout of inputs", {**u, "dropout": 0.5, "seed": 2}, Floats(3, 5), s),
        *more,
    ]


GRU_BEFORE = {"units": 2, "reset_after": False}
SIMPLE, GRU, LSTM = (Nested(f"{it}Cell", units=2) for it in ("SimpleRNN", "GRU", "LSTM"))
STACK = [Nested("LSTMCell", units=2), Nested("GRUCell", units=3), Nested("SimpleRNNCell", units=2)]
STACKED = Nested("StackedRNNCells", cells=[Nested("LSTMCell", units=3), Nested("LSTMCell", units=2)])
ZERO = {"zero_output_for_mask": True}


def stack_of(*units):
    return {"cells": [Nested("LSTMCell", units=it) for it in units]}


def conv_lstm(x, first, size):
    """Cases of ConvLSTM: two filters on inputs `x`, whose states have `size`."""
    a = {"filters": 2, "kernel_size": 2}
    steps = x.shape[1]
    rows = mask("1101"[:steps], "0111"[:steps])
    return [
        Case("defaults", a, x),
        Case("sequences, same", {**a, **SEQUENCES, "padding": "same"}, x),
        Case("sequences and state", {**a, **SEQUENCES, **STATE}, x),
        Case("strides", {**a, "strides": 2}, x),
        Case("dilation", {**a, "dilation_rate": 2}, x),
        Case("backwards", {**a, **SEQUENCES, "go_backwards": True}, x),
        Case("mask", {**a, **SEQUENCES}, x, {"mask": rows}),
        Case("initial state", a, x, {"initial_state": [Floats(2, *size, 2)] * 2}),
        Case("stateful", {**a, "stateful": True}, x, second=True),
        Case("no bias, relu", {**a, "use_bias": False, "activation": "relu"}, x),
        Case("no forget bias, hard sigmoid", {**a, "unit_forget_bias": False, "recurrent_activation": "hard_sigmoid"}, x),
        Case("regularizers", {**a, **REGULARIZED, "activity_regularizer": "l1"}, x),
        Case("dropout", {**a, **DROPOUT}, x),
        Case("channels first", {**a, **SEQUENCES, "data_format": "channels_first"}, first, compiled=True),
    ]


CASES = {
    "SimpleRNNCell": cells(1, []),
    "GRUCell": cells(1, [
        Case("reset before", GRU_BEFORE, Floats(3, 5), {"states": [Floats(3, 2)]}),
        Case(
            "reset before, no bias",
            {**GRU_BEFORE, "use_bias": False},
            Floats(3, 5),
            {"states": [Floats(3, 2)]},
        ),
        Case(
            "hard sigmoid",
            {"units": 2, "recurrent_activation": "hard_sigmoid"},
            Floats(3, 5),
            {"states": [Floats(3, 2)]},
        ),
        Case("reset before, dropout", {**GRU_BEFORE, **DROPOUT}, Floats(3, 5), {"states": [Floats(3, 2)]}),
    ]),
    "LSTMCell": cells(2, [
        Case(
            "no forget bias, hard sigmoid",
            {"units": 2, "unit_forget_bias": False, "recurrent_activation": "hard_sigmoid"},
            Floats(3, 5),
            {"states": [Floats(3, 2)] * 2},
        ),
    ]),
    "StackedRNNCells": [
        Case(
            "two of LSTM",
            stack_of(3, 2),
            Floats(2, 5),
            {"states": [[Floats(2, 3)] * 2, [Floats(2, 2)] * 2]},
        ),
        Case("one", stack_of(2), Floats(2, 5), {"states": [[Floats(2, 2)] * 2]}),
        Case(
            "three kinds",
            {"cells": STACK},
            Floats(2, 5),
            {"states": [[Floats(2, 2)] * 2, [Floats(2, 3)], [Floats(2, 2)]]},
        ),
        Case(
            "dropout",
            {"cells": [Nested("GRUCell", units=3, **DROPOUT), Nested("GRUCell", units=2, dropout=0.5, seed=4)]},
            Floats(2, 5),
            {"states": [[Floats(2, 3)], [Floats(2, 2)]]},
        ),
    ],
    "RNN": [
        Case("SimpleRNNCell", {"cell": SIMPLE}, X),
        Case("GRUCell, sequences", {"cell": GRU, **SEQUENCES}, X),
        Case("LSTMCell, state", {"cell": LSTM, **STATE}, X),
        Case("a list of cells", {"cell": STACK, **SEQUENCES, **STATE}, X),
        Case("stacked cells", {"cell": STACKED, **STATE}, X),
        Case("stacked cells, backwards", {"cell": STACKED, **SEQUENCES, "go_backwards": True}, X),
        Case("mask", {"cell": GRU, **SEQUENCES, **STATE}, X, {"mask": MASK}),
        Case("mask, zero output", {"cell": GRU, **SEQUENCES, **STATE, **ZERO}, X, {"mask": MASK}),
        Case("mask at the start, zero output", {"cell": LSTM, **SEQUENCES, **ZERO}, X, {"mask": FIRST_MASKED}),
        Case("mask, zero output, last alone", {"cell": LSTM, **STATE, **ZERO}, X, {"mask": MASK}),
        Case("mask, zero output, unrolled", {"cell": LSTM, **SEQUENCES, **ZERO, "unroll": True}, X, {"mask": MASK}),
        Case("mask, stacked cells", {"cell": STACKED, **SEQUENCES, **STATE}, X, {"mask": MASK}),
        Case("carries a mask", {"cell": SIMPLE, **SEQUENCES, **STATE}, X, input_mask=MASK),
        Case("unrolled", {"cell": LSTM, **SEQUENCES, "unroll": True}, X),
        Case("stateful", {"cell": LSTM, **STATE, "stateful": True}, X, second=True),
        Case("initial state", {"cell": LSTM, **STATE}, X, {"initial_state": [Floats(2, 2)] * 2}),
        Case(
            "initial state of stacked cells",
            {"cell": STACKED, **SEQUENCES},
            X,
            {"initial_state": [[Floats(2, 3)] * 2, [Floats(2, 2)] * 2]},
        ),
        Case("dropout", {"cell": Nested("GRUCell", units=2, **DROPOUT), **SEQUENCES}, X),
        Case("reset before", {"cell": Nested("GRUCell", units=2, reset_after=False)}, X),
        Case("activity", {"cell": SIMPLE, "activity_regularizer": "l2"}, X),
    ],
    "SimpleRNN": layers(1, []),
    "GRU": layers(1, [
        Case("reset before", GRU_BEFORE, X),
        Case("reset before, sequences, state", {**GRU_BEFORE, **SEQUENCES, **STATE}, X),
        Case("reset before, mask", {**GRU_BEFORE, **SEQUENCES, **STATE}, X, {"mask": MASK}),
        Case("reset before, dropout", {**GRU_BEFORE, **DROPOUT}, X),
        Case("hard sigmoid", {"units": 2, "recurrent_activation": "hard_sigmoid"}, X),
    ]),
    "LSTM": layers(2, [
        Case("no forget bias", {"units": 2, "unit_forget_bias": False}, X),
        Case("hard sigmoid", {"units": 2, "recurrent_activation": "hard_sigmoid"}, X),
        Case("float64", {"units": 2, "dtype": "float64"}, Floats(2, 5, 3, dtype="float64")),
    ]),
    "ConvLSTM1D": conv_lstm(Floats(2, 4, 5, 3), Floats(2, 4, 3, 5), (4,)),
    "ConvLSTM2D": conv_lstm(Floats(2, 3, 4, 3, 2), Floats(2, 3, 2, 4, 3), (3, 2)),
    "ConvLSTM3D": conv_lstm(Floats(2, 2, 3, 3, 3, 2), Floats(2, 2, 2, 3, 3, 3), (2, 2, 2)),
}
