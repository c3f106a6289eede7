/**
 * A notebook's stop button during `fit`: the training ends between two batches, with model and
 * history as they are, and the next cells go on from there.
 */
import { assert, assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { Kernel } from "../../lib/notebook/kernel.ts";

const PREPARE = `
import * as tf from "kerasaur";
const x = tf.ones([320, 4]), y = tf.ones([320, 1]);
const model = new tf.keras.Sequential([new tf.keras.layers.Dense(64), new tf.keras.layers.Dense(1)]);
model.compile({ optimizer: "adam", loss: "mse", metrics: ["mae"] });
await model.fit(x, y, { batchSize: 32, verbose: 0 });
`;

const LOOK = `
const { epoch, history } = model.history;
const steps = Number(model.optimizer.iterations) - 10;
const finite = model.getWeights().every((it) => it.data.every(Number.isFinite));
console.log(JSON.stringify([epoch.length, history.loss.length, history.mae.length, steps, finite]));
`;

Deno.test("the stop button ends fit between two batches, and training goes on in the next cell", async () => {
  const cwd = fileURLToPath(new URL("../..", import.meta.url));
  const kernel = await Kernel.start({ cwd, startTimeoutMs: 60_000 });
  try {
    const text = async (code: string) => {
      const { status, outputs } = await kernel.execute(code, 60_000);
      assertEquals(status, "ok", JSON.stringify(outputs));
      return outputs.map((it) => "text" in it ? it.text : "").join("");
    };
    await text(PREPARE);
    const stopped = await kernel.execute(
      "await model.fit(x, y, { epochs: 1e6, batchSize: 32, verbose: 0 });",
      1_500,
    );
    assertEquals([stopped.status, stopped.replyStatus], ["timeout", "error"]);
    const [epochs, losses, means, steps, finite] = JSON.parse(await text(LOOK));
    assertEquals([losses, means, finite], [epochs, epochs, true]);
    assert(epochs > 0 && steps >= epochs * 10 && steps <= (epochs + 1) * 10, `${epochs}, ${steps}`);
    const again = await text(
      "const it = await model.fit(x, y, { epochs: 2, verbose: 0 }); console.log(it.epoch.length);",
    );
    assertEquals(again.trim(), "2");
  } finally {
    await kernel.shutdown();
  }
});
