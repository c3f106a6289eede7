/**
 * Writes a plan for GPUs. The WebGPU provider's Relu and Clip make a number of what is not one, as
 * a card's `max` does, and a loss that is NaN would go unseen. Its Max and Min keep NaN, so that
 * Relu becomes `Max(x, 0)`, and Clip `Min(Max(x, low), high)`.
 *
 * @module
 */
import type { GraphNode, Plan, Value } from "../plan/graph_types.ts";
import { newValue } from "../plan/value.ts";

/** The plan with what the WebGPU provider computes otherwise than IEEE 754 written otherwise. */
export function webgpuPlan(plan: Plan): Plan {
  if (!plan.nodes.some(({ op }) => op === "Relu" || op === "Clip")) return plan;
  const known = [
    ...plan.inputs,
    ...plan.constants,
    ...plan.nodes.flatMap(({ outputs }) => outputs),
  ];
  let slot = known.reduce((last, value) => Math.max(last, value.slot), -1);
  const add = (type: Value["type"], shape: readonly number[], host?: Float32Array) =>
    newValue(type, shape, { host, slot: ++slot });
  const zero = add("float32", [], Float32Array.of(0));
  const nodes = plan.nodes.flatMap((node): GraphNode[] => {
    const [x, low, high] = node.inputs;
    if (node.op === "Relu") return [{ ...node, op: "Max", inputs: [x, zero] }];
    if (node.op !== "Clip") return [node];
    if (!low && !high) return [{ ...node, op: "Identity", inputs: [x] }];
    if (!low || !high) return [{ ...node, op: low ? "Max" : "Min", inputs: [x, low ?? high] }];
    const [output] = node.outputs;
    const raised = add(output!.type, output!.shape);
    return [
      { ...node, op: "Max", inputs: [x, low], outputs: [raised] },
      { ...node, op: "Min", inputs: [raised, high] },
    ];
  });
  return { ...plan, nodes, constants: [...plan.constants, zero] };
}
