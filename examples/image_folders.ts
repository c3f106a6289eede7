// deno-lint-ignore-file no-console -- it shows what it does
/**
 * Images in folders: a folder for each class, a file for each image. This program writes such
 * folders first, as NumPy's files; then it reads them as a user would and learns from them.
 *
 *     deno run -A examples/image_folders.ts
 *
 * @module
 */
import * as tf from "../mod.ts";
import { digits, type Images, type Outcome, type Run } from "./support.ts";

const { layers } = tf.keras;
const NAMES = ["zero", "one", "two", "three"];

/** Writes each image to `FOLDER/CLASS/NUMBER.npy`. */
function write(folder: string, { x, y }: Images): void {
  for (const name of NAMES) Deno.mkdirSync(`${folder}/${name}`, { recursive: true });
  y.forEach((digit, row) => {
    const file = `${folder}/${NAMES[digit]}/${String(row).padStart(4, "0")}.npy`;
    tf.np.save(file, tf.multiply(255, tf.gather(x, row)));
  });
}

/** Images and numbers of their classes, in the order of the files' names. */
function read(folder: string, count = Infinity): readonly [tf.Tensor, tf.Tensor] {
  const files = NAMES.flatMap((name, label) =>
    Array.from(Deno.readDirSync(`${folder}/${name}`), (it) => ({
      name: it.name,
      path: `${folder}/${name}/${it.name}`,
      label,
    }))
  ).sort((a, b) => a.name < b.name ? -1 : 1).slice(0, count);
  const images = files.map(({ path }) => tf.constant(tf.np.load(path) as tf.NdArray));
  return [tf.stack(images), tf.constant(files.map(({ label }) => label), "int32")];
}

/** Trains it; the score is the accuracy on images for testing. */
export async function main(run: Run = {}): Promise<Outcome> {
  const { epochs = 10, shuffle = true, quiet = false } = run;
  const folder = Deno.makeTempDirSync();
  try {
    const { train, test } = await digits(undefined, (digit) => digit < NAMES.length);
    write(`${folder}/train`, train);
    write(`${folder}/test`, test);

    const seen = read(`${folder}/train`, run.examples);
    if (!quiet) console.log(`${seen[0].shape[0]} images of ${NAMES.length} classes`);
    let data = tf.data.Dataset.fromTensorSlices(seen);
    if (shuffle) data = data.shuffle(1000);

    const model = new tf.keras.Sequential([
      tf.keras.Input([8, 8, 1]),
      new layers.Rescaling(1 / 255),
      new layers.Conv2D(16, 3, { activation: "relu" }),
      new layers.GlobalMaxPooling2D(),
      new layers.Dense(NAMES.length, "softmax"),
    ]);
    const loss = "sparseCategoricalCrossentropy";
    const optimizer = new tf.keras.optimizers.Adam(0.01);
    model.compile({ optimizer, loss, metrics: ["accuracy"] });
    run.prepare?.(model);
    const { history } = await model.fit(data.batch(32), { epochs, verbose: quiet ? 0 : 2 });

    const [x, y] = read(`${folder}/test`);
    const [, score] = await model.evaluate(x, y, { verbose: 0 });
    if (!quiet) console.log(`accuracy on images it has not seen: ${score!.toFixed(4)}`);
    return { losses: history["loss"]!, score: score! };
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

if (import.meta.main) await main();
