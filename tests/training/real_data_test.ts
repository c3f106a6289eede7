/**
 * Real data: trainings of this library reach what the same trainings in Keras reach, within the
 * spread that five seeds have there (docs/measurements/training.md).
 */
import { assert } from "@std/assert";
import { result, type Task, TASKS } from "../../scripts/peers/real_data.ts";

/** What a training has to reach, and over how many seeds. */
interface Bound {
  readonly least: number;
  readonly most: number;
  readonly seeds: number;
}

/**
 * With one seed: the worst of five in Keras, less one row. The rows of diabetes tell less, so that the
 * mean of five seeds has to be within two of its deviations of Keras's; after one epoch it is 0.635.
 */
const BOUNDS: Readonly<Record<keyof typeof TASKS, Bound>> = {
  "digits, MLP": { least: 0.97, most: 1, seeds: 1 },
  "digits, CNN": { least: 0.98, most: 1, seeds: 1 },
  iris: { least: 0.9, most: 1, seeds: 1 },
  wine: { least: 0.97, most: 1, seeds: 1 },
  diabetes: { least: 0.525, most: 0.627, seeds: 5 },
};

for (const [name, task] of Object.entries(TASKS) as [keyof typeof TASKS, Task][]) {
  Deno.test(`${name}: as good as Keras's`, async () => {
    const { least, most, seeds } = BOUNDS[name];
    let reached = 0;
    for (let seed = 1; seed <= seeds; seed++) reached += await result(task, seed) / seeds;
    assert(reached >= least && reached <= most, `${reached} is not from ${least} to ${most}`);
  });
}
