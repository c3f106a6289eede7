/**
 * Sounds out of files and back: `tf.audio.decodeWav`, `tf.audio.encodeWav`.
 *
 * @module
 */
import { ByteReader } from "../byte_reader.ts";
import { decodeWav as decoded, encodeWav as encoded } from "../wav.ts";
import { aval, formatAval } from "../../tensor/aval.ts";
import { hostCall } from "../../tensor/host_function.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../../ops/array/named.ts";
import { asTensor } from "../../ops/as_tensor.ts";
import { bind, type Operation } from "../../ops/bind.ts";
import { asInteger } from "../../ops/integers.ts";
import { textOf } from "../../ops/strings/bytes_text.ts";
import { asContents } from "./contents.ts";

/** Arguments of {@linkcode decodeWav}. */
export interface DecodeWavArguments extends Named {
  /** The file's bytes, as `tf.io.readFile` gives them. */
  contents: TensorLike | Uint8Array;
  /** Channels of the result: the last of the file's is repeated for more; default -1: the file's. */
  desiredChannels?: IntegerLike;
  /** Samples of the result, cut or filled up with 0; default -1: the file's. */
  desiredSamples?: IntegerLike;
}

/** A sound. */
export interface DecodedWav {
  /** Samples from -1 to 1, float32 `(samples, channels)`. */
  readonly audio: Tensor;
  /** Samples in a second, an int32 scalar. */
  readonly sampleRate: Tensor;
}

const SCALE = 1 << 15;

/**
 * The sound in a WAV file of 16 bits a sample: float32 `(samples, channels)`, and the samples in a
 * second. A sample is divided by 32768.
 *
 * It is not for arguments of traced functions, as the shape is the file's.
 *
 * @throws {SyntaxError} if the bytes are no WAV file, or a damaged one.
 * @throws {RangeError} for a file that is cut off, and for other numbers of channels or samples.
 * @throws {TypeError} for contents that are no text or bytes, and for other kinds of samples.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const { audio, sampleRate } = tf.audio.decodeWav(tf.audio.encodeWav([[0.5], [-1]], 8000));
 * assertEquals(audio.numpy().toArray(), [[0.5], [-1]]);
 * assertEquals(Number(sampleRate), 8000);
 * ```
 */
export const decodeWav: Operation<
  DecodeWavArguments,
  ["contents", "desiredChannels", "desiredSamples", "name"],
  DecodedWav
> = bind(
  "tf.audio.decodeWav",
  ["contents", "desiredChannels", "desiredSamples", "name"],
  1,
  (contents, desiredChannels, desiredSamples) => {
    const where = "tf.audio.decodeWav";
    const wanted = ([name, value]: readonly [string, IntegerLike | undefined], own: number) => {
      const number = asInteger(where, name, value ?? -1, { min: -1, max: 2 ** 31 - 1 });
      if (number === 0) throw new RangeError(`${where}: expected ${name} other than 0`);
      return number === -1 ? own : number;
    };
    const { samples, channels, rate } = decoded(new ByteReader(where, asContents(where, contents)));
    const own = samples.length / channels;
    const count = wanted(["desiredSamples", desiredSamples], own);
    const width = wanted(["desiredChannels", desiredChannels], channels);
    const data = new Float32Array(count * width);
    for (let i = 0; i < Math.min(count, own); i++) {
      for (let j = 0; j < width; j++) {
        data[i * width + j] = samples[i * channels + Math.min(j, channels - 1)]! / SCALE;
      }
    }
    return {
      audio: leaf(data, aval("float32", [count, width])),
      sampleRate: leaf(Int32Array.of(rate), aval("int32", [])),
    };
  },
);

/** Arguments of {@linkcode encodeWav}. */
export interface EncodeWavArguments extends Named {
  /** Samples from -1 to 1, float32 `(samples, channels)`; others are cut to that. */
  audio: TensorLike;
  /** Samples in a second. */
  sampleRate: IntegerLike;
}

/**
 * The bytes of a WAV file of 16 bits a sample, as a text that `tf.io.writeFile` writes: TensorFlow's
 * very bytes. A sample is times 32768, rounded, and cut to -32768 to 32767.
 *
 * @throws {TypeError} for anything but float32 `(samples, channels)`.
 * @throws {RangeError} for sounds without samples, and another rate.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const file = tf.audio.encodeWav([[0.25, -0.25]], 44100);
 * assertEquals(tf.strings.length(file).numpy().toArray(), 48);
 * ```
 */
export const encodeWav: Operation<EncodeWavArguments, ["audio", "sampleRate", "name"], Tensor> =
  bind("tf.audio.encodeWav", ["audio", "sampleRate", "name"], 2, (audio, sampleRate) => {
    const where = "tf.audio.encodeWav";
    const x = asTensor(where, audio);
    const rate = asInteger(where, "sampleRate", sampleRate, { min: 1, max: 2 ** 31 - 1 });
    const [count, channels] = x.shape as readonly number[];
    if (x.dtype !== "float32" || x.rank !== 2) {
      throw new TypeError(
        `${where}: expected audio of float32 and shape (samples, channels), received ${
          formatAval(x)
        }`,
      );
    }
    if (count === 0 || channels === 0 || channels! > 65535 || rate * 2 * channels! >= 2 ** 32) {
      throw new RangeError(
        `${where}: expected samples of channels that a file can hold, received ${formatAval(x)}`,
      );
    }
    return hostCall(aval("string", []), [x], (values) => {
      const numbers = values as Float32Array;
      const odd = numbers.find((it) => Number.isNaN(it));
      if (odd !== undefined) throw new RangeError(`${where}: expected numbers, received NaN`);
      const samples = Int16Array.from(numbers, (it) => {
        // Halves go away from zero, as C rounds.
        const scaled = Math.sign(it) * Math.round(Math.abs(it) * SCALE);
        return Math.min(Math.max(scaled, -SCALE), SCALE - 1);
      });
      return [textOf(encoded({ samples, channels: channels!, rate }))];
    });
  });
