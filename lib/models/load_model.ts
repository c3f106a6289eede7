/**
 * `loadModel`: whole models from `.keras` files. Nothing in a file is ever run or fetched: classes
 * and functions are those of Keras and those that were registered or given.
 *
 * @module
 */
import type { CustomObjects } from "../configuration/registry.ts";
import { checkBoolean } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import type { FilePath } from "../io/files.ts";
import { bind, type Operation } from "../ops/bind.ts";
import { loadFrom } from "../saving/load_from.ts";
import { isModel, type Model } from "./model.ts";

/** Arguments of {@linkcode loadModel}. */
export interface LoadModelArguments {
  /** Where from, a name in `.keras`. */
  filepath: FilePath;
  /** Classes and functions of one's own by name; default: those that are registered. */
  customObjects?: CustomObjects | null | undefined;
  /** Whether it is compiled as it was when it was saved; default `true`. */
  compile?: boolean | undefined;
  /** For Keras's signature: code in a file is never run, with `false` neither; default `true`. */
  safeMode?: boolean | undefined;
}

const WHERE = "tf.keras.models.loadModel";

/**
 * The model in a `.keras` file of Keras 3 or Kerasaur, with its weights, compiled as it was, its
 * optimizer where it had got. The file is as large as it says, and holds all weights, or it is an
 * error; nothing in it is run.
 *
 * @throws {RangeError} for a class that is not known, and another kind of file.
 * @throws {TypeError} if the weights do not fit the configuration; the text names their paths.
 * @throws {SyntaxError | RangeError} if the file breaks the format.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const path = `${Deno.makeTempDirSync()}/net.keras`;
 * const net = new tf.keras.Sequential([tf.keras.Input([3]), new tf.keras.layers.Dense(1)]);
 * net.compile({ optimizer: "adam", loss: "mse" });
 * net.fit(tf.ones([4, 3]), tf.ones([4, 1]), { verbose: 0 });
 * net.save(path);
 * const copy = tf.keras.models.loadModel(path);
 * assertEquals(Number(copy.optimizer!.iterations), 1);
 * ```
 */
export const loadModel: Operation<
  LoadModelArguments,
  ["filepath", "customObjects", "compile", "safeMode"],
  Model
> = bind(
  WHERE,
  ["filepath", "customObjects", "compile", "safeMode"],
  1,
  (filepath, customObjects, compile, safeMode) => {
    const compiles = checkBoolean(WHERE, "compile", compile ?? true);
    checkBoolean(WHERE, "safeMode", safeMode ?? true);
    const model = loadFrom(WHERE, filepath, customObjects ?? {}, compiles);
    if (isModel(model)) return model as unknown as Model;
    throw new TypeError(
      `${WHERE}: expected the configuration of a model, received one of ${formatValue(model)}`,
    );
  },
);
