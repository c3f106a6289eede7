/**
 * Addresses of parts of a cell's output: `[0].shape`, `stdout`, `stdout.line[2]`, `display[1].name`.
 * An address without an output's name is about the cell's result.
 *
 * @module
 */
import { type Parsed, parseOutput } from "../display/parse.ts";
import { formatValue } from "../errors/format.ts";
import type { MimeBundle, Output } from "./outputs.ts";

/** The texts a cell printed, by output: `result`, `stdout`, `stderr`, `display[0]`, `error`. */
export type OutputTexts = Map<string, string>;

const ROOT = /^(result|stdout|stderr|display\[\d+\]|error)(\.line\[\d+\])?/;
const STEP = /^(?:\[(\d+)\]|\["([^"]*)"\]|\.([a-z]+))/;

/** Fields of parsed values that an address can name. */
const FIELDS = ["shape", "dtype", "name", "form", "id", "values", "value", "text", "item"];

/** What an address names: a parsed value, or a field of one. */
export type Part =
  | { kind: "parsed"; path: string; value: Parsed }
  | { kind: "field"; path: string; field: string; value: unknown }
  | { kind: "missing"; path: string; why: string };

/** The texts of a cell's outputs, without trailing line breaks of streams. */
export function outputTexts(outputs: readonly Output[]): OutputTexts {
  const texts: OutputTexts = new Map();
  let displays = 0;
  for (const output of outputs) {
    if (output.output_type === "stream") texts.set(output.name, output.text.replace(/\n$/, ""));
    else if (output.output_type === "error") {
      texts.set("error", `${output.ename}: ${output.evalue}`);
    } else {
      const isResult = output.output_type === "execute_result";
      texts.set(isResult ? "result" : `display[${displays++}]`, bundleText(output.data));
    }
  }
  return texts;
}

/** The plain text of a bundle, or else its first type and content. */
function bundleText(data: MimeBundle): string {
  if (typeof data["text/plain"] === "string") return data["text/plain"];
  const [type, content] = Object.entries(data)[0] ?? ["nothing", ""];
  return `${type}: ${typeof content === "string" ? content : JSON.stringify(content)}`;
}

/** The output that an address is about, with its line if it names one, and the steps within it. */
export function splitPart(part: string): { root: string; steps: string } {
  const root = ROOT.exec(part)?.[0];
  return root === undefined
    ? { root: "result", steps: part }
    : { root, steps: part.slice(root.length) };
}

/**
 * Refuses addresses that cannot be read.
 *
 * @throws {SyntaxError} when a step is none of `[0]`, `["key"]` and `.field`.
 */
export function checkPart(where: string, part: string): void {
  let { steps } = splitPart(part);
  while (steps !== "") {
    const step = STEP.exec(steps);
    if (!step || (step[3] !== undefined && !FIELDS.includes(step[3]))) {
      throw new SyntaxError(
        `${where}: expected part to be made of [0], ["key"] and .field (${
          FIELDS.join(", ")
        }), received part=${formatValue(part)}`,
      );
    }
    steps = steps.slice(step[0].length);
  }
}

/** The text of an output or of a line of it; `undefined` when there is none. */
export function textAt(texts: OutputTexts, root: string): string | undefined {
  const line = /^(.*)\.line\[(\d+)\]$/.exec(root);
  if (!line) return texts.get(root);
  return texts.get(line[1]!)?.split("\n")[Number(line[2])];
}

/** What an address names in the texts of a cell. */
export function resolvePart(texts: OutputTexts, part: string): Part {
  const { root, steps } = splitPart(part);
  const text = textAt(texts, root);
  if (text === undefined) return { kind: "missing", path: root, why: `there is no ${root}` };
  let value: Parsed;
  try {
    value = parseOutput(text);
  } catch (error) {
    return {
      kind: "missing",
      path: root,
      why: `${root} cannot be read: ${(error as Error).message}`,
    };
  }
  let path = root;
  for (let rest = steps; rest !== "";) {
    const [matched, index, key, field] = STEP.exec(rest)!;
    path += matched;
    rest = rest.slice(matched.length);
    if (field !== undefined && field !== "item") {
      const found = fieldOf(value, field);
      if (found === undefined || rest !== "") {
        return {
          kind: "missing",
          path,
          why: `${value.kind} has no ${found === undefined ? `.${field}` : rest}`,
        };
      }
      return { kind: "field", path, field, value: found };
    }
    const next = field === "item"
      ? itemOf(value)
      : index === undefined
      ? entry(value, key!)
      : child(value, Number(index));
    if (next === undefined) {
      return { kind: "missing", path, why: `${value.kind} has no ${matched}` };
    }
    value = next;
  }
  return { kind: "parsed", path, value };
}

/** A field of a parsed value; arrays inside tensors and variables lend theirs. */
export function fieldOf(value: Parsed, field: string): unknown {
  if (field === "values") return arrayOf(value)?.values;
  const own = (value as unknown as Record<string, unknown>)[field];
  return field === "item" ? undefined : own;
}

/** The array of a value that has one. */
export function arrayOf(value: Parsed): (Parsed & { kind: "array" }) | undefined {
  if (value.kind === "array") return value;
  return value.kind === "tensor" || value.kind === "variable" ? value.array : undefined;
}

function child(value: Parsed, index: number): Parsed | undefined {
  return value.kind === "list" || value.kind === "tuple" ? value.items[index] : undefined;
}

function entry(value: Parsed, key: string): Parsed | undefined {
  if (value.kind !== "dict") return undefined;
  return value.entries.find(([name]) => keyText(name) === key)?.[1];
}

function itemOf(value: Parsed): Parsed | undefined {
  return value.kind === "object" ? value.item : undefined;
}

/** A dict's key as addresses write it. */
export function keyText(key: Parsed): string {
  if (key.kind === "string") return key.value;
  return key.kind === "number" || key.kind === "name" ? key.text : "?";
}
