/**
 * Attention: sums of values, weighted by how much their keys have to do with a query.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { finite, flag, oneOf, seed } from "../../configuration/rows.ts";
import type { Variable } from "../../functions/variable.ts";
import { matmul } from "../../primitives/linalg/matmul.ts";
import { multiply } from "../../primitives/math/arithmetic.ts";
import { tanh } from "../../primitives/math/exponential.ts";
import { reduceSum } from "../../primitives/reduction/reduce_sum.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import type { NestedShape } from "../base/shapes.ts";
import { pairwiseSums } from "./attention_parts.ts";
import { ScoresAttention } from "./scores_attention.ts";

/** Options of {@linkcode Attention}. */
export interface AttentionOptions extends LayerOptions {
  /** Whether scores are multiplied by a number that is trained; default `false`. */
  useScale?: boolean | undefined;
  /** `"dot"`: `query . key`; `"concat"`: the sum of `tanh(query + key)`. Default `"dot"`. */
  scoreMode?: "dot" | "concat" | undefined;
  /** Part of the weights that is dropped in training, >= 0 and < 1; default 0. */
  dropout?: number | undefined;
  /** Seed of the dropout; default: drawn. */
  seed?: number | bigint | null | undefined;
}

type Positional = ["useScale", "scoreMode", "dropout", "seed"];

const OPTIONS = [
  ["useScale", flag(false)],
  ["scoreMode", oneOf(["dot", "concat"], "dot")],
  ["dropout", finite(0, { min: 0, max: 1 - Number.EPSILON })],
  ["seed", seed()],
] as const satisfies RowsOf<AttentionOptions, Positional>;

/**
 * Dot-product attention: `softmax(query key^T) value`.
 *
 * Called with `[query, value]` or `[query, value, key]` of shapes `(batch, queries, dim)`,
 * `(batch, keys, width)`, `(batch, keys, dim)`; output shape `(batch, queries, width)`. With
 * `returnAttentionScores` the weights follow, `(batch, queries, keys)`. Masks of value leave steps
 * out, where a mask of query is false the outputs are 0. State, created at the first call: `scale`
 * with `useScale`, `concat_score_weight` with `scoreMode: "concat"`, both scalars. After Luong et
 * al., "Effective Approaches to Attention-based Neural Machine Translation" (2015).
 *
 * @throws {TypeError} at a call with anything but a list of two or three tensors.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const attention = new tf.keras.layers.Attention();
 * const [query, value] = [tf.ones([2, 3, 4]), tf.ones([2, 5, 4])];
 * const [y, scores] = attention([query, value], { returnAttentionScores: true });
 * assertEquals([y.shape, scores.shape], [[2, 3, 4], [2, 3, 5]]);
 * ```
 */
export class Attention extends ScoresAttention {
  static override readonly rows: Rows = OPTIONS;
  /** Factor of the scores, once built, if there is one. */
  scale: Variable | undefined;
  /** Factor of the sums of tanh, once built, if there is one. */
  concatScoreWeight: Variable | undefined;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Scale, kind of scores, dropout and seed, in Keras's order or by name. */
  constructor(...args: LayerArguments<AttentionOptions, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, own.dropout, own.seed);
    this.#options = own;
  }

  override build(_inputShape: NestedShape): void {
    const { useScale, scoreMode } = this.#options;
    if (useScale) this.scale = this.addWeight("scale", { initializer: "ones" });
    if (scoreMode === "concat") {
      this.concatScoreWeight = this.addWeight("concat_score_weight", { initializer: "ones" });
    }
  }

  protected override scores(query: Tensor, key: Tensor): Tensor {
    const scaled = (x: Tensor) => this.scale ? multiply(x, this.scale.take()) : x;
    if (this.#options.scoreMode === "dot") return scaled(matmul(query, key, false, true));
    const sums = reduceSum(tanh(scaled(pairwiseSums(query, key))), [query.rank], false);
    return multiply(sums, this.concatScoreWeight!.take());
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
