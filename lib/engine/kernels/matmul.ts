/**
 * Matrix products, plain and fused with bias and activation. Two matrices become one Gemm, which
 * takes both transposes; batches become a MatMul, transposed ones first swapped.
 *
 * @module
 */
import type { Attribute, Value } from "../graph_types.ts";
import { type KernelCall, type Mappings, sizeOf } from "./mapping.ts";

/** `a b` with optional transposes of the last two axes; batch axes broadcast. */
function product(call: KernelCall, bias?: Value): Value | undefined {
  const [a, b] = [call.value("a"), call.value("b")];
  if (a.type !== "float32" || b.type !== "float32") return undefined;
  const transA = call.attr<boolean>("transposeA");
  const transB = call.attr<boolean>("transposeB");
  const rows = a.shape.at(transA ? -1 : -2)!;
  const columns = b.shape.at(transB ? -2 : -1)!;
  const batchA = a.shape.slice(0, -2);
  const batchB = b.shape.slice(0, -2);
  const batch = sizeOf(batchA) > sizeOf(batchB) ? batchA : batchB;
  if (batch.length < Math.max(batchA.length, batchB.length)) return undefined;

  if (sizeOf(batch) === 1 && sizeOf(batchA) === 1 && sizeOf(batchB) === 1) {
    const attributes: Record<string, Attribute> = {};
    if (transA) attributes["transA"] = 1;
    if (transB) attributes["transB"] = 1;
    const inputs = [call.reshape(a, a.shape.slice(-2)), call.reshape(b, b.shape.slice(-2))];
    const fused = bias && bias.shape.length <= 1;
    if (fused) inputs.push(bias);
    const result = call.node("Gemm", inputs, "float32", [rows, columns], attributes);
    const full = call.reshape(result, [...batch, rows, columns]);
    return bias && !fused ? call.node("Add", [full, bias], "float32", full.shape) : full;
  }
  const inputs = [transA ? swapped(call, a) : a, transB ? swapped(call, b) : b];
  const result = call.node("MatMul", inputs, "float32", [...batch, rows, columns]);
  return bias ? call.node("Add", [result, bias], "float32", result.shape) : result;
}

/** The last two axes exchanged. */
function swapped(call: KernelCall, value: Value): Value {
  const axes = value.shape.map((_, axis) => axis);
  const order = [...axes.slice(0, -2), axes.at(-1)!, axes.at(-2)!];
  const shape = order.map((axis) => value.shape[axis]!);
  return call.node("Transpose", [value], value.type, shape, { perm: order });
}

/** ONNX operators of the activations that tfjs fuses. */
const FUSED_ACTIVATIONS: Readonly<Record<string, string>> = {
  relu: "Relu",
  sigmoid: "Sigmoid",
  elu: "Elu",
};

/** Matrix products by name. */
export const matmul: Mappings = {
  BatchMatMul: (call) => {
    const result = product(call);
    return result && call.output(result);
  },
  _FusedMatMul: (call) => {
    const activation = call.attr<string>("activation");
    const operator = FUSED_ACTIVATIONS[activation];
    if (activation !== "linear" && operator === undefined) return undefined;
    const bias = call.inputs["bias"] ? call.value("bias") : undefined;
    const result = product(call, bias);
    if (!result) return undefined;
    return call.output(
      operator === undefined ? result : call.node(operator, [result], "float32", result.shape),
    );
  },
};
