/**
 * What has to compile as it stands, in the strictest settings; checked (`deno check tests`), never run.
 *
 * @module
 */
import * as tf from "kerasaur";

/** Whether two types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true
  : false;

/** Takes nothing but the type `true`. */
function holds<T extends true>(): T | undefined {
  return undefined;
}

class Doubled extends tf.keras.layers.Layer {
  override call(x: tf.Tensor): tf.Tensor {
    return tf.multiply(x, 2);
  }
}

/** Never called. */
export async function rightUses(x: tf.Tensor): Promise<void> {
  const { layers } = tf.keras;
  // Namespaces hold types as well as values.
  const dense: tf.keras.layers.Dense = new tf.keras.layers.Dense(3, { activation: "relu" });
  const options: tf.keras.layers.DenseOptions = { activation: "hard_sigmoid", useBias: false };
  void new layers.Dense(3, options);
  // By position, by name, or both.
  void new layers.Dense(3, "relu", { kernelInitializer: "he_normal" });
  void new layers.Dense({ units: 3, activation: tf.nn.relu });
  void new layers.Conv2D(8, 3, { padding: "same", dataFormat: "channels_last" });
  // Names of one's own: registered ones, functions, and texts that only the program knows.
  const own = await Promise.resolve("relu");
  void new layers.Dense(3, { activation: "my_package>swish", kernelInitializer: "mine>init" });
  void new layers.Dense(3, { activation: (x) => tf.sin(x) });
  void new layers.Dense(3, { activation: tf.keras.activations.get(own) });
  void tf.keras.losses.get(own);

  const net = new tf.keras.Sequential([dense, new Doubled(), new layers.Dropout(0.5)]);
  const y = net(x);
  holds<Same<typeof y, tf.Tensor>>();
  const z = dense([[1, 2, 3, 4]]);
  holds<Same<typeof z, tf.Tensor>>();
  holds<Same<ReturnType<Doubled["call"]>, tf.Tensor>>();
  const symbolic = dense(tf.keras.Input([4]));
  holds<Same<typeof symbolic, tf.keras.KerasTensor>>();

  net.compile({ optimizer: "adam", loss: "mse", metrics: ["accuracy", "my>metric"] });
  net.compile({ optimizer: "SGD", loss: ["mse", null], metrics: { dense: ["mae"] } });
  const error = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.square(tf.subtract(yTrue, yPred));
  net.compile(new tf.keras.optimizers.Adam(1e-3), error);
  const history = await net.fit(x, y, { epochs: 3, validationSplit: 0.1, verbose: 0 });
  const losses: readonly number[] | undefined = history.history["loss"];
  void losses;
  const [loss, accuracy] = await net.evaluate(x, y);
  holds<Same<typeof loss, number | undefined>>();
  void accuracy;
  const predicted = await net.predict(x);
  holds<Same<typeof predicted, tf.NdArray>>();

  holds<Same<typeof tf.float32, "float32">>();
  void tf.cast(x, tf.float32);
  void tf.zeros([2, 3], tf.int32);
  void tf.zeros({ shape: [2, 3], dtype: "int32" });
  void tf.reduceMean(x, 1, { keepdims: true });
}
