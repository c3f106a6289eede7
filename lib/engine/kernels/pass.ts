/**
 * Writes a body's statements for a few vectors at once, in turns, so that the processor works on one
 * while it waits for another.
 *
 * @module
 */
import type { FunctionWriter, Local } from "../wasm/function_writer.ts";
import type { Id, Statement } from "./body.ts";
import { BYTES, type Kernel } from "./kernel.ts";

/** Lanes of a vector. */
export const LANES = 4;

/** Vectors that loops take at once, and their elements. */
export const COPIES = 4;
export const BLOCK = LANES * COPIES;

/** Where a pass stands. */
export interface Pass {
  /** Where each operand's elements are; of those that have the same along the row, nowhere. */
  readonly pointers: readonly Local[];
  /** Elements from there on. */
  readonly at: number;
  /** Vectors at once. */
  readonly copies: number;
  /** Lanes that count of each. */
  readonly lanes: number;
  /** Takes a value of a copy into a fold. */
  readonly fold?: (fold: number, value: Local, copy: number) => void;
}

/** The statements of a kernel as instructions. */
export class PassWriter {
  readonly #to: FunctionWriter;
  readonly #kernel: Kernel;
  readonly #statements: readonly Statement[];
  /** Locals of what is the same for all vectors of a row. */
  readonly #fixed = new Map<Id, Local>();
  readonly #lastUse: readonly number[];

  constructor(to: FunctionWriter, kernel: Kernel) {
    this.#to = to;
    this.#kernel = kernel;
    this.#statements = kernel.body.statements;
    const lastUse = this.#statements.map((_, id) => id);
    this.#statements.forEach((it, at) => {
      if ("from" in it) { for (const id of it.from) lastUse[id] = at; }
    });
    this.#lastUse = lastUse;
  }

  /** Writes constants, and loads of single numbers, before everything else. */
  begin(bases: readonly Local[]): void {
    this.#statements.forEach((it, id) => {
      if (it.kind === "constant") this.#fixed.set(id, this.#to.constant(it.bits));
      else if (it.kind === "load" && this.#isSingle(it.operand)) {
        this.#fixed.set(id, this.#loadOne(it.operand, bases[it.operand]!));
      }
    });
  }

  /** Loads what is the same for a whole row. */
  beginRow(pointers: readonly Local[]): void {
    this.#statements.forEach((it, id) => {
      if (it.kind !== "load" || this.#isSingle(it.operand) || !this.#isFlat(it.operand)) return;
      this.#fixed.set(id, this.#loadOne(it.operand, pointers[it.operand]!, this.#fixed.get(id)));
    });
  }

  #isSingle(operand: number): boolean {
    return this.#kernel.operands[operand]!.strides.every((it) => it === 0);
  }

  #isFlat(operand: number): boolean {
    return (this.#kernel.operands[operand]!.strides.at(-1) ?? 0) === 0;
  }

  /** An element in all lanes. */
  #loadOne(operand: number, pointer: Local, to?: Local): Local {
    if (this.#kernel.operands[operand]!.type !== "bool") return this.#to.loadSplat(pointer, 0, to);
    const value = this.#to.loadTruth(pointer, 0, to);
    return this.#to.shuffle(value, [0, 0, 0, 0], value);
  }

  /** Writes all statements. */
  write({ pointers, at, copies, lanes, fold }: Pass): void {
    const to = this.#to;
    const locals = Array.from({ length: copies }, () => new Map<Id, Local>());
    const { operands } = this.#kernel;
    this.#statements.forEach((it, id) => {
      if (this.#fixed.has(id)) return;
      for (let copy = 0; copy < copies; copy++) {
        const own = locals[copy]!;
        const valueOf = (from: Id) => this.#fixed.get(from) ?? own.get(from)!;
        const release = () => {
          if (!("from" in it)) return;
          for (const from of new Set(it.from)) {
            const local = own.get(from);
            if (local !== undefined && this.#lastUse[from] === id) to.free(local);
          }
        };
        if (it.kind === "load" || it.kind === "store") {
          const { type } = operands[it.operand]!;
          const offset = BYTES[type] * (at + LANES * copy);
          const pointer = pointers[it.operand]!;
          if (it.kind === "load") {
            own.set(id, type === "bool" ? to.loadTruth(pointer, offset) : to.load(pointer, offset));
          } else {
            const value = valueOf(it.from[0]!);
            if (type === "bool") to.storeTruth(pointer, value, offset, lanes);
            else to.store(pointer, value, offset, lanes);
            release();
          }
        } else if (it.kind === "fold") {
          fold!(it.fold, valueOf(it.from[0]!), copy);
          release();
        } else if (it.kind === "vector") {
          const result = to.vector(it.op, it.from.map(valueOf));
          release();
          own.set(id, result);
        } else if (it.kind === "shift") {
          const result = to.shift(it.op, valueOf(it.from[0]!), it.by);
          release();
          own.set(id, result);
        }
      }
    });
    // What nobody used.
    for (const own of locals) {
      for (const [id, local] of own) if (this.#lastUse[id] === id) to.free(local);
    }
  }
}
