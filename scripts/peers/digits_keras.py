"""Handwritten digits in Keras 3 on TensorFlow: what the same training has to reach here.

    python3 scripts/peers/digits_keras.py

            MLP                                  CNN
inputs      (n, 64), pixels / 16                 (n, 8, 8, 1), pixels / 16
layers      Dense(128, relu)                     Conv2D(16, 3, same, relu)
            Dropout(0.2)                         Conv2D(32, 3, same, relu)
            Dense(64, relu)                      MaxPooling2D(2)
            Dense(10)                            Flatten
                                                 Dropout(0.25)
                                                 Dense(10)
loss        SparseCategoricalCrossentropy(from_logits=True)       (both)
metric      accuracy                                              (both)
optimizer   Adam(0.002)                          Adam(0.003)
batch size  32                                   32
epochs      10                                   8
rows        1437 for training, shuffled each epoch; the last 360 of the permutation for testing
seeds       keras.utils.set_random_seed(1 ... 5)
"""
from real_data import keras, load, run

layers = keras.layers
LOGITS = keras.losses.SparseCategoricalCrossentropy(from_logits=True)


def compiled(stack, learning_rate):
    model = keras.Sequential(stack)
    model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss=LOGITS, metrics=["accuracy"])
    return model


def mlp():
    return compiled([
        keras.Input((64,)),
        layers.Dense(128, activation="relu"),
        layers.Dropout(0.2),
        layers.Dense(64, activation="relu"),
        layers.Dense(10),
    ], 0.002)


def cnn():
    return compiled([
        keras.Input((8, 8, 1)),
        layers.Conv2D(16, 3, padding="same", activation="relu"),
        layers.Conv2D(32, 3, padding="same", activation="relu"),
        layers.MaxPooling2D(2),
        layers.Flatten(),
        layers.Dropout(0.25),
        layers.Dense(10),
    ], 0.003)


(x, y), (x_test, y_test) = load("digits")
x, x_test = x.astype("float32") / 16, x_test.astype("float32") / 16
flat = ((x.reshape(-1, 64), y), (x_test.reshape(-1, 64), y_test))
images = ((x[..., None], y), (x_test[..., None], y_test))
run("digits, MLP, accuracy", mlp, *flat, epochs=10, batch_size=32, unit="%")
run("digits, CNN, accuracy", cnn, *images, epochs=8, batch_size=32, unit="%")
