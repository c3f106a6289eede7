/**
 * Runs the memory fuzzer.
 *
 * @module
 */
import { type Api, Missing } from "./api.ts";
import { ACTIONS } from "./memory_actions.ts";
import { MemoryState } from "./memory_state.ts";
import { Random } from "./random.ts";

/** How many steps one state lives. */
const STEPS = 500;

/** Checks everything that is still held, and the arrays that were kept. */
function finish(s: MemoryState): void {
  for (const held of [...s.live, ...s.variables]) s.check(held, held.value.numpy().data, "end");
  for (const { array, truth, id } of s.kept) {
    s.checks++;
    const at = array.findIndex((x, i) => x !== truth[i]);
    if (at >= 0) s.fault(`an array read of ${id} changed at ${at}: ${array[at]}, was ${truth[at]}`);
  }
}

/** Runs `steps` actions in all; a new state every 500. */
export function runMemory(
  api: Api,
  steps: number,
  seed: number,
): { checks: number; faults: string[] } {
  const collect: unknown = Reflect.get(globalThis, "gc");
  const total = ACTIONS.reduce((sum, [, weight]) => sum + weight, 0);
  let checks = 0;
  const faults: string[] = [];
  for (let done = 0, part = 0; done < steps; part++) {
    const random = new Random(seed * 104729 + part);
    const s = new MemoryState(api, random);
    for (let k = 0; k < STEPS && done < steps; k++, done++) {
      while (s.live.length < 3) s.leaf();
      while (s.live.length > 40) s.live.shift();
      let at = random.next() * total;
      const [action] = ACTIONS.find(([, weight]) => (at -= weight) < 0) ?? ACTIONS[0]!;
      try {
        action(s);
        if (typeof collect === "function" && random.next() < 0.03) collect();
      } catch (error) {
        if (error instanceof Missing) continue;
        s.fault(`threw ${error instanceof Error ? error.stack : String(error)}`);
        break;
      }
      s.live.splice(0, s.live.length, ...s.live.filter(({ truth }) => truth.every(isSmall)));
    }
    finish(s);
    checks += s.checks;
    faults.push(...s.faults.map((text) => `seed ${seed}, part ${part}: ${text}`));
  }
  return { checks, faults };
}

/** Whether products with it and their remainders stay exact in float32. */
function isSmall(x: number): boolean {
  return Math.abs(x) < 512;
}
