/**
 * Keras's layers in the registry of classes, and layers to configurations and back.
 *
 * @module
 */
import { type CustomObjects, registerBuiltIns } from "../configuration/registry.ts";
import {
  deserializeObject,
  type SerializedObject,
  serializeObject,
} from "../configuration/serialization.ts";
import { bind, type Operation } from "../ops/bind.ts";
import type { Layer } from "./base/layer.ts";
import { ThresholdedReLU } from "./activation/thresholded_re_lu.ts";
import { CLASSES } from "./classes.ts";

// Keras 3 keeps what only older models have in a place of its own.
registerBuiltIns("keras._legacy.layers", { ThresholdedReLU });
registerBuiltIns("keras.layers", CLASSES);

/** Argument of {@linkcode serialize}. */
export interface SerializeLayerArguments {
  /** A layer. */
  layer: Layer<never, unknown>;
}

/** The configuration of a layer with its class. */
export const serialize: Operation<SerializeLayerArguments, ["layer"], SerializedObject> = bind(
  "tf.keras.layers.serialize",
  ["layer"],
  1,
  (layer) => serializeObject("tf.keras.layers.serialize", layer),
);

/** Arguments of {@linkcode deserialize}. */
export interface DeserializeLayerArguments {
  /** A configuration, as {@linkcode serialize} or Keras made it. */
  config: SerializedObject;
  /** Classes of one's own by name; to be given by name. */
  customObjects?: CustomObjects | null;
}

/**
 * The layer of a configuration, with new weights.
 *
 * @throws {RangeError} for a class that is not known.
 */
export const deserialize: Operation<
  DeserializeLayerArguments,
  ["config", "customObjects"],
  Layer
> = bind(
  "tf.keras.layers.deserialize",
  ["config", "customObjects"],
  1,
  (config, customObjects) =>
    deserializeObject(
      "tf.keras.layers.deserialize",
      config,
      "keras.layers",
      customObjects ?? {},
    ) as Layer,
  ["config"],
);
