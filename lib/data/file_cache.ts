/**
 * Elements that are kept in a file: TensorFlow's records, with a head and a number of elements at the
 * end. The file gets its name when the first whole way through has ended, so that whoever finds it
 * finds all of it; checksums are checked when it is read. It is read and written in pieces, and never
 * as a whole in memory.
 *
 * @module
 */
import { formatValue } from "../errors/format.ts";
import { ByteReader } from "../io/byte_reader.ts";
import { encodeRecord, recordAt } from "../io/tfrecord.ts";
import { host, isMissing } from "../platform/host.ts";
import { nodeModule } from "../platform/node.ts";
import { decodeElement, encodeElement } from "./element_bytes.ts";
import { type Cursor, derived, Element, failed, type Stage, type Step } from "./stage.ts";

/** What a cache begins with. */
const HEAD = "kerasaur.cache 1";
/** What stands before the number of elements in the last record. */
const FOOT = "kerasaur.cache end ";
/** Bytes that are read or written at once. */
const PIECE = 2 ** 20;
/** Bytes of a record around its content. */
const AROUND = 16;

const encode = (text: string): Uint8Array => encodeRecord(new TextEncoder().encode(text));
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Writes a cache to a draft, which gets the name of the file at the end. */
class Draft {
  readonly #path: string;
  readonly #draft: string;
  #kept: Uint8Array[] = [encode(HEAD)];
  #size = 0;
  #count = 0;

  /** The draft of a file, which is made with its first bytes. */
  constructor(path: string) {
    this.#path = path;
    this.#draft = `${path}.${crypto.randomUUID()}.part`;
  }

  add(element: Element): void {
    const record = encodeRecord(encodeElement(element));
    this.#kept.push(record);
    this.#size += record.length;
    this.#count++;
    if (this.#size >= PIECE) this.#write();
  }

  #write(): void {
    const bytes = new Uint8Array(this.#kept.reduce((sum, it) => sum + it.length, 0));
    let at = 0;
    for (const it of this.#kept) {
      bytes.set(it, at);
      at += it.length;
    }
    host.files.append(this.#draft, bytes);
    this.#kept = [];
    this.#size = 0;
  }

  finish(): void {
    this.#kept.push(encode(`${FOOT}${this.#count}`));
    this.#write();
    host.files.rename(this.#draft, this.#path);
  }

  giveUp(): void {
    try {
      host.files.remove(this.#draft);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
}

/** Records of a file, read piece by piece; the file is open only while a piece is read. */
class Pieces {
  readonly #where: string;
  readonly #path: string;
  #bytes = new Uint8Array();
  /** Where the piece begins in the file, and what of it was given. */
  #start = 0;
  #at = 0;
  /** Size and time of the file: it must not become another in the meantime. */
  #state: string | undefined;
  #end = 0;

  /** The records of a file. */
  constructor(where: string, path: string) {
    this.#where = where;
    this.#path = path;
  }

  /** Reads on, so that there are so many bytes from here on, if the file has them. */
  #need(count: number): void {
    if (this.#bytes.length - this.#at >= count) return;
    const fs = nodeModule("fs");
    const file = fs.openSync(this.#path, "r");
    try {
      const { size, mtimeMs, ino } = fs.fstatSync(file);
      const state = `${size} ${mtimeMs} ${ino}`;
      if (this.#state !== undefined && this.#state !== state) {
        throw new Error(`${this.#where}: the file became another one while it was read`);
      }
      this.#state = state;
      this.#end = size;
      this.#start += this.#at;
      const bytes = new Uint8Array(Math.min(Math.max(count, PIECE), size - this.#start));
      for (let done = 0; done < bytes.length;) {
        const read = fs.readSync(file, bytes, done, bytes.length - done, this.#start + done);
        if (read === 0) throw new Error(`${this.#where}: the file ended while it was read`);
        done += read;
      }
      this.#bytes = bytes;
      this.#at = 0;
    } finally {
      fs.closeSync(file);
    }
  }

  /** The next record; `undefined` at the end of the file. */
  next(): Uint8Array | undefined {
    this.#need(AROUND);
    if (this.#start + this.#at === this.#end) return undefined;
    const size = new ByteReader(this.#where, this.#bytes).u64(this.#at, "the length of a record");
    this.#need(Math.min(size + AROUND, this.#end));
    const { content, end } = recordAt(new ByteReader(this.#where, this.#bytes), this.#at);
    this.#at = end;
    return content;
  }
}

/** The elements of a cache. */
function readFrom(where: string, path: string): Cursor {
  const place = `${where} ${formatValue(path)}`;
  const pieces = new Pieces(place, path);
  let [count, isBegun, isOver] = [0, false, false];
  const broken = (received: string) =>
    new Error(
      `${place}: expected a file that cache wrote, received ${received}; remove it to compute the elements anew`,
    );
  const next = (): Step => {
    if (isOver) return undefined;
    if (!isBegun) {
      const head = pieces.next();
      if (head === undefined || decode(head) !== HEAD) throw broken("one that begins otherwise");
      isBegun = true;
    }
    const content = pieces.next();
    if (content === undefined) throw broken("one that ends before its last record");
    if (content.length < 64 && decode(content).startsWith(FOOT)) {
      isOver = true;
      if (decode(content) !== `${FOOT}${count}`) {
        throw broken(`${count} elements, not as many as it says`);
      }
      if (pieces.next() !== undefined) throw broken("one with more behind its last record");
      return undefined;
    }
    count++;
    return decodeElement(place, content);
  };
  return { next, close: () => isOver = true };
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

/** The elements of a file, or those of the input, of which the first whole way through makes it. */
export function cacheInFile(where: string, input: Stage, path: string): Stage {
  const open = (): Cursor => {
    if (isThere(path)) return readFrom(where, path);
    const from = input.open();
    let draft: Draft | undefined = new Draft(path);
    let at = 0;
    const giveUp = () => {
      draft?.giveUp();
      draft = undefined;
    };
    const next = (): Step => {
      try {
        const step = from.next();
        if (step instanceof Element) {
          draft?.add(step);
          at++;
        } else if (step === undefined) {
          draft?.finish();
          draft = undefined;
        }
        return step;
      } catch (error) {
        giveUp();
        throw failed(where, at, error);
      }
    };
    const close = () => {
      giveUp();
      from.close();
    };
    return { next, close };
  };
  return derived(input, { where, open });
}
