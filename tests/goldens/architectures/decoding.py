"""U-Net and a variational autoencoder: what is made small is made large again."""
import keras
from keras import Input, Model
from keras.layers import (
    Concatenate,
    Conv2D,
    Conv2DTranspose,
    Dense,
    Dropout,
    Flatten,
    MaxPooling2D,
    Reshape,
)


def unet(size=64, filters=8):
    """Ronneberger et al. 2015, four levels, padded so that sizes stay."""

    def twice(x, channels):
        for _ in range(2):
            x = Conv2D(channels, 3, padding="same", activation="relu")(x)
        return x

    inputs = Input((size, size, 1), name="image")
    x, kept = inputs, []
    for level in range(4):
        x = twice(x, filters * 2**level)
        kept.append(x)
        x = MaxPooling2D(2)(x)
    x = Dropout(0.3, seed=1)(twice(x, filters * 16))
    for level in reversed(range(4)):
        x = Conv2DTranspose(filters * 2**level, 2, strides=2, padding="same")(x)
        x = twice(Concatenate()([kept[level], x]), filters * 2**level)
    return Model(inputs, Conv2D(1, 1, activation="sigmoid", name="mask")(x), name="unet")


@keras.saving.register_keras_serializable("goldens")
class Sampling(keras.layers.Layer):
    """mean + exp(log of the variance / 2) * noise."""

    def call(self, mean, log_variance, noise):
        return mean + keras.ops.exp(0.5 * log_variance) * noise

    def compute_output_shape(self, mean_shape, log_variance_shape, noise_shape):
        return mean_shape


def vae(size=28, latent=2):
    """Kingma and Welling 2013, with convolutions; the noise is an input."""
    image = Input((size, size, 1), name="image")
    x = Conv2D(32, 3, strides=2, padding="same", activation="relu")(image)
    x = Conv2D(64, 3, strides=2, padding="same", activation="relu")(x)
    x = Dense(16, activation="relu")(Flatten()(x))
    statistics = [Dense(latent, name="mean")(x), Dense(latent, name="log_variance")(x)]
    encoder = Model(image, statistics, name="encoder")

    code = Input((latent,), name="code")
    x = Dense(size // 4 * (size // 4) * 64, activation="relu")(code)
    x = Reshape((size // 4, size // 4, 64))(x)
    x = Conv2DTranspose(64, 3, strides=2, padding="same", activation="relu")(x)
    x = Conv2DTranspose(32, 3, strides=2, padding="same", activation="relu")(x)
    x = Conv2DTranspose(1, 3, padding="same", activation="sigmoid")(x)
    decoder = Model(code, x, name="decoder")

    inputs, noise = Input((size, size, 1), name="inputs"), Input((latent,), name="noise")
    mean, log_variance = encoder(inputs)
    sampled = Sampling(name="sampling")(mean, log_variance, noise)
    return Model([inputs, noise], [decoder(sampled), mean, log_variance], name="vae")
