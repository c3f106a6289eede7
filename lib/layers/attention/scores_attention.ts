/**
 * The base of the two layers of attention without heads, which differ in how they score.
 *
 * @module
 * @internal
 */
import { checkBoolean } from "../../errors/checks.ts";
import { formatValue } from "../../errors/format.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { matmul } from "../../primitives/linalg/matmul.ts";
import { subtract } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { softmax } from "../../primitives/math/softmax.ts";
import { where } from "../../primitives/math/where.ts";
import { SeedGenerator } from "../../random/seed_generator.ts";
import { KerasTensor, type SymbolicShape } from "../../tensor/keras_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internallyAll } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type CallOptions, Layer, type SymbolicInputs } from "../base/layer.ts";
import { hasMask, type Mask, oneMask } from "../base/masks.ts";
import type { LayerOptions } from "../base/options.ts";
import { type NestedShape, shapeList } from "../base/shapes.ts";
import { both, causalMask, dropped } from "./attention_parts.ts";

/** What a call takes besides the inputs. */
export interface AttentionCall {
  /** Masks of query and value, each of shape `(batch, steps)` or nothing. */
  mask?: readonly (TensorLike | null | undefined)[] | undefined;
  /** Whether the call is part of training. */
  training?: boolean | undefined;
  /** Whether the weights of the steps are given as well; default `false`. */
  returnAttentionScores?: boolean | undefined;
  /** Whether a step sees only itself and those before it; default `false`. */
  useCausalMask?: boolean | undefined;
}

/** Called with `[query, value]` or `[query, value, key]`. */
export interface ScoresAttention {
  (inputs: readonly TensorLike[], options: AttentionCall & { returnAttentionScores: true }): [
    output: Tensor,
    scores: Tensor,
  ];
}

/** Attention whose scores a class of its own computes. */
export abstract class ScoresAttention extends Layer<readonly Tensor[], Tensor> {
  readonly #dropout: number;
  readonly #generator: SeedGenerator | undefined;

  /** Takes what both layers have. */
  constructor(base: LayerOptions, dropout: number, seed: number | bigint | null) {
    super(base);
    this.#dropout = dropout;
    this.#generator = dropout > 0 ? new SeedGenerator({ seed }) : undefined;
    this.supportsMasking = true;
  }

  override get seedGenerators(): readonly SeedGenerator[] {
    return this.#generator ? [this.#generator] : [];
  }

  /** How much each query has to do with each key, of shape `(batch, queries, keys)`. */
  protected abstract scores(query: Tensor, key: Tensor): Tensor;

  protected override get callParameters(): readonly string[] {
    return ["mask", "training", "returnAttentionScores", "useCausalMask"];
  }

  protected override convertInputs(inputs: unknown): unknown {
    const count = Array.isArray(inputs) ? inputs.length : 0;
    if (count === 2 || count === 3) {
      return (inputs as unknown[]).map((it) => super.convertInputs(it));
    }
    throw new TypeError(
      `Cannot call ${this.label}: expected [query, value] or [query, value, key], received ${
        formatValue(inputs)
      }`,
    );
  }

  override call(inputs: readonly Tensor[], options: CallOptions = {}): Tensor {
    const [query, value, key = value] = inputs as [Tensor, Tensor, Tensor?];
    const [queryMask, valueMask] = this.#masks(options.mask).map((it) =>
      oneMask(it) && cast(oneMask(it)!, "bool")
    );
    const results = internallyAll(() => {
      const scores = this.scores(query, key);
      const mask = this.#scoresMask(scores, valueMask, this.#flag(options, "useCausalMask"));
      const limit = scalar(scores.dtype === "float16" ? 65504 : 1e9, scores.dtype);
      let weights = softmax(mask ? where(mask, scores, subtract(scores, limit)) : scores);
      if (options.training && this.#generator) {
        weights = dropped(weights, this.#dropout, this.#generator);
      }
      const output = matmul(weights, value);
      if (queryMask === undefined) return [output, weights] as const;
      const isKept = reshape(queryMask, [...queryMask.shape, 1]);
      return [where(isKept, output, scalar(0, output.dtype)), weights] as const;
    });
    // What a call gives depends on its options, as in Keras.
    return this.#flag(options, "returnAttentionScores") ? [...results] as never : results[0];
  }

  #flag(options: CallOptions, name: string): boolean {
    return checkBoolean(`Cannot call ${this.label}`, name, options[name] ?? false);
  }

  #masks(mask: Mask): readonly Mask[] {
    if (mask === undefined || mask === null) return [];
    if (Array.isArray(mask) && (mask.length === 2 || mask.length === 3)) return mask;
    throw new TypeError(
      `Cannot call ${this.label}: expected mask to be [queryMask, valueMask], received mask=${
        formatValue(mask)
      }`,
    );
  }

  #scoresMask(scores: Tensor, valueMask: Tensor | undefined, isCausal: boolean) {
    const [queries, keys] = scores.shape.slice(-2) as [number, number];
    const { shape = [] } = valueMask ?? {};
    const spread = valueMask && reshape(valueMask, [...shape.slice(0, -1), 1, shape.at(-1)!]);
    return both(spread, isCausal ? causalMask(queries, keys) : undefined);
  }

  override computeMask(_inputs: unknown, previousMask?: Mask): Mask {
    return hasMask(previousMask) ? this.#masks(previousMask)[0] : undefined;
  }

  override computeOutputShape(inputShape: NestedShape): SymbolicShape {
    const [query, value] = shapeList(this.label, inputShape) as [SymbolicShape, SymbolicShape];
    return [...query.slice(0, -1), value.at(-1)!];
  }

  override computeOutputSpec(inputs: SymbolicInputs, options: CallOptions = {}): unknown {
    const [query, value, key = value] = inputs as readonly KerasTensor[];
    const shape = this.computeOutputShape([query!.shape, value!.shape]);
    const output = new KerasTensor(shape, this.computeDtype);
    if (!this.#flag(options, "returnAttentionScores")) return output;
    const scores = [...query!.shape.slice(0, -1), key!.shape.at(-2)!];
    return [output, new KerasTensor(scores, this.computeDtype)];
  }
}
