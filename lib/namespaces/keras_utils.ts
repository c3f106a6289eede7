/**
 * What `tf.keras.utils` holds.
 *
 * @module
 */
export { setRandomSeed } from "../random/profile.ts";
export {
  type ModelPlot,
  modelToDot,
  type ModelToDotArguments,
  plotModel,
  type PlotModelArguments,
} from "../models/plot/plot_model.ts";
export {
  Progbar,
  type ProgbarAddArguments,
  type ProgbarOptions,
  type ProgbarUpdateArguments,
  type ProgbarValues,
} from "../callbacks/progbar.ts";
export {
  isKerasTensor,
  normalize,
  packXYSampleWeight,
  padSequences,
  toCategorical,
  unpackXYSampleWeight,
} from "../keras_ops/data.ts";
export {
  CustomObjectScope,
  customObjectScope,
  getCustomObjects,
  getRegisteredName,
  getRegisteredObject,
  registerKerasSerializable,
} from "../configuration/registry.ts";
export { deserializeKerasObject, serializeKerasObject } from "../configuration/serialization.ts";
export { clearSession } from "./keras_backend.ts";
