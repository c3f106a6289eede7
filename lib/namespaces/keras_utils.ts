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
