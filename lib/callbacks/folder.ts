/**
 * Folders that callbacks write to: made, and tried out, before a training begins.
 *
 * @module
 */
import { host, isMissing } from "../platform/host.ts";
import { formatValue } from "../errors/format.ts";
import { nodeModule } from "../platform/node.ts";

/** Whether there is something at a path. */
export function exists(path: string): boolean {
  try {
    host.files.info(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** Removes a file if it is there. */
export function removeIfThere(path: string): void {
  try {
    host.files.remove(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

/** A path in a folder. */
export function inFolder(folder: string, name: string): string {
  return nodeModule("path").join(folder, name);
}

/** The folder of a file. */
export function folderOf(path: string): string {
  return nodeModule("path").dirname(path);
}

/**
 * Makes a folder, with those above it, and tries to write a file there.
 *
 * @param name The option that the folder comes from, and `given` its value.
 * @throws {RangeError} where nothing can be written.
 */
export function makeFolder(where: string, folder: string, name: string, given: string): void {
  const probe = inFolder(folder, `.${crypto.randomUUID()}.tmp`);
  try {
    host.files.makeFolder(folder);
    host.files.write(probe, new Uint8Array());
    host.files.remove(probe);
  } catch (error) {
    throw new RangeError(
      `${where}: expected ${name} in a folder that can be written to, received ${name}=${
        formatValue(given)
      }: ${error instanceof Error ? error.message : error}`,
      { cause: error },
    );
  }
}
