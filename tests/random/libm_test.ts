import { assertEquals } from "@std/assert";
import { logf, sincosf } from "../../lib/random/libm.ts";
import { boxMuller } from "../../lib/random/normal.ts";
import { readGolden, sha256, words } from "./bits.ts";

const TWO_PI = 6.283185307179586;
const ARGUMENTS = 2 ** 23;
const golden = readGolden<Record<"logf" | "sinf" | "cosf", string>>("random/libm.json");

Deno.test("logf() equals the C library for all 2^23 arguments", async () => {
  const out = new Float32Array(ARGUMENTS);
  out[0] = logf(Math.fround(1e-7));
  for (let m = 1; m < ARGUMENTS; m++) out[m] = logf(m * 2 ** -23);
  assertEquals(await sha256(out), golden.logf);
});

Deno.test("sincosf() equals the C library for all 2^23 arguments", async () => {
  const sine = new Float32Array(ARGUMENTS);
  const cosine = new Float32Array(ARGUMENTS);
  const both = new Float32Array(2);
  for (let m = 0; m < ARGUMENTS; m++) {
    sincosf(Math.fround(TWO_PI * (m * 2 ** -23)), both, 0);
    sine[m] = both[0]!;
    cosine[m] = both[1]!;
  }
  assertEquals(await sha256(sine), golden.sinf);
  assertEquals(await sha256(cosine), golden.cosf);
});

Deno.test("boxMuller() equals TensorFlow at the edges and where the C library rounds wrongly", () => {
  // Two words; logf, radius, angle, sine, cosine; the two normals.
  const cases = `
    00000000 00000000: c180f1dc 40b5afa8 00000000 00000000 3f800000: 00000000 40b5afa8
    00400000 00200000: bf317218 3f96b55f 3fc90fdb 3f800000 b33bbd2e: 3f96b55f b35d0bb7
    007fffff 007fffff: b4000000 3a000000 40c90fd9 b55110b4 3f800000: afd110b4 3a000000
    00000001 00400000: c17f1402 40b4b170 40490fdb b3bbbd2e bf800000: b5048324 c0b4b170
    deadbeef 12345678: bf83b3f6 3fb79e7b 40246c88 3f0aad6a bf572f5b: 3f46efa1 bf9a5811
    00001172 00003540: c0f1386b 40788016 3c274a31 3c274973 3f7ffc95: 3d2262db 40787cc5
    00002086 000107fd: c0dd49b3 406e0311 3d4f55fe 3d4f3f54 3f7fac0f: 3e40af5c 406db506`;
  for (const line of cases.trim().split("\n")) {
    const [input, steps, normals] = line.trim().split(": ");
    const [word0, word1] = input!.split(" ").map((word) => parseInt(word, 16)) as [number, number];
    const uniform = (word0 & 0x7fffff) * 2 ** -23;
    const log = logf(uniform === 0 ? Math.fround(1e-7) : uniform);
    const angle = Math.fround(TWO_PI * ((word1 & 0x7fffff) * 2 ** -23));
    const made = Float32Array.of(log, Math.sqrt(-2 * log), angle, 0, 0);
    sincosf(angle, made, 3);
    assertEquals(words(made), steps);
    const out = new Float32Array(2);
    boxMuller(word0, word1, out, 0);
    assertEquals(words(out), normals);
  }
});
