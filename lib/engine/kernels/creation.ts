/**
 * Kernels that make tensors from numbers: their values are known at once, so the host has them.
 *
 * @module
 */
import type { TensorInfo } from "@tensorflow/tfjs";
import type { KernelCall, Mappings } from "./mapping.ts";
import { sizeOf } from "./shapes.ts";

type HostType = "float32" | "int32" | "bool";

/** Room for a number of elements of a type. */
function room(dtype: HostType, size: number): Float32Array | Int32Array | Uint8Array {
  if (dtype === "float32") return new Float32Array(size);
  return dtype === "int32" ? new Int32Array(size) : new Uint8Array(size);
}

/** A tensor filled with one number. */
function full(call: KernelCall, shape: readonly number[], number: number, dtype: HostType) {
  return call.hostOutput(room(dtype, sizeOf(shape)).fill(number), [...shape], dtype);
}

/** A tensor of the input's shape and type filled with one number. */
function filledLike(call: KernelCall, number: number): TensorInfo {
  const { shape, dtype } = call.info("x");
  return full(call, shape, number, dtype as HostType);
}

/** Kernels that make tensors, by name. */
export const creations: Mappings = {
  ZerosLike: (call) => filledLike(call, 0),
  OnesLike: (call) => filledLike(call, 1),
  Fill: (call) => {
    const value = call.attr<number | string>("value");
    const dtype = (call.attrs["dtype"] ?? "float32") as string;
    if (typeof value === "string" || !["float32", "int32", "bool"].includes(dtype)) {
      return undefined;
    }
    return full(call, call.attr<number[]>("shape"), Number(value), dtype as HostType);
  },
  Range: (call) => {
    const [start, stop, step] = ["start", "stop", "step"].map((name) => call.attr<number>(name));
    const dtype = (call.attrs["dtype"] ?? "float32") as string;
    if (dtype !== "float32" && dtype !== "int32") return undefined;
    // the wrong sign of a step is tfjs's to judge
    if (start !== stop && start! < stop! !== step! > 0) return undefined;
    const count = start === stop ? 0 : Math.ceil((stop! - start!) / step!);
    const values = room(dtype, count);
    for (let i = 0; i < count; i++) values[i] = i === 0 ? start! : values[i - 1]! + step!;
    return call.hostOutput(values, [count], dtype);
  },
  LinSpace: (call) => {
    const [start, stop, num] = ["start", "stop", "num"].map((name) => call.attr<number>(name));
    // as TensorFlow does it: each from the start, the last one exactly the end
    const step = Math.fround((stop! - start!) / (num! - 1));
    const values = Float32Array.from({ length: num! }, (_, index) => {
      if (index === 0) return start!;
      return index === num! - 1 ? stop! : start! + Math.fround(step * index);
    });
    return call.hostOutput(values, [num!], "float32");
  },
};
