/**
 * Initializers without chance: zeros, ones, a constant, the identity matrix.
 *
 * @module
 */
import { checkInteger } from "../errors/checks.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import { convertToTensor, type TensorLike } from "../ops/convert.ts";
import type { DType, Shape, Tensor } from "../ops/tensor.ts";
import { checkDType, checkFloat32 } from "../random/arguments.ts";
import { toTensor } from "../random/distributions.ts";
import { Initializer, type InitializerConfig } from "./initializer.ts";
import { checkInitializerOptions, isPlainObject, sizeOf } from "./options.ts";

/** Arrays of the dtypes a constant can have. */
const ARRAYS = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;

type ConstantDType = keyof typeof ARRAYS;

const DTYPES: readonly ConstantDType[] = ["float32", "int32", "bool"];

/** A tensor with `value` everywhere. */
function filled(where: string, shape: Shape, dtype: DType, value: number): Tensor {
  const Values = ARRAYS[checkDType(where, dtype, DTYPES)];
  const values = new Values(sizeOf(shape));
  return toTensor(value === 0 ? values : values.fill(value), shape, dtype);
}

/** Zeros, of dtype float32, int32 or bool. */
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

/** Ones, of dtype float32, int32 or bool. */
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
  readonly #values: ArrayLike<number>;
  readonly #dtype: ConstantDType;
  readonly #shape: Shape;
  readonly #given: unknown;

  /** The value, or an object with it. */
  constructor(value: TensorLike | ConstantOptions = 0) {
    super();
    if (isPlainObject(value)) checkInitializerOptions("Constant", value, ["value"]);
    const given = isPlainObject(value) ? (value as ConstantOptions).value ?? 0 : value;
    const tensor = convertToTensor("Constant", given as TensorLike);
    this.#dtype = checkDType("Constant", tensor.dtype, DTYPES);
    this.#shape = tensor.shape;
    this.#values = tensor.dataSync().slice();
    this.#given = typeof given === "number" ? given : tensor.arraySync();
  }

  /** The options that make an equal initializer. */
  override getConfig(): InitializerConfig {
    return { value: this.#given };
  }

  /** A tensor of the given shape and dtype. */
  override call(shape: Shape, dtype: DType): Tensor {
    const made = checkDType("Constant", dtype, DTYPES);
    // Whole numbers may become floats; nothing else changes its kind.
    if (made !== this.#dtype && !(made === "float32" && this.#dtype === "int32")) {
      throw new TypeError(
        `Constant: expected a value of dtype ${dtype}, received value=${formatValue(this.#given)}`,
      );
    }
    if (this.#shape.length === 0) return filled("Constant", shape, dtype, this.#values[0]!);
    if (this.#values.length !== sizeOf(shape)) {
      throw new TypeError(
        `Constant: expected a number or ${sizeOf(shape)} values for a weight of shape ${
          formatShape(shape)
        }, received a value of shape ${formatShape(this.#shape)}`,
      );
    }
    return toTensor(ARRAYS[made].from(this.#values), shape, dtype);
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
 * @throws {TypeError} when called for anything but a matrix of float32 or int32
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
    const made = checkDType("Identity", dtype, ["float32", "int32"]);
    if (made === "int32") checkInteger("Identity", "gain", this.#gain);
    const values = new ARRAYS[made](rows * columns);
    for (let i = 0; i < Math.min(rows, columns); i++) values[i * columns + i] = this.#gain;
    return toTensor(values, shape, dtype);
  }
}
