/**
 * Variables: tensors whose value changes, as in TensorFlow.
 *
 * @module
 */
import { type DType, isFloating } from "../arrays/dtypes.ts";
import { atCaller } from "../errors/caller.ts";
import { asTensor } from "../ops/as_tensor.ts";
import type { Index, TensorLike } from "../tensor/like.ts";
import { at, slicedUpdate } from "../ops/array/at.ts";
import { gather } from "../ops/array/gather.ts";
import { add as addTo, subtract as subtractFrom } from "../ops/math/arithmetic.ts";
import { internally, state } from "../tensor/state.ts";
import { cast } from "../primitives/math/cast.ts";
import type { SparseDelta } from "./indexed_slices.ts";
import {
  type ScatterMode,
  type ScatterOptions,
  scatterPlaces,
  scatterRows,
} from "./variable_scatter.ts";
import { type Arguments, bindArguments } from "../ops/bind.ts";
import { identity } from "../primitives/array/identity.ts";
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

/** Order of {@linkcode AssignArguments}. */
export type AssignNames = ["value", "useLocking", "name", "readValue"];
/** Order of {@linkcode DeltaArguments}. */
export type DeltaNames = ["delta", "useLocking", "name", "readValue"];

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
  /** Name in the layers around it: `sequential/dense/kernel`. */
  readonly path: string;
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
    this.path = made.name.replace(/:\d+$/, "");
    this.constraint = made.constraint;
  }

  /** Whether a layer that computes in another float type reads it converted. */
  autocasts = false;

  /** The value as operations take it: in a layer of mixed precision, in the type it computes in. */
  override take(): Tensor {
    const value = super.take();
    const { autocast } = state;
    if (autocast === undefined || !this.autocasts || autocast === value.dtype) return value;
    return isFloating(value.dtype) ? cast(value, autocast) : value;
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
    return identity(this.take());
  }

  /** The value now; same as {@linkcode Variable.value}. */
  readValue(): Tensor {
    return identity(this.take());
  }

  /**
   * Replaces the value.
   *
   * @returns The variable; `null` if `readValue` is false.
   * @throws {TypeError} if the shape or dtype differs.
   */
  assign(...args: Arguments<AssignArguments, AssignNames>): this;
  assign(...args: unknown[]): this | null {
    // A tensor of its own: the variable's value is not what somebody else may watch.
    return this.#assign("assign", "value", args, identity, Variable.prototype.assign);
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

  /** Replaces rows: `v[indices] = updates`. Of a row that comes twice, the last one stays. */
  scatterUpdate(...args: ScatterArguments): this {
    return this.#scatter("scatterUpdate", scatterRows, "update", args);
  }

  /** Adds to rows: `v[indices] += updates`. */
  scatterAdd(...args: ScatterArguments): this {
    return this.#scatter("scatterAdd", scatterRows, "add", args);
  }

  /** Subtracts from rows: `v[indices] -= updates`. */
  scatterSub(...args: ScatterArguments): this {
    return this.#scatter("scatterSub", scatterRows, "sub", args);
  }

  /** Multiplies rows: `v[indices] *= updates`. */
  scatterMul(...args: ScatterArguments): this {
    return this.#scatter("scatterMul", scatterRows, "mul", args);
  }

  /** Divides rows: `v[indices] /= updates`. */
  scatterDiv(...args: ScatterArguments): this {
    return this.#scatter("scatterDiv", scatterRows, "div", args);
  }

  /** Raises rows to at least `updates`. */
  scatterMax(...args: ScatterArguments): this {
    return this.#scatter("scatterMax", scatterRows, "max", args);
  }

  /** Lowers rows to at most `updates`. */
  scatterMin(...args: ScatterArguments): this {
    return this.#scatter("scatterMin", scatterRows, "min", args);
  }

  /** Replaces what is at places, whose coordinates are along the last axis of `indices`. */
  scatterNdUpdate(...args: ScatterNdArguments): this {
    return this.#scatter("scatterNdUpdate", scatterPlaces, "update", args);
  }

  /** Adds to what is at places, whose coordinates are along the last axis of `indices`. */
  scatterNdAdd(...args: ScatterNdArguments): this {
    return this.#scatter("scatterNdAdd", scatterPlaces, "add", args);
  }

  /** Subtracts from what is at places, whose coordinates are along the last axis of `indices`. */
  scatterNdSub(...args: ScatterNdArguments): this {
    return this.#scatter("scatterNdSub", scatterPlaces, "sub", args);
  }

  /** The rows at `indices`; only they are read. */
  sparseRead(indices: TensorLike, _name?: string | null): Tensor {
    try {
      return gather(this.take(), indices);
    } catch (error) {
      throw atCaller(error, Variable.prototype.sparseRead);
    }
  }

  /**
   * A part of the value, as a tensor's `at` gives it, that can be assigned to:
   * `v.at("1:3").assign(x)` is Python's `v[1:3].assign(x)`.
   */
  at(...indices: readonly Index[]): VariablePart {
    try {
      const part = at(this.take(), ...indices);
      const assign = (change: (value: TensorLike) => TensorLike) => {
        const call = (value: TensorLike): this => {
          try {
            this.put(slicedUpdate(this.take(), indices, change(value)));
            return this;
          } catch (error) {
            throw atCaller(error, call);
          }
        };
        return { value: call, configurable: true };
      };
      return Object.defineProperties(part, {
        assign: assign((value) => value),
        assignAdd: assign((value) => addTo(at(this.take(), ...indices), value)),
        assignSub: assign((value) => subtractFrom(at(this.take(), ...indices), value)),
      }) as VariablePart;
    } catch (error) {
      throw atCaller(error, Variable.prototype.at);
    }
  }

  #scatter(
    method: string,
    scatter: typeof scatterRows,
    mode: ScatterMode,
    args: readonly unknown[],
  ): this {
    try {
      const where = `tf.Variable.${method}`;
      this.put(internally(() => scatter(where, mode, this.take(), args)));
      return this;
    } catch (error) {
      throw atCaller(
        error,
        (Variable.prototype as unknown as Record<string, () => unknown>)[method]!,
      );
    }
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

/** Arguments of `scatterAdd` and its like. */
export type ScatterArguments =
  | [sparseDelta: SparseDelta, options?: ScatterOptions]
  | [sparseDelta: SparseDelta, useLocking: boolean, name?: string | null]
  | [options: { sparseDelta: SparseDelta } & ScatterOptions];

/** Arguments of `scatterNdAdd` and its like. */
export type ScatterNdArguments =
  | [indices: TensorLike, updates: TensorLike, name?: string | null]
  | [options: { indices: TensorLike; updates: TensorLike; name?: string | null }];

/** A part of a variable: a tensor of its values, with which it can be replaced. */
export type VariablePart = Tensor & {
  /** Replaces the part; plain numbers and smaller shapes broadcast. */
  assign(value: TensorLike): Variable;
  /** Adds to the part. */
  assignAdd(delta: TensorLike): Variable;
  /** Subtracts from the part. */
  assignSub(delta: TensorLike): Variable;
};

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
