/**
 * Runs each program of examples/ twice: a few steps from given weights, whose losses are those of
 * real Keras, and longer as its reader would, to see that it learns.
 */
import { assert, assertEquals } from "@std/assert";
import * as tf from "kerasaur";
import type { Outcome, Run } from "../../examples/support.ts";
import { assertAllClose, float32 } from "../support/compare.ts";

/** How an example is held: how long it runs, and the bound of its score. */
interface Held {
  readonly epochs: number;
  readonly examples?: number;
  /** The least score, where more is better. */
  readonly least?: number;
  /** The greatest, where less is. */
  readonly most?: number;
  /** Whether it draws numbers while it trains, so that no run of Keras has the same losses. */
  readonly draws?: true;
}

/** The examples, by their files. Chance gives 0.1 of digits, 0.5 of pairs and of opinions. */
const EXAMPLES: Readonly<Record<string, Held>> = {
  addition: { epochs: 4, examples: 2000, least: 0.4 },
  autoencoder: { epochs: 8, most: 0.35 },
  convnet: { epochs: 3, least: 0.9 },
  functional: { epochs: 8, least: 0.9 },
  gan: { epochs: 10, most: 0.15, draws: true },
  image_folders: { epochs: 8, least: 0.8 },
  metric_learning: { epochs: 8, least: 0.85 },
  sequential: { epochs: 8, least: 0.9 },
  structured_data: { epochs: 10, least: 0.9 },
  subclassing: { epochs: 8, least: 0.85 },
  text_classification: { epochs: 30, least: 0.8 },
  time_series: { epochs: 4, most: 0.7 },
  training_loop: { epochs: 5, least: 0.9 },
  transfer: { epochs: 3, least: 0.9 },
  vae: { epochs: 15, most: 0.06, draws: true },
};

interface Golden {
  readonly examples: number;
  readonly epochs: number;
  readonly losses: readonly number[];
}

const url = new URL("../goldens/examples/losses.json", import.meta.url);
const goldens: Readonly<Record<string, Golden>> = JSON.parse(Deno.readTextFileSync(url)).losses;

/** What single operations are off by adds up over the steps. */
const CLOSE = { atol: 1e-4, rtol: 0 };

/** As `prepare` of tests/goldens/examples/make_examples.py. */
const prepare: NonNullable<Run["prepare"]> = ({ trainableWeights }) => {
  [...trainableWeights].forEach((weight, j) => {
    const shape = weight.shape as readonly number[];
    if (shape.length < 2) return;
    const size = shape.reduce((product, dim) => product * dim, 1);
    const scale = Math.sqrt(size / shape.at(-1)!);
    const values = Float32Array.from({ length: size }, (_, k) => Math.sin(k * k + j) / scale);
    weight.assign(tf.reshape(tf.constant(values), shape));
  });
};

/** The program of a file. */
async function load(name: string): Promise<(run?: Run) => Promise<Outcome>> {
  const { main } = await import(new URL(`../../examples/${name}.ts`, import.meta.url).href);
  return main;
}

Deno.test("every example is held, and its table lists it", () => {
  const folder = new URL("../../examples/", import.meta.url);
  const names = Array.from(Deno.readDirSync(folder), ({ name }) => name)
    .filter((it) => it.endsWith(".ts") && it !== "support.ts").map((it) => it.slice(0, -3));
  assertEquals(names.toSorted(), Object.keys(EXAMPLES).toSorted());
  const table = Deno.readTextFileSync(new URL("README.md", folder));
  for (const name of names) assert(table.includes(`[${name}.ts](${name}.ts)`), name);
  const same = Object.entries(EXAMPLES).flatMap(([name, { draws }]) => draws ? [] : [name]);
  assertEquals(Object.keys(goldens).toSorted(), same.toSorted());
});

for (const [name, { examples, epochs }] of Object.entries(goldens)) {
  const { losses: expected } = goldens[name]!;
  Deno.test(`examples/${name}.ts has the losses of real Keras from the same weights`, async () => {
    const main = await load(name);
    const { losses } = await main({ examples, epochs, shuffle: false, prepare, quiet: true });
    const shape = [expected.length];
    assertAllClose(float32(losses, shape), float32(expected, shape), CLOSE, name);
  });
}

for (const [name, { epochs, examples, least, most }] of Object.entries(EXAMPLES)) {
  Deno.test(`examples/${name}.ts learns`, async () => {
    const main = await load(name);
    tf.keras.utils.setRandomSeed(1);
    try {
      const { losses, score } = await main({
        epochs,
        quiet: true,
        ...(examples === undefined ? {} : { examples }),
      });
      assertEquals(losses.length, name === "transfer" ? 3 * epochs : epochs);
      assert(losses.every(Number.isFinite), `losses ${losses}`);
      // The two nets of a GAN work against each other: neither's loss has to fall.
      if (name !== "gan") assert(losses.at(-1)! < losses[0]!, `losses ${losses}`);
      if (least !== undefined) assert(score >= least, `${score}, less than ${least}`);
      if (most !== undefined) assert(score <= most, `${score}, more than ${most}`);
    } finally {
      tf.random.setSeed(null);
    }
  });
}
