/**
 * Runs a plan in parts: sessions of ONNX Runtime and generated kernels take turns on one memory.
 *
 * @module
 */
import { copyStorage } from "../../arrays/dtypes.ts";
import { hostBuffers } from "../host_buffers.ts";
import type { HostData, OnnxType } from "../onnx/onnx_types.ts";
import { releaseHandle } from "../ort/ort_tensors.ts";
import { hostOf } from "../ort/port.ts";
import { withoutSubnormals } from "../ort/subnormals.ts";
import { kernelPool } from "../threads/pool.ts";
import { arena } from "../memory/arena.ts";
import { ArenaBuffer, viewOf } from "../memory/arena_buffer.ts";
import { isExplaining } from "../plan/explain.ts";
import type { Executable, Held, Plan } from "../plan/graph_types.ts";
import { byteLength } from "../plan/value.ts";
import { type LaidStep, layOut, type Place } from "./layout.ts";
import { LASTING } from "./lives.ts";
import type { Parts } from "./parts.ts";
import {
  Blocks,
  explainSteps,
  type Finders,
  FixedHandles,
  readyKernel,
  readySession,
  type Run,
} from "./ready.ts";
import { type Open, Sessions } from "./sessions.ts";

/** Elements of all kernels from which helpers are worth being made. */
const WORTH_HELPERS = 500_000;

/** Microseconds for which helpers stay awake for the next kernel. */
const PATIENCE = 50;

/**
 * A plan in parts as what runs it; `undefined` where it does not fit into the memory.
 *
 * @param open Opens the session of a part.
 */
export function runInParts(
  plan: Plan,
  parts: Parts,
  open: Open,
): Executable | undefined {
  const memory = arena();
  if (memory) kernelPool().settle();
  const layout = memory && layOut(plan, parts, memory);
  if (!memory || !layout) return undefined;
  const finders: Finders = { ports: [], handles: new FixedHandles() };
  const { steps, kernelCount } = layout;
  const sessions = new Sessions(open, steps);
  const first = layout.module ? kernelPool().load(layout.module, kernelCount) : 0;
  const isWorthHelpers = layout.work >= WORTH_HELPERS;
  let runs = 0;
  const blocks = new Blocks(memory);
  // Beside a session whose threads are awake, helpers would only take a core from those.
  const patienceAt = (i: number): number | undefined => {
    const beside = [steps.at(i - 1), steps[(i + 1) % steps.length]];
    if (beside.some((it) => sessions.isRepeated(it)) && isSmall(steps[i]!)) return undefined;
    return steps[i + 1]?.kind === "kernel" ? PATIENCE : 0;
  };
  const ready = steps.map((step, i) =>
    step.kind === "kernel"
      ? readyKernel(step, first + step.index, blocks, patienceAt(i))
      : readySession(step.plan, sessions.of(step), layout, finders)
  );
  const copied = [...layout.copied].map(([index, address]) => {
    const { type } = plan.inputs[index]!;
    const bytes = byteLength(plan.inputs[index]!);
    return { index, address, view: viewOf(type, address, bytes) };
  });
  const lasting = plan.outputs.map((value) => byteLength(value) >= LASTING);
  const small = plan.outputs.map((value, i) =>
    lasting[i] ? undefined : fixedView(value, layout.placeOf(value))
  );

  const run = (inputs: readonly Held[], outputs: readonly Held[]): void => {
    kernelPool().settle();
    const buffers = plan.outputs.map((value, i) =>
      lasting[i] ? ArenaBuffer.take(value, outputs[i]!.forVariable === true) : undefined
    );
    const outputAt = buffers.map((it, i) => it?.address ?? layout.spare.get(i) ?? 0);
    // The first run is slow enough, and may be the only one.
    if (isWorthHelpers && ++runs === 2) kernelPool().start();
    const inputAt: number[] = [];
    for (const { index, address, view } of copied) {
      const value = inputs[index]!;
      let own = value.resident instanceof ArenaBuffer ? value.resident.address : undefined;
      if (own === undefined) {
        const host = hostOf(value, view.byteLength);
        own = promoted(value, host);
        if (own === undefined) view.set(host as never);
      }
      inputAt[index] = own ?? address;
    }
    const once: bigint[] = [];
    try {
      withoutSubnormals(() => {
        const state: Run = { inputs, inputAt, outputAt, once };
        if (isExplaining()) explainSteps(ready, layout, state);
        else for (const step of ready) step(state);
      });
    } finally {
      once.forEach(releaseHandle);
    }
    outputs.forEach((value, i) => {
      value.owned = false;
      if (buffers[i]) value.resident = buffers[i];
      else if (lasting[i]) giveArray(value, outputAt[i]!);
      else value.host = copyStorage(small[i]!);
    });
  };
  return {
    bytes: sessions.opened.reduce((sum, { bytes }) => sum + bytes, 0),
    run,
    release() {
      for (const { session } of sessions.opened) session.release();
      for (const port of finders.ports) port.release();
      finders.handles.release();
      kernelPool().unload(first, kernelCount);
      layout.release();
    },
  };
}

/** Places that one thread passes before another one would have woken up. */
const FEW_PLACES = 65_536;

function isSmall(step: LaidStep): boolean {
  return step.kind === "kernel" && step.work <= FEW_PLACES;
}

/** Values from outside that a kernel has read once. */
const seen = new WeakSet<Held>();

/** The place of a value from outside that comes again: from then on it has one in the memory. */
function promoted(value: Held, host: HostData): number | undefined {
  if (host.byteLength < LASTING || value.resident !== undefined) return undefined;
  if (!seen.has(value)) {
    seen.add(value);
    return undefined;
  }
  const buffer = ArenaBuffer.take(value, false);
  if (buffer === undefined) return undefined;
  viewOf(value.type, buffer.address!, host.byteLength).set(host as never);
  value.resident = buffer;
  return buffer.address;
}

/** Copies a value that found no memory of its own to an array. */
function giveArray(value: Held, address: number): void {
  const bytes = byteLength(value);
  const host = hostBuffers.take(value.type, bytes);
  host.set(viewOf(value.type, address, bytes) as never);
  value.host = host;
  value.owned = true;
}

function fixedView({ type, shape }: { type: OnnxType; shape: readonly number[] }, place: Place) {
  if (place.kind !== "fixed") throw new Error("internal: a small output has no place");
  return viewOf(type, place.address, byteLength({ type, shape }));
}
