/**
 * Reads files of programs, one JSON a line, gzipped or not.
 *
 * @module
 */
import type { Program } from "./program.ts";

/** The programs of a file, one after the other. */
export async function* readPrograms(path: string | URL): AsyncGenerator<Program> {
  const file = await Deno.open(path);
  const bytes: ReadableStream<Uint8Array<ArrayBuffer>> = `${path}`.endsWith(".gz")
    ? file.readable.pipeThrough(new DecompressionStream("gzip"))
    : file.readable;
  let rest = "";
  for await (const text of bytes.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const it = JSON.parse(line) as Program | { about: unknown };
      if (!("about" in it)) yield it;
    }
  }
  if (rest !== "") throw new TypeError(`${path}: the last line has no end`);
}
