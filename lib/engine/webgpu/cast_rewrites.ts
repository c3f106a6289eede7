/**
 * Casts of float32 to whole numbers. Shaders give the nearest number there is for one that does not
 * fit, and 0 for what is none; TensorFlow, as x86 processors do, gives the lowest one for all of them
 * (int32, int64), or counts from the top (types without a sign: double_rewrites.ts).
 *
 * @module
 */
import type { GraphNode } from "../plan/graph_types.ts";
import { onnxCode } from "../onnx/onnx_types.ts";
import { unsigned } from "./double_rewrites.ts";
import type { Rewriter } from "./rewrites.ts";

const UNSIGNED = (["uint8", "uint16", "uint32"] as const).map((type) => onnxCode(type));

/** What magnitudes have to be below, by the type's code; the lowest number is as large. */
const LIMITS: ReadonlyMap<number, number> = new Map([
  [onnxCode("int32"), 2 ** 31],
  [onnxCode("int64"), 2 ** 63],
]);

/** What does not fit becomes the lowest number, a power of two that float32 has, before the cast. */
export function cast(node: GraphNode, to: Rewriter): boolean {
  const { inputs: [x], outputs, attributes } = node;
  const type = attributes["to"] as number;
  if (x!.type !== "float32") return false;
  if (UNSIGNED.includes(type)) return unsigned(node, to);
  const limit = LIMITS.get(type);
  if (limit === undefined) return false;
  const { shape } = x!;
  const fits = to.op(
    "Less",
    [to.op("Abs", [x], shape), to.number(limit, "float32")],
    shape,
    {},
    "bool",
  );
  const lowest = to.number(-limit, "float32");
  to.node("Cast", [to.op("Where", [fits, x, lowest], shape, {}, "float32")], outputs, attributes);
  return true;
}
