/**
 * Paths, and the reading of whole files. Only plain files are read: a pipe would wait for somebody
 * who writes, and `/dev/zero` has no end.
 *
 * @module
 */
import { formatValue } from "../errors/format.ts";
import { host, isMissing } from "../platform/host.ts";
import type { FileInfo } from "../platform/host_types.ts";
import { nodeModule } from "../platform/node.ts";

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

/** What tells kinds of files apart. */
type Kind = Pick<FileInfo, "isDirectory" | "isFifo" | "isSocket">;

/** The error for a path that leads to something that is no plain file. */
export function notPlain(where: string, info: Kind): TypeError {
  const kind = info.isDirectory
    ? "a folder"
    : info.isFifo
    ? "a pipe (FIFO)"
    : info.isSocket
    ? "a socket"
    : "a device";
  return new TypeError(`${where}: expected the path of a plain file, received that of ${kind}`);
}

/** The error for a link to a file that is not there. */
export function danglingLink(where: string): Error {
  return host.missing(
    `${where}: expected the path of a plain file, received a link to a file that is not there; remove the link or make the file`,
  );
}

/** Whether a path is a link itself, wherever that leads. */
export function isLink(path: string): boolean {
  try {
    return host.files.linkInfo(path).isSymlink;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/**
 * The bytes of a plain file.
 *
 * @throws {Error} if there is no such file, of the class that the runtime has for that.
 * @throws {TypeError} if it is a folder, a pipe, a socket or a device.
 */
export function readPlainFile(where: string, path: string): Uint8Array<ArrayBuffer> {
  let info: FileInfo;
  try {
    info = host.files.info(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
    if (isLink(path)) throw danglingLink(where);
    throw host.missing(
      `${where}: expected the path of a file, received one that leads to nothing`,
    );
  }
  if (!info.isFile) throw notPlain(where, info);
  return host.files.read(path);
}
