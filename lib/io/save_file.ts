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
import { nodeModule } from "../platform/node.ts";
import { danglingLink, isLink, notPlain } from "./files.ts";

/** Names of drafts: short, so that there is room for them wherever there is for the file's own. */
const DRAFT = /^\.kerasaur-[\da-f]{32}\.tmp$/;

/** A draft without content is left alone that long: its program may be about to lock it. */
const FRESH_MS = 10_000;

/**
 * Writes a file as a whole or not at all; an existing one keeps its permissions.
 *
 * @param where How errors begin.
 * @throws {TypeError} if the path is that of a folder, a pipe, a socket or a device.
 * @throws {Deno.errors.NotFound} if it is a link to nowhere, or its folder is not there.
 */
export function saveFile(where: string, path: string, bytes: Uint8Array): void {
  if (!mayTouch("read", path)) return writeInPlace(where, path, bytes);
  const existing = plainFile(where, path);
  const target = existing === undefined ? path : Deno.realPathSync(path);
  const { dirname, join } = nodeModule("path");
  const folder = dirname(target);
  const draft = join(folder, `.kerasaur-${crypto.randomUUID().replaceAll("-", "")}.tmp`);
  if (!mayTouch("write", draft)) return writeInPlace(where, path, bytes);
  if (mayTouch("read", folder)) removeOldDrafts(folder);
  replace(target, draft, bytes, existing?.mode ?? null);
}

/** Whether the program may use a path, without asking its user. */
function mayTouch(name: "read" | "write", path: string): boolean {
  return Deno.permissions.querySync({ name, path }).state === "granted";
}

/** What is known of the plain file that a path leads to; `undefined` for a new name. */
function plainFile(where: string, path: string): Deno.FileInfo | undefined {
  let info: Deno.FileInfo;
  try {
    info = Deno.statSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    if (isLink(path)) throw danglingLink(where);
    return undefined;
  }
  if (!info.isFile) throw notPlain(where, info);
  return info;
}

/** Writes the draft and gives it the name of the file. */
function replace(target: string, draft: string, bytes: Uint8Array, mode: number | null): void {
  try {
    const file = Deno.openSync(draft, { write: true, createNew: true });
    try {
      // Held until the name is taken: who finds a draft that nobody holds may remove it.
      file.lockSync(true);
      for (let done = 0; done < bytes.length;) done += file.writeSync(bytes.subarray(done));
      file.syncSync();
      if (mode !== null && Deno.build.os !== "windows") Deno.chmodSync(draft, mode & 0o777);
      Deno.renameSync(draft, target);
    } finally {
      file.close();
    }
  } catch (error) {
    remove(draft);
    throw error;
  }
}

/** Removes what programs left that were killed while they saved into this folder. */
function removeOldDrafts(folder: string): void {
  for (const { name, isFile } of Deno.readDirSync(folder)) {
    if (isFile && DRAFT.test(name)) removeDraft(nodeModule("path").join(folder, name));
  }
}

/** Removes a draft unless a program is writing it. */
function removeDraft(draft: string): void {
  try {
    using file = Deno.openSync(draft, { read: true, write: true });
    const { size, mtime } = file.statSync();
    const isFresh = size === 0 && Date.now() - (mtime?.getTime() ?? 0) < FRESH_MS;
    if (!isFresh && file.tryLockSync(true)) remove(draft);
  } catch (error) {
    // Another program's, or one that has just got its name: neither is in the way.
    const isGone = error instanceof Deno.errors.NotFound;
    if (!isGone && !(error instanceof Deno.errors.PermissionDenied)) throw error;
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
    if (codeOf(error) !== "EEXIST") throw error;
  }
  let file: number;
  try {
    file = fs.openSync(path, O_WRONLY | O_NONBLOCK);
  } catch (error) {
    const code = codeOf(error);
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

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
