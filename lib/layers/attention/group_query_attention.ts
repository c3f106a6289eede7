/**
 * GroupQueryAttention: attention in several heads, groups of which share keys and values.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { flag, integer, REQUIRED } from "../../configuration/rows.ts";
import { fromCaller } from "../../errors/caller.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { InputSpec } from "../base/input_spec.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { HeadsAttention } from "./heads_attention.ts";
import { DROPOUT, type HeadsOptions, SHARED, type SharedNames } from "./heads_options.ts";

/** Options of {@linkcode GroupQueryAttention}. */
export type GroupQueryAttentionOptions = HeadsOptions;

/** Arguments of {@linkcode GroupQueryAttention}. */
export interface GroupQueryAttentionArguments extends HeadsOptions {
  /** Length of queries, keys and values in a head, >= 1. */
  headDim: number;
  /** Number of heads of the query, >= 1. */
  numQueryHeads: number;
  /** Number of heads of key and value, >= 1; it divides `numQueryHeads`. */
  numKeyValueHeads: number;
}

type Positional = [
  "headDim",
  "numQueryHeads",
  "numKeyValueHeads",
  "dropout",
  "useBias",
  ...SharedNames,
];

const OPTIONS = [
  ["headDim", integer(REQUIRED, { min: 1 })],
  ["numQueryHeads", integer(REQUIRED, { min: 1 })],
  ["numKeyValueHeads", integer(REQUIRED, { min: 1 })],
  ["dropout", DROPOUT],
  ["useBias", flag(true)],
  ...SHARED,
] as const satisfies RowsOf<GroupQueryAttentionArguments, Positional>;

/**
 * Attention in several heads, groups of which share one head of keys and values:
 * `softmax(query key^T / sqrt(headDim)) value` in each, joined by one more projection.
 *
 * Called with query, value and, if it is not the value, key: `layer(query, value, { key })`. Shapes
 * `(batch, queries, features)` and `(batch, keys, ...)`; output shape that of the query. With
 * `returnAttentionScores` the weights follow, `(batch, query heads, queries, keys)`. Masks that the
 * three carry or are given, `attentionMask`, `useCausalMask` and `slidingWindow` leave keys out.
 *
 * State, created at the first call: a kernel and, with `useBias`, a bias for each of `query`, `key`,
 * `gate` (with `useGate`), `value` and `attention_output`. After Ainslie et al., "GQA: Training
 * Generalized Multi-Query Transformer Models from Multi-Head Checkpoints" (2023).
 *
 * @throws {RangeError} if `numKeyValueHeads` does not divide `numQueryHeads`.
 * @throws {TypeError} at a call without a value, or with shapes or masks that don't fit together.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const attention = new tf.keras.layers.GroupQueryAttention(4, 6, 2);
 * const x = tf.ones([8, 3, 16]);
 * assertEquals(attention(x, x, { useCausalMask: true }).shape, [8, 3, 16]);
 * ```
 */
export class GroupQueryAttention extends HeadsAttention {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Length and numbers of heads, and the rest, in Keras's order or by name. */
  constructor(...args: LayerArguments<GroupQueryAttentionArguments, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    const { numQueryHeads, numKeyValueHeads, headDim } = own;
    fromCaller(new.target, () => {
      if (numQueryHeads % numKeyValueHeads === 0) return;
      throw new RangeError(
        `${new.target.name}: expected numKeyValueHeads to divide numQueryHeads=${numQueryHeads}, received numKeyValueHeads=${numKeyValueHeads}`,
      );
    });
    super(base, own, {
      query: numQueryHeads,
      keyValue: numKeyValueHeads,
      keyDim: headDim,
      valueDim: headDim,
      outputShape: null,
      attentionAxes: null,
    });
    this.#options = own;
    this.inputSpec = new InputSpec({ ndim: 3 });
  }

  /** Keras's class has another name inside. */
  protected override baseName(isKeras3: boolean): string {
    return this.constructor === GroupQueryAttention
      ? "grouped_query_attention"
      : super.baseName(isKeras3);
  }

  protected override queryMask(
    carried: Tensor | undefined,
    given: Tensor | undefined,
  ): Tensor | undefined {
    return given ?? carried;
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
