/**
 * When each statement of a body runs: once, once a row, or at every place. Statements that need the
 * end of a fold over their row wait for another pass over it, while it is in the fastest cache. What
 * a later pass needs again is loaded, computed again where that is cheap, or kept for the row.
 *
 * @module
 */
import type { Id, Statement } from "./body.ts";
import { contiguous, type Kernel, type Operand } from "./kernel.ts";

/** What a pass does at a place. */
export interface Step {
  /** Whether the statement is computed, or its value kept in an operand or fetched from there. */
  readonly kind: "compute" | "keep" | "fetch";
  readonly id: Id;
  readonly operand: number;
}

/** The statements of a body in the order in which they run. */
export interface Stages {
  /** Whether there is more than one pass, or anything after it. */
  readonly isJoined: boolean;
  readonly once: readonly Id[];
  /** What runs before each pass, for a row; and after the last one. */
  readonly rows: readonly (readonly Id[])[];
  readonly passes: readonly (readonly Step[])[];
  /** Operands in which values are kept from one pass to another: the same for all rows. */
  readonly buffers: readonly Operand[];
}

/** How often a statement runs. */
type Rate = "once" | "row" | "place";

/** What computing a value again may cost, where a load or a sum costs 1: as much as keeping it. */
const CHEAP = 4;

/** Cost of the instructions that take longer than a sum. */
const COSTS: Readonly<Record<string, number>> = { "f32.div": 4, "f32.sqrt": 4 };

/** Dimensions of a row: all that are folded where there are several passes, else the last one. */
function isSameInRow({ kept }: Kernel, { strides }: Operand, isJoined: boolean): boolean {
  if (!isJoined) return (strides.at(-1) ?? 0) === 0;
  return strides.every((step, axis) => step === 0 || kept[axis]);
}

/** An operand for what is kept of a row. */
function bufferOf({ dims, kept }: Kernel): Operand {
  const strides = contiguous(dims.map((dim, axis) => kept[axis] ? 1 : dim));
  return { type: "float32", strides: strides.map((step, axis) => kept[axis] ? 0 : step) };
}

/** Puts statements into stages. */
class Stager {
  readonly #kernel: Kernel;
  readonly #statements: readonly Statement[];
  readonly #isJoined: boolean;
  readonly #rates: Rate[] = [];
  /** Number of the first pass that can compute each value. */
  readonly #earliest: number[] = [];
  readonly #foldedAt: number[] = [];
  /** The pass in which each value is computed, and the operand in which it can be found later. */
  readonly #computedAt = new Map<Id, number>();
  readonly #keptIn = new Map<Id, number>();
  readonly #passes: Map<Id, Step>[] = [];
  readonly #buffers: Operand[] = [];

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#statements = kernel.body.statements;
    this.#isJoined = this.#statements.some(({ kind }) => kind === "folded");
    this.#statements.forEach((it, id) => this.#classify(it, id));
    const ends = this.#statements.map((_, id) => this.#isEnd(id) ? this.#earliest[id]! : 0);
    const count = 1 + Math.max(0, ...ends);
    for (let pass = 0; pass < count; pass++) this.#fill(pass);
  }

  finish(): Stages {
    const ids = this.#statements.map((_, id) => id);
    const stages = 1 + Math.max(this.#passes.length, ...this.#earliest);
    return {
      isJoined: this.#isJoined,
      once: ids.filter((id) => this.#rates[id] === "once"),
      rows: Array.from(
        { length: stages },
        (_, stage) => ids.filter((id) => this.#rates[id] === "row" && this.#earliest[id] === stage),
      ),
      passes: this.#passes.map((_, pass) => this.#stepsOf(pass)),
      buffers: this.#buffers,
    };
  }

  /** Steps of a pass in their order: what is kept, after it is computed. */
  #stepsOf(pass: number): Step[] {
    const steps = [...this.#passes[pass]!.values()].sort((a, b) => a.id - b.id);
    return steps.flatMap((step): Step[] => {
      const operand = this.#keptIn.get(step.id) ?? -1;
      const isKept = step.kind === "compute" && this.#computedAt.get(step.id) === pass &&
        operand >= this.#kernel.operands.length;
      return isKept ? [step, { kind: "keep", id: step.id, operand }] : [step];
    });
  }

  /** Whether a statement leaves something at each place, or takes something of it. */
  #isEnd(id: Id): boolean {
    const { kind } = this.#statements[id]!;
    return (kind === "fold" || kind === "store") && this.#rates[id] === "place";
  }

  #classify(it: Statement, id: Id): void {
    const from = "from" in it ? it.from : [];
    this.#earliest[id] = Math.max(0, ...from.map((at) => this.#earliest[at]!));
    this.#rates[id] = this.#rateOf(it, from);
    if (it.kind === "fold") this.#foldedAt[it.fold] = this.#earliest[id]!;
    else if (it.kind === "folded") this.#earliest[id] = this.#foldedAt[it.fold]! + 1;
    else if (it.kind === "store" && this.#rates[id] === "place") {
      const [value] = it.from as [Id];
      if (this.#rates[value] === "place") this.#keptIn.set(value, it.operand);
    }
  }

  #rateOf(it: Statement, from: readonly Id[]): Rate {
    if (it.kind === "constant") return "once";
    if (it.kind === "fold") return "place";
    if (it.kind === "folded") return "row";
    if (it.kind === "load" || it.kind === "store") {
      const operand = this.#kernel.operands[it.operand]!;
      const isSame = isSameInRow(this.#kernel, operand, this.#isJoined);
      if (it.kind === "store") return this.#isJoined && isSame ? "row" : "place";
      return operand.strides.every((step) => step === 0) ? "once" : isSame ? "row" : "place";
    }
    const rates = from.map((at) => this.#rates[at]!);
    return rates.includes("place") ? "place" : rates.includes("row") ? "row" : "once";
  }

  /** Everything that a pass has to do: what it stores and folds, and what that needs. */
  #fill(pass: number): void {
    const steps = new Map<Id, Step>();
    this.#passes.push(steps);
    this.#statements.forEach((it, id) => {
      if (!this.#isEnd(id) || this.#earliest[id] !== pass || !("from" in it)) return;
      steps.set(id, { kind: "compute", id, operand: -1 });
      for (const from of it.from) this.#need(from, pass);
    });
  }

  #need(id: Id, pass: number): void {
    const steps = this.#passes[pass]!;
    if (this.#rates[id] !== "place" || steps.has(id)) return;
    const it = this.#statements[id]!;
    const before = this.#computedAt.get(id);
    if (before !== undefined && it.kind !== "load") {
      const isStored = this.#keptIn.has(id);
      if (isStored || this.#costOf(id, pass) > CHEAP) {
        steps.set(id, { kind: "fetch", id, operand: this.#placeOf(id) });
        return;
      }
    }
    if (before === undefined) this.#computedAt.set(id, pass);
    steps.set(id, { kind: "compute", id, operand: -1 });
    if ("from" in it) { for (const from of it.from) this.#need(from, pass); }
  }

  /** What it takes to compute a value again. */
  #costOf(id: Id, pass: number): number {
    const it = this.#statements[id]!;
    if (this.#rates[id] !== "place" || this.#passes[pass]!.has(id)) return 0;
    if (it.kind === "load") return 1;
    if (this.#keptIn.has(id)) return 1;
    const own = it.kind === "vector" ? COSTS[it.op] ?? 1 : 1;
    const from = "from" in it ? it.from : [];
    let sum = own;
    for (const at of from) {
      sum += this.#costOf(at, pass);
      if (sum > CHEAP) break;
    }
    return sum;
  }

  /** Where a value is kept that was computed before. */
  #placeOf(id: Id): number {
    let operand = this.#keptIn.get(id);
    if (operand === undefined) {
      operand = this.#kernel.operands.length + this.#buffers.push(bufferOf(this.#kernel)) - 1;
      this.#keptIn.set(id, operand);
    }
    return operand;
  }
}

/** The stages of a kernel's body. */
export function stagesOf(kernel: Kernel): Stages {
  return new Stager(kernel).finish();
}
