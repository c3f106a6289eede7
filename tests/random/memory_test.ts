import { assert } from "@std/assert";
import {
  drawIntegers,
  drawNormal,
  drawTruncatedNormal,
  drawUniform,
  type Source,
  stateless,
} from "../../lib/random/draw.ts";
import { readyHelpers, setHelpers } from "../../lib/random/helpers.ts";

const SIZE = 4_000_000;
const MEGABYTE = 2 ** 20;

/** Bytes outside JavaScript's heap that a function's result and whatever it keeps take. */
function bytesOf(make: () => unknown): { bytes: number; made: unknown } {
  const before = Deno.memoryUsage().external;
  const made = make();
  return { bytes: Deno.memoryUsage().external - before, made };
}

Deno.test("a draw takes the memory of its output and less than a megabyte, with helpers too", async () => {
  const draws: Record<string, (source: Source) => unknown> = {
    uniform: (source) => drawUniform(source, SIZE, { minval: 0, maxval: 1 }),
    integers: (source) => drawIntegers(source, SIZE, { minval: 0, maxval: 100 }),
    normal: (source) => drawNormal(source, SIZE, { mean: 0, stddev: 1 }),
    truncated: (source) => drawTruncatedNormal(source, SIZE, { mean: 0, stddev: 1 }),
  };
  const { bytes: threads } = bytesOf(() => setHelpers(3));
  while (readyHelpers() < 3) await new Promise((resolve) => setTimeout(resolve, 1));
  for (const [name, draw] of Object.entries(draws)) {
    const { bytes } = bytesOf(() => draw(stateless([1, 2])));
    const extra = bytes + Math.max(0, threads) - 4 * SIZE;
    assert(extra <= MEGABYTE, `${name}: ${extra} bytes besides the output`);
  }
  setHelpers(Math.min(3, navigator.hardwareConcurrency - 1));
});
