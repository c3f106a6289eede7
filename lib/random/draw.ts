/**
 * Draws into typed arrays on the host, without tensors: what the public ops, the initializers and
 * the layers share. A {@linkcode Source} says where the words come from.
 *
 * They fill memory that a tensor no longer needs, if there is some of the size: new memory has to be
 * paged in, which takes as long as the numbers.
 *
 * @module
 */
import { hostBuffers } from "../engine/host_buffers.ts";
import type { Integer } from "./int64.ts";
import { FULL_INTEGERS, integerJob, normalJob, truncatedNormalJob, uniformJob } from "./jobs.ts";
import type { Philox } from "./philox.ts";
import { runJob } from "./run_job.ts";
import { type Kernel, kernelStream } from "./state.ts";
import { type SeedPair, statelessStream } from "./stateless.ts";

/** Gives the stream for `elements` numbers of the kernel; may move on for the next draw. */
export type Source = (kernel: Kernel, elements: number) => Philox;

/** TensorFlow's stateful ops: the global seed, the op's own seed, one stream a kernel. */
export function stateful(seed?: Integer): Source {
  return (kernel, elements) => kernelStream(kernel, seed, elements);
}

/** TensorFlow's stateless ops: a pair of seeds, nothing moves on. */
export function stateless(seed: SeedPair): Source {
  return () => statelessStream(seed);
}

/** Limits of a uniform draw, the upper one excluded. */
export interface Limits {
  minval: number;
  maxval: number;
}

/** Moments of a normal draw (before truncation). */
export interface Moments {
  mean: number;
  stddev: number;
}

/** An array with anything in it. */
function floats(size: number): Float32Array<ArrayBuffer> {
  return hostBuffers.take("float32", 4 * size) as Float32Array<ArrayBuffer>;
}

/** `size` float32 numbers, uniform in `[minval, maxval)`. */
export function drawUniform(source: Source, size: number, { minval, maxval }: Limits) {
  const out = floats(size);
  runJob(uniformJob(minval, maxval), source("RandomUniform/float32", size), out);
  return out;
}

/** `size` int32 numbers, uniform from `minval` to `maxval - 1`; `null`: all of int32. */
export function drawIntegers(source: Source, size: number, limits: Limits | null) {
  const out = hostBuffers.take("int32", 4 * size) as Int32Array<ArrayBuffer>;
  const job = limits === null ? FULL_INTEGERS : integerJob(limits.minval, limits.maxval);
  runJob(job, source("RandomUniformInt/int32", size), out);
  return out;
}

/** `size` float32 normals. */
export function drawNormal(source: Source, size: number, { mean, stddev }: Moments) {
  const out = floats(size);
  runJob(normalJob(mean, stddev), source("RandomStandardNormal/float32", size), out);
  return out;
}

/** `size` float32 normals within two standard deviations of the mean. */
export function drawTruncatedNormal(source: Source, size: number, { mean, stddev }: Moments) {
  const out = floats(size);
  runJob(truncatedNormalJob(mean, stddev), source("TruncatedNormal/float32", size), out);
  return out;
}
