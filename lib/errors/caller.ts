/**
 * Errors that begin at the user's line: frames of this library on top of a stack are dropped at the
 * boundary where the user called it. An error that user code throws inside (a callback, a layer's
 * own `call`) begins at that code's line and stays as it is.
 *
 * @module
 */
import { formatValue } from "./format.ts";

/** Where the library's files are. */
const LIBRARY = new URL("../", import.meta.url).href;

/** A frame of a stack. */
const FRAME = /^\s+at /m;

/** A frame of JavaScript's own functions, or of Deno's. */
const NATIVE = /\(<anonymous>\)$|\((?:ext|node):/;

/** Whether the first frame of an error's stack, natives aside, is one of the library's. */
function beginsInLibrary(error: Error): boolean {
  const frame = error.stack?.split("\n").find((line) => /^\s+at /.test(line) && !NATIVE.test(line));
  return frame !== undefined && frame.includes(LIBRARY);
}

/** A function, or the class of a constructor. */
export type Boundary =
  | ((...args: never[]) => unknown)
  | (abstract new (...args: never[]) => unknown);

/**
 * An error as the user is to see it.
 *
 * @param boundary The function the user called; its caller becomes the first frame.
 */
export function atCaller(error: unknown, boundary: Boundary): unknown {
  if (!(error instanceof Error) || error.message.startsWith("internal:")) return error;
  if (!beginsInLibrary(error)) return error;
  const before = error.stack;
  Error.captureStackTrace(error, boundary);
  // A boundary that is not on the stack, such as an alias, would leave no line at all.
  if (!FRAME.test(error.stack ?? "")) error.stack = withoutOwn(before ?? "");
  return error;
}

/** A stack without the library's frames on top; all of it, if there are no others. */
function withoutOwn(stack: string): string {
  const lines = stack.split("\n");
  const first = lines.findIndex((line) => /^\s+at /.test(line));
  const users = lines.findIndex((line, i) => i >= first && !line.includes(LIBRARY));
  return users < 0 ? stack : [...lines.slice(0, first), ...lines.slice(users)].join("\n");
}

/** A method whose errors are made {@linkcode atCaller}. */
function guarded(run: (...args: unknown[]) => unknown): (...args: unknown[]) => unknown {
  const guard = function (this: unknown, ...args: unknown[]): unknown {
    try {
      return run.apply(this, args);
    } catch (error) {
      throw atCaller(error, guard);
    }
  };
  Object.defineProperties(guard, {
    name: { value: run.name, configurable: true },
    length: { value: run.length, configurable: true },
  });
  return guard;
}

/** Makes errors of methods and accessors of a class begin at the line that used them. */
export function beginAtCaller(prototype: object, names: readonly string[]): void {
  for (const name of names) {
    const member = Object.getOwnPropertyDescriptor(prototype, name);
    if (member === undefined) throw new Error(`internal: there is no member ${name}`);
    for (const part of ["value", "get", "set"] as const) {
      if (member[part] !== undefined) member[part] = guarded(member[part]);
    }
    Object.defineProperty(prototype, name, member);
  }
}

/** What `run` gives; its errors are made {@linkcode atCaller}. */
export function fromCaller<T>(boundary: Boundary, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw atCaller(error, boundary);
  }
}

/**
 * What a static `fromConfig` gives; its errors begin where the class's was called.
 *
 * @throws {TypeError} for a configuration that is no object.
 */
export function fromConfigCaller<T>(Class: unknown, config: unknown, run: () => T): T {
  const { fromConfig, name } = Class as { readonly fromConfig: Boundary; readonly name: string };
  return fromCaller(fromConfig, () => {
    if (typeof config === "object" && config !== null && !Array.isArray(config)) return run();
    throw new TypeError(
      `${name}.fromConfig: expected the configuration of ${name} to be an object, received ${
        formatValue(config)
      }`,
    );
  });
}

/**
 * Remembers where a function was called, for errors that come when it has long returned: those that
 * begin in the library get the caller's frames.
 */
export function callSite(boundary: Boundary): (error: unknown) => unknown {
  const site: { stack?: string } = {};
  Error.captureStackTrace(site, boundary);
  return (error) => {
    const isOwn = error instanceof Error && !error.message.startsWith("internal:") &&
      beginsInLibrary(error);
    if (isOwn) {
      const frames = site.stack?.slice(site.stack.indexOf("\n")) ?? "";
      error.stack = `${error.name}: ${error.message}${frames}`;
    }
    return error;
  };
}
