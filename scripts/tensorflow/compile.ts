/**
 * Compiles the package's own addon sources against an installed TensorFlow.
 *
 * @module
 */
import { dirname, join } from "node:path";
import type { Installation } from "./inspect.ts";
import { lastLines, SetupError } from "./report.ts";
import type { Sources } from "./sources.ts";

/** A C++ compiler. */
export interface Compiler {
  readonly command: string;
  /** The first line of what it says of itself. */
  readonly version: string;
}

/** Files of the addon. */
const FILES = ["tfjs_backend.cc", "tfjs_binding.cc"];

/** Version of Node-API the addon asks for. */
const NODE_API = 8;

const REMEDY = "install a C++ compiler (Debian: apt install g++), or name one in the variable CXX";

/**
 * The compiler: `CXX`, else g++ or clang++.
 *
 * @throws {SetupError} if there is none.
 */
export async function findCompiler(): Promise<Compiler> {
  const named = Deno.env.get("CXX");
  const commands = named ? [named] : ["g++", "clang++", "c++"];
  for (const command of commands) {
    try {
      const { success, stdout } = await new Deno.Command(command, { args: ["--version"] }).output();
      if (success) return { command, version: new TextDecoder().decode(stdout).split("\n")[0]! };
    } catch {
      // Not there: the next one.
    }
  }
  throw new SetupError(`no C++ compiler found: tried ${commands.join(", ")}`, REMEDY);
}

/**
 * Compiles and links the addon.
 *
 * @param target File to write.
 * @throws {SetupError} with the end of what the compiler said.
 */
export async function compileAddon(
  compiler: Compiler,
  sources: Sources,
  tensorflow: Installation,
  target: string,
): Promise<void> {
  // Where the libraries are linked from, and where they really lie.
  const paths = tensorflow.libraries.flatMap((it) => [it, Deno.realPathSync(it)]);
  const folders = [...new Set(paths.map((it) => dirname(it)))];
  const args = [
    "-std=c++20",
    "-O2",
    "-fPIC",
    "-shared",
    `-DNAPI_VERSION=${NODE_API}`,
    `-I${tensorflow.include}`,
    `-I${sources.nodeApi}`,
    ...FILES.map((file) => join(sources.packageFolder, "binding", file)),
    ...tensorflow.libraries,
    ...folders.flatMap((folder) => ["-Xlinker", "-rpath", "-Xlinker", folder]),
    "-o",
    target,
  ];
  const { success, stderr } = await new Deno.Command(compiler.command, { args }).output();
  if (success) return;
  const errors = new TextDecoder().decode(stderr).split("\n").filter((it) => /error/i.test(it));
  throw new SetupError(
    `${compiler.command} cannot build the addon:\n${
      errors.length > 0 ? errors.slice(0, 5).join("\n") : lastLines(stderr)
    }`,
    "use g++ 10 or clang 12 or later, and a TensorFlow whose headers and libraries belong together",
  );
}
