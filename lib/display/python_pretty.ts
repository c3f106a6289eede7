/**
 * IPython's text of a cell's value: nested lists, tuples and dicts in lines of at most 79
 * characters, texts of several lines indented to where they stand.
 *
 * @module
 */
import { PrettyPrinter } from "./pretty_printer.ts";
import { BRACKETS } from "./python_repr.ts";
import { pythonKind } from "./python_values.ts";

/** Characters in a line. */
const WIDTH = 79;

/** Items of a container that are shown. */
const MAX_ITEMS = 1000;

/** Writes values to a printer, keeping track of those they are in. */
class PrettyWriter {
  readonly #printer = new PrettyPrinter(WIDTH);
  readonly #outer: unknown[] = [];

  /** Writes one value. */
  write(value: unknown): void {
    const cycle = this.#outer.includes(value);
    this.#outer.push(value);
    this.#printer.group("", "", () => this.#writeKind(value, cycle));
    this.#outer.pop();
  }

  /** Everything written. */
  finish(): string {
    return this.#printer.finish();
  }

  #writeKind(value: unknown, cycle: boolean): void {
    const printer = this.#printer;
    const python = pythonKind(value);
    if (python.kind === "class") return printer.text(python.name.replace(/^builtins\./, ""));
    if (python.kind === "text") return this.#writeLines(python.text);
    const [open, close] = BRACKETS[python.kind];
    if (cycle) return printer.text(`${open}...${close}`);
    if (python.kind === "dict") {
      return this.#writeItems(open, close, python.entries, ([key, item]) => {
        this.write(key);
        printer.text(": ");
        this.write(item);
      });
    }
    if (python.kind === "set" && python.items.length === 0) return printer.text("set()");
    const single = python.kind === "tuple" && python.items.length === 1;
    this.#writeItems(open, single ? `,${close}` : close, python.items, (item) => this.write(item));
  }

  #writeItems<T>(open: string, close: string, items: readonly T[], write: (item: T) => void): void {
    const printer = this.#printer;
    printer.group(open, close, () => {
      items.slice(0, MAX_ITEMS + 1).forEach((item, i) => {
        if (i > 0) {
          printer.text(",");
          printer.separator();
        }
        if (i < MAX_ITEMS) write(item);
        else printer.text("...");
      });
    });
  }

  #writeLines(text: string): void {
    this.#printer.group("", "", () => {
      text.split("\n").forEach((line, i) => {
        if (i > 0) this.#printer.lineBreak();
        this.#printer.text(line);
      });
    });
  }
}

/** The text that IPython shows for the value of a cell. */
export function pretty(value: unknown): string {
  const writer = new PrettyWriter();
  writer.write(value);
  return writer.finish();
}
