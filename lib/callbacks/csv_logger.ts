/**
 * CSVLogger: the logs of each epoch as a row of a table.
 *
 * @module
 */
import { host } from "../platform/host.ts";
import { readOptions, type Rows, type RowsOf } from "../configuration/options.ts";
import { flag, REQUIRED, row } from "../configuration/rows.ts";
import { floatText } from "../display/float_text.ts";
import { formatValue } from "../errors/format.ts";
import type { FilePath } from "../io/files.ts";
import type { Arguments } from "../ops/bind.ts";
import { Callback, type Logs } from "./callback.ts";
import { path } from "./options.ts";

/** Options of {@linkcode CSVLogger}. */
export interface CSVLoggerOptions {
  /** Where to. */
  filename: FilePath;
  /** Character between two values; default `","`. */
  separator?: string | undefined;
  /** Whether rows are added to a file that exists; default `false`: it is replaced. */
  append?: boolean | undefined;
}

type Names = ["filename", "separator", "append"];

const OPTIONS = [
  ["filename", path(REQUIRED)],
  [
    "separator",
    row<string, string, string>(",", (where, name, given) => {
      if (typeof given === "string" && [...given].length === 1) return given;
      const Kind = typeof given === "string" ? RangeError : TypeError;
      throw new Kind(
        `${where}: expected ${name} to be one character, received ${name}=${formatValue(given)}`,
      );
    }),
  ],
  ["append", flag(false)],
] as const satisfies RowsOf<CSVLoggerOptions, Names>;

/**
 * Writes a row for each epoch: its number, then the logs in the order of their names, as Python's
 * `csv` has them. The file is open only while a row is written.
 *
 * @throws {RangeError} before the training for a file that cannot be written to.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const logger = new tf.keras.callbacks.CSVLogger("training.csv", { separator: ";" });
 * assertEquals([logger.filename, logger.append], ["training.csv", false]);
 * ```
 */
export class CSVLogger extends Callback {
  /** Its options, in Keras's order. */
  static readonly rows: Rows = OPTIONS;
  /** Where to. */
  readonly filename: string;
  /** Character between two values. */
  readonly separator: string;
  /** Whether rows are added to a file that exists. */
  readonly append: boolean;
  #keys: readonly string[] | undefined;
  #hasHeader = false;

  /** @param args Where to, and how. */
  constructor(...args: Arguments<CSVLoggerOptions, Names>) {
    const { own } = readOptions(new.target, OPTIONS, [], args);
    super();
    this.filename = own.filename;
    this.separator = own.separator;
    this.append = own.append;
  }

  override onTrainBegin(): void {
    this.#keys = undefined;
    try {
      const { append, write, info } = host.files;
      (this.append ? append : write)(this.filename, new Uint8Array());
      this.#hasHeader = info(this.filename).size > 0;
    } catch (error) {
      throw new RangeError(
        `CSVLogger: expected filename to be that of a file that can be written to, received filename=${
          formatValue(this.filename)
        }: ${error instanceof Error ? error.message : error}`,
        { cause: error },
      );
    }
  }

  override onEpochEnd(epoch: number, logs: Logs = {}): void {
    let text = "";
    if (this.#keys === undefined) {
      this.#keys = keysOf(logs);
      if (!this.#hasHeader) text += this.#row(["epoch", ...this.#keys]);
      this.#hasHeader = true;
    }
    const values = this.#keys.map((key) => Object.hasOwn(logs, key) ? valueText(logs[key]) : "NA");
    text += this.#row([String(epoch), ...values]);
    host.files.append(this.filename, new TextEncoder().encode(text));
  }

  #row(values: readonly string[]): string {
    const isQuoted = (it: string) => it.includes(this.separator) || /["\r\n]/.test(it);
    const quoted = values.map((it) => isQuoted(it) ? `"${it.replaceAll('"', '""')}"` : it);
    return `${quoted.join(this.separator)}\r\n`;
  }
}

/** The columns: if the first epoch was not validated, a later one may be. */
function keysOf(logs: Logs): readonly string[] {
  const keys = Object.keys(logs).sort();
  return keys.some((it) => it.startsWith("val_"))
    ? keys
    : [...keys, ...keys.map((it) => `val_${it}`)];
}

/** A value as Python writes it; several of one metric as a list. */
function valueText(value: unknown): string {
  if (typeof value === "number") return floatText(value, 64);
  const isList = typeof value === "object" && value !== null && Symbol.iterator in value;
  return isList
    ? `"[${[...value as Iterable<unknown>].map(valueText).join(", ")}]"`
    : String(value);
}
