/**
 * What a kernel does for each element: statements without branches, each of which gives a value.
 * The same statement is made once, and what only depends on constants or on a row stands where that
 * is known.
 *
 * @module
 */
import type { ShiftOp, VectorOp } from "../wasm/instructions.ts";

/** A value of a body, by the number of its statement. */
export type Id = number;

/** How a folded value takes the next one. */
export type FoldOp = "f32.add" | "f32.mul" | "f32.max" | "f32.min" | "v128.or" | "v128.and";

/** One statement. */
export type Statement =
  | { readonly kind: "constant"; readonly bits: number }
  /** The element of an operand at this place. */
  | { readonly kind: "load"; readonly operand: number }
  | { readonly kind: "vector"; readonly op: VectorOp; readonly from: readonly Id[] }
  | {
    readonly kind: "shift";
    readonly op: ShiftOp;
    readonly from: readonly Id[];
    readonly by: number;
  }
  /** Writes an element of an operand. */
  | { readonly kind: "store"; readonly operand: number; readonly from: readonly Id[] }
  /** Takes a value into a fold. */
  | { readonly kind: "fold"; readonly fold: number; readonly from: readonly Id[] }
  /** What a fold over the rows gives for this one. */
  | { readonly kind: "folded"; readonly fold: number };

const asFloat = new Float32Array(1);
const asBits = new Int32Array(asFloat.buffer);

/** The bits of a number as a float of 32 bits. */
export function bitsOf(x: number): number {
  asFloat[0] = x;
  return asBits[0]!;
}

/** Statements in order, while they are made. */
export class Body {
  readonly statements: Statement[] = [];
  readonly #known = new Map<string, Id>();

  #add(key: string, statement: Statement): Id {
    let id = this.#known.get(key);
    if (id === undefined) this.#known.set(key, id = this.statements.push(statement) - 1);
    return id;
  }

  /** A number. */
  number(x: number): Id {
    return this.bits(bitsOf(x));
  }

  /** A number by its bits. */
  bits(bits: number): Id {
    return this.#add(`c${bits | 0}`, { kind: "constant", bits: bits | 0 });
  }

  /** The element of an operand. */
  load(operand: number): Id {
    return this.#add(`l${operand}`, { kind: "load", operand });
  }

  /** A value of others. */
  op(op: VectorOp, ...from: readonly Id[]): Id {
    return this.#add(`${op} ${from}`, { kind: "vector", op, from });
  }

  /** A value with its bits moved. */
  shift(op: ShiftOp, from: Id, by: number): Id {
    return this.#add(`${op} ${from} ${by}`, { kind: "shift", op, from: [from], by });
  }

  /** Writes an operand. */
  store(operand: number, value: Id): void {
    this.statements.push({ kind: "store", operand, from: [value] });
  }

  /** Folds a value. */
  fold(fold: number, value: Id): void {
    this.statements.push({ kind: "fold", fold, from: [value] });
  }

  /** The result of a fold over the rows, which must be kept in none of their dimensions. */
  folded(fold: number): Id {
    return this.#add(`f${fold}`, { kind: "folded", fold });
  }

  /** `a + b` */
  add(a: Id, b: Id): Id {
    return this.op("f32.add", a, b);
  }

  /** `a - b` */
  sub(a: Id, b: Id): Id {
    return this.op("f32.sub", a, b);
  }

  /** `a * b` */
  mul(a: Id, b: Id): Id {
    return this.op("f32.mul", a, b);
  }

  /** `a / b` */
  div(a: Id, b: Id): Id {
    return this.op("f32.div", a, b);
  }

  /** `condition ? a : b`, where the condition is all ones or all zeros. */
  select(condition: Id, a: Id, b: Id): Id {
    return this.op("v128.select", a, b, condition);
  }

  /** `a * b + c`, rounded once where the processor can. */
  fma(a: Id, b: Id, c: Id): Id {
    return this.op("f32.relaxed_madd", a, b, c);
  }

  /** `c - a * b`, rounded once where the processor can. */
  fnma(a: Id, b: Id, c: Id): Id {
    return this.op("f32.relaxed_nmadd", a, b, c);
  }

  /** `c0 + c1 x + c2 x^2 + ...` */
  polynomial(x: Id, coefficients: readonly number[]): Id {
    return coefficients.slice(0, -1).reduceRight(
      (sum, c) => this.fma(sum, x, this.number(c)),
      this.number(coefficients.at(-1)!),
    );
  }
}
