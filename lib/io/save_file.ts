/**
 * Saves whole files. A file is replaced as a whole or not at all: the bytes go to a draft in the
 * same folder, reach the disk, and then take the name, so that whoever reads the file, even after a
 * crash in the middle of saving, finds either the old content or the new. A program that may write
 * to that one path only writes it in place.
 *
 * Only plain files and new names are saved to: a pipe, a device or a dangling link would be
 * replaced by a file, or filled.
 *
 * @module
 */
import { errorCode, host, isMissing } from "../platform/host.ts";
import type { FileInfo } from "../platform/host_types.ts";
import { nodeModule } from "../platform/node.ts";
import { danglingLink, isLink, notPlain } from "./files.ts";

/** Names of drafts: short, so that there is room for them wherever there is for the file's own. */
const DRAFT = /^\.kerasaur-[\da-f]{32}\.tmp$/;

/**
 * Writes a file as a whole or not at all; an existing one keeps its permissions.
 *
 * @param where How errors begin.
 * @throws {TypeError} if the path is that of a folder, a pipe, a socket or a device.
 * @throws {Error} if it is a link to nowhere, or its folder is not there.
 */
export function saveFile(where: string, path: string, bytes: Uint8Array): void {
  if (!host.mayRead(path)) return writeInPlace(where, path, bytes);
  const existing = plainFile(where, path);
  const target = existing === undefined ? path : host.files.realPath(path);
  const { dirname, join } = nodeModule("path");
  const folder = dirname(target);
  const draft = join(folder, `.kerasaur-${crypto.randomUUID().replaceAll("-", "")}.tmp`);
  if (!host.mayWrite(draft)) return writeInPlace(where, path, bytes);
  if (host.mayRead(folder)) removeOldDrafts(folder);
  replace(target, draft, bytes, existing?.mode ?? null);
}

/** What is known of the plain file that a path leads to; `undefined` for a new name. */
function plainFile(where: string, path: string): FileInfo | undefined {
  let info: FileInfo;
  try {
    info = host.files.info(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
    if (isLink(path)) throw danglingLink(where);
    return undefined;
  }
  if (!info.isFile) throw notPlain(where, info);
  return info;
}

/** Writes the draft and gives it the name of the file. */
function replace(target: string, draft: string, bytes: Uint8Array, mode: number | null): void {
  try {
    host.files.replace(target, draft, bytes, mode);
  } catch (error) {
    remove(draft);
    throw error;
  }
}

/** Removes what programs left that were killed while they saved into this folder. */
function removeOldDrafts(folder: string): void {
  const { join } = nodeModule("path");
  for (const name of host.files.list(folder)) {
    const path = join(folder, name);
    if (DRAFT.test(name) && host.files.linkInfo(path).isFile) host.files.removeDraft(path);
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

/** Writes into the file itself, new or not, with no permission but that to write to its path. */
function writeInPlace(where: string, path: string, bytes: Uint8Array): void {
  const fs = nodeModule("fs");
  const file = openPlain(where, path);
  try {
    fs.ftruncateSync(file);
    for (let done = 0; done < bytes.length;) done += fs.writeSync(file, bytes, done);
    fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
}

/** A new file, or the plain one that is there; opening it waits for nobody. */
function openPlain(where: string, path: string): number {
  const fs = nodeModule("fs");
  const { O_WRONLY, O_CREAT, O_EXCL, O_NONBLOCK = 0 } = fs.constants;
  try {
    return fs.openSync(path, O_WRONLY | O_CREAT | O_EXCL, 0o666);
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
  }
  let file: number;
  try {
    file = fs.openSync(path, O_WRONLY | O_NONBLOCK);
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT") throw danglingLink(where);
    // A pipe without a reader, or a socket.
    if (code === "ENXIO") {
      throw notPlain(where, { isDirectory: false, isFifo: true, isSocket: false });
    }
    if (code === "EISDIR") {
      throw notPlain(where, { isDirectory: true, isFifo: false, isSocket: false });
    }
    throw error;
  }
  const info = fs.fstatSync(file);
  if (info.isFile()) return file;
  fs.closeSync(file);
  throw notPlain(where, {
    isDirectory: info.isDirectory(),
    isFifo: info.isFIFO(),
    isSocket: info.isSocket(),
  });
}
