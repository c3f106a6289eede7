/**
 * Models out of the bytes of `.keras` files.
 *
 * @module
 */
import type { CustomObjects } from "../configuration/registry.ts";
import { deserializeObject, isSerialized } from "../configuration/serialization.ts";
import { formatValue } from "../errors/format.ts";
import { ByteReader } from "../io/byte_reader.ts";
import { checkPath, type FilePath, readPlainFile } from "../io/files.ts";
import { Hdf5File } from "../io/hdf5_file.ts";
import { Keras3File } from "../io/keras3_h5.ts";
import { withinBudget } from "../layers/base/weight_budget.ts";
import { inProfile } from "../random/profile.ts";
import { checkedConfig } from "./check_config.ts";
import { decodeArchive } from "./keras_archive.ts";
import { fromLegacyH5, H5 } from "./legacy_h5.ts";
import { loadState } from "./model_state.ts";
import { Savable } from "./savable.ts";
import { KERAS, notKeras, type SavedModel } from "./save_to.ts";

/** A byte of weights is at most so many numbers, were the file packed; small files may do anyway. */
const NUMBERS = { aByte: 8, always: 2 ** 22 };

/**
 * The model in a file, with all that the file has of it.
 *
 * @param compiles Whether it is compiled as it was.
 */
export function loadFrom(
  caller: string,
  file: FilePath,
  customObjects: CustomObjects,
  compiles: boolean,
): unknown {
  const path = checkPath(caller, file);
  const where = `${caller} ${JSON.stringify(path)}`;
  if (path.endsWith(H5) && !path.endsWith(`.weights${H5}`)) {
    const bytes = readPlainFile(where, path);
    const numbers = bytes.length * NUMBERS.aByte + NUMBERS.always;
    return withinBudget(
      numbers,
      () => fromConfiguration(where, () => fromLegacyH5(where, bytes, customObjects, compiles)),
    );
  }
  if (!path.endsWith(KERAS)) {
    throw notKeras(
      caller,
      path,
      `${KERAS} or ${H5}`,
      "weights alone are loaded into a model with loadWeights",
    );
  }
  return fromBytes(where, readPlainFile(where, path), customObjects, compiles);
}

/** What JavaScript says where a value is none that the code before it foresaw. */
const UNFORESEEN =
  /^(Cannot (read|set|destructure|convert|mix|use)|Maximum call|Invalid (array|typed)|object null|.{0,80}is not (iterable|a function|a constructor))/;

/** What `run` makes of a configuration; where its parts are none that Keras writes, that is the error. */
function fromConfiguration<T>(where: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    const { message } = error as Error;
    if (!UNFORESEEN.test(message)) throw error;
    throw new TypeError(
      `${where}: expected a configuration as Keras writes it, received one with parts of another kind (${message}); the file is damaged, or a class of one's own does not take its configuration`,
      { cause: error },
    );
  }
}

function fromBytes(
  where: string,
  bytes: Uint8Array,
  customObjects: CustomObjects,
  compiles: boolean,
): Savable {
  const { config: found, weights, assets } = decodeArchive(where, bytes);
  const config = checkedConfig(where, found, customObjects);
  const file = new Keras3File(new Hdf5File(new ByteReader(where, weights)));
  const numbers = weights.length * NUMBERS.aByte + NUMBERS.always;
  return withinBudget(numbers, () => {
    // What is made has Keras 3's names, whichever Keras is in use.
    const model = fromConfiguration(
      where,
      () => inProfile("keras3", () => deserializeObject(where, config, "keras", customObjects)),
    );
    if (!(model instanceof Savable) || !isSerialized(config)) {
      throw new TypeError(
        `${where}: expected the configuration of a model, received that of ${formatValue(model)}`,
      );
    }
    const compiled = config.compile_config ?? {};
    if (compiles && Object.keys(compiled).length > 0) {
      fromConfiguration(where, () => model.compileFromConfig(compiled));
    }
    const { optimizer } = model;
    loadState(where, { model: model as unknown as SavedModel, optimizer }, file, assets);
    return model;
  });
}
