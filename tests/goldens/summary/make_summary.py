"""Records summaries and plots of models as real Keras prints them, beside outlines of the models.

    python make_summary.py keras      writes keras3.json.gz, with Keras 3.15.1 and pydot 4.0.1
    python make_summary.py tf_keras   writes keras2.json.gz, with tf_keras 2.21.0

Run without a terminal, as the width of one would count. An outline is what
lib/models/summary/outline.ts describes. Where pip has no tf_keras, its sources at the tag v2.21.0
do, with empty stand-ins for the modules that are made from protobuf/*.proto: summaries use none.
"""

import gzip
import json
import os
import random
import re
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

NEW = sys.argv[1] == "keras"
if NEW:
    import keras as k
    import pydot
    from keras.src.models.functional import Functional
    from keras.src.utils.summary_utils import count_params, weight_memory_size
else:
    import tf_keras as k
    from tf_keras.engine.functional import Functional
    from tf_keras.utils.layer_utils import count_params, weight_memory_size

L = k.layers


# Outlines


class Outliner:
    """Describes layers; numbers them in the order in which it meets them."""

    def __init__(self):
        self.numbers = {}

    def number(self, layer):
        return self.numbers.setdefault(id(layer), (len(self.numbers) + 1, layer))[0]

    def kind(self, layer):
        if isinstance(layer, k.Sequential):
            return "sequential"
        if isinstance(layer, Functional):
            return "functional"
        if isinstance(layer, k.Model):
            return "subclassed"
        return "layer" if isinstance(layer, L.Layer) else "operation"

    def tensor(self, x):
        dtype = x.dtype if NEW else x.dtype.name
        return {"shape": list(x.shape), "dtype": dtype}

    def tree(self, x, leaf):
        if isinstance(x, dict):
            return {"dict": {key: self.tree(it, leaf) for key, it in x.items()}}
        if isinstance(x, list):
            return [self.tree(it, leaf) for it in x]
        if isinstance(x, tuple) and not (x == () or x[0] is None or isinstance(x[0], int)):
            return {"tuple": [self.tree(it, leaf) for it in x]}
        return leaf(x)

    def source(self, x):
        layer, call, index = x._keras_history
        origin = {
            "layer": self.number(layer),
            "name": layer.name,
            "call": call,
            "tensor": index,
        }
        return {**self.tensor(x), **origin}

    def call(self, node):
        if NEW:
            inputs, outputs = node.input_tensors, node.output_tensors
            outputs = outputs[0] if len(outputs) == 1 else outputs
        else:
            inputs, outputs = node.keras_inputs, node.outputs
        return {
            "inputs": [self.source(x) for x in inputs],
            "outputs": self.tree(outputs, self.tensor),
        }

    def graph(self, model):
        """Which calls are part of a model, by depth."""
        flat = k.tree.flatten if NEW else tf_flatten
        depths = [
            [self.reference(node) for node in nodes] for nodes in model._nodes_by_depth.values()
        ]
        return {
            "depths": depths,
            "inputs": [self.source(x) for x in flat(model.inputs)],
            "outputs": [self.source(x) for x in flat(model.outputs)],
        }

    def reference(self, node):
        layer = node.operation if NEW else node.layer
        return {"layer": self.number(layer), "call": layer._inbound_nodes.index(node)}

    def layer(self, layer):
        kind = self.kind(layer)
        out = {
            "id": self.number(layer),
            "name": layer.name,
            "className": layer.__class__.__name__,
            "kind": kind,
        }
        if kind == "operation":
            out |= {"parameters": 0, "hasWeights": False, "trainable": True}
        else:
            built = layer.built
            out["parameters"] = layer.count_params() if built else None
            out["hasWeights"] = bool(built and layer.weights)
            out["trainable"] = layer.trainable
        activation = getattr(layer, "activation", None)
        if activation is not None:
            out["activation"] = getattr(activation, "name", None) or activation.__name__
        out["calls"] = [self.call(node) for node in layer._inbound_nodes]
        if NEW and not layer._inbound_nodes and getattr(layer, "_build_shapes_dict", None):
            try:
                shapes = layer.compute_output_shape(**layer._build_shapes_dict)
            except (NotImplementedError, ValueError):
                pass  # a model itself, which is no row of its table
            else:
                leaf = lambda shape: {"shape": list(shape), "dtype": layer.compute_dtype}
                out["builtOutputs"] = self.tree(shapes, leaf)
        if kind == "functional":
            inner = layer._operations if NEW else layer.layers
        else:
            inner = getattr(layer, "layers", [])
        out["layers"] = [self.layer(it) for it in inner]
        inner = layer._functional if NEW and kind == "sequential" else layer
        if kind in ("functional", "sequential") and getattr(inner, "_nodes_by_depth", None):
            out["graph"] = self.graph(inner)
        return out

    def model(self, model):
        out = self.layer(model)
        sums = lambda weights: {"count": count_params(weights), "bytes": float(weight_memory_size(weights))}
        out["built"] = bool(model.built)
        out["trainableWeights"] = sums(model.trainable_weights if model.built or NEW else [])
        out["nonTrainableWeights"] = sums(model.non_trainable_weights if model.built or NEW else [])
        if NEW and model.compiled and model.optimizer and model.optimizer.built:
            out["optimizerWeights"] = sums(model.optimizer.variables)
        return out


def tf_flatten(x):
    import tensorflow as tf

    return tf.nest.flatten(x)


# Models


def dense_stack(*units, name=None):
    return k.Sequential([L.Dense(it) for it in units], name=name)


def small_functional(name="small"):
    x = k.Input((6,), name=f"{name}_in")
    h = L.Dense(5, activation="relu", name=f"{name}_first")(x)
    return k.Model(x, L.Dense(4, name=f"{name}_second")(h), name=name)


def sequential_with_input():
    return k.Sequential([k.Input((784,)), L.Dense(256, activation="relu"), L.Dense(10)])


def sequential_unbuilt():
    return k.Sequential([L.Flatten(), L.Dense(256, activation="relu"), L.Dense(10)])


def sequential_called():
    model = sequential_unbuilt()
    model(k.ops.ones((2, 5, 4)) if NEW else numpy_ones(2, 5, 4))
    return model


def numpy_ones(*shape):
    import numpy

    return numpy.ones(shape, "float32")


def sequential_built():
    model = dense_stack(4, 3)
    model.build((None, 7))
    return model


def sequential_empty():
    return k.Sequential(name="nothing")


def convnet():
    return k.Sequential(
        [
            k.Input((28, 28, 1)),
            L.Conv2D(6, 5, activation="sigmoid", padding="same"),
            L.AveragePooling2D(2, 2),
            L.Conv2D(16, 5, activation="sigmoid"),
            L.BatchNormalization(),
            L.MaxPooling2D(2),
            L.Flatten(),
            L.Dropout(0.5),
            L.Dense(120, activation="sigmoid"),
            L.Dense(10, activation="softmax"),
        ],
        name="lenet",
    )


def compiled_fitted():
    model = sequential_with_input()
    model.compile("adam", "mse")
    model.optimizer.build(model.trainable_variables)
    return model


def compiled_sgd():
    model = sequential_with_input()
    model.compile("sgd", "mse")
    model.optimizer.build(model.trainable_variables)
    return model


def compiled_unbuilt_optimizer():
    model = sequential_with_input()
    model.compile("adam", "mse")
    return model


def frozen():
    model = convnet()
    model.layers[0].trainable = False
    model.layers[3].trainable = False
    return model


def all_frozen():
    model = sequential_with_input()
    model.trainable = False
    return model


def functional_chain():
    x = k.Input((3,), name="x")
    return k.Model(x, L.Dense(2, name="out")(L.Dense(4, name="hidden")(x)), name="chain")


def two_inputs():
    a, b = k.Input((8,), name="left"), k.Input((4,), name="right")
    h = L.Concatenate(name="both")([a, L.Dense(8, name="widen")(b)])
    h = L.Dense(16, activation="relu")(h)
    out = [L.Dense(1, name="score")(h), L.Dense(5, activation="softmax", name="kind")(h)]
    return k.Model([a, b], out, name="two_by_two")


def dict_inputs():
    ins = {"query": k.Input((8,), name="query"), "key": k.Input((8,), name="key")}
    out = {"dot": L.Dot(1)([ins["query"], ins["key"]]), "sum": L.Add()([ins["query"], ins["key"]])}
    return k.Model(ins, out, name="by_name")


def residual():
    x = k.Input((32, 32, 3))
    h = L.Conv2D(8, 3, padding="same", activation="relu")(x)
    for _ in range(2):
        skip = h
        h = L.Conv2D(8, 3, padding="same")(h)
        h = L.BatchNormalization()(h)
        h = L.Activation("relu")(h)
        h = L.Add()([skip, h])
    h = L.GlobalAveragePooling2D()(h)
    return k.Model(x, L.Dense(10)(h), name="residual")


def shared_layer():
    a, b = k.Input((6,), name="a"), k.Input((6,), name="b")
    twin = L.Dense(3, name="twin")
    return k.Model([a, b], L.Subtract()([twin(a), twin(b)]), name="siamese")


def called_thrice():
    x = k.Input((4,))
    again = L.Dense(4, name="again")
    return k.Model(x, again(again(again(x))), name="looped")


def called_with_shapes():
    a, b = k.Input((6, 5)), k.Input((3, 5))
    layer = L.Dense(2, name="rows")
    return k.Model([a, b], [layer(a), layer(b)], name="different_shapes")


def shared_outside():
    x = k.Input((4,), name="x")
    layer = L.Dense(4, name="used_elsewhere")
    y = layer(x)
    layer(k.Input((4,), name="other"))
    return k.Model(x, L.Dense(2, name="end")(y), name="part")


def shared_twice_in_sequential():
    layer = L.Dense(4)
    return k.Sequential([k.Input((4,)), layer, layer, L.Dense(1)]) if NEW else None


def lstm_states():
    x = k.Input((None, 8), name="tokens")
    y, h, c = L.LSTM(16, return_sequences=True, return_state=True, name="encoder")(x)
    z = L.LSTM(16, name="decoder")(y, initial_state=[h, c])
    return k.Model(x, [z, h], name="states")


def lstm_sequential():
    return k.Sequential(
        [
            L.Embedding(1000, 32, name="embedding"),
            L.Bidirectional(L.LSTM(16, return_sequences=True), name="both_ways"),
            L.TimeDistributed(L.Dense(3), name="each_step"),
        ],
        name="tagger",
    )


def lstm_sequential_built():
    model = lstm_sequential()
    model.build((None, 12))
    return model


def nested():
    x = k.Input((6,), name="x")
    inner = small_functional("inner")
    h = inner(x)
    h = dense_stack(3, 2, name="stack")(h)
    return k.Model(x, h, name="outer")


def nested_branches():
    a, b = k.Input((6,), name="a"), k.Input((6,), name="b")
    inner = small_functional("tower")
    h = L.Concatenate(name="join")([inner(a), inner(b)])
    return k.Model([a, b], L.Dense(1, name="head")(h), name="towers")


def nested_deep():
    model = small_functional("level_zero")
    for level in ("one", "two", "three"):
        x = k.Input((6,), name=f"in_{level}")
        h = L.Dense(6, name=f"before_{level}")(model(x))
        tail = L.Dense(6, name=f"after_{level}")(L.Add(name=f"add_{level}")([h, x]))
        model = k.Model(x, tail, name=f"level_{level}")
    return model


def nested_several_outputs():
    x, y = k.Input((6,), name="u"), k.Input((6,), name="v")
    mean, spread = L.Dense(2, name="mean")(x), L.Dense(2, name="spread")(y)
    inner = k.Model([x, y], [mean, spread], name="encoder")
    a, b = k.Input((6,), name="p"), k.Input((6,), name="q")
    m, s = inner([a, b])
    out = L.Dense(6, name="decode")(L.Multiply(name="times")([m, s]))
    return k.Model([a, b], [out, m], name="pair")


def sequential_of_sequentials():
    return k.Sequential(
        [
            k.Input((5,)),
            dense_stack(4, 3, name="bottom"),
            k.Sequential([dense_stack(3, 3, name="inmost"), L.Dense(2, name="last")], name="top"),
        ],
        name="tower_of_stacks",
    )


def sequential_of_functional():
    return k.Sequential([k.Input((6,)), small_functional("core"), L.Dense(2)], name="wrapped")


def long_names():
    x = k.Input((3,), name="an_input_whose_name_is_much_longer_than_its_column_is_wide")
    h = L.Dense(4, name="block_with_a_name_that_goes_on_and_on_until_nobody_reads_it")(x)
    h2 = L.Dense(4, name="words in this name are parted by spaces and wrap")(x) if NEW else h
    return k.Model(
        x,
        L.Add(name="sum_of_the_two_branches_of_the_block_above")([h, h2]),
        name="a_model_whose_name_alone_fills_more_than_eighty_columns_of_a_terminal_and_so_is_folded",
    )


def long_names_sequential():
    return k.Sequential(
        [
            k.Input((3,)),
            L.Dense(4, name="block_with_a_name_that_goes_on_and_on_until_nobody_reads_it"),
            L.BatchNormalization(name="normalization_in_the_first_block_of_the_network"),
            L.Dense(1_000_000, name="d"),
        ],
        name="a name of many words which together are longer than the line of a terminal is wide",
    )


def odd_names():
    names = ["畳み込み層その一", "dense[0]", "Überraschung", "a<b&c"] if NEW else ["dense_x", "Dx"]
    return k.Sequential([k.Input((3,))] + [L.Dense(2, name=it) for it in names])


def large():
    return k.Sequential(
        [k.Input((4096,)), L.Dense(4096), L.Dense(4096), L.Dense(1000)], name="large"
    )


class Net(k.Model):
    def __init__(self, **options):
        super().__init__(**options)
        self.hidden = L.Dense(256, activation="relu")
        self.out = L.Dense(10)

    def call(self, x):
        return self.out(self.hidden(x))


class Nested(k.Model):
    def __init__(self, **options):
        super().__init__(**options)
        self.net = Net(name="net")
        self.stack = dense_stack(8, 4, name="stack")
        self.spare = L.Dense(3, name="spare")
        self.norm = L.BatchNormalization(name="norm")

    def call(self, x):
        return self.norm(self.stack(self.net(x)))


def subclassed_unbuilt():
    return Net(name="net")


def subclassed_called():
    model = Net(name="net")
    model(numpy_ones(2, 20))
    return model


def subclassed_nested():
    model = Nested(name="nested")
    model(numpy_ones(2, 20))
    return model


def subclassed_in_functional():
    x = k.Input((20,), name="x")
    return k.Model(x, L.Dense(2, name="end")(Net(name="net")(x)), name="with_net")


def functional_with_operations():
    x = k.Input((4,), name="x")
    y = L.Dense(4, name="d")(x)
    if NEW:
        z = k.ops.relu(y * 2.0 + x)
    else:
        import tensorflow as tf

        z = tf.nn.relu(y * 2.0 + x)
    return k.Model(x, z, name="operations")


def scalar_shapes():
    x = k.Input((), name="x")
    y = k.Input(batch_shape=(2, 3), name="y") if NEW else k.Input(batch_size=2, shape=(3,), name="y")
    h = L.Reshape((1,))(x)
    return k.Model([x, y], [h, L.Dense(2)(y)], name="shapes")


def dict_outputs():
    class Both(L.Layer):
        def call(self, x):
            return {"same": x, "double": x * 2.0}

    x = k.Input((3,), name="x")
    y = Both(name="both")(x)
    return k.Model(x, [y["double"], y["same"]], name="named_outputs")


def integer_inputs():
    x = k.Input((16,), dtype="int32", name="tokens")
    h = L.Embedding(100, 8, mask_zero=False)(x)
    h = L.GlobalAveragePooling1D()(h)
    return k.Model(x, L.Dense(1, dtype="float64")(h), name="text")


def half_precision():
    return k.Sequential([k.Input((9,)), L.Dense(3, dtype="float16"), L.Dense(2, dtype="float64")])


def memory_tie():
    # 1152 bytes are 1.125 KB, a tie of rounding.
    return k.Sequential([k.Input((31,)), L.Dense(9)])


def input_only():
    x = k.Input((3,), name="x")
    return k.Model(x, x, name="identity") if NEW else k.Model(x, L.Dense(1, name="d")(x))


def multi_head():
    q, v = k.Input((5, 16), name="q"), k.Input((7, 16), name="v")
    a = L.MultiHeadAttention(2, 8, name="attention")(q, v)
    return k.Model([q, v], L.LayerNormalization(name="norm")(L.Add(name="add")([a, q])), name="mha")


EVERY = [
    dict(),
    dict(expand_nested=True),
    dict(show_trainable=True),
    dict(expand_nested=True, show_trainable=True),
    dict(line_length=60),
    dict(line_length=100),
    dict(line_length=120, show_trainable=True, columns=140),
    dict(columns=200),
]
RANGES = {
    "convnet": [["conv2d", "conv2d_1"], ["conv2d_1", "conv2d"], ["average.*", "dense"], [".*_1", "d"]],
    "two_inputs": [["left", "both"], ["dense", "kind"]],
    "nested": [["inner", "stack"]],
}
POSITIONS = {
    "sequential_with_input": [
        dict(positions=[0.3, 0.6, 1.0]),
        dict(positions=[0.5, 0.6, 0.7]),
        dict(positions=[0.4, 0.8, 1.2]),
        dict(positions=[0.33, 0.55, 1.0], line_length=90, columns=100),
        dict(line_length=40),
        dict(line_length=33),
        dict(columns=50),
        dict(columns=40, show_trainable=True),
    ],
    "two_inputs": [
        dict(positions=[0.2, 0.4, 0.6, 1.0]),
        dict(positions=[0.2, 0.4, 0.5, 0.8], line_length=110, columns=110),
        dict(line_length=50),
        dict(columns=64),
        dict(columns=70, show_trainable=True),
    ],
}
if not NEW:
    POSITIONS["two_inputs"].append(dict(positions=[30, 55, 67, 100], line_length=100))
    POSITIONS["sequential_with_input"].append(dict(positions=[20, 40, 60]))
    del POSITIONS["sequential_with_input"][2]
    for options in POSITIONS.values():
        for it in options:
            it.pop("columns", None)

PLOTS = [
    dict(),
    dict(show_shapes=True),
    dict(show_shapes=True, show_dtype=True, show_layer_activations=True, show_trainable=True),
    dict(show_layer_names=False, show_dtype=True, rankdir="LR", dpi=96),
    dict(expand_nested=True, show_shapes=True),
    dict(expand_nested=True, show_layer_activations=True, splines="curved"),
    dict(show_trainable=True),
]

MODELS = [
    sequential_with_input,
    sequential_unbuilt,
    sequential_called,
    sequential_built,
    sequential_empty,
    convnet,
    compiled_fitted,
    compiled_sgd,
    compiled_unbuilt_optimizer,
    frozen,
    all_frozen,
    functional_chain,
    two_inputs,
    dict_inputs,
    residual,
    shared_layer,
    called_thrice,
    called_with_shapes,
    shared_outside,
    shared_twice_in_sequential,
    lstm_states,
    lstm_sequential,
    lstm_sequential_built,
    nested,
    nested_branches,
    nested_deep,
    nested_several_outputs,
    sequential_of_sequentials,
    sequential_of_functional,
    long_names,
    long_names_sequential,
    odd_names,
    large,
    subclassed_unbuilt,
    subclassed_called,
    subclassed_nested,
    subclassed_in_functional,
    functional_with_operations,
    scalar_shapes,
    dict_outputs,
    integer_inputs,
    half_precision,
    memory_tie,
    input_only,
    multi_head,
]


def camel(options):
    name = lambda key: re.sub(r"_(.)", lambda it: it[1].upper(), key)
    return {("consoleWidth" if key == "columns" else name(key)): it for key, it in options.items()}


def summary_text(model, options):
    options = dict(options)
    os.environ["COLUMNS"] = str(options.pop("columns", 80))
    lines = []
    # Keras 3 gives the whole text, lines ended, and tf_keras line by line.
    model.summary(print_fn=lines.append, **options)
    return "".join(lines) if NEW else "".join(f"{it}\n" for it in lines)


def dot_text(model, outliner, options):
    text = k.utils.model_to_dot(model, **options).to_string()
    for key, (number, _) in outliner.numbers.items():
        text = text.replace(str(key), str(number))
    return text


def record(make):
    k.backend.clear_session()
    model = make()
    if model is None:
        return None
    outliner = Outliner()
    outline = outliner.model(model)
    every = EVERY if NEW else [it for it in EVERY if "columns" not in it]
    more = [dict(layer_range=it) for it in RANGES.get(make.__name__, [])]
    more += POSITIONS.get(make.__name__, [])
    texts, plots = [], []
    for options in every + more:
        try:
            text = summary_text(model, options)
        except ValueError as error:
            text = None
            print(make.__name__, options, str(error).split("\n")[0])
        if text is not None and any(it["text"] == text for it in texts) and options not in more:
            continue
        texts.append({"options": camel(options), "text": text})
    for options in PLOTS if NEW else []:
        try:
            text = dot_text(model, outliner, options)
        except ValueError:
            text = None
        if not any(it["text"] == text for it in plots):
            plots.append({"options": camel(options), "text": text})
    entry = {"name": make.__name__, "outline": outline, "summaries": texts}
    return {**entry, "plots": plots} if NEW else entry


def random_table(random):
    """A table of random columns and words, as rich prints it."""
    import io

    import rich.console
    import rich.table

    count = random.randint(1, 5)
    columns = [
        {
            "header": "".join(random.choices("abc de", k=random.randint(1, 12))),
            "alignment": random.choice(["left", "right", "center"]),
            "width": random.randint(3, 30),
        }
        for _ in range(count)
    ]
    word = lambda: "".join(random.choices("abcdefg(),._üΩ層", k=random.randint(1, random.choice([4, 9, 25]))))
    gap = lambda: " " * random.choice([1, 1, 1, 2, 5])
    cell = lambda: "".join(gap() + word() for _ in range(random.randint(0, 5)))[random.randint(0, 1) :]
    rows = [[cell() for _ in range(count)] for _ in range(random.randint(0, 4))]
    length = random.randint(4 * count + 1, 110)
    table = rich.table.Table(
        *(rich.table.Column(it["header"], justify=it["alignment"], width=it["width"]) for it in columns),
        width=length,
        show_lines=True,
    )
    for row in rows:
        table.add_row(*row)
    text = " ".join(cell() for _ in range(random.randint(1, 6)))
    width = random.randint(3, 60)

    def printed(it, width):
        console = rich.console.Console(
            file=io.StringIO(), width=width, highlight=False, markup=False, color_system=None
        )
        console.print(it)
        return console.file.getvalue()

    lines = {"text": text, "width": width, "folded": printed(text, width)}
    return {"columns": columns, "rows": rows, "lineLength": length, "text": printed(table, 120), "wrap": lines}


def main():
    versions = {"keras": k.__version__}
    if NEW:
        import importlib.metadata

        versions |= {"pydot": pydot.__version__, "rich": importlib.metadata.version("rich")}
    models = [it for it in map(record, MODELS) if it is not None]
    data = {"versions": versions, "models": models}
    if NEW:
        source = random.Random(1)
        data["tables"] = [random_table(source) for _ in range(60)]
    data = json.dumps(data, ensure_ascii=False)
    target = Path(__file__).parent / ("keras3.json.gz" if NEW else "keras2.json.gz")
    target.write_bytes(gzip.compress(data.encode(), 9, mtime=0))
    print(versions, len(models), "models", sum(len(it["summaries"]) for it in models), "texts")


main()
