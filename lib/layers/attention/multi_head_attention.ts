/**
 * MultiHeadAttention: attention in several heads at once.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { flag, integer, type Range, REQUIRED, row } from "../../configuration/rows.ts";
import { checkInteger } from "../../errors/checks.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { HeadsAttention } from "./heads_attention.ts";
import { DROPOUT, type HeadsOptions, SHARED, type SharedNames } from "./heads_options.ts";

/** Options of {@linkcode MultiHeadAttention}. */
export interface MultiHeadAttentionOptions extends HeadsOptions {
  /** Length of values in a head, >= 1; default: `keyDim`. */
  valueDim?: number | null | undefined;
  /** Shape of an output, without batch and steps; default: the length of a query. */
  outputShape?: number | readonly number[] | null | undefined;
  /** Axes that are attended along; default: all but those of batch and features. */
  attentionAxes?: number | readonly number[] | null | undefined;
}

/** Arguments of {@linkcode MultiHeadAttention}. */
export interface MultiHeadAttentionArguments extends MultiHeadAttentionOptions {
  /** Number of heads, >= 1. */
  numHeads: number;
  /** Length of queries and keys in a head, >= 1. */
  keyDim: number;
}

type Positional = [
  "numHeads",
  "keyDim",
  "valueDim",
  "dropout",
  "useBias",
  "outputShape",
  "attentionAxes",
  ...SharedNames,
];

/** Whole numbers; one is a list of one. */
function numbers(range: Range = {}) {
  return row<number | readonly number[], readonly number[], null>(null, (where, name, given) => {
    if (!Array.isArray(given)) return [checkInteger(where, name, given, range)];
    if (given.length === 0) {
      throw new TypeError(`${where}: expected ${name} to be null or to have elements, received []`);
    }
    return given.map((it, i) => checkInteger(where, `${name}[${i}]`, it, range));
  });
}

const OPTIONS = [
  ["numHeads", integer(REQUIRED, { min: 1 })],
  ["keyDim", integer(REQUIRED, { min: 1 })],
  ["valueDim", integer(null, { min: 1 })],
  ["dropout", DROPOUT],
  ["useBias", flag(true)],
  ["outputShape", numbers({ min: 1 })],
  ["attentionAxes", numbers()],
  ...SHARED,
] as const satisfies RowsOf<MultiHeadAttentionArguments, Positional>;

/**
 * Attention in several heads: each projects query, key and value by itself, attends,
 * `softmax(query key^T / sqrt(keyDim)) value`, and one more projection joins what they give.
 *
 * Called with query, value and, if it is not the value, key: `layer(query, value, { key })`. Shapes
 * `(batch, queries, features)` and `(batch, keys, ...)`; output shape `(batch, queries, features)`
 * or `outputShape` in the place of the features. With `returnAttentionScores` the weights follow,
 * `(batch, heads, queries, keys)`. Masks that value and key carry, `attentionMask`, `useCausalMask`
 * and `slidingWindow` leave keys out. As in Keras 3.15, the mask of the query is the one it carries:
 * `queryMask` is taken for the sake of its signature and changes nothing.
 *
 * State, created at the first call: a kernel and, with `useBias`, a bias for each of `query`, `key`,
 * `gate` (with `useGate`), `value` and `attention_output`. After Vaswani et al., "Attention Is All
 * You Need" (2017).
 *
 * @throws {TypeError} at a call without a value, or with shapes or masks that don't fit together.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const attention = new tf.keras.layers.MultiHeadAttention({ numHeads: 2, keyDim: 4 });
 * const [query, value] = [tf.ones([8, 3, 16]), tf.ones([8, 5, 12])];
 * assertEquals(attention(query, value).shape, [8, 3, 16]);
 * const [, scores] = attention(query, value, { returnAttentionScores: true });
 * assertEquals(scores.shape, [8, 2, 3, 5]);
 * ```
 */
export class MultiHeadAttention extends HeadsAttention {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Number of heads, their length, and the rest, in Keras's order or by name. */
  constructor(...args: LayerArguments<MultiHeadAttentionArguments, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    // The penalty on outputs is that of the projections, and not the layer's as well.
    super({ ...base, activityRegularizer: null }, own, {
      query: own.numHeads,
      keyValue: own.numHeads,
      keyDim: own.keyDim,
      valueDim: own.valueDim ?? own.keyDim,
      outputShape: own.outputShape,
      attentionAxes: own.attentionAxes,
    });
    this.#options = own;
  }

  /** Number of heads. */
  get numHeads(): number {
    return this.#options.numHeads;
  }

  /** Length of queries and keys in a head. */
  get keyDim(): number {
    return this.#options.keyDim;
  }

  /** Length of values in a head. */
  get valueDim(): number {
    return this.#options.valueDim ?? this.keyDim;
  }

  protected override queryMask(carried: Tensor | undefined): Tensor | undefined {
    return carried;
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      ...writeOptions(OPTIONS, this.#options),
      value_dim: this.valueDim,
      attention_axes: this.attentionAxes,
    };
  }
}
