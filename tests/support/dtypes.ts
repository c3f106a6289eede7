/**
 * Tests of one dtype on the device in use. Graphics cards refuse floats of 16 bits, which
 * tests/devices holds them to; so those are computed on the processor.
 *
 * @module
 */
import * as tf from "kerasaur";

/** The largest finite number of each type of floats. */
export const FLOAT_LIMITS = {
  float16: { largest: 65504 },
  bfloat16: { largest: (2 - 2 ** -7) * 2 ** 127 },
  float32: { largest: (2 - 2 ** -23) * 2 ** 127 },
  float64: { largest: Number.MAX_VALUE },
} as const;

/** A test of what is computed in a dtype. */
export function testOf(dtype: tf.DType, name: string, run: () => void): void {
  const isNarrow = dtype === "float16" || dtype === "bfloat16";
  Deno.test(name, isNarrow ? () => tf.device("cpu", run) : run);
}
