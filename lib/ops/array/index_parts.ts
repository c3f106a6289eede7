/**
 * Python's square brackets taken apart: what `x.at(0, "1:3", null)` names along each axis.
 *
 * @module
 */
import { NdArray } from "../../display/ndarray.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import type { Shape } from "../../tensor/aval.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { VariableCore } from "../../tensor/variable_core.ts";
import type { Index } from "../../tensor/like.ts";
import { leavesOf } from "../leaves.ts";

/** One index. */
export type Part =
  | { readonly kind: "place"; readonly place: number }
  | {
    readonly kind: "range";
    readonly start?: number;
    readonly stop?: number;
    readonly step: number;
  }
  | { readonly kind: "ellipsis" }
  | { readonly kind: "newAxis" }
  | { readonly kind: "pick"; readonly indices: readonly number[] | Tensor }
  | { readonly kind: "mask"; readonly mask: Tensor | readonly unknown[]; readonly rank: number };

const WHERE = "Tensor.at";

function odd(index: unknown): TypeError {
  return new TypeError(
    `${WHERE}: expected a whole number, a range as text such as "1:3", null, an array or a tensor of whole numbers or truth values, received ${
      formatValue(index)
    }`,
  );
}

function placeOf(index: number | bigint): Part {
  if (typeof index === "number" && !Number.isInteger(index)) {
    throw new TypeError(`${WHERE}: expected a whole number, received ${formatValue(index)}`);
  }
  return { kind: "place", place: Number(index) };
}

/** The indices of one text: `"0, 1:3, ..."`. */
function partsOfText(text: string): Part[] {
  return text.split(",").map((piece): Part => {
    const part = piece.trim();
    if (part === "...") return { kind: "ellipsis" };
    if (part === "newaxis" || part === "None" || part === "null") return { kind: "newAxis" };
    if (/^[+-]?\d+$/.test(part)) return { kind: "place", place: Number(part) };
    const range = /^\s*([+-]?\d+)?\s*:\s*([+-]?\d+)?\s*(?::\s*([+-]?\d+)?\s*)?$/.exec(part);
    if (range === null) throw odd(text);
    const [, start, stop, step] = range;
    if (step !== undefined && Number(step) === 0) {
      throw new RangeError(`${WHERE}: expected a step other than 0, received ${formatValue(text)}`);
    }
    return {
      kind: "range",
      step: step === undefined ? 1 : Number(step),
      ...(start === undefined ? {} : { start: Number(start) }),
      ...(stop === undefined ? {} : { stop: Number(stop) }),
    };
  });
}

function partsOf(index: Index | VariableCore): Part[] {
  if (typeof index === "string") return partsOfText(index);
  if (typeof index === "number" || typeof index === "bigint") return [placeOf(index)];
  if (index === null) return [{ kind: "newAxis" }];
  if (index instanceof VariableCore) return partsOf(index.take());
  if (index instanceof NdArray) return partsOf(index.toArray() as Index);
  if (index instanceof Tensor) {
    if (index.dtype === "bool") return [{ kind: "mask", mask: index, rank: index.rank }];
    if (index.dtype === "int32" || index.dtype === "int64") {
      return [{ kind: "pick", indices: index }];
    }
    throw new TypeError(
      `${WHERE}: expected a tensor of dtype int32, int64 or bool, received dtype ${index.dtype}; convert it with tf.cast`,
    );
  }
  if (!Array.isArray(index)) throw odd(index);
  const flat: unknown[] = leavesOf(index);
  if (flat.length > 0 && flat.every((it) => typeof it === "boolean")) {
    let rank = 0;
    for (let it: unknown = index; Array.isArray(it); it = it[0]) rank++;
    return [{ kind: "mask", mask: index, rank }];
  }
  if (flat.length === index.length && index.every((it) => Number.isInteger(it))) {
    return [{ kind: "pick", indices: index as readonly number[] }];
  }
  throw odd(index);
}

/** How many axes an index stands for. */
function span(part: Part): number {
  if (part.kind === "ellipsis" || part.kind === "newAxis") return 0;
  return part.kind === "mask" ? part.rank : 1;
}

/**
 * The indices of square brackets, all axes accounted for.
 *
 * @throws {TypeError} for indices of unknown kinds, too many, or two ellipses.
 */
export function indexParts(indices: readonly Index[], shape: Shape): Part[] {
  return completeParts(WHERE, indices.flatMap(partsOf), shape);
}

/** Indices with whatever is left out at the end, or stands for an ellipsis, filled in. */
export function completeParts(where: string, parts: readonly Part[], shape: Shape): Part[] {
  const given = parts.reduce((sum, part) => sum + span(part), 0);
  if (given > shape.length) {
    throw new TypeError(
      `${where}: expected at most ${shape.length} indices for shape ${
        formatShape(shape)
      }, received ${given}`,
    );
  }
  const rest = Array.from(
    { length: shape.length - given },
    (): Part => ({ kind: "range", step: 1 }),
  );
  const dots = parts.flatMap((part, i) => part.kind === "ellipsis" ? [i] : []);
  if (dots.length > 1) {
    throw new TypeError(`${where}: expected "..." at most once, received it ${dots.length} times`);
  }
  return dots.length === 1 ? parts.toSpliced(dots[0]!, 1, ...rest) : [...parts, ...rest];
}

/** Where a range begins along an axis, its step, and how many places it has: Python's rules. */
export function rangeOf(
  { start, stop, step }: Extract<Part, { kind: "range" }>,
  dim: number,
): { begin: number; stride: number; size: number } {
  const low = step > 0 ? 0 : -1;
  const high = step > 0 ? dim : dim - 1;
  const bounded = (place: number) => Math.min(high, Math.max(low, place < 0 ? place + dim : place));
  const begin = start === undefined ? (step > 0 ? low : high) : bounded(start);
  const end = stop === undefined ? (step > 0 ? high : low) : bounded(stop);
  return { begin, stride: step, size: Math.max(0, Math.ceil((end - begin) / step)) };
}
