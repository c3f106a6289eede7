import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { readyHelpers, setHelpers } from "../../lib/random/helpers.ts";
import {
  FULL_INTEGERS,
  integerJob,
  type Job,
  normalJob,
  truncatedNormalJob,
  uniformJob,
} from "../../lib/random/jobs.ts";
import { boxMuller } from "../../lib/random/normal.ts";
import { type Counter, Philox } from "../../lib/random/philox.ts";
import { runJob } from "../../lib/random/run_job.ts";
import {
  fillWindow,
  MEMORY_PAGES,
  wasmModule,
  WINDOW_SIZE,
  WINDOW_START,
} from "../../lib/random/wasm_kernels.ts";
import { readGolden, sha256 } from "./bits.ts";

const MANY = 1_000_003;
const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const streams = fc.tuple(word, word, fc.tuple(word, word, word, word));
const floats = fc.float({ noNaN: true, min: -100, max: 100 });
const deviations = fc.float({ noNaN: true, min: 0, max: 100 });
const bounds = fc.tuple(fc.integer(), fc.integer()).filter(([a, b]) => a !== b)
  .map((pair) => pair.toSorted((a, b) => a - b) as [number, number]);

const jobs: fc.Arbitrary<Job> = fc.oneof(
  fc.constant(FULL_INTEGERS),
  fc.tuple(floats, deviations).map(([low, size]) => uniformJob(low, low + size + 1)),
  bounds.map(([low, high]) => integerJob(low, high)),
  fc.tuple(floats, deviations).map(([mean, stddev]) => normalJob(mean, stddev)),
  fc.tuple(floats, deviations).map(([mean, stddev]) => truncatedNormalJob(mean, stddev)),
);

/** Uniform jobs in ranges so small that a 2^23rd of them may be no float32. */
const tinyJobs = fc.float({ noNaN: true, min: 0, max: Math.fround(2 ** -90), minExcluded: true })
  .map((size) => uniformJob(0, size));

/** What TypeScript alone makes of a job. */
function plainly(job: Job, stream: Philox, size: number): Int32Array {
  const out = new Int32Array(size);
  job.plain(stream, out);
  return out;
}

Deno.test("fillWindow() gives the bits of the TypeScript fills for any stream and size", () => {
  const sizes = fc.integer({ min: 1, max: 600 });
  fc.assert(
    fc.property(jobs, streams, sizes, (job, [key0, key1, [, ...rest]], size) => {
      const stream = new Philox(key0, key1, [7, ...rest]);
      const out = new Int32Array(size);
      fillWindow(job, stream, out, 0, size);
      assertEquals(out, plainly(job, stream, size));
    }),
    { numRuns: 300 },
  );
});

Deno.test("runJob() gives the bits of the TypeScript fills where the counter overflows", () => {
  const sizes = fc.integer({ min: 200, max: 3000 });
  const before = fc.integer({ min: 1, max: 200_000 });
  fc.assert(
    fc.property(jobs, streams, sizes, before, (job, [key0, key1, [, ...rest]], size, blocks) => {
      const counter: Counter = [-blocks, ...rest];
      const stream = new Philox(key0, key1, counter);
      const out = new Int32Array(size);
      runJob(job, stream, out);
      assertEquals(out, plainly(job, stream, size));
    }),
    { numRuns: 200 },
  );
});

Deno.test("runJob() gives the bits of the TypeScript fills in the smallest ranges", () => {
  const stream = new Philox(8, 9, [1, 2, 3, 4]);
  for (
    const job of [uniformJob(0, 2 ** -149), uniformJob(1, 1 + 2 ** -60), uniformJob(0, 2 ** -103)]
  ) {
    const out = new Int32Array(700);
    runJob(job, stream, out);
    assertEquals(out, plainly(job, stream, 700));
  }
  fc.assert(fc.property(tinyJobs, (job) => {
    const out = new Int32Array(700);
    runJob(job, stream, out);
    assertEquals(out, plainly(job, stream, 700));
  }));
});

Deno.test("runJob() writes only its output", () => {
  for (const size of [1, 255, 256, 257, WINDOW_SIZE - 1, WINDOW_SIZE, WINDOW_SIZE + 1]) {
    const memory = new Int32Array(size + 2).fill(7);
    const out = memory.subarray(1, size + 1);
    const stream = new Philox(1, 2, [3, 4, 5, 6]);
    runJob(FULL_INTEGERS, stream, out);
    assertEquals([memory[0], memory.at(-1)], [7, 7]);
    assertEquals([...out.slice(-300)], [...plainly(FULL_INTEGERS, stream, size).slice(-300)]);
  }
});

Deno.test("runJob() gives the same bits with no, one, two and three helpers", async () => {
  const cases: [Job, number][] = [
    [FULL_INTEGERS, MANY],
    [uniformJob(-1, 3), MANY],
    [integerJob(-5, 1000), MANY],
    [normalJob(0.5, 2), MANY],
    [truncatedNormalJob(0.5, 2), 300_001],
  ];
  try {
    for (const [job, size] of cases) {
      const stream = new Philox(42, 7, [1, 2, 3, 4]);
      const expected = plainly(job, stream, size);
      for (const count of [0, 1, 2, 3, 1]) {
        setHelpers(count);
        while (readyHelpers() < count) await new Promise((resolve) => setTimeout(resolve, 1));
        for (let round = 0; round < 4; round++) {
          const out = new Int32Array(size);
          runJob(job, stream, out);
          const differs = out.findIndex((value, i) => value !== expected[i]);
          assertEquals(differs, -1, `${job.kernel} with ${count} helpers, round ${round}`);
        }
      }
    }
  } finally {
    setHelpers(Math.min(3, navigator.hardwareConcurrency - 1));
  }
});

/** Applies the WebAssembly transform to pairs of words; gives the first or the second normals. */
function transformAll(words: (i: number) => [number, number]) {
  const memory = new WebAssembly.Memory({ initial: MEMORY_PAGES, maximum: MEMORY_PAGES });
  const { exports } = new WebAssembly.Instance(wasmModule(), { env: { memory } });
  const transform = exports.transform as (at: number) => void;
  const bits = new Int32Array(memory.buffer, WINDOW_START, 32);
  const values = new Float32Array(memory.buffer, WINDOW_START, 32);
  const made = [new Float32Array(2 ** 23), new Float32Array(2 ** 23)] as const;
  for (let i = 0; i < 2 ** 23; i += 16) {
    for (let pair = 0; pair < 16; pair++) {
      const at = 2 * pair - pair % 4;
      [bits[at], bits[at + 4]] = words(i + pair);
    }
    transform(WINDOW_START);
    for (let pair = 0; pair < 16; pair++) {
      const at = 2 * pair - pair % 4;
      made[0][i + pair] = values[at]!;
      made[1][i + pair] = values[at + 4]!;
    }
  }
  return made;
}

Deno.test("the WebAssembly transform has the C library's sine and cosine for all 2^23 arguments", async () => {
  const golden = readGolden<Record<"sinf" | "cosf", string>>("random/libm.json");
  // This first word gives a radius of 2^-11, which multiplies exactly.
  const [sine, cosine] = transformAll((i) => [0x7fffff, i]);
  assertEquals(await sha256(sine.map((value) => value * 2 ** 11)), golden.sinf);
  assertEquals(await sha256(cosine.map((value) => value * 2 ** 11)), golden.cosf);
});

Deno.test("the WebAssembly transform has the reference's radius for all 2^23 arguments", async () => {
  // The second word is a quarter of a turn, whose sine is 1.
  const [radius] = transformAll((i) => [i, 0x200000]);
  const expected = new Float32Array(2 ** 23);
  const pair = new Float32Array(2);
  for (let i = 0; i < 2 ** 23; i++) {
    boxMuller(i, 0x200000, pair, 0);
    expected[i] = pair[0]!;
  }
  assertEquals(await sha256(radius), await sha256(expected));
});
