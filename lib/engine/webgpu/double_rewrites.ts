/**
 * Functions of float32 that shaders compute to some digits only, or not at all for some numbers,
 * computed in float64: ONNX Runtime runs that on the processor, inside the same graph. The result is
 * that of the function rounded once.
 *
 * - Sin, Cos and Tan: WGSL allows an error of 2^-11 between -pi and pi and any beyond; an NVIDIA card
 *   gives sin(1e30) = 0.
 * - Pow: cards take 2^(b log2 a), so that the logarithm's error grows with the result's exponent
 *   (4e-6 of a result near 1e5), and 0, infinity and 1 to some powers are not numbers.
 * - Cast makes 0 of negative floats where the result has no sign; the processor's counts from the
 *   top, as TensorFlow does.
 *
 * @module
 */
import type { GraphNode, Value } from "../plan/graph_types.ts";
import { onnxCode } from "../onnx/onnx_types.ts";
import type { Rewriter } from "./rewrites.ts";

/** The same numbers in float64. */
const widened = (x: Value, to: Rewriter): Value =>
  to.op("Cast", [x], x.shape, { to: onnxCode("float64") }, "float64");

/** Rounds to the result. */
function round(x: Value, [y]: readonly Value[], to: Rewriter): true {
  to.node("Cast", [x], [y!], { to: onnxCode("float32") });
  return true;
}

/** An operator of one or two inputs, computed in float64. */
export function inDoubles({ op, inputs, outputs, attributes }: GraphNode, to: Rewriter): boolean {
  if (inputs.some((it) => it!.type !== "float32")) return false;
  const wide = inputs.map((it) => widened(it!, to));
  return round(to.op(op, wide, outputs[0]!.shape, attributes), outputs, to);
}

/** The tangent: the processor has none of float64, so it is the sine over the cosine. */
export function tangent({ inputs: [x], outputs }: GraphNode, to: Rewriter): boolean {
  if (x!.type !== "float32") return false;
  const wide = widened(x!, to);
  const [sine, cosine] = ["Sin", "Cos"].map((op) => to.op(op, [wide], x!.shape));
  return round(to.op("Div", [sine, cosine], x!.shape), outputs, to);
}

/** Floats as numbers without a sign. */
export function unsigned({ inputs: [x], outputs, attributes }: GraphNode, to: Rewriter): boolean {
  to.node("Cast", [widened(x!, to)], outputs, attributes);
  return true;
}
