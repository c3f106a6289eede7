/**
 * Files on disk. A file is replaced as a whole or not at all: the bytes go to a temporary file in
 * the same folder, reach the disk, and then take the name, so that whoever reads the file, even
 * after a crash in the middle of saving, finds either the old content or the new.
 *
 * @module
 */
import { host, isMissing } from "../platform/host.ts";
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
    return host.files.realPath(path);
  } catch (error) {
    if (isMissing(error)) return path;
    throw error;
  }
}

/** Writes a file as a whole or not at all; an existing one keeps its permissions. */
export function writeFileAtomically(path: string, bytes: Uint8Array): void {
  const target = finalPath(path);
  const { basename, dirname, join } = nodeModule("path");
  const draft = join(dirname(target), `.${basename(target)}.${crypto.randomUUID()}.tmp`);
  try {
    host.files.create(draft, bytes);
    keepMode(target, draft);
    host.files.rename(draft, target);
  } catch (error) {
    remove(draft);
    throw error;
  }
}

/** Gives the new file the permissions of the one it replaces. */
function keepMode(target: string, draft: string): void {
  if (host.system === "windows") return;
  try {
    const { mode } = host.files.info(target);
    if (mode !== null) host.files.setMode(draft, mode & 0o777);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

/** Removes a file if it is there. */
function remove(path: string): void {
  try {
    host.files.remove(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}
