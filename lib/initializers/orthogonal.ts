/**
 * Random orthogonal matrices, as recurrent layers start from.
 *
 * @module
 */
import type { DType } from "../arrays/dtypes.ts";
import { fromCaller } from "../errors/caller.ts";
import { formatShape } from "../errors/format.ts";
import { type Arguments, boundValues } from "../ops/bind.ts";
import { checkDType, checkFloat } from "../random/arguments.ts";
import { drawNormal, type Source } from "../random/draw.ts";
import { ROUND } from "../random/rounding.ts";
import { type Shape, sizeOf } from "../tensor/aval.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { InitializerConfig } from "./initializer.ts";
import { orthogonalFactor } from "./qr.ts";
import { RandomInitializer, type SeedOptions } from "./random_initializer.ts";

/** Arguments of {@linkcode Orthogonal}. */
export interface OrthogonalOptions extends SeedOptions {
  /** Factor of the matrix; default 1. */
  gain?: number | null;
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

  /**
   * Takes the options.
   *
   * @param args Gain and seed.
   */
  constructor(...args: Arguments<OrthogonalOptions, ["gain", "seed"]>) {
    const where = new.target.name;
    const checked = fromCaller(new.target, () => {
      const [gain, seed] = boundValues<OrthogonalOptions, ["gain", "seed"]>(
        where,
        ["gain", "seed"],
        0,
        args,
      );
      return { gain: checkFloat(where, "gain", gain ?? 1), seed: seed ?? null };
    });
    super({ seed: checked.seed });
    this.#gain = checked.gain;
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
    const type = checkDType(this.className, dtype, ["float32", "float64"]);
    return this.drawn(shape, type, (source) => this.#draw(source, shape, type));
  }

  #draw(source: Source, shape: Shape, dtype: "float32" | "float64"): Float32Array | Float64Array {
    const columns = shape.at(-1)!;
    const rows = sizeOf(shape.slice(0, -1));
    const [long, short] = [Math.max(rows, columns), Math.min(rows, columns)];
    const normals = drawNormal(source, long * short, { mean: 0, stddev: 1 }, dtype);
    const q = orthogonalFactor(normals, long, short);
    const gain = ROUND[dtype](this.#gain);
    const values = q.slice();
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        values[i * columns + j] = gain * q[rows < columns ? j * rows + i : i * columns + j]!;
      }
    }
    return values;
  }
}
