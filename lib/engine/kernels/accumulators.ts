/**
 * The vectors that kernels fold values into, and how their lanes become one number.
 *
 * @module
 */
import type { Local } from "../wasm/function_writer.ts";
import type { VectorOp } from "../wasm/instructions.ts";
import { bitsOf, type FoldOp } from "./body.ts";
import { BYTES, IDENTITY } from "./kernel.ts";
import { LANES } from "./pass.ts";
import type { Template } from "./template.ts";

/** Instructions that pass over what is not a number, for folds that don't. */
const EXTREMES: Partial<Record<FoldOp, VectorOp>> = {
  "f32.max": "f32.pmax",
  "f32.min": "f32.pmin",
};

/** Which folds something is about. */
type Which = (fold: number) => boolean;

/** The vectors that values are folded into, as many as copies for each fold. */
export class Accumulators {
  readonly #template: Template;
  readonly locals: readonly (readonly Local[])[];
  /** Of extremes, lanes in which something was not a number: their instruction takes long to look. */
  readonly #odd: readonly (readonly Local[])[];
  /** Vectors that nothing was taken into yet, where that is known. */
  readonly #fresh = new Set<Local>();

  constructor(template: Template, count: number) {
    this.#template = template;
    const { to, kernel } = template;
    const make = () => Array.from({ length: count }, () => to.local("v128"));
    this.locals = kernel.folds.map(make);
    this.#odd = kernel.folds.map(({ op }) => EXTREMES[op] ? make() : []);
  }

  /**
   * Sets all to what a fold begins with.
   *
   * @param isStraight Whether what follows is written without loops: the first value is taken as it is.
   */
  begin(which: Which = () => true, isStraight = false): void {
    const { to, kernel } = this.#template;
    kernel.folds.forEach(({ op }, f) => {
      if (!which(f)) return;
      if (isStraight) { for (const local of this.locals[f]!) this.#fresh.add(local); }
      else {
        for (const local of this.locals[f]!) to.constant(IDENTITY[op], local);
        for (const local of this.#odd[f]!) to.constant(0, local);
      }
    });
  }

  /** Takes a value; lanes that don't count are left out. */
  take = (fold: number, value: Local, copy: number, lanes: number): void => {
    const { to, kernel } = this.#template;
    const { op } = kernel.folds[fold]!;
    if (lanes === LANES) {
      this.#fold(fold, copy, value);
      return;
    }
    const identity = to.constant(IDENTITY[op]);
    const mask = to.lanes([-1, lanes > 1 ? -1 : 0, lanes > 2 ? -1 : 0, 0]);
    to.vector("v128.select", [value, identity, mask], identity);
    this.#fold(fold, copy, identity);
    to.free(identity);
    to.free(mask);
  };

  #fold(fold: number, copy: number, value: Local): void {
    const { to, kernel } = this.#template;
    const { op } = kernel.folds[fold]!;
    const local = this.locals[fold]![copy]!;
    const odd = this.#odd[fold]![copy];
    if (this.#fresh.delete(local)) {
      to.copy(value, local);
      if (odd !== undefined) to.vector("f32.ne", [value, value], odd);
      return;
    }
    to.vector(EXTREMES[op] ?? op, [local, value], local);
    if (odd === undefined) return;
    const isOdd = to.vector("f32.ne", [value, value]);
    to.vector("v128.or", [odd, isOdd], odd);
    to.free(isOdd);
  }

  /** Makes lanes in which something was not a number none: all ones are no number. */
  settle(): void {
    this.#odd.forEach((list, f) =>
      list.forEach((odd, copy) => {
        const local = this.locals[f]![copy]!;
        this.#template.to.vector("v128.or", [local, odd], local);
      })
    );
  }

  /** What folds gave, in all lanes, after they are finished. */
  get results(): readonly Local[] {
    return this.locals.map(([first]) => first!);
  }

  /** Folds the vectors of a fold into new ones: the value's, and where something was no number. */
  gather(fold: number, values: Local[], odd: Local[]): void {
    this.#foldCopies(fold);
    const { to } = this.#template;
    const keep = (from: Local, list: Local[]) => {
      const own = to.local("v128");
      to.copy(from, own);
      list.push(own);
    };
    keep(this.locals[fold]![0]!, values);
    for (const first of this.#odd[fold]!.slice(0, 1)) keep(first, odd);
  }

  /** Folds the vectors of a fold, and where something was no number, into the first ones. */
  #foldCopies(f: number): void {
    const { to, kernel } = this.#template;
    const { op } = kernel.folds[f]!;
    const [first] = this.locals[f] as [Local];
    const [odd] = this.#odd[f]!;
    const used = this.locals[f]!.map((local) => !this.#fresh.delete(local));
    if (!used[0]) {
      to.constant(IDENTITY[op], first);
      if (odd !== undefined) to.constant(0, odd);
    }
    const ofUsed = (list: readonly Local[]) => list.filter((_, copy) => used[copy]);
    foldVectors(this.#template, EXTREMES[op] ?? op, ofUsed(this.locals[f]!));
    if (odd !== undefined) foldVectors(this.#template, "v128.or", ofUsed(this.#odd[f]!));
  }

  /** Folds all vectors of each fold, and their lanes, and stores the results. */
  finish(pointers: readonly Local[], isPartial = false, which: Which = () => true): void {
    const { to, kernel } = this.#template;
    kernel.folds.forEach(({ op, operand, divisor }, f) => {
      if (!which(f)) return;
      const [first] = this.locals[f] as [Local];
      const [odd] = this.#odd[f]!;
      this.#foldCopies(f);
      foldLanes(this.#template, EXTREMES[op] ?? op, first);
      if (odd !== undefined) {
        foldLanes(this.#template, "v128.or", odd);
        to.vector("v128.or", [first, odd], first);
      }
      const result = { operand, divisor: isPartial ? 1 : divisor };
      writeResult(this.#template, result, pointers[operand]!, first, 0, 1);
    });
  }
}

/** Folds vectors into the first of them. */
function foldVectors({ to }: Template, op: VectorOp, [first, ...others]: readonly Local[]): void {
  for (const other of others) to.vector(op, [first!, other], first);
}

/** Folds the lanes of four vectors into those of one, in the order of {@linkcode foldLanes}. */
function foldFour({ to }: Template, op: VectorOp, rows: readonly Local[]): Local {
  const [a, b, c, d] = rows as [Local, Local, Local, Local];
  const join = (x: Local, y: Local, [low, high]: readonly [number[], number[]]) => {
    const [one, two] = [
      to.shuffle(x, low, to.local("v128"), y),
      to.shuffle(x, high, to.local("v128"), y),
    ];
    to.vector(op, [one, two], one);
    for (const it of [x, y, two]) to.free(it);
    return one;
  };
  const halves = [[0, 4, 1, 5], [2, 6, 3, 7]] as [number[], number[]];
  const quarters = [[0, 1, 4, 5], [2, 3, 6, 7]] as [number[], number[]];
  return join(join(a, b, halves), join(c, d, halves), quarters);
}

/** The results of four rows, from what was gathered of each. */
export function foldRows(
  template: Template,
  op: FoldOp,
  values: readonly Local[],
  odd: readonly Local[],
): Local {
  const result = foldFour(template, EXTREMES[op] ?? op, values);
  if (odd.length > 0) {
    const isOdd = foldFour(template, "v128.or", odd);
    template.to.vector("v128.or", [result, isOdd], result);
    template.to.free(isOdd);
  }
  return result;
}

/** Folds the lanes of a vector into each of them. */
function foldLanes({ to }: Template, op: VectorOp, vector: Local): void {
  for (const order of [[2, 3, 0, 1], [1, 0, 3, 2]]) {
    const moved = to.shuffle(vector, order);
    to.vector(op, [vector, moved], vector);
    to.free(moved);
  }
}

/** Stores results of a fold. */
export function writeResult(
  { to, kernel }: Pick<Template, "to" | "kernel">,
  { operand, divisor }: { readonly operand: number; readonly divisor: number },
  pointer: Local,
  value: Local,
  at: number,
  lanes: number,
): void {
  const { type } = kernel.operands[operand]!;
  if (divisor !== 1) {
    const by = to.constant(bitsOf(divisor));
    to.vector("f32.div", [value, by], value);
    to.free(by);
  }
  if (type === "bool") to.storeTruth(pointer, value, at, lanes);
  else to.store(pointer, value, BYTES[type] * at, lanes);
}
