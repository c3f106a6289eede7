/**
 * A training loop that holds nothing ends with the memory it had after a tenth of its steps. It
 * runs in a process of its own, where the garbage collector can be called.
 */
import { fileURLToPath } from "node:url";
import { assert, assertEquals } from "@std/assert";
import { TEST_BACKENDS } from "../support/backends.ts";

const PROGRAM = fileURLToPath(new URL("./programs/memory_loop.ts", import.meta.url));

interface InUse {
  readonly steps: number;
  readonly live: number;
  readonly buffers: number;
}

for (const { name, software } of TEST_BACKENDS) {
  Deno.test(`${name}: a loop that holds nothing keeps its memory within 10 %`, async () => {
    const steps = software ? 300 : 2000;
    const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", "--v8-flags=--expose-gc", PROGRAM, name, String(steps)],
    }).output();
    assert(success, new TextDecoder().decode(stderr));
    const [early, late] = JSON.parse(new TextDecoder().decode(stdout)) as [InUse, InUse];
    assertEquals([early.steps, late.steps], [steps / 10, steps]);
    assert(late.live <= 1.1 * early.live, `${early.live} bytes in use became ${late.live}`);
    assertEquals(late.buffers, early.buffers, "buffers on the device");
  });
}
