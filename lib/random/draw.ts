/**
 * Draws into typed arrays on the host, without tensors: what the public ops, the initializers and
 * the layers share. A {@linkcode Source} says where the words come from.
 *
 * They fill memory that a tensor no longer needs, if there is some of the size: new memory has to be
 * paged in, which takes as long as the numbers.
 *
 * @module
 */
import { DTYPES, type StorageOf } from "../arrays/dtypes.ts";
import { hostBuffers } from "../engine/host_buffers.ts";
import type { OnnxType } from "../engine/onnx/onnx_types.ts";
import type { Integer } from "./int64.ts";
import { FULL_INTEGERS, integerJob, normalJob, truncatedNormalJob, uniformJob } from "./jobs.ts";
import { narrowNormal, narrowUniform } from "./narrow.ts";
import { fillNormal64, fillTruncatedNormal64 } from "./normal64.ts";
import type { Philox } from "./philox.ts";
import type { FloatDType, FullIntegerDType, IntegerDType } from "./rounding.ts";
import { runJob } from "./run_job.ts";
import { type Kernel, kernelStream } from "./state.ts";
import { type SeedPair, statelessStream } from "./stateless.ts";
import { fillIntegers64, fillUniform64, fillWide } from "./wide.ts";

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

/** Limits of a draw of whole numbers, the upper one excluded. */
export interface IntegerLimits {
  minval: Integer;
  maxval: Integer;
}

/** Moments of a normal draw (before truncation). */
export interface Moments {
  mean: number;
  stddev: number;
}

/** An array of `size` elements with anything in it. */
function take<D extends OnnxType>(dtype: D, size: number): StorageOf[D] {
  return hostBuffers.take(dtype, DTYPES[dtype].bytes * size) as StorageOf[D];
}

/** `size` numbers of a float type (default float32), uniform in `[minval, maxval)`. */
export function drawUniform<D extends FloatDType = "float32">(
  source: Source,
  size: number,
  { minval, maxval }: Limits,
  dtype: D = "float32" as D,
): StorageOf[D] {
  const stream = source(`RandomUniform/${dtype}`, size);
  const out = take<FloatDType>(dtype, size);
  if (out instanceof Float32Array) runJob(uniformJob(minval, maxval), stream, out);
  else if (out instanceof Float64Array) fillUniform64(stream, out, minval, maxval);
  else {
    const words = take("int32", size);
    runJob(FULL_INTEGERS, stream, words);
    narrowUniform(dtype as "float16", words, out, minval, maxval);
    hostBuffers.give("int32", words);
  }
  return out as StorageOf[D];
}

/** `size` whole numbers from `minval` to `maxval - 1`; `null`: over the whole range of the type. */
export function drawIntegers(
  source: Source,
  size: number,
  limits: IntegerLimits | null,
): Int32Array<ArrayBuffer>;
export function drawIntegers<D extends IntegerDType>(
  source: Source,
  size: number,
  limits: IntegerLimits,
  dtype: D,
): StorageOf[D];
export function drawIntegers<D extends FullIntegerDType>(
  source: Source,
  size: number,
  limits: null,
  dtype: D,
): StorageOf[D];
export function drawIntegers(
  source: Source,
  size: number,
  limits: IntegerLimits | null,
  dtype: FullIntegerDType = "int32",
): StorageOf[FullIntegerDType] {
  const stream = source(`RandomUniformInt/${dtype}`, size);
  const out = take<FullIntegerDType>(dtype, size);
  if (out instanceof Int32Array || out instanceof Uint32Array) {
    const job = limits === null
      ? FULL_INTEGERS
      : integerJob(Number(limits.minval), Number(limits.maxval));
    runJob(job, stream, new Int32Array(out.buffer, out.byteOffset, size));
  } else if (limits === null) fillWide(stream, out);
  else fillIntegers64(stream, out as BigInt64Array, BigInt(limits.minval), BigInt(limits.maxval));
  return out;
}

/** `size` normals of a float type (default float32). */
export function drawNormal<D extends FloatDType = "float32">(
  source: Source,
  size: number,
  { mean, stddev }: Moments,
  dtype: D = "float32" as D,
): StorageOf[D] {
  const stream = source(`RandomStandardNormal/${dtype}`, size);
  const out = take<FloatDType>(dtype, size);
  if (out instanceof Float32Array) runJob(normalJob(mean, stddev), stream, out);
  else if (out instanceof Float64Array) fillNormal64(stream, out, mean, stddev);
  else {
    const normals = take("float32", size);
    runJob(normalJob(0, 1), stream, normals);
    narrowNormal(dtype as "float16", normals, out, mean, stddev);
    hostBuffers.give("float32", normals);
  }
  return out as StorageOf[D];
}

/** `size` normals of a float type (default float32) within two standard deviations of the mean. */
export function drawTruncatedNormal<D extends FloatDType = "float32">(
  source: Source,
  size: number,
  { mean, stddev }: Moments,
  dtype: D = "float32" as D,
): StorageOf[D] {
  const stream = source(`TruncatedNormal/${dtype}`, size);
  const out = take<FloatDType>(dtype, size);
  if (out instanceof Float32Array) runJob(truncatedNormalJob(mean, stddev), stream, out);
  else if (out instanceof Float64Array) fillTruncatedNormal64(stream, out, mean, stddev);
  else {
    const normals = take("float32", size);
    runJob(truncatedNormalJob(0, 1), stream, normals);
    narrowNormal(dtype as "float16", normals, out, mean, stddev);
    hostBuffers.give("float32", normals);
  }
  return out as StorageOf[D];
}
