/**
 * The cpu device: turns a plan into an ONNX Runtime session whose inputs and outputs are bound by
 * position. ONNX Runtime's own call is synchronous, and so is everything here.
 *
 * @module
 */
import type { Tensor } from "onnxruntime-common";
import type { Executable, Plan, Provider } from "./graph_types.ts";
import type { HostData } from "./onnx_types.ts";
import { hostTensor, openPlan } from "./session_open.ts";

/** Below this many multiply-adds a second thread costs more than it brings. */
const SINGLE_THREAD_WORK = 200_000;

/** A provider of ONNX Runtime that takes its inputs from the host and leaves its results there. */
export function hostProvider(
  name: string,
  options: (plan: Plan) => Readonly<Record<string, unknown>>,
): Provider {
  return {
    name,
    compile(plan): Executable {
      const { session, inputNames, outputNames, fetches, bytes } = openPlan(plan, options(plan));
      return {
        bytes,
        run(inputs, outputs) {
          const feeds: Record<string, Tensor> = {};
          inputs.forEach((value, index) => feeds[inputNames[index]!] = hostTensor(value));
          const results = session.run(feeds, fetches, {});
          outputs.forEach((value, index) => {
            value.host = (results[outputNames[index]!] as Tensor).data as HostData;
          });
        },
        release: () => session.dispose(),
      };
    },
    download(value) {
      throw new Error(`internal: a ${value.type} value is not on the host of the ${name} device`);
    },
  };
}

/** ONNX Runtime's CPU provider: everything is on the host already. */
export const cpuProvider: Provider = hostProvider("cpu", (plan) => ({
  executionProviders: ["cpu"],
  ...(work(plan) < SINGLE_THREAD_WORK ? { intraOpNumThreads: 1 } : {}),
}));

/** Multiply-adds of a plan, roughly: elements written, times the inner dimension of products. */
function work(plan: Plan): number {
  let total = 0;
  for (const node of plan.nodes) {
    const size = node.outputs[0]!.shape.reduce((product, dim) => product * dim, 1);
    const product = node.op === "Gemm" || node.op === "MatMul";
    const convolution = node.op === "Conv" || node.op === "ConvTranspose";
    const filter = convolution ? node.inputs[1]!.shape.slice(1) : [];
    const inner = product ? Math.max(...node.inputs[0]!.shape) : 1;
    total += size * filter.reduce((count, dim) => count * dim, inner);
  }
  return total;
}
