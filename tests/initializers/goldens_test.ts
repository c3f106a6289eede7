import "../../lib/start.ts";
import { assert, assertEquals } from "@std/assert";
import * as initializers from "../../lib/initializers/mod.ts";
import type { Tensor } from "../../lib/tensor/tensor.ts";
import { type SeedProfile, setProfile, setSeed } from "../../lib/random/mod.ts";
import { setRandomSeed } from "../../lib/random/profile.ts";
import { under } from "../support/profile.ts";
import { hex, readGolden, sha256, valuesOf } from "../random/bits.ts";

interface Case {
  name: string;
  options: Record<string, unknown>;
  shape: number[];
  seed?: string;
  bits?: string;
  sha256?: string;
  near?: string;
}

interface Goldens {
  defaults: Record<string, Record<string, unknown>>;
  withSeed: Case[];
  axes: Case[];
  sequences: { profile: SeedProfile; seed: string; calls: Case[] }[];
  largeSeeds: ({ seed: string } & Record<SeedProfile, string>)[];
}

const goldens = readGolden<Goldens>("initializers/initializers.json");

function make(name: string, options: object): initializers.Initializer {
  const Class = (initializers as unknown as Record<string, unknown>)[name];
  return new (Class as new (options: object) => initializers.Initializer)(options);
}

/** Restores the default rules after `body`. */
async function inProfile(profile: SeedProfile, body: () => unknown): Promise<void> {
  setProfile(profile);
  try {
    await body();
  } finally {
    setProfile("tf2.0");
    setSeed(null);
  }
}

async function check(label: string, tensor: Tensor, golden: Case): Promise<void> {
  const name = `${label} ${golden.name} ${JSON.stringify(golden.options)} of shape ${golden.shape}`;
  assertEquals(tensor.shape, golden.shape, name);
  const values = valuesOf(tensor);
  if (golden.bits !== undefined) return assertEquals(hex(values), golden.bits, name);
  if (golden.sha256 !== undefined) return assertEquals(await sha256(values), golden.sha256, name);
  const expected = Uint32Array.from(golden.near!.match(/.{8}/g)!, (word) => parseInt(word, 16));
  new Float32Array(expected.buffer).forEach((value, i) => {
    const error = Math.abs(values[i]! - value);
    assert(error <= 1e-6, `${name}: element ${i} is off by ${error}`);
  });
}

Deno.test("initializers with a seed give Keras's bits, at every call, in every profile", async () => {
  const cases = [...goldens.withSeed, ...goldens.axes];
  assert(cases.length >= 120);
  for (const profile of ["tf2.0", "keras2", "keras3"] as const) {
    await inProfile(profile, async () => {
      for (const golden of cases) {
        if (profile !== "tf2.0" && golden.shape.length > 3) continue;
        const options = { ...golden.options, seed: Number(golden.seed) };
        const initializer = make(golden.name, options);
        await check(profile, initializer(golden.shape), golden);
        await check(`${profile}, again`, initializer(golden.shape), golden);
      }
    });
  }
});

for (const { profile, seed, calls } of goldens.sequences) {
  Deno.test(`initializers without a seed follow the rules of ${profile} under seed ${seed}`, () =>
    inProfile(profile, async () => {
      if (profile === "tf2.0") setSeed(BigInt(seed));
      else setRandomSeed(BigInt(seed));
      // Each was called twice in a row.
      const made = calls.map(({ name, options }, i) => i % 2 === 0 ? make(name, options) : null);
      for (const [i, golden] of calls.entries()) {
        await check(profile, (made[i] ?? made[i - 1]!)(golden.shape), golden);
      }
    }));
}

Deno.test("seeds beyond int32 are taken as each generation takes them", async () => {
  for (const { seed, ...expected } of goldens.largeSeeds) {
    for (const profile of ["tf2.0", "keras2", "keras3"] as const) {
      await inProfile(profile, () => {
        const initializer = new initializers.GlorotNormal({ seed: BigInt(seed) });
        assertEquals(hex(valuesOf(initializer([2, 3]))), expected[profile], `${profile} ${seed}`);
      });
    }
  }
});

Deno.test("there is every class of Keras's, with its defaults", () => {
  const exported = Object.entries(initializers)
    .filter(([name, it]) => goldens.defaults[name] !== undefined && typeof it === "function");
  assertEquals(exported.map(([name]) => name).toSorted(), Object.keys(goldens.defaults));
  for (const [name, defaults] of Object.entries(goldens.defaults)) {
    const { input_axes: _inputs, output_axes: _outputs, ...config } = defaults;
    // Keras 3.15 forgets the gain of Identity when it writes it; its default is 1.
    assertEquals(make(name, {}).getConfig(), name === "Identity" ? { gain: 1 } : config, name);
    under("keras3", () => {
      const initializer = make(name, {});
      const written = {
        module: "keras.initializers",
        class_name: name,
        config: defaults,
        registered_name: null,
      };
      assertEquals(initializers.serialize(initializer) as unknown, written);
      assertEquals(initializers.deserialize(written).className, name);
    });
  }
});
