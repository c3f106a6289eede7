/**
 * What the tests use of Deno, on Node: `Deno.test` is Node's own `test`, files and the environment are
 * Node's. The library does not take it for Deno, as it has no version.
 *
 * @module
 */
import * as fs from "node:fs";
import { tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { test } from "node:test";
import { inspect } from "node:util";

type Body = (context: Steps) => unknown;

/** What a test's function is given. */
interface Steps {
  step(name: string, body: Body): Promise<boolean>;
}

/** A test as an object. */
interface Described {
  readonly name: string;
  readonly ignore?: boolean;
  readonly fn: Body;
}

/** Node's context of a test, as far as it is used. */
interface NodeContext {
  test(name: string, body: (context: NodeContext) => Promise<void>): Promise<void>;
}

function stepsOf(context: NodeContext): Steps {
  return {
    async step(name, body) {
      await context.test(name, async (inner) => void (await body(stepsOf(inner))));
      return true;
    },
  };
}

/** `Deno.test`: a name with a function, with or without options, or a whole description. */
function denoTest(first: string | Described, ...rest: readonly unknown[]): void {
  const given = typeof first === "string" ? { name: first } : first;
  const options = rest.find((it) => typeof it === "object") as Partial<Described> | undefined;
  const body = rest.find((it) => typeof it === "function") as Body | undefined;
  const { name, ignore = false, fn } = { ...given, ...options } as Described;
  const run = body ?? fn;
  void test(name, { skip: ignore }, async (context) => {
    await run(stepsOf(context as unknown as NodeContext));
  });
}

/** A class of errors that knows its own by the system's code. */
function errorOf(code: string) {
  return class extends Error {
    static override [Symbol.hasInstance](error: unknown): boolean {
      return error instanceof Error && "code" in error && error.code === code;
    }
  };
}

interface TemporaryName {
  readonly prefix?: string;
  readonly suffix?: string;
}

const temporaryFolder = ({ prefix = "" }: TemporaryName = {}) =>
  fs.mkdtempSync(join(tmpdir(), prefix));

function temporaryFile({ prefix = "", suffix = "" }: TemporaryName = {}): string {
  const path = join(tmpdir(), `${prefix}${crypto.randomUUID()}${suffix}`);
  fs.writeFileSync(path, "");
  return path;
}

function statOf(stats: fs.Stats) {
  return {
    isFile: stats.isFile(),
    isDirectory: stats.isDirectory(),
    isSymlink: stats.isSymbolicLink(),
    size: stats.size,
    mode: stats.mode,
    mtime: stats.mtime,
  };
}

const entries = (path: string | URL) =>
  fs.readdirSync(path, { withFileTypes: true }).map((it) => ({
    name: it.name,
    isFile: it.isFile(),
    isDirectory: it.isDirectory(),
    isSymlink: it.isSymbolicLink(),
  }));

type Path = string | URL;

/** Synchronous functions on files; each has a twin that gives a promise. */
const files = {
  readFile: (path: Path) => new Uint8Array(fs.readFileSync(path)),
  readTextFile: (path: Path) => fs.readFileSync(path, "utf8"),
  writeFile: (path: Path, bytes: Uint8Array) => fs.writeFileSync(path, bytes),
  writeTextFile: (path: Path, text: string) => fs.writeFileSync(path, text),
  remove: (path: Path, { recursive = false } = {}) =>
    recursive || !fs.lstatSync(path).isDirectory()
      ? fs.rmSync(path, { recursive })
      : fs.rmdirSync(path),
  mkdir: (path: Path, options?: { recursive?: boolean }) => void fs.mkdirSync(path, options),
  rename: fs.renameSync,
  copyFile: fs.copyFileSync,
  chmod: fs.chmodSync,
  symlink: fs.symlinkSync,
  truncate: fs.truncateSync,
  stat: (path: Path) => statOf(fs.statSync(path)),
  lstat: (path: Path) => statOf(fs.lstatSync(path)),
  makeTempDir: temporaryFolder,
  makeTempFile: temporaryFile,
};

const both = Object.entries(files).flatMap(([name, call]) => {
  const run = call as (...args: unknown[]) => unknown;
  const later = (...args: unknown[]) => new Promise((resolve) => resolve(run(...args)));
  return [[`${name}Sync`, run], [name, later]] as const;
});

const ARCHITECTURES: Record<string, string> = { x64: "x86_64", arm64: "aarch64" };

/** The names. */
const names = {
  ...Object.fromEntries(both),
  test: Object.assign(denoTest, {
    ignore: (name: string, fn: Body) => denoTest({ name, fn, ignore: true }),
  }),
  readDirSync: entries,
  open: (path: Path) => Promise.resolve({ readable: Readable.toWeb(fs.createReadStream(path)) }),
  systemMemoryInfo: () => ({ total: totalmem() }),
  inspect: (value: unknown, options: object = {}) => inspect(value, options),
  memoryUsage: () => process.memoryUsage(),
  cwd: () => process.cwd(),
  chdir: (path: string) => process.chdir(path),
  exit: (code: number) => process.exit(code),
  execPath: () => process.execPath,
  pid: process.pid,
  args: process.argv.slice(2),
  env: {
    get: (name: string) => process.env[name],
    has: (name: string) => name in process.env,
    set: (name: string, value: string) => void (process.env[name] = value),
    delete: (name: string) => void delete process.env[name],
  },
  build: {
    os: process.platform === "win32" ? "windows" : process.platform,
    arch: ARCHITECTURES[process.arch],
  },
  errors: {
    NotFound: errorOf("ENOENT"),
    AlreadyExists: errorOf("EEXIST"),
    PermissionDenied: errorOf("EACCES"),
    IsADirectory: errorOf("EISDIR"),
  },
};

Reflect.set(globalThis, "Deno", names);
