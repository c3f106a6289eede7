/**
 * Tests of one dtype on the device in use. Graphics cards refuse floats of 16 bits, which
 * tests/devices holds them to; so those are computed on the processor.
 *
 * @module
 */
import * as tf from "kerasaur";

/** A test of what is computed in a dtype. */
export function testOf(dtype: tf.DType, name: string, run: () => void): void {
  const isNarrow = dtype === "float16" || dtype === "bfloat16";
  Deno.test(name, isNarrow ? () => tf.device("cpu", run) : run);
}
