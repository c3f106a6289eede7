/**
 * The cpu device: turns a plan into an ONNX Runtime session whose inputs and outputs are bound by
 * position. Large arrays are read and written where they lie; small ones are copied to and from
 * arrays that belong to the session, which costs less than describing them to it.
 *
 * @module
 */
import type { Executable, Plan, Provider, Value } from "../graph_types.ts";
import { hostBuffers, newArray, SMALLEST } from "../host_buffers.ts";
import { hostProvider } from "../host_provider.ts";
import { encodeModel, valueName } from "../onnx_model.ts";
import type { HostData } from "../onnx_types.ts";
import { ortApi } from "./ort_api.ts";
import { cpuPlan } from "./plan.ts";
import { OrtSession } from "./ort_session.ts";
import { checkLength, createHandle, releaseHandle, TensorHandles } from "./ort_tensors.ts";
import { byteLength, estimatedBytes, SPIN_MICROSECONDS } from "../session_open.ts";

/** Below this many multiply-adds a second thread costs more than it brings. */
const SINGLE_THREAD_WORK = 200_000;

const SETTINGS = { "session.intra_op.spin_duration_us": SPIN_MICROSECONDS };

/** An array that belongs to a session, for an input or output too small to be described anew. */
interface Staged {
  readonly array: HostData;
  readonly handle: bigint;
}

function stage(value: Value): Staged | undefined {
  const bytes = byteLength(value);
  if (bytes >= SMALLEST) return undefined;
  const array = newArray(value.type, bytes);
  return { array, handle: createHandle(array, value) };
}

/** A list of handles for C, with those of staged values in their places. */
function handleList(staged: readonly (Staged | undefined)[]): BigUint64Array<ArrayBuffer> {
  const list = new BigUint64Array(new ArrayBuffer(8 * Math.max(1, staged.length)));
  staged.forEach((it, index) => list[index] = it?.handle ?? 0n);
  return list;
}

function compile(plan: Plan): Executable {
  const threads = work(plan) < SINGLE_THREAD_WORK ? { threads: 1 } : {};
  const model = encodeModel(cpuPlan(plan));
  const session = new OrtSession(model, plan.inputs.map(valueName), plan.outputs.map(valueName), {
    ...threads,
    settings: SETTINGS,
  });
  const [from, to] = [plan.inputs.map(stage), plan.outputs.map(stage)];
  const [sources, targets] = [handleList(from), handleList(to)];
  return {
    bytes: estimatedBytes(plan, model, threads.threads),
    run(inputs, outputs) {
      const handles = new TensorHandles();
      const results: HostData[] = [];
      try {
        inputs.forEach((value, index) => {
          const staged = from[index];
          if (!staged) sources[index] = handles.of(value.host!, value);
          else {
            checkLength(value.host!, value);
            staged.array.set(value.host as never);
          }
        });
        outputs.forEach((value, index) => {
          if (to[index]) return;
          results[index] = hostBuffers.take(value.type, byteLength(value));
          targets[index] = handles.of(results[index]!, value);
        });
        session.run(sources, targets);
      } finally {
        handles.release();
      }
      outputs.forEach((value, index) => {
        value.host = to[index]?.array.slice() ?? results[index]!;
        value.owned = !to[index];
      });
    },
    release() {
      session.release();
      for (const it of [...from, ...to]) if (it) releaseHandle(it.handle);
    },
  };
}

/** ONNX Runtime's CPU provider: everything is on the host already. */
export const cpuProvider: Provider = {
  ...hostProvider("cpu", (plan) => ({
    executionProviders: ["cpu"],
    ...(work(plan) < SINGLE_THREAD_WORK ? { intraOpNumThreads: 1 } : {}),
  })),
  ...(ortApi ? { compile } : {}),
};

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
