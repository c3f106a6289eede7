/**
 * What there is to fill, as numbers that a WebAssembly kernel takes on any thread, each with the
 * TypeScript fill that is its reference.
 *
 * @module
 */
import { fillNormal, fillTruncatedNormal, GROUP_BLOCKS } from "./normal.ts";
import type { Philox } from "./philox.ts";
import { fillFullIntegers, fillIntegers, fillUniform } from "./uniform.ts";

/** The kernels by number. */
export const KERNELS = [
  "fillWords",
  "fillUniform",
  "fillIntegers",
  "fillNormal",
  "fillTruncated",
] as const;

/** One way to turn a stream into 32-bit numbers. */
export interface Job {
  /** The WebAssembly kernel. */
  readonly kernel: typeof KERNELS[number];
  /** Whether only the reference gives the right bits; default false. */
  readonly plainOnly?: boolean;
  /** Its first number: the lower limit or the mean. */
  readonly a: number;
  /**
   * Its second number: the size of the range (a 2^23rd of it, for floats) or the standard
   * deviation.
   */
  readonly b: number;
  /** Blocks from the start of one group of four elements to that of the next. */
  readonly stride: number;
  /** The reference: fills the memory of `out`. */
  readonly plain: (stream: Philox, out: Int32Array<ArrayBuffer>) => void;
}

/** float32 numbers, uniform in `[minval, maxval)`. */
export function uniformJob(minval: number, maxval: number): Job {
  const low = Math.fround(minval);
  const range = Math.fround(Math.fround(maxval) - low);
  const step = range * 2 ** -23;
  return {
    kernel: "fillUniform",
    // Ranges below 2^-103 may have a step that no float32 is.
    plainOnly: Math.fround(step) !== step,
    a: low,
    b: step,
    stride: 1,
    plain: (stream, out) => fillUniform(stream, floats(out), minval, maxval),
  };
}

/** int32 numbers from `minval` to `maxval - 1`. */
export function integerJob(minval: number, maxval: number): Job {
  return {
    kernel: "fillIntegers",
    a: minval,
    b: maxval - minval,
    stride: 1,
    plain: (stream, out) => fillIntegers(stream, out, minval, maxval),
  };
}

/** int32 numbers over the whole range of the type. */
export const FULL_INTEGERS: Job = {
  kernel: "fillWords",
  a: 0,
  b: 0,
  stride: 1,
  plain: fillFullIntegers,
};

/** float32 normals. */
export function normalJob(mean: number, stddev: number): Job {
  return {
    kernel: "fillNormal",
    a: mean,
    b: stddev,
    stride: 1,
    plain: (stream, out) => fillNormal(stream, floats(out), mean, stddev),
  };
}

/** float32 normals within two standard deviations of the mean. */
export function truncatedNormalJob(mean: number, stddev: number): Job {
  return {
    kernel: "fillTruncated",
    a: mean,
    b: stddev,
    stride: GROUP_BLOCKS,
    plain: (stream, out) => fillTruncatedNormal(stream, floats(out), mean, stddev),
  };
}

/** The same memory as float32 numbers. */
function floats(out: Int32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  return new Float32Array(out.buffer, out.byteOffset, out.length);
}
