"""Dense, EinsumDense, Activation, Embedding, ReversibleEmbedding, Masking, Identity."""
from specs import Case, Floats, Ints, Nested, mask

L2 = Nested("L2", l2=0.01)
L1L2 = Nested("L1L2", l1=0.02, l2=0.03)

CASES = {
    "Dense": [
        Case("defaults", {"units": 3}, Floats(2, 5)),
        Case("relu without bias", {"units": 3, "activation": "relu", "use_bias": False}, Floats(2, 5)),
        Case("three axes, softmax", {"units": 3, "activation": "softmax"}, Floats(2, 5, 7)),
        Case("four axes, gelu", {"units": 2, "activation": "gelu"}, Floats(2, 3, 5, 7)),
        Case(
            "regularizers",
            {
                "units": 3,
                "kernel_regularizer": L2,
                "bias_regularizer": "l1",
                "activity_regularizer": L1L2,
            },
            Floats(2, 5),
        ),
        Case(
            "initializers and constraints",
            {
                "units": 3,
                "kernel_initializer": Nested("HeNormal", seed=3),
                "bias_initializer": "ones",
                "kernel_constraint": Nested("MaxNorm", max_value=1.5, axis=0),
                "bias_constraint": "non_neg",
            },
            Floats(2, 5),
        ),
        Case("carries a mask", {"units": 3}, Floats(2, 5, 7), input_mask=mask("11100", "10110")),
        Case("not trainable", {"units": 3, "trainable": False, "name": "frozen"}, Floats(2, 5)),
        Case("whole numbers", {"units": 3}, Ints(2, 5)),
        Case("float64", {"units": 3, "dtype": "float64"}, Floats(2, 5, dtype="float64")),
        Case("mixed bfloat16", {"units": 3, "dtype": "mixed_bfloat16"}, Floats(2, 5)),
        # Keras forgets a lora_alpha that is not the rank when it builds the layer.
        Case("low rank adaptation", {"units": 3, "lora_rank": 2, "lora_alpha": 2}, Floats(2, 5)),
    ],
    "EinsumDense": [
        Case("as Dense", {"equation": "ab,bc->ac", "output_shape": 3, "bias_axes": "c"}, Floats(2, 5)),
        Case("no bias", {"equation": "abc,cd->abd", "output_shape": (None, 3)}, Floats(2, 5, 7)),
        Case(
            "two new axes, bias on both",
            {"equation": "abc,cde->abde", "output_shape": (None, 3, 2), "bias_axes": "de"},
            Floats(2, 5, 7),
        ),
        Case(
            "bias on the first of two",
            {
                "equation": "abc,cde->abde",
                "output_shape": (None, 3, 2),
                "bias_axes": "d",
                "activation": "tanh",
            },
            Floats(2, 5, 7),
        ),
        Case(
            "ellipsis",
            # Keras turns the lengths of "..." round in its shape, not in its outputs.
            {"equation": "...x,xy->...y", "output_shape": 3, "bias_axes": "y"},
            Floats(2, 5, 5, 7),
        ),
        Case(
            "ellipsis on the right",
            {"equation": "ab...,bc->ac...", "output_shape": 3, "bias_axes": "c"},
            Floats(2, 7, 5),
        ),
        Case(
            "contracts two axes",
            {"equation": "abcd,cde->abe", "output_shape": (None, 3), "bias_axes": "e"},
            Floats(2, 5, 2, 3),
        ),
        Case(
            "output transposed, regularizers",
            {
                "equation": "abc,cd->adb",
                "output_shape": (3, 5),
                "bias_axes": "d",
                "kernel_regularizer": L2,
                "bias_regularizer": L1L2,
                "activity_regularizer": "l2",
            },
            Floats(2, 5, 7),
        ),
        Case(
            "low rank adaptation",
            {"equation": "abc,cd->abd", "output_shape": (None, 3), "lora_rank": 2},
            Floats(2, 5, 7),
        ),
    ],
    "Activation": [
        *(
            Case(name, {"activation": name}, Floats(2, 5, scale=2.0))
            for name in (
                "celu",
                "elu",
                "exponential",
                "gelu",
                "hard_shrink",
                "hard_sigmoid",
                "hard_silu",
                "hard_tanh",
                "leaky_relu",
                "linear",
                "log_sigmoid",
                "mish",
                "relu",
                "relu6",
                "selu",
                "sigmoid",
                "silu",
                "soft_shrink",
                "softplus",
                "softsign",
                "sparse_plus",
                "sparse_sigmoid",
                "squareplus",
                "tanh",
                "tanh_shrink",
            )
        ),
        Case("glu halves the last axis", {"activation": "glu"}, Floats(2, 6)),
        *(
            Case(name, {"activation": name}, Floats(2, 3, 5))
            for name in ("softmax", "log_softmax", "sparsemax")
        ),
        Case("carries a mask", {"activation": "tanh"}, Floats(2, 3, 5), input_mask=mask("110", "011")),
        Case("activity", {"activation": "relu", "activity_regularizer": "l1"}, Floats(2, 3, 5)),
    ],
    "Embedding": [
        Case("defaults", {"input_dim": 7, "output_dim": 3}, Ints(2, 5)),
        Case("one axis", {"input_dim": 7, "output_dim": 3}, Ints(5)),
        Case("three axes", {"input_dim": 7, "output_dim": 2}, Ints(2, 5, 3)),
        Case(
            "zeros are masked",
            {"input_dim": 7, "output_dim": 3, "mask_zero": True},
            Ints(2, 5, put={(0, 3): 0, (1, 0): 0}),
        ),
        Case(
            "regularizer, constraint",
            {
                "input_dim": 7,
                "output_dim": 3,
                "embeddings_initializer": "normal",
                "embeddings_regularizer": L2,
                "embeddings_constraint": "unit_norm",
                "activity_regularizer": "l2",
            },
            Ints(2, 5),
        ),
        Case("int64", {"input_dim": 7, "output_dim": 3}, Ints(2, 5, dtype="int64")),
        Case("uint8", {"input_dim": 7, "output_dim": 3}, Ints(2, 5, dtype="uint8")),
        Case("whole floats", {"input_dim": 7, "output_dim": 3}, Ints(2, 5, dtype="float32")),
        Case("one row for all", {"input_dim": 1, "output_dim": 3}, Ints(2, 5, high=1)),
        Case("low rank adaptation", {"input_dim": 7, "output_dim": 5, "lora_rank": 2}, Ints(2, 5)),
    ],
    "ReversibleEmbedding": [
        Case("defaults", {"input_dim": 7, "output_dim": 3}, Ints(2, 5)),
        Case(
            "zeros are masked",
            {"input_dim": 7, "output_dim": 3, "mask_zero": True},
            Ints(2, 5, put={(0, 3): 0, (1, 0): 0}),
        ),
        Case("reverse", {"input_dim": 7, "output_dim": 3}, Floats(2, 5, 3), {"reverse": True}),
        Case("untied", {"input_dim": 7, "output_dim": 3, "tie_weights": False}, Ints(2, 5)),
        Case(
            "untied, reverse",
            {"input_dim": 7, "output_dim": 3, "tie_weights": False},
            Floats(2, 5, 3),
            {"reverse": True},
        ),
        Case(
            "reverse with a soft cap",
            {"input_dim": 7, "output_dim": 3, "logit_soft_cap": 0.75},
            Floats(2, 5, 3),
            {"reverse": True},
        ),
        Case(
            "reverse in float64",
            {"input_dim": 7, "output_dim": 3, "reverse_dtype": "float64"},
            Floats(2, 5, 3),
            {"reverse": True},
        ),
    ],
    "Masking": [
        Case("zeros", {}, Floats(2, 5, 3, put={(0, 4): 0, (1, 1): 0, (1, 2, 0): 0})),
        Case("another value", {"mask_value": 2.0}, Floats(2, 5, 3, put={(0, 0): 2, (1, 3): 2})),
        Case("four axes", {}, Floats(2, 3, 5, 2, put={(0, 1): 0, (1, 2, 4): 0})),
        Case("nothing masked", {"mask_value": -1}, Floats(2, 3, 2)),
        Case("a mask comes in", {}, Floats(2, 3, 2, put={(0, 1): 0}), input_mask=mask("011", "110")),
    ],
    "Identity": [
        Case("an array", {}, Floats(2, 5)),
        Case("a list", {}, [Floats(2, 5), Floats(3, 2)]),
        Case("a dictionary", {}, {"a": Floats(2, 5), "b": [Floats(2, 3), Ints(2, 2)]}),
        Case("carries a mask", {}, Floats(2, 3, 5), input_mask=mask("110", "011")),
        Case("whole numbers", {}, Ints(2, 5)),
    ],
}
