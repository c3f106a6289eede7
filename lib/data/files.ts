/**
 * Elements out of files: lines of texts, and TensorFlow's records. A file is opened when its first
 * element is needed, and let go after its last.
 *
 * @module
 */
import { checkOneOf } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { ByteReader } from "../io/byte_reader.ts";
import { checkPath, readPlainFile } from "../io/files.ts";
import { recordAt } from "../io/tfrecord.ts";
import { TensorSpec } from "../functions/tensor_spec.ts";
import { asTensor } from "../ops/as_tensor.ts";
import { nodeModule } from "../platform/node.ts";
import { aval } from "../tensor/aval.ts";
import { read } from "../tensor/graph.ts";
import type { TensorLike } from "../tensor/like.ts";
import { textOf } from "../ops/strings/bytes_text.ts";
import { whole } from "./leaves.ts";
import { ONE } from "./nested.ts";
import type { Spec } from "./spec.ts";
import { type Cursor, Element, type Stage, type Step, UNKNOWN } from "./stage.ts";

/** How files are compressed. */
export type Compression = "" | "GZIP" | "ZLIB";

/** Bytes that a file may have once it is unpacked. */
const MOST = 2 ** 31 - 1;

/** What is read of each file, and what that is. */
export interface Format {
  /** Parts of a file: each call gives the next one, `undefined` at the end. */
  parts(reader: ByteReader): () => Element | undefined;
  /** What elements are. */
  readonly spec: Spec;
}

/** The paths of files, as one text or several. */
export function pathsOf(where: string, given: unknown): readonly string[] {
  const isOne = typeof given === "string" || given instanceof URL;
  if (isOne) return [checkPath(where, given)];
  if (Array.isArray(given)) return given.map((it) => checkPath(where, it));
  const tensor = asTensor(where, given as TensorLike);
  if (tensor.dtype === "string") return read(tensor) as readonly string[];
  throw new TypeError(
    `${where}: expected the paths of files, received filenames=${formatValue(given)}`,
  );
}

/** Checks a kind of compression. */
export function checkCompression(where: string, given: unknown): Compression {
  return checkOneOf(where, "compressionType", given ?? "", ["", "GZIP", "ZLIB"]);
}

/** The bytes of a file, unpacked. */
function open(where: string, path: string, compression: Compression): ByteReader {
  const place = `${where} ${formatValue(path)}`;
  const bytes = readPlainFile(place, path);
  if (compression === "") return new ByteReader(place, bytes);
  const { gunzipSync, inflateSync } = nodeModule("zlib");
  try {
    const unpack = compression === "GZIP" ? gunzipSync : inflateSync;
    return new ByteReader(place, unpack(bytes, { maxOutputLength: MOST }));
  } catch (error) {
    throw new Error(`${place}: cannot unpack it as ${compression}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

const TEXT = aval("string", []);

/** Parts that are texts. */
function texts(parts: (reader: ByteReader) => () => Uint8Array | undefined): Format {
  return {
    parts: (reader) => {
      const next = parts(reader);
      return () => {
        const part = next();
        return part && new Element([whole([textOf(part)], TEXT)], ONE);
      };
    },
    spec: { leaves: [new TensorSpec([], "string")], structure: ONE },
  };
}

/** The parts of files, one file after the other. */
export function filesOf(
  where: string,
  paths: readonly string[],
  compression: Compression,
  { parts, spec }: Format,
): Stage {
  const opened = (): Cursor => {
    let next: (() => Element | undefined) | undefined;
    let at = 0;
    const step = (): Step => {
      for (;;) {
        if (next === undefined) {
          if (at >= paths.length) return undefined;
          next = parts(open(where, paths[at++]!, compression));
        }
        const part = next();
        if (part !== undefined) return part;
        next = undefined;
      }
    };
    const close = () => {
      next = undefined;
      at = paths.length;
    };
    return { next: step, close };
  };
  return { where, cardinality: UNKNOWN, spec: () => spec, open: opened };
}

const [LF, CR] = [10, 13];

/** Lines, without their ends; carriage returns are left out everywhere, as TensorFlow does. */
export const lines: Format = texts(({ bytes }) => {
  let at = 0;
  return () => {
    if (at >= bytes.length) return undefined;
    const found = bytes.indexOf(LF, at);
    const end = found < 0 ? bytes.length : found;
    const line = bytes.subarray(at, end);
    at = end + 1;
    return line.includes(CR) ? line.filter((it) => it !== CR) : line;
  };
});

/** Contents of records. */
export const records: Format = texts((reader) => {
  let at = 0;
  return () => {
    if (at >= reader.length) return undefined;
    const { content, end } = recordAt(reader, at);
    at = end;
    return content;
  };
});

/** Pieces of one size between a head and a foot. */
export function pieces(size: number, head: number, foot: number): Format {
  return texts(({ bytes, where, length }) => {
    const body = length - head - foot;
    if (body < 0 || body % size !== 0) {
      throw new RangeError(
        `${where}: expected ${head} + ${foot} bytes around records of ${size} bytes, received ${length} bytes`,
      );
    }
    let at = head;
    return () => {
      if (at + foot >= length) return undefined;
      at += size;
      return bytes.subarray(at - size, at);
    };
  });
}
