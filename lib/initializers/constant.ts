/**
 * Initializers without chance: zeros, ones, a constant, the identity matrix.
 *
 * @module
 */
import { checkInteger } from "../errors/checks.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import { asTensor, type TensorLike } from "../ops/as_tensor.ts";
import {
  convertStorage,
  type DType,
  DTYPE_NAMES,
  isInteger,
  newStorage,
  type Storage,
} from "../arrays/dtypes.ts";
import { aval, type Shape } from "../tensor/aval.ts";
import { leaf, type Tensor } from "../tensor/tensor.ts";
import { checkDType, checkFloat32 } from "../random/arguments.ts";
import { Initializer, type InitializerConfig } from "./initializer.ts";
import { checkInitializerOptions, isPlainObject, sizeOf } from "./options.ts";

/** The dtypes a constant can have. */
const DTYPES: readonly DType[] = DTYPE_NAMES.filter((it) => it !== "string" && it !== "complex64");

/** A tensor with `value` everywhere. */
function filled(where: string, shape: Shape, dtype: DType, value: number): Tensor {
  checkDType(where, dtype, DTYPES);
  const type = aval(dtype, shape);
  const values = convertStorage(Float64Array.of(value), "float64", dtype) as Float32Array;
  const host = newStorage(dtype, type.size) as Float32Array;
  return leaf(value === 0 ? host : host.fill(values[0]!), type);
}

/** Zeros, of any dtype of numbers or truth values. */
export class Zeros extends Initializer {
  /** Takes no options. */
  constructor(options: Record<never, never> = {}) {
    super();
    checkNone("Zeros", options);
  }

  /** A tensor of the given shape and dtype. */
  override call(shape: Shape, dtype: DType): Tensor {
    return filled("Zeros", shape, dtype, 0);
  }
}

/** Ones, of any dtype of numbers or truth values. */
export class Ones extends Initializer {
  /** Takes no options. */
  constructor(options: Record<never, never> = {}) {
    super();
    checkNone("Ones", options);
  }

  /** A tensor of the given shape and dtype. */
  override call(shape: Shape, dtype: DType): Tensor {
    return filled("Ones", shape, dtype, 1);
  }
}

function checkNone(where: string, options: unknown): void {
  if (isPlainObject(options) && Object.keys(options).length === 0) return;
  throw new TypeError(`${where}: expected no options, received ${formatValue(options)}`);
}

/** Option of {@linkcode Constant}. */
export interface ConstantOptions {
  /** A number, or as many numbers as the weight has, in row-major order; default 0. */
  value?: TensorLike;
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

  /** The value, or an object with it. */
  constructor(value: TensorLike | ConstantOptions = 0) {
    super();
    if (isPlainObject(value)) checkInitializerOptions("Constant", value, ["value"]);
    const given = isPlainObject(value) ? (value as ConstantOptions).value ?? 0 : value;
    const tensor = asTensor("Constant", given as TensorLike);
    this.#dtype = checkDType("Constant", tensor.dtype, DTYPES);
    this.#shape = tensor.shape;
    const values = tensor.numpy();
    this.#values = values.data as Storage;
    this.#given = typeof given === "number" ? given : values.toArray();
  }

  /** The options that make an equal initializer. */
  override getConfig(): InitializerConfig {
    return { value: this.#given };
  }

  /** A tensor of the given shape and dtype. */
  override call(shape: Shape, dtype: DType): Tensor {
    const made = checkDType("Constant", dtype, DTYPES);
    const isWhole = isInteger(this.#dtype) || isInteger(made);
    // Numbers may become numbers of another kind if nothing of them is lost.
    if (
      made !== this.#dtype &&
      (made === "bool" || this.#dtype === "bool" || (isWhole && !this.#fits(made)))
    ) {
      throw new TypeError(
        `Constant: expected a value of dtype ${dtype}, received value=${formatValue(this.#given)}`,
      );
    }
    if (this.#shape.length === 0) return filled("Constant", shape, dtype, Number(this.#values[0]));
    if (this.#values.length !== sizeOf(shape)) {
      throw new TypeError(
        `Constant: expected a number or ${sizeOf(shape)} values for a weight of shape ${
          formatShape(shape)
        }, received a value of shape ${formatShape(this.#shape)}`,
      );
    }
    return leaf(convertStorage(this.#values, this.#dtype, made), aval(made, shape));
  }

  /** Whether the values are the same in another dtype. */
  #fits(dtype: DType): boolean {
    const there = convertStorage(this.#values, this.#dtype, dtype);
    const back = convertStorage(there, dtype, this.#dtype);
    return Array.from(back as ArrayLike<unknown>).every((it, i) => Object.is(it, this.#values[i]));
  }
}

/** Option of {@linkcode Identity}. */
export interface IdentityOptions {
  /** Factor of the matrix; default 1. */
  gain?: number;
}

/**
 * `gain` on the diagonal of a matrix, square or not, and zeros elsewhere.
 *
 * @throws {RangeError} for a gain that is not finite
 * @throws {TypeError} when called for anything but a matrix of numbers
 */
export class Identity extends Initializer {
  readonly #gain: number;

  /** Takes the options. */
  constructor(options: IdentityOptions = {}) {
    super();
    checkInitializerOptions("Identity", options, ["gain"]);
    this.#gain = checkFloat32("Identity", "gain", options.gain ?? 1);
  }

  /** The options that make an equal initializer. */
  override getConfig(): InitializerConfig {
    return { gain: this.#gain };
  }

  /** A tensor of the given shape and dtype. */
  override call(shape: Shape, dtype: DType): Tensor {
    const [rows, columns] = shape;
    if (rows === undefined || columns === undefined || shape.length > 2) {
      throw new TypeError(`Identity: expected a matrix, received shape=${formatShape(shape)}`);
    }
    const made = checkDType("Identity", dtype, DTYPES.filter((it) => it !== "bool"));
    if (isInteger(made)) checkInteger("Identity", "gain", this.#gain);
    const values = new Float64Array(rows * columns);
    for (let i = 0; i < Math.min(rows, columns); i++) values[i * columns + i] = this.#gain;
    return leaf(convertStorage(values, "float64", made), aval(made, shape));
  }
}
