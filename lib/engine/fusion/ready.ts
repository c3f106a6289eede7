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
import { describe, note } from "../plan/explain.ts";
import type { Held, Plan, Value } from "../plan/graph_types.ts";
import { IndexError } from "../plan/index_error.ts";
import { byteLength } from "../plan/value.ts";
import type { KernelStep, Layout, Place } from "./layout.ts";
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

function finderOf(value: Value, place: Place, { ports, handles }: Finders): Finder {
  if (place.kind === "fixed") return handles.at(place.address, value);
  if (place.kind === "output") {
    return ({ outputAt }) => handleAt(outputAt[place.index]! + place.offset, value);
  }
  // Parts of inputs are for kernels alone.
  if (place.offset !== 0) throw new Error("internal: a session takes a part of an input");
  const port = new Port(value);
  ports.push(port);
  return ({ inputs, once }) => port.source(inputs[place.index]!, once);
}

/** A session with its inputs and outputs found. */
export function readySession(
  plan: Plan,
  { session }: OpenedSession,
  { placeOf }: Layout,
  finders: Finders,
): Ready {
  const [sources, targets] = [handleList(plan.inputs), handleList(plan.outputs)];
  const changing: ((run: Run) => void)[] = [];
  const find = (values: readonly Value[], list: BigUint64Array<ArrayBuffer>) =>
    values.forEach((value, i) => {
      const finder = finderOf(value, placeOf(value), finders);
      if (typeof finder === "bigint") list[i] = finder;
      else changing.push((run) => list[i] = finder(run));
    });
  find(plan.inputs, sources);
  find(plan.outputs, targets);
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
  const { block, places, split, flag, part } = step;
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
    if (flagged !== undefined && flagged[0] !== 0n) {
      const index = flagged[0]!;
      flagged[0] = 0n;
      throw new IndexError(part.nodes[0]!.kernel, index);
    }
  };
}

/** Runs steps one by one, and notes what each is. */
export function explainSteps(ready: readonly Ready[], { steps }: Layout, run: Run): void {
  ready.forEach((step, i) => {
    const laid = steps[i]!;
    const start = performance.now();
    step(run);
    const [by, nodes] = laid.kind === "kernel"
      ? ["kernel", laid.part.nodes] as const
      : ["ONNX Runtime", laid.plan.nodes] as const;
    note(describe(by, nodes), start);
  });
}
