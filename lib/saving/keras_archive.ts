/**
 * `.keras` files as Keras 3 has them: a zip archive of `metadata.json`, `config.json`,
 * `model.weights.h5` and, under `assets/`, files that layers keep.
 *
 * @module
 */
import { ByteReader } from "../io/byte_reader.ts";
import { readZip, unpack, type ZipEntry } from "../io/zip.ts";
import { writeZip } from "../io/zip_writer.ts";
import { formatValue } from "../errors/format.ts";
import { configFrom, configText } from "./config_text.ts";

const METADATA = "metadata.json";
const CONFIG = "config.json";
const WEIGHTS = "model.weights.h5";
const ASSETS = "assets/";

/** The version of Keras whose form our files have. */
const KERAS_VERSION = "3.15.1";

/** Archives have sizes and places of 32 bits. */
const LARGEST = 0xffff_0000;

/** Packed bytes may become so many; Keras itself packs nothing. */
const MOST_UNPACKED = { times: 100, always: 2 ** 24 };

/** What a file holds. */
export interface KerasArchive {
  /** The model's configuration. */
  readonly config: unknown;
  /** The bytes of `model.weights.h5`. */
  readonly weights: Uint8Array;
  /** Texts by path, such as `layers/string_lookup/vocabulary.txt`. */
  readonly assets: ReadonlyMap<string, string>;
}

/** The time as Keras writes it. */
function timeText(now: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const date = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
  return `${date}@${[now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(":")}`;
}

/**
 * The bytes of a `.keras` file.
 *
 * @throws {RangeError} if they would be more than an archive holds.
 */
export function encodeArchive(where: string, archive: KerasArchive): Uint8Array {
  const { config, weights, assets } = archive;
  if (weights.length > LARGEST) {
    throw new RangeError(
      `${where}: expected weights of at most ${LARGEST} bytes, as a .keras file holds, received ${weights.length}; save them with saveWeights("x.weights.h5") and keep toJson()`,
    );
  }
  const metadata = { keras_version: KERAS_VERSION, date_saved: timeText(new Date()) };
  const bytes = (text: string) => new TextEncoder().encode(text);
  return writeZip([
    [METADATA, bytes(JSON.stringify(metadata))],
    [CONFIG, bytes(configText(where, config))],
    [WEIGHTS, weights],
    ...[...assets].map(([path, text]) => [`${ASSETS}${path}`, bytes(text)] as const),
  ], 0);
}

/** The text of an entry's bytes. */
function textOf(where: string, name: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new SyntaxError(`${where}: expected ${name} to be text in UTF-8, received other bytes`);
  }
}

/** Throws unless the version is one of Keras 3. */
function checkVersion(where: string, metadata: unknown): void {
  const version = (metadata as { keras_version?: unknown } | null)?.keras_version;
  if (typeof version === "string" && /^3\./.test(version)) return;
  throw new TypeError(
    `${where}: expected a file of Keras 3, received keras_version=${
      formatValue(version)
    }; load it with Python's Keras 3 and save it again, or load its weights from a .h5 file`,
  );
}

/** Entries by name, each once, and none that unpacks to far more than is stored. */
function entriesOf(reader: ByteReader): Map<string, ZipEntry> {
  const entries = new Map<string, ZipEntry>();
  for (const entry of readZip(reader)) {
    const { name, packed, size, start } = entry;
    if (entries.has(name)) {
      throw reader.malformed(start, `one entry ${JSON.stringify(name)}`, "a second one");
    }
    if (size > MOST_UNPACKED.always && size > packed * MOST_UNPACKED.times) {
      throw new RangeError(
        `${reader.where}: expected entry ${
          JSON.stringify(name)
        } to unpack to at most ${MOST_UNPACKED.times} times its ${packed} bytes, received ${size} at offset ${start}; the file may be an attack`,
      );
    }
    entries.set(name, entry);
  }
  return entries;
}

/**
 * What a `.keras` file holds. Nothing is written to disk, and entries of other names are left alone.
 *
 * @throws {SyntaxError | RangeError} if it breaks the format; the text names the offset.
 * @throws {TypeError} if Keras 3 did not write it, or a part is missing.
 */
export function decodeArchive(where: string, bytes: Uint8Array): KerasArchive {
  const reader = new ByteReader(where, bytes);
  const entries = entriesOf(reader);
  const part = (name: string): Uint8Array => {
    const entry = entries.get(name);
    if (entry !== undefined) return unpack(reader, entry);
    throw new TypeError(
      `${where}: expected an archive with ${METADATA}, ${CONFIG} and ${WEIGHTS}, received one without ${name}; it is no file of model.save`,
    );
  };
  checkVersion(where, configFrom(where, METADATA, textOf(where, METADATA, part(METADATA))));
  const assets = [...entries.values()]
    .filter(({ name }) => name.startsWith(ASSETS) && !name.endsWith("/"))
    .map((it) =>
      [it.name.slice(ASSETS.length), textOf(where, it.name, unpack(reader, it))] as const
    );
  return {
    config: configFrom(where, CONFIG, textOf(where, CONFIG, part(CONFIG))),
    weights: part(WEIGHTS),
    assets: new Map(assets),
  };
}
