/**
 * Keys of plans: a list of nodes spelled as whole numbers, so that a step whose structure has been
 * met finds its program without making a text. Two lists have the same key only if they are the
 * same: hashes narrow the search, the numbers decide.
 *
 * @module
 */
import type { Program } from "./backend.ts";
import type { Cached } from "./program_cache.ts";
import type { Node, Tensor } from "./tensor.ts";

/** A list of nodes with its values told apart. */
export interface Numbered {
  readonly leaves: Tensor[];
  readonly outputs: Tensor[];
}

/** A plan that was met. */
export class Plan implements Cached {
  readonly key: Int32Array;
  program: Program | undefined = undefined;
  lastUsed = 0;
  /** Whether a value it left out was needed after all, so that it gives all from now on. */
  learned = false;

  constructor(key: Int32Array) {
    this.key = key;
  }
}

let epoch = 0;
let key = new Int32Array(4096);
let length = 0;

/** A number no tensor has as its epoch yet. */
export function nextEpoch(): number {
  return ++epoch;
}

function push(value: number): void {
  if (length === key.length) {
    const longer = new Int32Array(2 * length);
    longer.set(key);
    key = longer;
  }
  key[length++] = value;
}

/**
 * Writes the key of nodes, and tells their leaves and outputs apart. Each node is its id, then its
 * inputs: the slot of one that was met, or -1 - the id of its aval at first sight; then a bit for
 * each output that is wanted.
 */
export function number(nodes: readonly Node[], isOutput: (tensor: Tensor) => boolean): Numbered {
  const now = nextEpoch();
  const leaves: Tensor[] = [];
  const outputs: Tensor[] = [];
  let slots = 0;
  length = 0;
  for (let n = 0; n < nodes.length; n++) {
    const node = nodes[n]!;
    push(node.bound.id);
    for (let i = 0; i < node.inputs.length; i++) {
      const input = node.inputs[i]!;
      if (input.epoch === now) push(input.slot);
      else {
        input.epoch = now;
        input.slot = slots++;
        leaves.push(input);
        push(-1 - input.aval.id);
      }
    }
    // The number of inputs may vary; no slot and no aval is spelled like this.
    push(-0x7fffffff);
    for (let i = 0; i < node.outputs.length; i++) {
      const output = node.outputs[i]!;
      output.epoch = now;
      output.slot = slots++;
      const wanted = isOutput(output);
      push(wanted ? 1 : 0);
      if (wanted) outputs.push(output);
    }
  }
  return { leaves, outputs };
}

/** Plans by their keys. */
export class PlanTable {
  readonly #plans = new Map<number, Plan[]>();
  #size = 0;

  /** The plan of the key that was written last; a new one if it was not met. */
  find(): Plan {
    let hash = length | 0;
    for (let i = 0; i < length; i++) {
      hash = (Math.imul(hash ^ key[i]!, 0x01000193) + (hash >>> 15)) | 0;
    }
    let list = this.#plans.get(hash);
    if (list === undefined) {
      if (this.#size > MOST_PLANS) this.#forget();
      this.#plans.set(hash, list = []);
    }
    search: for (const plan of list) {
      if (plan.key.length !== length) continue;
      for (let i = 0; i < length; i++) if (plan.key[i] !== key[i]) continue search;
      return plan;
    }
    const plan = new Plan(key.slice(0, length));
    list.push(plan);
    this.#size++;
    return plan;
  }

  /** Forgets plans that have no program. */
  #forget(): void {
    for (const [hash, list] of this.#plans) {
      const kept = list.filter(({ program }) => program !== undefined);
      if (kept.length > 0) this.#plans.set(hash, kept);
      else this.#plans.delete(hash);
    }
    this.#size = [...this.#plans.values()].reduce((sum, list) => sum + list.length, 0);
  }
}

/** Plans at which those without a program are forgotten. */
const MOST_PLANS = 4096;
