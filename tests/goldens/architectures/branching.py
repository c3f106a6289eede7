"""GoogLeNet, ResNet-18, DenseNet, MobileNetV2: branches that meet again."""
from keras import Input, Model
from keras.layers import (
    Activation,
    Add,
    AveragePooling2D,
    BatchNormalization,
    Concatenate,
    Conv2D,
    Dense,
    DepthwiseConv2D,
    Dropout,
    GlobalAveragePooling2D,
    MaxPooling2D,
    ReLU,
    ZeroPadding2D,
)


def googlenet(size=224):
    """Szegedy et al. 2014, table 1, without the auxiliary outputs."""

    def conv(x, channels, kernel, **more):
        return Conv2D(channels, kernel, padding="same", activation="relu", **more)(x)

    def inception(x, one, three_in, three, five_in, five, pool):
        return Concatenate()([
            conv(x, one, 1),
            conv(conv(x, three_in, 1), three, 3),
            conv(conv(x, five_in, 1), five, 5),
            conv(MaxPooling2D(3, strides=1, padding="same")(x), pool, 1),
        ])

    def shrink(x):
        return MaxPooling2D(3, strides=2, padding="same")(x)

    inputs = Input((size, size, 3))
    x = shrink(conv(inputs, 64, 7, strides=2))
    x = shrink(conv(conv(x, 64, 1), 192, 3))
    x = inception(x, 64, 96, 128, 16, 32, 32)
    x = inception(x, 128, 128, 192, 32, 96, 64)
    x = shrink(x)
    x = inception(x, 192, 96, 208, 16, 48, 64)
    x = inception(x, 160, 112, 224, 24, 64, 64)
    x = inception(x, 128, 128, 256, 24, 64, 64)
    x = inception(x, 112, 144, 288, 32, 64, 64)
    x = inception(x, 256, 160, 320, 32, 128, 128)
    x = shrink(x)
    x = inception(x, 256, 160, 320, 32, 128, 128)
    x = inception(x, 384, 192, 384, 48, 128, 128)
    x = Dropout(0.4, seed=1)(GlobalAveragePooling2D()(x))
    return Model(inputs, Dense(1000, activation="softmax")(x), name="googlenet")


def resnet18(size=224):
    """He et al. 2015."""

    def conv(x, channels, kernel, strides):
        """Padded on both sides alike, as in the paper."""
        if kernel > 1:
            x = ZeroPadding2D(kernel // 2)(x)
        x = Conv2D(channels, kernel, strides=strides, use_bias=False)(x)
        return BatchNormalization(momentum=0.9, epsilon=1e-5)(x)

    def residual(x, channels, strides):
        y = Activation("relu")(conv(x, channels, 3, strides))
        y = conv(y, channels, 3, 1)
        if strides > 1 or x.shape[-1] != channels:
            x = conv(x, channels, 1, strides)
        return Activation("relu")(Add()([y, x]))

    inputs = Input((size, size, 3), name="image")
    x = Activation("relu")(conv(inputs, 64, 7, 2))
    x = MaxPooling2D(3, strides=2)(ZeroPadding2D(1)(x))
    for channels, strides in ((64, 1), (128, 2), (256, 2), (512, 2)):
        x = residual(residual(x, channels, strides), channels, 1)
    outputs = Dense(1000, name="logits")(GlobalAveragePooling2D()(x))
    return Model(inputs, outputs, name="resnet18")


def densenet(size=96):
    """Huang et al. 2016, small: four blocks of four convolutions that add 32 channels each."""

    def activated(x):
        return Activation("relu")(BatchNormalization()(x))

    inputs = Input((size, size, 1))
    x = activated(Conv2D(64, 7, strides=2, padding="same")(inputs))
    x = MaxPooling2D(3, strides=2, padding="same")(x)
    for block in range(4):
        if block > 0:
            x = Conv2D(x.shape[-1] // 2, 1)(activated(x))
            x = AveragePooling2D(2)(x)
        for _ in range(4):
            x = Concatenate()([x, Conv2D(32, 3, padding="same")(activated(x))])
    outputs = Dense(10)(GlobalAveragePooling2D()(activated(x)))
    return Model(inputs, outputs, name="densenet")


def mobilenet_v2(size=224):
    """Sandler et al. 2018, of full width."""

    def normalized(x, name, limited=True):
        x = BatchNormalization(momentum=0.999, name=f"{name}_norm")(x)
        return ReLU(6.0, name=f"{name}_relu")(x) if limited else x

    def bottleneck(x, expansion, channels, strides, name):
        y, wide = x, x.shape[-1] * expansion
        if expansion > 1:
            y = Conv2D(wide, 1, use_bias=False, name=f"{name}_expand")(y)
            y = normalized(y, f"{name}_expand")
        y = DepthwiseConv2D(
            3, strides=strides, padding="same", use_bias=False, name=f"{name}_depthwise"
        )(y)
        y = normalized(y, f"{name}_depthwise")
        y = Conv2D(channels, 1, use_bias=False, name=f"{name}_project")(y)
        y = normalized(y, f"{name}_project", limited=False)
        same = strides == 1 and x.shape[-1] == channels
        return Add(name=f"{name}_add")([x, y]) if same else y

    inputs = Input((size, size, 3), name="image")
    x = Conv2D(32, 3, strides=2, padding="same", use_bias=False, name="stem")(inputs)
    x, block = normalized(x, "stem"), 0
    for expansion, channels, number, strides in (
        (1, 16, 1, 1),
        (6, 24, 2, 2),
        (6, 32, 3, 2),
        (6, 64, 4, 2),
        (6, 96, 3, 1),
        (6, 160, 3, 2),
        (6, 320, 1, 1),
    ):
        for i in range(number):
            x = bottleneck(x, expansion, channels, strides if i == 0 else 1, f"block{block}")
            block += 1
    x = normalized(Conv2D(1280, 1, use_bias=False, name="head")(x), "head")
    outputs = Dense(1000, activation="softmax", name="scores")(GlobalAveragePooling2D()(x))
    return Model(inputs, outputs, name="mobilenet_v2")
