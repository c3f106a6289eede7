/**
 * Initializers without chance: zeros, ones, a constant, the identity matrix.
 *
 * @module
 */
import {
  convertStorage,
  type DType,
  DTYPE_NAMES,
  DTYPES,
  isInteger,
  isNumeric,
  newStorage,
  readElement,
  type Storage,
} from "../arrays/dtypes.ts";
import { isSerialized } from "../configuration/serialization.ts";
import { fromCaller, fromConfigCaller } from "../errors/caller.ts";
import { checkInteger } from "../errors/checks.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import { asTensor } from "../ops/as_tensor.ts";
import type { TensorLike } from "../tensor/like.ts";
import { type Arguments, boundValues } from "../ops/bind.ts";
import { checkDType, checkFloat } from "../random/arguments.ts";
import { getProfile } from "../random/profile.ts";
import { aval, type Shape, sizeOf } from "../tensor/aval.ts";
import { read } from "../tensor/graph.ts";
import { leaf, type Tensor } from "../tensor/tensor.ts";
import { Initializer, type InitializerConfig } from "./initializer.ts";

/** The dtypes a constant can have. */
const CONSTANT: readonly DType[] = DTYPE_NAMES.filter((it) => it !== "string");
/** The dtypes a matrix can have. */
const NUMERIC: readonly DType[] = DTYPE_NAMES.filter(isNumeric);

/** A tensor with an element everywhere, given as storage of one. */
function filled(shape: Shape, dtype: DType, element: Storage): Tensor {
  const type = aval(dtype, shape);
  const host = newStorage(dtype, type.size) as Float32Array;
  const units = element as Float32Array;
  if (DTYPES[dtype].units === 1) host.fill(units[0]!);
  else for (let i = 0; i < host.length; i++) host[i] = units[i % 2]!;
  return leaf(host, type);
}

/** A tensor of zeros or ones. */
function uniform(where: string, shape: Shape, dtype: DType, value: 0 | 1): Tensor {
  const made = checkDType(where, dtype, CONSTANT);
  if (value === 0) {
    const type = aval(made, shape);
    return leaf(newStorage(made, type.size), type);
  }
  return filled(shape, made, convertStorage(Float64Array.of(value), "float64", made));
}

/** Zeros, of any dtype of numbers or truth values. */
export class Zeros extends Initializer {
  /** Takes no options. */
  constructor(...args: Arguments<Record<never, never>, []>) {
    fromCaller(new.target, () => boundValues(new.target.name, [], 0, args));
    super();
  }

  /** A tensor of the given shape and dtype. */
  override call(shape: Shape, dtype: DType): Tensor {
    return uniform(this.className, shape, dtype, 0);
  }
}

/** Ones, of any dtype of numbers or truth values. */
export class Ones extends Initializer {
  /** Takes no options. */
  constructor(...args: Arguments<Record<never, never>, []>) {
    fromCaller(new.target, () => boundValues(new.target.name, [], 0, args));
    super();
  }

  /** A tensor of the given shape and dtype. */
  override call(shape: Shape, dtype: DType): Tensor {
    return uniform(this.className, shape, dtype, 1);
  }
}

/** Argument of {@linkcode Constant}. */
export interface ConstantOptions {
  /** A number, or as many numbers as the weight has, in row-major order; default 0. */
  value?: TensorLike | null;
}

/**
 * The same value everywhere, or given values.
 *
 * @throws {TypeError} for values that are no numbers or booleans; when called, for another number
 * of values than the weight has, or a dtype they are not of
 */
export class Constant extends Initializer {
  readonly #values: Storage;
  readonly #dtype: DType;
  readonly #shape: Shape;
  readonly #given: unknown;

  /**
   * Takes the value.
   *
   * @param args The value.
   */
  constructor(...args: Arguments<ConstantOptions, ["value"]>) {
    const where = new.target.name;
    const { given, tensor, values } = fromCaller(new.target, () => {
      const [value] = boundValues<ConstantOptions, ["value"]>(where, ["value"], 0, args);
      const given = value ?? 0;
      const tensor = asTensor(where, given);
      checkDType(where, tensor.dtype, CONSTANT);
      return { given, tensor, values: read(tensor) };
    });
    super();
    this.#dtype = tensor.dtype;
    this.#shape = tensor.shape;
    this.#values = values.slice() as Storage;
    this.#given = typeof given === "number"
      ? given
      : nested(this.#shape, (i) => readElement(this.#dtype, this.#values, i));
  }

  /** An initializer of the options that `getConfig` gave, or Keras with an array for the value. */
  static override fromConfig<T>(this: new (options: never) => T, config: InitializerConfig): T {
    return fromConfigCaller(this, config, () => {
      const { value, ...others } = config;
      return new this({ ...others, value: arrayOf(value) } as never);
    });
  }

  /** The options that make an equal initializer. */
  override getConfig(): InitializerConfig {
    return { value: this.#given };
  }

  /** A tensor of the given shape and dtype. */
  override call(shape: Shape, dtype: DType): Tensor {
    const where = this.className;
    const made = checkDType(where, dtype, CONSTANT);
    const isWhole = isInteger(this.#dtype) || isInteger(made);
    // Numbers may become numbers of another kind if nothing of them is lost.
    if (
      made !== this.#dtype &&
      (made === "bool" || this.#dtype === "bool" || (isWhole && !this.#fits(made)))
    ) {
      throw new TypeError(
        `${where}: expected a value of dtype ${dtype}, received value=${formatValue(this.#given)}`,
      );
    }
    const values = convertStorage(this.#values, this.#dtype, made);
    if (this.#shape.length === 0) return filled(shape, made, values);
    const [count, wanted] = [sizeOf(this.#shape), sizeOf(shape)];
    if (count !== wanted) {
      throw new TypeError(
        `${where}: expected a number or ${wanted} values for a weight of shape ${
          formatShape(shape)
        }, received a value of shape ${formatShape(this.#shape)}`,
      );
    }
    return leaf(values, aval(made, shape));
  }

  /** Whether the values are the same in another dtype. */
  #fits(dtype: DType): boolean {
    const there = convertStorage(this.#values, this.#dtype, dtype);
    const back = convertStorage(there, dtype, this.#dtype);
    return Array.from(back as ArrayLike<unknown>).every((it, i) => Object.is(it, this.#values[i]));
  }
}

/** What Keras wrote as an array or a tensor, with its dtype; other values as they are. */
function arrayOf(value: unknown): unknown {
  if (!isSerialized(value) || !["__numpy__", "__tensor__"].includes(value.class_name)) return value;
  const { value: elements, dtype } = value.config as Record<string, unknown>;
  return asTensor("Constant", elements as TensorLike, dtype as DType);
}

/** Elements as nested arrays; a single one as itself. */
function nested(shape: Shape, element: (index: number) => unknown, start = 0): unknown {
  const [count, ...rest] = shape;
  if (count === undefined) return element(start);
  const size = sizeOf(rest);
  return Array.from({ length: count }, (_, i) => nested(rest, element, start + i * size));
}

/** Argument of {@linkcode Identity}. */
export interface IdentityOptions {
  /** Factor of the matrix; default 1. */
  gain?: number | null;
}

/**
 * `gain` on the diagonal of a matrix, square or not, and zeros elsewhere.
 *
 * @throws {RangeError} for a gain that is not finite
 * @throws {TypeError} when called for anything but a matrix of numbers
 */
export class Identity extends Initializer {
  readonly #gain: number;

  /**
   * Takes the gain.
   *
   * @param args The gain.
   */
  constructor(...args: Arguments<IdentityOptions, ["gain"]>) {
    const where = new.target.name;
    const checked = fromCaller(new.target, () => {
      const [gain] = boundValues<IdentityOptions, ["gain"]>(where, ["gain"], 0, args);
      return checkFloat(where, "gain", gain ?? 1);
    });
    super();
    this.#gain = checked;
  }

  /** The options that make an equal initializer. */
  override getConfig(): InitializerConfig {
    // Keras 3 never writes it; without it, it is 1 where the configuration is read.
    return this.#gain === 1 && getProfile() === "keras3" ? {} : { gain: this.#gain };
  }

  /** A tensor of the given shape and dtype. */
  override call(shape: Shape, dtype: DType): Tensor {
    const where = this.className;
    const [rows, columns] = shape;
    if (rows === undefined || columns === undefined || shape.length > 2) {
      throw new TypeError(`${where}: expected a matrix, received shape=${formatShape(shape)}`);
    }
    const made = checkDType(where, dtype, NUMERIC);
    if (isInteger(made)) {
      const { min, max } = DTYPES[made];
      checkInteger(where, "gain", this.#gain, { min: Number(min), max: Number(max) });
    }
    const values = new Float64Array(rows * columns);
    for (let i = 0; i < Math.min(rows, columns); i++) values[i * columns + i] = this.#gain;
    return leaf(convertStorage(values, "float64", made), aval(made, shape));
  }
}
