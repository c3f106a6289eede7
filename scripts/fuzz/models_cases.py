"""Random cases for models.py: single layers, graphs and stacks of layers, without results."""

import json

import keras
import numpy as np

from models_layers import LAYERS, MERGES, NONSENSE, Pick

DIMS = [1, 2, 2, 3, 3, 4, 5, 6, 7]
POLICIES = ["mixed_float16", "mixed_bfloat16", "float64", "float16", "bfloat16"]
MOST = 400
"""Elements of a tensor."""


def size_of(shape):
    return int(np.prod([3 if d is None else d for d in shape]))


def shape_of(r, rank):
    """A shape without its batch."""
    dims = DIMS if rank < 5 else DIMS[:6]
    return [r.choice(dims) if r.random() > 0.02 else 0 for _ in range(rank - 1)]


def opened(r, shape):
    return [d if r.random() < 0.85 else None for d in shape]


def layer_case(r):
    mode = r.choice(["legal"] * 6 + ["wild"] * 2 + ["illegal"] * 3)
    p = Pick(r, mode != "legal")
    merges = r.random() < 0.2
    name = r.choice(list(MERGES if merges else LAYERS))
    batch = r.choice([1, 2, 2, 3]) if r.random() > 0.03 else 0
    spread = name in ("MultiHeadAttention", "GroupQueryAttention")
    if merges:
        rank = 3 if "Attention" in name else r.choice([2, 3, 3, 4])
        shape = shape_of(r, rank)
        args = MERGES[name](p, [batch, *shape] if name in ("Concatenate", "Dot") else shape)
        count = 2 if spread or name in ("Subtract", "Dot") else r.choice([2, 2, 3])
        shapes = [list(shape) for _ in range(count)]
        if name == "Concatenate":
            for it in shapes[1:]:
                axis = args.get("axis", -1)
                it[axis - 1 if axis > 0 else axis] = r.choice(DIMS)
        elif "Attention" in name:
            for it in shapes[1:]:
                it[0] = shapes[-1][0] = r.choice(DIMS[:5])
        elif name != "Dot" and r.random() < 0.3:  # broadcast
            axis = r.randrange(len(shape))
            shapes[1][axis] = 1
        if mode == "illegal" and r.random() < 0.4:
            shapes[-1][r.randrange(len(shape))] += r.choice([1, 2])
    else:
        ranks, make = LAYERS[name]
        rank = r.choice(ranks)
        shapes = [shape_of(r, rank)]
        args = make(p, shapes[0])
    if args is None:
        return None
    r.random() < 0.12 and args.update(dtype=r.choice(POLICIES))
    r.random() < 0.04 and args.update(trainable=False)
    r.random() < 0.1 and args.update(name=r.choice(["a", "my_layer", "x1"]))
    if mode == "illegal":
        kind = r.random()
        if kind < 0.65 and args:
            args[r.choice(list(args))] = r.choice(NONSENSE)
        elif kind < 0.72:
            args["bogus_option"] = 1
        elif r.random() < 0.5 and len(shapes[0]) > 1:
            shapes = [it[:-1] for it in shapes]
        else:
            shapes = [[*it, 2] for it in shapes]
    if any(size_of(it) * max(batch, 1) > MOST for it in shapes):
        return None
    dtype = "int32" if name == "Embedding" else "float32"
    inputs = [{"shape": [batch, *it], "dtype": dtype} for it in shapes]
    masked = r.random() < (0.4 if name in ("SimpleRNN", "LSTM", "GRU", "RNN", "Bidirectional", "TimeDistributed", "Softmax", "Concatenate") or "Attention" in name or "1D" in name else 0.08)
    masks = [[batch, it[0]] if masked and len(it) > 1 and r.random() < 0.9 else None for it in shapes]
    return {"className": name, "args": args, "inputs": inputs, "masks": masks, "spread": spread,
            "training": r.random() < 0.3, "open": [[None, *opened(r, it)] for it in shapes]}


def deserialized(name, args):
    return getattr(keras.layers, name).from_config(json.loads(json.dumps(args)))


def fitting(p, rank, shape):
    """A layer for a shape (without its batch)."""
    names = [name for name, (ranks, _) in LAYERS.items() if rank in ranks and name != "Embedding"]
    name = p.r.choice(names)
    args = LAYERS[name][1](p, [3 if d is None else d for d in shape])
    if args is None:
        return None
    if p.chance(0.03):
        args["dtype"] = p.r.choice(POLICIES)
    if p.chance(0.03):
        args["trainable"] = False
    return deserialized(name, args)


def grown(p, x):
    """What a random layer makes of a symbolic tensor; None where it can't."""
    try:
        layer = fitting(p, len(x.shape), x.shape[1:])
        y = layer and layer(x)
    except Exception:
        return None, None
    return (layer, y) if y is not None and 0 < size_of(y.shape) <= MOST else (None, None)


def input_of(p):
    if p.chance(0.15):
        return keras.Input(p.of((4,), (6,)), dtype="int32")
    shape = [max(d, 1) for d in shape_of(p.r, p.of(2, 3, 3, 4, 4, 5))]
    if p.chance(0.2) and len(shape) > 1:
        shape[0] = None
    return keras.Input(shape)


def stack(p, x, count):
    """Layers that fit one after the other."""
    layers = []
    for _ in range(count * 3):
        if len(layers) == count:
            break
        layer, y = grown(p, x)
        if layer is not None:
            layers.append(layer)
            x = y
    return layers


def embedded(p, x):
    return deserialized("Embedding", LAYERS["Embedding"][1](p, x.shape[1:]))


def sequential(p):
    x = input_of(p)
    layers = [embedded(p, x)] if x.dtype == "int32" else []
    if layers == [None]:
        return None
    layers += stack(p, layers[0](x) if layers else x, p.r.randint(2, 7))
    configs = [keras.saving.serialize_keras_object(it) for it in layers]
    keras.utils.clear_session()
    layers = [deserialized(it["class_name"], it["config"]) for it in configs]
    if p.chance(0.7):
        layers.insert(0, keras.Input(x.shape[1:], dtype=x.dtype))
    model = keras.Sequential(layers, **p.some({}, 0.2, name=["stack", "net"]))
    if not model.built:
        model.build((None, *x.shape[1:]))
    return model, [x]


def merged(p, pool):
    name = p.of(*MERGES)
    x = p.of(*pool)
    others = [y for y in pool if len(y.shape) == len(x.shape)]
    if "Attention" in name and len(x.shape) != 3:
        return None
    chosen = [x, *[p.of(*others) for _ in range(1 if "Attention" in name or name in ("Dot", "Subtract") else p.of(1, 1, 2))]]
    args = MERGES[name](p, x.shape)
    try:
        layer = deserialized(name, args)
        y = layer(*chosen) if name in ("MultiHeadAttention", "GroupQueryAttention") else layer(chosen)
    except Exception:
        return None
    return (y, chosen) if 0 < size_of(y.shape) <= MOST else None


def functional(p):
    inputs = [input_of(p) for _ in range(p.of(1, 1, 2, 3))]
    pool = [embedded(p, x)(x) if x.dtype == "int32" else x for x in inputs]
    used, calls = set(), []
    for _ in range(p.r.randint(3, 12)):
        x = pool[-1] if p.chance(0.5) else p.of(*pool)
        kind = p.r.random()
        if kind < 0.25:
            made = merged(p, pool)
            if made:
                pool.append(made[0])
                used.update(map(id, made[1]))
        elif kind < 0.35 and calls:
            layer = p.of(*calls)
            try:
                y = layer(x)
            except Exception:
                continue
            pool.append(y)
            used.add(id(x))
        elif kind < 0.45:
            layers = stack(p, x, p.r.randint(1, 3))
            if not layers:
                continue
            inner = keras.Input(x.shape[1:], dtype=x.dtype)
            if p.chance(0.5):
                model = keras.Sequential([inner, *layers])
            else:
                y = inner
                for it in layers:
                    y = it(y)
                model = keras.Model(inner, y if p.chance(0.7) else [y, layers[0](inner)])
            ys = model(x)
            calls.append(model)
            pool += ys if isinstance(ys, list) else [ys]
            used.add(id(x))
        else:
            layer, y = grown(p, x)
            if layer is not None:
                calls.append(layer)
                pool.append(y)
                used.add(id(x))
    ends = [y for y in pool if id(y) not in used and all(y is not x for x in inputs)]
    if not ends:
        return None
    if p.chance(0.2):
        ends.append(p.of(*pool))
    return keras.Model(inputs, ends if len(ends) > 1 else ends[0]), inputs


def model_case(r):
    p = Pick(r)
    made = (sequential if r.random() < 0.3 else functional)(p)
    if made is None:
        return None
    model, tensors = made
    if len(model.layers) < 2:
        return None
    batch = r.choice([1, 2, 3]) if r.random() > 0.02 else 0
    open_size = r.choice([2, 3, 5])
    inputs = [{"shape": [batch, *[3 if d is None else d for d in x.shape[1:]]], "dtype": x.dtype} for x in tensors]
    return {"config": json.loads(model.to_json()), "inputs": inputs, "masks": [None] * len(inputs),
            "spread": False, "training": r.random() < 0.4}
