/**
 * The models whose weights `goldens/io/weights_keras3.py` saves with real Keras 3. To write files of
 * them for Keras to read: `deno run -A tests/io/samples_keras3.ts FOLDER`.
 *
 * @module
 */
import * as tf from "kerasaur";
import { countUp } from "./samples.ts";

const L = tf.keras.layers;

function sequential(): tf.keras.Model {
  return new tf.keras.Sequential([
    tf.keras.Input([4]),
    new L.Dense(3),
    new L.Dropout(0.5),
    new L.BatchNormalization(),
    new L.Dense(2),
  ]);
}

function twice(): tf.keras.Model {
  const dense = new L.Dense(4);
  return new tf.keras.Sequential([
    tf.keras.Input([4]),
    dense,
    new L.Dense(4),
    dense,
    new L.Dense(2),
  ]);
}

function functional(): tf.keras.Model {
  const inputs = tf.keras.Input([5, 4]);
  const shared = new L.Dense(4);
  const sequences = new L.Bidirectional(new L.LSTM(3, { returnSequences: true }))(
    shared(shared(inputs)),
  ) as tf.keras.KerasTensor;
  const h = new L.MultiHeadAttention(2, 3)(sequences, sequences) as tf.keras.KerasTensor;
  const inner = new tf.keras.Sequential([tf.keras.Input([6]), new L.Dense(2), new L.PReLU()]);
  const first = tf.keras.Input([6]);
  const graph = new tf.keras.Model(first, new L.LayerNormalization()(new L.Dense(3)(first)));
  const pooled = new L.GlobalAveragePooling1D()(h);
  const cells = new L.RNN([new L.LSTMCell(2), new L.GRUCell(2)])(h) as tf.keras.KerasTensor;
  const steps = new L.TimeDistributed(new L.Dense(1))(h) as tf.keras.KerasTensor;
  const convolved = new L.SeparableConv1D(2, 3)(new L.Conv1D(3, 2)(h));
  const last = new L.GRU(2)(h) as tf.keras.KerasTensor;
  return new tf.keras.Model(inputs, [inner(pooled), graph(pooled), cells, steps, convolved, last]);
}

class Parts extends tf.keras.Model {
  scale = this.addWeight("scale", { shape: [] });
  zLast = new L.Dense(2);
  blocks = [new L.Dense(3), new L.Dense(3), [new L.Dense(4), new L.PReLU()]] as const;
  alphaDense = new L.Dense(4);
  dense1 = new L.Dense(2);
  shared = this.zLast;
  named = { a: new L.Dense(2), b: new L.LayerNormalization() };
  inner = new tf.keras.Sequential([new L.Dense(2), new L.Dense(3)]);

  override call(x: tf.Tensor): tf.Tensor {
    const [first, second, [third, fourth]] = this.blocks;
    let y = fourth(third(second(first(this.alphaDense(x)))));
    y = this.named.b(this.named.a(this.zLast(this.dense1(y))));
    return tf.multiply(this.inner(y), this.scale);
  }
}

function parts(): tf.keras.Model {
  const net = new Parts();
  net(tf.zeros([1, 4]));
  return net;
}

function compiled(): tf.keras.Model {
  return new tf.keras.Sequential([
    tf.keras.Input([4]),
    new L.Dense(3),
    new L.Dropout(0.5),
    new L.Dense(2),
  ]);
}

/** Makes each of the models. */
export const MODELS: Readonly<Record<string, () => tf.keras.Model>> = {
  sequential,
  twice,
  functional,
  parts,
  compiled,
};

if (import.meta.main) {
  for (const [name, make] of Object.entries(MODELS)) {
    const net = make();
    countUp(net);
    net.saveWeights(`${Deno.args[0]!}/${name}.weights.h5`);
  }
}
