/**
 * A model's weights in files that have an array for each, by its name: `.npz` and `.safetensors`.
 *
 * @module
 */
import type { Variable } from "../functions/variable.ts";
import type { ByteReader } from "./byte_reader.ts";
import type { SavedWeight } from "./keras_h5.ts";
import { decodeNpz, encodeNpz } from "./npz.ts";
import { decodeSafetensors, encodeSafetensors } from "./safetensors.ts";

/** The ends of names, one for each format. */
type Suffix = ".npz" | ".safetensors";

/** Part of a model beside the part of a file that belongs to it. */
interface Match {
  readonly what: string;
  readonly variables: readonly Variable[];
  readonly saved: readonly SavedWeight[];
}

/** What to do about a file of another model. */
export const SAME_MODEL = "load into a model of the same layers, or by name with { byName: true }";

/** The key of the names' order in the model: files of tensors have an order of their own. */
const ORDER = "kerasaur.order";

/** Names in quotes. */
export const quoted = (items: readonly { name: string }[]): string =>
  items.length === 0 ? "none" : items.map(({ name }) => `'${name}'`).join(", ");

/**
 * The bytes of a file with an array for each weight.
 *
 * @throws {RangeError} for two weights of one name.
 */
export function encodeByName(where: string, suffix: Suffix, all: readonly Variable[]): Uint8Array {
  const names = all.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new RangeError(
      `${where}: expected weights of different names, received '${twice}' twice; save to a .h5 file`,
    );
  }
  const arrays = all.map((it) => [it.name, it.numpy()] as const);
  if (suffix === ".npz") return encodeNpz(where, arrays.map(([name, array]) => [name, array]));
  return encodeSafetensors(where, arrays, { [ORDER]: JSON.stringify(names) });
}

/** The tensors of a file in the order in which a model's weights were saved, or by their names. */
function inOrder(
  where: string,
  variables: readonly Variable[],
  reader: ByteReader,
  byName: boolean,
): SavedWeight[] {
  const { tensors, metadata } = decodeSafetensors(reader);
  const saved = [...tensors].map(([name, array]) => ({ name, array }));
  if (byName) return saved;
  let order: unknown = variables.map(({ name }) => name);
  const said = metadata[ORDER];
  if (said !== undefined) {
    try {
      order = JSON.parse(said);
    } catch {
      order = undefined;
    }
  }
  const isOrder = Array.isArray(order) && order.length === saved.length &&
    new Set(order).size === saved.length && order.every((it) => tensors.has(it as string));
  if (isOrder) return (order as string[]).map((name) => ({ name, array: tensors.get(name)! }));
  throw new TypeError(
    `${where}: expected tensors with the names of the model's weights (${
      quoted(variables)
    }), or an order in the file's metadata, found ${quoted(saved)}; ${SAME_MODEL}`,
  );
}

/**
 * Weights beside the arrays of a file: in the order in which they were saved, or by their names.
 *
 * @throws {TypeError} for another number of arrays, and for a file without an order and with other names.
 */
export function matchByName(
  where: string,
  suffix: Suffix,
  variables: readonly Variable[],
  reader: ByteReader,
  byName: boolean,
): Match[] {
  const saved = suffix === ".npz"
    ? [...decodeNpz(reader)].map(([name, array]) => ({ name, array }))
    : inOrder(where, variables, reader, byName);
  if (byName) {
    return variables.flatMap((variable) => {
      const found = saved.filter(({ name }) => name === variable.name);
      return found.length === 0
        ? []
        : [{ what: `weight '${variable.name}'`, variables: [variable], saved: found }];
    });
  }
  if (variables.length !== saved.length) {
    throw new TypeError(
      `${where}: expected ${variables.length} arrays (${
        quoted(variables)
      }), found ${saved.length} (${quoted(saved)}) in the file; ${SAME_MODEL}`,
    );
  }
  return [{ what: "the model", variables, saved }];
}
