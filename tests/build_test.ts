import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { buildPackage } from "../scripts/build.ts";

/** What a program in somebody else's folder does with the package. */
const PROGRAM = String.raw`
import * as tf from "./package/lib/kerasaur.js";

tf.random.setSeed(1);
const net = new tf.keras.Sequential([
  new tf.keras.layers.Dense(4, { activation: "relu" }),
  new tf.keras.layers.Dense(1),
]);
const optimizer = new tf.keras.optimizers.SGD(0.1);
const x = tf.random.normal([5, 3]);
const step = tf.function((x: tf.Tensor) => {
  const tape = new tf.GradientTape();
  const loss = tape.run(() => tf.reduceMean(tf.square(net(x))));
  const weights = net.trainableWeights;
  const gradients = tape.gradient(loss, weights);
  optimizer.applyGradients(gradients.map((it, i) => [it, weights[i]!] as const));
  return loss;
});
console.log(String(step(x)), String(step(x)), String(net));
tf.np.savez("arrays.npz", { x });
console.log(String(tf.np.load("arrays.npz").get("x")));
try {
  new tf.keras.layers.Dense(0);
} catch (error) {
  const { message, stack } = error as Error;
  console.log(message, stack!.split("\n")[1]!.split("/").at(-1));
}
try {
  Reflect.get(tf.keras.layers, "dense");
} catch (error) {
  console.log((error as Error).message, Object.keys(tf.keras.losses.Reduction).length);
}
`;

Deno.test("buildPackage() makes a package that computes, checks and complains as the sources do", async () => {
  const folder = await Deno.makeTempDir({ prefix: "kerasaur-build-" });
  try {
    await buildPackage(join(folder, "package"));
    const run = async (name: string, text: string, ...flags: string[]) => {
      await Deno.writeTextFile(join(folder, name), text);
      const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", ...flags, "--quiet", "--no-lock", name],
        cwd: folder,
        env: { NO_COLOR: "1" },
      }).output();
      const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
      assert(success, decode(stderr));
      return decode(stdout).replaceAll(name, "NAME");
    };
    const sources = PROGRAM.replace("package/lib/kerasaur.js", "package/src/mod.ts");
    const built = await run("built.ts", PROGRAM, "--check");
    assertEquals(built, await run("sources.ts", sources));
    assertEquals(built.trim().split("\n").slice(-2), [
      "Dense: expected units to be a whole number >= 1, received units=0 NAME:23:3",
      "tf.keras.layers.dense: write new tf.keras.layers.Dense(...) 8",
    ]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("buildPackage() replaces a package, and no other files", async () => {
  const folder = await Deno.makeTempDir({ prefix: "kerasaur-build-" });
  try {
    await buildPackage(join(folder, "package"));
    await buildPackage(join(folder, "package"));
    await Deno.writeTextFile(join(folder, "thesis.txt"), "years");
    await assertRejects(
      () => buildPackage(folder),
      RangeError,
      "build: expected --out to be an empty folder or one with a package built before, received",
    );
    assertEquals(await Deno.readTextFile(join(folder, "thesis.txt")), "years");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
