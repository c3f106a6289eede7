/**
 * What a notebook shows of an optimizer: its options, and how far it came.
 *
 * @module
 */
import { tableHtml } from "../display/table_html.ts";
import { formatValue } from "../errors/format.ts";
import { camelCase } from "../objects/naming.ts";

/** What is needed of an optimizer. */
export interface Shown {
  /** Its name. */
  readonly name: string;
  /** Steps so far. */
  readonly iterations: object;
  /** Its options. */
  getConfig(): Record<string, unknown>;
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return "none";
  if (typeof value === "number") return String(Number(value.toPrecision(7)));
  // A schedule of learning rates is an object with its class and its options.
  const { class_name: className, config } = value as Record<string, unknown>;
  if (typeof className === "string") return `${className} ${JSON.stringify(config)}`;
  return typeof value === "object" ? JSON.stringify(value) : formatValue(value);
}

/** A table of its options, under the names that the constructor takes. */
export function optimizerTable(optimizer: Shown): string {
  const { name, ...config } = optimizer.getConfig();
  const rows = Object.entries(config).map(([key, value]) => [camelCase(key), valueText(value)]);
  return tableHtml([{ head: "Option" }, { head: "Value" }], [
    ...rows,
    ["steps so far", String(Number(optimizer.iterations))],
  ], { caption: `${optimizer.constructor.name} \u201c${String(name ?? optimizer.name)}\u201d` });
}
