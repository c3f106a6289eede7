/**
 * Whole models to `.keras` files.
 *
 * @module
 */
import { serializeObject } from "../configuration/serialization.ts";
import { checkBoolean } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { checkPath, type FilePath } from "../io/files.ts";
import { saveFile } from "../io/save_file.ts";
import { host, isMissing } from "../platform/host.ts";
import { bindArguments } from "../ops/bind.ts";
import type { AnyHolder } from "../layers/base/holder.ts";
import type { Optimizer } from "../optimizers/mod.ts";
import { inProfile } from "../random/profile.ts";
import { encodeArchive } from "./keras_archive.ts";
import { encodeState } from "./model_state.ts";

/** The end of names of whole models. */
export const KERAS = ".keras";

/** A model, as far as it is saved. */
export interface SavedModel extends AnyHolder {
  readonly optimizer: Optimizer | null;
  getConfig(): Record<string, unknown>;
}

/** The error for a name that says another format. */
export function notKeras(where: string, path: string, ends: string, what: string): RangeError {
  return new RangeError(
    `${where}: expected a file name that ends in ${ends}, received ${
      JSON.stringify(path)
    }; ${what}`,
  );
}

/** Saves a model with the arguments of `model.save`. */
export function saveTo(where: string, model: SavedModel, args: readonly unknown[]): void {
  const names = ["filepath", "overwrite", "zipped"];
  const [file, overwrite, zipped] = bindArguments({ where, names, required: 1 }, args);
  const path = checkPath(where, file as FilePath);
  if (!path.endsWith(KERAS)) {
    throw notKeras(where, path, KERAS, "weights alone go to .weights.h5 with saveWeights");
  }
  if (zipped !== undefined && zipped !== null && zipped !== true) {
    throw new TypeError(
      `${where}: expected zipped to be true or null, as a model is saved to one file, received ${
        formatValue(zipped)
      }`,
    );
  }
  const to = `Cannot save ${model.label} to ${JSON.stringify(path)}`;
  if (!checkBoolean(where, "overwrite", overwrite ?? true) && exists(path)) {
    throw new RangeError(
      `${to}: expected a path without a file, as overwrite=false, received one that exists`,
    );
  }
  // Files have Keras 3's form, whichever one is in use.
  const config = inProfile("keras3", () => serializeObject(to, model));
  saveFile(
    to,
    path,
    encodeArchive(to, { config, ...encodeState(to, { model, optimizer: model.optimizer }) }),
  );
}

function exists(path: string): boolean {
  try {
    host.files.linkInfo(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
