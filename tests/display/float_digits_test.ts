import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  type Decimal,
  type FloatWidth,
  roundedDigits,
  shortestDigits,
} from "../../lib/display/float_digits.ts";

/** A positive finite float of each width, all bit patterns equally likely. */
const floats: Record<FloatWidth, fc.Arbitrary<number>> = {
  16: fc.integer({ min: 1, max: 0x7bff }).map((bits) =>
    new Float16Array(Uint16Array.of(bits).buffer)[0]!
  ),
  32: fc.integer({ min: 1, max: 0x7f7fffff }).map((bits) =>
    new Float32Array(Uint32Array.of(bits).buffer)[0]!
  ),
  64: fc.bigInt({ min: 1n, max: 0x7fefffffffffffffn }).map((bits) =>
    new Float64Array(BigUint64Array.of(bits).buffer)[0]!
  ),
};

const narrow = (x: number, width: FloatWidth) =>
  width === 16 ? Math.f16round(x) : width === 32 ? Math.fround(x) : x;

/** The digits as a whole number, and the power of ten that it counts. */
function scaled({ digits, exponent }: Decimal): [units: bigint, power: number] {
  return [BigInt(digits), exponent - digits.length + 1];
}

const valueOf = (units: bigint, power: number) => Number(`${units}e${power}`);

/** `|x - units * 10^power|` as a fraction of a fixed denominator, exactly. */
function distance(x: number, units: bigint, power: number): bigint {
  const bits = new BigUint64Array(Float64Array.of(x).buffer)[0]!;
  const biased = bits >> 52n;
  const mantissa = (bits & 0xfffffffffffffn) + (biased === 0n ? 0n : 1n << 52n);
  const exponent = (biased === 0n ? 1n : biased) - 1075n;
  // Both sides times 2^1100 * 10^400 are whole numbers.
  const exact = (mantissa << (exponent + 1100n)) * 10n ** 400n;
  const difference = exact - (units << 1100n) * 10n ** BigInt(power + 400);
  return difference < 0n ? -difference : difference;
}

for (const width of [16, 32, 64] as const) {
  Deno.test(`shortestDigits() identifies a float${width} when read back`, () => {
    fc.assert(
      fc.property(floats[width], (x) => {
        assertEquals(narrow(valueOf(...scaled(shortestDigits(x, width))), width), x);
      }),
      { numRuns: 2000 },
    );
  });

  Deno.test(`shortestDigits() has no shorter or nearer rival when given a float${width}`, () => {
    fc.assert(
      fc.property(floats[width], (x) => {
        const [units, power] = scaled(shortestDigits(x, width));
        for (const rival of [units - 1n, units + 1n]) {
          if (narrow(valueOf(rival, power), width) !== x) continue;
          const [own, other] = [distance(x, units, power), distance(x, rival, power)];
          assert(own < other || (own === other && units % 2n === 0n), `${rival}e${power} for ${x}`);
        }
        for (const shorter of [units / 10n, units / 10n + 1n]) {
          assert(units < 10n || narrow(valueOf(shorter, power + 1), width) !== x, `${shorter}`);
        }
      }),
      { numRuns: 2000 },
    );
  });
}

Deno.test("roundedDigits() is within half a unit of the place, with ties to even", () => {
  fc.assert(fc.property(floats[64], fc.integer({ min: -20, max: 330 }), (x, place) => {
    const { digits, exponent } = roundedDigits(x, place);
    const units = BigInt(digits + "0".repeat(Math.max(0, exponent + place + 1 - digits.length)));
    const half = (10n ** 400n << 1100n) / (place < 0 ? 1n : 10n ** BigInt(place)) *
      (place < 0 ? 10n ** BigInt(-place) : 1n);
    const twice = 2n * distance(x, units, -place);
    assert(twice < half || (twice === half && units % 2n === 0n), `${x} at ${place}: ${digits}`);
  }));
});

Deno.test("roundedDigits() rounds exact ties to the even digit", () => {
  assertEquals(roundedDigits(0.5, 0), { digits: "0", exponent: 0 });
  assertEquals(roundedDigits(1.5, 0), { digits: "2", exponent: 0 });
  assertEquals(roundedDigits(2.5, 0), { digits: "2", exponent: 0 });
  assertEquals(roundedDigits(0.125, 2), { digits: "12", exponent: -1 });
  assertEquals(roundedDigits(9.5, 0), { digits: "1", exponent: 1 });
});

Deno.test("shortestDigits() takes the even digit when two are equally near", () => {
  assertEquals(shortestDigits(2 ** -12, 32), { digits: "24414062", exponent: -4 });
  assertEquals(shortestDigits(2 ** -44, 64), { digits: "5684341886080802", exponent: -14 });
});
