/**
 * Initializers whose variance depends on how many inputs and outputs a weight connects.
 *
 * @module
 */
import type { DType, StorageOf } from "../arrays/dtypes.ts";
import { fromCaller } from "../errors/caller.ts";
import { checkInteger, checkOneOf } from "../errors/checks.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import { type Arguments, boundValues } from "../ops/bind.ts";
import { checkDType } from "../random/arguments.ts";
import { drawNormal, drawTruncatedNormal, type Source } from "../random/draw.ts";
import { getProfile } from "../random/profile.ts";
import { FLOAT_DTYPES, type FloatDType } from "../random/rounding.ts";
import { type Shape, sizeOf } from "../tensor/aval.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { InitializerConfig } from "./initializer.ts";
import { checkPositive, toOptions } from "./options.ts";
import { RandomInitializer, type SeedOptions } from "./random_initializer.ts";

/** Axes of a weight that count as inputs and as outputs. */
export interface FanAxes {
  /** Axes (from 0, or negative from the end) whose product is the fan-in. */
  inputAxes?: readonly number[] | null;
  /** Axes (from 0, or negative from the end) whose product is the fan-out. */
  outputAxes?: readonly number[] | null;
}

/**
 * The numbers of inputs and outputs of a weight: 1 and 1 for a scalar, `n` and `n` for a vector,
 * rows and columns for a matrix; for a kernel of shape `(..., inputs, outputs)` both times the
 * product of the dimensions before them. With both kinds of axes given, their products.
 *
 * @throws {RangeError} for an axis the shape does not have
 */
export function computeFans(shape: Shape, axes: FanAxes = {}): [fanIn: number, fanOut: number] {
  const { inputAxes = null, outputAxes = null } = axes;
  if (inputAxes !== null && outputAxes !== null) {
    const rank = shape.length;
    const pick = (name: string, list: readonly number[]) =>
      sizeOf(list.map((axis) => {
        checkInteger("computeFans", name, axis, { min: -rank, max: rank - 1 });
        return shape.at(axis)!;
      }));
    return [pick("inputAxes", inputAxes), pick("outputAxes", outputAxes)];
  }
  const outer = shape.at(-1) ?? 1;
  const inner = shape.at(-2) ?? outer;
  const field = sizeOf(shape.slice(0, -2));
  return [inner * field, outer * field];
}

/** Which number of units the variance is divided by. */
export type FanMode = "fan_in" | "fan_out" | "fan_avg";

/** Distributions of {@linkcode VarianceScaling}; `"normal"` is Keras 1's name of the first. */
export type ScalingDistribution = "truncated_normal" | "untruncated_normal" | "uniform" | "normal";

/** Arguments of {@linkcode VarianceScaling}. */
export interface VarianceScalingOptions extends SeedOptions, FanAxes {
  /** Factor of the variance, > 0; default 1. */
  scale?: number | null;
  /** Default `"fan_in"`. */
  mode?: FanMode | null;
  /** Default `"truncated_normal"`. */
  distribution?: ScalingDistribution | null;
}

const MODES: readonly FanMode[] = ["fan_in", "fan_out", "fan_avg"];
const DISTRIBUTIONS: readonly ScalingDistribution[] = [
  "truncated_normal",
  "untruncated_normal",
  "uniform",
  "normal",
];
const NAMES = ["scale", "mode", "distribution", "seed", "inputAxes", "outputAxes"] as const;

/** Standard deviation of a standard normal truncated at 2. */
const TRUNCATED_STDDEV = 0.87962566103423978;

/**
 * Values of mean 0 and variance `scale / n`, where `n` is the number of inputs (`fan_in`), of
 * outputs (`fan_out`) or their mean (`fan_avg`), at least 1.
 *
 * @throws {RangeError} for `scale <= 0`, an unknown mode or distribution
 */
export class VarianceScaling extends RandomInitializer {
  readonly #scale: number;
  readonly #mode: FanMode;
  readonly #distribution: Exclude<ScalingDistribution, "normal">;
  readonly #axes: FanAxes;

  /**
   * Takes the options.
   *
   * @param args Scale, mode, distribution, seed and axes.
   */
  constructor(...args: Arguments<VarianceScalingOptions, typeof NAMES>) {
    const where = new.target.name;
    const checked = fromCaller(new.target, () => {
      const [scale, mode, distribution, seed, inputAxes, outputAxes] = boundValues<
        VarianceScalingOptions,
        typeof NAMES
      >(where, NAMES, 0, args);
      const name = distribution ?? "truncated_normal";
      const known = checkOneOf(where, "distribution", name, DISTRIBUTIONS);
      return {
        scale: checkPositive(where, "scale", scale ?? 1),
        mode: checkOneOf(where, "mode", mode ?? "fan_in", MODES),
        distribution: known === "normal" ? "truncated_normal" : known,
        axes: checkAxes(where, { inputAxes: inputAxes ?? null, outputAxes: outputAxes ?? null }),
        seed: seed ?? null,
      } as const;
    });
    super({ seed: checked.seed });
    this.#scale = checked.scale;
    this.#mode = checked.mode;
    this.#distribution = checked.distribution;
    this.#axes = checked.axes;
  }

  /** The options that make an equal initializer. */
  override getConfig(): InitializerConfig {
    return {
      scale: this.#scale,
      mode: this.#mode,
      distribution: this.#distribution,
      ...this.sharedConfig(),
    };
  }

  /** The part of the configuration that subclasses with a fixed scale have too. */
  protected sharedConfig(): InitializerConfig {
    const { inputAxes, outputAxes } = this.#axes;
    return {
      ...super.getConfig(),
      ...(inputAxes || getProfile() === "keras3"
        ? { input_axes: inputAxes ?? null, output_axes: outputAxes ?? null }
        : {}),
    };
  }

  /**
   * The same initializer, its seed included, for a weight whose axes of inputs and outputs are known;
   * itself if it was given axes.
   *
   * @internal
   */
  withAxes(inputAxes: readonly number[], outputAxes: readonly number[]): this {
    if (this.#axes.inputAxes) return this;
    const Class = this.constructor as new (options: Record<string, unknown>) => this;
    const seed = this.effectiveSeed;
    return new Class({ ...toOptions(this.getConfig()), seed, inputAxes, outputAxes });
  }

  /** A tensor of the given shape and dtype. */
  override call(shape: Shape, dtype: DType): Tensor {
    const type = checkDType<FloatDType>(this.className, dtype, FLOAT_DTYPES);
    const scale = this.#scale / Math.max(1, this.#units(shape));
    if (this.#distribution === "uniform") {
      const limit = Math.sqrt(3 * scale);
      return this.drawnUniform(shape, type, -limit, limit);
    }
    return this.drawn(shape, type, (source, size) => this.#draw(source, size, scale, type));
  }

  /** The normals; the arithmetic keeps Keras's order, which the last bit depends on. */
  #draw(source: Source, size: number, scale: number, dtype: FloatDType): StorageOf[FloatDType] {
    const stddev = Math.sqrt(scale);
    return this.#distribution === "untruncated_normal"
      ? drawNormal(source, size, { mean: 0, stddev }, dtype)
      : drawTruncatedNormal(source, size, { mean: 0, stddev: stddev / TRUNCATED_STDDEV }, dtype);
  }

  #units(shape: Shape): number {
    const [fanIn, fanOut] = computeFans(shape, this.#axes);
    if (this.#mode === "fan_in") return fanIn;
    return this.#mode === "fan_out" ? fanOut : (fanIn + fanOut) / 2;
  }
}

/** Axes of inputs and outputs: both, or none. */
function checkAxes(where: string, { inputAxes = null, outputAxes = null }: FanAxes): FanAxes {
  for (const [name, axes] of Object.entries({ inputAxes, outputAxes })) {
    if (axes === null || Array.isArray(axes)) continue;
    throw new TypeError(
      `${where}: expected ${name} to be an array of axes, received ${name}=${formatValue(axes)}`,
    );
  }
  if ((inputAxes === null) !== (outputAxes === null)) {
    throw new TypeError(
      `${where}: expected both inputAxes and outputAxes or neither, received inputAxes=${
        inputAxes && formatShape(inputAxes)
      }, outputAxes=${outputAxes && formatShape(outputAxes)}`,
    );
  }
  return { inputAxes, outputAxes };
}
