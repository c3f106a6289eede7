/**
 * TensorFlow 2's Keras for Deno.
 *
 * One rule translates Python: names in camelCase; the first positional arguments stay positional,
 * keyword arguments become one options object; classes are made with `new`.
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

export * as config from "./lib/namespaces/config.ts";
export * as keras from "./lib/namespaces/keras.ts";
export * as linalg from "./lib/ops/linalg.ts";
export * as math from "./lib/ops/math_namespace.ts";
export * as nn from "./lib/ops/nn.ts";
export * as np from "./lib/namespaces/np.ts";
export * as py from "./lib/display/python.ts";
export * as random from "./lib/random/mod.ts";
export * as test from "./lib/namespaces/test.ts";

export type { Integer } from "./lib/random/mod.ts";
export type { SeedGenerator, SeedGeneratorOptions, SerializedSeed } from "./lib/namespaces/keras_random.ts";
export type { Device, EngineDevice } from "./lib/namespaces/config.ts";
export { device, DeviceScope } from "./lib/devices/scope.ts";
export { tensorflowVersion as __version__ } from "./lib/display/profile.ts";
export {
  Complex,
  NdArray,
  type NdDataOf,
  type NdDType,
  type NdElement,
  type NestedElements,
  type StorageOf,
} from "./lib/display/ndarray.ts";
export {
  type FloatMode,
  getPrintOptions,
  type PrintOptions,
  resetPrintOptions,
  setPrintOptions,
} from "./lib/display/print_options.ts";
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
export {
  cast,
  concat,
  constant,
  type DTypeOptions,
  expandDims,
  eye,
  fill,
  gather,
  ones,
  onesLike,
  range,
  reshape,
  squeeze,
  stack,
  type TensorOptions,
  transpose,
  where,
  zeros,
  zerosLike,
} from "./lib/ops/array.ts";
export { Callable } from "./lib/objects/callable.ts";
export type { NestedArray, TensorLike } from "./lib/ops/convert.ts";
export type { BinaryOp, ReduceOp, ReduceOptions, UnaryOp } from "./lib/ops/define.ts";
export { ConcreteFunction } from "./lib/ops/concrete_function.ts";
export {
  function_ as function,
  type FunctionOptions,
  type TensorSpec,
  TracedFunction,
} from "./lib/ops/function.ts";
export {
  type GradientOptions,
  GradientTape,
  type GradientTapeOptions,
} from "./lib/ops/gradient_tape.ts";
export { matmul, type MatmulOptions, tensordot } from "./lib/ops/linalg.ts";
export {
  abs,
  add,
  cos,
  divide,
  equal,
  exp,
  floor,
  greater,
  greaterEqual,
  less,
  lessEqual,
  logicalAnd,
  logicalNot,
  logicalOr,
  maximum,
  minimum,
  multiply,
  negative,
  notEqual,
  pow,
  round,
  sigmoid,
  sign,
  sin,
  sqrt,
  square,
  subtract,
  tanh,
} from "./lib/ops/math.ts";
export {
  argmax,
  argmin,
  norm,
  type NormOptions,
  reduceAll,
  reduceAny,
  reduceMax,
  reduceMean,
  reduceMin,
  reduceProd,
  reduceSum,
} from "./lib/ops/reduce.ts";
export type { DType, Shape, Tensor, TensorMethods, TfjsTensor } from "./lib/ops/tensor.ts";
export { Variable, type VariableOptions } from "./lib/ops/variable.ts";
