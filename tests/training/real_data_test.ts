/**
 * Real data: trainings of this library reach what the same trainings in Keras reach, within the
 * spread that five seeds have there (docs/measurements/training.md).
 */
import { assert } from "@std/assert";
import { result, type Task, TASKS } from "../../scripts/peers/real_data.ts";

/** What a training has to reach with one seed: the worst of five in Keras, less one row. */
const BOUNDS: Readonly<Record<keyof typeof TASKS, readonly [least: number, most: number]>> = {
  "digits, MLP": [0.97, 1],
  "digits, CNN": [0.98, 1],
  iris: [0.9, 1],
  wine: [0.97, 1],
  diabetes: [0.4, 0.68],
};

for (const [name, task] of Object.entries(TASKS) as [keyof typeof TASKS, Task][]) {
  Deno.test(`${name}: as good as Keras's`, async () => {
    const [least, most] = BOUNDS[name];
    const reached = await result(task, 1);
    assert(reached >= least && reached <= most, `${reached} is not from ${least} to ${most}`);
  });
}
