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

function fileInfo(stats: Stats): FileInfo {
  return { isFile: stats.isFile(), size: stats.size, mode: stats.mode };
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
    create(path, bytes) {
      const file = fs.openSync(path, "wx");
      try {
        fs.writeFileSync(file, bytes);
        fs.fsyncSync(file);
      } finally {
        fs.closeSync(file);
      }
    },
    makeFolder: (path) => void fs.mkdirSync(path, { recursive: true }),
    info: (path) => fileInfo(fs.statSync(path)),
    linkInfo: (path) => fileInfo(fs.lstatSync(path)),
    list: (path) => fs.readdirSync(path),
    // An empty folder and a file are removed by different functions here.
    remove: (path) => fs.lstatSync(path).isDirectory() ? fs.rmdirSync(path) : fs.unlinkSync(path),
    rename: (from, to) => fs.renameSync(from, to),
    setMode: (path, mode) => fs.chmodSync(path, mode),
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
    variable: (name) => process.env[name],
    setVariable: (name, value) => void (process.env[name] = value),
    memory: () => os.totalmem(),
    onInterrupt: (listener) => void process.on("SIGINT", listener),
    offInterrupt: (listener) => void process.off("SIGINT", listener),
  };
}
