/**
 * Rows of colours, quality, patches and random changes of `tf.image`.
 *
 * @module
 */
import * as tf from "kerasaur";
import { floats, ints, pair, type Row, row, rows } from "../row.ts";

const CLOSE = { tolerance: { atol: 1e-5, rtol: 1e-5 } };
const DRAWN = { ...CLOSE, before: () => tf.random.setSeed(7) };
const colours = () => floats([2, 4, 5, 3], 0, 1);
const large = () => floats([1, 12, 12, 2], 0, 1);
const SEED = [3, 4];

/** The rows. */
export const IMAGE_ROWS: readonly Row[] = [
  rows("image.hsvToRgb image.rgbToHsv", { images: colours() }, CLOSE),
  rows("image.rgbToYiq image.rgbToYuv image.yiqToRgb image.yuvToRgb", { images: colours() }, CLOSE),
  row("image.adjustGamma", { image: colours(), gamma: pair(2, 0.5), gain: pair(1, 0.7) }, CLOSE),
  row("image.adjustHue", { image: colours(), delta: pair(0.2, -0.3) }, CLOSE),
  row("image.adjustSaturation", { image: colours(), saturationFactor: pair(0.5, 1.2) }, CLOSE),
  rows("image.sobelEdges image.imageGradients", { image: colours() }, CLOSE),
  row("image.totalVariation", { images: colours() }, CLOSE),
  row("image.extractPatches", {
    images: colours(),
    sizes: [1, 2, 2, 1],
    strides: [1, 1, 2, 1],
    rates: [1, 2, 1, 1],
    padding: "SAME",
  }),
  row("image.psnr", { a: large(), b: floats([1, 12, 12, 2], 0, 0.5), maxVal: 1 }, CLOSE),
  row("image.ssim", {
    img1: large(),
    img2: floats([1, 12, 12, 2], 0, 0.5),
    maxVal: 1,
    filterSize: 5,
    filterSigma: 1,
    k1: 0.02,
    k2: 0.05,
    returnIndexMap: true,
  }, CLOSE),
  row("image.ssimMultiscale", {
    img1: large(),
    img2: floats([1, 12, 12, 2], 0, 0.5),
    maxVal: 1,
    powerFactors: [0.5, 0.5],
    filterSize: 5,
    filterSigma: 1,
    k1: 0.5,
    k2: 0.5,
  }, CLOSE),
  rows(
    "image.randomBrightness image.randomHue",
    { image: colours(), maxDelta: 0.3, seed: 3 },
    DRAWN,
  ),
  rows(
    "image.randomContrast image.randomSaturation",
    { image: colours(), lower: 0.5, upper: 1.5, seed: 3 },
    DRAWN,
  ),
  rows("image.randomFlipLeftRight image.randomFlipUpDown", { image: colours(), seed: 3 }, DRAWN),
  row("image.randomCrop", { value: colours(), size: [2, 2, 2, 3], seed: 3 }, DRAWN),
  rows(
    "image.statelessRandomBrightness image.statelessRandomHue",
    { image: colours(), maxDelta: 0.3, seed: SEED },
    CLOSE,
  ),
  rows(
    "image.statelessRandomContrast image.statelessRandomSaturation",
    { image: colours(), lower: 0.5, upper: 1.5, seed: SEED },
    CLOSE,
  ),
  rows(
    "image.statelessRandomFlipLeftRight image.statelessRandomFlipUpDown",
    { image: colours(), seed: SEED },
  ),
  row("image.encodeJpeg", {
    image: ints([[[1, 2, 3]]], [[[100, 2, 3]]], "uint8"),
    format: "rgb",
    quality: 90,
    progressive: true,
    optimizeSize: true,
    chromaDownsampling: false,
    densityUnit: "in",
    xDensity: 300,
    yDensity: 300,
    xmpMetadata: "",
  }),
  row("image.encodePng", {
    image: ints([[[1, 2, 3]]], [[[1, 2, 4]]], "uint8"),
    compression: 0,
  }),
  row("image.statelessRandomCrop", { value: colours(), size: [2, 2, 2, 3], seed: SEED }),
].flat();
