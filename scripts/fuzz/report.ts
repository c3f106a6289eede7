/**
 * Counts outcomes and prints them as a table.
 *
 * @module
 */
import { FAULTS, type Kind, type Outcome } from "./outcomes.ts";

/** Counts by a key and a kind. */
type Table = Map<string, Partial<Record<Kind, number>>>;

/** Collects what the checks of many programs find. */
export class Report {
  /** By operation: the steps alone. */
  readonly operations: Table = new Map();
  /** By phase. */
  readonly phases: Table = new Map();
  /** Programs by their worst outcome. */
  readonly programs: Partial<Record<Kind, number>> = {};
  readonly faults: Outcome[] = [];
  readonly zeros = new Map<string, number>();

  /** Adds one program. */
  add(outcomes: readonly Outcome[], zeros: ReadonlyMap<string, number>): void {
    for (const outcome of outcomes) {
      count(this.phases, outcome.phase, outcome.kind);
      if (outcome.phase === "alone") count(this.operations, outcome.op, outcome.kind);
      if (FAULTS.includes(outcome.kind)) this.faults.push(outcome);
    }
    for (const [op, n] of zeros) this.zeros.set(op, (this.zeros.get(op) ?? 0) + n);
    const order: Kind[] = [...FAULTS, "missing", "refusal", "deviation", "ok"];
    const worst = order.find((kind) => outcomes.some((it) => it.kind === kind)) ?? "ok";
    this.programs[worst] = (this.programs[worst] ?? 0) + 1;
  }

  /** The tables as text. */
  toString(): string {
    const lines = ["programs: " + counts(this.programs), ""];
    for (const [phase, kinds] of this.phases) lines.push(`${phase.padEnd(20)} ${counts(kinds)}`);
    lines.push("", `${this.operations.size} operations, each step alone:`);
    const sorted = [...this.operations].sort(([a], [b]) => a < b ? -1 : 1);
    for (const [op, kinds] of sorted) lines.push(`${op.padEnd(44)} ${counts(kinds)}`);
    if (this.zeros.size > 0) {
      const zeros = [...this.zeros].map(([op, n]) => `${op} ${n}`);
      lines.push("", `zeros of the other sign: ${zeros.join(", ")}`);
    }
    return lines.join("\n");
  }
}

function count(table: Table, key: string, kind: Kind): void {
  const row = table.get(key) ?? {};
  row[kind] = (row[kind] ?? 0) + 1;
  table.set(key, row);
}

function counts(row: Partial<Record<Kind, number>>): string {
  return Object.entries(row).map(([kind, n]) => `${n} ${kind}`).join(", ");
}
