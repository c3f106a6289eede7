/**
 * Progress in Deno's own Jupyter kernel: one output for each training, also after one that was stopped.
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { fileURLToPath } from "node:url";
import { Kernel } from "../../lib/notebook/kernel.ts";
import type { Output } from "../../lib/notebook/outputs.ts";

const CWD = fileURLToPath(new URL("../..", import.meta.url));

/** The texts that were shown, without times. */
function shown(outputs: readonly Output[]): string[] {
  return outputs.flatMap((output) => {
    if (output.output_type !== "display_data") return [];
    const text = (output as { data: Record<string, unknown> }).data["text/plain"];
    return [String(text).replace(/\d+(s|ms|us)\b/g, "0$1")];
  });
}

Deno.test("a training in a notebook has one output, which its lines replace", async () => {
  const kernel = await Kernel.start({ cwd: CWD });
  try {
    const setup = await kernel.execute(`
      import * as tf from "kerasaur";
      const x = tf.ones([64, 2]), y = tf.ones([64, 1]);
      const model = new tf.keras.Sequential([new tf.keras.layers.Dense(1)]);
      model.compile({ optimizer: "sgd", loss: "mse" });
      await model.fit(x, y, { verbose: 0 }); 0
    `);
    assertEquals(setup.status, "ok", JSON.stringify(setup.outputs));
    const { status, outputs } = await kernel.execute(
      "const { epoch } = await model.fit(x, y, { epochs: 3 }); epoch.length",
    );
    assertEquals(status, "ok", JSON.stringify(outputs));
    const [text, ...more] = shown(outputs);
    assertEquals(more, []);
    const lines = text!.split("\n");
    const heads = lines.map((it) => it.replace(/ - .*/, ""));
    const bar = `2/2 [${"=".repeat(30)}]`;
    assertEquals(heads, ["Epoch 1/3", bar, "Epoch 2/3", bar, "Epoch 3/3", bar]);

    const stopped = await kernel.execute("await model.fit(x, y, { epochs: 1e6 })", 1_500);
    assertEquals(stopped.status, "timeout");
    const before = shown(stopped.outputs);
    assert(before[0]!.startsWith("Epoch 1/1000000\n2/2 [===="), before[0]);
    assertMatch(before.at(-1)!, /^Stopped after \d+ of 1000000 epochs\. Model and /);
    const after = await kernel.execute("await model.evaluate(x, y); 0");
    const [line, ...others] = shown(after.outputs);
    assertEquals(others, []);
    assert(/^2\/2 \[=+\] - 0s 0[mu]s\/step - loss: [^\n]*$/.test(line!), line);
  } finally {
    await kernel.shutdown();
  }
});
