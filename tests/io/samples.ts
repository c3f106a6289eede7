/**
 * Files written by Kerasaur for other programs to read. What they read is recorded, with the check
 * sum of each file, by `goldens/io/read_ours.py`; as the bytes written are always the same, the
 * test needs no Python. To write the files: `deno run -A tests/io/samples.ts FOLDER`.
 *
 * @module
 */
import * as tf from "kerasaur";

const { Dense, Flatten } = tf.keras.layers;

/** The model of the book's section 4.5. */
export class MLP extends tf.keras.Model {
  flatten = new Flatten();
  dense1 = new Dense(256, { activation: tf.nn.relu });
  dense2 = new Dense(10);
  override call(x: tf.Tensor): tf.Tensor {
    return this.dense2(this.dense1(this.flatten(x)));
  }
}

/** A model with a model, many names and a variable of its own. */
class Nested extends tf.keras.Model {
  inner = new tf.keras.Sequential([new Dense(3), new Dense(2, { useBias: false })]);
  outer = new Dense(1);
  scale = new tf.Variable(3, { dtype: "float32", name: "scale" });
  override call(x: tf.Tensor): tf.Tensor {
    return tf.multiply(this.outer(this.inner(x)), this.scale);
  }
}

/** Values k/64 for the weights of a model, one after the other, that float32 holds. */
export function countUp(model: tf.keras.Model): void {
  let next = 0;
  model.setWeights(model.weights.map(({ shape, size }) => {
    const values = Float32Array.from({ length: size }, () => (next++ % 255 - 127) / 64);
    return new tf.NdArray(values, shape, "float32");
  }));
}

/** Writes every sample into a folder; the names of the files. */
export function writeSamples(folder: string): string[] {
  tf.keras.backend.clearSession();
  const mlp = new MLP();
  mlp(tf.zeros([1, 20]));
  const nested = new Nested();
  nested(tf.zeros([1, 4]));
  const deep = new tf.keras.Sequential(
    Array.from(
      { length: 400 },
      (_, i) => new Dense(1, { name: `layer_${"long_".repeat(35)}${i}`, useBias: i === 7 }),
    ),
  );
  deep(tf.zeros([1, 1]));
  for (const model of [mlp, nested, deep]) countUp(model);
  mlp.saveWeights(`${folder}/mlp.h5`);
  mlp.saveWeights(`${folder}/mlp.npz`);
  nested.saveWeights(`${folder}/nested.h5`);
  deep.saveWeights(`${folder}/deep.h5`);
  tf.np.savez(`${folder}/arrays.npz`, {
    x: tf.ones([3]),
    text: ["büro", "\u{1F996}"],
    whole: [[1, 2], [3, 4]],
    scalar: 2.5,
    none: tf.zeros([0, 3]),
  });
  tf.np.savezCompressed(`${folder}/compressed.npz`, [tf.zeros([100, 100]), [true, false]]);
  tf.np.save(`${folder}/x.npy`, tf.constant([[1.5, -2], [3, 4]]));
  return [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
}

if (import.meta.main) writeSamples(Deno.args[0]!);
