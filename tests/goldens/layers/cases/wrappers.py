"""Bidirectional, TimeDistributed."""
from specs import Case, Floats, Given, Ints, Nested, mask

X = Floats(2, 5, 3)
MASK = mask("11011", "11100")
GRU = Nested("GRU", units=2)
GRU_ALL = Nested("GRU", units=2, return_sequences=True, return_state=True)
LSTM = Nested("LSTM", units=2)
LSTM_SEQUENCES = Nested("LSTM", units=2, return_sequences=True)
LSTM_ALL = Nested("LSTM", units=2, return_sequences=True, return_state=True)

CASES = {
    "Bidirectional": [
        Case("LSTM", {"layer": LSTM}, X),
        Case("LSTM, sequences", {"layer": LSTM_SEQUENCES}, X),
        Case("LSTM, sequences and states", {"layer": LSTM_ALL}, X),
        Case("GRU", {"layer": GRU}, X),
        Case("GRU, sequences and states", {"layer": GRU_ALL}, X),
        Case("SimpleRNN", {"layer": Nested("SimpleRNN", units=2, return_sequences=True)}, X),
        Case(
            "RNN of a cell",
            {"layer": Nested("RNN", cell=Nested("LSTMCell", units=2), return_sequences=True)},
            X,
            {"mask": MASK},
        ),
        *(
            Case(f"merge: {mode}", {"layer": LSTM_SEQUENCES, "merge_mode": mode}, X)
            for mode in ("sum", "mul", "ave")
        ),
        Case("not merged", {"layer": LSTM_SEQUENCES, "merge_mode": None}, X),
        Case("not merged, states", {"layer": GRU_ALL, "merge_mode": None}, X),
        Case(
            "a backward layer of its own",
            {
                "layer": LSTM_SEQUENCES,
                "backward_layer": Nested(
                    "GRU", units=3, return_sequences=True, go_backwards=True, activation="relu"
                ),
            },
            X,
        ),
        Case("mask", {"layer": LSTM_SEQUENCES}, X, {"mask": MASK}),
        Case("mask, last alone", {"layer": GRU, "merge_mode": "sum"}, X, {"mask": MASK}),
        Case("carries a mask", {"layer": LSTM_SEQUENCES}, X, input_mask=MASK),
        Case("initial states", {"layer": LSTM_SEQUENCES}, X, {"initial_state": [Floats(2, 2)] * 4}),
        Case("stateful", {"layer": Nested("LSTM", units=2, stateful=True)}, X, second=True),
        Case("dropout", {"layer": Nested("LSTM", units=2, dropout=0.4, recurrent_dropout=0.3, seed=6)}, X),
        Case("regularizers", {"layer": Nested("GRU", units=2, kernel_regularizer="l2")}, X),
    ],
    "TimeDistributed": [
        Case("Dense", {"layer": Nested("Dense", units=2)}, X),
        Case(
            "Conv2D",
            {"layer": Nested("Conv2D", filters=2, kernel_size=(2, 3), activation="relu")},
            Floats(2, 3, 4, 5, 2),
        ),
        Case("MaxPooling1D", {"layer": Nested("MaxPooling1D", pool_size=2)}, Floats(2, 3, 5, 2)),
        Case("Embedding", {"layer": Nested("Embedding", input_dim=7, output_dim=2)}, Ints(2, 3, 5)),
        Case("LSTM", {"layer": LSTM}, Floats(2, 3, 4, 3)),
        Case(
            "LSTM with a mask of each step",
            {"layer": LSTM},
            Floats(2, 3, 4, 3),
            {
                "mask": Given(
                    [
                        [[1, 1, 0, 1], [1, 0, 0, 1], [0, 1, 1, 0]],
                        [[0, 0, 0, 1], [1, 1, 1, 1], [0, 0, 0, 0]],
                    ],
                    "bool",
                )
            },
        ),
        Case("Flatten", {"layer": Nested("Flatten")}, Floats(2, 3, 4, 2)),
        Case("BatchNormalization", {"layer": Nested("BatchNormalization")}, X),
        Case("Dropout", {"layer": Nested("Dropout", rate=0.5, seed=8)}, X),
        Case("carries a mask", {"layer": Nested("Dense", units=2)}, X, input_mask=MASK),
        Case("regularizers", {"layer": Nested("Dense", units=2, kernel_regularizer="l2")}, X),
    ],
}
