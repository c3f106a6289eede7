/**
 * Event files: records of TensorFlow's, each with checksums of its length and its content. A file is
 * open only while something is written to it.
 *
 * @module
 */
import { host } from "../../platform/host.ts";
import { inFolder } from "../folder.ts";
import { crc32c } from "./crc32.ts";
import { concatBytes } from "./protobuf.ts";
import { eventOf, type Value, versionEvent } from "./summaries.ts";

/** Bytes that are kept before they are written. */
const MOST_KEPT = 2 ** 16;

let files = 0;

/** A checksum as TensorFlow writes it: turned and shifted, as that of a checksum tells little. */
function masked(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return ((crc >>> 15 | crc << 17 >>> 0) + 0xa282ead8) >>> 0;
}

/** A record of a content. */
export function encodeRecord(content: Uint8Array): Uint8Array {
  const head = new Uint8Array(12);
  const view = new DataView(head.buffer);
  view.setBigUint64(0, BigInt(content.length), true);
  view.setUint32(8, masked(head.subarray(0, 8)), true);
  const foot = new Uint8Array(4);
  new DataView(foot.buffer).setUint32(0, masked(content), true);
  return concatBytes([head, content, foot]);
}

/** Writes events to a file in a folder; both are made with the first. */
export class EventFile {
  readonly #folder: string;
  #path: string | undefined;
  #kept: Uint8Array[] = [];
  #size = 0;

  /** @param folder Where to. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Adds a value at a step. */
  add(step: number, value: Value): void {
    const now = Date.now() / 1_000;
    if (this.#path === undefined) {
      host.files.makeFolder(this.#folder);
      const seconds = String(Math.floor(now)).padStart(10, "0");
      const name = `events.out.tfevents.${seconds}.kerasaur.${host.pid}.${files++}.v2`;
      this.#path = inFolder(this.#folder, name);
      this.#keep(versionEvent(now));
    }
    this.#keep(eventOf(now, step, value));
    if (this.#size > MOST_KEPT) this.flush();
  }

  #keep(event: readonly Uint8Array[]): void {
    const record = encodeRecord(concatBytes(event));
    this.#kept.push(record);
    this.#size += record.length;
  }

  /** Writes what is kept. */
  flush(): void {
    if (this.#path === undefined || this.#size === 0) return;
    const bytes = concatBytes(this.#kept);
    this.#kept = [];
    this.#size = 0;
    host.files.append(this.#path, bytes);
  }
}
