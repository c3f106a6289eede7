/**
 * Steps of a plan, ready to run: sessions with the handles of their values, kernels with the addresses
 * of theirs. What changes from run to run is found at the beginning of each.
 *
 * @module
 */
import { createHandle, releaseHandle } from "../ort/ort_tensors.ts";
import { handleList, Port } from "../ort/port.ts";
import { kernelPool } from "../threads/pool.ts";
import type { Arena } from "../memory/arena.ts";
import { handleAt, viewOf } from "../memory/arena_buffer.ts";
import { describe, isExplaining, note } from "../plan/explain.ts";
import type { Held, Value } from "../plan/graph_types.ts";
import { byteLength } from "../plan/value.ts";
import type { KernelStep, LaidStep, LoopStep, Place, SessionStep } from "./layout.ts";
import type { OpenedSession } from "./sessions.ts";

/** What a run knows of the plan's inputs and outputs. */
export interface Run {
  readonly inputs: readonly Held[];
  /** Where each input is for kernels, and where each output goes. */
  readonly inputAt: number[];
  readonly outputAt: readonly number[];
  readonly once: bigint[];
}

/** A step, ready to run. */
export type Ready = (run: Run) => void;

/** Writes an address into a block of them. */
export class Blocks {
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

/** Handles of places that a plan has for as long as it lasts. */
export class FixedHandles {
  readonly #known = new Map<string, bigint>();

  at(address: number, value: Value): bigint {
    const { type, shape } = value;
    const key = `${address} ${type} ${shape}`;
    let handle = this.#known.get(key);
    if (handle === undefined) {
      handle = createHandle(viewOf(type, address, byteLength(value)), value);
      this.#known.set(key, handle);
    }
    return handle;
  }

  release(): void {
    for (const handle of this.#known.values()) releaseHandle(handle);
  }
}

/** What sessions find values by, for as long as a plan lasts. */
export interface Finders {
  readonly ports: Port[];
  readonly handles: FixedHandles;
}

/** How a session finds a value: the same handle always, or what each run has. */
type Finder = bigint | ((run: Run) => bigint);

function finderOf(
  value: Value,
  place: Place,
  isInLoop: boolean,
  { ports, handles }: Finders,
): Finder {
  if (place.kind === "fixed") return handles.at(place.address, value);
  if (place.kind === "output") {
    return ({ outputAt }) => handleAt(outputAt[place.index]! + place.offset, value);
  }
  if (isInLoop) return ({ inputAt }) => handleAt(inputAt[place.index]! + place.offset, value);
  const port = new Port(value);
  ports.push(port);
  return ({ inputs, once }) => port.source(inputs[place.index]!, once);
}

/** A session with its inputs and outputs found. */
export function readySession(
  { plan, inputs, outputs, isInLoop }: SessionStep,
  { session }: OpenedSession,
  finders: Finders,
): Ready {
  const [sources, targets] = [handleList(plan.inputs), handleList(plan.outputs)];
  const changing: ((run: Run) => void)[] = [];
  const find = (
    values: readonly Value[],
    places: readonly Place[],
    list: BigUint64Array<ArrayBuffer>,
  ) =>
    values.forEach((value, i) => {
      const finder = finderOf(value, places[i]!, isInLoop, finders);
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
export function readyKernel(
  step: KernelStep,
  number: number,
  blocks: Blocks,
  patience: number | undefined,
): Ready {
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
export function readyLoop(
  rounds: readonly (readonly Ready[])[],
  { rounds: laid }: LoopStep,
): Ready {
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

/** The error for an index that a kernel left. */
function outOfRange(flagged: BigInt64Array): RangeError {
  const index = flagged[0];
  flagged[0] = 0n;
  return new RangeError(`invalid index found, index = ${index}`);
}

/** Runs steps one by one, and notes what each is. */
export function explainSteps(
  ready: readonly Ready[],
  steps: readonly LaidStep[],
  run: Run,
): void {
  ready.forEach((step, i) => {
    const start = performance.now();
    step(run);
    noteStep(steps[i]!, start);
  });
}
