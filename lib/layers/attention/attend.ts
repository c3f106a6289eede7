/**
 * The computation of attention with heads: two products of stacks of matrices, and a softmax between
 * them.
 *
 * @module
 * @internal
 */
import { formatShape } from "../../errors/format.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { transpose } from "../../primitives/array/transpose.ts";
import { matmul } from "../../primitives/linalg/matmul.ts";
import { multiply } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { softmax } from "../../primitives/math/softmax.ts";
import { where } from "../../primitives/math/where.ts";
import { type Shape, sizeOf } from "../../tensor/aval.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { lowest } from "./attention_parts.ts";

/** What heads attend to. */
export interface Attended {
  /** Of shape `(batch, ..., heads, keyDim)`. */
  readonly query: Tensor;
  /** Of shape `(batch, ..., key heads, keyDim)`. */
  readonly key: Tensor;
  /** Of shape `(batch, ..., key heads, valueDim)`. */
  readonly value: Tensor;
  /** Axes that are attended along. */
  readonly axes: readonly number[];
  /** Which query sees which key, as many axes as the scores have. */
  readonly mask: Tensor | undefined;
  /** Whether softmax runs in the layer's own type, and gives 0 where a query sees nothing. */
  readonly isStrict: boolean;
  /** Dropout of the weights. */
  readonly drop: (weights: Tensor) => Tensor;
}

/** Axes in groups: those that are not attended along, the heads, those that are, the features. */
export function ordered(rank: number, axes: readonly number[]) {
  const others = Array.from({ length: rank - 2 }, (_, axis) => axis)
    .filter((axis) => !axes.includes(axis));
  return { others, heads: rank - 2, features: rank - 1 };
}

/** The shape of the scores: other axes, heads, queries, keys. */
export function scoresShape<Dim>(
  query: readonly Dim[],
  key: readonly Dim[],
  axes: readonly number[],
): Dim[] {
  const { others, heads } = ordered(query.length, axes);
  const pick = (shape: readonly Dim[], from: readonly number[]) => from.map((it) => shape[it]!);
  return [...pick(query, [...others, heads]), ...pick(query, axes), ...pick(key, axes)];
}

/** What the heads give, of shape `(batch, ..., heads, valueDim)`, and the weights of the keys. */
export function attend(it: Attended): readonly [output: Tensor, weights: Tensor] {
  const { query, key, value, axes, mask, isStrict } = it;
  const { rank, shape, dtype } = query;
  const { others, heads, features } = ordered(rank, axes);
  const sizes = (of: Shape, from: readonly number[]) => sizeOf(from.map((axis) => of[axis]!));
  const [queries, keys] = [sizes(shape, axes), sizes(key.shape, axes)];
  const groups = key.shape[heads]!;
  const stack = sizes(shape, others) * groups;
  // Heads that share a key stand below each other: they are more rows of the same product.
  const rows = queries * (shape[heads]! / groups);

  const order = [...others, heads, ...axes, features];
  const scaled = multiply(query, scalar(1 / Math.sqrt(shape[features]!), dtype));
  const q = reshape(transpose(scaled, order), [stack, rows, shape[features]!]);
  const k = reshape(transpose(key, [...others, heads, features, ...axes]), [
    stack,
    shape[features]!,
    keys,
  ]);
  const v = reshape(transpose(value, order), [stack, keys, value.shape[features]!]);

  const full = scoresShape(shape, key.shape, axes);
  const weights = reshape(softened(matmul(q, k), mask, full, isStrict), full);
  const summed = matmul(reshape(it.drop(weights), [stack, rows, keys]), v);
  const output = reshape(summed, [
    ...order.slice(0, -1).map((axis) => shape[axis]!),
    value.shape[features]!,
  ]);
  const back = shape.map((_, axis) => order.indexOf(axis));
  return [transpose(output, back), weights];
}

/** The weights of the keys, which are the last axis of `scores`. */
function softened(
  scores: Tensor,
  mask: Tensor | undefined,
  full: Shape,
  isStrict: boolean,
): Tensor {
  const { dtype, shape } = scores;
  const isWide = isStrict || dtype === "float64" || dtype === "float32";
  const logits = isWide ? scores : cast(scores, "float32");
  if (mask === undefined) return cast(softmax(logits), dtype);
  const nothing = scalar(lowest(logits.dtype), logits.dtype);
  const masked = where(mask, reshape(logits, full), nothing);
  const weights = softmax(reshape(masked, shape));
  if (!isStrict) return cast(weights, dtype);
  return where(mask, reshape(weights, full), scalar(0, dtype));
}

/**
 * A mask with as many axes as the scores: those that it lacks stand before the queries.
 *
 * @throws {TypeError} if it does not broadcast to the scores.
 */
export function spreadMask(where: string, mask: Tensor, full: Shape, attended: number): Tensor {
  const { rank, shape } = mask;
  const lead = shape.slice(0, rank - 2 * attended);
  const missing = new Array<number>(Math.max(0, full.length - rank)).fill(1);
  const spread = [...lead, ...missing, ...shape.slice(rank - 2 * attended)];
  const isFitting = rank >= 2 * attended && spread.length === full.length &&
    spread.every((dim, axis) => dim === 1 || dim === full[axis]);
  if (isFitting) return reshape(mask, spread);
  throw new TypeError(
    `${where}: expected a mask that broadcasts to the scores of shape ${
      formatShape(full)
    }, batch and heads before queries and keys, received shape ${formatShape(shape)}`,
  );
}
