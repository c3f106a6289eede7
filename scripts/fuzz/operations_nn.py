"""Convolutions, pools, normalization, losses, images."""

import values as V
from operations import RARE, operation
from picker import has_nan, name_of


def _image(p, spatial, channels=None, low=1):
    """A value [batch, space..., channels]."""
    def good(x):
        return (x.ndim == spatial + 2 and min(x.shape) > 0 and min(x.shape[1:-1]) >= low
                and x.size <= 400 and (channels is None or x.shape[-1] == channels))

    def make():
        most = {1: 9, 2: 6, 3: 4}[spatial]
        space = [p.rng.randint(max(low, 2), most) for _ in range(spatial)]
        return [p.rng.randint(1, 2), *space, channels or p.rng.randint(1, 3)]

    return p.float_(good, make, fresh=0.3)


def _strides(p, n):
    if p.maybe(0.5):
        return p.rng.choice([1, 1, 2])
    return [p.rng.choice([1, 2]) if p.maybe(0.5) else 1 for _ in range(n)]


for _n in (1, 2, 3):
    @operation(f"nn.conv{_n}d", "smooth", 1.5 if _n == 2 else 0.8)
    def _(p, n=_n):
        a = _image(p, n)
        x = p.value(a)
        taps = [p.rng.randint(1, min(3, d)) for d in x.shape[1:-1]]
        groups = 1
        w = p.pick(name_of(x), [*taps, x.shape[-1] // groups, p.rng.randint(1, 3)], fresh=0.2)
        out = {"input": a, "filters": w}
        if n == 1:
            out["stride"] = p.rng.randint(1, 2)
        elif n == 2:
            out["strides"] = _strides(p, 2)
        else:
            out["strides"] = [1, *(p.rng.randint(1, 2) for _ in range(3)), 1]
        out["padding"] = p.rng.choice(["SAME", "VALID"])
        one = out.get("stride", out.get("strides")) == 1
        if one and n < 3 and p.maybe(0.4):
            out["dilations"] = 2
        return out

    @operation(f"nn.conv{_n}d_transpose", "smooth", 0.7)
    def _(p, n=_n):
        a = _image(p, n)
        x = p.value(a)
        padding, stride = p.rng.choice(["SAME", "VALID"]), p.rng.randint(1, 2)
        taps = [p.rng.randint(1, 3) for _ in range(n)]
        depth = p.rng.randint(1, 3)
        if padding == "SAME":
            space = [d * stride - p.rng.randint(0, stride - 1) for d in x.shape[1:-1]]
        else:
            space = [(d - 1) * stride + k for d, k in zip(x.shape[1:-1], taps)]
        w = p.pick(name_of(x), [*taps, depth, x.shape[-1]], fresh=0.2)
        strides = [1, stride, stride, stride, 1] if n == 3 else stride
        return {"input": a, "filters": w, "output_shape": [x.shape[0], *space, depth],
                "strides": strides, "padding": padding}

    for _name in ["max", "avg"]:
        @operation(f"nn.{_name}_pool{_n}d", "exact" if _name == "max" else "smooth", 0.8)
        def _(p, n=_n):
            a = _image(p, n)
            x = p.value(a)
            size = [p.rng.randint(1, min(3, d)) for d in x.shape[1:-1]]
            out = {"input": a, "ksize": size if p.maybe(0.6) else size[0]}
            out["strides"] = [p.rng.randint(1, 2)] * n if p.maybe(0.4) else p.rng.randint(1, 3)
            out["padding"] = p.rng.choice(["SAME", "VALID"])
            if isinstance(out["ksize"], int) and out["ksize"] > min(x.shape[1:-1]):
                out["ksize"] = size
            return out


@operation("nn.max_pool_with_argmax", "exact", 0.3)
def _(p):
    a = p.pick(["float32", "float64"], None,
               lambda x: x.ndim == 4 and x.size > 0 and min(x.shape[1:3]) > 1 and not has_nan(x),
               lambda: [1, p.rng.randint(2, 5), p.rng.randint(2, 5), p.rng.randint(1, 2)])
    return {"input": a, "ksize": 2, "strides": p.rng.randint(1, 2), "padding": "VALID"}


@operation("nn.depthwise_conv2d", "smooth")
def _(p):
    a = _image(p, 2)
    x = p.value(a)
    taps = [p.rng.randint(1, min(3, d)) for d in x.shape[1:-1]]
    w = p.pick(name_of(x), [*taps, x.shape[-1], p.rng.randint(1, 2)], fresh=0.2)
    s = p.rng.randint(1, 2)
    out = {"input": a, "filter": w, "strides": [1, s, s, 1],
           "padding": p.rng.choice(["SAME", "VALID"])}
    inside = all(2 * k - 1 <= d for k, d in zip(taps, x.shape[1:-1]))  # else TensorFlow reads beyond
    return {**out, "dilations": [2, 2]} if s == 1 and inside and p.maybe(0.3) else out


@operation("nn.separable_conv2d", "smooth", 0.7)
def _(p):
    a = _image(p, 2)
    x = p.value(a)
    taps = [p.rng.randint(1, min(3, d)) for d in x.shape[1:-1]]
    m, depth, s = p.rng.randint(1, 2), p.rng.randint(1, 3), p.rng.randint(1, 2)
    return {"input": a, "depthwise_filter": p.pick(name_of(x), [*taps, x.shape[-1], m], fresh=0.2),
            "pointwise_filter": p.pick(name_of(x), [1, 1, x.shape[-1] * m, depth], fresh=0.2),
            "strides": [1, s, s, 1], "padding": p.rng.choice(["SAME", "VALID"])}


@operation("nn.batch_normalization", "smooth")
def _(p):
    a = p.float_(lambda x: x.ndim >= 2, p.ranked(2))
    x = p.value(a)
    kind, c = name_of(x), [x.shape[-1]]
    return {"x": a, "mean": p.pick(kind, c, fresh=0.3),
            "variance": p.pick(kind, c, domain="positive", fresh=1),
            "offset": None if p.maybe(0.2) else p.pick(kind, c, fresh=0.3),
            "scale": None if p.maybe(0.2) else p.pick(kind, c, fresh=0.3),
            "variance_epsilon": 1e-3}


@operation("nn.bias_add", "rounded")
def _(p):
    a = p.number(lambda x: x.ndim >= 2, p.ranked(2))
    x = p.value(a)
    return {"value": a, "bias": p.pick(name_of(x), [x.shape[-1]], fresh=0.2)}


@operation("nn.lrn", "smooth", 0.3)
def _(p):
    a = p.pick("float32", None, lambda x: x.ndim == 4, p.ranked(4, 4))
    return {"input": a, "depth_radius": p.rng.randint(1, 2), "bias": 1.0, "alpha": 0.5, "beta": 0.5}


@operation("nn.softmax_cross_entropy_with_logits", "smooth")
def _(p):
    a = p.float_(lambda x: x.ndim > 0 and x.shape[-1] > 0, p.ranked(1, 3))
    x = p.value(a)
    return {"labels": p.pick(name_of(x), list(x.shape), domain="distribution", fresh=1), "logits": a}


@operation("nn.sparse_softmax_cross_entropy_with_logits", "smooth")
def _(p):
    a = p.float_(lambda x: x.ndim > 0 and x.size > 0, p.ranked(1, 3))
    x = p.value(a)
    return {"labels": p.indices(x.shape[-1], list(x.shape[:-1])), "logits": a}


for _name in ["sigmoid_cross_entropy_with_logits", "weighted_cross_entropy_with_logits"]:
    @operation("nn." + _name, "smooth", 0.8)
    def _(p, name=_name):
        a = p.float_()
        x = p.value(a)
        labels = p.pick(name_of(x), list(x.shape), domain="probability", fresh=0.8)
        out = {"labels": labels, "logits": a}
        return {**out, "pos_weight": p.rng.choice([0.5, 2.0])} if "weighted" in name else out


@operation("nn.log_poisson_loss", "smooth", 0.4)
def _(p):
    a = p.float_()
    x = p.value(a)
    out = {"targets": p.pick(name_of(x), list(x.shape), domain="positive", fresh=0.9), "log_input": a}
    return {**out, "compute_full_loss": True} if p.maybe(0.3) else out


@operation("nn.ctc_loss", "smooth", RARE)
def _(p):
    time, batch, classes, longest = p.rng.randint(4, 6), p.rng.randint(1, 2), p.rng.randint(3, 4), 2
    return {"labels": p.leaf("int32", [batch, longest], ("index", 1, classes)),
            "logits": p.leaf("float32", [time, batch, classes], "smooth"),
            "label_length": p.leaf("int32", [batch], ("index", 1, longest + 1)),
            "logit_length": p.leaf("int32", [batch], ("index", 4, time + 1)),
            "blank_index": 0}


@operation("image.resize", "smooth")
def _(p):
    a = p.number(lambda x: x.ndim in (3, 4) and x.size > 0 and x.size <= 300,
                 lambda: [*([p.rng.randint(1, 2)] if p.maybe(0.7) else []),
                          p.rng.randint(1, 5), p.rng.randint(1, 5), p.rng.randint(1, 3)])
    out = {"images": a, "size": [p.rng.randint(1, 6), p.rng.randint(1, 6)]}
    return {**out, "method": p.rng.choice(["bilinear", "nearest"])} if p.maybe(0.8) else out


@operation("image.flip_left_right", "exact", 0.2)
def _(p):
    return {"image": _image(p, 2)}


