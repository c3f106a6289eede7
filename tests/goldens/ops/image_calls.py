"""Results and gradients of tf.image, beside this file as image_calls.json.gz.

Run with TensorFlow 2.21 on the CPU:

    python3 image_calls.py
"""

from program_calls import case, real, tf, whole, written


def image(*shape, dtype="float32"):
    return real(*shape, low=0.0, high=1.0, dtype=dtype)


COLOURS = tf.constant(
    [[[0, 0, 0], [1, 1, 1], [0.5, 0.5, 0.5], [1, 0, 0], [0, 1, 0], [0, 0, 1]],
     [[1, 1, 0], [0, 1, 1], [1, 0, 1], [0.25, 0.5, 0.25], [0.5, 0.25, 0.5], [1, 0.5, 0.25]]],
    tf.float32,
)

for x in (image(2, 3, 5, 3), COLOURS, image(4, 3), image(0, 2, 3)):
    case("image.rgb_to_hsv", x, gradient=[0] if x is not COLOURS and x.shape[0] else ())
    case("image.hsv_to_rgb", x)
    case("image.rgb_to_yiq", x, gradient=[0])
    case("image.rgb_to_yuv", x, gradient=[0])
    case("image.yiq_to_rgb", x)
    case("image.yuv_to_rgb", images=x)
case("image.rgb_to_hsv", image(3, 3, dtype="float64"))
case("image.hsv_to_rgb", image(3, 3, dtype="float64"))

for x in (image(2, 3, 5, 3), COLOURS, whole(2, 3, 3), image(2, 2, 3, dtype="float64")):
    for delta in (0.0, 0.3, -0.7):
        case("image.adjust_hue", x, delta)
    for factor in (0.0, 0.5, 3.0):
        case("image.adjust_saturation", x, saturation_factor=factor)
    case("image.adjust_gamma", x)
    case("image.adjust_gamma", x, 2.2, 0.9)
    case("image.adjust_gamma", x, gamma=0.5)
case("image.adjust_gamma", image(2, 3, 3), 2.0, gradient=[0])

for shape in ((5, 7, 1), (2, 6, 4, 3), (1, 2, 2, 2)):
    case("image.total_variation", image(*shape), gradient=[0])
    if len(shape) == 4:
        case("image.image_gradients", image(*shape), gradient=[0])
        case("image.sobel_edges", image(*shape), gradient=[0])
case("image.total_variation", whole(3, 4, 2, high=9, dtype="int32"))
case("image.sobel_edges", image(1, 3, 4, 2, dtype="float64"))
case("image.image_gradients", whole(1, 3, 4, 2, dtype="int32"))

for shape in ((12, 13, 1), (2, 16, 12, 3), (2, 2, 11, 11, 2)):
    a, b = image(*shape), image(*shape)
    case("image.psnr", a, b, 1.0, gradient=[0, 1])
    case("image.ssim", a, b, 1.0, gradient=[0, 1])
    case("image.ssim", a, 0.9 * a + 0.1 * b, 1.0, filter_size=5, filter_sigma=0.8, k1=0.02, k2=0.05)
case("image.psnr", whole(2, 5, 5, 3), whole(2, 5, 5, 3), 255)
case("image.psnr", a, a, max_val=2.0)
case("image.ssim", whole(2, 12, 12, 3), whole(2, 12, 12, 3), 255, return_index_map=True)
a, b = image(2, 25, 22, 3), image(2, 25, 22, 3)
case("image.ssim_multiscale", a, 0.8 * a + 0.2 * b, 1.0, [0.3, 0.7])
case("image.ssim_multiscale", a, 0.8 * a + 0.2 * b, 1.0, power_factors=[0.2, 0.3, 0.5], filter_size=5)

for x in (image(2, 7, 6, 3), whole(1, 5, 5, 2, dtype="int32"), image(1, 3, 3, 1, dtype="float64")):
    for padding in ("SAME", "VALID"):
        g = [0] if x.dtype == tf.float32 else ()
        case("image.extract_patches", x, [1, 3, 2, 1], [1, 2, 2, 1], [1, 1, 1, 1], padding, gradient=g)
        case("image.extract_patches", x, sizes=[1, 2, 2, 1], strides=[1, 1, 3, 1], rates=[1, 2, 1, 1], padding=padding)

for seed in ([1, 2], [7, -3], [123456789, 5]):
    for x in (image(4, 5, 3), whole(3, 4, 4, 3), image(5, 2, 2, 3)):
        case("image.stateless_random_brightness", x, 0.4, seed)
        case("image.stateless_random_contrast", x, 0.5, 1.5, seed)
        case("image.stateless_random_hue", x, 0.3, seed)
        case("image.stateless_random_saturation", x, 0.5, 2.0, seed)
        case("image.stateless_random_flip_left_right", x, seed)
        case("image.stateless_random_flip_up_down", x, seed)
        case("image.stateless_random_crop", x, [max(1, dim - 1) for dim in x.shape], seed)

written("image_calls")
