"""Attention, AdditiveAttention, MultiHeadAttention, GroupQueryAttention."""
from specs import Case, Floats, Given, Nested, mask

Q, V, K = Floats(2, 3, 4), Floats(2, 5, 4), Floats(2, 5, 4)
QUERY_MASK, VALUE_MASK = mask("110", "011"), mask("11010", "00111")
SCORES = {"return_attention_scores": True}
CAUSAL = {"use_causal_mask": True}
NESTED_MASK = Given(
    [
        [[1, 0, 1, 1, 0], [0, 1, 0, 0, 0], [1, 1, 1, 1, 1]],
        [[0, 0, 1, 0, 1], [1, 1, 0, 1, 0], [0, 1, 1, 1, 0]],
    ],
    "bool",
)
REGULARIZED = {
    "kernel_regularizer": Nested("L2", l2=0.01),
    "bias_regularizer": "l1",
    "activity_regularizer": "l2",
}

SIMPLE = [
    Case("query and value", {}, [Q, V]),
    Case("query, value and key", {}, [Q, V, K]),
    Case("scores", {}, [Q, V], SCORES),
    Case("causal", {}, [Q, V], CAUSAL),
    Case("causal with scores, more queries", {}, [V, Q], {**CAUSAL, **SCORES}),
    Case("value mask", {}, [Q, V], {"mask": [None, VALUE_MASK], **SCORES}),
    Case("query mask", {}, [Q, V], {"mask": [QUERY_MASK, None]}),
    Case("both masks, causal", {}, [Q, V], {"mask": [QUERY_MASK, VALUE_MASK], **CAUSAL}),
    Case("carry masks", {}, [Q, V], input_mask=[QUERY_MASK, VALUE_MASK]),
]

M, N = Floats(2, 3, 7), Floats(2, 5, 4)
HEADS = {"num_heads": 2, "key_dim": 3}
GROUPS = {"head_dim": 3, "num_query_heads": 4, "num_key_value_heads": 2}


def multi_head(options):
    """Cases that both layers of many heads share."""
    return [
        Case("query and value", options, M, {"value": N}),
        Case("key", options, M, {"value": N, "key": Floats(2, 5, 6)}),
        Case("to itself", options, N, {"value": N}),
        Case("scores", options, M, {"value": N, **SCORES}),
        Case("causal", options, M, {"value": N, **CAUSAL}),
        Case("causal with scores", options, N, {"value": N, **CAUSAL, **SCORES}),
        Case("attention mask", options, M, {"value": N, "attention_mask": NESTED_MASK}),
        Case(
            "all masks",
            options,
            M,
            {
                "value": N,
                "key": Floats(2, 5, 6),
                "query_mask": QUERY_MASK,
                "value_mask": VALUE_MASK,
                "key_mask": mask("11110", "01111"),
                "attention_mask": NESTED_MASK,
                **CAUSAL,
                **SCORES,
            },
        ),
        Case("value mask", options, M, {"value": N, "value_mask": VALUE_MASK}),
        Case("query mask", options, M, {"value": N, "query_mask": QUERY_MASK}),
        Case("carries a mask", options, M, {"value": N}, input_mask=QUERY_MASK),
        Case("no bias", {**options, "use_bias": False}, M, {"value": N}),
        Case("gate", {**options, "use_gate": True}, M, {"value": N}),
        Case("sliding window", {**options, "sliding_window": 2}, N, {"value": N, **SCORES}),
        Case("sliding window, causal", {**options, "sliding_window": 2}, N, {"value": N, **CAUSAL}),
        Case("dropout", {**options, "dropout": 0.4, "seed": 5}, M, {"value": N, **SCORES}),
        Case("regularizers", {**options, **REGULARIZED}, M, {"value": N}),
    ]


CASES = {
    "Attention": [
        *SIMPLE,
        Case("scale", {"use_scale": True}, [Q, V, K], SCORES),
        Case("concat", {"score_mode": "concat"}, [Q, V]),
        Case("concat and scale", {"score_mode": "concat", "use_scale": True}, [Q, V, K], SCORES),
        Case("dropout", {"dropout": 0.5, "seed": 3}, [Q, V], SCORES),
        Case("value of another width", {}, [Q, Floats(2, 5, 7), K]),
    ],
    "AdditiveAttention": [
        *SIMPLE,
        Case("no scale", {"use_scale": False}, [Q, V, K], SCORES),
        Case("value of another width", {}, [Q, Floats(2, 5, 4), K]),
        Case("dropout", {"dropout": 0.5, "seed": 3}, [Q, V], SCORES),
    ],
    "MultiHeadAttention": [
        *multi_head(HEADS),
        Case("value width", {**HEADS, "value_dim": 5}, M, {"value": N}),
        Case("value width, gate, key", {**HEADS, "value_dim": 5, "use_gate": True}, M, {"value": N, "key": N}),
        Case("output width", {**HEADS, "output_shape": 5}, M, {"value": N}),
        Case("output of two axes", {**HEADS, "output_shape": (2, 5)}, M, {"value": N}),
        Case("one head", {"num_heads": 1, "key_dim": 4}, M, {"value": N}),
        Case("attends along axis 2", {**HEADS, "attention_axes": 2}, Floats(2, 2, 3, 4), {"value": Floats(2, 2, 5, 4)}),
        Case(
            "attends along two axes",
            {**HEADS, "attention_axes": (1, 2)},
            Floats(2, 2, 3, 4),
            {"value": Floats(2, 3, 2, 4), **SCORES},
        ),
        Case(
            "attends along axes 2 and 3 of five",
            {**HEADS, "attention_axes": (2, 3)},
            Floats(2, 2, 2, 3, 4),
            {"value": Floats(2, 2, 3, 1, 4)},
        ),
        Case(
            "mask by head",
            HEADS,
            M,
            {
                "value": N,
                "attention_mask": Given(
                    [[[[1, 0, 1, 1, 0]], [[0, 1, 1, 0, 1]]], [[[1, 1, 1, 1, 0]], [[0, 0, 0, 1, 0]]]], "bool"
                ),
            },
        ),
        Case("a row all masked", HEADS, M, {"value": N, "value_mask": mask("00000", "10000"), **SCORES}),
    ],
    "GroupQueryAttention": [
        *multi_head(GROUPS),
        Case(
            "one group",
            {"head_dim": 3, "num_query_heads": 2, "num_key_value_heads": 1},
            M,
            {"value": N},
        ),
        Case(
            "a group a head",
            {"head_dim": 3, "num_query_heads": 2, "num_key_value_heads": 2},
            M,
            {"value": N, **SCORES},
        ),
    ],
}
