/**
 * Weights in HDF5 files as Keras 3 lays them out, `.weights.h5`: a group for each layer, at the path
 * of properties and lists that leads to it, `layers/dense_1` or `encoder/cell`; in it a group `vars`,
 * whose datasets are numbered.
 *
 * @module
 */
import type { NdArray } from "../display/ndarray.ts";
import type { ByteReader } from "./byte_reader.ts";
import type { Hdf5File, Hdf5Object } from "./hdf5_file.ts";
import { emptyGroup, encodeHdf5, type Hdf5Group, isHdf5DType } from "./hdf5_writer.ts";

/** The variables of a layer itself, without those of the layers inside. */
export interface SavedPlace {
  /** The path to its group, `layers/dense`; empty for the model. */
  readonly path: string;
  /** The layer's name. */
  readonly name: string;
  /** The values, in order. */
  readonly arrays: readonly NdArray[];
  /** Values that go by names instead, such as `idf_weights`. */
  readonly named?: ReadonlyMap<string, NdArray>;
}

/** The group of a layer's variables. */
const VARS = "vars";

const NONE: ReadonlyMap<string, NdArray> = new Map();

/** What a file holds besides weights: states of the training, and of random numbers. */
const BESIDES = /^(optimizer|compile_metrics|metrics|loss|_[^/]*)(\/|$)|(^|\/)seed_generator(\/|$)/;

/** The group at a path, made where it is not there. */
function groupAt(root: Hdf5Group, path: string): Hdf5Group {
  let group = root;
  for (const name of path.split("/").filter((it) => it !== "")) {
    const known = group.children.get(name);
    const next = known !== undefined && "children" in known ? known : emptyGroup();
    group.children.set(name, next);
    group = next;
  }
  return group;
}

/**
 * The bytes of a `.weights.h5` file.
 *
 * @throws {TypeError} if a weight is of a type that these files do not hold.
 */
export function encodeKeras3H5(where: string, places: readonly SavedPlace[]): Uint8Array {
  const root = emptyGroup();
  for (const { path, name, arrays, named = NONE } of places) {
    const group = groupAt(root, `${path}/${VARS}`);
    group.attributes.set("name", name);
    const numbered = arrays.map((array, index) => [String(index), array] as const);
    for (const [key, array] of [...numbered, ...named]) {
      if (!isHdf5DType(array.dtype)) {
        throw new TypeError(
          `${where}: expected weights of numbers, received ${array.dtype} in layer '${name}'`,
        );
      }
      group.children.set(key, array);
    }
  }
  return encodeHdf5(root);
}

/** Whether a file is laid out as Keras 3 does it. */
export function isKeras3(file: Hdf5File): boolean {
  return file.find(file.root, VARS) !== undefined || file.find(file.root, "layers") !== undefined;
}

/** A file of weights in Keras 3's layout. */
export class Keras3File {
  readonly #file: Hdf5File;
  readonly #reader: ByteReader;
  readonly #taken = new Set<number>();

  /** @param file One that {@linkcode isKeras3} knows. */
  constructor(file: Hdf5File) {
    this.#file = file;
    this.#reader = file.reader;
  }

  /**
   * The arrays at the first of some paths that is there; `undefined` if none is. Each place is given
   * once.
   */
  take(paths: readonly string[]): NdArray[] | undefined {
    for (const path of paths) {
      const group = this.#find(path);
      if (!group || this.#taken.has(group.address)) continue;
      this.#taken.add(group.address);
      return this.#arrays(path, group);
    }
    return undefined;
  }

  /** The arrays at a path by their names; empty if there are none. */
  takeNamed(path: string): Map<string, NdArray> {
    const group = this.#find(path);
    if (!group) return new Map();
    this.#taken.add(group.address);
    const names = this.#file.names(group);
    return new Map(names.map((name) => [name, this.#file.numbers(this.#file.find(group, name)!)]));
  }

  /** Paths of layers whose variables nobody has taken. */
  left(): string[] {
    const found: string[] = [];
    const seen = new Set<number>();
    const visit = (group: Hdf5Object, path: string) => {
      if (seen.has(group.address) || !this.#file.isGroup(group)) return;
      seen.add(group.address);
      for (const name of this.#file.names(group)) {
        const inner = path === "" ? name : `${path}/${name}`;
        if (BESIDES.test(inner)) continue;
        const child = this.#file.find(group, name)!;
        if (name !== VARS) visit(child, inner);
        else if (!this.#taken.has(child.address) && this.#file.names(child).length > 0) {
          found.push(path === "" ? "the model itself" : path);
        }
      }
    };
    visit(this.#file.root, "");
    return found;
  }

  /** The group of variables at a path; underscores and capitals do not tell names apart. */
  #find(path: string): Hdf5Object | undefined {
    let group: Hdf5Object | undefined = this.#file.root;
    for (const name of [...path.split("/").filter((it) => it !== ""), VARS]) {
      if (!group || !this.#file.isGroup(group)) return undefined;
      const names = this.#file.names(group);
      const alike = names.filter((it) => plain(it) === plain(name));
      const found = names.includes(name) ? name : alike.length === 1 ? alike[0]! : undefined;
      group = found === undefined ? undefined : this.#file.find(group, found);
    }
    return group;
  }

  #arrays(path: string, group: Hdf5Object): NdArray[] {
    const count = this.#file.names(group).length;
    return Array.from({ length: count }, (_, index) => {
      const dataset = this.#file.find(group, String(index));
      if (dataset) return this.#file.numbers(dataset);
      throw this.#reader.malformed(
        group.address,
        `datasets 0 to ${count - 1} for ${path === "" ? "the model itself" : path}`,
        this.#file.names(group).slice(0, 8).join(", "),
      );
    });
  }
}

/** A name without what Python and JavaScript spell differently. */
function plain(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}
