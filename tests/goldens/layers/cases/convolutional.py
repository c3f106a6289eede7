"""Convolutions: plain, transposed, by depth, separable.

TensorFlow's own kernels for processors know neither channels_first of plain and transposed
convolutions nor dilation of transposed ones; XLA's do (`compiled`).

Depthwise and separable layers refuse padding="causal", which their documentation names.
"""
from specs import Case, Floats, Nested, mask

ALL_REGULARIZED = {
    "kernel_regularizer": Nested("L2", l2=0.01),
    "bias_regularizer": "l1",
    "activity_regularizer": Nested("L1L2", l1=0.02, l2=0.03),
}


def args(filters, kernel_size, **more):
    return {"filters": filters, "kernel_size": kernel_size, **more}


def by_depth(cases):
    """The options of depthwise layers: no filters, other names."""
    names = {"kernel_regularizer": "depthwise_regularizer"}
    return [
        Case(
            it.name,
            {names.get(k, k): v for k, v in it.args.items() if k != "filters"},
            it.inputs,
            it.call,
            it.input_mask,
            compiled=it.compiled,
        )
        for it in cases
    ]


def separable(cases):
    names = {"kernel_regularizer": "pointwise_regularizer"}
    return [
        Case(
            it.name,
            {names.get(k, k): v for k, v in it.args.items()},
            it.inputs,
            it.call,
            it.input_mask,
            compiled=it.compiled,
        )
        for it in cases
    ]


X1, X2, X3 = Floats(2, 11, 3), Floats(2, 7, 5, 3), Floats(2, 5, 4, 3, 2)

CONV1 = [
    Case("defaults", args(2, 3), X1),
    Case("same", args(2, 4, padding="same"), X1),
    Case("strides", args(2, 3, strides=2), X1),
    Case("same, strides", args(2, 3, strides=3, padding="same"), Floats(2, 10, 3)),
    Case("dilation", args(2, 3, dilation_rate=2), X1),
    Case("same, dilation", args(2, 3, dilation_rate=3, padding="same"), X1),
    Case("relu without bias", args(2, 5, activation="relu", use_bias=False), X1),
    Case("strides beyond the kernel", args(2, 2, strides=3), X1),
    Case("regularizers", args(2, 3, **ALL_REGULARIZED), X1),
    Case("carries no mask on", args(2, 1), Floats(2, 3, 2), input_mask=mask("110", "011")),
]
CAUSAL = [
    Case("causal", args(2, 3, padding="causal"), X1),
    Case("causal, dilation", args(2, 3, padding="causal", dilation_rate=2), X1),
    Case("causal, strides", args(2, 4, padding="causal", strides=2), X1),
]
# With channels first, and where the last axis is as long as the bias,
# Keras adds the bias along it instead of the channels: no such case here.
FIRST1 = [
    Case(
        "channels first",
        args(2, 3, data_format="channels_first"),
        Floats(2, 3, 11),
        compiled=True,
    )
]

CONV2 = [
    Case("defaults", args(2, 3), X2),
    Case("same, even kernel", args(2, (2, 4), padding="same"), X2),
    Case("strides", args(2, (3, 2), strides=2), X2),
    Case("same, strides", args(2, 3, strides=(2, 2), padding="same"), Floats(2, 6, 7, 3)),
    Case("dilation", args(2, (3, 2), dilation_rate=(2, 2)), X2),
    Case("same, dilation", args(2, 3, dilation_rate=2, padding="same"), X2),
    Case("one by one, tanh without bias", args(5, 1, activation="tanh", use_bias=False), X2),
    Case("regularizers", args(2, (1, 3), **ALL_REGULARIZED), X2),
]
FIRST2 = [
    Case(
        "channels first",
        args(2, (3, 2), data_format="channels_first"),
        Floats(2, 3, 7, 5),
        compiled=True,
    ),
    Case(
        "channels first, same, strides",
        args(2, 3, data_format="channels_first", strides=2, padding="same"),
        Floats(2, 3, 6, 7),
        compiled=True,
    ),
]

CONV3 = [
    Case("defaults", args(2, 2), X3),
    Case("same", args(2, (3, 2, 1), padding="same"), X3),
    Case("strides", args(2, 2, strides=(2, 1, 1)), X3),
    Case("same, strides", args(2, 3, strides=2, padding="same"), X3),
    Case("dilation", args(2, (2, 2, 1), dilation_rate=(3, 2, 1)), X3),
    Case("same, dilation", args(2, 2, dilation_rate=2, padding="same"), X3),
    Case("one by one, elu without bias", args(3, 1, activation="elu", use_bias=False), X3),
    Case("regularizers", args(2, (1, 3, 2), **ALL_REGULARIZED), X3),
]
FIRST3 = [
    Case(
        "channels first",
        args(2, 2, data_format="channels_first"),
        Floats(2, 2, 5, 3, 4),
        compiled=True,
    )
]


def transposed(rank, x):
    """Cases of a transposed convolution on inputs `x`."""
    each = lambda first, *rest: (first, *rest)[:rank]
    return [
        Case("defaults", args(2, 3), x),
        Case("same", args(2, 3, padding="same"), x),
        Case("strides", args(2, 3, strides=2), x),
        Case("same, strides", args(2, each(3, 2, 4), strides=2, padding="same"), x),
        Case("strides beyond the kernel", args(2, 2, strides=3), x),
        Case("same, strides beyond the kernel", args(2, 2, strides=3, padding="same"), x),
        Case(
            "output padding",
            args(2, 3, strides=2, output_padding=each(1, 0, 1)),
            x,
        ),
        Case(
            "same, output padding",
            args(2, 3, strides=3, padding="same", output_padding=each(2, 1, 0)),
            x,
        ),
        Case("relu without bias", args(2, each(2, 1, 3), activation="relu", use_bias=False), x),
        Case("regularizers", args(2, each(2, 3, 1), strides=2, **ALL_REGULARIZED), x),
    ]


CASES = {
    "Conv1D": [
        *CONV1,
        *CAUSAL,
        *FIRST1,
        Case("groups", args(6, 3, groups=3), X1),
        Case("groups, same, strides", args(4, 3, groups=2, strides=2, padding="same"), Floats(2, 9, 4)),
        Case("float64", args(2, 3, dtype="float64"), Floats(2, 7, 3, dtype="float64")),
    ],
    "Conv2D": [
        *CONV2,
        *FIRST2,
        Case("groups", args(6, (3, 2), groups=3), X2),
        Case("groups, same, strides", args(2, 3, groups=2, strides=2, padding="same"), Floats(2, 5, 4, 4)),
        Case("strides that differ", args(2, 3, strides=(2, 1), padding="same"), X2),
        Case("dilation that differs", args(2, (3, 2), dilation_rate=(2, 3)), X2),
    ],
    "Conv3D": [
        *CONV3,
        *FIRST3,
        Case("groups", args(2, 2, groups=2), X3),
    ],
    "Conv1DTranspose": [
        *transposed(1, Floats(2, 5, 3)),
        Case("dilation", args(2, 3, dilation_rate=2), Floats(2, 5, 3), compiled=True),
        Case(
            "same, dilation",
            args(2, 2, dilation_rate=3, padding="same"),
            Floats(2, 5, 3),
            compiled=True,
        ),
        Case(
            "channels first",
            args(2, 3, strides=2, data_format="channels_first"),
            Floats(2, 3, 5),
            compiled=True,
        ),
    ],
    "Conv2DTranspose": [
        *transposed(2, Floats(2, 4, 3, 2)),
        Case("dilation", args(2, (3, 2), dilation_rate=2), Floats(2, 4, 3, 2), compiled=True),
        Case("strides that differ", args(2, 3, strides=(1, 2), padding="same"), Floats(2, 4, 3, 2)),
        Case(
            "channels first",
            args(3, (3, 2), strides=2, data_format="channels_first"),
            Floats(2, 2, 4, 3),
            compiled=True,
        ),
    ],
    "Conv3DTranspose": [
        *transposed(3, Floats(2, 3, 2, 2, 2)),
        Case("dilation", args(2, 2, dilation_rate=2), Floats(2, 3, 2, 2, 2), compiled=True),
        Case(
            "channels first",
            args(3, 2, strides=2, data_format="channels_first"),
            Floats(2, 2, 3, 2, 2),
            compiled=True,
        ),
    ],
    "DepthwiseConv1D": by_depth([
        *CONV1,
        *FIRST1,
        Case("multiplier", args(None, 3, depth_multiplier=2), X1),
        Case("multiplier, same, strides", args(None, 4, depth_multiplier=3, strides=2, padding="same"), X1),
    ]),
    "DepthwiseConv2D": by_depth([
        *CONV2,
        *FIRST2,
        Case("multiplier", args(None, 3, depth_multiplier=2), X2),
        Case("multiplier, same, strides", args(None, (3, 2), depth_multiplier=2, strides=2, padding="same"), X2),
    ]),
    "SeparableConv1D": separable([
        *CONV1,
        *FIRST1,
        Case("multiplier", args(2, 3, depth_multiplier=2, depthwise_regularizer="l2"), X1),
        Case("multiplier, same, strides", args(5, 4, depth_multiplier=3, strides=2, padding="same"), X1),
    ]),
    "SeparableConv2D": separable([
        *CONV2,
        *FIRST2,
        Case("multiplier", args(2, 3, depth_multiplier=2, depthwise_regularizer="l2"), X2),
        Case("multiplier, same, strides", args(5, (3, 2), depth_multiplier=2, strides=2, padding="same"), X2),
    ]),
}
