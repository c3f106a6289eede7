import { assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { HELPED_SIZE, readyHelpers, setHelpers } from "../../lib/random/helpers.ts";
import { normalJob, truncatedNormalJob } from "../../lib/random/jobs.ts";
import { Philox } from "../../lib/random/philox.ts";
import { runJob } from "../../lib/random/run_job.ts";
import { WINDOW_SIZE } from "../../lib/random/wasm_kernels.ts";

const ROOT = new URL("../../", import.meta.url);
const STREAM = new Philox(42, 7, [1, 2, 3, 4]);

Deno.test("helpers fill outputs of any size, at any place, and nothing around them", async () => {
  setHelpers(2);
  while (readyHelpers() < 2) await new Promise((resolve) => setTimeout(resolve, 1));
  try {
    const most = HELPED_SIZE + 2 * WINDOW_SIZE + 1;
    for (const job of [normalJob(0.5, 2), truncatedNormalJob(0.5, 2)]) {
      const expected = new Int32Array(most);
      job.plain(STREAM, expected);
      const sizes = [HELPED_SIZE, most - WINDOW_SIZE, most].flatMap((size) => [size - 1, size]);
      for (const size of [...sizes, HELPED_SIZE + 1, HELPED_SIZE + 5]) {
        for (const [before, after] of [[0, 0], [1, 1], [3, 17], [16, 2]] as const) {
          const memory = new Int32Array(before + size + after).fill(7);
          runJob(job, STREAM, memory.subarray(before, before + size));
          const wrong = memory.findIndex((value, i) =>
            value !== (i < before || i >= before + size ? 7 : expected[i - before])
          );
          assertEquals(wrong, -1, `${job.kernel} of ${size} from ${before}`);
        }
      }
    }
  } finally {
    setHelpers(Math.min(3, navigator.hardwareConcurrency - 1));
  }
});

/** Draws large outputs in a program of its own, says which it found wrong and what it noted. */
async function draw(flags: readonly string[], before: string): Promise<Record<string, unknown>> {
  const code = `
    const lib = (name) => import(${JSON.stringify(new URL("lib/random/", ROOT).href)} + name);
    const { loseHelpers, readyHelpers, setHelpers } = await lib("helpers.ts");
    const { runJob } = await lib("run_job.ts");
    const { Philox } = await lib("philox.ts");
    const { uniformJob } = await lib("jobs.ts");
    const job = uniformJob(-1, 3);
    const wrong = [];
    const expected = new Int32Array(1_000_003);
    job.plain(new Philox(1, 2, [3, 4, 5, 6]), expected);
    async function ready() {
      for (let i = 0; i < 2000 && readyHelpers() === 0; i++) await new Promise((go) => setTimeout(go, 5));
    }
    function drawAll() {
      for (let i = 0; i < 12; i++) {
        const out = new Int32Array(expected.length);
        runJob(job, new Philox(1, 2, [3, 4, 5, 6]), out);
        if (out.some((value, at) => value !== expected[at])) wrong.push(i);
      }
    }
    ${before}
    drawAll();
    console.log(JSON.stringify({ wrong, helpers: readyHelpers() }));
  `;
  const file = await Deno.makeTempFile({ suffix: ".mjs" });
  try {
    await Deno.writeTextFile(file, code);
    const config = fileURLToPath(new URL("deno.json", ROOT));
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-prompt", "--config", config, ...flags, file],
      env: { NO_COLOR: "1" },
    }).output();
    assertEquals(new TextDecoder().decode(stderr), "");
    return JSON.parse(new TextDecoder().decode(stdout)) as Record<string, unknown>;
  } finally {
    await Deno.remove(file);
  }
}

Deno.test("large draws take a helper where native code is allowed, and do without elsewhere", async () => {
  assertEquals(await draw(["--allow-ffi"], "setHelpers(1); await ready();"), {
    wrong: [],
    helpers: 1,
  });
  // Here the draws themselves try to start one.
  const alone = { wrong: [], helpers: 0 };
  assertEquals(await draw([], ""), alone);
  assertEquals(await draw(["--allow-ffi=/nowhere"], "setHelpers(1);"), alone);
  assertEquals(await draw(["--deny-ffi"], "setHelpers(1);"), alone);
});

Deno.test("a draw is right when its helper loses a piece, or fails", async () => {
  // Asked for the address of the output, when the work is being described.
  const lost = `
    setHelpers(1);
    await ready();
    drawAll();
    const { of } = Deno.UnsafePointer;
    Deno.UnsafePointer.of = (out) => {
      loseHelpers(50);
      return of(out);
    };
  `;
  assertEquals(await draw(["--allow-ffi"], lost), { wrong: [], helpers: 0 });
  const failing = `
    setHelpers(1);
    await ready();
    Deno.UnsafePointer.value = () => 0n;
  `;
  assertEquals(await draw(["--allow-ffi"], failing), { wrong: [], helpers: 0 });
});
