"""Random options of Keras's layers, for models.py.

LAYERS has, by class, the ranks (batch included) that a layer takes and a function of a source of
random choices and a shape (without batch) that gives arguments, or None where nothing fits. Where
`wild` is set, choices include those that Keras may refuse.
"""

ACTIVATIONS = ["linear", "relu", "tanh", "sigmoid", "elu", "softplus", "softmax", "gelu", "selu",
               "swish", "leaky_relu", "hard_sigmoid", "exponential", "softsign", "relu6", "mish",
               "log_softmax", "silu", "celu", "hard_tanh", "squareplus", "sparse_plus"]
REGULARIZERS = ["l1", "l2", {"class_name": "L2", "config": {"l2": 0.25}},
                {"class_name": "L1L2", "config": {"l1": 0.5, "l2": 0.125}}]
CONSTRAINTS = ["non_neg", "max_norm", "unit_norm"]
INITIALIZERS = ["zeros", "ones", "glorot_normal", "he_uniform", "lecun_normal", "random_uniform"]
WINDOWS = [1, 1, 2, 2, 3, 3, 4, 5]


class Pick:
    """Random choices; `wild` ones may be refused."""

    def __init__(self, r, wild=False):
        self.r, self.wild = r, wild

    def of(self, *items):
        return self.r.choice(items)

    def chance(self, p):
        return self.r.random() < p

    def some(self, args, p=0.3, **options):
        """Each option with a probability, of lists of choices."""
        for name, choices in options.items():
            if self.chance(p):
                args[name] = self.r.choice(list(choices))
        return args

    def window(self, rank, choices, same=0.5):
        """A number for all axes, or one for each."""
        if self.chance(same):
            return self.r.choice(choices)
        return [self.r.choice(choices) for _ in range(rank)]

    def weights(self, args, *names):
        """Initializers, regularizers, constraints of weights, and the activity regularizer."""
        for name in names:
            self.some(args, 0.08, **{f"{name}_initializer": INITIALIZERS})
            self.some(args, 0.12, **{f"{name}_regularizer": REGULARIZERS})
            self.some(args, 0.06, **{f"{name}_constraint": CONSTRAINTS})
        return self.some(args, 0.08, activity_regularizer=REGULARIZERS)

    def format(self, args, p=0.2):
        return self.some(args, p, data_format=["channels_first", "channels_last"])

    def axes(self, rank):
        """One or several axes but that of the batch, negative ones among them."""
        axes = [self.r.choice([a, a - rank]) for a in range(1, rank)]
        self.r.shuffle(axes)
        return axes[:self.r.randint(1, len(axes))] if self.chance(0.4) else axes[0]


def is_first(args):
    return args.get("data_format") == "channels_first"


def channels(args, shape):
    return shape[0] if is_first(args) else shape[-1]


def dense(p, shape):
    args = p.some({"units": p.of(1, 2, 3, 4, 5, 7)}, activation=ACTIVATIONS, use_bias=[False, True])
    return p.weights(args, "kernel", "bias")


def strides_and_dilation(p, args, rank):
    kind = p.of(0, 0, 1, 1, 2, 3 if p.wild else 0)
    if kind in (1, 3):
        args["strides"] = p.window(rank, [1, 2, 3])
    if kind in (2, 3):
        args["dilation_rate"] = p.window(rank, [1, 2, 3])
    return args


def convolution(rank):
    def make(p, shape):
        args = {"filters": p.of(1, 2, 3, 4, 6), "kernel_size": p.window(rank, WINDOWS)}
        p.format(strides_and_dilation(p, args, rank))
        p.some(args, 0.6, padding=["same", "valid"] + (["causal"] if rank == 1 else []))
        p.some(args, activation=ACTIVATIONS, use_bias=[False])
        if p.chance(0.3):
            whole = [g for g in (1, 2, 3) if p.wild or channels(args, shape) % g == 0 == args["filters"] % g]
            args["groups"] = p.r.choice(whole)
        return p.weights(args, "kernel", "bias")
    return make


def transposed(rank):
    def make(p, shape):
        args = {"filters": p.of(1, 2, 3), "kernel_size": p.window(rank, WINDOWS)}
        p.format(strides_and_dilation(p, args, rank))
        p.some(args, 0.5, padding=["same", "valid"])
        p.some(args, 0.25, output_padding=[p.window(rank, [0, 1, 2])])
        p.some(args, activation=ACTIVATIONS, use_bias=[False])
        return p.weights(args, "kernel", "bias")
    return make


def depthwise(rank):
    def make(p, shape):
        args = {"kernel_size": p.window(rank, WINDOWS)}
        kind = p.of(0, 1, 2)
        if kind == 1:
            args["strides"] = p.of(1, 2, 3) if not p.wild else p.window(rank, [1, 2, 3])
        if kind == 2:
            args["dilation_rate"] = p.window(rank, [1, 2])
        p.format(p.some(args, padding=["same", "valid"], depth_multiplier=[1, 2, 3]), 0.1)
        p.some(args, activation=ACTIVATIONS, use_bias=[False])
        return p.weights(args, "depthwise", "bias")
    return make


def separable(rank):
    inner = depthwise(rank)

    def make(p, shape):
        args = {"filters": p.of(1, 2, 3), **inner(p, shape)}
        return p.weights(args, "pointwise")
    return make


def pool(rank):
    def make(p, shape):
        args = {"pool_size": p.window(rank, [1, 2, 2, 3])}
        p.some(args, 0.4, strides=[p.window(rank, [1, 2, 3])], padding=["same", "valid"])
        return p.format(args)
    return make


def global_pool(p, shape):
    return p.format(p.some({}, keepdims=[True, False]))


def adaptive(rank):
    return lambda p, shape: p.format({"output_size": p.window(rank, [1, 2, 3])}, 0.15)


def batch_norm(p, shape):
    args = p.some({}, 0.3, momentum=[0.5, 0.9, 0.0], epsilon=[1e-5, 0.1], center=[False], scale=[False])
    rank = len(shape) + 1
    p.some(args, 0.4, axis=[p.r.randint(1, rank - 1), p.r.randint(1, rank - 1) - rank])
    return p.weights(args, "beta", "gamma")


def layer_norm(p, shape):
    args = p.some({}, 0.3, epsilon=[1e-5, 0.1], center=[False], scale=[False])
    p.some(args, 0.6, axis=[p.axes(len(shape) + 1)])
    return p.weights(args, "beta", "gamma")


def rms_norm(p, shape):
    return p.some({}, 0.4, epsilon=[1e-5, 0.1], axis=[p.axes(len(shape) + 1)])


def group_norm(p, shape):
    rank = len(shape) + 1
    axis = p.of(-1, -1, p.r.randint(1, rank - 1), p.r.randint(1, rank - 1) - rank)
    size = ([None] + list(shape))[axis]
    whole = [g for g in (-1, 1, 2, 3, 4, 32) if p.wild or g == -1 or size and size % g == 0]
    args = p.some({"groups": p.r.choice(whole), "axis": axis}, 0.3, epsilon=[1e-5, 0.1], center=[False], scale=[False])
    return p.weights(args, "beta", "gamma")


def embedding(p, shape):
    args = {"input_dim": 6, "output_dim": p.of(1, 2, 3, 4)}
    return p.weights(p.some(args, mask_zero=[True, True, False]), "embeddings")


def reshape(p, shape):
    size = 1
    for d in shape:
        if d is None:
            return None
        size *= d
    choices = [[size], [-1], [1, size], [size, 1], [-1, 1]]
    choices += [[d, size // d] for d in (2, 3, 4) if size and size % d == 0]
    choices += [[-1, d] for d in (2, 3) if size % d == 0] + [list(shape[::-1]), [*shape, 1]]
    return {"target_shape": p.r.choice(choices)}


def permute(p, shape):
    dims = list(range(1, len(shape) + 1))
    p.r.shuffle(dims)
    return {"dims": dims}


def ends(name, rank, smallest, shape_of=lambda shape: shape):
    def make(p, shape):
        pair = lambda: [p.of(0, 0, 1, 2), p.of(0, 1, 1, 2)]
        value = p.of(p.of(0, 1, 2), pair() if rank == 1 else [p.of(0, 1) for _ in range(rank)],
                     pair() if rank == 1 else [pair() for _ in range(rank)])
        args = {name: value}
        return args if rank == 1 and name == "cropping" else p.format(args)
    return make


def up_sampling(rank):
    def make(p, shape):
        if rank == 1:
            return {"size": p.of(1, 2, 3)}
        args = p.format({"size": p.window(rank, [1, 2, 3])})
        if rank == 2:
            p.some(args, interpolation=["nearest", "bilinear", "bicubic"] + (["lanczos3"] if p.wild else []))
        return args
    return make


def softmax(p, shape):
    rank = len(shape) + 1
    return p.some({}, 0.5, axis=[p.r.randint(1, rank - 1), p.r.randint(1, rank - 1) - rank, p.axes(rank)])


def prelu(p, shape):
    args = p.weights({}, "alpha")
    args.pop("activity_regularizer", None)
    inner = range(1, len(shape) + 1)
    shared = [a for a in inner if p.chance(0.5)]
    if shared and p.chance(0.6):
        args["shared_axes"] = shared
    return args


def attention_of(p, args):
    return p.some(args, 0.4, use_scale=[True, False])


def einsum_dense(p, shape):
    if len(shape) == 1:
        return p.weights(p.some({"equation": p.of("ab,bc->ac", "...b,bc->...c"), "output_shape": [3]}, 0.4, bias_axes=["c"], activation=ACTIVATIONS), "kernel", "bias")
    if len(shape) == 2:
        equation, out = p.of(("abc,cd->abd", [None, 3]), ("abc,bd->adc", [3, shape[1]]), ("abc,cde->abde", [None, 2, 3]), ("...c,cd->...d", [None, 2]), ("abc,bcd->ad", [4]))
        return p.weights(p.some({"equation": equation, "output_shape": out}, 0.4, bias_axes=["d"], activation=ACTIVATIONS), "kernel", "bias")
    return None


RATES = [0.0, 0.25, 0.5, 0.9]


def dropout(p, shape):
    args = {"rate": p.r.choice(RATES), "seed": p.r.randint(0, 9999)}
    return p.some(args, 0.2, noise_shape=[[None] + [p.of(1, d) for d in shape]])


def spatial(p, shape):
    args = {"rate": p.r.choice(RATES), "seed": p.r.randint(0, 9999)}
    return args if len(shape) == 2 else p.format(args)


def recurrent_options(p):
    args = p.some({}, 0.35, return_sequences=[True], go_backwards=[True], unroll=[True],
                  activation=["tanh", "relu", "sigmoid", "softsign"], use_bias=[False])
    p.some(args, 0.15, zero_output_for_mask=[True], dropout=[0.25], recurrent_dropout=[0.25])
    args["seed"] = p.r.randint(0, 9999)
    return args


def simple_rnn(p, shape):
    return p.weights({"units": p.of(1, 2, 3), **recurrent_options(p)}, "kernel", "recurrent", "bias")


def lstm(p, shape):
    args = p.some(simple_rnn(p, shape), unit_forget_bias=[False])
    return p.some(args, recurrent_activation=["sigmoid", "hard_sigmoid", "relu"])


def gru(p, shape):
    args = p.some(simple_rnn(p, shape), reset_after=[False])
    return p.some(args, recurrent_activation=["sigmoid", "hard_sigmoid"])


def conv_lstm(rank):
    def make(p, shape):
        args = {"filters": p.of(1, 2), "kernel_size": p.window(rank, [1, 2, 3]), "seed": p.r.randint(0, 999)}
        p.some(args, padding=["same", "valid"], return_sequences=[True], go_backwards=[True], strides=[1, 2],
               use_bias=[False], unit_forget_bias=[False], recurrent_activation=["hard_sigmoid"])
        return p.weights(args, "kernel", "recurrent")
    return make


def wrapped(class_name, args):
    return {"module": "keras.layers", "class_name": class_name, "config": args, "registered_name": None}


def bidirectional(p, shape):
    kind = p.of("SimpleRNN", "LSTM", "GRU")
    make = {"SimpleRNN": simple_rnn, "LSTM": lstm, "GRU": gru}[kind]
    return {"layer": wrapped(kind, make(p, shape)), "merge_mode": p.of("concat", "sum", "mul", "ave")}


def rnn(p, shape):
    kinds = {"SimpleRNNCell": 0, "LSTMCell": 1, "GRUCell": 2}
    cell = lambda: wrapped(p.of(*kinds), {"units": p.of(1, 2, 3), "seed": p.r.randint(0, 99)})
    args = p.some({}, 0.3, return_sequences=[True], go_backwards=[True], unroll=[True], zero_output_for_mask=[True])
    stack = wrapped("StackedRNNCells", {"cells": [cell(), cell()]})
    return {"cell": stack if p.chance(0.3) else cell(), **args}


def time_distributed(p, shape):
    name = p.of(*[n for n, (ranks, _) in LAYERS.items() if len(shape) in ranks and n not in DEEP])
    args = LAYERS[name][1](p, shape[1:])
    return args and {"layer": wrapped(name, args)}


def spectral(p, shape):
    kind = p.of("Dense", {2: "Conv1D", 3: "Conv2D"}.get(len(shape), "Dense"))
    args = LAYERS[kind][1](p, shape)
    return {"layer": wrapped(kind, args), "power_iterations": p.of(1, 2)}


DEEP = {"TimeDistributed", "Bidirectional", "RNN", "ConvLSTM1D", "ConvLSTM2D", "SpectralNormalization", "Embedding"}
ANY = (2, 3, 4, 5)
plain = lambda **options: lambda p, shape: p.some({}, 0.5, **options)
LAYERS = {
    "Activation": (ANY, lambda p, s: {"activation": p.r.choice(ACTIVATIONS)}),
    "ActivityRegularization": (ANY, plain(l1=[0.5], l2=[0.25])),
    "BatchNormalization": (ANY, batch_norm), "LayerNormalization": (ANY, layer_norm),
    "GroupNormalization": (ANY, group_norm), "RMSNormalization": (ANY, rms_norm),
    "UnitNormalization": (ANY, lambda p, s: p.some({}, 0.6, axis=[p.axes(len(s) + 1)])),
    "Dense": (ANY, dense), "EinsumDense": ((2, 3), einsum_dense), "Embedding": ((2, 3), embedding),
    "Flatten": (ANY, lambda p, s: p.format({})), "Identity": (ANY, plain()),
    "Masking": ((3, 4), plain(mask_value=[0.5, 0.0])), "Permute": (ANY, permute),
    "RepeatVector": ((2,), lambda p, s: {"n": p.of(1, 2, 3)}), "Reshape": (ANY, reshape),
    "ReLU": (ANY, plain(max_value=[1.5, 6.0], negative_slope=[0.1], threshold=[0.2, -0.2, 1])),
    "ELU": (ANY, plain(alpha=[0.5, 2])), "LeakyReLU": (ANY, plain(negative_slope=[0.1, 0, 1.5])),
    "PReLU": (ANY, prelu), "Softmax": (ANY, softmax),
    "Dropout": (ANY, dropout), "AlphaDropout": (ANY, dropout),
    "GaussianDropout": (ANY, lambda p, s: {"rate": p.r.choice(RATES), "seed": 5}),
    "GaussianNoise": (ANY, lambda p, s: {"stddev": p.of(0.0, 0.5, 2), "seed": 6}),
    "SimpleRNN": ((3,), simple_rnn), "LSTM": ((3,), lstm), "GRU": ((3,), gru), "RNN": ((3,), rnn),
    "Bidirectional": ((3,), bidirectional), "ConvLSTM1D": ((4,), conv_lstm(1)), "ConvLSTM2D": ((5,), conv_lstm(2)),
    "TimeDistributed": ((3, 4, 5), time_distributed), "SpectralNormalization": (ANY, spectral),
}
for n in (1, 2, 3):
    ranks = (n + 2,)
    LAYERS[f"Conv{n}D"], LAYERS[f"Conv{n}DTranspose"] = (ranks, convolution(n)), (ranks, transposed(n))
    for kind in ("Max", "Average"):
        LAYERS[f"{kind}Pooling{n}D"] = (ranks, pool(n))
        LAYERS[f"Global{kind}Pooling{n}D"] = (ranks, global_pool)
        LAYERS[f"Adaptive{kind}Pooling{n}D"] = (ranks, adaptive(n))
    LAYERS[f"ZeroPadding{n}D"] = (ranks, ends("padding", n, 0))
    LAYERS[f"Cropping{n}D"] = (ranks, ends("cropping", n, 0))
    LAYERS[f"UpSampling{n}D"] = (ranks, up_sampling(n))
    LAYERS[f"SpatialDropout{n}D"] = (ranks, spatial)
    if n < 3:
        LAYERS[f"DepthwiseConv{n}D"] = (ranks, depthwise(n))
        LAYERS[f"SeparableConv{n}D"] = (ranks, separable(n))

MERGES = {
    **{name: lambda p, shape: {} for name in ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum")},
    "Concatenate": lambda p, shape: p.some({}, 0.6, axis=[p.of(p.r.randint(1, len(shape)), -p.r.randint(1, len(shape)))]),
    "Dot": lambda p, shape: p.some({"axes": p.of(-1, p.r.randint(1, len(shape)))}, normalize=[True]),
    "Attention": lambda p, shape: p.some({}, 0.4, use_scale=[True], score_mode=["concat", "dot"]),
    "AdditiveAttention": lambda p, shape: p.some({}, 0.4, use_scale=[False]),
    "MultiHeadAttention": lambda p, shape: p.weights(p.some({"num_heads": p.of(1, 2), "key_dim": p.of(1, 2, 3)}, value_dim=[1, 2], use_bias=[False], output_shape=[3]), "kernel"),
    "GroupQueryAttention": lambda p, shape: p.some({"head_dim": p.of(1, 2), "num_query_heads": 4, "num_key_value_heads": p.of(1, 2, 4)}, use_bias=[False]),
}
"""Layers of several inputs."""

NONSENSE = [-1, 0, 2.5, "bogus", None, [], [1, 2, 3, 4], True, 100, -7, [0], [-1, 2], {}]
"""What an option is replaced by where it has to be refused, or is odd."""
