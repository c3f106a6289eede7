/**
 * Element types that graphs compute with, and the typed arrays behind them.
 *
 * @module
 */
import { type DType, DTYPES, type StorageOf } from "../../arrays/dtypes.ts";

/** Element types the engine computes with. */
export type OnnxType = Exclude<DType, "string" | "complex64">;

/** Values on the host, as graphs take and give them. */
export type HostData = StorageOf[OnnxType];

/** `TensorProto.DataType` of an element type. */
export function onnxCode(type: OnnxType): number {
  return DTYPES[type].onnx;
}

/** New values, all zero. */
export function newStorageOf(type: OnnxType, size: number): HostData {
  const Storage = DTYPES[type].array as new (size: number) => HostData;
  return new Storage(size);
}
