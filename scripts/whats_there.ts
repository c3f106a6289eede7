// deno-lint-ignore-file no-console -- its report is its purpose
/**
 * Writes the README's table of what is there and what is not yet: each namespace of Keras 3.15 and
 * TensorFlow, the names of it that `mod.ts` exports, and those that are missing.
 *
 *     deno run -A scripts/whats_there.ts [--check]
 *
 * @module
 */
import { isAnswer } from "../lib/errors/answer.ts";
import * as all from "../lib/namespaces/all.ts";
import { camelCase } from "../lib/objects/naming.ts";
import * as tf from "../mod.ts";
import golden from "../tests/goldens/namespaces/tensorflow.json" with { type: "json" };
import { manifest } from "../tests/keras/manifest.ts";

const FILE = new URL("../README.md", import.meta.url);
const [BEGIN, END] = ["<!-- made by scripts/whats_there.ts -->", "<!-- until here -->"];

/** Names that a row of the table says are missing, at most. */
const MOST_NAMES = 4;

/** Namespaces that are of use from JavaScript, in the order of the table. */
const NAMESPACES = [
  "keras.layers",
  "keras.models",
  "keras.activations",
  "keras.initializers",
  "keras.regularizers",
  "keras.constraints",
  "keras.losses",
  "keras.metrics",
  "keras.optimizers",
  "keras.optimizers.schedules",
  "keras.callbacks",
  "keras.random",
  "keras.utils",
  "keras.ops",
  "keras.datasets",
  "keras.preprocessing",
  "keras.saving",
  "keras.applications",
  "tf",
  "tf.math",
  "tf.nn",
  "tf.dtypes",
  "tf.linalg",
  "tf.lookup",
  "tf.image",
  "tf.random",
  "tf.signal",
  "tf.strings",
  "tf.data",
  "tf.io",
  "tf.bitwise",
  "tf.debugging",
  "tf.nest",
];

/** Whether a name of Python's is exported here; names may have points in them. */
function isThere(path: string, name: string): boolean {
  const names = [...path === "tf" ? [] : path.replace(/^tf\./, "").split("."), ...name.split(".")];
  let found: unknown = path === "tf" ? tf : all;
  for (const [i, it] of names.entries()) {
    const own = i === names.length - 1 && /^[A-Z]/.test(it) ? it : camelCase(it);
    if (typeof found !== "object" && typeof found !== "function") return false;
    if (found === null || !Object.hasOwn(found, own)) return false;
    found = Reflect.get(found, own);
  }
  return !isAnswer(found);
}

/** The names that a namespace has in Python, those aside that are others' other names. */
function namesOf(path: string): string[] {
  const entries = Object.entries(manifest[path] ?? {});
  if (entries.length > 0) return entries.flatMap(([name, { alias }]) => alias ? [] : [name]);
  const names = (golden.names as Readonly<Record<string, readonly string[]>>)[
    path.replace(/^tf\./, "")
  ];
  return (names ?? []).filter((name) => name !== "experimental");
}

function rows(): string[] {
  return NAMESPACES.flatMap((path) => {
    const names = namesOf(path);
    if (names.length === 0) return [];
    const missing = names.filter((name) => !isThere(path, name));
    const shown = missing.slice(0, MOST_NAMES).map((it) => `\`${it}\``).join(", ");
    const more = missing.length - MOST_NAMES;
    const rest = missing.length === names.length
      ? "all of it"
      : more > 0
      ? `${shown} and ${more} more`
      : shown;
    return [`| \`${path}\` | ${names.length - missing.length} of ${names.length} | ${rest} |`];
  });
}

function table(): string {
  return [
    BEGIN,
    "",
    "| Namespace | there | not yet |",
    "| --- | --- | --- |",
    ...rows(),
    "",
    END,
  ].join("\n");
}

/** The README as `deno fmt` writes it. */
async function formatted(text: string): Promise<string> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--ext", "md", "-"],
    cwd: new URL("..", import.meta.url),
    stdin: "piped",
    stdout: "piped",
  });
  const child = command.spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(text));
  await writer.close();
  const { stdout, success } = await child.output();
  if (!success) throw new Error("deno fmt failed");
  return new TextDecoder().decode(stdout);
}

if (import.meta.main) {
  const text = await Deno.readTextFile(FILE);
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`README.md has no part between ${BEGIN} and ${END}`);
  const made = await formatted(`${before}${table()}${after}`);
  if (!Deno.args.includes("--check")) await Deno.writeTextFile(FILE, made);
  else if (made !== text) {
    console.error("README.md says other things are there: run deno run -A scripts/whats_there.ts");
    Deno.exit(1);
  }
}
