/**
 * The row of an option that is a layer, or the configuration of one.
 *
 * @module
 */
import type { CustomObjects } from "../../configuration/registry.ts";
import type { Option, Rows } from "../../configuration/options.ts";
import { type Default, type Or, row } from "../../configuration/rows.ts";
import {
  deserializeObject,
  isSerialized,
  type SerializedObject,
  serializeObject,
} from "../../configuration/serialization.ts";
import { formatValue } from "../../errors/format.ts";
import { isLayer, type Layer } from "./layer.ts";

/** A layer, or its configuration. */
export type LayerIdentifier = Layer<never, unknown> | SerializedObject;

/** A layer, given as one or by its configuration; configurations have the latter. */
export function layer<D extends Default<LayerIdentifier | null>>(
  ifMissing: D,
): Option<Or<LayerIdentifier, D>, Or<Layer, D>> {
  return {
    ...row<LayerIdentifier, Layer, D>(
      ifMissing,
      readLayer,
      (made) => serializeObject("getConfig", made),
    ),
    takesObjects: true,
  };
}

/** A list of layers, given as they are or by their configurations, which configurations have. */
export function layerList(): Option<readonly LayerIdentifier[], readonly Layer[]> {
  return {
    required: true,
    takesObjects: true,
    read(where, name, given) {
      if (Array.isArray(given) && given.length > 0) {
        return given.map((it, i) => readLayer(where, `${name}[${i}]`, it));
      }
      throw new TypeError(
        `${where}: expected ${name} to be a list of at least one layer, received ${name}=${
          formatValue(given)
        }`,
      );
    },
    write: (made) => made.map((it) => serializeObject("getConfig", it)),
  };
}

function readLayer(where: string, name: string, given: LayerIdentifier): Layer {
  const made = isSerialized(given) ? deserializeObject(where, given, "keras.layers") : given;
  if (isLayer(made)) return made as Layer<never, unknown> & Layer;
  throw new TypeError(
    `${where}: expected ${name} to be a layer, received ${name}=${formatValue(made)}`,
  );
}

/** A configuration with the layers that its table takes made, of users' classes too. */
export function withLayers(
  where: string,
  table: Rows,
  config: Readonly<Record<string, unknown>>,
  customObjects?: CustomObjects,
): Record<string, unknown> {
  const taken = new Set(table.filter(([, option]) => option.takesObjects).map(([name]) => name));
  const entries = Object.entries(config).map(([key, value]) => {
    const name = key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    const made = (it: unknown) =>
      isSerialized(it) ? deserializeObject(where, it, "keras.layers", customObjects) : it;
    if (!taken.has(name)) return [key, value];
    return [key, Array.isArray(value) ? value.map(made) : made(value)];
  });
  return Object.fromEntries(entries);
}
