/**
 * What a notebook shows of a training's history: its curves, and under them, folded away, a table.
 *
 * @module
 */
import type { Chart } from "../charts/chart.ts";
import { folded } from "../display/array_html.ts";
import { type HtmlColumn, tableHtml } from "../display/table_html.ts";

/** What is needed of a history. */
export interface Shown {
  /** Numbers of its epochs, from 0. */
  readonly epoch: readonly number[];
  /** Values by name. */
  readonly history: Readonly<Record<string, readonly number[]>>;
  /** Numbers of the epochs that ended with a validation, from 1. */
  readonly validated: readonly number[];
  /** Its curves. */
  plot(): Chart;
}

/** Epochs shown of a long training, at each end. */
const EDGE = 20;

function numberText(value: number | undefined): string {
  if (value === undefined) return "";
  return Number.isFinite(value) ? String(Number(value.toPrecision(5))) : String(value);
}

/** The curves and the table; `undefined` before the first epoch has ended. */
export function historyHtml(shown: Shown): string | undefined {
  const { epoch, history, validated } = shown;
  const names = Object.keys(history);
  if (epoch.length === 0 || names.length === 0) return undefined;
  const columns: HtmlColumn[] = ["epoch", ...names].map((head) => ({ head, isNumber: true }));
  const row = (i: number) => {
    const place = validated.indexOf(epoch[i]! + 1);
    return [
      String(epoch[i]! + 1),
      ...names.map((name) => {
        // What is measured only now and then has fewer values.
        const at = history[name]!.length === epoch.length ? i : place;
        return numberText(history[name]![at]);
      }),
    ];
  };
  const all = epoch.map((_, i) => i);
  const rows = epoch.length <= 2 * EDGE ? all.map(row) : [
    ...all.slice(0, EDGE).map(row),
    ["\u2026", ...names.map(() => "")],
    ...all.slice(-EDGE).map(row),
  ];
  const table = tableHtml(columns, rows, { caption: `${epoch.length} epochs` });
  return shown.plot().svg + folded(`table of ${epoch.length} epochs`, table);
}
