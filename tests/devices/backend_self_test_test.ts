import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { selfTest } from "../../lib/devices/self_test.ts";
import { fill } from "../../lib/primitives/array/fill.ts";
import { add } from "../../lib/primitives/math/arithmetic.ts";
import { aval } from "../../lib/tensor/aval.ts";
import type { Backend } from "../../lib/tensor/backend.ts";
import { read } from "../../lib/tensor/graph.ts";
import { ProgramCache } from "../../lib/tensor/program_cache.ts";
import { state } from "../../lib/tensor/state.ts";
import { TEST_BACKENDS, using } from "../support/backends.ts";

/** A device that computes on the cpu, and spoils the last number of a result. */
function spoiling(result: number): Backend {
  const { backend } = TEST_BACKENDS[0]!;
  let count = 0;
  return {
    name: "spoiled",
    programs: new ProgramCache(),
    compile(outline) {
      const program = backend.compile(outline);
      return {
        ...program,
        release: () => program.release(),
        run(leaves, outputs) {
          program.run(leaves, outputs);
          for (const output of outputs) {
            if (count++ === result) (output.host as Float32Array)[output.size - 1]! += 1;
          }
        },
      };
    },
  };
}

for (const { name, backend } of TEST_BACKENDS) {
  Deno.test(`selfTest() passes on ${name}`, () => {
    assertEquals(selfTest(backend), undefined);
  });
}

Deno.test("selfTest() says which result is wrong", () => {
  const faults = [0, 1, 2, 3, 4, 5].map((result) => selfTest(spoiling(result)));
  faults.forEach((fault, i) => assert(fault !== undefined, `result ${i}`));
  assertStringIncludes(faults.join(), "gradient: element 5 is ");
});

Deno.test("selfTest() throws what the device throws, and leaves what waits alone", () => {
  const broken: Backend = {
    name: "broken",
    programs: new ProgramCache(),
    compile() {
      throw new Error("no driver");
    },
  };
  using(TEST_BACKENDS[0]!.backend, () => {
    const before = state.backend;
    const sum = add(fill(1, aval("float32", [2])), fill(2, aval("float32", [2])));
    assertThrows(() => selfTest(broken), Error, "no driver");
    assertEquals(state.backend, before);
    assertEquals([...read(sum)], [3, 3]);
  });
});
