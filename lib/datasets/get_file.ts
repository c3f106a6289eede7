/**
 * `tf.keras.utils.getFile`: files from the network, kept on the disk.
 *
 * @module
 */
import { printLine } from "../callbacks/progress_sink.ts";
import { checkBoolean, checkOneOf } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { readPlainFile } from "../io/files.ts";
import { saveFile } from "../io/save_file.ts";
import { bind, type Operation } from "../ops/bind.ts";
import { host, isMissing } from "../platform/host.ts";
import { nodeModule } from "../platform/node.ts";
import { type ArchiveFormat, extract } from "./archives/extract.ts";
import { download } from "./download.ts";

/** Arguments of {@linkcode getFile}. */
export interface GetFileArguments {
  /** The file's name; default: the last part of the address. */
  fname?: string | null;
  /** The address: `http:`, `https:` or `file:`. */
  origin: string | URL;
  /** Whether the file is a tar archive that is unpacked; default false. Write `extract`. */
  untar?: boolean;
  /** The checksum after MD5. Write `fileHash`. */
  md5Hash?: string | null;
  /** The file's checksum, in hexadecimal digits; default: it is not checked. */
  fileHash?: string | null;
  /** The folder in the cache; default `"datasets"`. */
  cacheSubdir?: string;
  /** How the checksum is made; default `"auto"`: by its length. */
  hashAlgorithm?: "auto" | "md5" | "sha256";
  /** Whether the file is an archive that is unpacked; default false. */
  extract?: boolean;
  /** The kind of the archive; default `"auto"`: what it is. */
  archiveFormat?: "auto" | "tar" | "zip" | readonly ("tar" | "zip")[] | null;
  /** The cache's folder; default: `KERAS_HOME`, or `.keras` in the home folder. */
  cacheDir?: string | null;
  /** Whether the file is fetched though it is there; default false. */
  forceDownload?: boolean;
}

const NAMES = [
  "fname",
  "origin",
  "untar",
  "md5Hash",
  "fileHash",
  "cacheSubdir",
  "hashAlgorithm",
  "extract",
  "archiveFormat",
  "cacheDir",
  "forceDownload",
] as const;

const WHERE = "tf.keras.utils.getFile";

/** Digits of checksums. */
const DIGITS = { md5: 32, sha256: 64 } as const;

interface Checksum {
  readonly algorithm: "md5" | "sha256";
  readonly digits: string;
}

function checksumOf({ md5Hash, fileHash, hashAlgorithm }: Partial<GetFileArguments>) {
  const chosen = checkOneOf(WHERE, "hashAlgorithm", hashAlgorithm ?? "auto", [
    "auto",
    "md5",
    "sha256",
  ]);
  const digits = fileHash ?? md5Hash ?? null;
  if (digits === null) return undefined;
  const isOld = (fileHash ?? null) === null;
  const algorithm = isOld
    ? "md5"
    : chosen !== "auto"
    ? chosen
    : digits.length === DIGITS.sha256
    ? "sha256"
    : "md5";
  if (new RegExp(`^[0-9a-fA-F]{${DIGITS[algorithm]}}$`).test(digits)) {
    return { algorithm, digits: digits.toLowerCase() };
  }
  throw new RangeError(
    `${WHERE}: expected a checksum of ${
      DIGITS[algorithm]
    } hexadecimal digits for ${algorithm}, received ${formatValue(digits)}`,
  );
}

function formatsOf(format: GetFileArguments["archiveFormat"]): readonly ArchiveFormat[] {
  if (format === null) return [];
  const given = format === undefined || format === "auto"
    ? ["tar", "zip"]
    : typeof format === "string"
    ? [format]
    : format;
  return given.map((it) => checkOneOf(WHERE, "archiveFormat", it, ["tar", "zip"]));
}

/** The cache's folder. */
function cacheOf(cacheDir: string | null | undefined): string {
  const { homedir, tmpdir } = nodeModule("os");
  const { join } = nodeModule("path");
  const given = cacheDir ?? host.variable("KERAS_HOME");
  if (given === undefined) {
    const home = join(homedir(), ".keras");
    try {
      host.files.makeFolder(home);
      return home;
    } catch {
      return join(tmpdir(), ".keras");
    }
  }
  return given.startsWith("~/") ? join(homedir(), given.slice(2)) : given;
}

function checkName(name: unknown): string {
  if (typeof name === "string" && name !== "" && !/[/\\\0]/.test(name) && !/^\.{1,2}$/.test(name)) {
    return name;
  }
  throw new TypeError(
    `${WHERE}: expected fname to be a name without folders, received fname=${
      formatValue(name)
    }; give the folder with cacheDir and cacheSubdir`,
  );
}

/** Where the file lies, and where it is unpacked, as Keras names both. */
function placesOf(
  folder: string,
  fname: string | null | undefined,
  origin: URL,
  isUnpacked: boolean,
) {
  const { join } = nodeModule("path");
  const isGiven = fname !== undefined && fname !== null && fname !== "";
  const name = checkName(isGiven ? fname : decodeURIComponent(origin.pathname.split("/").at(-1)!));
  if (!isUnpacked) return { file: join(folder, name), unpacked: undefined };
  if (isGiven && name.includes(".")) {
    const stem = name.slice(0, name.indexOf("."));
    return { file: join(folder, name), unpacked: join(folder, `${stem}_extracted`) };
  }
  return { file: join(folder, `${name}_archive`), unpacked: join(folder, name) };
}

function digitsOf(bytes: Uint8Array, algorithm: "md5" | "sha256"): string {
  return nodeModule("crypto").createHash(algorithm).update(bytes).digest("hex");
}

function isThere(path: string): boolean {
  try {
    host.files.info(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** Whether the file is in the cache, as it should be. */
function isKept(path: string, checksum: Checksum | undefined): boolean {
  if (!isThere(path)) return false;
  if (checksum === undefined) return true;
  const { algorithm, digits } = checksum;
  if (digitsOf(readPlainFile(`${WHERE} ${formatValue(path)}`, path), algorithm) === digits) {
    return true;
  }
  printLine(
    `A local file was found, but its ${algorithm} checksum is not ${digits}: it is fetched again.`,
  );
  return false;
}

/**
 * Gets a file from the network unless it is in the cache, and gives its path; of an archive that is
 * unpacked, that of its folder. A file is kept only if all of it has come and its checksum is right, and
 * an archive is unpacked as a whole or not at all; names that lead out of it, links and devices are
 * errors. Archives are tar, tar.gz and zip.
 *
 * @throws {TypeError} for a name with folders, other addresses, and what is no archive.
 * @throws {RangeError} for a checksum that is none or not the file's, and for archives that are damaged
 * or larger than 2 GiB.
 * @throws {Error} where the address cannot be reached.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = Deno.makeTempDirSync();
 * Deno.writeTextFileSync(`${folder}/notes.txt`, "some text");
 * const path = await tf.keras.utils.getFile({
 *   origin: `file://${folder}/notes.txt`,
 *   cacheDir: `${folder}/cache`,
 * });
 * assertEquals(path, `${folder}/cache/datasets/notes.txt`);
 * assertEquals(Deno.readTextFileSync(path), "some text");
 * Deno.removeSync(folder, { recursive: true });
 * ```
 */
export const getFile: Operation<GetFileArguments, typeof NAMES, Promise<string>> = bind(
  WHERE,
  NAMES,
  0,
  async (...values) => {
    const given = Object.fromEntries(
      NAMES.map((name, i) => [name, values[i]]),
    ) as Partial<GetFileArguments>;
    const { origin } = given;
    if (!(origin instanceof URL) && !(typeof origin === "string" && URL.canParse(origin))) {
      throw new TypeError(
        `${WHERE}: expected origin to be the address of a file, received origin=${
          formatValue(origin)
        }`,
      );
    }
    const address = new URL(origin);
    const isTarred = checkBoolean(WHERE, "untar", given.untar ?? false);
    const isUnpacked = checkBoolean(WHERE, "extract", given.extract ?? false) || isTarred;
    const isForced = checkBoolean(WHERE, "forceDownload", given.forceDownload ?? false);
    const formats = isTarred ? ["tar" as const] : formatsOf(given.archiveFormat);
    const checksum = checksumOf(given);
    const { join } = nodeModule("path");
    const folder = join(cacheOf(given.cacheDir), given.cacheSubdir ?? "datasets");
    const { file, unpacked } = placesOf(folder, given.fname, address, isUnpacked);
    const isNew = isForced || !isKept(file, checksum);
    if (isNew) {
      const bytes = await download(WHERE, address, file);
      const found = checksum && digitsOf(bytes, checksum.algorithm);
      if (found !== checksum?.digits) {
        throw new RangeError(
          `${WHERE}: expected the ${checksum!.algorithm} checksum ${
            checksum!.digits
          }, received ${found} of ${bytes.length} bytes from ${address.href}; the file is incomplete or another one`,
        );
      }
      host.files.makeFolder(folder);
      saveFile(WHERE, file, bytes);
    }
    if (unpacked === undefined) return file;
    // What is there was unpacked as a whole.
    if (isNew || !isThere(unpacked)) extract(WHERE, file, unpacked, formats);
    return unpacked;
  },
);
