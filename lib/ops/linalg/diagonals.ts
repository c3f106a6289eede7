/**
 * Diagonals of matrices: one, or several that lie side by side.
 *
 * @module
 */
import { checkOneOf } from "../../errors/checks.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import { concat } from "../../primitives/array/concat.ts";
import { broadcastTo } from "../../primitives/array/broadcast_to.ts";
import { pad } from "../../primitives/array/pad.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { slice } from "../../primitives/array/slice.ts";
import { diagPart, placeOf, setDiag } from "../../primitives/linalg/diagonal.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { IntegerLike, IntegersLike, TensorLike } from "../../tensor/like.ts";
import { asOneOrMore } from "../integers.ts";

/** One diagonal (0 for the main one, above it where positive), or the lowest and the highest of several. */
export type Diagonals = IntegerLike | IntegersLike;

/**
 * Where shorter diagonals stand among those of a band, to the left or to the right: those above the
 * main one, then those below it.
 */
export type Alignment = "RIGHT_LEFT" | "LEFT_RIGHT" | "LEFT_LEFT" | "RIGHT_RIGHT";

/** Several diagonals, from the lowest to the highest. */
export interface Band {
  readonly low: number;
  readonly high: number;
  /** Whether diagonals above the main one start at the left. */
  readonly leftAbove: boolean;
  /** Whether those below it do. */
  readonly leftBelow: boolean;
}

/** The diagonals that arguments name. */
export function bandOf(where: string, k: unknown, align: unknown): Band {
  const list = asOneOrMore(where, "k", k ?? 0);
  const [low, high = low] = list;
  if (low === undefined || list.length > 2 || low > high!) {
    throw new RangeError(
      `${where}: expected k to be one diagonal, or the lowest and the highest one, received k=${
        formatValue(k)
      }`,
    );
  }
  const sides = checkOneOf(where, "align", align ?? "RIGHT_LEFT", [
    "RIGHT_LEFT",
    "LEFT_RIGHT",
    "LEFT_LEFT",
    "RIGHT_RIGHT",
  ]);
  const [above, below] = sides.split("_");
  return { low, high: high!, leftAbove: above === "LEFT", leftBelow: below === "LEFT" };
}

/** The diagonals of a band, from the highest to the lowest. */
export function each<T>({ low, high }: Band, visit: (k: number, row: number) => T): T[] {
  return Array.from({ length: high - low + 1 }, (_, row) => visit(high - row, row));
}

/** Elements before a diagonal of `length` in a row of a band of `longest`. */
export function offsetOf(k: number, length: number, longest: number, band: Band): number {
  const isLeft = (k >= 0 && band.leftAbove) || (k <= 0 && band.leftBelow);
  return isLeft ? 0 : longest - length;
}

/** A number as a tensor of a dtype. */
export function paddingOf(where: string, value: TensorLike | null | undefined, x: Tensor): Tensor {
  const given = value ?? 0;
  const padding = typeof given === "number" && Number.isInteger(given) && x.dtype !== "string"
    ? scalar(given, x.dtype)
    : asTensor(where, given, x.dtype);
  if (padding.rank === 0) return padding;
  throw new TypeError(
    `${where}: expected paddingValue to be one number, received shape ${
      formatShape(padding.shape)
    }`,
  );
}

/** The diagonals of matrices, the highest first, those that are shorter filled up with `padding`. */
export function bandParts(x: Tensor, band: Band, padding: Tensor): Tensor {
  if (band.low === band.high) return diagPart(x, band.low);
  const parts = each(band, (k) => diagPart(x, k));
  const longest = Math.max(...parts.map(({ shape }) => shape.at(-1)!));
  const none: readonly [number, number] = [0, 0];
  const rows = parts.map((part, row) => {
    const length = part.shape.at(-1)!;
    const before = offsetOf(band.high - row, length, longest, band);
    const paddings = part.shape.map((_, axis) =>
      axis === part.rank - 1 ? [before, longest - length - before] as const : none
    );
    const whole = length === longest ? part : pad(part, paddings, padding);
    return reshape(whole, [...whole.shape.slice(0, -1), 1, longest]);
  });
  return concat(rows, x.rank - 2);
}

/** Matrices with other diagonals, as {@linkcode bandParts} gives them. */
export function setBand(x: Tensor, diagonal: Tensor, band: Band): Tensor {
  if (band.low === band.high) return setDiag(x, diagonal, band.low);
  const [rows, columns] = [x.shape.at(-2)!, x.shape.at(-1)!];
  const longest = diagonal.shape.at(-1)!;
  const stack = x.shape.slice(0, -2);
  const none = stack.map(() => 0);
  return each(band, (k, row) => ({ k, row })).reduce((matrix, { k, row }) => {
    const { length } = placeOf(rows, columns, k);
    const offset = offsetOf(k, length, longest, band);
    const part = slice(diagonal, [...none, row, offset], [...stack, 1, length]);
    return setDiag(matrix, reshape(part, [...stack, length]), k);
  }, x);
}

/** Matrices of a size that hold nothing but diagonals. */
export function bandMatrix(
  diagonal: Tensor,
  band: Band,
  [rows, columns]: readonly [number, number],
  padding: Tensor,
): Tensor {
  const stack = diagonal.shape.slice(0, band.low === band.high ? -1 : -2);
  const shape = [...stack, rows, columns];
  return setBand(broadcastTo(padding, shape), diagonal, band);
}
