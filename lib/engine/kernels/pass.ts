/**
 * Writes a body's statements for a few vectors at once, in turns, so that the processor works on one
 * while it waits for another.
 *
 * @module
 */
import type { FunctionWriter, Local } from "../wasm/function_writer.ts";
import type { Id, Statement } from "./body.ts";
import { BYTES, type Kernel, type Operand } from "./kernel.ts";
import type { Stages } from "./stages.ts";

/** Lanes of a vector. */
export const LANES = 4;

/** Vectors that loops take at once, and their elements. */
export const COPIES = 4;
export const BLOCK = LANES * COPIES;

/** Where a pass stands. */
export interface Pass {
  /** Which of the kernel's passes. */
  readonly number?: number;
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
  readonly #operands: readonly Operand[];
  readonly #statements: readonly Statement[];
  readonly #stages: Stages;
  /** Locals of what is the same for all vectors of a row. */
  readonly #fixed = new Map<Id, Local>();

  constructor(to: FunctionWriter, kernel: Kernel, stages: Stages) {
    this.#to = to;
    this.#operands = kernel.operands;
    this.#statements = kernel.body.statements;
    this.#stages = stages;
  }

  /** How often places of a row are passed. */
  get count(): number {
    return this.#stages.passes.length;
  }

  /** Whether passes need what earlier ones fold. */
  get isJoined(): boolean {
    return this.#stages.isJoined;
  }

  /** Whether a pass is the one that takes values into a fold. */
  foldsIn(pass: number, fold: number): boolean {
    return this.#stages.passes[pass]!.some(({ id }) => {
      const it = this.#statements[id]!;
      return it.kind === "fold" && it.fold === fold;
    });
  }

  /** Writes what is the same everywhere, before everything else. */
  begin(bases: readonly Local[]): void {
    for (const id of this.#stages.once) this.#fix(id, bases);
  }

  /**
   * Writes what is the same for a whole row.
   *
   * @param stage The pass it comes before.
   * @param results What folds gave in the passes before that.
   */
  beginRow(pointers: readonly Local[], stage = 0, results: readonly Local[] = []): void {
    for (const id of this.#stages.rows[stage]!) this.#fix(id, pointers, results);
  }

  /** Writes a statement that is the same for all vectors. */
  #fix(id: Id, pointers: readonly Local[], results: readonly Local[] = []): void {
    const it = this.#statements[id]!;
    const known = this.#fixed.get(id);
    const valueOf = (from: Id) => this.#fixed.get(from)!;
    if (it.kind === "store") {
      const [pointer, value] = [pointers[it.operand]!, valueOf(it.from[0]!)];
      if (this.#operands[it.operand]!.type === "bool") this.#to.storeTruth(pointer, value, 0, 1);
      else this.#to.store(pointer, value, 0, 1);
      return;
    }
    if (it.kind === "folded") {
      const value = known ?? this.#to.local("v128");
      this.#to.copy(results[it.fold]!, value);
      this.#fixed.set(id, value);
    } else if (it.kind === "constant") this.#fixed.set(id, this.#to.constant(it.bits, known));
    else if (it.kind === "load") {
      this.#fixed.set(id, this.#loadOne(it.operand, pointers[it.operand]!, known));
    } else if (it.kind === "vector") {
      this.#fixed.set(id, this.#to.vector(it.op, it.from.map(valueOf), known));
    } else if (it.kind === "shift") {
      this.#fixed.set(id, this.#to.shift(it.op, valueOf(it.from[0]!), it.by, known));
    }
  }

  /** An element in all lanes. */
  #loadOne(operand: number, pointer: Local, to?: Local): Local {
    if (this.#operands[operand]!.type !== "bool") return this.#to.loadSplat(pointer, 0, to);
    const value = this.#to.loadTruth(pointer, 0, to);
    return this.#to.shuffle(value, [0, 0, 0, 0], value);
  }

  /** The elements of an operand from a place on. */
  #load(operand: number, pointer: Local, at: number): Local {
    const { type, strides } = this.#operands[operand]!;
    if ((strides.at(-1) ?? 0) === 0) return this.#loadOne(operand, pointer);
    const offset = BYTES[type] * at;
    return type === "bool" ? this.#to.loadTruth(pointer, offset) : this.#to.load(pointer, offset);
  }

  /** Writes all statements of a pass. */
  write({ number = 0, pointers, at, copies, lanes, fold }: Pass): void {
    const to = this.#to;
    const steps = this.#stages.passes[number]!;
    const lastUse = new Map<Id, number>();
    steps.forEach(({ kind, id }, index) => {
      const it = this.#statements[id]!;
      lastUse.set(id, index);
      if (kind === "compute" && "from" in it) {
        for (const from of it.from) lastUse.set(from, index);
      }
    });
    const locals = Array.from({ length: copies }, () => new Map<Id, Local>());
    steps.forEach(({ kind, id, operand }, index) => {
      const it = this.#statements[id]!;
      const from = kind === "fetch" || !("from" in it) ? [] : it.from;
      for (let copy = 0; copy < copies; copy++) {
        const own = locals[copy]!;
        const place = at + LANES * copy;
        const valueOf = (from: Id) => this.#fixed.get(from) ?? own.get(from)!;
        /** Frees what is not needed any more, before the result finds its place. */
        const release = () => {
          for (const used of new Set(from)) {
            const local = own.get(used);
            if (local !== undefined && lastUse.get(used) === index) to.free(local);
          }
        };
        if (kind === "fetch") own.set(id, this.#load(operand, pointers[operand]!, place));
        else if (kind === "keep") {
          const value = valueOf(id);
          to.store(pointers[operand]!, value, BYTES.float32 * place);
          if (lastUse.get(id) === index) to.free(value);
        } else if (it.kind === "load") {
          own.set(id, this.#load(it.operand, pointers[it.operand]!, place));
        } else if (it.kind === "store") {
          const { type } = this.#operands[it.operand]!;
          const [pointer, value] = [pointers[it.operand]!, valueOf(it.from[0]!)];
          const offset = BYTES[type] * place;
          if (type === "bool") to.storeTruth(pointer, value, offset, lanes);
          else to.store(pointer, value, offset, lanes);
          release();
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
  }
}
