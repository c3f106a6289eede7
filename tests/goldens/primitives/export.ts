// deno-lint-ignore-file no-console -- its report is its purpose
/**
 * Asks TensorFlow for what its kernels compute for the samples of primitives, and keeps it here, one
 * file a primitive:
 *
 *     deno task goldens:primitives --python /usr/bin/python3 [--missing] [name ...]
 *
 * The Python has to have TensorFlow 2.21; `--missing` takes only primitives of which a sample has no
 * golden or a golden no sample.
 *
 * @module
 */
import { casesOf } from "../../primitives/cases.ts";
import { primitivesNamed } from "../../primitives/entries.ts";
import { goldenUrl, readGoldens } from "../../primitives/goldens.ts";
import { keyOf, type Request, requestOf } from "../../primitives/requests.ts";

const args = [...Deno.args];
const at = args.indexOf("--python");
const [, python = "python3"] = at < 0 ? [] : args.splice(at, 2);
const onlyMissing = args.includes("--missing");
const names = args.filter((it) => it !== "--missing");

const lines: string[] = [];
for (const primitive of primitivesNamed(names)) {
  const { name } = primitive;
  const requests: Record<string, Request> = {};
  for (const it of primitive.tensorflow === undefined ? [] : casesOf(primitive)) {
    const request = requestOf(it);
    if (request !== undefined) requests[keyOf(request)] = request;
  }
  const wanted = Object.keys(requests).sort().join();
  if (wanted === "") {
    try {
      Deno.removeSync(goldenUrl(name));
      console.log(`${name}: removed`);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
    continue;
  }
  const known = Object.keys(readGoldens(name).cases).sort().join();
  if (!onlyMissing || wanted !== known) lines.push(JSON.stringify({ name, requests }));
}

const child = new Deno.Command(python, {
  args: [new URL("make_goldens.py", import.meta.url).pathname],
  stdin: "piped",
}).spawn();
const writer = child.stdin.getWriter();
for (const line of lines) await writer.write(new TextEncoder().encode(`${line}\n`));
await writer.close();
Deno.exit((await child.status).code);
