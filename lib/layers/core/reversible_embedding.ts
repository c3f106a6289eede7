/**
 * ReversibleEmbedding: a table that turns numbers into rows, and rows into a score for each number.
 *
 * @module
 */
import { type DType, DTYPE_NAMES, isFloating } from "../../arrays/dtypes.ts";
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { finite, flag, integer, REQUIRED, row } from "../../configuration/rows.ts";
import { checkBoolean, checkOneOf } from "../../errors/checks.ts";
import { formatShape } from "../../errors/format.ts";
import type { Variable } from "../../functions/variable.ts";
import { asTensor, isPlain } from "../../ops/as_tensor.ts";
import { matmul } from "../../primitives/linalg/matmul.ts";
import { divide, multiply } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { tanh } from "../../primitives/math/exponential.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { sizeOf } from "../../tensor/aval.ts";
import { KerasTensor, type SymbolicShape } from "../../tensor/keras_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { loraAlpha, loraRank } from "../base/low_rank.ts";
import { type Mask, setMasks } from "../base/masks.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { constraint, initializer, notYet, regularizer } from "../base/rows.ts";
import type { CallOptions } from "../base/layer.ts";
import { Embedding, type EmbeddingArguments } from "./embedding.ts";
import { startingValues } from "./embedding_inputs.ts";

/** Arguments of {@linkcode ReversibleEmbedding}. */
export interface ReversibleEmbeddingArguments extends EmbeddingArguments {
  /** Whether both ways share one table; default `true`. */
  tieWeights?: boolean | undefined;
  /** Type that the way back computes in and gives; default: the layer's. */
  reverseDtype?: DType | null | undefined;
  /** Limit of the scores: they become `tanh(scores / limit) limit`; > 0, default: none. */
  logitSoftCap?: number | null | undefined;
}

type Positional = [
  "inputDim",
  "outputDim",
  "tieWeights",
  "embeddingsInitializer",
  "embeddingsRegularizer",
  "embeddingsConstraint",
  "maskZero",
  "reverseDtype",
  "logitSoftCap",
  "weights",
  "loraRank",
  "loraAlpha",
  "quantizationConfig",
];

const floatType = row<DType, DType, null>(
  null,
  (where, name, given) => checkOneOf(where, name, given, DTYPE_NAMES.filter(isFloating)),
);

const OPTIONS = [
  ["inputDim", integer(REQUIRED, { min: 1 })],
  ["outputDim", integer(REQUIRED, { min: 1 })],
  ["tieWeights", flag(true)],
  ["embeddingsInitializer", initializer("uniform")],
  ["embeddingsRegularizer", regularizer()],
  ["embeddingsConstraint", constraint()],
  ["maskZero", flag(false)],
  ["reverseDtype", floatType],
  ["logitSoftCap", finite(null, { min: Number.MIN_VALUE })],
  ["weights", startingValues()],
  ["loraRank", loraRank()],
  ["loraAlpha", loraAlpha()],
  ["quantizationConfig", notYet()],
] as const satisfies RowsOf<ReversibleEmbeddingArguments, Positional>;

/**
 * An {@linkcode Embedding} that also goes back: called with `{ reverse: true }`, it gives a score
 * for each of its rows, `y = x embeddings^T`. Language models end in what they begin with.
 *
 * Input shape: any, output shape: that and `outputDim`; in reverse, `(..., outputDim)` becomes
 * `(..., inputDim)`. State, created at the first call: `embeddings` of shape `(inputDim, outputDim)`
 * and, with `tieWeights: false`, `reverse_embeddings` of shape `(outputDim, inputDim)`. After Press
 * and Wolf, "Using the Output Embedding to Improve Language Models" (2016).
 *
 * @throws {RangeError} for an index that is no row; {@linkcode TypeError} in reverse for another
 *   last dimension.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const embedding = new tf.keras.layers.ReversibleEmbedding(7, 3);
 * const x = embedding([[1, 2]]);
 * assertEquals(embedding(x, { reverse: true }).shape, [1, 2, 7]);
 * ```
 */
export class ReversibleEmbedding extends Embedding {
  static override readonly rows: Rows = OPTIONS;
  /** The table of the way back, once built, if it has its own. */
  reverseEmbeddings: Variable | undefined;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Number and length of rows, and the rest, in Keras's order or by name. */
  constructor(...args: LayerArguments<ReversibleEmbeddingArguments, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    const { tieWeights: _tied, reverseDtype: _dtype, logitSoftCap: _cap, weights, ...rest } = own;
    super({ ...base, ...rest } as EmbeddingArguments);
    this.#options = own;
    if (weights) {
      this.build([]);
      this.embeddings!.assign(weights);
    }
  }

  override build(inputShape: SymbolicShape): void {
    super.build(inputShape);
    if (this.#options.tieWeights) return;
    this.reverseEmbeddings = this.addWeight("reverse_embeddings", {
      shape: [this.outputDim, this.inputDim],
      initializer: this.#options.embeddingsInitializer,
      autocast: false,
    });
  }

  protected override get callParameters(): readonly string[] {
    return ["reverse"];
  }

  /** Plain numbers are indices or, in reverse, floats: float64 has both exactly. */
  protected override convertInputs(inputs: unknown): unknown {
    const isNumbers = isPlain(inputs as TensorLike);
    return super.convertInputs(
      isNumbers ? asTensor(this.label, inputs as TensorLike, "float64") : inputs,
    );
  }

  override call(inputs: Tensor, options: CallOptions = {}): Tensor {
    if (this.#isReverse(options)) return this.#scores(inputs);
    const rows = super.call(inputs);
    setMasks(rows, super.computeMask(inputs));
    return rows;
  }

  #isReverse({ reverse }: CallOptions): boolean {
    return checkBoolean(`Cannot call ${this.label}`, "reverse", reverse ?? false);
  }

  #scores(inputs: Tensor): Tensor {
    const { reverseDtype, logitSoftCap } = this.#options;
    const dtype = reverseDtype ?? this.computeDtype;
    const { outputDim, inputDim } = this;
    if (inputs.shape.at(-1) !== outputDim || !isFloating(inputs.dtype)) {
      throw new TypeError(
        `Cannot call ${this.label}: expected floats of shape (..., ${outputDim}) in reverse, received shape ${
          formatShape(inputs.shape)
        } and dtype ${inputs.dtype}`,
      );
    }
    return internally(() => {
      const own = this.reverseEmbeddings;
      const table = cast(own ? own.take() : this.table(), dtype);
      const lead = inputs.shape.slice(0, -1);
      const rows = reshape(cast(inputs, dtype), [sizeOf(lead), outputDim]);
      const scores = reshape(matmul(rows, table, false, own === undefined), [...lead, inputDim]);
      if (logitSoftCap === null) return scores;
      const cap = scalar(logitSoftCap, dtype);
      return multiply(tanh(divide(scores, cap)), cap);
    });
  }

  /** `call` gives the masks: none belongs to scores. */
  override computeMask(_inputs: unknown, _previousMask?: Mask): Mask {
    return undefined;
  }

  override computeOutputShape(shape: SymbolicShape, options: CallOptions = {}): SymbolicShape {
    return this.#isReverse(options)
      ? [...shape.slice(0, -1), this.inputDim]
      : [...shape, this.outputDim];
  }

  override computeOutputSpec(inputs: KerasTensor, options: CallOptions = {}): KerasTensor {
    const own = this.#isReverse(options) ? this.#options.reverseDtype : null;
    return new KerasTensor(
      this.computeOutputShape(inputs.shape, options),
      own ?? this.computeDtype,
    );
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
