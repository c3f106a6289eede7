import "../../lib/start.ts";
import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { deserialize, GlorotUniform, serialize } from "../../lib/initializers/mod.ts";
import { setSeed, statelessNormal } from "../../lib/random/mod.ts";
import { setRandomSeed } from "../../lib/random/profile.ts";
import { SeedGenerator } from "../../lib/random/seed_generator.ts";
import { readGolden, valuesOf } from "./bits.ts";

interface Goldens {
  generators: { seed: string; calls: [boolean, [string, string]][]; values: number[][] }[];
  drawnAfterSeed42: string[];
}

const goldens = readGolden<Goldens>("initializers/stft.json");

Deno.test("SeedGenerator gives Keras's pairs, in order and out of order", () => {
  for (const { seed, calls } of goldens.generators) {
    const generator = new SeedGenerator(BigInt(seed));
    for (const [ordered, pair] of calls) {
      assertEquals(generator.state.map(String), pair);
      assertEquals(generator.next({ ordered }).map(String), pair, `seed ${seed}`);
    }
  }
});

Deno.test("SeedGenerator without a seed draws one as Keras does", () => {
  setRandomSeed(42);
  const drawn = goldens.drawnAfterSeed42.map(() => String(new SeedGenerator().next()[0]));
  assertEquals(drawn, goldens.drawnAfterSeed42);
  setSeed(null);
});

Deno.test("an initializer with a SeedGenerator gives Keras's values, other ones at every call", () => {
  for (const { seed, values } of goldens.generators) {
    const initializer = new GlorotUniform({ seed: new SeedGenerator(BigInt(seed)) });
    for (const expected of values) assertEquals([...valuesOf(initializer([2, 3]))], expected);
  }
});

Deno.test("an initializer with a SeedGenerator is made again from its configuration", () => {
  const initializer = new GlorotUniform({ seed: new SeedGenerator({ seed: 5, name: "seeds" }) });
  const first = [...valuesOf(initializer([3]))];
  const written = JSON.parse(JSON.stringify(serialize(initializer)));
  assertEquals(written.config.seed, {
    class_name: "SeedGenerator",
    config: { seed: 5, name: "seeds" },
  });
  const copy = deserialize(written);
  assertEquals([...valuesOf(copy([3]))], first);
  assertNotEquals([...valuesOf(copy([3]))], first);
});

Deno.test("a pair of a SeedGenerator is a seed of the stateless ops", () => {
  const generator = new SeedGenerator(1);
  const draws = [1, 2].map(() => [...valuesOf(statelessNormal([3], { seed: generator.next() }))]);
  assertNotEquals(draws[0], draws[1]);
  assertEquals(draws[1], [...valuesOf(statelessNormal([3], { seed: [1, 1] }))]);
});

Deno.test("SeedGenerator numbers its names and keeps its options", () => {
  const [first, second] = [new SeedGenerator(1), new SeedGenerator({ seed: 2, name: "mine" })];
  assert(/^seed_generator(_\d+)?$/.test(first.name));
  assertNotEquals(new SeedGenerator(1).name, first.name);
  assertEquals(second.getConfig(), { seed: 2, name: "mine" });
  assertEquals(SeedGenerator.fromConfig(second.getConfig()).getConfig(), second.getConfig());
});

Deno.test("SeedGenerator throws when an argument is none", () => {
  const untyped = SeedGenerator as unknown as new (...args: unknown[]) => SeedGenerator;
  assertThrows(() => new untyped(0.5), RangeError, "SeedGenerator: expected seed to be a safe");
  assertThrows(() => new untyped("1"), TypeError, 'received seed="1"');
  assertThrows(() => new untyped({ sed: 1 }), TypeError, "did you mean seed?");
  assertThrows(() => new SeedGenerator(2n ** 63n), RangeError, "a signed 64-bit integer");
  const next = { ordered: "no" } as unknown as { ordered: boolean };
  assertThrows(
    () => new SeedGenerator(1).next(next),
    TypeError,
    "SeedGenerator.next: expected ordered",
  );
});
