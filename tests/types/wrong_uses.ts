/**
 * What must not compile: each line has one fault, which an editor underlines while it is written. The
 * file is checked (`deno check tests`) and never run: an expectation without its error is an error.
 *
 * @module
 */
// deno-lint-ignore-file ban-ts-comment -- the lines say themselves what is wrong with them
import * as tf from "kerasaur";

/** Never called. */
export function wrongUses(model: tf.keras.Sequential, x: tf.Tensor): void {
  const { layers, optimizers, callbacks, losses, initializers } = tf.keras;
  // @ts-expect-error
  void new layers.Dense(3, { activation: "rleu" });
  // @ts-expect-error
  void new layers.Dense(3, "rleu");
  // @ts-expect-error
  void new layers.Conv2D(3, 3, { padding: "smae" });
  // @ts-expect-error
  void new layers.Conv2D(3, 3, { dataFormat: "channelLast" });
  // @ts-expect-error
  void new layers.Dense(3, { kernelInitializer: "glorot" });
  // @ts-expect-error
  void new layers.Dense(3, { kernelRegularizer: "l3" });
  // @ts-expect-error
  void new layers.Dense(3, { kernelConstraint: "maxnorm" });
  // @ts-expect-error
  void new layers.Dense(3, { dtype: "flaot32" });
  // @ts-expect-error
  void new layers.LSTM(3, { recurrentActivation: "sigmod" });
  // @ts-expect-error
  void new layers.Bidirectional(new layers.LSTM(3), { mergeMode: "cat" });
  // @ts-expect-error
  void new layers.UpSampling2D(2, { interpolation: "linear" });
  // @ts-expect-error
  void new layers.Activation("rleu");
  // @ts-expect-error
  model.compile({ optimizer: "adm", loss: "mse" });
  // @ts-expect-error
  model.compile({ optimizer: "Adm", loss: "mse" });
  // @ts-expect-error
  model.compile({ optimizer: "adam", loss: "mes" });
  // @ts-expect-error
  model.compile("adam", "mes");
  // @ts-expect-error
  model.compile({ optimizer: "adam", loss: "mse", metrics: ["acuracy"] });
  // @ts-expect-error
  model.compile({ optimizer: "adam", loss: "mse", metrics: "accuracy" });
  // @ts-expect-error
  model.compile({ optimizer: "adam", loss: "mse", weightedMetrics: ["acuracy"] });
  // @ts-expect-error
  void new callbacks.EarlyStopping({ mode: "maximum" });
  // @ts-expect-error
  void new callbacks.EarlyStopping({ monitr: "loss" });
  // @ts-expect-error
  void new callbacks.ModelCheckpoint("x", { saveFreq: "epochs" });
  // @ts-expect-error
  tf.cast(x, "flaot32");
  // @ts-expect-error
  tf.zeros([2], "flaot32");
  // @ts-expect-error
  tf.zeros([2], { dtype: "flaot32" });
  // @ts-expect-error
  tf.constant([1], "flaot32");
  // @ts-expect-error
  void new tf.Variable([1], { dtype: "flaot32" });
  // @ts-expect-error
  x.cast("flaot32");
  // @ts-expect-error
  tf.random.normal([2], { dtype: "flaot32" });
  // @ts-expect-error
  tf.image.resize(tf.ones([2, 2, 1]), [2, 2], "bilinaer");
  // @ts-expect-error
  tf.nn.conv2d(tf.ones([1, 4, 4, 1]), tf.ones([2, 2, 1, 1]), 1, "smae");
  // @ts-expect-error
  void new losses.MeanSquaredError({ reduction: "sums" });
  // @ts-expect-error
  void new initializers.VarianceScaling({ mode: "fan_on" });
  // @ts-expect-error
  void new initializers.VarianceScaling({ distribution: "norml" });
  // @ts-expect-error
  tf.keras.mixedPrecision.setGlobalPolicy("mixed_float61");
  // @ts-expect-error
  void new layers.Dense(3, { units: 3 });
  // @ts-expect-error
  void new layers.Dense(3, { useBais: true });
  // @ts-expect-error
  model.fit(x, x, { epoch: 3 });
  // @ts-expect-error
  model.fit(x, x, { verbose: 3 });
  // @ts-expect-error
  model.complie({});
  // @ts-expect-error
  tf.reduceMaen(x);
  // @ts-expect-error
  tf.reduce_mean(x);
  // @ts-expect-error
  tf.random.setProfile("keras4");
  // @ts-expect-error
  tf.config.setDevice("gpu");
  // @ts-expect-error
  void new optimizers.Adam({ learningrate: 0.1 });
  // @ts-expect-error
  tf.reduceMean(x, { dim: 1 });
  // @ts-expect-error
  tf.pad(x, [[1, 1], [1, 1]], "REFLECTS");
  // @ts-expect-error
  void new layers.MaxPool2D(2, { padding: "smae" });
  // @ts-expect-error
  void new callbacks.ReduceLROnPlateau({ mode: "mxa" });
  // @ts-expect-error
  void new callbacks.TensorBoard({ updateFreq: "epochs" });
  // @ts-expect-error
  tf.norm(x, "euclid");
  // @ts-expect-error
  tf.linalg.norm(x, "fros");
  // @ts-expect-error
  void new layers.Embedding(3, 2, { embeddingsInitializer: "uniforn" });
  // @ts-expect-error
  model.summary({ lineLenght: 3 });
  // @ts-expect-error
  void new tf.keras.metrics.AUC({ curve: "ROCC" });
  // @ts-expect-error
  model.predict(x).shape;
  // @ts-expect-error
  void new layers.Dense("3");
  // @ts-expect-error
  layers.Dense(3);
  // @ts-expect-error
  tf.argsort(x, -1, "DESC");
}
