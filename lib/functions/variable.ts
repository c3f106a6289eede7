/**
 * Variables: tensors whose value changes, as in TensorFlow.
 *
 * @module
 */
import type { DType } from "../arrays/dtypes.ts";
import { atCaller } from "../errors/caller.ts";
import { asTensor, type TensorLike } from "../ops/as_tensor.ts";
import { type Arguments, bindArguments } from "../ops/bind.ts";
import { add, subtract } from "../primitives/math/arithmetic.ts";
import { formatAval, type Shape } from "../tensor/aval.ts";
import type { TensorMethods } from "../tensor/methods.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { VariableCore } from "../tensor/variable_core.ts";
import { checkBoolean } from "./arguments.ts";
import { parseVariable, type VariableArguments, type VariableNames } from "./variable_arguments.ts";

/** Arguments of {@linkcode Variable.assign} besides the value. */
export interface AssignOptions {
  /** Taken for the sake of Python's signature: nothing runs at the same time. */
  useLocking?: boolean;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
  /** Whether the variable is returned; default `true`. */
  readValue?: boolean;
}

/** Arguments of {@linkcode Variable.assign}. */
export interface AssignArguments extends AssignOptions {
  /** The new value. */
  value: TensorLike;
}

/** Arguments of {@linkcode Variable.assignAdd} and {@linkcode Variable.assignSub}. */
export interface DeltaArguments extends AssignOptions {
  /** What is added or subtracted. */
  delta: TensorLike;
}

type AssignNames = ["value", "useLocking", "name", "readValue"];
type DeltaNames = ["delta", "useLocking", "name", "readValue"];

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
  constructor(...args: Arguments<VariableArguments, VariableNames>) {
    const made = atConstruction(new.target, () => parseVariable(args));
    super(made.value, made.name, made.trainable);
    this.constraint = made.constraint;
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

  /** Number of dimensions, as NumPy and Keras call it. */
  get ndim(): number {
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
   * @returns The variable; `null` if `readValue` is false.
   * @throws {TypeError} if the shape or dtype differs.
   */
  assign(...args: Arguments<AssignArguments, AssignNames>): this;
  assign(...args: unknown[]): this | null {
    return this.#assign("assign", "value", args, (value) => value, Variable.prototype.assign);
  }

  /**
   * Adds to the value: `v += delta`.
   *
   * @returns The variable; `null` if `readValue` is false.
   * @throws {TypeError} if the shape or dtype differs.
   */
  assignAdd(...args: Arguments<DeltaArguments, DeltaNames>): this;
  assignAdd(...args: unknown[]): this | null {
    const change = (delta: Tensor) => add(this.take(), delta);
    return this.#assign("assignAdd", "delta", args, change, Variable.prototype.assignAdd);
  }

  /**
   * Subtracts from the value: `v -= delta`.
   *
   * @returns The variable; `null` if `readValue` is false.
   * @throws {TypeError} if the shape or dtype differs.
   */
  assignSub(...args: Arguments<DeltaArguments, DeltaNames>): this;
  assignSub(...args: unknown[]): this | null {
    const change = (delta: Tensor) => subtract(this.take(), delta);
    return this.#assign("assignSub", "delta", args, change, Variable.prototype.assignSub);
  }

  #assign(
    method: string,
    parameter: string,
    args: readonly unknown[],
    change: (given: Tensor) => Tensor,
    boundary: (...args: never[]) => unknown,
  ): this | null {
    try {
      const where = `Cannot ${method} to tf.Variable '${this.name}'`;
      const names = [parameter, "useLocking", "name", "readValue"];
      const isPlain = args.length === 1 && args[0] !== undefined;
      const [given, useLocking, , readValue] = isPlain && !isNamed(args[0])
        ? args
        : bindArguments({ where: `tf.Variable.${method}`, names, required: 1 }, args);
      checkBoolean(where, "useLocking", useLocking ?? false);
      const tensor = asTensor(where, given as TensorLike, this.dtype);
      if (tensor.aval !== this.aval) {
        throw new TypeError(
          `${where}: expected ${formatAval(this.aval)}, received ${formatAval(tensor.aval)}`,
        );
      }
      this.put(change(tensor));
      return checkBoolean(where, "readValue", readValue ?? true) ? this : null;
    } catch (error) {
      throw atCaller(error, boundary);
    }
  }
}

/** Methods equal to the functions of `tf` with the same names. */
export interface Variable extends TensorMethods {}

/** Whether a value is an object of arguments by name. */
function isNamed(value: unknown): boolean {
  return typeof value === "object" && value !== null &&
    Object.getPrototypeOf(value) === Object.prototype;
}

function atConstruction<T>(boundary: unknown, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw atCaller(error, boundary as () => unknown);
  }
}
