/**
 * What TensorFlow has and we have not, or elsewhere, with what to write in its place: by the path of
 * the namespace and the name in JavaScript's spelling.
 *
 * @module
 */

const ESTIMATE = "make the network of tf.keras.layers, and load weights with loadWeights";
const FOREIGN =
  "it runs what another framework made, which needs Python; make the network of tf.keras.layers";

/** What to write instead, by path and name. */
export const ABSENT: Readonly<Record<string, string>> = {
  "tf.keras.applications": `networks that were trained do not come with the library; ${ESTIMATE}`,
  "tf.keras.estimator": "estimators are gone from Keras too; use model.compile and model.fit",
  "tf.keras.wrappers": "it is not there; use model.compile and model.fit",
  "tf.keras.layer": "did you mean tf.keras.layers?",
  "tf.keras.Variable": "write new tf.Variable(value)",
  "tf.keras.layers.CuDNNLSTM": "write new tf.keras.layers.LSTM(units)",
  "tf.keras.layers.CuDNNGRU": "write new tf.keras.layers.GRU(units)",
  "tf.keras.layers.TFSMLayer": FOREIGN,
  "tf.keras.layers.TorchModuleWrapper": FOREIGN,
  "tf.keras.layers.JaxLayer": FOREIGN,
  "tf.keras.layers.FlaxLayer": FOREIGN,
  "tf.keras.models.loadWeights": "it is a method: model.loadWeights(path)",
  "tf.keras.utils.Sequence": "give fit a generator of batches: function* () { yield [x, y]; }",
  "tf.train.Checkpoint": "write model.saveWeights(path), and model.loadWeights(path)",
  "tf.train.CheckpointManager": "write new tf.keras.callbacks.ModelCheckpoint(path)",
  "tf.io.VarLenFeature":
    "it gives sparse tensors, which are not there; write tf.io.FixedLenFeature, or read tf.train.Example.fromString(record)",
  "tf.io.FixedLenSequenceFeature":
    "it is not there; write tf.io.FixedLenFeature, or read tf.train.Example.fromString(record)",
  "tf.math.sum": "write tf.reduceSum(x)",
  "tf.math.mean": "write tf.reduceMean(x)",
  "tf.config.experimental":
    "it is not there; memory grows as it is needed, and tf.config lists what can be set",
  "tf.config.setVisibleDevices": 'write tf.config.setDevice("cpu"), or another device',
  "tf.config.runFunctionsEagerly": "write model.compile({ ..., runEagerly: true })",
  "tf.np.array": "write tf.constant(values), or tf.constant(values).numpy() for an array",
  "tf.np.zeros": "write tf.zeros(shape).numpy()",
  "tf.np.ones": "write tf.ones(shape).numpy()",
  "tf.np.arange": "write tf.range(start, limit).numpy()",
  "tf.np.linspace": "write tf.linspace(start, stop, num).numpy()",
  "tf.np.random": "write tf.random.normal(shape), or tf.random.RandomState for NumPy's own numbers",
  "tf.np.mean": "write tf.reduceMean(x)",
  "tf.np.sum": "write tf.reduceSum(x)",
  "tf.np.dot": "write tf.matmul(a, b), or tf.tensordot(a, b, 1)",
  "tf.random.seed": "write tf.random.setSeed(42)",
  "tf.random.rand": "write tf.random.uniform(shape)",
  "tf.random.randn": "write tf.random.normal(shape)",
  "tf.random.randint": 'write tf.random.uniform(shape, min, max, "int32")',
  "tf.losses.sparseSoftmaxCrossEntropy":
    "write new tf.keras.losses.SparseCategoricalCrossentropy({ fromLogits: true })",
};
