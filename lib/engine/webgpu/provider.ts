/**
 * The webgpu device: ONNX Runtime's WebGPU provider. Results stay in buffers of the GPU and are fed
 * back from there, so that weights never leave it between steps; a read copies one to the host,
 * synchronously. Operators the provider lacks are run by ONNX Runtime's CPU provider inside the same
 * graph. Where a program may not call the C interface, results come to the host after each run.
 *
 * Scalars stay on the GPU too. On a software adapter, a graph with a scalar result on the host takes
 * 53 us, one that leaves it on the GPU 17 us, and 86 us with the read: a host result would make
 * every step wait for the GPU, read or not.
 *
 * @module
 */
import { hostProvider } from "../binding/host_provider.ts";
import { refuseNarrow } from "../binding/session_open.ts";
import { allNodes, encodeModel, valueName } from "../onnx/onnx_model.ts";
import type { HostData, OnnxType } from "../onnx/onnx_types.ts";
import { hasOrtApi } from "../ort/ort_api.ts";
import { OrtSession } from "../ort/ort_session.ts";
import { releaseHandle } from "../ort/ort_tensors.ts";
import { handleList, hostOf, Port } from "../ort/port.ts";
import { estimatedBytes, SPIN_MICROSECONDS, wrongOnDevices } from "../ort/session_settings.ts";
import type { Executable, Held, Plan, Provider } from "../plan/graph_types.ts";
import { BufferOwner, BufferPool } from "./buffers.ts";
import { bufferMemory, upload } from "./memory.ts";
import { webgpuPlan } from "./plan.ts";

/** Values on the host of at least this many bytes move to the GPU when they are used again. */
const UPLOAD_BYTES = 4096;

/** Each session has threads of its own, and nearly nothing runs on the processor. */
const THREADS = 1;

/** Element types that stay in buffers of the GPU; others come to the host. */
const KEPT: ReadonlySet<OnnxType> = new Set(["float32", "int32", "uint32", "int64"]);

/** Recurrences that would run on the processor, and have their values carried there and back. */
const LACKED: ReadonlySet<string> = new Set(["LSTM", "GRU"]);

/** A provider that keeps results on the GPU, with what it keeps. */
export interface BufferProvider extends Provider {
  /** The buffers it keeps. */
  readonly buffers: BufferPool;
}

/** The device through the npm package's binding. */
const bound = hostProvider("webgpu", () => ({
  executionProviders: ["webgpu"],
  intraOpNumThreads: THREADS,
}));

/** Opens a session of a plan. */
function openSession(plan: Plan): { session: OrtSession; bytes: number } {
  const model = encodeModel(plan);
  const session = new OrtSession(model, plan.inputs.map(valueName), plan.outputs.map(valueName), {
    threads: THREADS,
    provider: "WebGPU",
    settings: {
      "session.intra_op.spin_duration_us": SPIN_MICROSECONDS,
      "optimization.disable_specified_optimizers": wrongOnDevices(plan),
    },
  });
  return { session, bytes: estimatedBytes(plan, model, THREADS) };
}

/** Makes the provider; nothing is loaded before its first graph. */
export function webgpuProvider(): BufferProvider {
  const buffers = new BufferPool();
  /** Values on the host that a graph used once. */
  const used = new WeakSet<Held>();

  /** The buffer of an input, if it has one or is worth one. */
  function find(value: Held, bytes: number): bigint | undefined {
    const resident = buffers.find(value);
    if (resident !== undefined) return resident;
    if (bytes < UPLOAD_BYTES || !KEPT.has(value.type)) return undefined;
    if (!used.has(value)) {
      used.add(value);
      return undefined;
    }
    const buffer = upload(hostOf(value, bytes), value);
    buffers.keep(value, buffer);
    return buffer;
  }

  function compile(plan: Plan): Executable {
    const { session, bytes } = openSession(plan);
    const [from, to] = [plan.inputs, plan.outputs].map((values) => {
      return values.map((value) => new Port(value));
    }) as [Port[], Port[]];
    const [sources, targets] = [handleList(from), handleList(to)];
    const owner = new BufferOwner(session);
    return {
      bytes,
      run(inputs, outputs) {
        const once: bigint[] = [];
        const arrays: (HostData | undefined)[] = [];
        try {
          inputs.forEach((value, i) => {
            sources[i] = find(value, from[i]!.bytes) ?? from[i]!.source(value, once);
          });
          outputs.forEach((value, i) => {
            const target = KEPT.has(value.type) ? undefined : to[i]!.target(value, once);
            targets[i] = target?.handle ?? 0n;
            arrays[i] = target?.array;
          });
          session.runOnDevice(sources, targets, bufferMemory());
        } finally {
          once.forEach(releaseHandle);
        }
        outputs.forEach((value, i) => {
          if (KEPT.has(value.type)) buffers.keep(value, targets[i]!, owner);
          else value.host = arrays[i] ?? to[i]!.copy();
        });
        buffers.fit();
      },
      release() {
        owner.release();
        for (const port of [...from, ...to]) port.release();
      },
    };
  }

  return {
    name: "webgpu",
    lacks: LACKED,
    buffers,
    compile(plan) {
      const { inputs, outputs } = plan;
      // In between too: only some cards compute them, and the processor's operators have few.
      refuseNarrow([
        ...allNodes(plan).flatMap((node) => node.outputs),
        ...inputs,
        ...outputs,
      ]);
      return hasOrtApi() ? compile(webgpuPlan(plan)) : bound.compile(webgpuPlan(plan));
    },
    download: (value) => buffers.find(value) === undefined ? value.host! : value.resident!.read(),
  };
}
