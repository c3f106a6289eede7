/**
 * Matrix products, plain and fused with bias and activation, and sums of products by Einstein's
 * convention. Two matrices become one Gemm, which takes both transposes; batches become a MatMul,
 * transposed ones first swapped.
 *
 * @module
 */
import type { Attribute, Value } from "../graph_types.ts";
import { activated } from "./activation.ts";
import type { KernelCall, Mapping, Mappings } from "./mapping.ts";
import { broadcastShape, sizeOf } from "./shapes.ts";

/** `a b` with optional transposes of the last two axes; batch axes broadcast. */
function product(call: KernelCall, bias?: Value): Value | undefined {
  const [a, b] = [call.value("a"), call.value("b")];
  if (a.type !== b.type || a.type === "bool") return undefined;
  const transA = call.attr<boolean>("transposeA");
  const transB = call.attr<boolean>("transposeB");
  const columns = b.shape.at(transB ? -2 : -1)!;
  const rows = a.shape.at(transA ? -1 : -2)!;
  const batchA = a.shape.slice(0, -2);
  const batch = broadcastShape(batchA, b.shape.slice(0, -2));
  const shape = [...batch, rows, columns];
  const oneRight = sizeOf(b.shape.slice(0, -2)) === 1;
  const flat = oneRight && (sizeOf(batchA) === 1 || !transA);

  if (flat && a.type === "float32") {
    const attributes: Record<string, Attribute> = {};
    if (transA) attributes["transA"] = 1;
    if (transB) attributes["transB"] = 1;
    const matrix = transA
      ? a.shape.slice(-2)
      : [sizeOf(a.shape) / a.shape.at(-1)!, a.shape.at(-1)!];
    const inputs = [call.reshape(a, matrix), call.reshape(b, b.shape.slice(-2))];
    const fused = bias && bias.shape.length <= 1;
    if (fused) inputs.push(bias);
    const count = sizeOf(batch) * rows;
    const result = call.node("Gemm", inputs, "float32", [count, columns], attributes);
    const full = call.reshape(result, shape);
    return bias && !fused ? call.binary("Add", full, bias) : full;
  }
  const inputs = [transA ? swapped(call, a) : a, transB ? swapped(call, b) : b];
  const result = call.node("MatMul", inputs, a.type, shape);
  return bias ? call.binary("Add", result, bias) : result;
}

/** The last two axes exchanged. */
function swapped(call: KernelCall, value: Value): Value {
  const axes = value.shape.map((_, axis) => axis);
  return call.transpose(value, [...axes.slice(0, -2), axes.at(-1)!, axes.at(-2)!]);
}

/** A sum of products of the letters' axes; the letters after the arrow stay. */
const einsum: Mapping = (call) => {
  const values = call.infos().map((info) => call.value(info));
  const type = values[0]!.type;
  const equation = call.attr<string>("equation").replaceAll(" ", "");
  const [left, right] = equation.split("->");
  if (right === undefined || !/^[a-zA-Z,]*->[a-zA-Z]*$/.test(equation)) return undefined;
  if (values.length > 2 || type === "bool" || values.some((it) => it.type !== type)) {
    return undefined;
  }
  const sizes = new Map<string, number>();
  for (const [index, letters] of left!.split(",").entries()) {
    if (new Set(letters).size !== letters.length) return undefined;
    for (const [axis, letter] of [...letters].entries()) {
      const size = values[index]?.shape[axis];
      if (size === undefined || (sizes.get(letter) ?? size) !== size) return undefined;
      sizes.set(letter, size);
    }
  }
  const shape = [...right].map((letter) => sizes.get(letter));
  if (shape.includes(undefined)) return undefined;
  return call.output(call.node("Einsum", values, type, shape as number[], { equation }));
};

/** Matrix products by name. */
export const products: Mappings = {
  BatchMatMul: (call) => {
    const result = product(call);
    return result && call.output(result);
  },
  _FusedMatMul: (call) => {
    const bias = call.inputs["bias"] ? call.value("bias") : undefined;
    const slopes = call.inputs["preluActivationWeights"]
      ? call.value("preluActivationWeights")
      : undefined;
    if (call.info("a").dtype !== "float32") return undefined;
    const result = product(call, bias);
    const alpha = call.attrs["leakyreluAlpha"] as number | undefined;
    const active = result &&
      activated(call, result, call.attr<string>("activation"), { alpha, slopes });
    return active && call.output(active);
  },
  Einsum: einsum,
};
