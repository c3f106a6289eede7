// deno-lint-ignore-file no-console -- its report is its purpose
/**
 * Writes what lists all layers from their files: `lib/layers/mod.ts`, and `lib/layers/classes.ts`, from
 * which configurations find them. With `--check` it only says whether they are up to date.
 *
 *     deno run -A scripts/layer_index.ts [--check]
 *
 * @module
 */
import { parseArgs } from "@std/cli";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const LAYERS = `${ROOT}/lib/layers`;

/** Folders of layers, and those of their parts. */
const SHARED = "base";

/** What `base` gives to everybody. */
const BASE =
  `export { type CallOptions, Layer, type Symbolic, type SymbolicInputs } from "./base/layer.ts";
export { InputSpec, type InputSpecArguments, type InputSpecs } from "./base/input_spec.ts";
export type { LayerOptions } from "./base/options.ts";
export type { Mask } from "./base/masks.ts";
export type { NestedShape } from "./base/shapes.ts";
export type { WeightOptions } from "./base/weights.ts";
`;

/** A file of layers. */
interface LayerFile {
  readonly path: string;
  /** Classes of layers. */
  readonly classes: readonly string[];
}

/** A file's classes; `undefined` for one that exports no value, or is a part of others. */
function layersOf(path: string): LayerFile | undefined {
  const text = Deno.readTextFileSync(`${LAYERS}/${path}`);
  if (/^ \* @internal$/m.test(text.slice(0, text.indexOf("*/")))) return undefined;
  const classes = [...text.matchAll(/^export class (\w+)/gm)].map(([, name]) => name!);
  const hasValues = classes.length > 0 || /^export (?:const|function) /m.test(text);
  return hasValues ? { path, classes } : undefined;
}

function* layerFiles(): Generator<string> {
  const folders = [...Deno.readDirSync(LAYERS)].filter((it) => it.isDirectory && it.name !== SHARED)
    .map(({ name }) => name).sort();
  for (const folder of folders) {
    const names = [...Deno.readDirSync(`${LAYERS}/${folder}`)].map(({ name }) => name).sort();
    for (const name of names) if (name.endsWith(".ts")) yield `${folder}/${name}`;
  }
}

/** Text as `deno fmt` has it. */
async function formatted(text: string): Promise<string> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--ext", "ts", "-"],
    cwd: ROOT,
    stdin: "piped",
    stdout: "piped",
  });
  const child = command.spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(text));
  await writer.close();
  return new TextDecoder().decode((await child.output()).stdout);
}

async function main(): Promise<number> {
  const { check } = parseArgs(Deno.args, { boolean: ["check"] });
  const files = [...layerFiles()].map(layersOf).filter((it) => it !== undefined);
  // Whole files, since deno doc finds no name that is handed on one by one inside a namespace.
  const lines = files.filter(({ path }) => path !== "core/op_lambda.ts").map(({ path }) =>
    `export * from "./${path}";`
  );
  const mod = `/**
 * Layers, named as in \`tf.keras.layers\`. Written by scripts/layer_index.ts.
 *
 * @module
 */
${BASE}${lines.join("\n")}
export { deserialize, serialize } from "./registry.ts";
`;
  const withClasses = files.filter(({ classes }) => classes.length > 0);
  const classes = `/**
 * All classes of layers, by the names that configurations have for them. Written by
 * scripts/layer_index.ts.
 *
 * @module
 */
import type { Registrable } from "../configuration/registry.ts";
import { Layer } from "./base/layer.ts";
${
    withClasses.map(({ path, classes }) =>
      `import { ${[...classes].sort().join(", ")} } from "./${path}";`
    )
      .join("\n")
  }

/** Classes by name. */
export const CLASSES: Readonly<Record<string, Registrable>> = {
  Layer,
  ${withClasses.flatMap(({ classes }) => classes).sort().join(",\n  ")},
};
`;
  let old = 0;
  for (const [name, text] of [["mod.ts", mod], ["classes.ts", classes]] as const) {
    const wanted = await formatted(text);
    const path = `${LAYERS}/${name}`;
    const now = await Deno.readTextFile(path).catch(() => "");
    if (now === wanted) continue;
    old++;
    if (check) {
      console.error(
        `lib/layers/${name} is not what the layers' files say; run scripts/layer_index.ts`,
      );
    } else await Deno.writeTextFile(path, wanted);
  }
  console.log(`${files.length} files of layers`);
  return check && old > 0 ? 1 : 0;
}

Deno.exit(await main());
