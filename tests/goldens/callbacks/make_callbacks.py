"""Writes callbacks.json.gz: what Keras's callbacks do with seeded logs.

Keras 3.15.1, TensorFlow 2.21.0, NumPy's RandomState(7). Run with
    TF_CPP_MIN_LOG_LEVEL=3 CUDA_VISIBLE_DEVICES="" python tests/goldens/callbacks/make_callbacks.py
"""

import gzip
import itertools
import json
import os
import tempfile
import warnings

import keras
import numpy as np
from keras.src.utils import io_utils
from keras.src.utils import progbar as progbar_module

warnings.simplefilter("ignore")
random = np.random.RandomState(7)
printed = []


def print_msg(message, line_break=True):
    printed.append(message + ("\n" if line_break else ""))


io_utils.print_msg = print_msg


def take():
    text = "".join(printed)
    printed.clear()
    return text


class Model:
    """As much of a model as callbacks need."""

    def __init__(self):
        self.stop_training = False
        self.optimizer = keras.optimizers.SGD(0.5)
        self.epoch = 0
        self.restored = None
        self.saved = []

    def get_weights(self):
        return self.epoch

    def set_weights(self, weights):
        self.restored = weights

    def save_weights(self, path, overwrite=True):
        self.saved.append(path)


def sequences(count, length):
    """Losses that fall, wobble and stay, as float32."""
    for i in range(count):
        steps = random.normal(-0.02, 0.1, length)
        values = np.abs(1 + np.cumsum(steps)) if i % 3 else np.round(random.rand(length), 1)
        if i % 5 == 4:
            values[random.randint(1, length)] = np.nan
        yield [float(np.float32(x)) for x in values]


LOGS = list(sequences(6, 14))


def run(callback, losses, epochs=None, batches=0):
    model = Model()
    callback.set_model(model)
    callback.set_params({"epochs": len(losses), "steps": batches, "verbose": 0})
    callback.on_train_begin()
    rates = []
    done = 0
    for epoch, loss in enumerate(losses):
        model.epoch = epoch
        callback.on_epoch_begin(epoch)
        rates.append(float(model.optimizer.learning_rate.numpy()))
        for batch in range(batches):
            callback.on_train_batch_end(batch, {"loss": loss / (batch + 1)})
        logs = {"loss": loss / 2, "val_loss": loss, "val_accuracy": 1 - loss}
        callback.on_epoch_end(epoch, logs)
        done = epoch + 1
        if model.stop_training:
            break
    callback.on_train_end()
    return model, rates, done, logs


def number(x):
    return None if x is None else repr(float(x))


def combinations(**choices):
    for values in itertools.product(*choices.values()):
        yield dict(zip(choices, values))


early_stopping = []
for options in combinations(
    min_delta=[0, 0.05, -0.1],
    patience=[0, 1, 3],
    monitor_mode=[("val_loss", "auto"), ("val_accuracy", "max"), ("val_loss", "min")],
    baseline=[None, 0.7],
    restore_best_weights=[False, True],
    start_from_epoch=[0, 2],
):
    options["monitor"], options["mode"] = options.pop("monitor_mode")
    for which in random.choice(len(LOGS), 2, replace=False):
        callback = keras.callbacks.EarlyStopping(verbose=1, **options)
        model, _, done, _ = run(callback, LOGS[which])
        early_stopping.append({
            "options": options, "losses": int(which), "epochs": done, "stopped": callback.stopped_epoch,
            "wait": callback.wait, "best": number(callback.best), "bestEpoch": callback.best_epoch,
            "restored": model.restored, "text": take(),
        })

plateau = []
for options in combinations(
    factor=[0.1, 0.3],
    patience=[0, 1, 2],
    monitor_mode=[("val_loss", "auto"), ("val_accuracy", "max")],
    min_delta=[1e-4, 0.1],
    cooldown=[0, 2],
    min_lr=[0.0, 0.01],
):
    options["monitor"], options["mode"] = options.pop("monitor_mode")
    which = int(random.randint(len(LOGS)))
    callback = keras.callbacks.ReduceLROnPlateau(verbose=1, **options)
    model, rates, _, logs = run(callback, LOGS[which])
    plateau.append({
        "options": options, "losses": which, "rates": [repr(x) for x in rates],
        "last": repr(float(model.optimizer.learning_rate.numpy())), "wait": callback.wait,
        "best": number(callback.best), "logs": list(logs), "text": take(),
    })

checkpoint = []
PATHS = [
    "w.weights.h5",
    "w-{epoch:02d}-{val_loss:.2f}.weights.h5",
    "{epoch}/{val_accuracy:+.3e}_{loss}.weights.h5",
    "a{{b}}{epoch:>4}{val_loss:%}.weights.h5",
]
for options in combinations(
    filepath=PATHS,
    monitor_mode=[("val_loss", "auto"), ("val_accuracy", "max")],
    save_best_only=[False, True],
    initial_value_threshold=[None, 0.6],
):
    options["monitor"], options["mode"] = options.pop("monitor_mode")
    which = int(random.randint(len(LOGS)))
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        callback = keras.callbacks.ModelCheckpoint(save_weights_only=True, verbose=1, **options)
        model, _, _, _ = run(callback, LOGS[which])
        os.chdir("/")
    checkpoint.append({
        "options": options, "losses": which, "batches": 0, "saved": model.saved,
        "best": number(callback.best), "text": take(),
    })
for freq, batches in [(1, 2), (3, 2), (5, 3), (7, 4)]:
    options = {
        "filepath": "e{epoch:02d}b{batch:03d}l{loss:.3f}.weights.h5",
        "monitor": "loss", "save_freq": freq, "save_best_only": freq > 3,
    }
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        callback = keras.callbacks.ModelCheckpoint(save_weights_only=True, verbose=1, **options)
        model, _, _, _ = run(callback, LOGS[1], batches=batches)
        os.chdir("/")
    checkpoint.append({
        "options": options, "losses": 1, "batches": batches, "saved": model.saved,
        "best": number(callback.best), "text": take(),
    })

SCHEDULES = {
    "halves": lambda epoch, rate: rate if epoch < 3 else rate * 0.5,
    "constant": lambda epoch, rate: 1.0,
    "tiny": lambda epoch, rate: 1e-7 * (epoch + 1),
}
scheduler = []
for name, schedule in SCHEDULES.items():
    callback = keras.callbacks.LearningRateScheduler(schedule, verbose=1)
    model, rates, _, logs = run(callback, LOGS[0])
    scheduler.append({
        "schedule": name, "rates": [repr(x) for x in rates], "logs": list(logs),
        "logged": repr(logs["learning_rate"]), "text": take(),
    })

csv = []
for sep, append in [(",", False), (";", True), (",", True)]:
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "log.csv")
        texts = []
        for logs in [
            [{"loss": 0.5, "acc": 1e-5}, {"loss": 1.0, "acc": 123456789.123}],
            [{"val_loss": 0.1, 'a "b"': 2.0, "b,c": 1e16}, {"val_loss": float("nan")}],
        ]:
            callback = keras.callbacks.CSVLogger(path, separator=sep, append=append)
            callback.set_model(Model())
            callback.on_train_begin()
            for epoch, it in enumerate(logs):
                callback.on_epoch_end(epoch, dict(it))
            callback.on_train_end()
            with open(path, newline="") as file:
                texts.append(file.read())
    csv.append({"separator": sep, "append": append, "texts": texts})


class Clock:
    now = 1e6

    def time(self):
        return self.now


clock = Clock()
progbar_module.time = clock
bars = []
for options in combinations(
    target=[None, 0, 1, 7, 120],
    verbose=[1, 2],
    dynamic=[False, True],
    metrics=["plain", "stateful", "stateless"],
    pace=[0.01, 0.3, 30.0, 0.0002],
):
    pace = options["pace"]
    kinds = {"plain": {}, "stateful": {"stateful_metrics": ["loss"]}, "stateless": {"stateless_metrics": ["loss"]}}
    clock.now = 1e6
    bar = keras.utils.Progbar(
        options["target"], verbose=options["verbose"], **kinds[options["metrics"]]
    )
    bar._dynamic_display = options["dynamic"]
    calls = []
    steps = options["target"] or 6
    stride = max(1, steps // 6)
    for current in [1, *range(stride + 1, steps, stride), steps]:
        clock.now += pace * (1 + random.randint(4))
        values = [["loss", float(np.float32(random.rand() / current ** 3))], ["acc", float(-random.rand() * current)]]
        if current % 2:
            values = values[:1]
        last = current == steps
        finalize = True if last and options["target"] is None else None
        bar.update(current, values, finalize)
        calls.append([clock.now - 1e6, current, values, finalize, take()])
    bars.append({**options, "calls": calls})

formats = []
SPECS = [
    "", "d", "02d", "5d", "<5d", "^7d", "*>6d", "+d", "x", "#x", "b", "08b", ",", "_d", "n",
    ".2f", "8.3f", "+.1f", "e", ".3e", ".0e", "g", ".3g", ".10g", "G", "#.3g", "%", ".1%", "F", "012.4f",
    "=+8.2f", " .2f", ".4", "10", ",.2f",
]
NUMBERS = [0, 7, 1234567, -12, 0.5, 2.5, 0.03125, 1e-5, 123456.789, -0.0, 1e22, float("inf"), float("nan"), 1 / 3]
for spec, value in itertools.product(SPECS, NUMBERS):
    try:
        text = format(value, spec)
    except ValueError:
        text = None
    formats.append([spec, repr(value), isinstance(value, int), text])

path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "callbacks.json.gz")
golden = {
    "versions": {"keras": keras.__version__},
    "losses": [[repr(x) for x in it] for it in LOGS],
    "earlyStopping": early_stopping,
    "plateau": plateau,
    "checkpoint": checkpoint,
    "scheduler": scheduler,
    "csv": csv,
    "bars": bars,
    "formats": formats,
}
with open(path, "wb") as file:
    with gzip.GzipFile(fileobj=file, mode="wb", mtime=0, filename="") as packed:
        packed.write(json.dumps(golden, ensure_ascii=False).encode())
print(os.path.getsize(path), len(early_stopping), len(plateau), len(checkpoint), len(bars), len(formats))
