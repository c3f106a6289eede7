// deno-lint-ignore-file no-console -- it says what it wrote
/**
 * Fetches what notebooks read from the book's repository into a folder: every file that an expectation
 * file names, with the SHA-256 that stands there.
 *
 *     deno run -A scripts/fetch_book_data.ts FOLDER [--from URL]
 *
 * @module
 */
import { parseArgs } from "@std/cli";
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { DataFile } from "../lib/notebook/expectations.ts";
import { readExpectations } from "../lib/notebook/read_expectations.ts";
import { expectationsPath } from "../lib/notebook/reproduce.ts";
import { listNotebooks } from "./reproduce.ts";

/** The folder of data of the book's repository. */
const DATA = "https://raw.githubusercontent.com/TrickyGo/Dive-into-DL-TensorFlow2.0/master/data/";
const NOTEBOOKS = fileURLToPath(new URL("../notebooks", import.meta.url));

/** All files that notebooks read, each once. */
async function wanted(): Promise<DataFile[]> {
  const files = new Map<string, DataFile>();
  for (const path of listNotebooks(NOTEBOOKS)) {
    for (const it of (await readExpectations(expectationsPath(path))).data) files.set(it.file, it);
  }
  return [...files.values()];
}

const digest = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Whether a file is there, and is the one that is wanted. */
async function isThere(path: string, sha256: string): Promise<boolean> {
  try {
    return digest(await Deno.readFile(path)) === sha256;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Fetches one file; throws for a status that is no success, and for other bytes than expected. */
async function fetchFile({ file, sha256 }: DataFile, from: string, path: string): Promise<void> {
  const url = new URL(file, from);
  const response = await fetch(url);
  const bytes = await response.bytes();
  if (!response.ok) throw new Error(`${url}: expected status 200, received ${response.status}`);
  const found = digest(bytes);
  if (found !== sha256) throw new Error(`${url}: expected SHA-256 ${sha256}, received ${found}`);
  await Deno.mkdir(dirname(path), { recursive: true });
  await Deno.writeFile(path, bytes);
}

const options = parseArgs(Deno.args, { string: ["from"] });
const [folder] = options._.map(String);
if (folder === undefined) {
  console.error("usage: deno run -A scripts/fetch_book_data.ts FOLDER [--from URL]");
  Deno.exit(2);
}
for (const file of await wanted()) {
  const path = join(folder, file.file);
  if (!await isThere(path, file.sha256)) {
    await fetchFile(file, String(options["from"] ?? DATA), path);
  }
  console.log(path);
}
console.log(`KERASAUR_BOOK_DATA=${folder} deno task reproduce`);
