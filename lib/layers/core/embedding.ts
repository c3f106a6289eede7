/**
 * Embedding: a row of a table for each whole number.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { flag, integer, REQUIRED } from "../../configuration/rows.ts";
import type { ConstraintIdentifier } from "../../constraints/mod.ts";
import type { Variable } from "../../functions/variable.ts";
import type { InitializerIdentifier } from "../../initializers/mod.ts";
import { checkKnown } from "../../ops/array/indices.ts";
import { asTensor, isPlain } from "../../ops/as_tensor.ts";
import { gather } from "../../primitives/array/gather.ts";
import { matmul } from "../../primitives/linalg/matmul.ts";
import { add, multiply } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { notEqual } from "../../primitives/math/comparison.ts";
import { type RegularizerIdentifier, serialize } from "../../regularizers/mod.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { InputSpec } from "../base/input_spec.ts";
import { convertInputs } from "../base/inputs.ts";
import { Layer } from "../base/layer.ts";
import {
  adapted,
  loraAlpha,
  loraRank,
  type LowRank,
  lowRankConfig,
  type LowRankOptions,
  makeLowRank,
} from "../base/low_rank.ts";
import type { Mask } from "../base/masks.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { constraint, initializer, notYet, regularizer } from "../base/rows.ts";
import { asIds, startingValues } from "./embedding_inputs.ts";

/** Options of {@linkcode Embedding}. */
export interface EmbeddingOptions extends Omit<LayerOptions, "inputDim">, LowRankOptions {
  /** How the table starts; default `"uniform"`: from -0.05 to 0.05. */
  embeddingsInitializer?: InitializerIdentifier | undefined;
  /** Penalty on the table. */
  embeddingsRegularizer?: RegularizerIdentifier | null | undefined;
  /** Constraint on the table. */
  embeddingsConstraint?: ConstraintIdentifier | null | undefined;
  /** Whether 0 stands for nothing: the outputs then carry a mask; default `false`. */
  maskZero?: boolean | undefined;
  /** The table's first values, of shape `(inputDim, outputDim)`; it is then built at once. */
  weights?: TensorLike | null | undefined;
  /** Not there yet. */
  quantizationConfig?: null | undefined;
}

/** Arguments of {@linkcode Embedding}. */
export interface EmbeddingArguments extends EmbeddingOptions {
  /** Number of rows, >= 1: the largest index and one. */
  inputDim: number;
  /** Length of a row, >= 1. */
  outputDim: number;
}

type Positional = [
  "inputDim",
  "outputDim",
  "embeddingsInitializer",
  "embeddingsRegularizer",
  "embeddingsConstraint",
  "maskZero",
  "weights",
  "loraRank",
  "loraAlpha",
  "quantizationConfig",
];

const OPTIONS = [
  ["inputDim", integer(REQUIRED, { min: 1 })],
  ["outputDim", integer(REQUIRED, { min: 1 })],
  ["embeddingsInitializer", initializer("uniform")],
  ["embeddingsRegularizer", regularizer()],
  ["embeddingsConstraint", constraint()],
  ["maskZero", flag(false)],
  ["weights", startingValues()],
  ["loraRank", loraRank()],
  ["loraAlpha", loraAlpha()],
  ["quantizationConfig", notYet()],
] as const satisfies RowsOf<EmbeddingArguments, Positional>;

/**
 * Turns whole numbers from 0 to `inputDim - 1` into rows of a table that is trained:
 * `y[..., :] = embeddings[x[...]]`.
 *
 * Input shape: any, such as `(batch, steps)`; output shape: that and `outputDim`. Floats are cut to
 * whole numbers. State, created at the first call: `embeddings` of shape `(inputDim, outputDim)`;
 * with `loraRank`, `lora_embeddings_a` and `lora_embeddings_b`.
 *
 * @throws {RangeError} for an index that is no row: at the call, or when it is computed.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const embedding = new tf.keras.layers.Embedding(3, 2, { weights: [[0, 0], [1, 2], [3, 4]] });
 * assertEquals(embedding([[1, 2, 1]]).numpy().toArray(), [[[1, 2], [3, 4], [1, 2]]]);
 * ```
 */
export class Embedding extends Layer {
  static override readonly rows: Rows = OPTIONS;
  /** The table, once built. */
  embeddings: Variable | undefined;
  readonly #options: Made<typeof OPTIONS>;
  #lowRank: LowRank | undefined;

  /** @param args Number and length of rows, and the rest, in Keras's order or by name. */
  constructor(...args: LayerArguments<EmbeddingArguments, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = own;
    this.supportsMasking = own.maskZero;
    this.inputSpec = new InputSpec();
    if (own.weights) {
      this.build([]);
      this.setWeights([own.weights]);
    }
  }

  /** Number of rows. */
  get inputDim(): number {
    return this.#options.inputDim;
  }

  /** Length of a row. */
  get outputDim(): number {
    return this.#options.outputDim;
  }

  override build(_inputShape: SymbolicShape): void {
    const it = this.#options;
    this.embeddings = this.addWeight("embeddings", {
      shape: [it.inputDim, it.outputDim],
      initializer: it.embeddingsInitializer,
      regularizer: it.embeddingsRegularizer,
      constraint: it.embeddingsConstraint,
      autocast: false,
    });
    this.#lowRank = makeLowRank(
      "lora_embeddings",
      this.embeddings,
      it,
      (name, options) => this.addWeight(name, { ...options, autocast: false }),
    );
    if (this.#lowRank) this.freeze(this.embeddings);
  }

  /** Indices stay as exact as they are: 16 bits would not hold them. */
  protected override convertInputs(inputs: unknown): unknown {
    const where = `Cannot call ${this.label}`;
    return isPlain(inputs as TensorLike)
      ? asTensor(where, inputs as TensorLike, "int32")
      : convertInputs(where, inputs, undefined);
  }

  override call(inputs: Tensor): Tensor {
    return internally(() => {
      const ids = asIds(this.label, inputs);
      checkKnown(`Cannot call ${this.label}`, "inputs", ids, [this.inputDim]);
      return cast(this.#rows(ids), this.computeDtype);
    });
  }

  /** Rows of the table; of what is added to it only the rows that are asked for are computed. */
  #rows(ids: Tensor): Tensor {
    const rows = gather(this.embeddings!.take(), ids);
    if (this.#lowRank === undefined) return rows;
    const { a, b, scale } = this.#lowRank;
    return add(rows, multiply(matmul(gather(a.take(), ids), b.take()), scalar(scale, rows.dtype)));
  }

  /** The whole table with what is added to it. */
  protected table(): Tensor {
    return adapted(this.embeddings!, this.#lowRank);
  }

  override computeMask(inputs: unknown, _previousMask?: Mask): Mask {
    if (!this.#options.maskZero) return undefined;
    const ids = inputs as Tensor;
    return notEqual(ids, scalar(0, ids.dtype));
  }

  override computeOutputShape(inputShape: SymbolicShape): SymbolicShape {
    return [...inputShape, this.outputDim];
  }

  override getConfig(): Record<string, unknown> {
    const it = this.#options;
    const penalty = this.activityRegularizer;
    return {
      ...super.getConfig(),
      ...writeOptions(OPTIONS, it),
      activity_regularizer: penalty ? serialize(penalty) : null,
      ...lowRankConfig(it),
    };
  }
}
