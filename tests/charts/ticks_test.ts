import { assertEquals } from "@std/assert";
import { linearTicks, logTicks } from "../../lib/charts/ticks.ts";

const texts = (ticks: readonly { text: string }[]) => ticks.map(({ text }) => text).join(" ");

Deno.test("linearTicks() marks multiples of 1, 2 or 5 times a power of ten", () => {
  assertEquals(texts(linearTicks(0, 1, 5)), "0 0.2 0.4 0.6 0.8 1.0");
  assertEquals(texts(linearTicks(-0.3, 0.31, 6)), "-0.3 -0.2 -0.1 0 0.1 0.2 0.3");
  assertEquals(texts(linearTicks(3, 97, 5)), "20 40 60 80");
  assertEquals(texts(linearTicks(0, 2e6, 4)), "0 500000 1e6 1.5e6 2e6");
  assertEquals(texts(linearTicks(1e-7, 3e-7, 4)), "1e-7 1.5e-7 2e-7 2.5e-7 3e-7");
  assertEquals(texts(linearTicks(1, 4, 10, true)), "1 2 3 4");
  assertEquals(linearTicks(0, 1, 10).map(({ value }) => value).slice(0, 4), [0, 0.1, 0.2, 0.3]);
});

Deno.test("linearTicks() never writes one number for two marks", () => {
  for (let k = 0; k < 4000; k++) {
    const low = Math.sin(k) * 10 ** (k % 37 - 18);
    const high = low + Math.abs(Math.cos(7 * k)) * 10 ** (k % 41 - 20) + Math.abs(low) * 1e-6;
    const ticks = linearTicks(low, high, 2 + k % 9);
    const written = ticks.map(({ text }) => text);
    assertEquals(new Set(written).size, written.length, `${low} ${high} ${written}`);
    for (const { value, text } of ticks) {
      const near = Math.abs(Number(text) - value) <= (high - low) * 1e-6;
      assertEquals(near, true, `${text} for ${value} between ${low} and ${high}`);
      assertEquals(value >= low - (high - low) * 1e-6 && value <= high + (high - low) * 1e-6, true);
    }
    assertEquals(ticks.length >= 2 && ticks.length <= 25, true, String(ticks.length));
  }
});

Deno.test("logTicks() marks powers of ten, and parts of them where there are few", () => {
  assertEquals(texts(logTicks(1e-5, 1, 8)), "1e-5 1e-4 0.001 0.01 0.1 1");
  assertEquals(texts(logTicks(1, 100, 8)), "1 2 5 10 20 50 100");
  assertEquals(texts(logTicks(1e-30, 1e30, 6)), "1e-30 1e-20 1e-10 1 1e10 1e20 1e30");
  assertEquals(texts(logTicks(2e-5, 3e-4, 6)), "2e-5 5e-5 1e-4 2e-4");
  assertEquals(texts(logTicks(11, 14, 3)), "11 12 13 14");
});
