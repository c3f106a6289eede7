/**
 * The driver for Node.
 *
 * @module
 */
import type { Stats } from "node:fs";
import type { FileInfo, Files, Host, System } from "./host_types.ts";
import { nodeModule, nodeProcess } from "./node.ts";

const SYSTEMS: Readonly<Record<string, System>> = {
  linux: "linux",
  darwin: "darwin",
  win32: "windows",
};

/** After a day, nobody is writing a draft any more. */
const ABANDONED_MS = 86_400_000;

function fileInfo(stats: Stats): FileInfo {
  const { size, mode } = stats;
  return {
    isFile: stats.isFile(),
    isDirectory: stats.isDirectory(),
    isFifo: stats.isFIFO(),
    isSocket: stats.isSocket(),
    isSymlink: stats.isSymbolicLink(),
    size,
    mode,
  };
}

/** The bytes alone: what Node gives may be a part of a larger buffer, and has methods of its own. */
function plain(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = bytes;
  return byteLength === buffer.byteLength
    ? new Uint8Array(buffer as ArrayBuffer)
    : new Uint8Array(buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer);
}

function nodeFiles(fs: typeof import("node:fs")): Files {
  return {
    read: (path) => plain(fs.readFileSync(path)),
    readText: (path) => fs.readFileSync(path, "utf8"),
    write: (path, bytes) => fs.writeFileSync(path, bytes),
    append: (path, bytes) => fs.appendFileSync(path, bytes),
    replace(path, draft, bytes, mode) {
      const file = fs.openSync(draft, "wx");
      try {
        fs.writeFileSync(file, bytes);
        fs.fsyncSync(file);
        if (mode !== null) fs.fchmodSync(file, mode & 0o777);
      } finally {
        fs.closeSync(file);
      }
      fs.renameSync(draft, path);
    },
    removeDraft(path) {
      // Node has no locks, so that only age tells what a killed program left.
      const { mtimeMs } = fs.statSync(path);
      if (Date.now() - mtimeMs > ABANDONED_MS) fs.rmSync(path, { force: true });
    },
    makeFolder: (path) => void fs.mkdirSync(path, { recursive: true }),
    info: (path) => fileInfo(fs.statSync(path)),
    linkInfo: (path) => fileInfo(fs.lstatSync(path)),
    list: (path) => fs.readdirSync(path),
    // An empty folder and a file are removed by different functions here.
    remove: (path) => fs.lstatSync(path).isDirectory() ? fs.rmdirSync(path) : fs.unlinkSync(path),
    rename: (from, to) => fs.renameSync(from, to),
    realPath: (path) => fs.realpathSync(path),
  };
}

/** Node as the library sees it; called in Node alone. */
export function nodeHost(): Host {
  const process = nodeProcess();
  const os = nodeModule("os");
  const fs = nodeModule("fs");
  return {
    name: "Node",
    system: SYSTEMS[process.platform] ?? "other",
    processor: process.arch,
    pid: process.pid,
    processors: os.availableParallelism(),
    files: nodeFiles(fs),
    terminal: {
      isTerminal: () => process.stdout.isTTY === true,
      width: () => process.stdout.columns,
      write: (bytes) => fs.writeSync(process.stdout.fd, bytes),
    },
    mayRead: () => true,
    mayWrite: () => true,
    missing: (text) => Object.assign(new Error(text), { code: "ENOENT" }),
    variable: (name) => process.env[name],
    setVariable: (name, value) => void (process.env[name] = value),
    memory: () => os.totalmem(),
    onInterrupt: (listener) => void process.on("SIGINT", listener),
    offInterrupt: (listener) => void process.off("SIGINT", listener),
  };
}
