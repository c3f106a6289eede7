/**
 * The cpu device: turns a plan into an ONNX Runtime session whose inputs and outputs are bound by
 * position. ONNX Runtime's own call is synchronous, and so is everything here.
 *
 * @module
 */
import { Tensor } from "onnxruntime-common";
import { binding } from "onnxruntime-node/binding";
import type { Executable, Plan, Provider, Value } from "./graph_types.ts";
import { encodeModel, valueName } from "./onnx_model.ts";
import type { HostData } from "./onnx_types.ts";

/** ONNX Runtime's log level "fatal": failures reach the caller as exceptions, not as log lines. */
const LOG_FATAL = 4;

/** Below this many multiply-adds a second thread costs more than it brings. */
const SINGLE_THREAD_WORK = 200_000;

let initialized = false;

/** Compiles a plan for ONNX Runtime's CPU provider. */
function compile(plan: Plan): Executable {
  if (!initialized) {
    binding.initOrtOnce(LOG_FATAL, Tensor, true);
    initialized = true;
  }
  const model = encodeModel(plan);
  const session = new binding.InferenceSession();
  session.loadModel(model.buffer as ArrayBuffer, model.byteOffset, model.byteLength, {
    executionProviders: ["cpu"],
    graphOptimizationLevel: "all",
    ...(work(plan) < SINGLE_THREAD_WORK ? { intraOpNumThreads: 1 } : {}),
  });
  const inputNames = plan.inputs.map(valueName);
  const outputNames = plan.outputs.map(valueName);
  const fetches = Object.fromEntries(outputNames.map((name) => [name, null]));
  return {
    run(inputs, outputs) {
      const feeds: Record<string, Tensor> = {};
      inputs.forEach((value, index) => {
        feeds[inputNames[index]!] = new Tensor(value.type, value.host!, value.shape);
      });
      const results = session.run(feeds, fetches, {});
      outputs.forEach((value, index) => {
        value.host = results[outputNames[index]!]!.data as HostData;
      });
    },
    release: () => session.dispose(),
  };
}

/** ONNX Runtime's CPU provider: everything is on the host already. */
export const cpuProvider: Provider = {
  name: "cpu",
  compile,
  download(value) {
    throw new Error(`internal: a ${value.type} value is not on the host of the cpu device`);
  },
};

/** Multiply-adds of a plan, roughly: elements written, times the inner dimension of products. */
function work(plan: Plan): number {
  let total = 0;
  for (const node of plan.nodes) {
    const size = node.outputs[0]!.shape.reduce((product, dim) => product * dim, 1);
    const product = node.op === "Gemm" || node.op === "MatMul";
    total += size * (product ? Math.max(...node.inputs[0]!.shape) : 1);
  }
  return total;
}
