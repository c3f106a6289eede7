/**
 * AdditiveAttention: attention whose scores are sums of tanh.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { finite, flag, seed } from "../../configuration/rows.ts";
import type { Variable } from "../../functions/variable.ts";
import { multiply } from "../../primitives/math/arithmetic.ts";
import { tanh } from "../../primitives/math/exponential.ts";
import { reduceSum } from "../../primitives/reduction/reduce_sum.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { knownDim, type NestedShape, shapeList } from "../base/shapes.ts";
import { pairwiseSums } from "./attention_parts.ts";
import { ScoresAttention } from "./scores_attention.ts";

/** Options of {@linkcode AdditiveAttention}. */
export interface AdditiveAttentionOptions extends LayerOptions {
  /** Whether each feature has a factor that is trained; default `true`. */
  useScale?: boolean | undefined;
  /** Part of the weights that is dropped in training, >= 0 and < 1; default 0. */
  dropout?: number | undefined;
  /** Seed of the dropout; default: drawn. */
  seed?: number | bigint | null | undefined;
}

type Positional = ["useScale", "dropout", "seed"];

const OPTIONS = [
  ["useScale", flag(true)],
  ["dropout", finite(0, { min: 0, max: 1 - Number.EPSILON })],
  ["seed", seed()],
] as const satisfies RowsOf<AdditiveAttentionOptions, Positional>;

/**
 * Additive attention: `softmax(sum(scale tanh(query + key))) value`, the sum over the features.
 *
 * Called with `[query, value]` or `[query, value, key]` of shapes `(batch, queries, dim)`,
 * `(batch, keys, width)`, `(batch, keys, dim)`; output shape `(batch, queries, width)`. With
 * `returnAttentionScores` the weights follow, `(batch, queries, keys)`. State, created at the first
 * call: `scale` of shape `(dim,)`, with `useScale`. After Bahdanau et al., "Neural Machine
 * Translation by Jointly Learning to Align and Translate" (2014).
 *
 * @throws {TypeError} at a call with anything but a list of two or three tensors.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const attention = new tf.keras.layers.AdditiveAttention({ useScale: false });
 * const value = tf.constant([[[1, 1], [3, 3]]]);
 * assertEquals(attention([tf.zeros([1, 1, 2]), value, tf.zeros([1, 2, 2])]).numpy().toArray(), [
 *   [[2, 2]],
 * ]);
 * ```
 */
export class AdditiveAttention extends ScoresAttention {
  static override readonly rows: Rows = OPTIONS;
  /** Factors of the features, once built, if there are any. */
  scale: Variable | undefined;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Scale, dropout and seed, in Keras's order or by name. */
  constructor(...args: LayerArguments<AdditiveAttentionOptions, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, own.dropout, own.seed);
    this.#options = own;
  }

  override build(inputShape: NestedShape): void {
    if (!this.#options.useScale) return;
    const [query] = shapeList(this.label, inputShape);
    const dim = knownDim(this.label, query!, -1, "the length of the queries");
    this.scale = this.addWeight("scale", { shape: [dim], initializer: "glorotUniform" });
  }

  protected override scores(query: Tensor, key: Tensor): Tensor {
    const terms = tanh(pairwiseSums(query, key));
    const scaled = this.scale ? multiply(terms, this.scale.take()) : terms;
    return reduceSum(scaled, [query.rank], false);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
