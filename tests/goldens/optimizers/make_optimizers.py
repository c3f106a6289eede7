"""Steps of real Keras's optimizers and values of its schedules.

    python3 make_optimizers.py

writes optimizers.json.gz: for each case the options, the weights after each step, the optimizer's
variables at the end with their names, and its configuration; for each schedule its values.
"""
import gzip
import json
import os

os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(7)
SHAPES = {"kernel": (3, 2), "bias": (4,)}
STEPS = 20
start = {name: rng.normal(size=shape).astype("float32") for name, shape in SHAPES.items()}
gradients = [{name: rng.normal(size=shape).astype("float32") for name, shape in SHAPES.items()}
             for _ in range(STEPS)]
gradients[3]["kernel"][:] = 0

BASE = [
    {"weight_decay": 0.05},
    {"weight_decay": 0.05, "#exclude": ["bias"]},
    {"clipnorm": 0.5},
    {"clipvalue": 0.25},
    {"global_clipnorm": 0.75},
    {"use_ema": True, "ema_momentum": 0.75, "ema_overwrite_frequency": 3},
    {"use_ema": True, "ema_momentum": 0.5, "ema_overwrite_frequency": 2, "gradient_accumulation_steps": 3},
    {"gradient_accumulation_steps": 4},
    {"loss_scale_factor": 8.0},
    {"learning_rate": {"#schedule": "ExponentialDecay", "initial_learning_rate": 0.1, "decay_steps": 5, "decay_rate": 0.5}},
    {"gradient_accumulation_steps": 2, "weight_decay": 0.01, "clipvalue": 0.5,
     "learning_rate": {"#schedule": "CosineDecay", "initial_learning_rate": 0.05, "decay_steps": 12}},
    {"clipvalue": 0.0},
]
FEW = [BASE[0], BASE[6], BASE[9]]
CASES = {
    "SGD": [{}, {"learning_rate": 0.5}, {"momentum": 0.9}, {"momentum": 0.9, "nesterov": True, "learning_rate": 0.1}] + BASE,
    "Adam": [{}, {"learning_rate": 0.1, "amsgrad": True}, {"beta_1": 0.5, "beta_2": 0.9, "epsilon": 1e-3}, {"epsilon": 0.0}] + BASE,
    "AdamW": [{}, {"learning_rate": 0.1, "weight_decay": 0.2}, {"amsgrad": True}, {"weight_decay": 0.1, "#exclude": ["kernel"]}] + BASE[5:8],
    "RMSprop": [{}, {"centered": True}, {"momentum": 0.5, "rho": 0.5}, {"momentum": 0.9, "centered": True, "learning_rate": 0.1, "epsilon": 0.01}] + FEW,
    "Adagrad": [{}, {"learning_rate": 0.5}, {"initial_accumulator_value": 1.0}, {"epsilon": 0.1}] + FEW,
    "Adadelta": [{}, {"learning_rate": 1.0}, {"rho": 0.5, "learning_rate": 1.0}, {"epsilon": 0.01, "learning_rate": 0.5}] + FEW,
    "Adamax": [{}, {"learning_rate": 0.1}, {"beta_1": 0.5, "beta_2": 0.9}, {"epsilon": 0.1}] + FEW,
    "Nadam": [{}, {"learning_rate": 0.1}, {"beta_1": 0.5, "beta_2": 0.9}, {"epsilon": 0.1}] + FEW,
    "Ftrl": [{}, {"learning_rate": 0.5, "l1_regularization_strength": 0.1},
             {"learning_rate": 0.1, "l2_regularization_strength": 0.1, "beta": 0.5},
             {"learning_rate": 0.1, "l2_shrinkage_regularization_strength": 0.2, "learning_rate_power": -0.75, "initial_accumulator_value": 0.5}] + FEW,
    "Lion": [{}, {"learning_rate": 0.1}, {"beta_1": 0.5, "beta_2": 0.5}, {"learning_rate": 0.01, "beta_2": 0.9}] + FEW,
    "Lamb": [{}, {"learning_rate": 0.1}, {"beta_1": 0.5, "beta_2": 0.9}, {"epsilon": 0.1}] + FEW,
    "Adafactor": [{}, {"learning_rate": 0.5}, {"relative_step": False, "learning_rate": 0.5}, {"clip_threshold": 0.5, "beta_2_decay": -0.5, "epsilon_2": 0.5}] + FEW,
    "Muon": [{}, {"learning_rate": 0.1, "nesterov": False}, {"exclude_layers": ["kernel"], "adam_lr_ratio": 0.5}, {"rms_rate": None, "ns_steps": 3, "momentum": 0.5},
             {"weight_decay": None, "adam_weight_decay": 0.5}] + FEW,
    "ScheduleFreeAdamW": [{}, {"learning_rate": 0.1, "warmup_steps": 5}, {"beta_1": 0.5, "beta_2": 0.9}, {"epsilon": 0.1}] + FEW,
}
SCHEDULES = {
    "ExponentialDecay": [{"initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.5},
                         {"initial_learning_rate": 0.3, "decay_steps": 7, "decay_rate": 0.9, "staircase": True}],
    "InverseTimeDecay": [{"initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.5},
                         {"initial_learning_rate": 0.3, "decay_steps": 7, "decay_rate": 2.0, "staircase": True}],
    "PolynomialDecay": [{"initial_learning_rate": 0.1, "decay_steps": 20},
                        {"initial_learning_rate": 0.3, "decay_steps": 15, "end_learning_rate": 0.01, "power": 0.5},
                        {"initial_learning_rate": 0.3, "decay_steps": 15, "power": 2.0, "cycle": True}],
    "PiecewiseConstantDecay": [{"boundaries": [10, 20, 40], "values": [1.0, 0.5, 0.25, 0.1]},
                               {"boundaries": [5], "values": [0.3, 0.03], "name": "two"}],
    "CosineDecay": [{"initial_learning_rate": 0.1, "decay_steps": 30},
                    {"initial_learning_rate": 0.1, "decay_steps": 30, "alpha": 0.2, "warmup_target": 0.5, "warmup_steps": 10},
                    {"initial_learning_rate": 0.1, "decay_steps": 30, "warmup_target": 0.5}],
    "CosineDecayRestarts": [{"initial_learning_rate": 0.1, "first_decay_steps": 10},
                            {"initial_learning_rate": 0.1, "first_decay_steps": 8, "t_mul": 1.0, "m_mul": 0.5},
                            {"initial_learning_rate": 0.1, "first_decay_steps": 5, "t_mul": 1.5, "m_mul": 0.8, "alpha": 0.1}],
}


def numbers(x):
    return [float(str(it)) for it in np.asarray(x).ravel()]


def option(value):
    if isinstance(value, dict):
        value = dict(value)
        return getattr(keras.optimizers.schedules, value.pop("#schedule"))(**value)
    return value


def config_of(optimizer):
    """Its configuration, if it can be written."""
    return json.loads(json.dumps(optimizer.get_config()))


def wrapped(cls, options):
    """Wrappers by their names: the optimizers inside are those of the tests."""
    if cls == "LossScaleOptimizer":
        return keras.optimizers.LossScaleOptimizer(keras.optimizers.Adam(0.1), **options)
    inside = {"dense/k.*": keras.optimizers.Adam(0.1)}
    return keras.optimizers.MultiOptimizer(keras.optimizers.OptimizerMap(keras.optimizers.SGD(0.1), inside), **options)


def run(cls, options):
    keras.backend.clear_session()
    given = {key: option(value) for key, value in options.items() if not key.startswith("#")}
    is_wrapper = cls in ("LossScaleOptimizer", "MultiOptimizer")
    optimizer = wrapped(cls, given) if is_wrapper else getattr(keras.optimizers, cls)(**given)
    if "#exclude" in options:
        optimizer.exclude_from_weight_decay(var_names=options["#exclude"])
    with keras.name_scope("dense"):
        weights = {name: keras.Variable(value, name=name) for name, value in start.items()}
    after = []
    for i, step in enumerate(gradients):
        if cls == "LossScaleOptimizer" and i % 7 == 5:
            step = {**step, "bias": step["bias"] * np.float32(np.inf)}
        optimizer.apply_gradients([(tf.constant(step[name]), weights[name]) for name in SHAPES])
        after.append({name: numbers(weights[name]) for name in SHAPES})
    return {
        "class": cls, "options": options, "after": after,
        "variables": [{"name": v.name, "path": v.path, "shape": list(v.shape), "value": numbers(v)} for v in optimizer.variables],
        "config": config_of(optimizer),
    }


out = {
    "keras": keras.__version__, "tensorflow": tf.__version__, "shapes": SHAPES,
    "start": {name: numbers(value) for name, value in start.items()},
    "gradients": [{name: numbers(value) for name, value in step.items()} for step in gradients],
    "cases": [run(cls, options) for cls, all_options in CASES.items() for options in all_options],
    "wrappers": [run("LossScaleOptimizer", {"initial_scale": 16.0, "dynamic_growth_steps": 3}),
                 run("LossScaleOptimizer", {}), run("MultiOptimizer", {}), run("MultiOptimizer", {"loss_scale_factor": 4.0})],
    "schedules": [],
}
for cls, all_options in SCHEDULES.items():
    for options in all_options:
        schedule = getattr(keras.optimizers.schedules, cls)(**options)
        out["schedules"].append({
            "class": cls, "options": options, "config": schedule.get_config(),
            "serialized": keras.optimizers.schedules.serialize(schedule),
            "values": [float(schedule(tf.constant(step, "int64"))) for step in range(50)],
        })
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "optimizers.json.gz")
with open(path, "wb") as file, gzip.GzipFile(fileobj=file, mode="wb", mtime=0) as packed:
    packed.write(json.dumps(out).encode())
