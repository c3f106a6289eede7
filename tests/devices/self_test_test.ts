import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { selfTest } from "../../lib/devices/self_test.ts";
import { fill } from "../../lib/primitives/array/fill.ts";
import { add } from "../../lib/primitives/math/arithmetic.ts";
import { aval } from "../../lib/tensor/aval.ts";
import type { Backend } from "../../lib/tensor/backend.ts";
import { read } from "../../lib/tensor/graph.ts";
import { ProgramCache } from "../../lib/tensor/program_cache.ts";
import { state } from "../../lib/tensor/state.ts";
import type { Tensor } from "../../lib/tensor/tensor.ts";
import { TEST_BACKENDS, using } from "../support/backends.ts";

/** A device that computes on the cpu, and spoils what it gives. */
function spoiling(spoil: (output: Tensor, count: number) => void): Backend {
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
          for (const output of outputs) spoil(output, count++);
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

Deno.test("selfTest() finds each kind of result that is wrong", () => {
  const names = new Set<string>();
  for (let broken = 0; broken < 8; broken++) {
    const fault = selfTest(spoiling(({ host }, count) => {
      const numbers = host as Float32Array;
      if (count === broken) numbers[0] = numbers[0] === 1 ? 0 : 1;
    }));
    assertMatch(fault ?? "nothing", /: element 0 is .* instead of /);
    names.add(fault!.split(":")[0]!);
  }
  assertEquals(names.size, 8, [...names].join());
});

Deno.test("selfTest() finds a NaN that became a number", () => {
  const fault = selfTest(spoiling((output) => {
    if (output.dtype !== "float32") return;
    output.host = (output.host as Float32Array).map((it) => Number.isNaN(it) ? 0 : it);
  }));
  assertMatch(fault ?? "nothing", /instead of NaN/);
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
