/**
 * `tf.io.TFRecordWriter`: writes files of records.
 *
 * @module
 */
import { fromCaller } from "../errors/caller.ts";
import { formatValue } from "../errors/format.ts";
import { checkPath, type FilePath } from "../io/files.ts";
import { encodeRecord } from "../io/tfrecord.ts";
import { host } from "../platform/host.ts";
import { bytesOf } from "../ops/strings/bytes_text.ts";

/** Bytes that are kept before they are written. */
const MOST_KEPT = 2 ** 20;

/**
 * Writes records to a file, which is made anew. They are in the file once `flush` or `close` was
 * called, `using` does so too.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const path = Deno.makeTempFileSync();
 * {
 *   using writer = new tf.io.TFRecordWriter(path);
 *   writer.write(Uint8Array.of(1, 2));
 * }
 * assertEquals(Deno.readFileSync(path).length, 18);
 * Deno.removeSync(path);
 * ```
 */
export class TFRecordWriter {
  readonly #path: string;
  #kept: Uint8Array[] = [];
  #size = 0;
  #isClosed = false;

  /**
   * Makes the file, or empties it.
   *
   * @throws {TypeError} for what is no path.
   */
  constructor(path: FilePath) {
    this.#path = fromCaller(new.target, () => checkPath("tf.io.TFRecordWriter", path));
    host.files.write(this.#path, new Uint8Array());
  }

  /**
   * Adds a record: bytes, or a text as UTF-8.
   *
   * @throws {TypeError} for what is neither, or after `close`.
   */
  write(record: string | Uint8Array): void {
    const where = "tf.io.TFRecordWriter.write";
    if (this.#isClosed) throw new TypeError(`${where}: expected a writer that is not closed yet`);
    if (typeof record !== "string" && !(record instanceof Uint8Array)) {
      throw new TypeError(
        `${where}: expected a text or a Uint8Array, received record=${formatValue(record)}`,
      );
    }
    const made = encodeRecord(typeof record === "string" ? bytesOf(record) : record);
    this.#kept.push(made);
    this.#size += made.length;
    if (this.#size > MOST_KEPT) this.flush();
  }

  /** Writes what was kept so far. */
  flush(): void {
    if (this.#size === 0) return;
    const bytes = new Uint8Array(this.#size);
    let at = 0;
    for (const it of this.#kept) {
      bytes.set(it, at);
      at += it.length;
    }
    host.files.append(this.#path, bytes);
    this.#kept = [];
    this.#size = 0;
  }

  /** Writes what was kept so far, and ends. */
  close(): void {
    this.flush();
    this.#isClosed = true;
  }

  /** As {@linkcode TFRecordWriter.close}. */
  [Symbol.dispose](): void {
    this.close();
  }
}
