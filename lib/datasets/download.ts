/**
 * Gets the bytes of a file from the network or the disk, with a progress bar.
 *
 * @module
 */
import { Progbar } from "../callbacks/progbar.ts";
import { printLine } from "../callbacks/progress_sink.ts";
import { readPlainFile } from "../io/files.ts";
import { nodeModule } from "../platform/node.ts";

/** Bytes that a file may have. */
const MOST = 2 ** 31 - 1;

/** Bytes between two updates of the bar. */
const STEP = 2 ** 16;

function tooLarge(where: string, origin: string, size: number): RangeError {
  return new RangeError(
    `${where}: expected a file of at most ${MOST} bytes, received ${size} from ${origin}`,
  );
}

/** The body of an answer, piece by piece. */
async function bodyOf(where: string, origin: string, answer: Response): Promise<Uint8Array> {
  // What is packed for the way counts other bytes than arrive.
  const isPlain = !answer.headers.has("content-encoding");
  const length = isPlain ? Number(answer.headers.get("content-length") ?? Number.NaN) : Number.NaN;
  if (length > MOST) {
    await answer.body?.cancel();
    throw tooLarge(where, origin, length);
  }
  const bar = new Progbar(Number.isFinite(length) && length > 0 ? length : null);
  const pieces: Uint8Array[] = [];
  let [total, shown] = [0, 0];
  if (answer.body !== null) {
    for await (const piece of answer.body) {
      pieces.push(piece);
      total += piece.length;
      if (total > MOST) throw tooLarge(where, origin, total);
      if (total - shown >= STEP && total !== length) bar.update(shown = total);
    }
  }
  if (Number.isFinite(length) && total !== length) {
    throw new Error(
      `${where}: expected ${length} bytes from ${origin}, received ${total}; the connection broke, try again`,
    );
  }
  if (total > 0) bar.update(total, null, true);
  const result = new Uint8Array(total);
  let at = 0;
  for (const piece of pieces) {
    result.set(piece, at);
    at += piece.length;
  }
  return result;
}

/**
 * The bytes at an address.
 *
 * @param target Where the file is to lie, for messages.
 * @throws {TypeError} for addresses of other kinds than `http:`, `https:` and `file:`.
 * @throws {Error} where the address cannot be reached, or has no such file.
 */
export async function download(where: string, origin: URL, target: string): Promise<Uint8Array> {
  if (!["http:", "https:", "file:"].includes(origin.protocol)) {
    throw new TypeError(
      `${where}: expected an address that begins with http:, https: or file:, received origin=${origin.href}`,
    );
  }
  printLine(`Downloading data from ${origin.href}`);
  if (origin.protocol === "file:") {
    return readPlainFile(`${where} ${origin.href}`, nodeModule("url").fileURLToPath(origin));
  }
  const hint = `; put the file at ${target} by other means`;
  let answer: Response;
  try {
    answer = await fetch(origin);
  } catch (error) {
    throw new Error(
      `${where}: cannot get ${origin.href}: ${
        (error as Error).message
      }; is there a network, and may the program use it?${hint}`,
      { cause: error },
    );
  }
  if (!answer.ok) {
    await answer.body?.cancel();
    throw new Error(
      `${where}: cannot get ${origin.href}: the server answers ${answer.status} ${answer.statusText}${hint}`,
    );
  }
  return await bodyOf(where, origin.href, answer);
}
