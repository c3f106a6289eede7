/**
 * The driver for Deno.
 *
 * @module
 */
import type { FileInfo, Files, Host, System } from "./host_types.ts";

/** npm's names of processors. */
const PROCESSORS = { x86_64: "x64", aarch64: "arm64" } as const;

function isGranted(permission: Deno.PermissionDescriptor): boolean {
  return Deno.permissions.querySync(permission).state === "granted";
}

function writeAll(file: Deno.FsFile, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) done += file.writeSync(bytes.subarray(done));
}

const fileInfo = ({ isFile, size, mode }: Deno.FileInfo): FileInfo => ({ isFile, size, mode });

const files: Files = {
  read: (path) => Deno.readFileSync(path),
  readText: (path) => Deno.readTextFileSync(path),
  write: (path, bytes) => Deno.writeFileSync(path, bytes),
  append: (path, bytes) => Deno.writeFileSync(path, bytes, { append: true }),
  create(path, bytes) {
    using file = Deno.openSync(path, { write: true, createNew: true });
    writeAll(file, bytes);
    file.syncSync();
  },
  makeFolder: (path) => Deno.mkdirSync(path, { recursive: true }),
  info: (path) => fileInfo(Deno.statSync(path)),
  linkInfo: (path) => fileInfo(Deno.lstatSync(path)),
  list: (path) => Array.from(Deno.readDirSync(path), ({ name }) => name),
  remove: (path) => Deno.removeSync(path),
  rename: (from, to) => Deno.renameSync(from, to),
  setMode: (path, mode) => Deno.chmodSync(path, mode),
  realPath: (path) => Deno.realPathSync(path),
};

/** What the library knows as operating systems. */
function system(): System {
  const { os } = Deno.build;
  return os === "linux" || os === "darwin" || os === "windows" ? os : "other";
}

/** Deno as the library sees it; called in Deno alone. */
export function denoHost(): Host {
  return {
    name: "Deno",
    system: system(),
    processor: PROCESSORS[Deno.build.arch],
    pid: Deno.pid,
    processors: navigator.hardwareConcurrency,
    files,
    terminal: {
      isTerminal: () => Deno.stdout.isTerminal(),
      width: () => Deno.consoleSize().columns,
      write: (bytes) => Deno.stdout.writeSync(bytes),
    },
    mayRead: (path) => isGranted({ name: "read", path }),
    variable: (name) => isGranted({ name: "env", variable: name }) ? Deno.env.get(name) : undefined,
    setVariable(name, value) {
      if (isGranted({ name: "env", variable: name })) Deno.env.set(name, value);
    },
    memory: () =>
      isGranted({ name: "sys", kind: "systemMemoryInfo" })
        ? Deno.systemMemoryInfo().total
        : Infinity,
    onInterrupt: (listener) => Deno.addSignalListener("SIGINT", listener),
    offInterrupt: (listener) => Deno.removeSignalListener("SIGINT", listener),
  };
}
