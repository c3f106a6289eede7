/**
 * The row of an option that is a cell, or several, or their configurations.
 *
 * @module
 * @internal
 */
import type { CustomObjects } from "../../configuration/registry.ts";
import type { Option } from "../../configuration/options.ts";
import {
  type Configurable,
  deserializeObject,
  isConfigurable,
  isSerialized,
  type SerializedObject,
  serializeObject,
} from "../../configuration/serialization.ts";
import { formatValue } from "../../errors/format.ts";
import { type Cell, checkCell } from "./cell.ts";

/** A cell, or its configuration. */
export type CellIdentifier = Cell | SerializedObject;

/** A cell, or several, which are stacked. */
export type CellsIdentifier = CellIdentifier | readonly CellIdentifier[];

function cellOf(where: string, name: string, given: unknown): Cell {
  const made = isSerialized(given) ? deserializeObject(where, given, "keras.layers") : given;
  return checkCell(where, name, made);
}

function written(cell: Cell): SerializedObject {
  if (isConfigurable(cell)) return serializeObject("getConfig", cell as Configurable);
  throw new TypeError(
    `getConfig: expected a cell with getConfig(), received ${
      formatValue(cell)
    }; let its class extend tf.keras.layers.Layer`,
  );
}

/** A list of cells. */
export function cells(): Option<readonly CellIdentifier[], readonly Cell[]> {
  return {
    required: true,
    read(where, name, given) {
      if (Array.isArray(given) && given.length > 0) {
        return given.map((it, i) => cellOf(where, `${name}[${i}]`, it));
      }
      throw new TypeError(
        `${where}: expected ${name} to be a list of at least one cell, received ${name}=${
          formatValue(given)
        }`,
      );
    },
    write: (made) => made.map(written),
  };
}

/** A cell; `stack` makes one of several. */
export function cell(
  stack: (cells: readonly Cell[]) => Cell,
): Option<CellsIdentifier, Cell> {
  return {
    required: true,
    takesObjects: true,
    read(where, name, given) {
      if (!Array.isArray(given)) return cellOf(where, name, given);
      return stack(cells().read(where, name, given));
    },
    write: written,
  };
}

/** A configuration with the cells in it made, of users' classes too. */
export function withCells(
  where: string,
  name: string,
  config: Readonly<Record<string, unknown>>,
  customObjects: CustomObjects = {},
): Record<string, unknown> {
  const made = (it: unknown) =>
    isSerialized(it) ? deserializeObject(where, it, "keras.layers", customObjects) : it;
  const given = config[name];
  if (given === undefined) return config;
  return { ...config, [name]: Array.isArray(given) ? given.map(made) : made(given) };
}
