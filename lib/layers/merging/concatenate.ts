/**
 * Concatenate: several tensors one after the other along an axis.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { integer } from "../../configuration/rows.ts";
import { formatShape } from "../../errors/format.ts";
import { concat } from "../../primitives/array/concat.ts";
import { broadcastTo } from "../../primitives/array/broadcast_to.ts";
import { onesLike } from "../../primitives/array/fill.ts";
import { cast } from "../../primitives/math/cast.ts";
import { reduceAny } from "../../primitives/reduction/reduce_logic.ts";
import type { KerasTensor, SymbolicShape } from "../../tensor/keras_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { internally } from "../../tensor/state.ts";
import { Tensor } from "../../tensor/tensor.ts";
import type { Mask } from "../base/masks.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { type NestedShape, shapeList } from "../base/shapes.ts";
import { maskFor, Merge, mergeFunction } from "./merge.ts";

/** Options of {@linkcode Concatenate}. */
export interface ConcatenateOptions extends LayerOptions {
  /** The axis along which they are joined, counted from the end if negative; default -1. */
  axis?: number | undefined;
}

const OPTIONS = [["axis", integer(-1)]] as const satisfies RowsOf<ConcatenateOptions, ["axis"]>;

/**
 * Joins tensors along an axis.
 *
 * Inputs: tensors whose shapes are the same but for `axis`. Output: that shape, with the sum of the
 * lengths along `axis`. A step of the output counts where any of its elements comes from a step that
 * does. No state.
 *
 * @throws {TypeError} for one tensor, shapes that differ elsewhere, or an axis they do not have.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = new tf.keras.layers.Concatenate()([[[1, 2]], [[3]]]);
 * assertEquals(y.numpy().toArray(), [[1, 2, 3]]);
 * ```
 */
export class Concatenate extends Merge {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args The axis, and by name what every layer takes. */
  constructor(...args: LayerArguments<ConcatenateOptions, ["axis"]>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = own;
  }

  /** The axis of tensors of a rank, counted from the front. */
  #axisOf(rank: number): number {
    return this.#options.axis + (this.#options.axis < 0 ? rank : 0);
  }

  protected override merge(inputs: readonly Tensor[]): Tensor {
    return concat(inputs, this.#axisOf(inputs[0]!.rank));
  }

  override computeOutputShape(inputShape: NestedShape): SymbolicShape {
    const shapes = shapeList(this.label, inputShape);
    const refuse = (expected: string): never => {
      throw new TypeError(
        `Cannot call ${this.label}: expected ${expected}, received ${
          shapes.map(formatShape).join(" and ")
        }`,
      );
    };
    const [first, ...rest] = shapes as [SymbolicShape, ...SymbolicShape[]];
    const axis = this.#axisOf(first.length);
    if (axis < 0 || axis >= first.length) refuse(`tensors with an axis ${this.#options.axis}`);
    const isLike = (shape: SymbolicShape) =>
      shape.length === first.length &&
      shape.every((dim, i) => i === axis || dim === null || first[i] === null || dim === first[i]);
    if (!rest.every(isLike)) refuse(`shapes that are the same but for axis ${this.#options.axis}`);
    const lengths = shapes.map((shape) => shape[axis]!);
    const total = lengths.reduce<number | null>(
      (sum, it) => sum === null || it === null ? null : sum + it,
      0,
    );
    return first.map((dim, i) => i === axis ? total : dim);
  }

  override computeMask(inputs: unknown, previousMask?: Mask): Mask {
    if (!Array.isArray(previousMask)) return undefined;
    const masks = previousMask as readonly unknown[];
    if (!masks.some((it) => it instanceof Tensor)) return undefined;
    return internally(() => {
      const all = (inputs as readonly Tensor[]).map((x, i) => {
        const mask = masks[i];
        if (!(mask instanceof Tensor)) return cast(onesLike(x), "bool");
        return broadcastTo(maskFor(x, mask), x.shape);
      });
      const joined = concat(all, this.#axisOf(all[0]!.rank));
      return reduceAny(joined, [joined.rank - 1]);
    });
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}

/** Joins tensors along an axis: what {@linkcode concatenate} is. */
export interface ConcatenateFunction {
  /** Makes a node of a graph. */
  (inputs: readonly KerasTensor[], axis: number, options?: LayerOptions): KerasTensor;
  /** Joins tensors. */
  (inputs: readonly TensorLike[], axis: number, options?: LayerOptions): Tensor;
  /** Makes a node of a graph, everything else by name. */
  (inputs: readonly KerasTensor[], options?: ConcatenateOptions): KerasTensor;
  /** Joins tensors, everything else by name. */
  (inputs: readonly TensorLike[], options?: ConcatenateOptions): Tensor;
}

/**
 * Same as `new Concatenate(axis, options)(inputs)`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = tf.keras.layers.concatenate([[[1, 2]], [[3, 4]]], 0);
 * assertEquals(y.numpy().toArray(), [[1, 2], [3, 4]]);
 * ```
 */
export const concatenate: ConcatenateFunction = mergeFunction("concatenate", Concatenate, ["axis"]);
