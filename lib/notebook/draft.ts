/**
 * Entries for cells that have none yet, as a beginning for who writes expectations: texts and
 * structures are those that were printed. Nobody but the author knows where values come from, so that
 * a draft claims none: they fail as unclaimed until somebody says what they are.
 *
 * @module
 */
import { type Parsed, parseOutput } from "../display/parse.ts";
import { describeStructure } from "./structure.ts";
import type { CellVerdict, NotebookVerdict } from "./verdicts.ts";

/** Why an entry is only a beginning. */
const VALUES = "its values: constant(...), distribution(...) or relation(...)";

/** Whether a value is one of numbers that its text shows, rather than a text of its own. */
function hasArray(value: Parsed): boolean {
  switch (value.kind) {
    case "array":
    case "tensor":
    case "variable":
      return true;
    case "list":
    case "tuple":
      return value.items.some(hasArray);
    case "dict":
      return value.entries.some(([, item]) => hasArray(item));
    default:
      return false;
  }
}

/** A text as TypeScript has it, by lines where it has several. */
function quoted(text: string): string {
  const lines = text.replace(/\n$/, "").split("\n");
  if (lines.length === 1) return JSON.stringify(lines[0]);
  return `[\n${lines.map((it) => `  ${JSON.stringify(it)},`).join("\n")}\n]`;
}

/** The claims about one output. */
function claimsOf(root: string, printed: string): string[] {
  const part = root === "result" ? "" : `part: ${JSON.stringify(root)}, `;
  let value: Parsed | undefined;
  try {
    value = parseOutput(printed);
  } catch {
    value = undefined;
  }
  if (value === undefined || !hasArray(value)) return [`text({ ${part}is: ${quoted(printed)} }),`];
  const claims = [`structure({ ${part}is: ${JSON.stringify(describeStructure(value))} }),`];
  if (value.kind === "tensor" && value.id !== undefined) {
    claims.push(root === "result" ? "counted()," : `counted(${JSON.stringify(`${root}.id`)}),`);
  }
  return [...claims, `// ${VALUES}`];
}

/** The entry of one cell. */
function entryOf({ cell, printed }: CellVerdict): string {
  const roots = Object.entries(printed).filter(([root]) => root !== "error");
  const claims = roots.length === 0
    ? ["silent(),"]
    : roots.flatMap(([root, it]) => claimsOf(root, it));
  const lines = claims.flatMap((claim) => claim.split("\n")).map((line) => `  ${line}`);
  return `cell(${JSON.stringify(cell)}, "what it shows", [\n${lines.join("\n")}\n]),`;
}

/** Entries for the cells of a notebook that have none; empty where all have one. */
export function draft({ cells }: NotebookVerdict): string {
  const bare = cells.filter(({ number, claims }) =>
    number > 0 && claims.some(({ claim }) => claim === "present")
  );
  return bare.map((it) => `${entryOf(it)}\n`).join("");
}
