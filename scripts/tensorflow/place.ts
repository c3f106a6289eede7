/**
 * The folder of set-ups: one writer at a time, each set-up complete or not there at all.
 *
 * @module
 */
import { join } from "node:path";
import { SetupError } from "./report.ts";

/** Files of an unfinished set-up; one that was killed leaves them, the next removes them. */
const UNFINISHED = ".build-";

/** Turns the system's refusal to write into what the user can do. */
function refused(root: string, error: unknown): SetupError {
  return new SetupError(
    `cannot write to the cache folder ${root}: ${(error as Error).message}`,
    "make it writable, or name another one in KERASAUR_CACHE_DIR",
  );
}

/**
 * Runs with the folder of set-ups to itself; what killed set-ups left there is gone. The lock is
 * the system's: it ends with the process that holds it, however that ends.
 *
 * @param waiting Called if another set-up has to be waited for.
 * @throws {SetupError} if the folder cannot be written.
 */
export async function withLock<T>(
  root: string,
  waiting: () => void,
  run: () => Promise<T>,
): Promise<T> {
  let file;
  try {
    Deno.mkdirSync(root, { recursive: true });
    file = Deno.openSync(join(root, ".lock"), { create: true, write: true });
  } catch (error) {
    throw refused(root, error);
  }
  using lock = file;
  if (!lock.tryLockSync(true)) {
    waiting();
    await lock.lock(true);
  }
  for (const { name } of [...Deno.readDirSync(root)]) {
    if (name.startsWith(UNFINISHED)) Deno.removeSync(join(root, name), { recursive: true });
  }
  return await run();
}

/**
 * Makes a folder in one step: fills one beside it, and renames that.
 *
 * @throws {SetupError} if the folder cannot be written.
 */
export async function placeWhole(
  root: string,
  key: string,
  fill: (folder: string) => Promise<void>,
): Promise<string> {
  const draft = join(root, `${UNFINISHED}${crypto.randomUUID()}`);
  const folder = join(root, key);
  try {
    Deno.mkdirSync(draft);
  } catch (error) {
    throw refused(root, error);
  }
  try {
    await fill(draft);
  } catch (error) {
    Deno.removeSync(draft, { recursive: true });
    throw error;
  }
  try {
    Deno.removeSync(folder, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw refused(root, error);
  }
  Deno.renameSync(draft, folder);
  return folder;
}
