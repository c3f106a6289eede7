/**
 * Golden files with something else in them.
 *
 * @module
 */
import * as tf from "kerasaur";
import { withFolder } from "../io/goldens.ts";
import { ByteReader } from "../../lib/io/byte_reader.ts";
import { readZip, unpack } from "../../lib/io/zip.ts";
import { writeZip } from "../../lib/io/zip_writer.ts";
import { bytesOf } from "./models.ts";

/** The entries of an archive, by name. */
export type Parts = Map<string, Uint8Array>;

/** The entries of a golden file. */
export function partsOf(name: string): Parts {
  const reader = new ByteReader(name, bytesOf(name));
  return new Map(readZip(reader).map((entry) => [entry.name, unpack(reader, entry)]));
}

/** A text's bytes. */
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Changes the text of an entry. */
export function rewrite(parts: Parts, name: string, change: (text: string) => string): void {
  const before = new TextDecoder().decode(parts.get(name));
  const after = change(before);
  if (after === before) throw new Error(`expected something to change in ${name}`);
  parts.set(name, utf8(after));
}

/** A golden file after a change. */
export function remade(name: string, change: (parts: Parts) => void): Uint8Array {
  const parts = partsOf(name);
  change(parts);
  return writeZip([...parts], 0);
}

/** Loads bytes as a `.keras` file; paths in errors are `x.keras`. */
export function load(
  bytes: Uint8Array,
  options: { customObjects?: Record<string, never>; compile?: boolean; safeMode?: boolean } = {},
): tf.keras.Model {
  let model: tf.keras.Model | undefined;
  withFolder((folder) => {
    const path = `${folder}/x.keras`;
    Deno.writeFileSync(path, bytes);
    try {
      model = tf.keras.models.loadModel(path, options);
    } catch (error) {
      (error as Error).message = (error as Error).message.replaceAll(path, "x.keras");
      throw error;
    }
  });
  return model!;
}
