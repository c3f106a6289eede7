/**
 * 1,000 damaged files of records and as many of comma-separated values: they are read, or refused with
 * a reason; a record that is read is one that was written.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import * as tf from "kerasaur";
import { withFolder } from "../io/goldens.ts";
import { damage, seeded } from "../io/mutations.ts";

const REASONS = ["Error", "TypeError", "RangeError", "SyntaxError"];

/** Takes elements until the end or an error, which has to say what is wrong. */
function taken<T>(data: Iterable<T>, path: string): { elements: T[]; isRefused: boolean } {
  const elements: T[] = [];
  try {
    for (const it of data) elements.push(it);
    return { elements, isRefused: false };
  } catch (error) {
    const { name, message } = error as Error;
    assert(REASONS.includes(name), `${name}: ${message}`);
    assert(message.startsWith("tf.data.") && message.includes(path), message);
    return { elements, isRefused: true };
  }
}

/** Runs with many damaged files; how many were refused. */
function damaged(sound: Uint8Array, run: (path: string) => boolean): number {
  const draw = seeded(21);
  let refused = 0;
  withFolder((folder) => {
    const path = `${folder}/damaged`;
    for (let i = 0; i < 1000; i++) {
      Deno.writeFileSync(path, damage([sound], draw));
      if (run(path)) refused++;
    }
  });
  return refused;
}

Deno.test("1,000 damaged files of records give records that were written, or a reason", () => {
  const texts = Array.from({ length: 12 }, (_, i) => `record ${i} ${"x".repeat(i * 3)}`);
  let sound = new Uint8Array();
  withFolder((folder) => {
    const writer = new tf.io.TFRecordWriter(`${folder}/sound`);
    for (const it of texts) writer.write(it);
    writer.close();
    sound = Deno.readFileSync(`${folder}/sound`);
  });
  const refused = damaged(sound, (path) => {
    const { elements, isRefused } = taken(new tf.data.TFRecordDataset(path), path);
    for (const it of elements) assert(texts.includes(String(it.numpy().toArray())));
    return isRefused;
  });
  assert(refused > 500 && refused < 1000, `${refused} refused`);
});

Deno.test("1,000 damaged files of comma-separated values are read or refused with a reason", () => {
  const rows = Array.from({ length: 12 }, (_, i) => `${i},${i / 4},"text, ${i}","a ""b"" ${i}"`);
  const sound = new TextEncoder().encode(`${["n,x,t,q", ...rows].join("\n")}\n`);
  const refused = damaged(sound, (path) => {
    const data = new tf.data.experimental.CsvDataset(path, ["int32", [0.5], "string", [""]], {
      header: true,
    });
    const { elements, isRefused } = taken(data, path);
    for (const it of elements as unknown as tf.Tensor[][]) {
      assertEquals(it.map(({ dtype }) => dtype), ["int32", "float32", "string", "string"]);
    }
    return isRefused;
  });
  assert(refused > 100 && refused < 1000, `${refused} refused`);
});
