/**
 * What layers learn from data is what Keras's learn: moments, boundaries of bins, vocabularies and
 * weights, from arrays and from batches, in the same order. tests/goldens/preprocessing says how the
 * goldens were made.
 */
import { assert, assertEquals } from "@std/assert";
import { gunzipSync } from "node:zlib";
import * as tf from "kerasaur";
import { inKeras3 } from "./golden_table.ts";
import { camelCase } from "./golden_layer.ts";

type Nested = number | string | readonly Nested[];

interface Adapted {
  readonly layer: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly batches: boolean;
  readonly data: readonly Nested[];
  readonly vocabulary?: readonly (string | number)[];
  readonly boundaries?: readonly number[];
  readonly moments?: readonly (readonly number[])[];
  readonly inputs: Nested;
  readonly output: Nested;
  readonly config: Readonly<Record<string, unknown>>;
}

interface AdaptLayer {
  (inputs: unknown): tf.Tensor;
  adapt(data: unknown): void;
  getVocabulary(): unknown[];
  getConfig(): Record<string, unknown>;
  readonly binBoundaries: readonly number[];
  readonly adaptMean: tf.Variable;
  readonly adaptVariance: tf.Variable;
}

const file = new URL("../goldens/preprocessing/adapt.json.gz", import.meta.url);
const text = new TextDecoder().decode(gunzipSync(Deno.readFileSync(file)));
const { cases } = JSON.parse(text) as { cases: readonly Adapted[] };

function close(actual: unknown, expected: Nested, what: string): void {
  if (Array.isArray(expected)) {
    const list = actual as readonly unknown[];
    assertEquals(list.length, expected.length, `${what}: length`);
    expected.forEach((it, i) => close(list[i], it, `${what}[${i}]`));
  } else {
    const [own, right] = [Number(actual), Number(expected)];
    assert(Math.abs(own - right) <= 1e-6 + 2e-6 * Math.abs(right), `${what}: ${own} not ${right}`);
  }
}

const isText = ({ layer }: Adapted) => layer === "StringLookup" || layer === "TextVectorization";
const tensor = (it: Adapted, values: Nested) =>
  tf.constant(values as never, { dtype: isText(it) ? "string" : "float32" });

cases.forEach((it, i) => {
  const args = JSON.stringify(it.args);
  Deno.test(`${it.layer}${args} learns what Keras's does (${i})`, () =>
    inKeras3(() => {
      const Class = Reflect.get(tf.keras.layers, it.layer) as new (options: object) => AdaptLayer;
      const entries = Object.entries(it.args).map(([name, value]) => [camelCase(name), value]);
      const make = () => new Class(Object.fromEntries(entries));
      const layer = make();
      function* batches() {
        for (const batch of it.data) yield tensor(it, batch);
      }
      layer.adapt(it.batches ? batches() : tensor(it, it.data));
      if (it.vocabulary) assertEquals(layer.getVocabulary(), [...it.vocabulary]);
      if (it.boundaries) assertEquals([...layer.binBoundaries], [...it.boundaries]);
      if (it.moments) {
        const found = [layer.adaptMean, layer.adaptVariance].map((one) => [...one.numpy().data]);
        close(found, it.moments, "moments");
      }
      close(layer(tensor(it, it.inputs)).numpy().toArray(), it.output, "output");
      const { name: _, ...config } = layer.getConfig();
      assertEquals(JSON.parse(JSON.stringify(config)), it.config);
      if (it.batches) return;
      const plain = make();
      plain.adapt(it.data);
      const again = plain(tensor(it, it.inputs)).numpy();
      assert(again.equals(layer(tensor(it, it.inputs)).numpy()), "nested arrays");
    }));
});
