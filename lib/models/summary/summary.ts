/**
 * `model.summary()`: the table of a model's layers, as the Keras in use prints it.
 *
 * @module
 */
import { checkBoolean, checkInteger } from "../../errors/checks.ts";
import { formatValue } from "../../errors/format.ts";
import { showInNotebook } from "../../platform/notebook.ts";
import { consoleWidth } from "../../platform/console.ts";
import { type Arguments, bindArguments } from "../../ops/bind.ts";
import { getProfile } from "../../random/profile.ts";
import { summaryHtml } from "./html.ts";
import { summaryKeras2 } from "./keras2.ts";
import { summaryKeras3 } from "./keras3.ts";
import type { SummaryOptions } from "./outline.ts";
import { type Outlined, outlineOf } from "./outline_of.ts";

/** Arguments of `model.summary`. */
export interface SummaryArguments extends SummaryOptions {
  /** Takes the text, in the place of the console. */
  printFn?: ((text: string) => void) | null | undefined;
}

/** Ways to give them. */
export type SummaryCall = Arguments<
  SummaryArguments,
  ["lineLength", "positions", "printFn", "expandNested", "showTrainable", "layerRange"]
>;

const NAMES = [
  "lineLength",
  "positions",
  "printFn",
  "expandNested",
  "showTrainable",
  "layerRange",
];

function optionsOf(where: string, args: readonly unknown[]): SummaryArguments {
  const [lineLength, positions, printFn, expandNested, showTrainable, layerRange] = bindArguments(
    { where, names: NAMES, required: 0 },
    args,
  );
  if (lineLength !== undefined && lineLength !== null) {
    checkInteger(where, "lineLength", lineLength, { min: 1 });
  }
  if (printFn !== undefined && printFn !== null && typeof printFn !== "function") {
    throw new TypeError(
      `${where}: expected printFn to be a function, received printFn=${formatValue(printFn)}`,
    );
  }
  return {
    lineLength: lineLength as number | null | undefined,
    positions: positions as readonly number[] | null | undefined,
    printFn: printFn as SummaryArguments["printFn"],
    expandNested: checkBoolean(where, "expandNested", expandNested ?? false),
    showTrainable: checkBoolean(where, "showTrainable", showTrainable ?? false),
    layerRange: layerRange as SummaryOptions["layerRange"],
  };
}

/** Prints the summary of a model, or hands it to `printFn`. */
export function printSummary(model: Outlined, args: readonly unknown[]): void {
  const { printFn, ...options } = optionsOf(`${model.label}.summary`, args);
  const outline = outlineOf(model);
  const isKeras3 = getProfile() === "keras3";
  const text = (width?: number) =>
    isKeras3
      ? summaryKeras3(outline, width === undefined ? options : { ...options, consoleWidth: width })
      : summaryKeras2(outline, options);
  if (printFn) return printFn(text());
  if (
    isKeras3 && showInNotebook({ "text/plain": text(), "text/html": summaryHtml(outline, options) })
  ) {
    return;
  }
  // deno-lint-ignore no-console -- printing is what it is for
  console.log(text(consoleWidth()).replace(/\n$/, ""));
}
