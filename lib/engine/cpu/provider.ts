/**
 * The cpu device: turns a plan into an ONNX Runtime session whose inputs and outputs are bound by
 * position. Arrays that come again are read and written where they lie. Of others only large ones
 * are; smaller ones are copied to and from arrays that belong to the session, which costs less than
 * describing them to it.
 *
 * @module
 */
import { explained } from "../plan/explain.ts";
import { threadsInUse } from "../plan/threading.ts";
import type { Executable, Held, Plan, Provider } from "../plan/graph_types.ts";
import { SMALLEST } from "../host_buffers.ts";
import { hostProvider } from "../binding/host_provider.ts";
import { withNarrow } from "../binding/widened.ts";
import { allNodes, encodeModel, valueName } from "../onnx/onnx_model.ts";
import type { HostData } from "../onnx/onnx_types.ts";
import { hasOrtApi } from "../ort/ort_api.ts";
import { OrtSession } from "../ort/ort_session.ts";
import { releaseHandle } from "../ort/ort_tensors.ts";
import { handleList, Port } from "../ort/port.ts";
import { estimatedBytes, SPIN_MICROSECONDS, wrongOptimizers } from "../ort/session_settings.ts";
import { runInParts } from "../fusion/cut_plan.ts";
import { isFasterApart } from "../fusion/apart.ts";
import { cut } from "../fusion/groups.ts";
import { type FusionMode, fusionMode } from "../fusion/mode.ts";
import { isLarge, LARGE } from "../fusion/node_places.ts";
import { orWhole } from "../fusion/or_whole.ts";
import { withPatterns } from "../fusion/rewrites.ts";
import type { Open, OpenedSession } from "../fusion/sessions.ts";
import { areHelpersLost } from "../threads/pool.ts";
import { cpuPlan, joinedPlan, layoutPlan } from "./plan.ts";
import { sizeOf } from "./plan_editor.ts";
import { singleNumbers } from "./single_numbers.ts";

/** Below this many multiply-adds a second thread costs more than it brings. */
const SINGLE_THREAD_WORK = 200_000;

/** A plan as what runs it fastest. */
function compile(plan: Plan): Executable {
  return singleNumbers(plan) ?? inParts(plan) ?? openSession(plan);
}

/**
 * A plan as sessions with kernels between them, if that is faster.
 *
 * @param mode What kernels compute; what the environment says, except in tests.
 */
export function inParts(given: Plan, mode: FusionMode = fusionMode()): Executable | undefined {
  if (mode === "off" || areHelpersLost()) return undefined;
  const isAll = mode === "all";
  const plan = withPatterns(joinedPlan(given), (value) => isAll || sizeOf(value) >= LARGE);
  const parts = isAll ? cut(plan, () => true, () => false) : cut(plan, isLarge, isFasterApart);
  if (parts.parts.every(({ kind }) => kind === "session")) return undefined;
  const open: Open = (part, isRepeated) =>
    sessionOf(layoutPlan(part), { "session.force_spinning_stop": isRepeated ? "0" : "1" });
  const executable = runInParts(plan, parts, open);
  return executable && orWhole(executable, () => openSession(given));
}

/** Opens a session for a plan as it stands. */
function sessionOf(plan: Plan, settings: Readonly<Record<string, string>> = {}): OpenedSession {
  const threads = threadsFor(plan);
  const model = encodeModel(plan);
  const session = new OrtSession(model, plan.inputs.map(valueName), plan.outputs.map(valueName), {
    threads,
    settings: {
      "session.intra_op.spin_duration_us": SPIN_MICROSECONDS,
      "optimization.disable_specified_optimizers": wrongOptimizers(plan),
      ...settings,
    },
  });
  return { session, bytes: estimatedBytes(plan, model, threads) };
}

/** A plan as a session. */
export function openSession(plan: Plan): Executable {
  return explained(plan.nodes, openWhole(plan));
}

function openWhole(plan: Plan): Executable {
  const { session, bytes } = sessionOf(cpuPlan(plan));
  const [from, to] = [plan.inputs, plan.outputs].map((values) => {
    return values.map((value) => new Port(value));
  }) as [Port[], Port[]];
  const release = () => {
    session.release();
    for (const port of [...from, ...to]) port.release();
  };
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
const bound = withNarrow(hostProvider("cpu", (plan) => {
  const threads = threadsFor(plan);
  return {
    executionProviders: ["cpu"],
    ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
  };
}));

/** ONNX Runtime's CPU provider: everything is on the host already. */
export const cpuProvider: Provider = {
  ...bound,
  compile: (plan) => hasOrtApi() ? compile(plan) : explained(plan.nodes, bound.compile(plan)),
};

/**
 * Whether threads of ONNX Runtime would lose updates: it scatters with all of them at once, and two
 * that add to the same element overwrite each other.
 */
function isRacing(plan: Plan): boolean {
  return allNodes(plan).some(({ op, attributes }) =>
    op === "ScatterND" && attributes["reduction"] !== undefined
  );
}

/** How many threads a plan is worth; `undefined` for what ONNX Runtime finds. */
function threadsFor(plan: Plan): number | undefined {
  if (isRacing(plan)) return 1;
  const threads = threadsInUse();
  return work(plan) < SINGLE_THREAD_WORK ? 1 : threads;
}

/** Multiply-adds of a plan, roughly: elements written, times the inner dimension of products. */
function work(plan: Plan): number {
  let total = 0;
  for (const node of plan.nodes) {
    if (node.body) total += node.body.length * work(node.body.plan);
    const size = node.outputs[0]!.shape.reduce((product, dim) => product * dim, 1);
    const product = node.op === "Gemm" || node.op === "MatMul";
    const convolution = node.op === "Conv" || node.op === "ConvTranspose";
    const filter = convolution ? node.inputs[1]!.shape.slice(1) : [];
    const inner = product ? Math.max(...node.inputs[0]!.shape) : 1;
    total += size * filter.reduce((count, dim) => count * dim, inner);
  }
  return total;
}
