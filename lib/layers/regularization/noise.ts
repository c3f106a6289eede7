/**
 * Random numbers of layers: other ones at every call, eager and in each run of a traced function,
 * the same ones for the same seed as in Keras.
 *
 * @module
 * @internal
 */
import { formatShape, formatValue } from "../../errors/format.ts";
import { REQUIRED, type Required, row } from "../../configuration/rows.ts";
import type { Option } from "../../configuration/options.ts";
import { checkFinite, checkInteger } from "../../errors/checks.ts";
import {
  drawIntegers,
  drawNormal,
  drawUniform,
  type Limits,
  type Moments,
  type Source,
  stateful,
} from "../../random/draw.ts";
import { type FloatDType, isFloatDType } from "../../random/rounding.ts";
import { getProfile } from "../../random/profile.ts";
import { SeedGenerator } from "../../random/seed_generator.ts";
import { aval, type Shape } from "../../tensor/aval.ts";
import { draw } from "../../tensor/draw.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { zerosLike } from "../../primitives/array/fill.ts";
import { dropoutAt } from "../../primitives/nn/dropout.ts";
import { internally } from "../../tensor/state.ts";

/** The seed of a layer. */
export type Seed = number | bigint | null;

/** The shape of random numbers that are shared along some axes. */
export type NoiseShape = readonly (number | null)[] | null;

/** Where a layer's random numbers come from. */
export class Noise {
  /** Counts the calls; none where the streams of `tf.random.setSeed` do. */
  readonly generator: SeedGenerator | undefined;

  /** @param seed The layer's seed, or its generator; without one, that of the seed rules in use. */
  constructor(seed: Seed | SeedGenerator) {
    // Before Keras 3 a layer without a seed draws as TensorFlow's stateful ops do.
    const isStateful = seed === null && getProfile() !== "keras3";
    if (isStateful) this.generator = undefined;
    else this.generator = seed instanceof SeedGenerator ? seed : new SeedGenerator(seed);
  }

  get #source(): Source {
    return this.generator?.source ?? stateful();
  }

  /** Numbers from 0 to 1, excluded. */
  uniform(shape: Shape, dtype: FloatDType): Tensor {
    return this.between(shape, { minval: 0, maxval: 1 }, dtype);
  }

  /** Numbers between two limits, the upper one excluded. */
  between(shape: Shape, limits: Limits, dtype: FloatDType): Tensor {
    const type = aval(dtype, shape);
    return draw(type, () => drawUniform(this.#source, type.size, limits, dtype));
  }

  /** Whole numbers between two limits, the upper one excluded. */
  integers(shape: Shape, limits: Limits): Tensor {
    const type = aval("int64", shape);
    return draw(type, () => drawIntegers(this.#source, type.size, limits, "int64"));
  }

  /** Normal numbers. */
  normal(shape: Shape, moments: Moments, dtype: FloatDType): Tensor {
    const type = aval(dtype, shape);
    return draw(type, () => drawNormal(this.#source, type.size, moments, dtype));
  }

  /** `x / (1 - rate)` where random numbers are no smaller than the rate, else 0; 0 for rate 1. */
  dropout(label: string, x: Tensor, rate: number, shape: Shape): Tensor {
    const dtype = floatOf(label, x);
    if (rate === 1) return internally(() => zerosLike(x));
    return internally(() => dropoutAt(x, this.uniform(shape, dtype), rate));
  }
}

/** The type of a tensor's floats. */
export function floatOf(label: string, { dtype }: Tensor): FloatDType {
  if (isFloatDType(dtype)) return dtype;
  throw new TypeError(`Cannot call ${label}: expected inputs of floats, received dtype ${dtype}`);
}

/** The part that is dropped: from 0 on, below 1. */
export function rateBelowOne(): Option<number, number> {
  return row<number, number, Required>(REQUIRED, (where, name, given) => {
    const rate = checkFinite(where, name, given);
    if (rate >= 0 && rate < 1) return rate;
    throw new RangeError(
      `${where}: expected ${name} to be >= 0 and < 1, received ${name}=${formatValue(given)}`,
    );
  });
}

/** The shape of random numbers: lengths > 0, `null` for that of the inputs. */
export function noiseShape(): Option<NoiseShape, NoiseShape> {
  return row<readonly (number | null)[], readonly (number | null)[], null>(
    null,
    (where, name, given) => {
      if (!Array.isArray(given)) {
        throw new TypeError(
          `${where}: expected ${name} to be a list of lengths, received ${name}=${
            formatValue(given)
          }`,
        );
      }
      return given.map((it, i) =>
        it === null ? null : checkInteger(where, `${name}[${i}]`, it, { min: 1 })
      );
    },
  );
}

/**
 * The shape of the random numbers for an input.
 *
 * @throws {TypeError} if it does not broadcast to that of the input.
 */
export function noiseShapeFor(label: string, { shape }: Tensor, noise: NoiseShape): Shape {
  if (noise === null) return shape;
  const lead = shape.length - noise.length;
  // As in Keras, `null` is the length of the axis of its place, counted from the front.
  const dims = noise.map((it, i) => it ?? shape[i] ?? NaN);
  if (lead >= 0 && dims.every((dim, i) => dim === 1 || dim === shape[lead + i])) return dims;
  throw new TypeError(
    `Cannot call ${label}: expected inputs to whose shape noiseShape=${
      formatValue(noise)
    } broadcasts, received shape ${formatShape(shape)}`,
  );
}
