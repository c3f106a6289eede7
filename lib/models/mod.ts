/**
 * Models, named as in `tf.keras.models`.
 *
 * @module
 */
import { registerBuiltIns } from "../configuration/registry.ts";
import { Model } from "./model.ts";
import { Sequential } from "./sequential.ts";

registerBuiltIns("keras", { Sequential });
registerBuiltIns("keras.src.models.functional", { Functional: Model });
registerBuiltIns("keras", { Model });

export { type AnyLayer, Model, type ModelOptions } from "./model.ts";
export { Sequential } from "./sequential.ts";
export {
  cloneModel,
  type CloneModelArguments,
  modelFromJson,
  type ModelFromJsonArguments,
} from "./clone_model.ts";
export { loadModel, type LoadModelArguments } from "./load_model.ts";
export { saveModel, type SaveModelArguments } from "../saving/functions.ts";
