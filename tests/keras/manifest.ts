/**
 * What Keras has: its classes and functions with their parameters in order, and the configurations of
 * default objects, as the scripts in tests/goldens/keras list them.
 *
 * @module
 */
import { gunzipSync } from "node:zlib";

/** A parameter of a function or a constructor. */
export interface ManifestParameter {
  readonly name: string;
  /** `*`, `**` or `keyword-only`; absent for those that can be given by position. */
  readonly kind?: string;
  /** Absent where it has to be given. */
  readonly default?: unknown;
}

/** A class or a function. */
export interface ManifestEntry {
  readonly kind: "class" | "function";
  /** The name of which it is another. */
  readonly alias?: string;
  readonly params?: readonly ManifestParameter[];
  /** Parameters of a layer's call, the inputs first. */
  readonly call?: readonly ManifestParameter[];
}

/** Namespaces by their paths, such as `keras.layers`. */
export type Manifest = Readonly<Record<string, Readonly<Record<string, ManifestEntry>>>>;

/** A default object's arguments and its configuration. */
export interface ManifestConfig {
  readonly args: Readonly<Record<string, unknown>>;
  readonly config: Readonly<Record<string, unknown>>;
}

function read<T>(name: string): T {
  const file = new URL(`../goldens/keras/${name}.json.gz`, import.meta.url);
  return JSON.parse(new TextDecoder().decode(gunzipSync(Deno.readFileSync(file)))) as T;
}

/** Keras's namespaces. */
export const manifest: Manifest = read("manifest");

/** Keras's configurations of default objects, by namespace and class. */
export const configs: Readonly<Record<string, Readonly<Record<string, ManifestConfig>>>> = read(
  "configs",
);
