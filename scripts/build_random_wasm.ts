// deno-lint-ignore-file no-console -- its report is its purpose
/**
 * Compiles lib/random/assembly (AssemblyScript) to WebAssembly and writes it as base64 to
 * lib/random/wasm_module.ts; with `--check` it only compares. The compiler comes from npm, pinned
 * to one version, so that the bytes are the same everywhere.
 *
 * Box and Muller's transform has relaxed multiply-adds, which round once on some processors and
 * twice on others. So `--check` also compiles the sources without them, which then round twice, and
 * runs both on every argument: where the processor fuses, that is the proof that the floats are
 * the same either way. There is no third way, as WebAssembly leaves engines one choice for all of
 * these instructions (its specification's parameter R_fmadd).
 *
 *     deno run --allow-read --allow-write=lib/random --allow-env scripts/build_random_wasm.ts
 *
 * @module
 */
import { fileURLToPath } from "node:url";
// deno-lint-ignore no-import-prefix -- a tool of this script alone, not of the library
import asc from "npm:assemblyscript@0.28.4/asc";
import { MEMORY_PAGES, WINDOW_START } from "../lib/random/wasm_kernels.ts";

const SOURCE = new URL("../lib/random/assembly/", import.meta.url);
const TARGET = new URL("../lib/random/wasm_module.ts", import.meta.url);
const LINE = 128;

/**
 * Memory comes from outside: one page of tables, then 64 KiB for the numbers. `-O1` leaves more of
 * the order of the source than `-O3`, and is a little faster.
 */
const FLAGS = [
  ...["--importMemory", "--initialMemory", "2", "--maximumMemory", "2", "--zeroFilledMemory"],
  ...["--runtime", "stub", "--noAssert", "-O1"],
];
/** What the sources may use; without the last they round twice. */
const FEATURES = ["simd", "bulk-memory", "relaxed-simd"];

/** The bytes of a module that the sources compile to, or other ones than those in the folder. */
async function compile(
  features: readonly string[],
  source = (name: string) => Deno.readTextFileSync(new URL(name, SOURCE)),
): Promise<Uint8Array<ArrayBuffer>> {
  let bytes: Uint8Array<ArrayBuffer> | undefined;
  const flags = [...FLAGS, "--enable", features.join()];
  const { error, stderr } = await asc.main(["mod.ts", "--outFile", "mod.wasm", ...flags], {
    readFile: (name: string) => {
      try {
        return source(name);
      } catch {
        return null;
      }
    },
    writeFile: (name: string, contents: Uint8Array | string) => {
      if (name.endsWith(".wasm")) bytes = contents as Uint8Array<ArrayBuffer>;
    },
    listFiles: () => [],
  });
  if (error !== null || bytes === undefined) throw new Error(`${error}\n${stderr}`);
  return bytes;
}

/** The file that holds the bytes. */
function format(bytes: Uint8Array): string {
  const lines = bytes.toBase64().match(new RegExp(`.{1,${LINE}}`, "g"))!;
  return `/**
 * The module compiled from lib/random/assembly, as base64; made by scripts/build_random_wasm.ts.
 *
 * @module
 */

/** WebAssembly in base64. */
export const WASM_BASE64 = \`
${lines.join("\n")}
\`;
`;
}

/** The transform of a module, and the memory it works on: 16 pairs, four of each kind in turn. */
function transformOf(bytes: Uint8Array<ArrayBuffer>) {
  const memory = new WebAssembly.Memory({ initial: MEMORY_PAGES, maximum: MEMORY_PAGES });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  const transform = exports.transform as (at: number) => void;
  const words = new Int32Array(memory.buffer, WINDOW_START, 32);
  return (first: (i: number) => number, second: (i: number) => number, start: number) => {
    for (let pair = 0; pair < 16; pair++) {
      const at = 2 * pair - pair % 4;
      words[at] = first(start + pair);
      words[at + 4] = second(start + pair);
    }
    transform(WINDOW_START);
    return words;
  };
}

/**
 * For how many arguments two modules differ: all of sine and cosine for a radius that is a power of
 * two, then all of the radius for a sine of 1.
 */
function differences(a: Uint8Array<ArrayBuffer>, b: Uint8Array<ArrayBuffer>): number {
  const [one, other] = [transformOf(a), transformOf(b)];
  const arguments_ = [[() => 0x7fffff, (i: number) => i], [(i: number) => i, () => 0x200000]];
  let count = 0;
  for (const [first, second] of arguments_) {
    for (let i = 0; i < 2 ** 23; i += 16) {
      const expected = one(first!, second!, i);
      const made = other(first!, second!, i);
      for (let at = 0; at < 32; at++) count += Number(expected[at] !== made[at]);
    }
  }
  return count;
}

/** What is 0 only where a relaxed multiply-add rounds twice: (1 + 2^-30)^2 - (1 + 2^-29). */
const FUSES = `export function fuses(x: f64): bool {
  const a = f64x2.splat(x);
  const c = f64x2.splat(1 - 2 * x);
  return f64x2.extract_lane(f64x2.relaxed_madd(a, a, c), 0) !== 0;
}`;

/** Whether multiply-adds round once on this machine. */
async function fuses(): Promise<boolean> {
  const memory = new WebAssembly.Memory({ initial: MEMORY_PAGES, maximum: MEMORY_PAGES });
  const module = new WebAssembly.Module(
    await compile(FEATURES, (name) => {
      if (name !== "mod.ts") throw new Error(`no ${name}`);
      return FUSES;
    }),
  );
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return (exports.fuses as (x: number) => number)(1 + 2 ** -30) === 1;
}

const bytes = await compile(FEATURES);
const content = format(bytes);
if (Deno.args.includes("--check")) {
  const same = content === await Deno.readTextFile(TARGET);
  console.log(`${fileURLToPath(TARGET)} ${same ? "is" : "is not"} what its sources compile to`);
  const differing = differences(bytes, await compile(FEATURES.slice(0, -1)));
  console.log(
    `Multiply-adds round ${await fuses() ? "once" : "twice"} here; ` +
      `${differing} floats differ where each rounds twice`,
  );
  if (!same || differing > 0) Deno.exit(1);
} else {
  await Deno.writeTextFile(TARGET, content);
  console.log(`${fileURLToPath(TARGET)}: ${bytes.length} bytes of WebAssembly`);
}
