/**
 * Files and folders: the functions of `tf.io.gfile` of one path or two.
 *
 * @module
 */
import { checkBoolean } from "../../errors/checks.ts";
import { formatValue } from "../../errors/format.ts";
import { checkPath, type FilePath, readPlainFile } from "../files.ts";
import { bind, type Operation } from "../../ops/bind.ts";
import { host, isMissing } from "../../platform/host.ts";
import { nodeModule } from "../../platform/node.ts";

/** Arguments of functions of one path. */
export interface PathArguments {
  /** The path, or its `file:` URL. */
  path: FilePath;
}

/** Arguments of {@linkcode copy} and {@linkcode rename}. */
export interface MoveArguments {
  /** The path of what is there. */
  src: FilePath;
  /** The path that it gets. */
  dst: FilePath;
  /** Whether a file that is there is replaced; default false. */
  overwrite?: boolean;
}

/** What there is at a path. */
export interface FileStatistics {
  /** Bytes. */
  readonly length: number;
  /** When it was changed, in nanoseconds since 1970. */
  readonly mtimeNsec: number;
  readonly isDirectory: boolean;
}

/** A function of one path. */
function ofPath<Result>(name: string, run: (path: string, where: string) => Result) {
  const where = `tf.io.gfile.${name}`;
  const bound: Operation<PathArguments, ["path"], Result> = bind(
    where,
    ["path"],
    1,
    (path) => run(checkPath(where, path), where),
  );
  return bound;
}

function isThere(path: string): boolean {
  try {
    host.files.info(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

const isFolder = (path: string): boolean => isThere(path) && host.files.info(path).isDirectory;

function checkThere(where: string, path: string): void {
  if (isThere(path)) return;
  throw host.missing(
    `${where}: expected a path that leads to something, received ${formatValue(path)}`,
  );
}

/**
 * Whether a path leads to something.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([tf.io.gfile.exists("."), tf.io.gfile.exists("./nothing/there")], [true, false]);
 * ```
 */
export const exists: Operation<PathArguments, ["path"], boolean> = ofPath("exists", isThere);

/**
 * Whether a path leads to a folder.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.io.gfile.isdir("."), true);
 * ```
 */
export const isdir: Operation<PathArguments, ["path"], boolean> = ofPath("isdir", isFolder);

/**
 * Names in a folder, in order.
 *
 * @throws {Error} if there is no such folder, of the class that the runtime has for that.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = Deno.makeTempDirSync();
 * tf.io.writeFile(`${folder}/a.txt`, "a");
 * assertEquals(tf.io.gfile.listdir(folder), ["a.txt"]);
 * Deno.removeSync(folder, { recursive: true });
 * ```
 */
export const listdir: Operation<PathArguments, ["path"], string[]> = ofPath(
  "listdir",
  (path, where) => {
    checkThere(where, path);
    return host.files.list(path).sort();
  },
);

/**
 * Makes a folder, with those above it; one that is there stays.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assert } from "@std/assert";
 *
 * const folder = Deno.makeTempDirSync();
 * tf.io.gfile.makedirs(`${folder}/a/b`);
 * assert(tf.io.gfile.isdir(`${folder}/a/b`));
 * Deno.removeSync(folder, { recursive: true });
 * ```
 */
export const makedirs: Operation<PathArguments, ["path"], void> = ofPath(
  "makedirs",
  (path) => host.files.makeFolder(path),
);

/**
 * Makes a folder in one that is there.
 *
 * @throws {Error} if there is something already, or nothing to make it in.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assert } from "@std/assert";
 *
 * const folder = Deno.makeTempDirSync();
 * tf.io.gfile.mkdir(`${folder}/a`);
 * assert(tf.io.gfile.isdir(`${folder}/a`));
 * Deno.removeSync(folder, { recursive: true });
 * ```
 */
export const mkdir: Operation<PathArguments, ["path"], void> = ofPath(
  "mkdir",
  (path) => nodeModule("fs").mkdirSync(path),
);

/**
 * Removes a file.
 *
 * @throws {TypeError} for a folder.
 * @throws {Error} if there is no such file, of the class that the runtime has for that.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assert } from "@std/assert";
 *
 * const path = Deno.makeTempFileSync();
 * tf.io.gfile.remove(path);
 * assert(!tf.io.gfile.exists(path));
 * ```
 */
export const remove: Operation<PathArguments, ["path"], void> = ofPath("remove", (path, where) => {
  if (isFolder(path) && !host.files.linkInfo(path).isSymlink) {
    throw new TypeError(
      `${where}: expected the path of a file, received that of a folder, ${
        formatValue(path)
      }; call tf.io.gfile.rmtree`,
    );
  }
  host.files.remove(path);
});

/**
 * Removes a folder with all that is in it.
 *
 * @throws {TypeError} for what is no folder.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assert } from "@std/assert";
 *
 * const folder = Deno.makeTempDirSync();
 * tf.io.writeFile(`${folder}/a/b.txt`, "b");
 * tf.io.gfile.rmtree(folder);
 * assert(!tf.io.gfile.exists(folder));
 * ```
 */
export const rmtree: Operation<PathArguments, ["path"], void> = ofPath("rmtree", (path, where) => {
  checkThere(where, path);
  if (!host.files.linkInfo(path).isDirectory) {
    throw new TypeError(
      `${where}: expected the path of a folder, received ${
        formatValue(path)
      }; call tf.io.gfile.remove`,
    );
  }
  nodeModule("fs").rmSync(path, { recursive: true });
});

/** Checks a way from one path to another. */
function checkMove(where: string, src: unknown, dst: unknown, overwrite: unknown) {
  const [from, to] = [checkPath(where, src), checkPath(where, dst)];
  const isReplaced = checkBoolean(where, "overwrite", overwrite ?? false);
  checkThere(where, from);
  if (isThere(to) && !isReplaced) {
    throw new RangeError(
      `${where}: expected a dst where nothing is, received ${
        formatValue(to)
      }; give overwrite: true`,
    );
  }
  return { from, to };
}

/**
 * Copies a file.
 *
 * @throws {TypeError} for a folder.
 * @throws {RangeError} if there is something at `dst`, unless `overwrite` is true.
 * @throws {Error} if there is no such file, of the class that the runtime has for that.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = Deno.makeTempDirSync();
 * tf.io.writeFile(`${folder}/a.txt`, "a");
 * tf.io.gfile.copy(`${folder}/a.txt`, `${folder}/b.txt`);
 * assertEquals(tf.io.gfile.listdir(folder), ["a.txt", "b.txt"]);
 * Deno.removeSync(folder, { recursive: true });
 * ```
 */
export const copy: Operation<MoveArguments, ["src", "dst", "overwrite"], void> = bind(
  "tf.io.gfile.copy",
  ["src", "dst", "overwrite"],
  2,
  (src, dst, overwrite) => {
    const where = "tf.io.gfile.copy";
    const { from, to } = checkMove(where, src, dst, overwrite);
    host.files.write(to, readPlainFile(`${where} ${formatValue(from)}`, from));
  },
);

/**
 * Gives a file or a folder another path.
 *
 * @throws {RangeError} if there is something at `dst`, unless `overwrite` is true.
 * @throws {Error} if there is nothing at `src`, of the class that the runtime has for that.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = Deno.makeTempDirSync();
 * tf.io.writeFile(`${folder}/a.txt`, "a");
 * tf.io.gfile.rename(`${folder}/a.txt`, `${folder}/b.txt`);
 * assertEquals(tf.io.gfile.listdir(folder), ["b.txt"]);
 * Deno.removeSync(folder, { recursive: true });
 * ```
 */
export const rename: Operation<MoveArguments, ["src", "dst", "overwrite"], void> = bind(
  "tf.io.gfile.rename",
  ["src", "dst", "overwrite"],
  2,
  (src, dst, overwrite) => {
    const { from, to } = checkMove("tf.io.gfile.rename", src, dst, overwrite);
    host.files.rename(from, to);
  },
);

/**
 * The size of a file, when it was changed, and whether it is a folder.
 *
 * @throws {Error} if there is nothing, of the class that the runtime has for that.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const path = Deno.makeTempFileSync();
 * tf.io.writeFile(path, "four");
 * assertEquals(tf.io.gfile.stat(path).length, 4);
 * Deno.removeSync(path);
 * ```
 */
export const stat: Operation<PathArguments, ["path"], FileStatistics> = ofPath(
  "stat",
  (path, where) => {
    checkThere(where, path);
    const found = nodeModule("fs").statSync(path, { bigint: true });
    return {
      length: Number(found.size),
      mtimeNsec: Number(found.mtimeNs),
      isDirectory: found.isDirectory(),
    };
  },
);
