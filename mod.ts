/**
 * TensorFlow 2's Keras for Deno.
 *
 * One rule translates Python: names in camelCase; arguments by position, by name in one last object
 * of options, or both; classes are made with `new`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const net = new tf.keras.models.Sequential();
 * net.add(new tf.keras.layers.Flatten());
 * net.add(new tf.keras.layers.Dense(256, { activation: tf.nn.relu }));
 * net.add(new tf.keras.layers.Dense(10));
 *
 * const X = tf.random.uniform([2, 20]);
 * assertEquals(net(X).shape, [2, 10]);
 * ```
 *
 * @module
 */
import "./lib/start.ts";

// Types come from the modules themselves, so that `tf.keras.Model` is a type too.
// @ts-types="./lib/namespaces/all.ts"
export {
  audio,
  bitwise,
  charts,
  config,
  data,
  debugging,
  dtypes,
  image,
  io,
  keras,
  linalg,
  lookup,
  losses,
  math,
  metrics,
  nest,
  nn,
  np,
  optimizers,
  py,
  random,
  signal,
  strings,
  test,
  train,
} from "./lib/namespaces/answering.ts";
// Names of Python, which answer with ours. Types and editors know nothing of them.
// @ts-types="./lib/namespaces/no_names.ts"
export * from "./lib/namespaces/elsewhere.ts";

export { device, DeviceScope } from "./lib/devices/scope.ts";
export { tensorflowVersion as __version__ } from "./lib/display/profile.ts";
export {
  type FloatMode,
  getPrintOptions,
  type PrintOptions,
  resetPrintOptions,
  setPrintOptions,
} from "./lib/display/print_options.ts";
export { type DType, type Storage, type StorageOf } from "./lib/arrays/dtypes.ts";
export { Complex } from "./lib/arrays/dtypes.ts";
export {
  bfloat16,
  bool,
  complex64,
  double,
  float16,
  float32,
  float64,
  half,
  int16,
  int32,
  int64,
  int8,
  string,
  uint16,
  uint32,
  uint64,
  uint8,
} from "./lib/arrays/dtype_names.ts";
export {
  NdArray,
  type NdDataOf,
  type NdDType,
  type NdElement,
  type NestedElements,
} from "./lib/display/ndarray.ts";
export {
  type Constant,
  constantInitializer,
  type ConstantOptions,
  type Initializer,
  type InitializerConfig,
  type NormalInitializer,
  type Ones,
  onesInitializer,
  type RandomInitializer,
  type RandomNormal,
  randomNormalInitializer,
  type RandomNormalOptions,
  type RandomUniform,
  randomUniformInitializer,
  type RandomUniformOptions,
  type SeedOptions,
  type Zeros,
  zerosInitializer,
} from "./lib/initializers/mod.ts";
export type { Integer } from "./lib/random/mod.ts";
export type {
  SeedGenerator,
  SeedGeneratorOptions,
  SerializedSeed,
} from "./lib/namespaces/keras_random.ts";
export type { Device, EngineDevice } from "./lib/namespaces/config.ts";
export { Callable } from "./lib/objects/callable.ts";
export { Tensor } from "./lib/tensor/tensor.ts";
export type * from "./lib/namespaces/types.ts";
export type { Shape } from "./lib/tensor/aval.ts";
export type { NestedArray, TensorLike, TypedArray } from "./lib/tensor/like.ts";
export type { Operation } from "./lib/ops/bind.ts";
export type { BinaryOperation, UnaryOperation } from "./lib/ops/elementwise.ts";
export { ConcreteFunction } from "./lib/functions/concrete_function.ts";
export { function_ as function, TracedFunction } from "./lib/functions/function.ts";
export { GradientTape, type GradientTapeOptions } from "./lib/functions/gradient_tape.ts";
export { TensorShape, type TensorShapeLike } from "./lib/functions/tensor_shape.ts";
export { TensorSpec } from "./lib/functions/tensor_spec.ts";
export { Variable } from "./lib/functions/variable.ts";
export { case_ as case } from "./lib/functions/control/case.ts";
export { NameScope as nameScope } from "./lib/functions/name_scope.ts";
export { Module } from "./lib/functions/module.ts";
export { IndexedSlices } from "./lib/functions/indexed_slices.ts";

export { cond } from "./lib/functions/control/cond.ts";
export { foldl, foldr, scan } from "./lib/functions/control/fold.ts";
export { mapFn, vectorizedMap } from "./lib/functions/control/map_fn.ts";
export { switchCase } from "./lib/functions/control/switch_case.ts";
export { whileLoop } from "./lib/functions/control/while_loop.ts";
export { customGradient } from "./lib/functions/custom_gradient.ts";
export { recomputeGrad } from "./lib/functions/recompute_grad.ts";
export { booleanMask } from "./lib/ops/array/boolean_mask.ts";
export {
  broadcastDynamicShape,
  broadcastStaticShape,
  broadcastTo,
  ensureShape,
  meshgrid,
} from "./lib/ops/array/broadcast.ts";
export { concat, stack } from "./lib/ops/array/concat.ts";
export { constant, convertToTensor } from "./lib/ops/array/constant.ts";
export { dynamicPartition, dynamicStitch } from "./lib/ops/array/dynamic.ts";
export { expandDims, squeeze } from "./lib/ops/array/expand_dims.ts";
export { eye } from "./lib/ops/array/eye.ts";
export { fill, ones, onesLike, zeros, zerosLike } from "./lib/ops/array/filled.ts";
export { gather, gatherNd } from "./lib/ops/array/gather.ts";
export { identity, identityN, stopGradient } from "./lib/ops/array/identity.ts";
export {
  executingEagerly,
  insideFunction,
  isSymbolicTensor,
  isTensor,
} from "./lib/ops/array/kinds.ts";
export { linspace } from "./lib/ops/array/linspace.ts";
export { oneHot, sequenceMask } from "./lib/ops/array/one_hot.ts";
export { pad } from "./lib/ops/array/pad.ts";
export { range } from "./lib/ops/array/range.ts";
export { reshape } from "./lib/ops/array/reshape.ts";
export { reverse, reverseSequence, roll } from "./lib/ops/array/reverse.ts";
export {
  scatterNd,
  tensorScatterNdAdd,
  tensorScatterNdMax,
  tensorScatterNdMin,
  tensorScatterNdSub,
  tensorScatterNdUpdate,
} from "./lib/ops/array/scatter.ts";
export { rank, shape, shapeN, size } from "./lib/ops/array/shape.ts";
export { slice, stridedSlice } from "./lib/ops/array/slice.ts";
export { argsort, searchsorted, sort } from "./lib/ops/array/sort.ts";
export { batchToSpace, spaceToBatch, spaceToBatchNd } from "./lib/ops/array/space.ts";
export { split, unstack } from "./lib/ops/array/split.ts";
export { repeat, tile } from "./lib/ops/array/tile.ts";
export { transpose } from "./lib/ops/array/transpose.ts";
export { unique, uniqueWithCounts } from "./lib/ops/array/unique.ts";
export { einsum } from "./lib/ops/linalg/einsum.ts";
export { matmul } from "./lib/ops/linalg/matmul.ts";
export { sqrtm as matrixSquareRoot } from "./lib/ops/linalg/matrix_functions.ts";
export { tensordot } from "./lib/ops/linalg/tensordot.ts";
export { addN, scalarMul } from "./lib/ops/math/add_n.ts";
export { abs, add, multiply, negative, sign, square, subtract } from "./lib/ops/math/arithmetic.ts";
export { bitcast } from "./lib/ops/math/bitcast.ts";
export { cast } from "./lib/ops/math/cast.ts";
export { clipByValue } from "./lib/ops/math/clip.ts";
export { clipByAverageNorm, clipByGlobalNorm, clipByNorm } from "./lib/ops/math/clip_norms.ts";
export {
  equal,
  greater,
  greaterEqual,
  less,
  lessEqual,
  notEqual,
} from "./lib/ops/math/comparison.ts";
export { complex } from "./lib/ops/math/complex_parts.ts";
export { truncatediv, truncatemod } from "./lib/ops/math/division.ts";
export { divide, realdiv, truediv } from "./lib/ops/math/division_true.ts";
export { exp, pow, sigmoid, sqrt } from "./lib/ops/math/exponential.ts";
export { maximum, minimum } from "./lib/ops/math/extremes.ts";
export { acosh, asinh, atanh, cosh, sinh, tanh } from "./lib/ops/math/hyperbolic.ts";
export { logicalAnd, logicalNot, logicalOr } from "./lib/ops/math/logical.ts";
export { norm } from "./lib/ops/math/norm.ts";
export { floor, round } from "./lib/ops/math/rounding.ts";
export { saturateCast } from "./lib/ops/math/saturate_cast.ts";
export { atan2 } from "./lib/ops/math/special_pairs.ts";
export { acos, asin, atan, cos, sin, tan } from "./lib/ops/math/trigonometric.ts";
export { where } from "./lib/ops/math/where.ts";
export { argmax, argmin } from "./lib/ops/reduction/arg_extremes.ts";
export { histogramFixedWidth, histogramFixedWidthBins } from "./lib/ops/reduction/histogram.ts";
export {
  reduceAll,
  reduceAny,
  reduceLogsumexp,
  reduceMax,
  reduceMean,
  reduceMin,
  reduceProd,
  reduceSum,
} from "./lib/ops/reduction/reductions.ts";
export { cumsum } from "./lib/ops/reduction/running.ts";
export { asString } from "./lib/ops/strings/numbers.ts";
export { print } from "./lib/ops/strings/print.ts";
export { assertEqual, assertGreater, assertLess } from "./lib/ops/debugging/assertions.ts";
export { assertRank } from "./lib/ops/debugging/shapes.ts";
export { Assert } from "./lib/ops/debugging/signs.ts";
