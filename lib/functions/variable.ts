/**
 * Variables: tensors whose value changes, as in TensorFlow.
 *
 * @module
 */
import type { DType } from "../arrays/dtypes.ts";
import { formatValue } from "../errors/format.ts";
import { asTensor, type TensorLike } from "../ops/as_tensor.ts";
import { add, subtract } from "../primitives/math/arithmetic.ts";
import { formatAval } from "../tensor/aval.ts";
import type { TensorMethods } from "../tensor/methods.ts";
import type { Shape } from "../tensor/aval.ts";
import { read } from "../tensor/graph.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { leaf } from "../tensor/tensor.ts";
import { outsideTrace } from "../tensor/trace.ts";
import { VariableCore } from "../tensor/variable_core.ts";

/** Options of {@linkcode Variable}. */
export interface VariableOptions {
  /** Whether gradient tapes watch it and optimizers change it; default `true`. */
  trainable?: boolean;
  /** Name without the `:0` that TensorFlow appends; default `"Variable"`. */
  name?: string;
  /** Element type; default: that of the initial value. */
  dtype?: DType;
  /** Applied to the value after an optimizer's update. */
  constraint?: ((value: Tensor) => Tensor) | undefined;
}

/**
 * A tensor that can be assigned to.
 *
 * State: one tensor of the initial value's shape and dtype, neither of which changes.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const v = new tf.Variable([[1, 2]], { name: "v" });
 * v.assignAdd([[1, 1]]);
 * assertEquals(String(v), "<tf.Variable 'v:0' shape=(1, 2) dtype=float32, numpy=array([[2., 3.]], dtype=float32)>");
 * ```
 */
export class Variable extends VariableCore {
  /** Applied to the value after an optimizer's update, if the layer asked for one. */
  readonly constraint: ((value: Tensor) => Tensor) | undefined;

  /**
   * Makes a variable of a copy of the values.
   *
   * @throws {TypeError} if a traced function makes it of its own results.
   */
  constructor(initialValue: TensorLike | (() => TensorLike), options: VariableOptions = {}) {
    const { trainable = true, name = "Variable", dtype, constraint } = options;
    const where = `tf.Variable '${name}'`;
    if (typeof trainable !== "boolean") {
      throw new TypeError(
        `${where}: expected trainable to be true or false, received trainable=${
          formatValue(trainable)
        }`,
      );
    }
    super(initialOf(where, initialValue, dtype), `${name}:0`, trainable);
    this.constraint = constraint;
  }

  /** Dimensions, outermost first. */
  get shape(): Shape {
    return this.aval.shape;
  }

  /** Element type. */
  get dtype(): DType {
    return this.aval.dtype;
  }

  /** Number of elements. */
  get size(): number {
    return this.aval.size;
  }

  /** Number of dimensions. */
  get rank(): number {
    return this.aval.shape.length;
  }

  /** The value now, as a tensor that later assignments do not change. */
  value(): Tensor {
    return this.take();
  }

  /** The value now; same as {@linkcode Variable.value}. */
  readValue(): Tensor {
    return this.take();
  }

  /**
   * Replaces the value.
   *
   * @returns The variable.
   * @throws {TypeError} if the shape or dtype differs.
   */
  assign(value: TensorLike): this {
    this.put(this.#convert("assign", value));
    return this;
  }

  /** Adds to the value: `v += delta`. */
  assignAdd(delta: TensorLike): this {
    this.put(add(this.take(), this.#convert("assignAdd", delta)));
    return this;
  }

  /** Subtracts from the value: `v -= delta`. */
  assignSub(delta: TensorLike): this {
    this.put(subtract(this.take(), this.#convert("assignSub", delta)));
    return this;
  }

  #convert(method: string, value: TensorLike): Tensor {
    const where = `Cannot ${method} to tf.Variable '${this.name}'`;
    const tensor = asTensor(where, value, this.dtype);
    if (tensor.aval !== this.aval) {
      throw new TypeError(
        `${where}: expected ${formatAval(this.aval)}, received ${formatAval(tensor.aval)}`,
      );
    }
    return tensor;
  }
}

/** Methods equal to the functions of `tf` with the same names. */
export interface Variable extends TensorMethods {}

/** A first value of its own memory, known now. */
function initialOf(
  where: string,
  initialValue: TensorLike | (() => TensorLike),
  dtype: DType | undefined,
): Tensor {
  return outsideTrace(() => {
    const given = typeof initialValue === "function" ? initialValue() : initialValue;
    const tensor = asTensor(where, given, dtype);
    if (tensor.trace !== undefined) {
      throw new TypeError(
        `${where}: expected an initial value that is known while a function is traced, received a result of that function; compute it outside of tf.function, or give numbers`,
      );
    }
    if (tensor.host === undefined) return tensor;
    return leaf(read(tensor), tensor.aval);
  });
}
