/**
 * Which operators the cpu device runs for what is recorded.
 *
 * @module
 */
import { cpuPlan } from "../../lib/engine/cpu/plan.ts";
import { cpuProvider } from "../../lib/engine/cpu/provider.ts";
import type { Plan } from "../../lib/engine/plan/graph_types.ts";
import { read } from "../../lib/tensor/graph.ts";
import { onnxBackend } from "../../lib/tensor/onnx_backend.ts";
import type { HostData, Tensor } from "../../lib/tensor/tensor.ts";
import { using } from "../support/backends.ts";

/** What was computed: its values, the plans as they were recorded, and as the cpu device ran them. */
export interface Computed {
  readonly values: HostData;
  readonly recorded: Plan[];
  readonly plans: Plan[];
}

/** Computes what `record` gives on the cpu device. */
export function plansOf(record: () => Tensor): Computed {
  const plans: Plan[] = [];
  const recorded: Plan[] = [];
  const backend = onnxBackend({
    ...cpuProvider,
    compile(plan) {
      recorded.push(plan);
      plans.push(cpuPlan(plan));
      return cpuProvider.compile(plan);
    },
  });
  return { values: using(backend, () => read(record())), recorded, plans };
}

/** The operators that the cpu device runs for what `record` gives. */
export function operatorsOf(record: () => Tensor): string[] {
  return plansOf(record).plans.flatMap(({ nodes }) =>
    nodes.map(({ op, domain }) => domain ? `blocked ${op}` : op)
  );
}
