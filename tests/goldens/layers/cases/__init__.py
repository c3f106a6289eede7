"""The cases of all layers, by class."""
from . import activation, attention, convolutional, core, merging, normalization, pooling
from . import preprocessing, recurrent, regularization, reshaping, wrappers

GROUPS = (
    core,
    convolutional,
    pooling,
    reshaping,
    normalization,
    regularization,
    merging,
    recurrent,
    wrappers,
    attention,
    activation,
    preprocessing,
)
ALL = {name: cases for group in GROUPS for name, cases in group.CASES.items()}
