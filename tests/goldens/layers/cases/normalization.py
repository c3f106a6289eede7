"""BatchNormalization, LayerNormalization, RMSNormalization, Group-, Unit-, SpectralNormalization."""
from specs import Case, Floats, Given, Ints, Nested, mask

X2, X3, X4 = Floats(7, 3), Floats(2, 5, 3), Floats(2, 3, 5, 2)

GAMMA_BETA = {
    "gamma_regularizer": Nested("L2", l2=0.01),
    "beta_regularizer": "l1",
    "gamma_constraint": "non_neg",
    "beta_initializer": Nested("Constant", value=0.5),
}

LIMITS = {"renorm_clipping": {"rmax": 1.5, "rmin": 0.5, "dmax": 0.25}}

CASES = {
    "BatchNormalization": [
        Case("defaults, two axes", {}, X2),
        Case("defaults, four axes", {}, X4),
        Case("axis 1 of four", {"axis": 1}, X4),
        Case("axis 2 of three", {"axis": 2}, X3),
        Case("axis -2 of three", {"axis": -2}, X3),
        Case("momentum, epsilon", {"momentum": 0.75, "epsilon": 0.1}, X2),
        Case("no center", {"center": False}, X2),
        Case("no scale", {"scale": False}, X4),
        Case("neither", {"center": False, "scale": False}, X3),
        Case("mask", {}, X3, {"mask": mask("11010", "00001")}),
        Case("carries a mask", {"axis": -1}, X3, input_mask=mask("11110", "10000")),
        Case("mask of a batch", {"momentum": 0.5}, X2, {"mask": Given([1, 1, 1, 0, 0, 1, 0], "bool")}),
        Case("not trainable", {"trainable": False}, X2),
        Case("regularizers and more", {"activity_regularizer": "l2", **GAMMA_BETA}, X2),
        Case("a batch of one", {}, Floats(1, 3)),
        Case("one number a channel", {"axis": 1}, Floats(1, 3, 1, 1)),
        Case("mixed float16", {"dtype": "mixed_float16"}, X2),
        Case("renorm", {"renorm": True}, X3),
        Case("renorm with limits", {"renorm": True, "momentum": 0.75, "renorm_momentum": 0.5, **LIMITS}, X2),
        Case("renorm, no scale, a mask", {"renorm": True, "scale": False, **LIMITS}, X3, {"mask": mask("11010", "00001")}),
    ],
    "LayerNormalization": [
        Case("defaults", {}, X2),
        Case("three axes", {}, X3),
        Case("axis 1", {"axis": 1}, X3),
        Case("the last two", {"axis": [1, 2]}, X3),
        Case("axes that aren't neighbours", {"axis": [1, -1]}, X4),
        Case("epsilon", {"epsilon": 0.1}, X3),
        Case("no center", {"center": False}, X3),
        Case("no scale", {"scale": False}, X3),
        Case("neither", {"center": False, "scale": False, "axis": -1}, X4),
        Case("regularizers and more", GAMMA_BETA, X3),
        Case("carries a mask", {}, X3, input_mask=mask("11110", "10000")),
        Case("far from zero", {}, Floats(2, 5, 3, put={(0,): 1000.25, (1, 2, 1): -4096.0})),
        Case("mixed float16", {"dtype": "mixed_float16"}, X2),
        Case("scaled alone", {"rms_scaling": True}, X3),
    ],
    "RMSNormalization": [
        Case("defaults", {}, X2),
        Case("three axes", {}, X3),
        # With axis 1 of three, Keras multiplies the scale along the last axis: an error, or, where
        # both are as long, a wrong result. So no case has an axis before those that are kept.
        Case("the last two", {"axis": [1, 2]}, X3),
        Case("the last by its number", {"axis": 3}, X4),
        Case("epsilon", {"epsilon": 0.5}, X4),
        Case("carries a mask", {}, X3, input_mask=mask("11110", "10000")),
    ],
    "GroupNormalization": [
        Case("two groups", {"groups": 2}, Floats(2, 5, 6)),
        Case("one group", {"groups": 1}, Floats(2, 5, 3)),
        Case("a group a channel", {"groups": -1}, Floats(2, 5, 3)),
        Case("three groups, four axes", {"groups": 3, "epsilon": 0.1}, Floats(2, 2, 5, 6)),
        Case("axis 1", {"groups": 2, "axis": 1}, Floats(2, 4, 3, 5)),
        Case("two axes", {"groups": 3}, Floats(2, 6)),
        Case("neither center nor scale", {"groups": 2, "center": False, "scale": False}, Floats(2, 5, 4)),
        Case("no center", {"groups": 2, "center": False}, Floats(2, 3, 4)),
        Case("regularizers and more", {"groups": 2, **GAMMA_BETA}, Floats(2, 3, 4)),
    ],
    "UnitNormalization": [
        Case("defaults", {}, X2),
        Case("axis 1", {"axis": 1}, X3),
        Case("two axes", {"axis": [1, 2]}, X3),
        Case("a row of zeros", {}, Floats(2, 3, 2, put={(0, 1): 0.0})),
        Case("carries a mask", {}, X3, input_mask=mask("11110", "10000")),
    ],
    "SpectralNormalization": [
        Case("Dense", {"layer": Nested("Dense", units=3)}, Floats(2, 5)),
        Case(
            "three iterations",
            {"layer": Nested("Dense", units=3, activation="tanh"), "power_iterations": 3},
            Floats(2, 5),
        ),
        Case(
            "Conv2D",
            {"layer": Nested("Conv2D", filters=2, kernel_size=(3, 2)), "power_iterations": 2},
            Floats(2, 4, 5, 3),
        ),
        Case(
            "Embedding",
            {"layer": Nested("Embedding", input_dim=7, output_dim=3)},
            Ints(2, 5, dtype="float32"),
        ),
        # Keras casts the output to the type of the inputs.
        Case(
            "Embedding of whole numbers",
            {"layer": Nested("Embedding", input_dim=7, output_dim=3)},
            Ints(2, 5),
        ),
        Case(
            "EinsumDense",
            {"layer": Nested("EinsumDense", equation="abc,cd->abd", output_shape=(None, 3))},
            Floats(2, 5, 7),
        ),
    ],
}
