// deno-lint-ignore-file no-console -- its output is what the test reads
/**
 * Makes a set-up called `key` in the folder `root`, and takes its time about it.
 *
 *     deno run -A hold_lock.ts ROOT KEY MILLISECONDS
 */
import { join } from "node:path";
import { placeWhole, withLock } from "../../../scripts/tensorflow/place.ts";

const [root, key, milliseconds] = Deno.args as [string, string, string];
await withLock(root, () => console.log("waiting"), async () => {
  await placeWhole(root, key, async (folder) => {
    Deno.writeTextFileSync(join(folder, "begun"), key);
    console.log("begun");
    await new Promise((resolve) => setTimeout(resolve, Number(milliseconds)));
    Deno.writeTextFileSync(join(folder, "done"), key);
  });
});
console.log("done");
