/**
 * The driver for Deno.
 *
 * @module
 */
import type { Files, Host, System } from "./host_types.ts";

/** npm's names of processors. */
const PROCESSORS = { x86_64: "x64", aarch64: "arm64" } as const;

function isGranted(permission: Deno.PermissionDescriptor): boolean {
  return Deno.permissions.querySync(permission).state === "granted";
}

function writeAll(file: Deno.FsFile, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) done += file.writeSync(bytes.subarray(done));
}

/** A draft without content is left alone that long: its program may be about to lock it. */
const FRESH_MS = 10_000;

/** Removes a draft unless a program is writing it. */
function removeDraft(path: string): void {
  try {
    using file = Deno.openSync(path, { read: true, write: true });
    const { size, mtime } = file.statSync();
    const isFresh = size === 0 && Date.now() - (mtime?.getTime() ?? 0) < FRESH_MS;
    if (!isFresh && file.tryLockSync(true)) Deno.removeSync(path);
  } catch (error) {
    // Another program's, or one that has just got its name: neither is in the way.
    const isGone = error instanceof Deno.errors.NotFound;
    if (!isGone && !(error instanceof Deno.errors.PermissionDenied)) throw error;
  }
}

const files: Files = {
  read: (path) => Deno.readFileSync(path),
  readText: (path) => Deno.readTextFileSync(path),
  write: (path, bytes) => Deno.writeFileSync(path, bytes),
  append: (path, bytes) => Deno.writeFileSync(path, bytes, { append: true }),
  replace(path, draft, bytes, mode) {
    using file = Deno.openSync(draft, { write: true, createNew: true });
    // Held until the name is taken: who finds a draft that nobody holds may remove it.
    file.lockSync(true);
    writeAll(file, bytes);
    file.syncSync();
    if (mode !== null && Deno.build.os !== "windows") Deno.chmodSync(draft, mode & 0o777);
    Deno.renameSync(draft, path);
  },
  removeDraft,
  makeFolder: (path) => Deno.mkdirSync(path, { recursive: true }),
  info: (path) => Deno.statSync(path),
  linkInfo: (path) => Deno.lstatSync(path),
  list: (path) => Array.from(Deno.readDirSync(path), ({ name }) => name),
  remove: (path) => Deno.removeSync(path),
  rename: (from, to) => Deno.renameSync(from, to),
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
    mayWrite: (path) => isGranted({ name: "write", path }),
    missing: (text) => new Deno.errors.NotFound(text),
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
