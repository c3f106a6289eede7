/**
 * Element types as ONNX numbers and ONNX Runtime spells them, and the typed arrays behind them.
 *
 * @module
 */

/** Element types the engine computes with. */
export type OnnxType = "float32" | "int32" | "int64" | "bool";

/** Values on the host. */
export type HostData = Float32Array | Int32Array | BigInt64Array | Uint8Array;

/** `TensorProto.DataType` of each element type. */
export const ONNX_TYPE_CODE: Readonly<Record<OnnxType, number>> = {
  float32: 1,
  int32: 6,
  int64: 7,
  bool: 9,
};
