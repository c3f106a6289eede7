/**
 * Files by patterns: `tf.io.matchingFiles`.
 *
 * @module
 */
import { glob } from "../glob.ts";
import { aval } from "../../tensor/aval.ts";
import { read } from "../../tensor/graph.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../../ops/array/named.ts";
import { bind, type Operation } from "../../ops/bind.ts";
import { knownOr } from "../../ops/known.ts";
import { asTexts } from "../../ops/strings/texts.ts";

/** Arguments of {@linkcode matchingFiles}. */
export interface MatchingFilesArguments extends Named {
  /** Patterns: one, or several. */
  pattern: TensorLike;
}

/**
 * The paths of files that fit a pattern, or one of several, in order: `*`, `?` and `[a-z]` stand for
 * letters of a name.
 *
 * It is not for arguments of traced functions, as the shape depends on the files.
 *
 * @throws {TypeError} for anything but texts.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = Deno.makeTempDirSync();
 * tf.io.writeFile(`${folder}/a.txt`, "a");
 * tf.io.writeFile(`${folder}/b.csv`, "b");
 * assertEquals(tf.io.matchingFiles(`${folder}/*.txt`).numpy().toArray(), [`${folder}/a.txt`]);
 * Deno.removeSync(folder, { recursive: true });
 * ```
 */
export const matchingFiles: Operation<MatchingFilesArguments, ["pattern", "name"], Tensor> = bind(
  "tf.io.matchingFiles",
  ["pattern", "name"],
  1,
  (pattern) => {
    const texts = knownOr(asTexts("tf.io.matchingFiles", "pattern", pattern));
    const found = (read(texts) as readonly string[]).flatMap(glob);
    const paths = [...new Set(found)].sort();
    return leaf(paths, aval("string", [paths.length]));
  },
);
