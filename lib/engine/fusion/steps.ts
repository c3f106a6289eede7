/**
 * The steps of a plan in parts, calls of kernels and runs of sessions, before anything has its place.
 *
 * @module
 */
import { emitter } from "../kernels/emit.ts";
import type { Plan } from "../plan/graph_types.ts";
import { type Draft, draftsOf, FLAG, neededOf, sessionPlan } from "./drafts.ts";
import type { Lives } from "./lives.ts";
import type { Parts } from "./parts.ts";

/** A call of a kernel, or the plan of a session. */
export type StepDraft = Draft | Plan;

/** The steps of a plan in their order, with what they use noted. */
export function stepsOf(plan: Plan, cut: Parts, lives: Lives): StepDraft[] {
  const needed = neededOf(plan, cut);
  const emit = emitter();
  const steps: StepDraft[] = [];
  for (const part of cut.parts) {
    if (part.kind === "session") {
      const own = sessionPlan(part, cut, needed);
      for (const value of [...own.inputs, ...own.outputs]) lives.uses(value, false, steps.length);
      steps.push(own);
      continue;
    }
    const drafts = draftsOf(part, cut, needed, steps.length, emit);
    const last = steps.length + drafts.length - 1;
    for (const operand of new Set(drafts.flatMap(({ operands }) => operands))) {
      if (operand === FLAG) continue;
      if ("from" in operand) lives.add(operand);
      else {
        lives.uses(operand, true, steps.length);
        // Results of folds come with the last of its steps.
        lives.uses(operand, true, last);
      }
    }
    steps.push(...drafts);
  }
  return steps;
}
