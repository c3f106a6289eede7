import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { NdArray } from "../../lib/display/ndarray.ts";
import { RandomState } from "../../lib/random/random_state.ts";
import { readGolden } from "./bits.ts";

interface Result {
  shape: number[] | null;
  values: string[];
}

interface Call {
  name: string;
  args: unknown[];
  options: object;
  result: Result;
  rows: number[];
  items: number[];
  permuted: number[];
}

interface Goldens {
  streams: { seed: number; calls: Call[] }[];
}

const { streams } = readGolden<Goldens>("random/random_state.json");
const range = (count: number) => Array.from({ length: count }, (_, i) => i);
const matrix = (rows: number, columns: number) =>
  new NdArray(Int32Array.from(range(rows * columns)), [rows, columns], "int32");

/** The number that Python wrote in hexadecimal. */
function parse(text: string): number {
  const match = /^(-?)0x([01])\.([0-9a-f]+)p([+-]\d+)$/.exec(text);
  if (match === null) return Number(text);
  const [, sign, whole, digits, exponent] = match;
  const mantissa = Number(whole) + parseInt(digits!.padEnd(13, "0"), 16) * 2 ** -52;
  return (sign === "-" ? -1 : 1) * mantissa * 2 ** Number(exponent);
}

function run(rng: RandomState, { name, args, options }: Call): unknown {
  const method = name.replace(/_./g, (part) => part[1]!.toUpperCase());
  const all = name === "choice" ? [args[0], args[1] ?? null, options] : args;
  return (rng as unknown as Record<string, (...args: unknown[]) => unknown>)[method]!(...all);
}

/** Normals go through a logarithm, whose last bit differs. */
function compare(actual: unknown, { shape, values }: Result, exact: boolean, label: string): void {
  const numbers = actual instanceof NdArray ? Array.from(actual.data as never, Number) : [actual];
  assertEquals(actual instanceof NdArray ? actual.shape : null, shape, label);
  const expected = values.map(parse);
  if (exact) return assertEquals(numbers, expected, label);
  assertEquals(numbers.length, expected.length, label);
  expected.forEach((value, i) => {
    const error = Math.abs(numbers[i] as number - value);
    assert(
      error <= 4 * 2 ** -53 * Math.max(Math.abs(value), 3),
      `${label}: element ${i}: ${error}`,
    );
  });
}

for (const { seed, calls } of streams) {
  Deno.test(`RandomState(${seed}) draws NumPy's stream, call by call`, () => {
    const rng = new RandomState(seed);
    for (const [i, call] of calls.entries()) {
      if (call.name === "orders") {
        const rows = matrix(5, 3);
        rng.shuffle(rows);
        assertEquals([...rows.data], call.rows);
        const items = range(12);
        rng.shuffle(items);
        assertEquals(items, call.items);
        assertEquals([...rng.permutation(matrix(4, 2)).data], call.permuted);
        continue;
      }
      const exact = !/randn|normal/.test(call.name);
      compare(run(rng, call), call.result, exact, `call ${i}: ${call.name} ${call.args}`);
    }
  });
}

Deno.test("RandomState starts again when it is seeded, in the middle of a pair of normals too", () => {
  const rng = new RandomState(7);
  const first = [rng.randn(), rng.rand()];
  rng.randn();
  rng.seed(7);
  assertEquals([rng.randn(), rng.rand()], first);
  assertNotEquals(new RandomState().rand(), new RandomState().rand());
});

Deno.test("shuffle() and choice() keep every item", () => {
  fc.assert(
    fc.property(fc.nat(2 ** 32 - 1), fc.array(fc.string(), { minLength: 1 }), (seed, items) => {
      const rng = new RandomState(seed);
      const shuffled = items.slice();
      rng.shuffle(shuffled);
      assertEquals(shuffled.toSorted(), items.toSorted());
      const all = rng.choice(items, items.length, { replace: false });
      assertEquals(all.toSorted(), items.toSorted());
      assert(items.includes(rng.choice(items)));
      assertEquals(new Set(rng.permutation(items.length).data).size, items.length);
    }),
  );
  const bytes = Uint8Array.of(1, 2, 3, 4);
  new RandomState(1).shuffle(bytes);
  assertEquals([...bytes].toSorted(), [1, 2, 3, 4]);
  const complex = new NdArray(Float32Array.of(0, 0.5, 1, 1.5, 2, 2.5), [3], "complex64");
  const { data } = new RandomState(1).permutation(complex);
  assertEquals(data.filter((_, i) => i % 2 === 0).toSorted(), Float32Array.of(0, 1, 2));
  assert([0, 2, 4].every((i) => data[i + 1] === data[i]! + 0.5), "parts stay together");
});

Deno.test("RandomState throws when an argument is none", () => {
  const rng = new RandomState(1);
  const untyped = rng as unknown as Record<string, (...args: unknown[]) => unknown>;
  const cases: [() => unknown, typeof RangeError | typeof TypeError, string][] = [
    [() => new RandomState(-1), RangeError, "RandomState: expected seed to be a whole number"],
    [() => new RandomState(2 ** 32), RangeError, "received seed=4294967296"],
    [() => rng.seed(0.5), RangeError, "RandomState.seed: expected seed"],
    [
      () => rng.rand(-1),
      RangeError,
      "RandomState.rand: expected size[0] to be a whole number >= 0",
    ],
    [() => rng.randint(5, 5), RangeError, "RandomState.randint: expected high"],
    [() => rng.randint(0), RangeError, "received high=0"],
    [() => rng.uniform(NaN), RangeError, "RandomState.uniform: expected low"],
    [() => rng.normal(0, -1), RangeError, "RandomState.normal: expected scale"],
    [() => untyped.shuffle!(5), TypeError, "RandomState.shuffle: expected an array, received 5"],
    [() => rng.permutation(NdArray.from(3)), TypeError, "expected an array of rows, received 3"],
    [() => rng.choice([]), RangeError, "RandomState.choice: expected a"],
    [() => rng.choice(3, 4, { replace: false }), RangeError, "size without replacement"],
    [() => rng.choice(2, 1, { p: [0.5, 0.6] }), RangeError, "expected p to add up to 1"],
    [() => rng.choice(2, 1, { p: [1] }), TypeError, "expected p to have 2 probabilities"],
    [
      () => untyped.choice!(2, 1, { q: 1 }),
      TypeError,
      "expected arguments among a, size, replace, p, received q",
    ],
  ];
  for (const [call, errorClass, text] of cases) assertThrows(call, errorClass, text);
});
