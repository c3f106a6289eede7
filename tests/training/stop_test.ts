/**
 * Ctrl-C during `fit`: the training ends after its batch, with model and history as they are, and the
 * program goes on.
 */
import { assert, assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";

const PROGRAM = `
import * as tf from "kerasaur";
const x = tf.ones([320, 4]), y = tf.ones([320, 1]);
const model = new tf.keras.Sequential([new tf.keras.layers.Dense(64), new tf.keras.layers.Dense(1)]);
model.compile({ optimizer: "sgd", loss: "mse" });
class Say extends tf.keras.callbacks.Callback {
  onEpochEnd(epoch) {
    if (epoch === 2) console.log("running");
  }
}
const history = await model.fit(x, y, { epochs: 1e6, batchSize: 32, verbose: 0, callbacks: [new Say()] });
const { epoch } = history;
const steps = Number(model.optimizer.iterations);
const again = await model.fit(x, y, { epochs: 2, verbose: 0 });
console.log(JSON.stringify({
  epochs: epoch.length,
  losses: history.history.loss.length,
  steps,
  again: again.epoch.length,
}));
`;

Deno.test({
  name: "Ctrl-C ends fit at a batch, and the program goes on",
  ignore: Deno.build.os === "windows",
  async fn() {
    const root = fileURLToPath(new URL("../..", import.meta.url));
    const child = new Deno.Command(Deno.execPath(), {
      args: ["eval", "--ext=js", PROGRAM],
      cwd: root,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
      env: { NO_COLOR: "1" },
    }).spawn();
    const errors = new Response(child.stderr).text();
    let text = "";
    const decoder = new TextDecoder();
    for await (const bytes of child.stdout) {
      const before = text;
      text += decoder.decode(bytes, { stream: true });
      if (!before.includes("running") && text.includes("running")) child.kill("SIGINT");
    }
    const { code } = await child.status;
    assertEquals(code, 0, await errors);
    await errors;
    const { epochs, losses, steps, again } = JSON.parse(text.slice(text.indexOf("{"))) as Record<
      string,
      number
    >;
    assertEquals([losses, again], [epochs, 2]);
    // The epoch that was under way counts as the others do.
    assert(
      epochs! >= 3 && steps! > (epochs! - 1) * 10 && steps! <= epochs! * 10,
      `${epochs}, ${steps}`,
    );
  },
});
