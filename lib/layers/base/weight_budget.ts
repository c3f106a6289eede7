/**
 * How many numbers weights may hold while a model is made of a file: a file of a kilobyte that asks
 * for a layer of a thousand million units is refused before memory is taken for it.
 *
 * @module
 * @internal
 */
import { enterTurn, onNewTurn } from "../../scopes/turn.ts";

/** A budget that is being spent. */
interface Budget {
  left: number;
  readonly whole: number;
}

let budget: Budget | undefined;
onNewTurn(() => budget = undefined);

/** Runs what makes weights of at most so many numbers, all together. */
export function withinBudget<T>(numbers: number, run: () => T): T {
  enterTurn();
  const before = budget;
  budget = { left: numbers, whole: numbers };
  try {
    return run();
  } finally {
    budget = before;
  }
}

/**
 * Notes that a weight is about to be made.
 *
 * @throws {RangeError} if it is more than the file can hold.
 */
export function spendWeights(where: string, shape: readonly number[]): void {
  if (budget === undefined) return;
  budget.left -= shape.reduce((size, dim) => size * dim, 1);
  if (budget.left >= 0) return;
  throw new RangeError(
    `${where}: expected weights of at most ${budget.whole} numbers, as the file is small, received one of shape [${
      shape.join(", ")
    }] that makes them more; the file is damaged or an attack`,
  );
}
