/**
 * Saves the models of the golden files from here, with what they give and how their training goes on,
 * for `goldens/saving/make_saving.py FOLDER` to load with real Keras.
 *
 *     deno run -A tests/saving/write_models.ts FOLDER
 *
 * @module
 */
import * as tf from "kerasaur";
import { bytesOf, inputsOf, mapped, MODELS, type Nested, type Saved, train } from "./models.ts";

const isTensor = (value: unknown): value is tf.Tensor => value instanceof tf.Tensor;
const [folder] = Deno.args;
if (folder === undefined) throw new Error("expected a folder");
Deno.mkdirSync(folder, { recursive: true });
for (const [name, it] of Object.entries(MODELS)) {
  const path = `${folder}/${name}.keras`;
  Deno.writeFileSync(path, bytesOf(name));
  const model = tf.keras.models.loadModel(path);
  if (it.losses !== undefined) train(model, it);
  model.save(path);
  const saved = (y: tf.Tensor): Saved => {
    const { dtype, shape, data } = y.numpy() as unknown as Saved;
    return { dtype, shape, data: Array.from(data, (value) => Number(value)) };
  };
  const outputs = mapped(model(inputsOf(it)) as Nested<tf.Tensor>, isTensor, saved);
  const losses = it.losses === undefined ? {} : { losses: train(model, it) };
  const text = JSON.stringify({ inputs: it.inputs, outputs, ...losses });
  Deno.writeTextFileSync(`${folder}/${name}.json`, text);
}
