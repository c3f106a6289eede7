/**
 * What layers draw after `setRandomSeed` under the rules of Keras 3 is what Keras draws: weights, the
 * noise of each call in training, and how far the generator of seeds has got when they are made.
 */
import * as tf from "kerasaur";
import { camelCase } from "../../lib/objects/naming.ts";
import { assertAllClose, float32 } from "../support/compare.ts";

interface Golden {
  readonly class: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly shape: readonly number[];
  readonly weights: readonly (readonly number[])[];
  readonly outputs: readonly (readonly number[])[];
  readonly after: readonly number[];
}

type Call = (...args: unknown[]) => tf.Tensor;

const SEED = 11;
/** Sums of single operations' errors, on graphics cards too. */
const CLOSE = { atol: 1e-4, rtol: 1e-4 };

const classes = tf.keras.layers as unknown as Readonly<
  Record<string, new (args: object) => tf.keras.layers.Layer>
>;

const isPair = (it: unknown): it is [string, Record<string, unknown>] =>
  Array.isArray(it) && it.length === 2 && typeof it[0] === "string" && typeof it[1] === "object";

/** A layer of a pair of class and arguments; lists of them; anything else as it is. */
function made(value: unknown): unknown {
  if (!isPair(value)) return Array.isArray(value) ? value.map(made) : value;
  const [name, args] = value;
  const entries = Object.entries(args).map(([key, it]) => [camelCase(key), made(it)]);
  return new classes[name]!(Object.fromEntries(entries));
}

/** The arguments of a call in training. */
function callArguments(name: string, x: tf.Tensor): unknown[] {
  const training = { training: true };
  if (name === "Dense") return [x];
  if (/^(MultiHead|GroupQuery)/.test(name)) return [x, x, training];
  return [name.endsWith("Attention") ? [x, x] : x, training];
}

function assertBeginning(actual: ArrayLike<number>, expected: readonly number[], what: string) {
  const given = Array.from(actual).slice(0, expected.length);
  const shape = [expected.length];
  assertAllClose(float32(given, [given.length]), float32(expected, shape), CLOSE, what);
}

const url = new URL("../goldens/layers/draws.json", import.meta.url);

for (const it of JSON.parse(Deno.readTextFileSync(url)) as readonly Golden[]) {
  Deno.test(`${it.class} ${JSON.stringify(it.args)} draws as Keras's`, () => {
    const before = tf.random.getProfile();
    tf.random.setProfile("keras3");
    try {
      tf.keras.utils.setRandomSeed(SEED);
      const shape = [3, ...it.shape];
      const size = shape.reduce((a, b) => a * b, 1);
      const values = Float32Array.from({ length: size }, (_, i) => Math.abs(Math.sin(i * 1.7)));
      const x = tf.reshape(tf.constant(values), shape);
      const layer = made([it.class, it.args]) as tf.keras.layers.Layer;
      const call = layer as unknown as Call;
      const outputs = it.outputs.map(() => call(...callArguments(it.class, x)).numpy().data);
      const after = new tf.keras.initializers.RandomUniform()([3]).numpy().data;
      outputs.forEach((y, i) => {
        assertBeginning(y as Float32Array, it.outputs[i]!, `call ${i}`);
      });
      layer.getWeights().forEach((w, i) => {
        assertBeginning(w.data as Float32Array, it.weights[i]!, `weight ${i}`);
      });
      assertBeginning(after as Float32Array, it.after, "what an initializer draws after it");
    } finally {
      tf.random.setProfile(before);
      tf.random.setSeed(null);
    }
  });
}
