/**
 * How exact primitives of neural networks and images are.
 *
 * @module
 */
import type { Precision } from "../../support/tolerances.ts";

const PRODUCTS: Precision = { ulps: 8, of: "largest", anyZero: true };
const DIFFERENCES: Precision = { ulps: 4, of: "largest", anyZero: true };

const rows = (names: readonly string[], precision: Precision): Record<string, Precision> =>
  Object.fromEntries(names.map((name) => [name, precision]));

const CONVOLUTIONS = ["nn.conv2d", "nn.conv3d", "nn.depthwiseConv2d"]
  .flatMap((name) => [name, `${name}BackpropInput`, `${name}BackpropFilter`]);

const POOLS = ["2d", "3d"].flatMap((dims) => [
  `nn.avgPool${dims}`,
  `nn.avgPool${dims}Grad`,
  `nn.maxPool${dims}Grad`,
]);

const RESIZINGS = [
  "resizeArea",
  "resizeBicubic",
  "resizeBilinear",
  "resizeNearestNeighbor",
  "scaleAndTranslate",
].flatMap((name) => [`image.${name}`, `image.${name}Grad`])
  .filter((name) => name !== "image.resizeBilinear" && name !== "image.resizeNearestNeighbor");

/** Primitives that are less exact than others, by name. */
export const NN_PRECISIONS: Readonly<Record<string, Precision>> = {
  ...rows([...CONVOLUTIONS, ...POOLS, ...RESIZINGS], PRODUCTS),
  "nn.ctcLossGrad": DIFFERENCES,
  "nn.batchNorm": DIFFERENCES,
  "nn.gru": PRODUCTS,
  "nn.layerNorm": DIFFERENCES,
  "nn.localResponseNormalization": DIFFERENCES,
  "nn.lstm": PRODUCTS,
  "nn.softmaxCrossEntropyWithLogitsGrad": DIFFERENCES,
  "nn.sparseSoftmaxCrossEntropyWithLogitsGrad": DIFFERENCES,
};
