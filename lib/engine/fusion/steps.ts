/**
 * The steps of a plan in parts: calls of kernels, runs of sessions, and loops of both.
 *
 * @module
 */
import { type Emit, emitter } from "../kernels/emit.ts";
import { ALIGNMENT } from "../memory/arena.ts";
import type { Plan } from "../plan/graph_types.ts";
import { type Draft, draftsOf, FLAG, neededOf, sessionPlan } from "./drafts.ts";
import type { KernelPart, LoopPart, Parts, ScatterPart } from "./groups.ts";
import { Lives } from "./lives.ts";
import { type StateBlocks, stateBlocks } from "./loops.ts";
import { type Lifetime, offsetsOf } from "./places.ts";

/** A loop's steps, and the blocks that they use on the way. */
export interface LoopDraft {
  readonly part: LoopPart;
  readonly steps: readonly (Draft | Plan)[];
  readonly lives: Lives;
  readonly states: StateBlocks;
  /** Where each block begins in the one that has them all. */
  readonly offsets: ReadonlyMap<Lifetime, number>;
  readonly block: Lifetime;
}

/** A step before anything has its place. */
export type StepDraft = Draft | Plan | LoopDraft;

/** Puts the steps of a plan together. */
class Drafter {
  readonly #cut: Parts;
  readonly #lives: Lives;
  readonly #needed: ReturnType<typeof neededOf>;
  readonly #emit: Emit;

  constructor(plan: Plan, cut: Parts, lives: Lives, emit: Emit) {
    this.#cut = cut;
    this.#lives = lives;
    this.#needed = neededOf(plan, cut);
    this.#emit = emit;
  }

  /** The steps in their order, with what they use noted. */
  steps(): StepDraft[] {
    const steps: StepDraft[] = [];
    for (const part of this.#cut.parts) {
      if (part.kind === "session") {
        const own = sessionPlan(part, this.#cut, this.#needed);
        for (const value of [...own.inputs, ...own.outputs]) {
          this.#lives.uses(value, false, steps.length);
        }
        steps.push(own);
      } else if (part.kind === "loop") steps.push(this.#loop(part, steps.length));
      else steps.push(...this.#kernels(part, steps.length));
    }
    return steps;
  }

  #kernels(part: KernelPart | ScatterPart, at: number): Draft[] {
    const drafts = draftsOf(part, this.#cut, this.#needed, at, this.#emit);
    const last = at + drafts.length - 1;
    for (const operand of new Set(drafts.flatMap(({ operands }) => operands))) {
      if (operand === FLAG) continue;
      if ("from" in operand) this.#lives.add(operand);
      else {
        this.#lives.uses(operand, true, at);
        // Results of folds come with the last of its steps.
        this.#lives.uses(operand, true, last);
      }
    }
    return drafts;
  }

  #loop(part: LoopPart, at: number): LoopDraft {
    const { plan, parts } = part.loop;
    const [node] = part.nodes;
    const lives = new Lives(plan, parts.windows, true);
    // A body has no loops of its own.
    const steps = new Drafter(plan, parts, lives, this.#emit).steps() as (Draft | Plan)[];
    const states = stateBlocks(part.loop);
    states.flat().forEach((it) => lives.add(it));
    const { offsets, bytes } = offsetsOf(lives.blocks, ALIGNMENT);
    for (const value of [...node.inputs, ...node.outputs]) {
      if (value !== undefined) this.#lives.uses(value, true, at);
    }
    return {
      part,
      steps,
      lives,
      states,
      offsets: new Map(lives.blocks.map((it, i) => [it, offsets[i]!])),
      block: this.#lives.add({ bytes, from: at, to: at }),
    };
  }
}

/** The steps of a plan in their order, with what they use noted. */
export function stepsOf(plan: Plan, cut: Parts, lives: Lives): StepDraft[] {
  return new Drafter(plan, cut, lives, emitter()).steps();
}
