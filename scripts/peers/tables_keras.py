"""Iris, wine and diabetes in Keras 3 on TensorFlow: what the same training has to reach here.

    python3 scripts/peers/tables_keras.py

            iris                  wine                  diabetes
inputs      (n, 4)                (n, 13)               (n, 10)
            all standardized by the mean and deviation (over n) of the training rows
targets     classes 0 to 2        classes 0 to 2        standardized like the inputs, (n, 1)
layers      Dense(16, relu)       Dense(32, relu)       Dense(32, relu, l2(0.01))
            Dense(16, relu)       Dropout(0.2)          Dense(1)
            Dense(3)              Dense(3)
loss        SparseCategoricalCrossentropy(from_logits=True)     MeanSquaredError
metric      accuracy              accuracy              mse, of standardized targets
optimizer   Adam(0.01)            RMSprop(0.005)        SGD(0.01, momentum=0.9)
batch size  8                     8                     16
epochs      15                    10                    15
rows        120 + 30 for testing  142 + 36              353 + 89
seeds       keras.utils.set_random_seed(1 ... 5)
"""
from real_data import keras, load, run, standardized

layers = keras.layers
LOGITS = keras.losses.SparseCategoricalCrossentropy(from_logits=True)


def iris():
    model = keras.Sequential([
        keras.Input((4,)),
        layers.Dense(16, activation="relu"),
        layers.Dense(16, activation="relu"),
        layers.Dense(3),
    ])
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss=LOGITS, metrics=["accuracy"])
    return model


def wine():
    model = keras.Sequential([
        keras.Input((13,)),
        layers.Dense(32, activation="relu"),
        layers.Dropout(0.2),
        layers.Dense(3),
    ])
    model.compile(optimizer=keras.optimizers.RMSprop(0.005), loss=LOGITS, metrics=["accuracy"])
    return model


def diabetes():
    model = keras.Sequential([
        keras.Input((10,)),
        layers.Dense(32, activation="relu", kernel_regularizer=keras.regularizers.L2(0.01)),
        layers.Dense(1),
    ])
    optimizer = keras.optimizers.SGD(0.01, momentum=0.9)
    model.compile(optimizer=optimizer, loss="mse", metrics=["mse"])
    return model


def prepared(name):
    (x, y), (x_test, y_test) = load(name)
    x, x_test = standardized(x, x_test)
    if name == "diabetes":
        y, y_test = standardized(y[:, None], y_test[:, None])
    return (x, y), (x_test, y_test)


run("iris, accuracy", iris, *prepared("iris"), epochs=15, batch_size=8, unit="%")
run("wine, accuracy", wine, *prepared("wine"), epochs=10, batch_size=8, unit="%")
run("diabetes, error", diabetes, *prepared("diabetes"), epochs=15, batch_size=16, unit="(squared)")
