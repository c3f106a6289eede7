/**
 * The webgpu device: ONNX Runtime's WebGPU provider. Results stay in buffers of the GPU and are fed
 * back from there, so that weights never leave it between steps; a read copies one to the host
 * with a session of a single Identity, synchronously. Operators the provider lacks are run by
 * ONNX Runtime's CPU provider inside the same graph.
 *
 * Scalars stay on the GPU too. On a software adapter, a graph with a scalar result on the host takes
 * 53 us, one that leaves it on the GPU 17 us, and 86 us with the read: a host result would make
 * every step wait for the GPU, read or not.
 *
 * @module
 */
import type { Executable, Held, Plan, Provider } from "../plan/graph_types.ts";
import { identityModel } from "../onnx/onnx_model.ts";
import type { HostData, OnnxType } from "../onnx/onnx_types.ts";
import { BufferOwner, BufferPool } from "./buffers.ts";
import {
  byteLength,
  hostTensor,
  type NativeSession,
  openPlan,
  openSession,
  refuseNarrow,
} from "../binding/session_open.ts";
import { webgpuPlan } from "./plan.ts";
import type { Tensor } from "../binding/package.ts";

/** Values on the host of at least this many bytes move to the GPU when they are used again. */
const UPLOAD_BYTES = 4096;

/** A single thread: each session has threads of its own, and nearly nothing runs on the processor. */
const OPTIONS = { executionProviders: ["webgpu"], intraOpNumThreads: 1 };

/** Element types that ONNX Runtime's binding keeps in buffers of the GPU; others come to the host. */
const KEPT: ReadonlySet<OnnxType> = new Set(["float32", "int32", "uint32", "int64"]);

/** Copies values between host and device, with one session for each type and direction. */
class Copier {
  readonly #sessions = new Map<string, { session: NativeSession; owner: BufferOwner }>();

  #copy(tensor: Tensor, location: "cpu" | "gpu-buffer"): { copy: Tensor; owner: BufferOwner } {
    const key = `${tensor.type} ${location}`;
    let entry = this.#sessions.get(key);
    if (!entry) {
      const session = openSession(identityModel(tensor.type as OnnxType), {
        ...OPTIONS,
        ...(location === "cpu" ? {} : { preferredOutputLocation: { y: location } }),
      });
      entry = { session, owner: new BufferOwner(session) };
      this.#sessions.set(key, entry);
    }
    const copy = entry.session.run({ x: tensor }, { y: null }, {})["y"] as Tensor;
    return { copy, owner: entry.owner };
  }

  download(tensor: Tensor): HostData {
    return this.#copy(tensor, "cpu").copy.data as HostData;
  }

  upload(tensor: Tensor): { copy: Tensor; owner: BufferOwner } {
    return this.#copy(tensor, "gpu-buffer");
  }
}

/** A provider that keeps results on the GPU, with what it keeps. */
export interface BufferProvider extends Provider {
  /** The buffers it keeps. */
  readonly buffers: BufferPool;
}

/** Makes the provider; nothing is loaded before its first graph. */
export function webgpuProvider(): BufferProvider {
  const copier = new Copier();
  const buffers = new BufferPool((tensor) => copier.download(tensor));
  /** Values on the host that a graph used once. */
  const used = new WeakSet<Held>();

  function feed(value: Held): Tensor {
    const resident = buffers.find(value);
    if (resident) return resident;
    const tensor = hostTensor(value);
    if (byteLength(value) < UPLOAD_BYTES || !KEPT.has(value.type)) return tensor;
    if (!used.has(value)) {
      used.add(value);
      return tensor;
    }
    const { copy, owner } = copier.upload(tensor);
    buffers.keep(value, copy, owner);
    return copy;
  }

  function compile(plan: Plan): Executable {
    // In between too: only some cards compute them, and the processor's operators have few.
    refuseNarrow(plan.nodes.flatMap(({ outputs }) => outputs));
    const { session, inputNames, outputNames, fetches, bytes } = openPlan(
      webgpuPlan(plan),
      OPTIONS,
      ({ type }) => KEPT.has(type),
    );
    const owner = new BufferOwner(session);
    return {
      bytes,
      run(inputs, outputs) {
        const feeds: Record<string, Tensor> = {};
        inputs.forEach((value, index) => feeds[inputNames[index]!] = feed(value));
        const results = session.run(feeds, fetches, {});
        outputs.forEach((value, index) => {
          const result = results[outputNames[index]!] as Tensor;
          if (result.location === "gpu-buffer") buffers.keep(value, result, owner);
          else value.host = result.data as HostData;
        });
        buffers.fit();
      },
      release: () => owner.release(),
    };
  }

  return {
    name: "webgpu",
    buffers,
    compile,
    download(value) {
      const resident = buffers.find(value);
      return resident ? copier.download(resident) : value.host!;
    },
  };
}
