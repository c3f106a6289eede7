/**
 * MelSpectrogram: sounds as pictures of what ears hear.
 *
 * @module
 */
import {
  type Made,
  type Option,
  type Rows,
  type RowsOf,
  writeOptions,
} from "../../configuration/options.ts";
import { finite, flag, integer } from "../../configuration/rows.ts";
import { checkFinite, checkOneOf } from "../../errors/checks.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import { framed } from "../../ops/signal/frames.ts";
import { linearToMelWeightMatrix } from "../../ops/signal/mel.ts";
import { realSpectrum } from "../../ops/signal/spectra.ts";
import { hammingWindow, hannWindow } from "../../ops/signal/windows.ts";
import { mirrorPad } from "../../primitives/array/mirror_pad.ts";
import { padConstant } from "../../primitives/array/pad.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { exchanged, matmul } from "../../primitives/linalg/matmul.ts";
import { transpose } from "../../primitives/array/transpose.ts";
import { add, divide, multiply, square, subtract } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { imag, real } from "../../primitives/math/complex.ts";
import { log, sqrt } from "../../primitives/math/exponential.ts";
import { maximum } from "../../primitives/math/extremes.ts";
import { pow } from "../../primitives/math/power.ts";
import { reduceMax } from "../../primitives/reduction/reduce_extreme.ts";
import { aval } from "../../tensor/aval.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import { Layer } from "../base/layer.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";

/** What frames are multiplied by: a window's name, its numbers, or nothing. */
export type SpectrogramWindow = "hann" | "hamming" | readonly number[] | null;

/** Options of {@linkcode MelSpectrogram}. */
export interface MelSpectrogramOptions extends LayerOptions {
  /** Samples of a transform, >= 1; default 2048. */
  fftLength?: number | undefined;
  /** Samples from the middle of a frame to that of the next, >= 1; default 512. */
  sequenceStride?: number | undefined;
  /** Samples under the window, 1 to `fftLength`; default `fftLength`. */
  sequenceLength?: number | null | undefined;
  /** The window of each frame: a name, `sequenceLength` numbers, or `null` for none; default `"hann"`. */
  window?: SpectrogramWindow | undefined;
  /** Samples a second, >= 1; default 16000. */
  samplingRate?: number | undefined;
  /** How many bands, >= 1; default 128. */
  numMelBins?: number | undefined;
  /** Where the lowest band begins, in hertz, >= 0; default 20. */
  minFreq?: number | undefined;
  /** Where the highest band ends, in hertz, up to half of `samplingRate`, which is the default. */
  maxFreq?: number | null | undefined;
  /** Whether powers are given in decibels; default `true`. */
  powerToDb?: boolean | undefined;
  /** How far below the loudest of all outputs they may lie, in decibels, >= 0; default 80. */
  topDb?: number | undefined;
  /** The power of magnitudes, 1 for themselves; default 2. */
  magExp?: number | undefined;
  /** The least power before the logarithm, > 0; default 1e-10. */
  minPower?: number | undefined;
  /** The power of 0 decibels; default 1. */
  refPower?: number | undefined;
}

type Positional = [
  "fftLength",
  "sequenceStride",
  "sequenceLength",
  "window",
  "samplingRate",
  "numMelBins",
  "minFreq",
  "maxFreq",
  "powerToDb",
  "topDb",
  "magExp",
  "minPower",
  "refPower",
];

/** A window. */
function windowRow(): Option<SpectrogramWindow, SpectrogramWindow> {
  return {
    required: false,
    ifMissing: "hann",
    read(where, name, given) {
      if (given === null) return null;
      if (!Array.isArray(given)) {
        return checkOneOf<"hann" | "hamming">(where, name, given, ["hann", "hamming"]);
      }
      return given.map((it, i) => checkFinite(where, `${name}[${i}]`, it));
    },
    write: (made) => made,
  };
}

const OPTIONS = [
  ["fftLength", integer(2048, { min: 1 })],
  ["sequenceStride", integer(512, { min: 1 })],
  ["sequenceLength", integer(null, { min: 1 })],
  ["window", windowRow()],
  ["samplingRate", integer(16000, { min: 1 })],
  ["numMelBins", integer(128, { min: 1 })],
  ["minFreq", finite(20, { min: 0 })],
  ["maxFreq", finite(null, { min: 0 })],
  ["powerToDb", flag(true)],
  ["topDb", finite(80, { min: 0 })],
  ["magExp", finite(2)],
  ["minPower", finite(1e-10, { min: Number.MIN_VALUE })],
  ["refPower", finite(1)],
] as const satisfies RowsOf<MelSpectrogramOptions, Positional>;

/** Options with those that others give. */
type Known = Made<typeof OPTIONS> & {
  readonly sequenceLength: number;
  readonly maxFreq: number;
};

/** Options that fit each other. */
function checked(where: string, own: Made<typeof OPTIONS>): Known {
  const { fftLength, samplingRate, minFreq, window } = own;
  const sequenceLength = own.sequenceLength ?? fftLength;
  const maxFreq = own.maxFreq ?? Math.floor(samplingRate / 2);
  if (sequenceLength > fftLength) {
    throw new RangeError(
      `${where}: expected sequenceLength <= fftLength, received sequenceLength=${sequenceLength}, fftLength=${fftLength}`,
    );
  }
  if (!(minFreq < maxFreq && maxFreq <= samplingRate / 2)) {
    throw new RangeError(
      `${where}: expected minFreq < maxFreq <= samplingRate / 2, received minFreq=${minFreq}, maxFreq=${maxFreq}, samplingRate=${samplingRate}`,
    );
  }
  if (Array.isArray(window) && window.length !== sequenceLength) {
    throw new TypeError(
      `${where}: expected window of sequenceLength=${sequenceLength} numbers, received ${
        formatValue(window)
      }`,
    );
  }
  return { ...own, sequenceLength, maxFreq };
}

/** Ten times the logarithm of base 10. */
function decibels(x: Tensor, minPower: number): Tensor {
  const number = (it: number) => scalar(it, x.dtype);
  return multiply(number(10), divide(log(maximum(x, number(minPower))), number(Math.log(10))));
}

/**
 * How loud a sound is in bands of frequencies, over time: spectra of overlapping frames, summed in triangles
 * on the mel scale, in decibels. Signals are mirrored at their ends, so that frames are centred.
 *
 * Input shape `([batch,] samples)`, output shape `([batch,] numMelBins, 1 + samples // sequenceStride)` for an
 * even `fftLength`, in the layer's type; the same in training and outside. No state.
 *
 * @throws {RangeError} for lengths, rates and frequencies that do not fit each other.
 * @throws {TypeError} for a window of another length, for the type float64, and at a call with what is no
 * signal, or with one of no more than half of `fftLength` samples.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const spectrogram = new tf.keras.layers.MelSpectrogram({ fftLength: 64, sequenceStride: 32, numMelBins: 8 });
 * assertEquals(spectrogram(tf.ones([2, 320])).shape, [2, 8, 11]);
 * ```
 */
export class MelSpectrogram extends Layer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Known;

  /** @param args The options in Keras's order, and by name what every layer takes. */
  constructor(...args: LayerArguments<MelSpectrogramOptions, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = checked(new.target.name, own);
    if (this.computeDtype === "float64") {
      throw new TypeError(
        `${new.target.name}: expected dtype float32 or shorter, received float64, of which there are no transforms`,
      );
    }
  }

  /** What frames are multiplied by, as long as a transform. */
  #window(): Tensor | null {
    const { window, sequenceLength: length, fftLength } = this.#options;
    if (window === null) return null;
    const before = Math.floor((fftLength - length) / 2);
    const made = window === "hann"
      ? hannWindow(length)
      : window === "hamming"
      ? hammingWindow(length)
      : leaf(Float32Array.from(window), aval("float32", [length]));
    return padConstant(made, [[before, fftLength - length - before]], 0);
  }

  /** Magnitudes of the spectra of frames, `[batch, frames, frequencies]`. */
  #spectra(x: Tensor): Tensor {
    const { fftLength, sequenceStride } = this.#options;
    const half = Math.floor(fftLength / 2);
    const whole = mirrorPad(x, [[0, 0], [half, half]], 1);
    const frames = framed(whole, fftLength, sequenceStride, 1);
    const window = this.#window();
    const spectra = realSpectrum(window === null ? frames : multiply(frames, window), [2]);
    return sqrt(add(square(real(spectra)), square(imag(spectra))));
  }

  override call(inputs: Tensor): Tensor {
    this.#check(inputs.shape);
    const it = this.#options;
    return internally(() => {
      const lead = inputs.shape.slice(0, -1);
      const signal = reshape(cast(inputs, "float32"), [lead[0] ?? 1, inputs.shape.at(-1)!]);
      const powers = pow(this.#spectra(signal), scalar(it.magExp, "float32"));
      const [batch, frames, bins] = powers.shape as [number, number, number];
      const matrix = linearToMelWeightMatrix(
        it.numMelBins,
        bins,
        it.samplingRate,
        it.minFreq,
        it.maxFreq,
      );
      const flat = matmul(reshape(powers, [batch * frames, bins]), matrix);
      const bands = reshape(flat, [batch, frames, it.numMelBins]);
      const made = transpose(it.powerToDb ? this.#loudness(bands) : bands, exchanged(3));
      return cast(reshape(made, [...lead, it.numMelBins, frames]), this.computeDtype);
    });
  }

  #loudness(powers: Tensor): Tensor {
    const { minPower, refPower, topDb } = this.#options;
    const reference = decibels(scalar(Math.abs(refPower), "float32"), minPower);
    const loudness = subtract(decibels(powers, minPower), reference);
    if (loudness.size === 0) return loudness;
    return maximum(loudness, subtract(reduceMax(loudness, [0, 1, 2]), scalar(topDb, "float32")));
  }

  #check(shape: SymbolicShape): void {
    const half = Math.floor(this.#options.fftLength / 2);
    const samples = shape.at(-1);
    const isLong = samples === null || samples !== undefined && samples > half;
    if ((shape.length === 1 || shape.length === 2) && isLong) return;
    throw new TypeError(
      `Cannot call ${this.label}: expected a signal of more than fftLength / 2 = ${half} samples or a batch of them, received shape ${
        formatShape(shape)
      }`,
    );
  }

  override computeOutputShape(inputShape: SymbolicShape): SymbolicShape {
    this.#check(inputShape);
    const { fftLength, sequenceStride, numMelBins } = this.#options;
    const samples = inputShape.at(-1)!;
    const frames = samples === null
      ? null
      : 1 + Math.floor((samples - fftLength % 2) / sequenceStride);
    return [...inputShape.slice(0, -1), numMelBins, frames];
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
