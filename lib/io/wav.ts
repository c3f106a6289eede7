/**
 * WAV files of 16 bits a sample, as TensorFlow reads and writes them.
 *
 * @module
 */
import { formatValue } from "../errors/format.ts";
import type { ByteReader } from "./byte_reader.ts";

/** A sound: samples from -32768 to 32767, those of all channels one after the other. */
export interface Sound {
  readonly samples: Int16Array;
  readonly channels: number;
  /** Samples in a second of one channel. */
  readonly rate: number;
}

/** Bytes of the file's head that is written. */
const HEAD = 44;

function checkName(reader: ByteReader, at: number, name: string): void {
  const found = reader.latin1(at, 4, "a name of four letters");
  if (found !== name) throw reader.malformed(at, name, formatValue(found));
}

/**
 * The sound in a file.
 *
 * @throws {SyntaxError} if the bytes break the format.
 * @throws {RangeError} if the file ends too early.
 * @throws {TypeError} for other kinds of samples.
 */
export function decodeWav(reader: ByteReader): Sound {
  checkName(reader, 0, "RIFF");
  checkName(reader, 8, "WAVE");
  let format: { channels: number; rate: number } | undefined;
  for (let at = 12;;) {
    const name = reader.latin1(at, 4, "a part's name");
    const size = reader.u32(at + 4, "a part's size");
    const start = at + 8;
    if (name === "fmt ") {
      reader.check(start, Math.max(16, size), "the format");
      const kind = reader.u16(start, "the kind of samples");
      const bits = reader.u16(start + 14, "bits a sample");
      if (kind !== 1 || bits !== 16) {
        throw reader.unsupported(
          start,
          `samples of kind ${kind} with ${bits} bits`,
          "save the sound as PCM of 16 bits",
        );
      }
      const channels = reader.u16(start + 2, "the channels");
      const [rate, bytes] = [4, 8].map((it) => reader.u32(start + it, "the rate"));
      const block = reader.u16(start + 12, "bytes of a moment");
      if (channels === 0 || block !== 2 * channels || bytes !== rate! * block) {
        throw reader.malformed(
          start,
          "channels and rates that agree",
          `${channels} channels, ${block} and ${bytes} bytes`,
        );
      }
      format = { channels, rate: rate! };
    } else if (name === "data") {
      if (format === undefined) throw reader.malformed(at, "the format before the samples", name);
      const { channels, rate } = format;
      if (size % (2 * channels) !== 0) {
        throw reader.malformed(at + 4, `a multiple of ${2 * channels} bytes`, size);
      }
      const bytes = reader.slice(start, size, "samples");
      const view = new DataView(bytes.buffer, bytes.byteOffset, size);
      const samples = Int16Array.from({ length: size / 2 }, (_, i) => view.getInt16(2 * i, true));
      return { samples, channels, rate };
    }
    // Parts begin at even places.
    at = start + size + size % 2;
  }
}

/** The file of a sound. */
export function encodeWav({ samples, channels, rate }: Sound): Uint8Array {
  const result = new Uint8Array(HEAD + 2 * samples.length);
  const view = new DataView(result.buffer);
  const put = (at: number, text: string) => result.set(new TextEncoder().encode(text), at);
  put(0, "RIFF");
  view.setUint32(4, result.length - 8, true);
  put(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2 * channels, true);
  view.setUint16(32, 2 * channels, true);
  view.setUint16(34, 16, true);
  put(36, "data");
  view.setUint32(40, 2 * samples.length, true);
  samples.forEach((it, i) => view.setInt16(HEAD + 2 * i, it, true));
  return result;
}
