// deno-lint-ignore-file no-console -- its report is its purpose
/**
 * `deno doc --lint` for what `kerasaur` exports (`kerasaur/tfjs` names types of tfjs's own), and the
 * types of all examples, which `tests/examples_test.ts` runs.
 *
 *     deno run -A scripts/check_docs.ts
 *
 * @module
 */
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** What Deno says, and whether it was content. */
async function deno(...args: string[]): Promise<{ text: string; success: boolean }> {
  const command = new Deno.Command(Deno.execPath(), { args, cwd: ROOT, env: { NO_COLOR: "1" } });
  const { stdout, stderr, success } = await command.output();
  const text = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  return { text, success };
}

// The sources of the WebAssembly are in another language.
const sources = readdirSync(join(ROOT, "lib"), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !path.includes("assembly/"))
  .map((path) => join("lib", path));

/** Whether Deno misses words that stand elsewhere: at what is overridden, or at the class. */
function isSaidElsewhere(fault: string): boolean {
  return fault.startsWith("error[missing-jsdoc]") &&
    /^ *\d+ \| +(?:(?:static |protected )*override |constructor\()/m.test(fault);
}

const { text } = await deno("doc", "--lint", "mod.ts");
const faults = text.split(/\n(?=error\[)/)
  .filter((it) => it.startsWith("error[") && !isSaidElsewhere(it));
for (const fault of faults) console.error(fault.trimEnd());
const linted = /^error\[/m.test(text) || text.includes("Checked");
if (!linted) console.error(`deno doc --lint did not run: ${text.trim()}`);
const examples = await deno("check", "--quiet", "--doc", "mod.ts", ...sources);
if (!examples.success) console.error(examples.text.trim());
console.log(
  `documentation: ${faults.length} faults; types of examples: ${
    examples.success ? "right" : "wrong"
  }`,
);
if (faults.length > 0 || !linted || !examples.success) Deno.exit(1);
