/**
 * What the webgpu device does to its process: memory that the garbage collector does not see, and
 * the end while the card still computes. Each program runs in a process of its own.
 */
import { assert, assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { TEST_BACKENDS } from "../support/backends.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const ignore = !TEST_BACKENDS.some(({ name }) => name === "webgpu");

/** Runs a program that imports the library. */
async function run(
  program: string,
  ...flags: string[]
): Promise<{ code: number; printed: string }> {
  const file = await Deno.makeTempFile({ dir: ROOT, suffix: ".ts" });
  try {
    await Deno.writeTextFile(file, program);
    const { code, stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", ...flags, file],
      cwd: ROOT,
    }).output();
    return { code, printed: new TextDecoder().decode(stdout) };
  } finally {
    await Deno.remove(file);
  }
}

/** Results that are freed at once, and the event loop never turns. */
const RESULTS = `
  import { newValue } from "./lib/engine/plan/value.ts";
  import { webgpuProvider } from "./lib/engine/webgpu/provider.ts";
  const node = { op: "Neg", kernel: "negative", attributes: {}, inputs: [], outputs: [] };
  const x = newValue("float32", [4], { slot: 0 });
  const y = newValue("float32", [4], { slot: 1, producer: node });
  node.inputs.push(x);
  node.outputs.push(y);
  const executable = webgpuProvider().compile({
    nodes: [node], inputs: [x], constants: [], outputs: [y],
  });
  const from = { type: "float32", shape: [4], host: new Float32Array(4) };
  const resident = [];
  for (let i = 0; i < 5; i++) {
    for (let j = 0; j < 10_000; j++) {
      const to = { type: "float32", shape: [4], host: undefined };
      executable.run([from], [to]);
      if (j % 100 === 0) to.resident.read();
      to.resident.dispose();
    }
    resident.push(Deno.memoryUsage().rss);
  }
  console.log(JSON.stringify(resident));
`;

Deno.test({
  name: "webgpu: results that were freed leave nothing in the process, though it never pauses",
  ignore,
  async fn() {
    const room = "--v8-flags=--min-semi-space-size=1,--max-semi-space-size=1";
    const { printed } = await run(RESULTS, room);
    const [, early, , , late] = JSON.parse(printed) as number[];
    const gained = (late! - early!) / 2 ** 20;
    // 100 bytes for each would be 3 MB.
    assert(gained < 1.5, `${gained} MB for 30,000 results`);
  },
});

/** Leaves the card with work that nobody waits for. */
const begin = (end: string) => `
  import * as tf from "kerasaur";
  tf.config.setDevice("webgpu");
  const x = tf.ones([256, 256]);
  const w = new tf.Variable(x);
  const step = tf.function(() => {
    let y = w.value();
    for (let i = 0; i < 10; i++) y = tf.tanh(tf.matmul(y, x));
    w.assign(y);
  });
  step();
  Number(tf.reduceSum(w));
  for (let i = 0; i < 3; i++) step();
  ${end}
`;

for (
  const [how, end, expected] of [
    ["comes to its end", "", 0],
    ["calls Deno.exit()", "Deno.exit(3);", 3],
    ["throws", "throw new Error('thrown');", 1],
    ["throws later", "setTimeout(() => { throw new Error('thrown'); }, 0);", 1],
  ] as const
) {
  Deno.test({
    name: `webgpu: a program that ${how} while the card computes ends as any other`,
    ignore,
    async fn() {
      assertEquals((await run(begin(end))).code, expected);
    },
  });
}
