/**
 * Event files: records of TensorFlow's, each with checksums of its length and its content. A file is
 * open only while something is written to it.
 *
 * @module
 */
import { encodeRecord } from "../../io/tfrecord.ts";
import { host } from "../../platform/host.ts";
import { inFolder } from "../folder.ts";
import { concatBytes } from "./protobuf.ts";
import { eventOf, type Value, versionEvent } from "./summaries.ts";

/** Bytes that are kept before they are written. */
const MOST_KEPT = 2 ** 16;

let files = 0;

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
