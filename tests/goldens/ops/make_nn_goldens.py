"""Writes nn.json.gz: what TensorFlow's functions of tf.nn and tf.image give for small inputs.

Run with TensorFlow 2.21 on the CPU. What its processors' kernels lack (channels first) is asked for
with channels last and turned by hand.
"""

import gzip
import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import numpy as np
import tensorflow as tf

RANDOM = np.random.RandomState(20)
CASES = []
FIRST = {3: [0, 2, 1], 4: [0, 3, 1, 2], 5: [0, 4, 1, 2, 3]}


def eighths(*shape, dtype="float32", low=-16, high=17):
    return (RANDOM.randint(low, high, shape) / 8).astype(dtype)


def camel(name):
    head, *rest = name.split("_")
    return head + "".join(it.capitalize() for it in rest)


def plain(value):
    if isinstance(value, float) and not np.isfinite(value):
        return str(value)
    return value


def encode(value):
    if isinstance(value, (np.ndarray, tf.Tensor)):
        array = value.numpy() if isinstance(value, tf.Tensor) else value
        values = np.ravel(array.astype("float32") if array.dtype.name in ("float16", "bfloat16") else array).tolist()
        return {"dtype": array.dtype.name, "shape": list(array.shape), "values": [plain(it) for it in values]}
    return value


def weighted(result):
    """The sum of squares, each with a weight of its own."""
    weights = (np.arange(result.shape.num_elements()) * 7 % 11 + 1) / 8
    return tf.reduce_sum(tf.square(result) * tf.constant(weights, result.dtype, result.shape))


def case(name, first=False, wrt=(), **args):
    """One call of tf.<name>; with `first`, images and results have their channels first.

    For the arguments in `wrt` the gradients of a weighted sum of the first result's squares are kept too.
    """
    function = tf
    for part in name.split("."):
        function = getattr(function, part)
    given = {key: tf.constant(it) if isinstance(it, np.ndarray) else it for key, it in args.items()}
    with tf.GradientTape() as tape:
        tape.watch([given[key] for key in wrt])
        results = function(**given)
        first_result = results[0] if isinstance(results, (list, tuple)) else results
        turned_result = tf.transpose(first_result, FIRST[len(first_result.shape)]) if first else first_result
        loss = weighted(turned_result) if wrt else None
    gradients = {}
    if wrt:
        for key, it in zip(wrt, tape.gradient(loss, [given[key] for key in wrt])):
            it = tf.convert_to_tensor(it)
            turned = first and key == next(iter(args))
            gradients[camel(key)] = encode(tf.transpose(it, FIRST[len(it.shape)]) if turned else it)
    results = list(results) if isinstance(results, (list, tuple)) else [results]
    shown = dict(args)
    if first:
        key = next(iter(args))
        rank = len(args[key].shape)
        shown[key] = np.transpose(args[key], FIRST[rank])
        shown["data_format"] = {3: "NCW", 4: "NCHW", 5: "NCDHW"}[rank]
        if "output_shape" in args:
            shown["output_shape"] = [args["output_shape"][axis] for axis in FIRST[rank]]
        results = [tf.transpose(it, FIRST[rank]) for it in results]
    head, last = name.rsplit(".", 1)
    CASES.append({
        "name": f"{head}.{camel(last)}",
        "args": {camel(key): encode(it) for key, it in shown.items()},
        "outputs": [encode(it) for it in results],
        **({"gradients": gradients} if gradients else {}),
    })


def convolutions():
    for dtype in ["float32", "float64"]:
        x, f = eighths(2, 7, 3, dtype=dtype), eighths(3, 3, 4, dtype=dtype)
        for first in [False, True]:
            case("nn.conv1d", first, input=x, filters=f, stride=1, padding="SAME")
            case("nn.conv1d", first, input=x, filters=f, stride=2, padding="VALID")
            case("nn.conv1d", first, input=x, filters=f, stride=1, padding="VALID", dilations=2)
        case("nn.conv1d", input=eighths(2, 3, 6, 2, dtype=dtype), filters=eighths(2, 2, 3, dtype=dtype), stride=1, padding="SAME")
        case("nn.conv1d_transpose", input=eighths(2, 3, 4, dtype=dtype), filters=f, output_shape=[2, 7, 3], strides=2, padding="VALID")
        case("nn.conv1d_transpose", True, input=eighths(2, 4, 4, dtype=dtype), filters=f, output_shape=[2, 7, 3], strides=2)
        x, f = eighths(2, 6, 5, 4, dtype=dtype), eighths(3, 2, 4, 3, dtype=dtype)
        for first in [False, True]:
            case("nn.conv2d", first, input=x, filters=f, strides=1, padding="SAME")
            case("nn.conv2d", first, input=x, filters=f, strides=[2, 1], padding="VALID")
        case("nn.conv2d", input=x, filters=f, strides=[1, 2, 2, 1], padding="SAME", dilations=[1, 1, 1, 1])
        case("nn.conv2d", input=x, filters=f, strides=1, padding="SAME", dilations=[2, 1])
        case("nn.conv2d", input=x, filters=f, strides=1, padding=[[0, 0], [1, 2], [0, 3], [0, 0]])
        case("nn.conv2d", input=x, filters=eighths(3, 2, 2, 6, dtype=dtype), strides=1, padding="SAME")
        case("nn.conv2d", input=eighths(2, 2, 4, 4, 2, dtype=dtype), filters=eighths(2, 2, 2, 1, dtype=dtype), strides=1, padding="VALID")
        case("nn.convolution", input=x, filters=f)
        case("nn.convolution", input=x, filters=f, padding="SAME", dilations=2)
        case("nn.atrous_conv2d", value=x, filters=f, rate=2, padding="VALID")
        for first in [False, True]:
            case("nn.conv2d_transpose", first, input=eighths(2, 3, 3, 3, dtype=dtype), filters=f, output_shape=[2, 6, 5, 4], strides=2)
        case("nn.conv2d_transpose", input=eighths(2, 4, 4, 3, dtype=dtype), filters=f, output_shape=[2, 6, 5, 4], strides=1, padding="VALID")
        case("nn.conv_transpose", input=eighths(2, 3, 4, dtype=dtype), filters=eighths(3, 3, 4, dtype=dtype), output_shape=[2, 6, 3], strides=2)
        case("nn.atrous_conv2d_transpose", value=eighths(2, 2, 4, 3, dtype=dtype), filters=eighths(3, 2, 4, 3, dtype=dtype), output_shape=[2, 6, 6, 4], rate=2, padding="VALID")
        d = eighths(3, 2, 4, 2, dtype=dtype)
        for first in [False, True]:
            case("nn.depthwise_conv2d", first, input=x, filter=d, strides=[1, 1, 1, 1], padding="SAME")
        case("nn.depthwise_conv2d", input=x, filter=d, strides=[1, 2, 2, 1], padding="VALID")
        case("nn.depthwise_conv2d", input=x, filter=d, strides=[1, 1, 1, 1], padding="SAME", dilations=[2, 2])
        case("nn.depthwise_conv2d_backprop_input", input_sizes=[2, 6, 5, 4], filter=d, out_backprop=eighths(2, 6, 5, 8, dtype=dtype), strides=[1, 1, 1, 1], padding="SAME")
        case("nn.depthwise_conv2d_backprop_filter", input=x, filter_sizes=[3, 2, 4, 2], out_backprop=eighths(2, 6, 5, 8, dtype=dtype), strides=[1, 1, 1, 1], padding="SAME")
        case("nn.separable_conv2d", input=x, depthwise_filter=d, pointwise_filter=eighths(1, 1, 8, 3, dtype=dtype), strides=[1, 1, 1, 1], padding="VALID")
        x, f = eighths(1, 4, 5, 4, 2, dtype=dtype), eighths(2, 3, 2, 2, 3, dtype=dtype)
        for first in [False, True]:
            case("nn.conv3d", first, input=x, filters=f, strides=[1, 1, 1, 1, 1], padding="SAME")
        case("nn.conv3d", input=x, filters=f, strides=[1, 2, 2, 2, 1], padding="VALID")
        case("nn.conv3d_transpose", input=eighths(1, 2, 3, 2, 3, dtype=dtype), filters=f, output_shape=[1, 4, 5, 4, 2], strides=[1, 2, 2, 2, 1])
    case("nn.conv2d", input=RANDOM.randint(-9, 9, (1, 4, 4, 2)).astype("int32"), filters=RANDOM.randint(-9, 9, (3, 3, 2, 2)).astype("int32"), strides=1, padding="SAME")


def pools():
    for dtype in ["float32", "float64"]:
        x1, x2, x3 = eighths(2, 7, 3, dtype=dtype), eighths(2, 5, 6, 3, dtype=dtype), eighths(1, 4, 5, 6, 2)
        for kind in ["max", "avg"]:
            for padding in ["SAME", "VALID"]:
                for first in [False, True]:
                    case(f"nn.{kind}_pool1d", first, input=x1, ksize=3, strides=2, padding=padding)
                    case(f"nn.{kind}_pool2d", first, input=x2, ksize=[2, 3], strides=2, padding=padding)
                    if dtype == "float32":
                        case(f"nn.{kind}_pool3d", first, input=x3, ksize=2, strides=[2, 1, 2], padding=padding)
                case(f"nn.{kind}_pool", input=x2, ksize=[1, 2, 2, 1], strides=1, padding=padding)
            case("nn.pool", input=x2, window_shape=[2, 2], pooling_type=kind.upper())
            case("nn.pool", input=x2, window_shape=[3, 2], pooling_type=kind.upper(), strides=[2, 1], padding="SAME")
            case("nn.pool", input=x2, window_shape=[2, 2], pooling_type=kind.upper(), dilations=[2, 3])
            case("nn.pool", input=x1, window_shape=[2], pooling_type=kind.upper(), dilations=[2])
        case("nn.max_pool2d", input=x2, ksize=3, strides=2, padding=[[0, 0], [1, 2], [0, 1], [0, 0]])
        for batched in [False, True]:
            case("nn.max_pool_with_argmax", input=x2, ksize=[2, 3], strides=[2, 1], padding="SAME", include_batch_in_index=batched)
    case("nn.max_pool2d", input=RANDOM.randint(-9, 9, (1, 4, 4, 2)).astype("int32"), ksize=2, strides=2, padding="SAME")


def losses():
    for dtype in ["float32", "float64"]:
        x = eighths(2, 3, 4, dtype=dtype)
        p = np.abs(eighths(2, 3, 4, dtype=dtype)) + 0.125
        case("nn.softmax_cross_entropy_with_logits", labels=p / p.sum(-1, keepdims=True), logits=x)
        case("nn.softmax_cross_entropy_with_logits", labels=p / p.sum(1, keepdims=True), logits=x, axis=1)
        case("nn.softmax_cross_entropy_with_logits", labels=p[0, 0], logits=x[0, 0])
        case("nn.sparse_softmax_cross_entropy_with_logits", labels=RANDOM.randint(0, 4, (2, 3)).astype("int32"), logits=x)
        case("nn.sparse_softmax_cross_entropy_with_logits", labels=np.array(3, "int64"), logits=x[0, 0])
        case("nn.sigmoid_cross_entropy_with_logits", labels=p / 4, logits=x)
        case("nn.weighted_cross_entropy_with_logits", labels=p / 4, logits=x, pos_weight=2.5)
        case("nn.log_poisson_loss", targets=p, log_input=x)
        case("nn.log_poisson_loss", targets=p * 3, log_input=x, compute_full_loss=True)
        case("nn.l2_loss", t=x)
        case("nn.bias_add", value=x, bias=eighths(4, dtype=dtype))
        case("nn.bias_add", value=x, bias=eighths(3, dtype=dtype), data_format="NCW")
    lengths = {"label_length": np.array([3, 1], "int32"), "logit_length": np.array([6, 4], "int32")}
    labels = np.array([[1, 2, 2], [3, 1, 1]], "int32")
    logits = eighths(6, 2, 4)
    case("nn.ctc_loss", wrt=["logits"], labels=labels, logits=logits, **lengths)
    case("nn.ctc_loss", wrt=["logits"], labels=labels - 1, logits=logits, blank_index=-1, **lengths)
    case("nn.ctc_loss", labels=labels, logits=np.transpose(logits, [1, 0, 2]), logits_time_major=False, **lengths)
    i, n = float("inf"), float("nan")
    case("nn.weighted_cross_entropy_with_logits", labels=np.array([0, 1, 0, 1, 0.5, 1], "float32"), logits=np.array([i, i, -i, -i, 0, n], "float32"), pos_weight=2.0)
    case("nn.softmax_cross_entropy_with_logits", labels=np.array([[0, 1], [1, 0]], "int32"), logits=eighths(2, 2))


def normalizations():
    for dtype in ["float32", "float64"]:
        x = eighths(2, 3, 4, dtype=dtype)
        four = lambda: np.abs(eighths(4, dtype=dtype)) + 0.5
        case("nn.batch_normalization", x=x, mean=four(), variance=four(), offset=four(), scale=four(), variance_epsilon=0.001)
        case("nn.batch_normalization", x=x, mean=four(), variance=four(), offset=None, scale=None, variance_epsilon=0.5)
        case("nn.l2_normalize", x=x, axis=1)
        case("nn.l2_normalize", x=x)
        case("nn.l2_normalize", x=x * 0, axis=[0, -1], epsilon=0.25)
        case("nn.embedding_lookup", params=eighths(5, 3, dtype=dtype), ids=np.array([[4, 0], [0, 2]], "int32"))
        case("nn.embedding_lookup", params=eighths(5, 2, 2, dtype=dtype), ids=np.array([4, 0, 0], "int64"), max_norm=1.0)
    x = eighths(2, 2, 3, 7)
    case("nn.local_response_normalization", input=x)
    case("nn.local_response_normalization", input=x, depth_radius=2, bias=2.0, alpha=0.5, beta=0.75)
    four = lambda: np.abs(eighths(7)) + 0.5
    for scaled in [False, True]:
        case("nn.batch_norm_with_global_normalization", input=x, mean=four(), variance=four(), beta=four(), gamma=four(), variance_epsilon=0.001, scale_after_normalization=scaled)


def images():
    x = eighths(2, 5, 6, 3)
    byte = RANDOM.randint(0, 256, (2, 5, 6, 3)).astype("uint8")
    for method in ["bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5", "gaussian", "mitchellcubic"]:
        case("image.resize", images=x, size=[8, 4], method=method)
        case("image.resize", images=byte[0], size=[3, 9], method=method, antialias=True)
    case("image.resize", images=x, size=[9, 20], preserve_aspect_ratio=True)
    case("image.resize", images=byte, size=[4, 3], preserve_aspect_ratio=True, method="nearest")
    case("image.resize", images=x.astype("float64"), size=[3, 3])
    case("image.resize_with_pad", image=x, target_height=7, target_width=7)
    case("image.resize_with_pad", image=x[0], target_height=4, target_width=3, method="area", antialias=True)
    for target in [[3, 9], [9, 3], [2, 2], [8, 7]]:
        case("image.resize_with_crop_or_pad", image=x, target_height=target[0], target_width=target[1])
    for fraction in [0.3, 0.5, 0.8, 1.0]:
        case("image.central_crop", image=x, central_fraction=fraction)
    case("image.crop_to_bounding_box", image=x[0], offset_height=1, offset_width=2, target_height=3, target_width=4)
    case("image.pad_to_bounding_box", image=byte, offset_height=1, offset_width=2, target_height=7, target_width=9)
    for name in ["flip_left_right", "flip_up_down", "transpose"]:
        case(f"image.{name}", image=x)
        case(f"image.{name}", image=byte[0])
    for k in [-1, 0, 1, 2, 3, 6]:
        case("image.rot90", image=x, k=k)
    for dtype in ["float32", "float64", "uint8", "int16", "int32"]:
        for given in [np.abs(x) / 2.5, byte, byte.astype("int32") * 8421504 - 7, (byte // 2).astype("int8")]:
            case("image.convert_image_dtype", image=given, dtype=dtype, saturate=True)
    case("image.convert_image_dtype", image=byte.astype("float32") / 256, dtype="uint8")
    for given in [x, byte, np.abs(x.astype("float64")) / 2]:
        case("image.rgb_to_grayscale", images=given)
        case("image.adjust_brightness", image=given, delta=0.3)
        if given.dtype != "float64":
            case("image.adjust_contrast", images=given, contrast_factor=1.5)
        case("image.per_image_standardization", image=given)
    case("image.grayscale_to_rgb", images=x[..., :1])
    boxes = np.array([[0, 0, 1, 1], [0.1, 0.2, 0.7, 0.9], [0.8, 0.9, 0.2, 0.1], [-0.5, -0.3, 1.5, 1.2]], "float32")
    indices = np.array([1, 0, 1, 0], "int32")
    for size in [[4, 7], [1, 1], [2, 1]]:
        for method in ["bilinear", "nearest"]:
            case("image.crop_and_resize", image=x, boxes=boxes, box_indices=indices, crop_size=size, method=method, extrapolation_value=9.5)
    case("image.crop_and_resize", image=byte, boxes=boxes, box_indices=indices, crop_size=[3, 3])
    corners = RANDOM.randint(0, 9, (30, 2, 2))
    boxes = np.concatenate([corners.min(1), corners.min(1) + RANDOM.randint(1, 5, (30, 2))], 1).astype("float32")
    scores = (RANDOM.randint(0, 16, 30) / 16).astype("float32")
    for limit in [3, 30]:
        for iou in [0.1, 0.5]:
            case("image.non_max_suppression", boxes=boxes, scores=scores, max_output_size=limit, iou_threshold=iou)
            case("image.non_max_suppression", boxes=boxes, scores=scores, max_output_size=limit, iou_threshold=iou, score_threshold=0.5)
    for sigma in [0.0, 0.5]:
        case("image.non_max_suppression_with_scores", boxes=boxes, scores=scores, max_output_size=20, soft_nms_sigma=sigma, score_threshold=0.1)


def gradients():
    x, f = eighths(2, 6, 5, 4), eighths(3, 2, 4, 3)
    for dilations in [1, 2, [1, 3]]:
        case("nn.convolution", wrt=["input", "filters"], input=x, filters=f, padding="SAME", dilations=dilations)
        case("nn.convolution", wrt=["input", "filters"], input=x, filters=f, padding="VALID", dilations=2 if dilations != 1 else 1)
    case("nn.conv2d", True, wrt=["input", "filters"], input=x, filters=f, strides=2, padding="SAME")
    case("nn.conv2d", wrt=["input", "filters"], input=x, filters=f, strides=1, padding=[[0, 0], [1, 2], [0, 3], [0, 0]])
    case("nn.conv1d", True, wrt=["input", "filters"], input=eighths(2, 7, 3), filters=eighths(3, 3, 4), stride=2, padding="VALID")
    case("nn.conv2d_transpose", wrt=["input", "filters"], input=eighths(2, 3, 3, 3), filters=f, output_shape=[2, 6, 5, 4], strides=2)
    d = eighths(3, 2, 4, 2)
    case("nn.depthwise_conv2d", wrt=["input", "filter"], input=x, filter=d, strides=[1, 2, 2, 1], padding="SAME")
    case("nn.separable_conv2d", wrt=["input", "depthwise_filter", "pointwise_filter"], input=x, depthwise_filter=d, pointwise_filter=eighths(1, 1, 8, 3), strides=[1, 1, 1, 1], padding="VALID")
    ties = RANDOM.randint(0, 3, (2, 6, 5, 4)).astype("float32")
    case("nn.max_pool2d", wrt=["input"], input=ties, ksize=3, strides=2, padding="SAME")
    case("nn.max_pool1d", True, wrt=["input"], input=ties[0], ksize=2, strides=1, padding="VALID")
    case("nn.max_pool_with_argmax", wrt=["input"], input=ties, ksize=2, strides=2, padding="SAME")
    case("nn.avg_pool3d", wrt=["input"], input=eighths(1, 4, 5, 6, 2), ksize=2, strides=[2, 1, 2], padding="SAME")
    case("nn.avg_pool2d", True, wrt=["input"], input=x, ksize=2, strides=2, padding="SAME")
    p = np.abs(eighths(2, 3, 4)) + 0.125
    z = eighths(2, 3, 4)
    case("nn.softmax_cross_entropy_with_logits", wrt=["labels", "logits"], labels=p, logits=z)
    case("nn.sparse_softmax_cross_entropy_with_logits", wrt=["logits"], labels=RANDOM.randint(0, 4, (2, 3)).astype("int32"), logits=z)
    case("nn.sigmoid_cross_entropy_with_logits", wrt=["labels", "logits"], labels=p / 4, logits=z)
    case("nn.weighted_cross_entropy_with_logits", wrt=["labels", "logits"], labels=p / 4, logits=z, pos_weight=2.5)
    case("nn.log_poisson_loss", wrt=["targets", "log_input"], targets=p * 3, log_input=z, compute_full_loss=True)
    case("nn.bias_add", wrt=["value", "bias"], value=z, bias=eighths(3), data_format="NCW")
    four = lambda: np.abs(eighths(4)) + 0.5
    case("nn.batch_normalization", wrt=["x", "mean", "variance", "offset", "scale"], x=z, mean=four(), variance=four(), offset=four(), scale=four(), variance_epsilon=0.001)
    case("nn.l2_normalize", wrt=["x"], x=z, axis=1)
    case("nn.local_response_normalization", wrt=["input"], input=eighths(2, 2, 3, 7), depth_radius=2)
    case("nn.embedding_lookup", wrt=["params"], params=eighths(5, 3), ids=np.array([[4, 0], [0, 2]], "int32"))
    case("nn.embedding_lookup", wrt=["params"], params=eighths(5, 3), ids=np.array([4, 0, 0], "int32"), max_norm=1.0)
    image = eighths(2, 5, 6, 3)
    for method in ["bilinear", "nearest", "bicubic", "lanczos3"]:
        case("image.resize", wrt=["images"], images=image, size=[8, 4], method=method)
    boxes = np.array([[0, 0, 1, 1], [0.1, 0.2, 0.7, 0.9], [0.8, 0.9, 0.2, 0.1], [-0.5, -0.3, 1.5, 1.2]], "float32")
    indices = np.array([1, 0, 1, 0], "int32")
    for size in [[4, 7], [1, 1]]:
        case("image.crop_and_resize", wrt=["image", "boxes"], image=image, boxes=boxes, box_indices=indices, crop_size=size)
    case("image.per_image_standardization", wrt=["image"], image=image)


convolutions()
pools()
gradients()
normalizations()
images()
losses()
text = json.dumps({"tensorflow": tf.__version__, "cases": CASES}, separators=(",", ":"))
pathlib.Path(__file__).with_name("nn.json.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))
print(len(CASES), "cases")
