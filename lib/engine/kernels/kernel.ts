/**
 * What a kernel is: a space of places, operands that have an element at each place or at some of
 * them, and a body that runs at every place. What is folded has one result for all places that
 * differ only in dimensions that are not kept.
 *
 * @module
 */
import type { Body, FoldOp } from "./body.ts";

/** Types that kernels compute with; truth values are lanes of ones or zeros in a body. */
export type ElementType = "float32" | "int32" | "bool";

/** Bytes of an element in memory. */
export const BYTES: Readonly<Record<ElementType, number>> = { float32: 4, int32: 4, bool: 1 };

/** Elements that may be read and written behind the last one of every operand. */
export const PADDING = 16;

/** An array in memory, as the places of the space see it. */
export interface Operand {
  readonly type: ElementType;
  /** Elements from a place to the next one along each dimension; 0 where it has the same. */
  readonly strides: readonly number[];
}

/** A fold over the places of the dimensions that are not kept; or of those that are. */
export interface Fold {
  readonly op: FoldOp;
  /**
   * Whether a sum goes across the rows that others fold, so that it has a result for each place of a
   * row. Parts leave partial results, one after the other.
   */
  readonly isAcross?: boolean;
  /** The operand it is written to, whose strides are 0 along what is folded. */
  readonly operand: number;
  /** What it is divided by: for means, their count. */
  readonly divisor: number;
}

/** A kernel. */
export interface Kernel {
  /** Places along each dimension, the innermost last. */
  readonly dims: readonly number[];
  /** Which dimensions are kept: all of them where nothing is folded. */
  readonly kept: readonly boolean[];
  readonly operands: readonly Operand[];
  readonly folds: readonly Fold[];
  readonly body: Body;
}

/** How the work of a kernel is cut into parts, which any thread may compute. */
export interface Split {
  /** Units of work: the function computes those from `lo` to `hi`. */
  readonly units: number;
  /** Units of a part; the last one may have fewer. Does not depend on the threads there are. */
  readonly part: number;
  /** Whether each part leaves partial results, which have to be folded. */
  readonly isPartial: boolean;
}

/** Product of dimensions. */
export function sizeOf(dims: readonly number[]): number {
  return dims.reduce((product, dim) => product * dim, 1);
}

/** Strides of an array whose elements lie one after the other. */
export function contiguous(dims: readonly number[]): number[] {
  const strides = new Array<number>(dims.length);
  let step = 1;
  for (let axis = dims.length - 1; axis >= 0; axis--) {
    strides[axis] = step;
    step *= dims[axis]!;
  }
  return strides;
}

/** Bits of what a fold begins with. */
export const IDENTITY: Readonly<Record<FoldOp, number>> = {
  "f32.add": 0,
  "f32.mul": 0x3f800000,
  "f32.max": 0xff800000 | 0,
  "f32.min": 0x7f800000,
  "v128.or": 0,
  "v128.and": -1,
};

/** The same places in as few dimensions as their order allows. */
export function collapse(
  dims: readonly number[],
  kept: readonly boolean[],
  strides: readonly (readonly number[])[],
): { dims: number[]; kept: boolean[]; strides: number[][] } {
  const result = {
    dims: [] as number[],
    kept: [] as boolean[],
    strides: strides.map(() => [] as number[]),
  };
  dims.forEach((dim, axis) => {
    if (dim === 1) return;
    const last = result.dims.length - 1;
    const joins = last >= 0 && result.kept[last] === kept[axis] &&
      strides.every((it, i) => result.strides[i]![last] === it[axis]! * dim);
    if (joins) {
      result.dims[last]! *= dim;
      strides.forEach((it, i) => result.strides[i]![last] = it[axis]!);
    } else {
      result.dims.push(dim);
      result.kept.push(kept[axis]!);
      strides.forEach((it, i) => result.strides[i]!.push(it[axis]!));
    }
  });
  return result;
}
