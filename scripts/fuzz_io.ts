// deno-lint-ignore-file no-console -- its report is its purpose
/**
 * Feeds damaged files to the loaders of lib/io/ and reports what became of them.
 *
 *     deno run -A scripts/fuzz_io.ts [count, default 100000] [seed, default 1]
 *
 * @module
 */
import { seedFiles } from "../tests/io/fuzz_files.ts";
import { fuzz, LOADERS } from "../tests/io/mutations.ts";

const [count, seed] = [Number(Deno.args[0] ?? 100_000), Number(Deno.args[1] ?? 1)];
const files = await seedFiles();
let wrong = 0;
for (const [name, load] of Object.entries(LOADERS)) {
  const start = performance.now();
  const report = fuzz(load, files[name as keyof typeof files], count, seed);
  wrong += report.wrong.length;
  const refused = Object.entries(report.refused).map(([error, times]) => `${times} ${error}`);
  console.log(
    `${name}: ${count} files (seed ${seed}): ${report.loaded} loaded, ${refused.join(", ")}; ` +
      `slowest ${report.slowest.toFixed(1)} ms, largest piece of memory ${
        report.hungriest.toFixed(2)
      } times the file; ${report.wrong.length} wrong; ${
        ((performance.now() - start) / 1000).toFixed(0)
      } s`,
  );
  for (const text of report.wrong.slice(0, 10)) console.error(text);
}
console.log(`memory at the end: ${(Deno.memoryUsage().rss / 2 ** 20).toFixed(0)} MiB`);
if (wrong > 0) Deno.exit(1);
