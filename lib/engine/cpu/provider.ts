/**
 * The cpu device: turns a plan into an ONNX Runtime session whose inputs and outputs are bound by
 * position. Arrays that come again are read and written where they lie. Of others only large ones
 * are; smaller ones are copied to and from arrays that belong to the session, which costs less than
 * describing them to it.
 *
 * @module
 */
import { copyStorage } from "../../arrays/dtypes.ts";
import type { Executable, Held, Plan, Provider, Value } from "../plan/graph_types.ts";
import { hostBuffers, newArray, SMALLEST } from "../host_buffers.ts";
import { hostProvider } from "../binding/host_provider.ts";
import { encodeModel, valueName } from "../onnx/onnx_model.ts";
import type { HostData } from "../onnx/onnx_types.ts";
import {
  byteLength,
  estimatedBytes,
  SPIN_MICROSECONDS,
  wrongOptimizers,
} from "../binding/session_open.ts";
import { hasOrtApi } from "./ort_api.ts";
import { OrtSession } from "./ort_session.ts";
import {
  checkLength,
  createHandle,
  keptHandle,
  ownedHandle,
  releaseHandle,
  releaseOwned,
} from "./ort_tensors.ts";
import { cpuPlan } from "./plan.ts";

/** Below this many multiply-adds a second thread costs more than it brings. */
const SINGLE_THREAD_WORK = 200_000;

/** Bytes from which an array is never copied. */
const LARGE = 65_536;

/** An input or output of a session. */
class Port {
  readonly bytes: number;
  /** Whether values are always copied, so that the handle never changes. */
  readonly isFixed: boolean;
  /** The session's own array and its handle, unless it is a large one. */
  readonly #own: { readonly array: HostData; readonly handle: bigint } | undefined;

  constructor(value: Value) {
    this.bytes = byteLength(value);
    this.isFixed = this.bytes < SMALLEST;
    if (this.bytes >= LARGE) return;
    const array = newArray(value.type, this.bytes);
    this.#own = { array, handle: ownedHandle(this, array, value) };
  }

  /** The handle of an input; one that is for this run alone goes to `once` as well. */
  source(value: Held, once: bigint[]): bigint {
    const host = this.#hostOf(value);
    const kept = this.isFixed ? undefined : keptHandle(host, value);
    if (kept !== undefined) return kept;
    if (!this.#own) return oneRun(host, value, once);
    this.#own.array.set(host as never);
    return this.#own.handle;
  }

  /** The handle of an output, and the array it will be in, if that is not the session's own. */
  target(value: Held, once: bigint[]): { handle: bigint; array?: HostData } {
    const used = this.isFixed ? undefined : hostBuffers.reuse(value.type, this.bytes);
    if (used) return { handle: keptHandle(used, value) ?? oneRun(used, value, once), array: used };
    if (this.#own) return { handle: this.#own.handle };
    const array = newArray(value.type, this.bytes);
    return { handle: oneRun(array, value, once), array };
  }

  /** The handle of the session's own array. */
  get fixed(): bigint {
    return this.#own!.handle;
  }

  /** Copies a value to the session's own array. */
  put(value: Held): void {
    this.#own!.array.set(this.#hostOf(value) as never);
  }

  /** A copy of what a run left in the session's own array. */
  copy(): HostData {
    return copyStorage(this.#own!.array);
  }

  /** Frees the session's own array. */
  release(): void {
    if (this.#own) releaseOwned(this, this.#own.handle);
  }

  #hostOf(value: Held): HostData {
    const host = value.host ??= value.resident!.read();
    if (host.byteLength !== this.bytes) checkLength(host, value);
    return host;
  }
}

/** A handle for one run. */
function oneRun(array: HostData, value: Held, once: bigint[]): bigint {
  const handle = createHandle(array, value);
  once.push(handle);
  return handle;
}

/** A list of handles for C. */
function handleList(ports: readonly Port[]): BigUint64Array<ArrayBuffer> {
  return new BigUint64Array(new ArrayBuffer(8 * Math.max(1, ports.length)));
}

function compile(plan: Plan): Executable {
  const threads = work(plan) < SINGLE_THREAD_WORK ? { threads: 1 } : {};
  const model = encodeModel(cpuPlan(plan));
  const session = new OrtSession(model, plan.inputs.map(valueName), plan.outputs.map(valueName), {
    ...threads,
    settings: {
      "session.intra_op.spin_duration_us": SPIN_MICROSECONDS,
      "optimization.disable_specified_optimizers": wrongOptimizers(plan),
    },
  });
  const [from, to] = [plan.inputs, plan.outputs].map((values) => {
    return values.map((value) => new Port(value));
  }) as [Port[], Port[]];
  const release = () => {
    session.release();
    for (const port of [...from, ...to]) port.release();
  };
  const bytes = estimatedBytes(plan, model, threads.threads);
  const [sources, targets] = [handleList(from), handleList(to)];
  if (from.every(({ isFixed }) => isFixed) && to.every(({ isFixed }) => isFixed)) {
    from.forEach((port, i) => sources[i] = port.fixed);
    to.forEach((port, i) => targets[i] = port.fixed);
    session.bind(sources, targets);
    return {
      bytes,
      release,
      run: (inputs, outputs) => runFixed(session, from, to, inputs, outputs),
    };
  }
  return {
    bytes,
    release,
    run(inputs, outputs) {
      const once: bigint[] = [];
      const results: (HostData | undefined)[] = [];
      try {
        inputs.forEach((value, index) => sources[index] = from[index]!.source(value, once));
        outputs.forEach((value, index) => {
          const { handle, array } = to[index]!.target(value, once);
          targets[index] = handle;
          results[index] = array;
        });
        session.run(sources, targets);
      } finally {
        once.forEach(releaseHandle);
      }
      outputs.forEach((value, index) => {
        value.host = results[index] ?? to[index]!.copy();
        value.owned = to[index]!.bytes >= SMALLEST;
      });
    },
  };
}

/** Runs a session that computes on arrays of its own alone. */
function runFixed(
  session: OrtSession,
  from: readonly Port[],
  to: readonly Port[],
  inputs: readonly Held[],
  outputs: readonly Held[],
): void {
  for (let i = 0; i < from.length; i++) from[i]!.put(inputs[i]!);
  session.runBound();
  for (let i = 0; i < to.length; i++) {
    outputs[i]!.host = to[i]!.copy();
    outputs[i]!.owned = false;
  }
}

/** The device through the npm package's binding. */
const bound = hostProvider("cpu", (plan) => ({
  executionProviders: ["cpu"],
  ...(work(plan) < SINGLE_THREAD_WORK ? { intraOpNumThreads: 1 } : {}),
}));

/** ONNX Runtime's CPU provider: everything is on the host already. */
export const cpuProvider: Provider = {
  ...bound,
  compile: (plan) => hasOrtApi() ? compile(plan) : bound.compile(plan),
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
