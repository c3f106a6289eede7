"""LeNet-5, AlexNet, VGG-11, network in network: convolutions in a row."""
from keras import Input, Sequential
from keras.layers import (
    AveragePooling2D,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePooling2D,
    MaxPooling2D,
    Softmax,
)


def lenet(size=28):
    """LeCun et al. 1998, with a plain softmax output."""
    return Sequential([
        Input((size, size, 1)),
        Conv2D(6, 5, padding="same", activation="sigmoid"),
        AveragePooling2D(2),
        Conv2D(16, 5, activation="sigmoid"),
        AveragePooling2D(2),
        Flatten(),
        Dense(120, activation="sigmoid"),
        Dense(84, activation="sigmoid"),
        Dense(10, activation="softmax"),
    ], name="lenet")


def alexnet(size=224):
    """Krizhevsky et al. 2012, in one tower, for grey images of ten classes."""
    return Sequential([
        Input((size, size, 1)),
        Conv2D(96, 11, strides=4, activation="relu"),
        MaxPooling2D(3, strides=2),
        Conv2D(256, 5, padding="same", activation="relu"),
        MaxPooling2D(3, strides=2),
        Conv2D(384, 3, padding="same", activation="relu"),
        Conv2D(384, 3, padding="same", activation="relu"),
        Conv2D(256, 3, padding="same", activation="relu"),
        MaxPooling2D(3, strides=2),
        Flatten(),
        Dense(4096, activation="relu"),
        Dropout(0.5, seed=1),
        Dense(4096, activation="relu"),
        Dropout(0.5, seed=2),
        Dense(10),
    ], name="alexnet")


def vgg11(size=224):
    """Simonyan and Zisserman 2014, configuration A."""
    blocks = []
    for number, channels in ((1, 64), (1, 128), (2, 256), (2, 512), (2, 512)):
        blocks += [Conv2D(channels, 3, padding="same", activation="relu") for _ in range(number)]
        blocks.append(MaxPooling2D(2, strides=2))
    return Sequential([
        Input((size, size, 3)),
        *blocks,
        Flatten(),
        Dense(4096, activation="relu"),
        Dropout(0.5, seed=1),
        Dense(4096, activation="relu"),
        Dropout(0.5, seed=2),
        Dense(1000, activation="softmax"),
    ], name="vgg11")


def nin(size=224):
    """Lin et al. 2013: each convolution is followed by two of one pixel."""

    def block(channels, kernel, strides, padding):
        return [
            Conv2D(channels, kernel, strides=strides, padding=padding, activation="relu"),
            Conv2D(channels, 1, activation="relu"),
            Conv2D(channels, 1, activation="relu"),
        ]

    return Sequential([
        Input((size, size, 3)),
        *block(96, 11, 4, "valid"),
        MaxPooling2D(3, strides=2),
        *block(256, 5, 1, "same"),
        MaxPooling2D(3, strides=2),
        *block(384, 3, 1, "same"),
        MaxPooling2D(3, strides=2),
        Dropout(0.5, seed=1),
        *block(10, 3, 1, "same"),
        GlobalAveragePooling2D(),
        Softmax(),
    ], name="nin")
