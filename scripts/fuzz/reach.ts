/**
 * What depends on what in a program.
 *
 * @module
 */
import { type Argument, type Program, references, type Step } from "./program.ts";

/** The number of a step's first output, for each step. */
export function startsOf(steps: readonly Step[]): number[] {
  let at = 0;
  return steps.map(({ n }) => (at += n) - n);
}

/** All leaves and outputs that some values were made of, themselves included. */
export function sourcesOf(program: Program, values: readonly number[]): Set<number> {
  const starts = startsOf(program.steps);
  const found = new Set(values);
  for (let k = program.steps.length - 1; k >= 0; k--) {
    const [step, start] = [program.steps[k]!, starts[k]!];
    const isUsed = Array.from({ length: step.n }, (_, i) => found.has(start + i)).some(Boolean);
    if (isUsed) outerReferences(step, start).forEach((it) => found.add(it));
  }
  return found;
}

/** What a step refers to outside of its own blocks, whose values have numbers from `start` on. */
export function outerReferences(step: Step, start: number): number[] {
  return [...new Set(references(step))].filter((it) => it < start);
}

/** The values that an argument refers to. */
export function argumentOf(
  step: Step,
  [name, place]: readonly [string, number],
): readonly number[] {
  const argument: Argument | undefined = step.named?.[name] ?? step.args?.[place];
  return references(argument);
}
