/**
 * Random orthogonal matrices, as recurrent layers start from.
 *
 * @module
 */
import { formatShape } from "../errors/format.ts";
import type { DType } from "../arrays/dtypes.ts";
import type { Shape } from "../tensor/aval.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { checkDType, checkFloat32 } from "../random/arguments.ts";
import { toTensor } from "../random/distributions.ts";
import { drawNormal } from "../random/draw.ts";
import type { InitializerConfig } from "./initializer.ts";
import { checkInitializerOptions, sizeOf } from "./options.ts";
import { orthogonalFactor } from "./qr.ts";
import { RandomInitializer, type SeedOptions } from "./random_initializer.ts";

/** Options of {@linkcode Orthogonal}. */
export interface OrthogonalOptions extends SeedOptions {
  /** Factor of the matrix; default 1. */
  gain?: number;
}

/**
 * The orthogonal factor of a matrix of normal numbers. A weight of more than two dimensions is a
 * matrix of its last dimension's columns; with fewer rows than columns the rows are orthogonal.
 *
 * @throws {RangeError} for a gain that is not finite
 * @throws {TypeError} when called for fewer than two dimensions
 */
export class Orthogonal extends RandomInitializer {
  readonly #gain: number;

  /** Takes the options. */
  constructor(options: OrthogonalOptions = {}) {
    checkInitializerOptions(new.target.name, options, ["gain", "seed"]);
    super(options);
    this.#gain = checkFloat32(this.className, "gain", options.gain ?? 1);
  }

  /** The options that make an equal initializer. */
  override getConfig(): InitializerConfig {
    return { gain: this.#gain, ...super.getConfig() };
  }

  /** A tensor of the given shape and dtype. */
  override call(shape: Shape, dtype: DType): Tensor {
    if (shape.length < 2) {
      throw new TypeError(
        `${this.className}: expected at least two dimensions, received shape=${formatShape(shape)}`,
      );
    }
    checkDType(this.className, dtype, ["float32"]);
    const columns = shape.at(-1)!;
    const rows = sizeOf(shape.slice(0, -1));
    const [long, short] = [Math.max(rows, columns), Math.min(rows, columns)];
    const normals = drawNormal(this.source(), long * short, { mean: 0, stddev: 1 });
    const q = orthogonalFactor(normals, long, short);
    const gain = Math.fround(this.#gain);
    const values = new Float32Array(q.length);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        values[i * columns + j] = gain * q[rows < columns ? j * rows + i : i * columns + j]!;
      }
    }
    return toTensor(values, shape, dtype);
  }
}
