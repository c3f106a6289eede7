/**
 * Updates that count only under a condition, without a branch in the graph: all of them are computed,
 * and each variable keeps its value where the condition does not hold. A branch would cut the plan of
 * a step in three, which costs more than what it saves.
 *
 * @module
 */
import type { Variable } from "../functions/variable.ts";
import { where } from "../primitives/math/where.ts";
import type { Tensor } from "../tensor/tensor.ts";

/**
 * Runs updates that count only where a condition holds.
 *
 * @param condition One truth value.
 * @param variables All variables that `run` may assign.
 */
export function onlyIf(condition: Tensor, variables: readonly Variable[], run: () => void): void {
  const before = variables.map((variable) => variable.take());
  run();
  variables.forEach((variable, i) => {
    const after = variable.take();
    if (after !== before[i]) variable.put(where(condition, after, before[i]!));
  });
}
