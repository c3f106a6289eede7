/**
 * ONNX Runtime keeps a database of events in the user's home, to be sent to its makers, if nobody
 * tells it not to.
 */
import { assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";

const CONFIG = fileURLToPath(new URL("../../deno.json", import.meta.url));
const VARIABLE = "ORT_DISABLE_TELEMETRY";

/** Computes in a process whose home is an empty folder; resolves to what it left there. */
async function filesAfter(
  variable: string | undefined,
): Promise<{ printed: string; files: string[] }> {
  const home = await Deno.makeTempDir();
  try {
    const info = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
    const { denoDir } = JSON.parse(new TextDecoder().decode(info.stdout));
    const code = `import * as tf from "kerasaur";
      console.log(Number(tf.add(1, 2)), Deno.env.get("${VARIABLE}"));`;
    const env: Record<string, string> = { HOME: home, DENO_DIR: denoDir };
    if (variable !== undefined) env[VARIABLE] = variable;
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["eval", "--quiet", "--config", CONFIG, code],
      clearEnv: true,
      env,
    }).output();
    const files = [...Deno.readDirSync(home)].map(({ name }) => name);
    return { printed: new TextDecoder().decode(stdout).trim(), files };
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}

Deno.test("the first graph leaves nothing in the user's home", async () => {
  assertEquals(await filesAfter(undefined), { printed: "3 1", files: [] });
});

Deno.test("the first graph leaves the user's word on telemetry alone", async () => {
  assertEquals((await filesAfter("true")).printed, "3 true");
});
