/**
 * Weights that books and courses printed after setting a seed, and other known answers.
 */
import "../../lib/start.ts";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import * as initializers from "../../lib/initializers/mod.ts";
import type { Tensor } from "../../lib/tensor/tensor.ts";
import { setProfile, setSeed } from "../../lib/random/mod.ts";
import { setRandomSeed } from "../../lib/random/profile.ts";
import { valuesOf, words } from "../random/bits.ts";

/** Asserts numbers as they were printed, with so many decimals. */
function assertPrinted(actual: ArrayLike<number>, expected: string): void {
  expected.split(" ").forEach((text, i) => {
    const decimals = text.length - text.indexOf(".") - 1;
    assertAlmostEquals(actual[i]!, Number(text), 0.51 * 10 ** -decimals);
  });
}

/** Kernels of dense layers made one after the other, as TensorFlow 2.0 makes them. */
function kernels(seed: number, ...shapes: [number, number][]): Tensor[] {
  setSeed(seed);
  const made = shapes.map((shape) => new initializers.GlorotUniform()(shape));
  setSeed(null);
  return made;
}

Deno.test("GlorotUniform gives the kernel of Hands-On Machine Learning, chapter 10", () => {
  const kernel = valuesOf(kernels(42, [784, 300])[0]!);
  assertPrinted(kernel, "0.02448617 -0.00877795 -0.02189048");
  assertPrinted(kernel.subarray(297), "-0.02766046 0.03859074 -0.06889391");
  assertPrinted(kernel.subarray(783 * 300), "-0.06022581 0.01577859 -0.02585464");
  assertPrinted(kernel.subarray(784 * 300 - 3), "-0.00527829 0.00272203 -0.06793761");
});

Deno.test("GlorotUniform gives the kernels of the coffee-roasting lab", () => {
  const [first, second] = kernels(1234, [2, 3], [3, 1]);
  assertPrinted(
    valuesOf(first!),
    "0.08334005 -0.29660565 0.17884266 -0.56124383 -0.15262699 0.8899205",
  );
  assertPrinted(valuesOf(second!), "-0.4277674 -0.88499916 0.3626454");
});

Deno.test("GlorotUniform gives the first kernel of TensorFlow 2.0 and of Keras 2 and 3", () => {
  assertEquals(
    words(valuesOf(kernels(42, [4, 3])[0]!)),
    "3e9c02ec bddfb630 be8b7926 bd86b018 bf5d0de3 3eaf13a4 " +
      "3ee3a410 3f308bce bf01ba0d bf0335d0 beb3c278 3ed2c880",
  );
  for (const profile of ["keras2", "keras3"] as const) {
    setProfile(profile);
    setRandomSeed(42);
    assertEquals(
      words(valuesOf(new initializers.GlorotUniform()([4, 3]))),
      "3f29c9ec 3e9a2da8 be85f2a4 3f554dd4 bf4801e7 3e906ac8 " +
        "3f5f06bc bf1d6a90 3d346cf0 3e77ee38 bf440bc4 bdcb6bc0",
    );
  }
  setProfile("tf2.0");
  setSeed(null);
});

Deno.test("initializers with seed 42 give the known answers", () => {
  const { VarianceScaling, RandomNormal, RandomUniform, TruncatedNormal } = initializers;
  const seed = { seed: 42 };
  const first = (initializer: initializers.Initializer, shape: number[]) =>
    words(valuesOf(initializer(shape)).subarray(0, 6));
  const cases: [initializers.Initializer, number[], string][] = [
    [
      new initializers.GlorotUniform(seed),
      [2, 3],
      "bef40d72 bb634e00 3ef1b004 bf868d38 bf6c59cd 3e8df758",
    ],
    [
      new initializers.GlorotNormal(seed),
      [2, 3],
      "3c3a53fc bf925708 3d988b93 3f156a11 bc7c303b 3daddefc",
    ],
    [
      new initializers.HeUniform(seed),
      [2, 3],
      "bf40f0c2 bbb3b300 3f3f121e bfd4beac bfbada08 3ee077dc",
    ],
    [
      new initializers.HeNormal(seed),
      [3, 3, 2, 4],
      "3bc46832 bf1a4180 3d20cbf9 3e9d7f1b bc04ea3a 3d3746b2",
    ],
    [new initializers.LecunNormal(seed), [5], "3c03c0fb bf4ef4ba 3d57bb45 3ed34dc3 bc3252fa"],
    [new RandomNormal(seed), [6], "3a4f514d bda2d32d 3ba9baab 3d263ede bda4e67e bda1b347"],
    [new RandomUniform(seed), [6], "bcb23b13 b9260000 3cb080ee bd448677 bd2c9b30 3c4f5adc"],
    [new TruncatedNormal(seed), [6], "3a4f514d bda2d32d 3ba9baab 3d263ede ba8c4c6a 3bc17511"],
    [
      new VarianceScaling({ ...seed, distribution: "untruncated_normal" }),
      [2, 3],
      "3c373e9d bf8feb12 3d960553 3f12f114 bf91c0b1 bf8eec9a",
    ],
    [
      new initializers.Orthogonal(seed),
      [3, 3],
      "3c770f00 bf460ff3 3f22263a 3f461d37 bec8c096 befea5ee",
    ],
    [
      new initializers.Orthogonal(seed),
      [4, 2],
      "3c148080 bf66de75 3d73278c 3ecdd48d bf6c3c99 bd3a97e0",
    ],
    [
      new initializers.Orthogonal({ ...seed, gain: 2 }),
      [2, 4],
      "3c948080 3df3278c bfec3c99 3f42da41 bfe6de75 3f4dd48d",
    ],
  ];
  for (const [initializer, shape, expected] of cases) {
    assertEquals(first(initializer, shape), expected, initializer.className);
  }
});
