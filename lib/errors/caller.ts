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

/** Whether the first frame of an error's stack is one of the library's. */
function beginsInLibrary(error: Error): boolean {
  const frame = error.stack?.split("\n").find((line) => /^\s+at /.test(line));
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
  if (beginsInLibrary(error)) Error.captureStackTrace(error, boundary);
  return error;
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
