/**
 * Reads files of programs, one JSON a line, gzipped or not.
 *
 * @module
 */
import type { Program } from "./program.ts";

/** The programs of a file, one after the other, without the line that says how it was made. */
export async function* readPrograms(path: string | URL): AsyncGenerator<Program> {
  for await (const it of readLines<Program | { about: unknown }>(path)) {
    if (!("about" in it)) yield it;
  }
}

/** What the lines of a file say, one after the other. */
export async function* readLines<Line>(path: string | URL): AsyncGenerator<Line> {
  const file = await Deno.open(path);
  const bytes: ReadableStream<Uint8Array<ArrayBuffer>> = `${path}`.endsWith(".gz")
    ? file.readable.pipeThrough(new DecompressionStream("gzip"))
    : file.readable;
  let rest = "";
  for await (const text of bytes.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line) as Line;
  }
  if (rest !== "") throw new TypeError(`${path}: the last line has no end`);
}
