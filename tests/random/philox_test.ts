import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Counter, Philox } from "../../lib/random/philox.ts";
import { words } from "./bits.ts";

function blocks(stream: Philox, count: number, first = 0, stride = 1): Int32Array {
  const out = new Int32Array(4 * count);
  stream.fill(out, 0, out.length, first, stride);
  return out;
}

/** The definition, word for word, in big integers. */
function reference(key: readonly [number, number], counter: bigint): number[] {
  const word = (value: bigint, i: number) => (value >> BigInt(32 * i)) & 0xffffffffn;
  let [c0, c1, c2, c3] = [0, 1, 2, 3].map((i) => word(counter, i)) as [
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  let [k0, k1] = key.map((part) => BigInt(part >>> 0)) as [bigint, bigint];
  for (let round = 0; round < 10; round++) {
    const p = 0xd2511f53n * c0;
    const q = 0xcd9e8d57n * c2;
    [c0, c1, c2, c3] = [word(q, 1) ^ c1 ^ k0, word(q, 0), word(p, 1) ^ c3 ^ k1, word(p, 0)];
    k0 = word(k0 + 0x9e3779b9n, 0);
    k1 = word(k1 + 0xbb67ae85n, 0);
  }
  return [c0, c1, c2, c3].map((part) => Number(part) | 0);
}

Deno.test("Philox gives the known answers of its authors", () => {
  const cases: [Counter, [number, number], string][] = [
    [[0, 0, 0, 0], [0, 0], "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
    [[-1, -1, -1, -1], [-1, -1], "408f276d 41c83b0e a20bc7c6 6d5451fd"],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      "d16cfe09 94fdcceb 5001e420 24126ea1",
    ],
  ];
  for (const [counter, key, expected] of cases) {
    assertEquals(words(blocks(new Philox(...key, counter), 1)), expected);
  }
});

Deno.test("Philox.fromSeeds() puts the first seed in the key and the second in the counter", () => {
  assertEquals(
    words(blocks(Philox.fromSeeds(42, 478163327), 2)),
    "ab55105f a63872e9 f82d2b41 a43b742a 6c044efc 85d7a358 46debc2b cb6fac43",
  );
});

Deno.test("Philox.fill() equals the definition at any key, counter, offset and stride", () => {
  const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
  const edge = fc.constantFrom(0, 1, 2 ** 32 - 2, 2 ** 32 - 1);
  const part = fc.oneof(word, edge);
  const first = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.maxSafeNat());
  fc.assert(fc.property(
    fc.tuple(word, word),
    fc.tuple(part, part, part, part),
    first,
    fc.integer({ min: 1, max: 256 }),
    (key, counter, first, stride) => {
      // The 128-bit sum loses its last carry only where the number of blocks exceeds 2^64.
      const start = counter.reduceRight((sum, digit) => (sum << 32n) | BigInt(digit), 0n);
      const expected = [0, 1, 2].flatMap((i) => {
        const at = start + BigInt(first) + BigInt(i * stride);
        return reference(key, BigInt.asUintN(128, at));
      });
      assertEquals([...blocks(new Philox(...key, counter), 3, first, stride)], expected);
      assertEquals([...blocks(new Philox(...key, counter).skip(first), 3, 0, stride)], expected);
    },
  ));
});

Deno.test("Philox.fill() writes only the words it is asked for", () => {
  const out = new Int32Array(12).fill(7);
  new Philox(1, 2, [3, 4, 5, 6]).fill(out, 4, 8);
  assertEquals([...out.subarray(0, 4)], [7, 7, 7, 7]);
  assertEquals([...out.subarray(8)], [7, 7, 7, 7]);
});
