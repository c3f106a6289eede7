/**
 * Looks at an installed TensorFlow: its headers, its libraries, for which processor they are, and
 * which version they say they are.
 *
 * @module
 */
import { basename, join } from "node:path";
import { lastLines, SetupError } from "./report.ts";

/** A TensorFlow to build against. */
export interface Installation {
  readonly include: string;
  /** Libraries to link, the one with TensorFlow's C interface first. */
  readonly libraries: readonly string[];
  readonly version: string;
}

/** Headers that the addon's sources include. */
const HEADERS = ["tensorflow/c/c_api.h", "tensorflow/c/eager/c_api.h"];

/** Names of the library with TensorFlow's C interface: the Python package's, libtensorflow's. */
const MAIN = /^libtensorflow(_cc)?\.so(\.\d+)*$/;
const FRAMEWORK = /^libtensorflow_framework\.so(\.\d+)*$/;

/** Versions the addon's sources build against and run with. */
const MAJOR = 2;
const OLDEST_MINOR = 9;

/** Processors as the header of an ELF file numbers them. */
const MACHINES: Readonly<Record<number, string>> = { 62: "x86_64", 183: "aarch64" };

const INSTALL =
  "install TensorFlow 2, for example python3 -m venv tf && tf/bin/pip install tensorflow, and name it: --tensorflow tf/lib/python3.*/site-packages/tensorflow";

function list(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  } catch {
    return [];
  }
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}

/** The file of a library in a folder: the longest name, which names the version. */
function findLibrary(folders: readonly string[], pattern: RegExp): string | undefined {
  for (const folder of folders) {
    const name = list(folder).filter((it) => pattern.test(it))
      .toSorted((a, b) => b.length - a.length || a.localeCompare(b))[0];
    if (name !== undefined) return join(folder, name);
  }
  return undefined;
}

/** Fails if a library was built for another processor. */
function checkMachine(path: string): void {
  const header = new Uint8Array(20);
  using file = Deno.openSync(path);
  file.readSync(header);
  const isElf = String.fromCharCode(...header.subarray(1, 4)) === "ELF";
  const machine = new DataView(header.buffer).getUint16(18, true);
  const name = isElf ? MACHINES[machine] ?? `machine ${machine}` : "no ELF file";
  if (name !== Deno.build.arch) {
    throw new SetupError(
      `${path} is for another processor: expected ${Deno.build.arch}, received ${name}`,
      `install a TensorFlow for ${Deno.build.arch}`,
    );
  }
}

/** Prints the version a library says it is; runs in a process of its own. */
const ASK_VERSION = `
const library = Deno.dlopen(Deno.args[0], { TF_Version: { parameters: [], result: "pointer" } });
console.log(Deno.UnsafePointerView.getCString(library.symbols.TF_Version()));
Deno.exit(0);
`;

/** The version a library says it is, which shows that it loads. */
async function libraryVersion(path: string): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--no-config", "--no-lock", "--ext=js", ASK_VERSION, path],
    env: { TF_CPP_MIN_LOG_LEVEL: "2", NO_COLOR: "1" },
  }).output();
  if (!success) {
    const text = lastLines(stderr, 40);
    const missing = /([^\s:]+): cannot open shared object file/.exec(text)?.[1];
    if (missing) {
      throw new SetupError(
        `${path} does not load: the library ${missing} is missing`,
        `install what holds ${missing}, or add its folder to LD_LIBRARY_PATH`,
      );
    }
    const line = text.split("\n").find((it) => it.includes("rror")) ?? text;
    throw new SetupError(`${path} does not load: ${line.trim()}`, INSTALL);
  }
  return new TextDecoder().decode(stdout).trim();
}

/** Fails for a version that the addon's sources were not made for. */
export function checkVersion(version: string, path: string): void {
  const [major, minor] = version.split(".").map(Number);
  if (major === MAJOR && minor! >= OLDEST_MINOR) return;
  throw new SetupError(
    `${path} is the wrong version: expected TensorFlow ${MAJOR}.${OLDEST_MINOR} or later of ${MAJOR}.x, received ${version}`,
    INSTALL,
  );
}

/**
 * Looks at the TensorFlow in a folder: a Python package's (`.../site-packages/tensorflow`) or an
 * unpacked libtensorflow's.
 *
 * @throws {SetupError} if something is missing or does not fit, with what helps.
 */
export async function inspectTensorflow(folder: string): Promise<Installation> {
  if (!exists(folder)) throw new SetupError(`there is no folder ${folder}`, INSTALL);
  const include = join(folder, "include");
  const absent = HEADERS.filter((header) => !exists(join(include, header)));
  if (absent.length > 0) {
    throw new SetupError(`${include} has no headers ${absent.join(", ")}`, INSTALL);
  }
  const folders = [folder, join(folder, "lib")];
  const main = findLibrary(folders, MAIN);
  const framework = findLibrary(folders, FRAMEWORK);
  if (main === undefined) {
    throw new SetupError(
      `${folders.join(" and ")} have no libtensorflow_cc.so.2 or libtensorflow.so.2`,
      INSTALL,
    );
  }
  if (framework === undefined) {
    throw new SetupError(
      `${folders.join(" and ")} have ${basename(main)} and no libtensorflow_framework.so.2`,
      INSTALL,
    );
  }
  checkMachine(main);
  const version = await libraryVersion(main);
  checkVersion(version, main);
  return { include, libraries: [main, framework], version };
}
