/**
 * Writes a plan for GPUs: the WebGPU provider's Relu gives 0 for what is not a number, as a card's
 * `max` does, and a loss that is NaN would go unseen. Its Max gives NaN, so that Relu becomes
 * `Max(x, 0)`.
 *
 * @module
 */
import type { GraphNode, Plan, Value } from "./graph_types.ts";

/** The plan with what the WebGPU provider computes otherwise than IEEE 754 written otherwise. */
export function webgpuPlan(plan: Plan): Plan {
  if (!plan.nodes.some((node) => node.op === "Relu")) return plan;
  const slots = [...plan.inputs, ...plan.constants, ...plan.nodes.flatMap((node) => node.outputs)];
  const zero: Value = {
    type: "float32",
    shape: [],
    host: Float32Array.of(0),
    producer: undefined,
    live: false,
    holders: 0,
    slot: 1 + slots.reduce((last, { slot }) => Math.max(last, slot), -1),
    epoch: -1,
  };
  const nodes = plan.nodes.map((node): GraphNode =>
    node.op === "Relu" ? { ...node, op: "Max", inputs: [node.inputs[0], zero] } : node
  );
  return { ...plan, nodes, constants: [...plan.constants, zero] };
}
