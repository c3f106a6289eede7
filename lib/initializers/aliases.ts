/**
 * Initializers made by functions: the five that TensorFlow has beside its classes.
 *
 * @module
 */
import type { TensorLike } from "../ops/as_tensor.ts";
import { Constant, type ConstantOptions, Ones, Zeros } from "./constant.ts";
import {
  RandomNormal,
  type RandomNormalOptions,
  RandomUniform,
  type RandomUniformOptions,
} from "./distributions.ts";

/** `tf.zeros_initializer`: zeros. */
export function zerosInitializer(): Zeros {
  return new Zeros();
}

/** `tf.ones_initializer`: ones. */
export function onesInitializer(): Ones {
  return new Ones();
}

/** `tf.constant_initializer`: the same value everywhere, or given values. */
export function constantInitializer(value: TensorLike | ConstantOptions = 0): Constant {
  return new Constant(value);
}

/** `tf.random_uniform_initializer`: uniform, by default in `[-0.05, 0.05)`. */
export function randomUniformInitializer(options: RandomUniformOptions = {}): RandomUniform {
  return new RandomUniform(options);
}

/** `tf.random_normal_initializer`: normal, by default of standard deviation 0.05. */
export function randomNormalInitializer(options: RandomNormalOptions = {}): RandomNormal {
  return new RandomNormal(options);
}
