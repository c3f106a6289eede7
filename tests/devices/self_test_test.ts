import { assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { selfTest } from "../../lib/devices/self_test.ts";
import type { Provider, Value } from "../../lib/engine/plan/graph_types.ts";
import { providers } from "../../lib/engine/mod.ts";
import { TEST_DEVICES } from "../support/devices.ts";

/** The cpu provider with one result spoilt before anybody sees it. */
function faulty(spoil: (output: Value, index: number) => void): Provider {
  const provider = providers.cpu;
  return {
    ...provider,
    compile(plan) {
      const executable = provider.compile(plan);
      return {
        ...executable,
        run(inputs, outputs) {
          executable.run(inputs, outputs);
          outputs.forEach(spoil);
        },
      };
    },
  };
}

for (const { name } of TEST_DEVICES) {
  Deno.test(`selfTest() finds nothing wrong with the ${name} device`, () => {
    assertStrictEquals(selfTest(providers[name]), undefined);
  });
}

Deno.test("selfTest() finds each kind of result that is wrong", () => {
  const names = new Set<string>();
  for (let broken = 0; broken < 8; broken++) {
    const fault = selfTest(faulty((output, index) => {
      if (index === broken) output.host![0] = Number(output.host![0]) === 1 ? 0 : 1;
    }));
    assertMatch(fault ?? "nothing", /: element 0 is .* instead of /);
    names.add(fault!.split(":")[0]!);
  }
  assertEquals(names.size, 8);
});

Deno.test("selfTest() finds a NaN that became a number", () => {
  const fault = selfTest(faulty((output) => {
    if (output.type === "float32") {
      output.host = (output.host as Float32Array).map((it) => Number.isNaN(it) ? 0 : it);
    }
  }));
  assertMatch(fault ?? "nothing", /instead of NaN/);
});
