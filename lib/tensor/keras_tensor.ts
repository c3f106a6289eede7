/**
 * Symbolic tensors: what is known of a tensor in a graph of layers, where some dimensions, the batch
 * among them, stay open.
 *
 * @module
 */
import type { DType } from "../arrays/dtypes.ts";
import { displayable } from "../display/inspect.ts";
import type { FunctionMethods } from "./methods.ts";
import { formatShape } from "../errors/format.ts";

/** Dimensions, outermost first; `null` for one that is not known. */
export type SymbolicShape = readonly (number | null)[];

/** Where a symbolic tensor comes from. */
export interface KerasHistory {
  /** The layer that gives it. */
  readonly operation: { readonly name: string };
  /** Which call of the layer, from 0. */
  readonly nodeIndex: number;
  /** Which of the call's outputs, from 0. */
  readonly tensorIndex: number;
}

/** How many symbolic tensors were named since the names began. */
let count = 0;

/** Starts the names of symbolic tensors anew. */
export function clearTensorNames(): void {
  count = 0;
}

/**
 * A tensor of a graph of layers: a shape and a dtype, without values.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.keras.Input({ shape: [4] });
 * assertEquals(x.shape, [null, 4]);
 * assertEquals(new tf.keras.layers.Dense(3)(x).shape, [null, 3]);
 * ```
 */
export class KerasTensor {
  /** Dimensions, outermost first; `null` for one that is not known. */
  readonly shape: SymbolicShape;
  /** Element type. */
  readonly dtype: DType;
  /** Name, unique unless it was given. */
  readonly name: string;
  /** Where it comes from; `undefined` outside of any graph. */
  history: KerasHistory | undefined;

  /** Makes one that comes from nowhere yet; graphs begin with `tf.keras.Input`. */
  constructor(shape: SymbolicShape, dtype: DType = "float32", name?: string | null) {
    this.shape = Object.freeze([...shape]);
    this.dtype = dtype;
    this.name = name ?? (count++ === 0 ? "keras_tensor" : `keras_tensor_${count - 1}`);
  }

  /** Number of dimensions. */
  get ndim(): number {
    return this.shape.length;
  }

  /** Number of dimensions. */
  get rank(): number {
    return this.shape.length;
  }

  /** Text as Keras 3 gives it. */
  toString(): string {
    return `<KerasTensor shape=${
      formatShape(this.shape)
    }, dtype=${this.dtype}, sparse=False, ragged=False, name=${this.name}>`;
  }

  /** There is nothing to go through: how many rows there are may not be known. */
  [Symbol.iterator](): Iterator<KerasTensor> {
    throw new TypeError(
      `KerasTensor '${this.name}': expected a tensor with values to iterate over, received a symbolic one; use a layer, or tf.split`,
    );
  }

  /** It has no value. */
  [Symbol.toPrimitive](hint: string): string {
    if (hint === "string") return this.toString();
    throw new TypeError(
      `KerasTensor '${this.name}': expected a tensor with a value, received a symbolic one; call a model on numbers`,
    );
  }

  /** It has no value. */
  numpy(): never {
    throw new TypeError(
      `KerasTensor '${this.name}': expected a tensor with values, received a symbolic one; make a model of it and call that on numbers`,
    );
  }
}

/** Methods equal to the functions of `tf`, which become layers of the graph. */
export interface KerasTensor extends FunctionMethods {}

displayable(KerasTensor.prototype, { repr: (tensor) => tensor.toString() });
