import { assertEquals, assertThrows } from "@std/assert";
import { PythonRandom } from "../../lib/random/mersenne_twister.ts";
import { readGolden } from "./bits.ts";

interface Goldens {
  streams: {
    seed: string;
    bits32: number[];
    bits1: number[];
    opSeeds: number[];
    kerasSeeds: number[];
    dice: number[];
    single: number[];
    after2000: number[];
  }[];
}

Deno.test("PythonRandom draws what Python draws for seeds of any size", () => {
  for (const golden of readGolden<Goldens>("random/python_random.json").streams) {
    const expectDraws = (expected: number[], draw: (random: PythonRandom) => number) => {
      const random = new PythonRandom(BigInt(golden.seed));
      assertEquals(expected.map(() => draw(random)), expected, `seed ${golden.seed}`);
    };
    expectDraws(golden.bits32, (random) => random.getrandbits(32));
    expectDraws(golden.bits1, (random) => random.getrandbits(1));
    expectDraws(golden.opSeeds, (random) => random.randint(0, 2 ** 31 - 1));
    expectDraws(golden.kerasSeeds, (random) => random.randint(1, 1e9));
    expectDraws(golden.dice, (random) => random.randint(-3, 3));
    expectDraws(golden.single, (random) => random.randint(5, 5));
    const late = new PythonRandom(BigInt(golden.seed));
    for (let i = 0; i < 2000; i++) late.getrandbits(32);
    assertEquals(golden.after2000.map(() => late.getrandbits(32)), golden.after2000);
  }
});

Deno.test("PythonRandom takes a number and a bigint of the same value alike", () => {
  assertEquals(new PythonRandom(42).getrandbits(32), 2746317213);
  assertEquals(new PythonRandom(-42n).getrandbits(32), 2746317213);
  const safest = Number.MAX_SAFE_INTEGER;
  assertEquals(
    new PythonRandom(safest).getrandbits(32),
    new PythonRandom(BigInt(safest)).getrandbits(32),
  );
});

Deno.test("PythonRandom throws when a range or a number of bits does not fit a word", () => {
  const random = new PythonRandom(0);
  assertThrows(() => random.getrandbits(33), RangeError, "a whole number from 1 to 32");
  assertThrows(() => random.getrandbits(0), RangeError, "received bits=0");
  assertThrows(() => random.randint(3, 2), RangeError, "received high=2");
  assertThrows(() => random.randint(0, 2 ** 32), RangeError, "received high=4294967296");
});
