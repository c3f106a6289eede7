/**
 * Many files and folders: `tf.io.gfile.glob`, `tf.io.gfile.walk`.
 *
 * @module
 */
import { checkBoolean } from "../../errors/checks.ts";
import { formatValue } from "../../errors/format.ts";
import { checkPath, type FilePath } from "../files.ts";
import { glob as matching } from "../glob.ts";
import { bind, type Operation } from "../../ops/bind.ts";
import { host } from "../../platform/host.ts";
import { isdir } from "./gfile.ts";

/** Arguments of {@linkcode glob}. */
export interface GlobArguments {
  /** Patterns: one, or several. */
  pattern: string | readonly string[];
}

/** Arguments of {@linkcode walk}. */
export interface WalkArguments {
  /** The folder's path. */
  top: FilePath;
  /** Whether folders come before those in them; default true. */
  topdown?: boolean;
}

/** A folder, the folders in it, and its files. */
export type Walked = [folder: string, folders: string[], files: string[]];

const joined = (folder: string, name: string): string =>
  folder.endsWith("/") ? `${folder}${name}` : `${folder}/${name}`;

/**
 * The paths that fit a pattern, or one of several, in order: `*`, `?` and `[a-z]` stand for letters of
 * a name.
 *
 * @throws {TypeError} for what is no pattern.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = Deno.makeTempDirSync();
 * for (const name of ["a1.txt", "a2.txt", "b1.txt"]) tf.io.writeFile(`${folder}/${name}`, "");
 * assertEquals(tf.io.gfile.glob(`${folder}/a?.txt`).length, 2);
 * Deno.removeSync(folder, { recursive: true });
 * ```
 */
export const glob: Operation<GlobArguments, ["pattern"], string[]> = bind(
  "tf.io.gfile.glob",
  ["pattern"],
  1,
  (pattern) => {
    const patterns = typeof pattern === "string" ? [pattern] : pattern;
    if (!Array.isArray(patterns) || !patterns.every((it) => typeof it === "string")) {
      throw new TypeError(
        `tf.io.gfile.glob: expected a pattern or a list of them, received pattern=${
          formatValue(pattern)
        }`,
      );
    }
    return [...new Set(patterns.flatMap(matching))].sort();
  },
);

function* walked(folder: string, isDown: boolean): Generator<Walked> {
  const folders: string[] = [];
  const files: string[] = [];
  for (const name of host.files.list(folder).sort()) {
    (isdir(joined(folder, name)) ? folders : files).push(name);
  }
  if (isDown) yield [folder, folders, files];
  for (const name of folders) {
    const path = joined(folder, name);
    // A link may lead round in a circle.
    if (!host.files.linkInfo(path).isSymlink) yield* walked(path, isDown);
  }
  if (!isDown) yield [folder, folders, files];
}

/**
 * All folders in a folder, itself first: the path, the names of folders in it and of files. Links to
 * folders are named and not followed. Where there is no such folder, there is nothing.
 *
 * @throws {TypeError} for what is no path.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = Deno.makeTempDirSync();
 * tf.io.writeFile(`${folder}/a/b.txt`, "");
 * assertEquals([...tf.io.gfile.walk(folder)], [[folder, ["a"], []], [`${folder}/a`, [], ["b.txt"]]]);
 * Deno.removeSync(folder, { recursive: true });
 * ```
 */
export const walk: Operation<WalkArguments, ["top", "topdown"], Iterable<Walked>> = bind(
  "tf.io.gfile.walk",
  ["top", "topdown"],
  1,
  (top, topdown) => {
    const where = "tf.io.gfile.walk";
    const folder = checkPath(where, top);
    const isDown = checkBoolean(where, "topdown", topdown ?? true);
    return isdir(folder) ? walked(folder, isDown) : [];
  },
);
