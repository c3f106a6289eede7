/** No layer holds what its calls made: `lifetime.ts` calls all of them again and again. */
import { assert, assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

Deno.test("calls of layers, and their gradients, leave nothing behind", async () => {
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "--v8-flags=--expose-gc", "tests/layers/lifetime.ts"],
    cwd: ROOT,
    env: { KERASAUR_DEVICE: "cpu" },
  }).output();
  assertEquals(new TextDecoder().decode(stderr), "");
  const { layers, grown } = JSON.parse(new TextDecoder().decode(stdout));
  assert(layers > 90, `${layers} layers`);
  // 5,580 calls: half a kilobyte kept by every third of them is one MiB.
  assert(grown < 0.9, `${grown} MiB are held that were not before`);
});
