/**
 * Makes values, all with the same fields in the same order, and says how large they are.
 *
 * @module
 */
import { DTYPES } from "../../arrays/dtypes.ts";
import type { GraphNode, Value } from "./graph_types.ts";
import type { HostData, OnnxType } from "../onnx/onnx_types.ts";

/** What is known of a value when it is made. */
export interface ValueOptions {
  readonly host?: HostData | undefined;
  readonly producer?: GraphNode | undefined;
  readonly slot?: number;
}

/** A value of a plan. */
export function newValue(
  type: OnnxType,
  shape: readonly number[],
  { host, producer, slot = -1 }: ValueOptions = {},
): Value {
  return { type, shape, host, producer, slot };
}

/** Bytes of a value's elements. */
export function byteLength(value: Pick<Value, "type" | "shape">): number {
  return value.shape.reduce((product, dim) => product * dim, DTYPES[value.type].bytes);
}
