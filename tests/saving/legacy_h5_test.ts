/**
 * Whole models out of .h5 files of Keras 3: the same outputs, and the same losses in three
 * more steps.
 *
 * @module
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { emptyGroup, encodeHdf5 } from "../../lib/io/hdf5_writer.ts";
import golden from "../goldens/saving_h5/models.json" with { type: "json" };
import { isClose } from "../support/compare.ts";
import { tolerance } from "../support/tolerances.ts";

const FOLDER = new URL("../goldens/saving_h5/", import.meta.url);
const path = (file: string) => new URL(file, FOLDER);

interface Plain {
  readonly shape: number[];
  readonly values: number[];
}

const tensor = ({ shape, values }: Plain) => tf.reshape(tf.constant(values), shape);

/** A model, whatever it takes and gives. */
interface Loaded {
  readonly optimizer: tf.keras.optimizers.Optimizer | null;
  predict(x: tf.Tensor, options: object): Promise<tf.NdArray>;
  fit(x: tf.Tensor, y: tf.Tensor, options: object): Promise<tf.keras.callbacks.History>;
}

const load = (file: string, options: object = {}) =>
  tf.keras.models.loadModel(path(file), options) as unknown as Loaded;

for (const it of golden.models) {
  Deno.test(`${it.file} gives its outputs, and its losses in three more steps`, async () => {
    const model = load(it.file);
    const x = tensor(it.x);
    const output = await model.predict(x, { verbose: 0 });
    assertEquals(output.shape, it.output.shape);
    const bounds = tolerance("layer");
    for (const [i, value] of it.output.values.entries()) {
      assert(
        isClose((output.data as Float32Array)[i]!, value, bounds),
        `${i}: ${output.data[i]} ${value}`,
      );
    }
    if (it.more === null) return void assertEquals(model.optimizer, null);
    const { history } = await model.fit(x, tensor(it.y as Plain), {
      epochs: 3,
      batchSize: 8,
      shuffle: false,
      verbose: 0,
    });
    for (const [i, value] of it.more.entries()) {
      const found = history.loss![i]!;
      assert(Math.abs(found - value) <= 1e-4 * Math.abs(value), `step ${i}: ${found} ${value}`);
    }
  });
}

Deno.test("weights of a model within a model go to .h5 and back, those that are trained first", () => {
  const folder = Deno.makeTempDirSync();
  try {
    const [first, second] = ["nested_norms.h5", "nested_norms.h5"].map((file) =>
      tf.keras.models.loadModel(path(file)) as unknown as tf.keras.Model
    ) as [tf.keras.Model, tf.keras.Model];
    const values = (net: tf.keras.Model) =>
      net.getWeights().map((it) => [...it.data as Float32Array]);
    first.saveWeights(`${folder}/net.h5`);
    second.setWeights(second.getWeights().map((it) => tf.zeros(it.shape)));
    second.loadWeights(`${folder}/net.h5`);
    assertEquals(values(second), values(first));
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});

Deno.test("weights alone and damaged texts are refused by name", async () => {
  const where = "tf.keras.models.loadModel ";
  const folder = await Deno.makeTempDir();
  try {
    const net = new tf.keras.Sequential([tf.keras.Input([2]), new tf.keras.layers.Dense(1)]);
    net.saveWeights(`${folder}/net.h5`);
    const alone = assertThrows(() => tf.keras.models.loadModel(`${folder}/net.h5`), TypeError);
    assert(
      alone.message.startsWith(where) &&
        alone.message.endsWith(
          "found weights alone; make the model and load them with loadWeights",
        ),
      alone.message,
    );
    const bytes = await Deno.readFile(path("mlp.h5"));
    const text = new TextDecoder("latin1").decode(bytes);
    const at = text.indexOf('{"class_name": "Sequential"');
    bytes[at] = 0x78;
    await Deno.writeFile(`${folder}/bad.h5`, bytes);
    assertThrows(
      () => tf.keras.models.loadModel(`${folder}/bad.h5`),
      SyntaxError,
      "expected model_config to be JSON",
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("configurations that are no models, or nested to end the stack, are refused", () => {
  const folder = Deno.makeTempDirSync();
  const texts: [string, ErrorConstructor, string][] = [
    ["[".repeat(30000), RangeError, "expected model_config to be nested at most 500 deep"],
    ["[]", TypeError, "expected model_config to be an object"],
    ['{"class_name":"Dense","config":{"units":2}}', TypeError, "the configuration of a model"],
    ['{"class_name":"Nothing","config":{}}', RangeError, "Nothing"],
    [
      '{"class_name":"Sequential","config":{"layers":[{"class_name":"__lambda__","config":{}}]}}',
      TypeError,
      "never run",
    ],
  ];
  try {
    for (const [text, kind, part] of texts) {
      const root = emptyGroup();
      root.attributes.set("model_config", text);
      Deno.writeFileSync(`${folder}/x.h5`, encodeHdf5(root));
      const load = () => tf.keras.models.loadModel(`${folder}/x.h5`);
      assert(assertThrows(load, kind, part).message.includes("x.h5"), text.slice(0, 40));
    }
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});

Deno.test("files that are damaged anywhere give the same model, or an error", async () => {
  const folder = await Deno.makeTempDir();
  try {
    let seed = 99;
    const random = (n: number) => (seed = (seed * 1103515245 + 12345) % 2 ** 31) % n;
    const whole = await Deno.readFile(path("mlp.h5"));
    for (let i = 0; i < 200; i++) {
      const bytes = whole.slice(0, i % 4 === 0 ? random(whole.length) : whole.length);
      for (let n = 0; n < 3 && bytes.length > 0; n++) bytes[random(bytes.length)] = random(256);
      const file = `${folder}/x.h5`;
      await Deno.writeFile(file, bytes);
      try {
        tf.keras.models.loadModel(file);
      } catch (error) {
        const { message } = error as Error;
        const isNamed = error instanceof SyntaxError || error instanceof RangeError ||
          error instanceof TypeError;
        assert(isNamed && !/undefined|is not a function/.test(message), `${i}: ${error}`);
      }
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
