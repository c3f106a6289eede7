/**
 * Files of real Keras 3 load here, and what is saved here is the same again: outputs, configurations,
 * every dataset, and the steps of a training that goes on.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import * as tf from "kerasaur";
import { assertAllClose, isClose } from "../support/compare.ts";
import { ByteReader } from "../../lib/io/byte_reader.ts";
import { Hdf5File, type Hdf5Object } from "../../lib/io/hdf5_file.ts";
import { decodeArchive } from "../../lib/saving/keras_archive.ts";
import { withFolder } from "../io/goldens.ts";
import { arraysOf, bytesOf, inputsOf, MODELS, type SavedCase, tensorsOf, train } from "./models.ts";

/** Outputs after a round trip, and after training goes on. */
const BOUNDS = { atol: 1e-5, rtol: 1e-5 };
const HALF = { atol: 2e-3, rtol: 2e-3 };
const TRAINED = { atol: 1e-4, rtol: 1e-4 };

/** A configuration without numbers of objects that Keras counts by their place in memory. */
function withoutIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutIds);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== "shared_object_id");
  return Object.fromEntries(entries.map(([key, it]) => [key, withoutIds(it)]));
}

/** Every dataset of a file by its path. */
function datasets(bytes: Uint8Array): Record<string, [string, number[], unknown[]]> {
  const file = new Hdf5File(new ByteReader("test", bytes));
  const found: [string, [string, number[], unknown[]]][] = [];
  const visit = (object: Hdf5Object, path: string) => {
    if (file.isGroup(object)) {
      for (const name of file.names(object)) visit(file.find(object, name)!, `${path}/${name}`);
    } else {
      const { shape, data, dtype } = file.numbers(object);
      found.push([path, [dtype, [...shape], Array.from(data as Float32Array)]]);
    }
  };
  visit(file.root, "");
  return Object.fromEntries(found.sort(([a], [b]) => a < b ? -1 : 1));
}

function assertOutputs(model: tf.keras.Model, it: SavedCase, name: string): void {
  const outputs = tensorsOf(model(inputsOf(it)));
  const expected = arraysOf(it.outputs);
  assertEquals(outputs.length, expected.length);
  outputs.forEach((output, i) =>
    assertAllClose(output, expected[i]!, name === "half" ? HALF : BOUNDS, name)
  );
}

for (const [name, it] of Object.entries(MODELS)) {
  Deno.test(`Keras's .keras file loads and is saved as it was: ${name}`, () => {
    withFolder((folder) => {
      const path = `${folder}/theirs.keras`;
      Deno.writeFileSync(path, bytesOf(name));
      const model = tf.keras.models.loadModel(path);
      assertOutputs(model, it, name);
      const again = `${folder}/ours.keras`;
      model.save(again);
      const [theirs, ours] = [path, again].map((file) =>
        decodeArchive(file, Deno.readFileSync(file))
      );
      assertEquals(withoutIds(ours!.config), withoutIds(it.config));
      const [expected, found] = [theirs, ours].map((it) => datasets(it!.weights));
      for (const [place, [dtype, ...rest]] of Object.entries(expected!)) {
        // Adafactor's states that stay 0 have Keras's type of whole numbers, and no use.
        const isUnused = name === "normalized" && dtype === "int32";
        assertEquals(found![place]?.slice(isUnused ? 1 : 0), isUnused ? rest : [dtype, ...rest]);
      }
      // What was saved before its first step is built when it is loaded, as by Keras.
      const more = Object.keys(found!).filter((it) => !(it in expected!));
      assertEquals(more.length, name === "unbuilt" ? 4 : 0);
      assertEquals(ours!.assets, theirs!.assets);
      const copy = tf.keras.models.loadModel(again);
      assertOutputs(copy, it, name);
      if (it.losses === undefined) return;
      for (const trained of [model, copy]) {
        const losses = train(trained, it);
        assert(losses.every((loss, i) => isClose(loss, it.losses![i]!, TRAINED)), `${losses}`);
        const weights = trained.getWeights();
        assertEquals(weights.length, it.after!.length);
        weights.forEach((weight, i) => {
          const after = it.after![i]!;
          if (weight.dtype === "int64") {
            assertEquals([weight.shape, Array.from(weight.data as BigInt64Array, Number)], [
              after.shape,
              after.data,
            ]);
          } else assertAllClose(weight, after, TRAINED, name);
        });
      }
    });
  });
}
