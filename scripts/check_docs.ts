// deno-lint-ignore-file no-console -- its report is its purpose
/**
 * `deno doc --lint` for what `kerasaur` exports. (`kerasaur/tfjs` names types of tfjs's own.)
 *
 *     deno run --allow-run=deno scripts/check_docs.ts
 *
 * @module
 */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
  args: ["doc", "--lint", "mod.ts"],
  cwd: dirname(dirname(fileURLToPath(import.meta.url))),
  env: { NO_COLOR: "1" },
}).output();
const text = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
const faults = text.split(/\n(?=error\[)/).filter((it) => it.startsWith("error["));
for (const fault of faults) console.error(fault.trimEnd());
const linted = faults.length > 0 || text.includes("Checked");
if (!linted) console.error(`deno doc --lint did not run: ${text.trim()}`);
console.log(`documentation: ${faults.length} faults`);
if (faults.length > 0 || !linted) Deno.exit(1);
