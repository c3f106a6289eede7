// deno-lint-ignore-file no-console -- its report is its purpose
/**
 * Packs the package for npm. `deno pack` makes JavaScript and declarations of the sources; what it
 * writes about other packages is put right: exact versions, as ONNX Runtime's C interface is called by
 * its table of one version, and tfjs only for those who import the adapter; and declarations keep what
 * is not exported to themselves.
 *
 *     deno task pack --out FILE.tgz
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** What is imported by one entry point alone, which few need. */
const OPTIONAL = "@tensorflow/tfjs";

/** The part of a `package.json` that is looked at. */
export interface PackageJson {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

/** The `package.json` as it has to be. */
export function completed(made: PackageJson): PackageJson {
  const exact = Object.entries(made.dependencies).map(([name, range]) => {
    return [name, range.replace(/^\^/, "")] as const;
  });
  return {
    ...made,
    description: "TensorFlow 2's Keras, native to Deno; runs in Node as well",
    engines: { node: ">=26" },
    dependencies: Object.fromEntries(exact.filter(([name]) => name !== OPTIONAL)),
    peerDependencies: Object.fromEntries(exact.filter(([name]) => name === OPTIONAL)),
    peerDependenciesMeta: { [OPTIONAL]: { optional: true } },
  };
}

/** Makes what declarations don't export their own: TypeScript exports all of it where nothing says so. */
function closeDeclarations(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (name.endsWith(".d.ts")) appendFileSync(join(folder, name), "\nexport {};\n");
  }
}

async function run(command: string, ...args: string[]): Promise<void> {
  const { success, stdout, stderr } = await new Deno.Command(command, { args, cwd: ROOT }).output();
  if (success) return;
  const text = [stdout, stderr].map((it) => new TextDecoder().decode(it)).join("");
  throw new Error(`${command} ${args.join(" ")} failed: ${text}`);
}

/** Packs into a file. */
export async function pack(out: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "kerasaur-pack-"));
  try {
    const made = join(folder, "made.tgz");
    await run(Deno.execPath(), "pack", "--allow-dirty", "--output", made);
    await run("tar", "-xzf", made, "-C", folder);
    const file = join(folder, "package", "package.json");
    const content = completed(JSON.parse(readFileSync(file, "utf8")) as PackageJson);
    writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
    closeDeclarations(join(folder, "package"));
    await run("tar", "-czf", out, "-C", folder, "package");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.main) {
  const { out, _: rest } = parseArgs(Deno.args, { string: ["out"] });
  if (typeof out !== "string" || out === "" || rest.length > 0) {
    throw new RangeError(`pack: expected --out FILE.tgz, received ${Deno.args.join(" ")}`);
  }
  await pack(resolve(out));
  console.log(`packed ${out}`);
}
