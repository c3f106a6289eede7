/**
 * Files that notebooks read and the project does not hold: those of the book's repository. They are
 * looked for in a folder that the user names; a notebook whose files are not there is not run, and
 * never counts as reproduced.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { DataFile } from "./expectations.ts";

/** The variable that names the folder. */
export const BOOK_DATA = "KERASAUR_BOOK_DATA";

/** Why a notebook cannot be run, in words; `undefined` where all its files are there. */
export async function missingData(files: readonly DataFile[]): Promise<string | undefined> {
  if (files.length === 0) return undefined;
  const names = files.map(({ file }) => file).join(", ");
  const folder = Deno.env.get(BOOK_DATA);
  if (folder === undefined) return `set ${BOOK_DATA} to the book's folder of data, with ${names}`;
  for (const it of files) {
    const path = join(folder, it.file);
    let bytes: Uint8Array<ArrayBuffer>;
    try {
      bytes = await Deno.readFile(path);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
      return `${path} is not there`;
    }
    const found = createHash("sha256").update(bytes).digest("hex");
    if (found !== it.sha256) {
      return `${path} is another file: its SHA-256 is ${found}, expected ${it.sha256}`;
    }
  }
  return undefined;
}
