// deno-lint-ignore-file no-console -- its report is its purpose
/**
 * Compiles lib/random/assembly (AssemblyScript) to WebAssembly and writes it as base64 to
 * lib/random/wasm_module.ts; with `--check` it only compares. The compiler comes from npm, pinned
 * to one version, so that the bytes are the same everywhere.
 *
 *     deno run --allow-read --allow-write=lib/random --allow-env scripts/build_random_wasm.ts
 *
 * @module
 */
import { fileURLToPath } from "node:url";
// deno-lint-ignore no-import-prefix -- a tool of this script alone, not of the library
import asc from "npm:assemblyscript@0.28.4/asc";

const SOURCE = new URL("../lib/random/assembly/", import.meta.url);
const TARGET = new URL("../lib/random/wasm_module.ts", import.meta.url);
const LINE = 96;

/**
 * Memory comes from outside: one page of tables, then 64 KiB for the numbers. `-O1` leaves more of
 * the order of the source than `-O3`, and is a little faster.
 */
const FLAGS = [
  ...["--importMemory", "--initialMemory", "2", "--maximumMemory", "2", "--zeroFilledMemory"],
  ...["--enable", "simd,bulk-memory", "--runtime", "stub", "--noAssert", "-O1"],
];

/** The module's bytes. */
async function compile(): Promise<Uint8Array> {
  let bytes: Uint8Array | undefined;
  const { error, stderr } = await asc.main(["mod.ts", "--outFile", "mod.wasm", ...FLAGS], {
    readFile: (name: string) => {
      try {
        return Deno.readTextFileSync(new URL(name, SOURCE));
      } catch {
        return null;
      }
    },
    writeFile: (name: string, contents: Uint8Array | string) => {
      if (name.endsWith(".wasm")) bytes = contents as Uint8Array;
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

const bytes = await compile();
const content = format(bytes);
if (Deno.args.includes("--check")) {
  const same = content === await Deno.readTextFile(TARGET);
  console.log(`${fileURLToPath(TARGET)} ${same ? "is" : "is not"} what its sources compile to`);
  if (!same) Deno.exit(1);
} else {
  await Deno.writeTextFile(TARGET, content);
  console.log(`${fileURLToPath(TARGET)}: ${bytes.length} bytes of WebAssembly`);
}
