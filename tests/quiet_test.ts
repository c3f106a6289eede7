/**
 * What a user sees on the screen when importing and computing: nothing that the program did not
 * print itself, neither from JavaScript nor from the native libraries below it.
 */
import { assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Runs a script with few permissions and returns everything it printed. */
async function run(
  code: string,
  flags: string[] = [],
): Promise<{ status: number; out: string; err: string }> {
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    await Deno.writeTextFile(file, code.replace("kerasaur", `file://${ROOT}mod.ts`));
    const { code: status, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-prompt", "--allow-ffi", "--config", `${ROOT}deno.json`, ...flags, file],
      env: { NO_COLOR: "1" },
    }).output();
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    return { status, out: text(stdout), err: text(stderr) };
  } finally {
    await Deno.remove(file);
  }
}

Deno.test("importing and computing prints nothing but what the program prints", async () => {
  const result = await run(`
    import * as tf from "kerasaur";
    const net = new tf.keras.Sequential([new tf.keras.layers.Dense(3, { activation: "relu" })]);
    const y = net([[1, 2]]);
    const top = tf.math.topK(y, 2).values;
    console.log(y.shape.join(), top.numpy().size);
  `);
  assertEquals(result, { status: 0, out: "1,3 2\n", err: "" });
});

Deno.test("the environment sets seed and profile, where it may be read", async () => {
  const code =
    `import * as tf from "kerasaur"; console.log(tf.__version__, Number(tf.random.uniform([])));`;
  const env = (name: string, value: string) => {
    Deno.env.set(name, value);
    return { [Symbol.dispose]: () => Deno.env.delete(name) };
  };
  using _seed = env("KERASAUR_SEED", "42");
  using _profile = env("KERASAUR_PROFILE", "2.1");
  const read = await run(code, ["--allow-env"]);
  assertEquals(read, { status: 0, out: "2.1.0 0.6645621061325073\n", err: "" });
  const unread = await run(code);
  assertEquals([unread.status, unread.out.startsWith("2.0.0 ")], [0, true]);
});

Deno.test("a wrong environment is an error that says what was expected", async () => {
  const code = `import * as tf from "kerasaur"; console.log(tf.__version__);`;
  for (
    const [name, value, text] of [
      ["KERASAUR_SEED", "forty", 'KERASAUR_SEED: expected a whole number, received "forty"'],
      [
        "KERASAUR_PROFILE",
        "1.15",
        'expected tensorflow to be one of "2.0", "2.1", received tensorflow="1.15"',
      ],
    ] as const
  ) {
    Deno.env.set(name, value);
    const { status, err } = await run(code, ["--allow-env"]);
    Deno.env.delete(name);
    assertEquals([status, err.includes(text)], [1, true], err);
  }
});

Deno.test("section 4.2 runs as a plain script with the permission the README names", async () => {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--allow-ffi", "scripts/parameters.ts"],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
  }).output();
  const out = new TextDecoder().decode(stdout);
  assertEquals([code, new TextDecoder().decode(stderr)], [0, ""]);
  assertEquals(out.startsWith("2.0.0\n<tf.Tensor: id="), true);
  assertEquals(out.endsWith("weights 1 output 9.0 gradient 6.0\n"), true);
});
