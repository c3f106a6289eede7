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
export { flipLeftRight, flipUpDown, rot90, transpose } from "../ops/image/flip.ts";
export {
  nonMaxSuppression,
  nonMaxSuppressionWithScores,
} from "../ops/image/non_max_suppression.ts";
export { resize, resizeWithPad } from "../ops/image/resize.ts";
