/**
 * How alike images are: `tf.image.psnr`, `tf.image.ssim`, `tf.image.ssimMultiscale`.
 *
 * @module
 */
import { formatShape, formatValue } from "../../errors/format.ts";
import { mirrorPad } from "../../primitives/array/mirror_pad.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { add, divide, multiply, square, subtract } from "../../primitives/math/arithmetic.ts";
import { squaredDifference } from "../../primitives/math/arithmetic.ts";
import { log } from "../../primitives/math/exponential.ts";
import { pow } from "../../primitives/math/power.ts";
import { relu } from "../../primitives/math/rectifiers.ts";
import { avgPool2d } from "../../primitives/nn/avg_pool.ts";
import { depthwiseConv2d } from "../../primitives/nn/convolution.ts";
import { reduceMean } from "../../primitives/reduction/reduce_mean.ts";
import { aval, sameShape } from "../../tensor/aval.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { asOperands } from "../as_tensor.ts";
import { bind, type Operation } from "../bind.ts";
import { asInteger } from "../integers.ts";
import { numberOr } from "../numbers.ts";
import { DTYPES, isFloating } from "../../arrays/dtypes.ts";
import { checkFinite } from "../../errors/checks.ts";
import { converted } from "./color.ts";

/** Pairs of images as floats, and the largest number they may have. */
interface Pair {
  readonly a: Tensor;
  readonly b: Tensor;
  readonly most: number;
}

function pairOf(where: string, first: TensorLike, second: TensorLike, maxVal: unknown): Pair {
  const [a, b] = asOperands(where, first, second);
  if (a.rank < 3 || !sameShape(a.shape, b.shape) || a.dtype !== b.dtype) {
    throw new TypeError(
      `${where}: expected images of one shape [..., height, width, channels] and dtype, received ${a.dtype} ${
        formatShape(a.shape)
      } and ${b.dtype} ${formatShape(b.shape)}`,
    );
  }
  const given = checkFinite(where, "maxVal", maxVal);
  const most = isFloating(a.dtype) ? given : given / Number(DTYPES[a.dtype].max);
  const float = (x: Tensor) => converted(where, x, "float32", false);
  return { a: float(a), b: float(b), most };
}

/** Arguments of {@linkcode psnr}. */
export interface PsnrArguments extends Named {
  /** Images `[..., height, width, channels]`. */
  a: TensorLike;
  /** Images of the same shape and dtype. */
  b: TensorLike;
  /** The distance from the smallest to the largest number there may be, 255 or 1. */
  maxVal: number;
}

/**
 * The peak signal-to-noise ratio in decibel, `20 log10(maxVal) - 10 log10(mean((a - b)^2))`, `[...]`
 * of float32; infinite for equal images.
 *
 * @throws {TypeError} unless both are images of one shape and dtype.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const y = tf.image.psnr(tf.ones([4, 4, 3]), tf.fill([4, 4, 3], 0.9), 1);
 * assertAlmostEquals(Number(y), 20, 1e-4);
 * ```
 */
export const psnr: Operation<PsnrArguments, ["a", "b", "maxVal", "name"], Tensor> = bind(
  "tf.image.psnr",
  ["a", "b", "maxVal", "name"],
  3,
  (a, b, maxVal) =>
    internally(() => {
      const it = pairOf("tf.image.psnr", a, b, maxVal);
      const { rank } = it.a;
      const error = reduceMean(squaredDifference(it.a, it.b), [rank - 3, rank - 2, rank - 1]);
      return subtract(
        scalar(20 * Math.log10(it.most), "float32"),
        multiply(scalar(10 / Math.LN10, "float32"), log(error)),
      );
    }),
);

/** Arguments of {@linkcode ssim}. */
export interface SsimArguments {
  /** Images `[..., height, width, channels]`. */
  img1: TensorLike;
  /** Images of the same shape and dtype. */
  img2: TensorLike;
  /** The distance from the smallest to the largest number there may be, 255 or 1. */
  maxVal: number;
  /** Height and width of the Gaussian filter, at most those of the images; default 11. */
  filterSize?: number;
  /** Its standard deviation; default 1.5. */
  filterSigma?: number;
  /** Steadies the comparison of means; default 0.01. */
  k1?: number;
  /** Steadies the comparison of variances; default 0.03. */
  k2?: number;
  /** Whether to give the value at each place, not their mean; default false. */
  returnIndexMap?: boolean;
}

/** Arguments of {@linkcode ssimMultiscale}. */
export interface SsimMultiscaleArguments extends Omit<SsimArguments, "returnIndexMap"> {
  /** Exponents of the scales, from the finest on; default that of the method's authors. */
  powerFactors?: readonly number[];
}

/** Numbers of a comparison. */
interface Constants {
  readonly size: number;
  readonly sigma: number;
  readonly k1: number;
  readonly k2: number;
}

function constantsOf(
  where: string,
  filterSize: unknown,
  filterSigma: unknown,
  k1: unknown,
  k2: unknown,
): Constants {
  return {
    size: asInteger(where, "filterSize", filterSize ?? 11, { min: 1 }),
    sigma: numberOr(where, "filterSigma", filterSigma, 1.5),
    k1: numberOr(where, "k1", k1, 0.01),
    k2: numberOr(where, "k2", k2, 0.03),
  };
}

/** The Gaussian filter for each of some channels. */
function gaussian({ size, sigma }: Constants, channels: number): Tensor {
  const line = Array.from(
    { length: size },
    (_, i) => Math.exp(-0.5 * ((i - (size - 1) / 2) / sigma) ** 2),
  );
  const sum = line.reduce((total, x) => total + x, 0);
  const weights = line.flatMap((x) => line.flatMap((y) => new Array(channels).fill(x * y)));
  return leaf(
    Float32Array.from(weights, (x: number) => x / (sum * sum)),
    aval("float32", [size, size, channels, 1]),
  );
}

/** The comparisons of means and of variances at each place. */
function compared(
  where: string,
  { a, b, most }: Pair,
  constants: Constants,
): readonly [whole: Tensor, contrast: Tensor] {
  const [height, width, channels] = a.shape.slice(-3) as [number, number, number];
  const { size, k1, k2 } = constants;
  if (height < size || width < size) {
    throw new TypeError(
      `${where}: expected images of at least filterSize=${size} rows and columns, received ${height} and ${width}`,
    );
  }
  const filter = gaussian(constants, channels);
  const blurred = (x: Tensor): Tensor => {
    const outer = x.shape.slice(0, -3);
    const flat = reshape(x, [
      outer.reduce((product, dim) => product * dim, 1),
      ...x.shape.slice(-3),
    ]);
    const attrs = { strides: [1, 1], dilations: [1, 1], padding: "VALID" } as const;
    const result = depthwiseConv2d.forward(flat, filter, attrs);
    return reshape(result, [...outer, ...result.shape.slice(1)]);
  };
  const number = (x: number) => scalar(x, "float32");
  const [c1, c2] = [number((k1 * most) ** 2), number((k2 * most) ** 2)];
  const [meanA, meanB] = [blurred(a), blurred(b)];
  const num0 = multiply(multiply(meanA, meanB), number(2));
  const den0 = add(square(meanA), square(meanB));
  const luminance = divide(add(num0, c1), add(den0, c1));
  const num1 = multiply(blurred(multiply(a, b)), number(2));
  const den1 = blurred(add(square(a), square(b)));
  const contrast = divide(add(subtract(num1, num0), c2), add(subtract(den1, den0), c2));
  return [multiply(luminance, contrast), contrast];
}

/** The mean over rows and columns. */
const overPlaces = (x: Tensor): Tensor => reduceMean(x, [x.rank - 3, x.rank - 2]);

/**
 * Structural similarity, `[...]` of float32 from -1 to 1: how alike means and variances are in the
 * window of a Gaussian filter at each place.
 *
 * @throws {TypeError} unless both are images of one shape and dtype, no smaller than the filter.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.ones([2, 16, 16, 3]);
 * assertEquals(tf.image.ssim(x, x, 1).numpy().toArray(), [1, 1]);
 * ```
 */
export const ssim: Operation<
  SsimArguments,
  ["img1", "img2", "maxVal", "filterSize", "filterSigma", "k1", "k2", "returnIndexMap"],
  Tensor
> = bind(
  "tf.image.ssim",
  ["img1", "img2", "maxVal", "filterSize", "filterSigma", "k1", "k2", "returnIndexMap"],
  3,
  (img1, img2, maxVal, filterSize, filterSigma, k1, k2, returnIndexMap = false) => {
    const where = "tf.image.ssim";
    return internally(() => {
      const pair = pairOf(where, img1, img2, maxVal);
      const constants = constantsOf(where, filterSize, filterSigma, k1, k2);
      const [whole] = compared(where, pair, constants);
      const places = returnIndexMap ? whole : overPlaces(whole);
      return reduceMean(places, [places.rank - 1]);
    });
  },
);

/** Images of half the size; odd ones get their last row or column once more. */
function halved(x: Tensor): Tensor {
  const [height, width, channels] = x.shape.slice(-3) as [number, number, number];
  const outer = x.shape.slice(0, -3);
  const flat = reshape(x, [
    outer.reduce((product, dim) => product * dim, 1),
    height,
    width,
    channels,
  ]);
  const even = mirrorPad(flat, [[0, 0], [0, height % 2], [0, width % 2], [0, 0]], 0);
  const size = [2, 2];
  const result = avgPool2d(even, {
    window: size,
    strides: size,
    padding: "VALID",
  });
  return reshape(result, [...outer, ...result.shape.slice(1)]);
}

/** The exponents of scales, checked. */
function powersOf(where: string, given: unknown): readonly number[] {
  if (Array.isArray(given) && given.length > 0) {
    return Array.from(given, (it, i) => checkFinite(where, `powerFactors[${i}]`, it));
  }
  throw new TypeError(
    `${where}: expected powerFactors to be an array of numbers, received powerFactors=${
      formatValue(given)
    }`,
  );
}

const POWERS: readonly number[] = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333];

/**
 * Structural similarity over several scales, each of half the size of the one before: the product of
 * the comparisons of variances, and of {@linkcode ssim} on the last one, each to a power.
 *
 * @throws {TypeError} unless both are images of one shape and dtype, at the last scale no smaller
 * than the filter.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.ones([2, 16, 16, 3]);
 * const y = tf.image.ssimMultiscale(x, x, 1, { powerFactors: [0.5, 0.5], filterSize: 5 });
 * assertEquals(y.numpy().toArray(), [1, 1]);
 * ```
 */
export const ssimMultiscale: Operation<
  SsimMultiscaleArguments,
  ["img1", "img2", "maxVal", "powerFactors", "filterSize", "filterSigma", "k1", "k2"],
  Tensor
> = bind(
  "tf.image.ssimMultiscale",
  ["img1", "img2", "maxVal", "powerFactors", "filterSize", "filterSigma", "k1", "k2"],
  3,
  (img1, img2, maxVal, powerFactors = POWERS, filterSize, filterSigma, k1, k2) => {
    const where = "tf.image.ssimMultiscale";
    return internally(() => {
      const powers = powersOf(where, powerFactors);
      const constants = constantsOf(where, filterSize, filterSigma, k1, k2);
      let pair = pairOf(where, img1, img2, maxVal);
      const factors = powers.map((power, scale) => {
        if (scale > 0) pair = { ...pair, a: halved(pair.a), b: halved(pair.b) };
        const [whole, contrast] = compared(where, pair, constants);
        const last = scale === powers.length - 1;
        return pow(relu(overPlaces(last ? whole : contrast)), scalar(power, "float32"));
      });
      const product = factors.reduce(multiply);
      return reduceMean(product, [product.rank - 1]);
    });
  },
);
