// deno-lint-ignore-file no-console -- its report is its purpose
/**
 * Writes docs/COVERAGE.md: all primitives, with TensorFlow's kernel, the element types and how they
 * are computed, and the gradient. Everything is asked of the entries.
 *
 *     deno run -A scripts/coverage.ts [--check]
 *
 * @module
 */
import { type DType, DTYPES, isFloating, isInteger } from "../lib/arrays/dtypes.ts";
import { kernelName, type Primitive } from "../lib/tensor/primitive.ts";
import { type Case, casesOf } from "../tests/primitives/cases.ts";
import { PRIMITIVES } from "../tests/primitives/entries.ts";
import { ONCE, REFUSED } from "../tests/primitives/exceptions.ts";
import { type Way, waysOf } from "../tests/primitives/ways.ts";

/** Groups of element types that have a name. */
const GROUPS: readonly (readonly [string, (dtype: DType) => boolean])[] = [
  ["floats", isFloating],
  ["integers", isInteger],
];

const ALL = Object.keys(DTYPES) as DType[];

/** Element types in short. */
function listOf(dtypes: readonly DType[]): string {
  let rest = dtypes;
  const words: string[] = [];
  if (ALL.every((it) => rest.includes(it))) return "all";
  for (const [name, isMember] of GROUPS) {
    if (!ALL.filter(isMember).every((it) => rest.includes(it))) continue;
    words.push(name);
    rest = rest.filter((it) => !isMember(it));
  }
  return [...words, ...rest].join(", ");
}

/** TensorFlow's operations for the samples of a primitive. */
function kernelsOf({ tensorflow, compose }: Primitive<unknown>, cases: readonly Case[]): string {
  if (tensorflow === undefined) return compose === undefined ? "" : "composed of others";
  if (typeof tensorflow.name === "string") return tensorflow.name;
  const names = cases.map(({ attrs, inputs }) =>
    kernelName(tensorflow, attrs, inputs.map(({ aval }) => aval))
  );
  return [...new Set(names)].join(", ");
}

function gradientOf({ name, vjp }: Primitive<unknown>): string {
  if (vjp === undefined) return "";
  if (vjp === "none") return "zero";
  return name in REFUSED ? "an error" : name in ONCE ? "once" : "any order";
}

/** A Markdown table with its columns aligned. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const [head, ...body] = rows.map((row) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(" | ")} |`
  );
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [head, rule, ...body].join("\n");
}

/** The text of docs/COVERAGE.md. */
export function coverage(): string {
  const rows = PRIMITIVES.map((primitive) => {
    const ways = [...waysOf(primitive)];
    const by = (way: Way) => listOf(ways.filter(([, it]) => it === way).map(([dtype]) => dtype));
    return [
      primitive.name,
      kernelsOf(primitive, casesOf(primitive)),
      by("graph"),
      by("host"),
      gradientOf(primitive),
    ];
  });
  return `# Primitives

Made by \`deno run -A scripts/coverage.ts\`: the ${PRIMITIVES.length} operations that everything is made of.

- **TensorFlow's operation** computes it on the tensorflow device, and its results are what the
  tests of every device are held to. Where there is none, or none for a type, the host computes it
  there, or it is an error that says so.
- **In the graph** are the element types of the first input that ONNX Runtime's operators compute on
  the devices cpu, webgpu and cuda. On webgpu and cuda 16-bit floats are refused; on webgpu what is
  not float32, int32, uint32 or int64 is computed on the processor, within the same graph.
- **On the host** are those that this library computes itself, on every device of ONNX Runtime.
- **Gradients** are made of primitives. \`zero\`: the results do not change with the inputs, or count
  as if. \`once\`: the second derivative is an error that says so; \`an error\`: the first one is.
  Empty: no floats come out.

${
    table([
      ["Primitive", "TensorFlow's operation", "In the graph", "On the host", "Gradient"],
      ...rows,
    ])
  }
`;
}

if (import.meta.main) {
  const file = new URL("../docs/COVERAGE.md", import.meta.url);
  const text = coverage();
  if (!Deno.args.includes("--check")) Deno.writeTextFileSync(file, text);
  else if (Deno.readTextFileSync(file) !== text) {
    console.error(
      "docs/COVERAGE.md is not what the entries say; run deno run -A scripts/coverage.ts",
    );
    Deno.exit(1);
  }
}
