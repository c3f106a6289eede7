/**
 * The namespace `tf.image`: images.
 *
 * @module
 */
export {
  adjustBrightness,
  adjustContrast,
  convertImageDtype,
  grayscaleToRgb,
  perImageStandardization,
  rgbToGrayscale,
} from "../ops/image/color.ts";
export {
  centralCrop,
  cropToBoundingBox,
  padToBoundingBox,
  resizeWithCropOrPad,
} from "../ops/image/crop.ts";
export { cropAndResize } from "../ops/image/crop_and_resize.ts";
export { imageGradients, sobelEdges, totalVariation } from "../ops/image/edges.ts";
export { flipLeftRight, flipUpDown, rot90, transpose } from "../ops/image/flip.ts";
export { adjustHue, adjustSaturation, hsvToRgb, rgbToHsv } from "../ops/image/hues.ts";
export {
  nonMaxSuppression,
  nonMaxSuppressionWithScores,
} from "../ops/image/non_max_suppression.ts";
export { extractPatches } from "../ops/image/patches.ts";
export { psnr, ssim, ssimMultiscale } from "../ops/image/quality.ts";
export {
  randomBrightness,
  randomContrast,
  randomCrop,
  randomFlipLeftRight,
  randomFlipUpDown,
  randomHue,
  randomSaturation,
} from "../random/image_ops.ts";
export { resize, resizeWithPad } from "../ops/image/resize.ts";
export {
  statelessRandomBrightness,
  statelessRandomContrast,
  statelessRandomCrop,
  statelessRandomFlipLeftRight,
  statelessRandomFlipUpDown,
  statelessRandomHue,
  statelessRandomSaturation,
} from "../random/stateless_image_ops.ts";
export { adjustGamma, rgbToYiq, rgbToYuv, yiqToRgb, yuvToRgb } from "../ops/image/tones.ts";
export { decodeGif, decodeImage } from "../io/functions/decode_any.ts";
export { decodeBmp, decodePng } from "../io/functions/decode_image.ts";
export {
  decodeAndCropJpeg,
  decodeJpeg,
  extractJpegShape,
  isJpeg,
} from "../io/functions/decode_jpeg.ts";
export { encodeJpeg } from "../io/functions/encode_jpeg.ts";
export { encodePng } from "../io/functions/encode_png.ts";
