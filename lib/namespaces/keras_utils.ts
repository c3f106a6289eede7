/**
 * What `tf.keras.utils` holds.
 *
 * @module
 */
export { audioDatasetFromDirectory } from "../datasets/audio_folder.ts";
export { getFile } from "../datasets/get_file.ts";
export { arrayToImg, imgToArray } from "../datasets/image_arrays.ts";
export { loadImg, saveImg } from "../datasets/image_files.ts";
export { imageDatasetFromDirectory } from "../datasets/image_folder.ts";
export { textDatasetFromDirectory } from "../datasets/text_folder.ts";
export { timeseriesDatasetFromArray } from "../datasets/timeseries.ts";
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
export { FeatureSpace } from "../feature_space/feature_space.ts";
export type { Columns, FeatureSpaceArguments } from "../feature_space/settings.ts";
export type { Cross, Feature, FeatureOutputMode } from "../feature_space/feature.ts";
export type {
  CategoricalArguments,
  FeatureArguments,
  FeatureKind,
  FloatDiscretizedArguments,
  FloatRescaledArguments,
  HashedArguments,
} from "../feature_space/makers.ts";
