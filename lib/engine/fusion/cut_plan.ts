/**
 * Runs a plan in parts: sessions of ONNX Runtime and generated kernels take turns on one memory.
 *
 * @module
 */
import { copyStorage } from "../../arrays/dtypes.ts";
import { hostBuffers } from "../host_buffers.ts";
import type { HostData, OnnxType } from "../onnx/onnx_types.ts";
import { releaseHandle } from "../ort/ort_tensors.ts";
import type { OrtSession } from "../ort/ort_session.ts";
import { handleList, hostOf, Port } from "../ort/port.ts";
import { withoutSubnormals } from "../ort/subnormals.ts";
import { kernelPool } from "../threads/pool.ts";
import { type Arena, arena } from "../memory/arena.ts";
import { ArenaBuffer, handleAt, viewOf } from "../memory/arena_buffer.ts";
import { describe, isExplaining, note } from "../plan/explain.ts";
import type { Executable, Held, Plan, Value } from "../plan/graph_types.ts";
import { byteLength } from "../plan/value.ts";
import type { Parts } from "./groups.ts";
import { signatureOf } from "./signature.ts";
import {
  type KernelStep,
  type LaidStep,
  type Layout,
  layOut,
  type LoopStep,
  type Place,
  type SessionStep,
} from "./layout.ts";
import { LASTING } from "./lives.ts";

/** Elements of all kernels from which helpers are worth being made. */
const WORTH_HELPERS = 500_000;

/** Microseconds for which helpers stay awake for the next kernel. */
const PATIENCE = 50;

/** What a part that is a session is opened as. */
export interface OpenedSession {
  readonly session: OrtSession;
  readonly bytes: number;
}

/** What a run knows of the plan's inputs and outputs. */
interface Run {
  readonly inputs: readonly Held[];
  /** Where each input is for kernels, and where each output goes. */
  readonly inputAt: number[];
  readonly outputAt: readonly number[];
  readonly once: bigint[];
}

/** A step, ready to run. */
type Ready = (run: Run) => void;

/** Writes an address into a block of them. */
class Blocks {
  readonly #words: Uint32Array;

  constructor({ memory }: Arena) {
    this.#words = new Uint32Array(memory.buffer, 0, 2 ** 22);
  }

  put(block: number, index: number, address: number): void {
    const at = block / 4 + 2 * index;
    this.#words[at] = address % 2 ** 32;
    this.#words[at + 1] = Math.floor(address / 2 ** 32);
  }
}

/** How a session finds a value: the same handle always, or what each run has. */
type Finder = bigint | ((run: Run) => bigint);

function finderOf(value: Value, place: Place, isInLoop: boolean, ports: Port[]): Finder {
  if (place.kind === "fixed") return handleAt(place.address, value);
  if (place.kind === "output") {
    return ({ outputAt }) => handleAt(outputAt[place.index]! + place.offset, value);
  }
  if (isInLoop) return ({ inputAt }) => handleAt(inputAt[place.index]! + place.offset, value);
  const port = new Port(value);
  ports.push(port);
  return ({ inputs, once }) => port.source(inputs[place.index]!, once);
}

/** The sessions of a plan: one for all parts that compute the same. */
class Sessions {
  readonly opened: OpenedSession[] = [];
  readonly #known = new Map<string, OpenedSession>();
  readonly #ofPlans = new Map<Plan, OpenedSession>();
  readonly #open: (plan: Plan) => OpenedSession;

  constructor(open: (plan: Plan) => OpenedSession) {
    this.#open = open;
  }

  of(plan: Plan): OpenedSession {
    let session = this.#ofPlans.get(plan);
    if (session === undefined) this.#ofPlans.set(plan, session = this.#like(plan));
    return session;
  }

  #like(plan: Plan): OpenedSession {
    const signature = signatureOf(plan);
    const known = signature === undefined ? undefined : this.#known.get(signature);
    if (known !== undefined) return known;
    const session = this.#open(plan);
    this.opened.push(session);
    if (signature !== undefined) this.#known.set(signature, session);
    return session;
  }
}

/** A session with its inputs and outputs found. */
function readySession(
  { plan, inputs, outputs, isInLoop }: SessionStep,
  { session }: OpenedSession,
  ports: Port[],
): Ready {
  const [sources, targets] = [handleList(plan.inputs), handleList(plan.outputs)];
  const changing: ((run: Run) => void)[] = [];
  const find = (
    values: readonly Value[],
    places: readonly Place[],
    list: BigUint64Array<ArrayBuffer>,
  ) =>
    values.forEach((value, i) => {
      const finder = finderOf(value, places[i]!, isInLoop, ports);
      if (typeof finder === "bigint") list[i] = finder;
      else changing.push((run) => list[i] = finder(run));
    });
  find(plan.inputs, inputs, sources);
  find(plan.outputs, outputs, targets);
  return (run) => {
    for (const it of changing) it(run);
    session.run(sources, targets);
  };
}

/** A kernel with its operands found. */
function readyKernel(step: KernelStep, number: number, blocks: Blocks, patience: number): Ready {
  const { block, places, split, flag } = step;
  const flagged = flag === undefined ? undefined : viewOf("int64", flag, 8) as BigInt64Array;
  const pool = kernelPool();
  const changing: ((run: Run) => void)[] = [];
  places.forEach((place, i) => {
    if (place.kind === "fixed") blocks.put(block, i, place.address);
    else if (place.kind === "input") {
      changing.push(({ inputAt }) => blocks.put(block, i, inputAt[place.index]! + place.offset));
    } else {
      changing.push(({ outputAt }) => blocks.put(block, i, outputAt[place.index]! + place.offset));
    }
  });
  return (run) => {
    for (const it of changing) it(run);
    pool.run(number, block, split, patience);
    if (flagged !== undefined && flagged[0] !== 0n) throw outOfRange(flagged);
  };
}

/** A loop with its rounds found. */
function readyLoop(rounds: readonly (readonly Ready[])[], { rounds: laid }: LoopStep): Ready {
  return (run) => {
    if (isExplaining()) return explainLoop(rounds, laid[0]!, run);
    for (const round of rounds) for (const step of round) step(run);
  };
}

/** Runs a loop, and notes how long each of its steps took in all rounds. */
function explainLoop(
  rounds: readonly (readonly Ready[])[],
  steps: readonly LaidStep[],
  run: Run,
): void {
  const took = steps.map(() => 0);
  for (const round of rounds) {
    round.forEach((step, i) => {
      const start = performance.now();
      step(run);
      took[i]! += performance.now() - start;
    });
  }
  steps.forEach((step, i) => noteStep(step, performance.now() - took[i]!));
}

/** Notes a step that has taken the time since `start`. */
function noteStep(step: LaidStep, start: number): void {
  if (step.kind === "kernel") note(describe("kernel", step.part.nodes), start);
  else if (step.kind === "session") note(describe("ONNX Runtime", step.plan.nodes), start);
}

/** Runs steps one by one, and notes what each is. */
function explainSteps(ready: readonly Ready[], { steps }: Layout, run: Run): void {
  ready.forEach((step, i) => {
    const start = performance.now();
    step(run);
    noteStep(steps[i]!, start);
  });
}

/** The error for an index that a kernel left. */
function outOfRange(flagged: BigInt64Array): RangeError {
  const index = flagged[0];
  flagged[0] = 0n;
  return new RangeError(`invalid index found, index = ${index}`);
}

/**
 * A plan in parts as what runs it; `undefined` where it does not fit into the memory.
 *
 * @param open Opens the session of a part.
 */
export function runInParts(
  plan: Plan,
  parts: Parts,
  open: (plan: Plan) => OpenedSession,
): Executable | undefined {
  const memory = arena();
  const layout = memory && layOut(plan, parts, memory);
  if (!memory || !layout) return undefined;
  const ports: Port[] = [];
  const sessions = new Sessions(open);
  const { kernelCount } = layout;
  const first = layout.module ? kernelPool().load(layout.module, kernelCount) : 0;
  const isWorthHelpers = layout.work >= WORTH_HELPERS;
  let runs = 0;
  const blocks = new Blocks(memory);
  const readyOf = (steps: readonly LaidStep[]): Ready[] =>
    steps.map((step, i) => {
      if (step.kind === "loop") return readyLoop(step.rounds.map(readyOf), step);
      if (step.kind === "session") return readySession(step, sessions.of(step.plan), ports);
      const isLast = steps[i + 1]?.kind !== "kernel";
      return readyKernel(step, first + step.index, blocks, isLast ? 0 : PATIENCE);
    });
  const ready = readyOf(layout.steps);
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
      for (const port of ports) port.release();
      kernelPool().unload(first, kernelCount);
      layout.release();
    },
  };
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
