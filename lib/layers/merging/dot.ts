/**
 * Dot: products of two tensors, summed over an axis of each.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { flag, integers, REQUIRED } from "../../configuration/rows.ts";
import { fromCaller } from "../../errors/caller.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { transpose } from "../../primitives/array/transpose.ts";
import { matmul } from "../../primitives/linalg/matmul.ts";
import { sizeOf } from "../../tensor/aval.ts";
import type { KerasTensor, SymbolicShape } from "../../tensor/keras_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Mask } from "../base/masks.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { type NestedShape, shapeList } from "../base/shapes.ts";
import { ofUnitLength } from "../normalization/unit_length.ts";
import { Merge, mergeFunction } from "./merge.ts";

/** Options of {@linkcode Dot}. */
export interface DotOptions extends LayerOptions {
  /** Whether both are first scaled to length 1 along their axes; default `false`. */
  normalize?: boolean | undefined;
}

/** Arguments of {@linkcode Dot}. */
export interface DotArguments extends DotOptions {
  /** The axis of both, or that of each: any but the batch's, 0; counted from the end if negative. */
  axes: number | readonly number[];
}

const OPTIONS = [
  ["axes", integers(REQUIRED)],
  ["normalize", flag(false)],
] as const satisfies RowsOf<DotArguments, ["axes", "normalize"]>;

/**
 * The dot products of two tensors along an axis of each: `sum_k x1[b, i, k] x2[b, j, k]`. With
 * `normalize` they are the cosines of the angles between the vectors.
 *
 * Inputs: two tensors `(batch, ...)` of at least 2 dimensions. Output: `(batch, ...)` with the other
 * axes of the first, then those of the second; `(batch, 1)` if there is none. Masks end here. No
 * state.
 *
 * @throws {TypeError} for any but two tensors, or axes whose lengths differ.
 * @throws {RangeError} for an axis of the batch.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = new tf.keras.layers.Dot(1)([[[1, 2]], [[3, 4]]]);
 * assertEquals(y.numpy().toArray(), [[11]]);
 * ```
 */
export class Dot extends Merge {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args The axes, whether to normalize, and by name what every layer takes. */
  constructor(...args: LayerArguments<DotArguments, ["axes", "normalize"]>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    fromCaller(new.target, () => {
      const all = [own.axes].flat() as number[];
      const where = `${new.target.name}: expected axes to be`;
      if (typeof own.axes !== "number" && all.length !== 2) {
        throw new TypeError(
          `${where} a whole number or a list of 2, received axes=${formatValue(own.axes)}`,
        );
      }
      if (all.includes(0)) {
        throw new RangeError(
          `${where} any but 0, which is the batch, received axes=${formatValue(own.axes)}`,
        );
      }
    });
    super(base);
    this.#options = own;
  }

  /** The axes of two tensors, counted from the front. */
  #axesOf(shapes: readonly SymbolicShape[]): [number, number] {
    const { axes } = this.#options;
    const given = typeof axes === "number" ? [axes, axes] : axes;
    const [first, second] = shapes.map((shape, i) => {
      const axis = given[i]! + (given[i]! < 0 ? shape.length : 0);
      if (axis > 0 && axis < shape.length) return axis;
      throw new TypeError(
        `Cannot call ${this.label}: expected a tensor with an axis ${
          given[i]
        } behind the batch, received shape ${formatShape(shape)}`,
      );
    });
    return [first!, second!];
  }

  protected override merge(inputs: readonly Tensor[]): Tensor {
    const [axis1, axis2] = this.#axesOf(inputs.map((it) => it.shape));
    const { normalize } = this.#options;
    const [x1, x2] =
      (normalize
        ? [ofUnitLength(inputs[0]!, [axis1], EPSILON), ofUnitLength(inputs[1]!, [axis2], EPSILON)]
        : inputs) as [Tensor, Tensor];
    const [batch, length] = [x1.shape[0]!, x1.shape[axis1]!];
    const rest1 = others(x1.rank, axis1);
    const rest2 = others(x2.rank, axis2);
    const dims1 = rest1.map((axis) => x1.shape[axis]!);
    const dims2 = rest2.map((axis) => x2.shape[axis]!);
    const rows = reshape(transpose(x1, [0, ...rest1, axis1]), [batch, sizeOf(dims1), length]);
    const columns = reshape(transpose(x2, [0, axis2, ...rest2]), [batch, length, sizeOf(dims2)]);
    const all = [...dims1, ...dims2];
    return reshape(matmul(rows, columns), [batch, ...(all.length === 0 ? [1] : all)]);
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
    if (shapes.length !== 2) refuse("2 tensors");
    const [shape1, shape2] = shapes as [SymbolicShape, SymbolicShape];
    const [axis1, axis2] = this.#axesOf(shapes);
    const differ = (a: number | null, b: number | null) => a !== null && b !== null && a !== b;
    if (differ(shape1[0]!, shape2[0]!)) refuse("tensors of one batch size");
    if (differ(shape1[axis1]!, shape2[axis2]!)) {
      refuse(`one length along axis ${axis1} of the first and axis ${axis2} of the second`);
    }
    const rest1 = others(shape1.length, axis1).map((axis) => shape1[axis]!);
    const rest2 = others(shape2.length, axis2).map((axis) => shape2[axis]!);
    const all = [...rest1, ...rest2];
    return [shape1[0]!, ...(all.length === 0 ? [1] : all)];
  }

  override computeMask(): Mask {
    return undefined;
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}

/** What Keras divides by at least, where it normalizes. */
const EPSILON = 1e-7;

/** The axes but the batch's and another. */
function others(rank: number, axis: number): number[] {
  return Array.from({ length: rank }, (_, i) => i).filter((i) => i !== 0 && i !== axis);
}

/** Dot products: what {@linkcode dot} is. */
export interface DotFunction {
  /** Makes a node of a graph. */
  (
    inputs: readonly KerasTensor[],
    axes: number | readonly number[],
    options?: DotOptions,
  ): KerasTensor;
  /** Multiplies tensors. */
  (inputs: readonly TensorLike[], axes: number | readonly number[], options?: DotOptions): Tensor;
  /** Makes a node of a graph; `axes` is -1 if it is not given. */
  (inputs: readonly KerasTensor[], options?: Partial<DotArguments>): KerasTensor;
  /** Multiplies tensors; `axes` is -1 if it is not given. */
  (inputs: readonly TensorLike[], options?: Partial<DotArguments>): Tensor;
}

/**
 * Same as `new Dot(axes, options)(inputs)`; `axes` is -1 by default.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = tf.keras.layers.dot([[[1, 2]], [[3, 4]]], 1);
 * assertEquals(y.numpy().toArray(), [[11]]);
 * ```
 */
export const dot: DotFunction = mergeFunction("dot", Dot, ["axes"], ["normalize"], { axes: -1 });
