/**
 * 200 random programs judged by TensorFlow (scripts/fuzz/programs.py --small --seed 1 --count 200):
 * eager and traced values, second calls, first and second gradients.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import * as tf from "kerasaur";
import { Api } from "../../scripts/fuzz/api.ts";
import { Checker } from "../../scripts/fuzz/check.ts";
import { FAULTS } from "../../scripts/fuzz/outcomes.ts";
import type { Program } from "../../scripts/fuzz/program.ts";
import { readPrograms } from "../../scripts/fuzz/read_programs.ts";

const GOLDENS = new URL("../goldens/fuzz/programs.json.gz", import.meta.url);
const PART = 50;
const api = new Api({ ...tf });

/** Programs by parts, so that a failure says where it is. */
const parts: Program[][] = [];
for await (const program of readPrograms(GOLDENS)) {
  const last = parts.at(-1);
  if (last === undefined || last.length >= PART) parts.push([program]);
  else last.push(program);
}

let refused = 0;
for (const [i, programs] of parts.entries()) {
  const [first, last] = [programs[0]!.seed, programs.at(-1)!.seed];
  Deno.test(`programs ${first} to ${last} compute what TensorFlow computes`, () => {
    const faults: string[] = [];
    for (const program of programs) {
      const outcomes = new Checker(api, program).run();
      for (const { kind, seed, phase, op, detail } of outcomes) {
        if (![...FAULTS, "missing"].includes(kind)) continue;
        faults.push(`${kind}: seed ${seed}, ${op} (${phase}): ${detail}`);
      }
      if (outcomes.some(({ kind }) => kind === "refusal")) refused++;
    }
    assertEquals(faults.slice(0, 10), []);
    if (i === parts.length - 1) {
      const count = parts.flat().length;
      assert(count >= 196 && refused <= 0.02 * count, `${refused} of ${count} refused`);
    }
  });
}
