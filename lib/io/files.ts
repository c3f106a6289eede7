/**
 * Files on disk. A file is replaced as a whole or not at all: the bytes go to a temporary file in
 * the same folder, reach the disk, and then take the name, so that whoever reads the file, even
 * after a crash in the middle of saving, finds either the old content or the new.
 *
 * @module
 */
import { nodeModule } from "../platform/node.ts";
import { formatValue } from "../errors/format.ts";

/** A file's path, or its `file:` URL. */
export type FilePath = string | URL;

/** The path as text. */
export function checkPath(where: string, path: unknown): string {
  if (path instanceof URL) {
    if (path.protocol === "file:") return nodeModule("url").fileURLToPath(path);
  } else if (typeof path === "string" && path !== "" && !path.includes("\0")) return path;
  throw new TypeError(
    `${where}: expected the path of a file, received path=${
      path instanceof URL ? path.href : formatValue(path)
    }`,
  );
}

/** The file that a path leads to, through links. */
function finalPath(path: string): string {
  try {
    return Deno.realPathSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return path;
    throw error;
  }
}

/** Writes a file as a whole or not at all; an existing one keeps its permissions. */
export function writeFileAtomically(path: string, bytes: Uint8Array): void {
  const target = finalPath(path);
  const { basename, dirname, join } = nodeModule("path");
  const draft = join(dirname(target), `.${basename(target)}.${crypto.randomUUID()}.tmp`);
  try {
    const file = Deno.openSync(draft, { write: true, createNew: true });
    try {
      for (let done = 0; done < bytes.length;) done += file.writeSync(bytes.subarray(done));
      file.syncSync();
    } finally {
      file.close();
    }
    keepMode(target, draft);
    Deno.renameSync(draft, target);
  } catch (error) {
    remove(draft);
    throw error;
  }
}

/** Gives the new file the permissions of the one it replaces. */
function keepMode(target: string, draft: string): void {
  if (Deno.build.os === "windows") return;
  try {
    const { mode } = Deno.statSync(target);
    if (mode !== null) Deno.chmodSync(draft, mode & 0o777);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** Removes a file if it is there. */
function remove(path: string): void {
  try {
    Deno.removeSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
