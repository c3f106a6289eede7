import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { ByteReader } from "../../lib/io/byte_reader.ts";
import { Hdf5File, type Hdf5Object } from "../../lib/io/hdf5_file.ts";
import { fromBase64, readGolden, withFolder } from "./goldens.ts";
import { countUp } from "./samples.ts";
import { MODELS } from "./samples_keras3.ts";

const { files } = await readGolden<{ files: Record<string, string> }>("weights_keras3.json.gz");

/** The weights' numbers, one after the other. */
const flat = (net: tf.keras.Model) =>
  net.getWeights().flatMap(({ data }) => [...data as Float32Array]);
const counted = (size: number) => Array.from({ length: size }, (_, k) => (k % 255 - 127) / 64);

/** Every dataset of a file by its path. */
function datasets(bytes: Uint8Array): Record<string, unknown> {
  const file = new Hdf5File(new ByteReader("test", bytes));
  const found: Record<string, unknown> = {};
  const visit = (object: Hdf5Object, path: string) => {
    if (!file.isGroup(object)) {
      const { shape, data } = file.numbers(object);
      found[path] = [[...shape], [...data as Float32Array]];
    } else {for (const name of file.names(object)) {
        visit(file.find(object, name)!, `${path}/${name}`);
      }}
  };
  visit(file.root, "");
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => a < b ? -1 : 1));
}

for (const [name, make] of Object.entries(MODELS)) {
  Deno.test(`loadWeights() reads Keras 3's .weights.h5 of a model: ${name}`, () => {
    withFolder((folder) => {
      const net = make();
      // What is read goes by the content, whatever the name.
      for (const path of [`${folder}/x.weights.h5`, `${folder}/x.h5`]) {
        Deno.writeFileSync(path, fromBase64(files[name]!));
        net.setWeights(net.weights.map(({ shape }) => tf.zeros(shape)));
        net.loadWeights(path);
        assertEquals(flat(net), counted(net.countParams()));
      }
    });
  });

  Deno.test(`saveWeights() writes .weights.h5 at the paths where Keras 3 looks: ${name}`, () => {
    withFolder((folder) => {
      const net = make();
      countUp(net);
      const path = `${folder}/x.weights.h5`;
      net.saveWeights(path);
      const theirs = Object.entries(datasets(fromBase64(files[name]!)))
        .filter(([place]) => !place.startsWith("/optimizer/"));
      assertEquals(datasets(Deno.readFileSync(path)), Object.fromEntries(theirs));
      const other = make();
      other.loadWeights(path);
      assertEquals(flat(other), counted(net.countParams()));
    });
  });
}

Deno.test("loadWeights() names what a file in Keras 3's layout has for no layer, and the reverse", () => {
  withFolder((folder) => {
    const path = `${folder}/x.weights.h5`;
    Deno.writeFileSync(path, fromBase64(files.sequential!));
    const { Dense } = tf.keras.layers;
    const dense = (...units: number[]) => {
      const net = new tf.keras.Sequential(units.map((it) => new Dense(it)), { name: "net" });
      net.build([null, 4]);
      return net;
    };
    const normed = (...units: [number, number]) => {
      const net = new tf.keras.Sequential([
        new Dense(units[0]),
        new tf.keras.layers.BatchNormalization(),
        new Dense(units[1]),
      ]);
      net.build([null, 4]);
      return net;
    };
    tf.keras.backend.clearSession();
    const where = `Cannot load the weights of Sequential 'net' from ${JSON.stringify(path)}: `;
    const cases: [tf.keras.Model, string][] = [
      [
        dense(3, 2),
        `${where}expected a layer for each one in the file, found none for layers/batch_normalization`,
      ],
      [
        dense(3, 2, 2),
        `expected weights for layer 'dense_4' at "layers/dense_2", found none in the file, which has layers/batch_normalization`,
      ],
      [normed(3, 1), "expected shape (3, 1) for weight"],
    ];
    tf.keras.backend.clearSession();
    for (const [net, text] of cases) {
      const weights = net.getWeights();
      assertThrows(() => net.loadWeights(path), TypeError, text);
      assertEquals(net.getWeights().every((it, i) => it.equals(weights[i]!)), true);
    }
    const net = dense(3, 1);
    assertThrows(
      () => net.loadWeights(path, { byName: true }),
      RangeError,
      "expected byName=false for a file in Keras 3's layout",
    );
    assertEquals([...net.loadWeights(path, { skipMismatch: true })], [
      net.weights[2]!.name,
      net.weights[3]!.name,
    ]);
  });
});
