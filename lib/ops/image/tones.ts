/**
 * Brightness curves and television's colours: `tf.image.adjustGamma`, `rgbToYiq`, `yiqToRgb`,
 * `rgbToYuv`, `yuvToRgb`.
 *
 * @module
 */
import { isFloating } from "../../arrays/dtypes.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { matmul } from "../../primitives/linalg/matmul.ts";
import { multiply } from "../../primitives/math/arithmetic.ts";
import { pow } from "../../primitives/math/power.ts";
import { requireDType } from "../../primitives/support/infer.ts";
import { aval } from "../../tensor/aval.ts";
import { fromFloat64 } from "../../tensor/host_map.ts";
import type { ScalarLike, TensorLike } from "../../tensor/like.ts";
import { internally } from "../../tensor/state.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import { checkFinite } from "../../errors/checks.ts";
import { asTensor } from "../as_tensor.ts";
import { bind, type Operation } from "../bind.ts";
import { asScalar } from "../numbers.ts";
import { inFloats, requireChannels } from "./color.ts";

/** Arguments of {@linkcode adjustGamma}. */
export interface AdjustGammaArguments {
  /** Images. */
  image: TensorLike;
  /** The exponent, >= 0; default 1. */
  gamma?: ScalarLike;
  /** What the power is multiplied by; default 1. */
  gain?: ScalarLike;
}

/**
 * `gain image^gamma` on the scale of 0 to 1; whole numbers stay within their type.
 *
 * @throws {TypeError} for images that are no real numbers.
 * @throws {RangeError} for a plain number `gamma` below 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.image.adjustGamma([0, 0.5, 1], 2).numpy().toArray(), [0, 0.25, 1]);
 * ```
 */
export const adjustGamma: Operation<AdjustGammaArguments, ["image", "gamma", "gain"], Tensor> =
  bind("tf.image.adjustGamma", ["image", "gamma", "gain"], 1, (image, gamma = 1, gain = 1) => {
    const where = "tf.image.adjustGamma";
    if (typeof gamma === "number") checkFinite(where, "gamma", gamma, { min: 0 });
    return inFloats(where, asTensor(where, image), (x) => {
      const power = pow(x, asScalar(where, "gamma", gamma, x.dtype));
      return multiply(asScalar(where, "gain", gain, x.dtype), power);
    });
  });

/** Arguments of the colours of television. */
export interface TelevisionArguments {
  /** Images of floats whose last axis holds the three channels. */
  images: TensorLike;
}

/** A change to other colours. */
export type TelevisionOperation = Operation<TelevisionArguments, ["images"], Tensor>;

/** Enters the product of colours with a matrix, whose columns give the new channels. */
function television(where: string, matrix: readonly number[]): TelevisionOperation {
  return bind(where, ["images"], 1, (images) => {
    const x = asTensor(where, images);
    requireDType(where.slice(3), x.aval, isFloating, "floats");
    requireChannels(where, x, 3);
    return internally(() => {
      const weights = leaf(
        fromFloat64(Float64Array.from(matrix), x.dtype),
        aval(x.dtype, [3, 3]),
      );
      return reshape(matmul(reshape(x, [x.size / 3, 3]), weights), x.shape);
    });
  });
}

/**
 * The colours of NTSC, `[y, i, q]`, of red, green and blue.
 *
 * @throws {TypeError} for whole numbers, and unless the last axis has 3 channels.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.image.rgbToYiq([[1, 1, 1]]).at(0, 0)), 1, 1e-6);
 * ```
 */
export const rgbToYiq: TelevisionOperation = television("tf.image.rgbToYiq", [
  ...[0.299, 0.59590059, 0.2115],
  ...[0.587, -0.27455667, -0.52273617],
  ...[0.114, -0.32134392, 0.31119955],
]);

/**
 * Red, green and blue of the colours of NTSC: the inverse of {@linkcode rgbToYiq}.
 *
 * @throws {TypeError} for whole numbers, and unless the last axis has 3 channels.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.image.yiqToRgb([[1, 0, 0]]).numpy().toArray(), [[1, 1, 1]]);
 * ```
 */
export const yiqToRgb: TelevisionOperation = television("tf.image.yiqToRgb", [
  ...[1, 1, 1],
  ...[0.95598634, -0.27201283, -1.10674021],
  ...[0.6208248, -0.64720424, 1.70423049],
]);

/**
 * The colours of PAL, `[y, u, v]`, of red, green and blue.
 *
 * @throws {TypeError} for whole numbers, and unless the last axis has 3 channels.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.image.rgbToYuv([[1, 1, 1]]).at(0, 0)), 1, 1e-6);
 * ```
 */
export const rgbToYuv: TelevisionOperation = television("tf.image.rgbToYuv", [
  ...[0.299, -0.14714119, 0.61497538],
  ...[0.587, -0.28886916, -0.51496512],
  ...[0.114, 0.43601035, -0.10001026],
]);

/**
 * Red, green and blue of the colours of PAL: the inverse of {@linkcode rgbToYuv}.
 *
 * @throws {TypeError} for whole numbers, and unless the last axis has 3 channels.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.image.yuvToRgb([[1, 0, 0]]).numpy().toArray(), [[1, 1, 1]]);
 * ```
 */
export const yuvToRgb: TelevisionOperation = television("tf.image.yuvToRgb", [
  ...[1, 1, 1],
  ...[0, -0.394642334, 2.03206185],
  ...[1.13988303, -0.58062185, 0],
]);
