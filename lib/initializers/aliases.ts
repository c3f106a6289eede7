/**
 * Initializers made by functions: the five that TensorFlow has beside its classes.
 *
 * @module
 */
import { bind, type Operation } from "../ops/bind.ts";
import { Constant, type ConstantOptions, Ones, Zeros } from "./constant.ts";
import {
  RandomNormal,
  type RandomNormalOptions,
  RandomUniform,
  type RandomUniformOptions,
} from "./distributions.ts";

/** `tf.zeros_initializer`: zeros. */
export const zerosInitializer: Operation<Record<never, never>, [], Zeros> = bind(
  "tf.zerosInitializer",
  [],
  0,
  () => new Zeros(),
);

/** `tf.ones_initializer`: ones. */
export const onesInitializer: Operation<Record<never, never>, [], Ones> = bind(
  "tf.onesInitializer",
  [],
  0,
  () => new Ones(),
);

/** `tf.constant_initializer`: the same value everywhere, or given values. */
export const constantInitializer: Operation<ConstantOptions, ["value"], Constant> = bind(
  "tf.constantInitializer",
  ["value"],
  0,
  (value) => new Constant({ value: value ?? 0 }),
);

/** `tf.random_uniform_initializer`: uniform, by default in `[-0.05, 0.05)`. */
export const randomUniformInitializer: Operation<
  RandomUniformOptions,
  ["minval", "maxval", "seed"],
  RandomUniform
> = bind(
  "tf.randomUniformInitializer",
  ["minval", "maxval", "seed"],
  0,
  (minval = null, maxval = null, seed = null) => new RandomUniform({ minval, maxval, seed }),
);

/** `tf.random_normal_initializer`: normal, by default of standard deviation 0.05. */
export const randomNormalInitializer: Operation<
  RandomNormalOptions,
  ["mean", "stddev", "seed"],
  RandomNormal
> = bind(
  "tf.randomNormalInitializer",
  ["mean", "stddev", "seed"],
  0,
  (mean = null, stddev = null, seed = null) => new RandomNormal({ mean, stddev, seed }),
);
