/**
 * Whole files: `tf.io.readFile`, `tf.io.writeFile`.
 *
 * @module
 */
import { textOf } from "../../ops/strings/bytes_text.ts";
import { formatValue } from "../../errors/format.ts";
import { checkPath, readPlainFile } from "../files.ts";
import { host } from "../../platform/host.ts";
import { aval } from "../../tensor/aval.ts";
import { read } from "../../tensor/graph.ts";
import { hostCall } from "../../tensor/host_function.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { state } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../../ops/array/named.ts";
import { bind, type Operation } from "../../ops/bind.ts";
import { asContents, asScalarText } from "./contents.ts";

/** Arguments of {@linkcode readFile}. */
export interface ReadFileArguments extends Named {
  /** The file's path, or its `file:` URL. */
  filename: TensorLike | URL;
}

const pathOf = (where: string, filename: TensorLike | URL): TensorLike =>
  filename instanceof URL ? checkPath(where, filename) : filename;

/**
 * The bytes of a file as a text. What is no UTF-8 is kept byte by byte, as lone surrogates U+DC80 to
 * U+DCFF, which `tf.io.writeFile` and the decoders take as those bytes again. In a traced function
 * the file is read in each run if its path is an argument.
 *
 * @throws {TypeError} for what is no path, and for folders, pipes and devices.
 * @throws {Error} if there is no such file, of the class that the runtime has for that.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const path = Deno.makeTempFileSync();
 * tf.io.writeFile(path, "some text");
 * assertEquals(tf.io.readFile(path).numpy().toArray(), "some text");
 * Deno.removeSync(path);
 * ```
 */
export const readFile: Operation<ReadFileArguments, ["filename", "name"], Tensor> = bind(
  "tf.io.readFile",
  ["filename", "name"],
  1,
  (filename) => {
    const where = "tf.io.readFile";
    const path = asScalarText(where, "filename", pathOf(where, filename));
    return hostCall(aval("string", []), [path], (texts) => {
      const [text] = texts as readonly string[];
      return [textOf(readPlainFile(`${where} ${formatValue(text)}`, checkPath(where, text)))];
    });
  },
);

/** Arguments of {@linkcode writeFile}. */
export interface WriteFileArguments extends ReadFileArguments {
  /** What is written: a text as UTF-8, or bytes. */
  contents: TensorLike | Uint8Array;
}

/**
 * Writes a file, which is made with the folders above it, or replaced.
 *
 * @throws {TypeError} for what is no path, for contents that are no text or bytes, and in a traced
 * function.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = Deno.makeTempDirSync();
 * tf.io.writeFile(`${folder}/new/one.bin`, Uint8Array.of(1, 255));
 * assertEquals([...Deno.readFileSync(`${folder}/new/one.bin`)], [1, 255]);
 * Deno.removeSync(folder, { recursive: true });
 * ```
 */
export const writeFile: Operation<WriteFileArguments, ["filename", "contents", "name"], void> =
  bind("tf.io.writeFile", ["filename", "contents", "name"], 2, (filename, contents) => {
    const where = "tf.io.writeFile";
    if (state.trace !== undefined) {
      throw new TypeError(
        `${where}: expected a call outside of traced functions, which would write once, while they are traced; write what the function gives`,
      );
    }
    const text = asScalarText(where, "filename", pathOf(where, filename));
    const path = checkPath(where, (read(text) as readonly string[])[0]);
    const bytes = asContents(where, contents);
    const folder = /^(.+)[/\\][^/\\]*$/.exec(path)?.[1];
    if (folder !== undefined) host.files.makeFolder(folder);
    host.files.write(path, bytes);
  });
