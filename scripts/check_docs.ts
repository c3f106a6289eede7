// deno-lint-ignore-file no-console -- its report is its purpose
/**
 * `deno doc --lint`, less what it says of types that belong to tfjs: Kerasaur's tensors and
 * variables are tfjs's, which it counts as private because the package does not re-export them.
 *
 *     deno run --allow-run=deno scripts/check_docs.ts
 *
 * @module
 */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** The complaints about tfjs's types, word for word. */
const ABOUT_TFJS = [
  "error[private-type-ref]: public type 'TfjsTensor' references private type 'Tensor'",
  "error[private-type-ref]: public type 'Variable' references private type 'Variable'",
];

const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
  args: ["doc", "--lint", "mod.ts"],
  cwd: dirname(dirname(fileURLToPath(import.meta.url))),
  env: { NO_COLOR: "1" },
}).output();
const text = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
const complaints = text.split(/\n(?=error\[)/).filter((it) => it.startsWith("error["));
const faults = complaints.filter((it) => !ABOUT_TFJS.some((line) => it.startsWith(line)));
for (const fault of faults) console.error(fault.trimEnd());
const linted = complaints.length > 0 || text.includes("Checked");
if (!linted) console.error(`deno doc --lint did not run: ${text.trim()}`);
console.log(`documentation: ${faults.length} faults`);
if (faults.length > 0 || !linted) Deno.exit(1);
