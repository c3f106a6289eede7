/**
 * STFTSpectrogram: spectra of sounds by convolutions, whose kernels may be trained.
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
import { flag, integer, oneOf } from "../../configuration/rows.ts";
import { checkFinite, checkOneOf } from "../../errors/checks.ts";
import { formatShape } from "../../errors/format.ts";
import { STFT } from "../../initializers/stft.ts";
import { WINDOW_NAMES, type WindowName } from "../../initializers/windows.ts";
import { EPSILON } from "../../configuration/epsilon.ts";
import { conv1d } from "../../ops/nn/convolution.ts";
import { concat } from "../../primitives/array/concat.ts";
import { padConstant } from "../../primitives/array/pad.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { slice } from "../../primitives/array/slice.ts";
import { transpose } from "../../primitives/array/transpose.ts";
import { add, square } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { log, sqrt } from "../../primitives/math/exponential.ts";
import { maximum } from "../../primitives/math/extremes.ts";
import { atan2 } from "../../primitives/math/trigonometric.ts";
import type { Variable } from "../../functions/variable.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { InputSpec } from "../base/input_spec.ts";
import { Layer } from "../base/layer.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { type DataFormat, dataFormat } from "../base/rows.ts";

const MODES = ["log", "magnitude", "psd", "real", "imag", "angle", "stft"] as const;

/** What a spectrogram shows. */
export type SpectrogramMode = typeof MODES[number];

/** Options of {@linkcode STFTSpectrogram}. */
export interface STFTSpectrogramOptions extends LayerOptions {
  /**
   * What is given: logarithms of magnitudes (default), magnitudes, power spectral densities, real or
   * imaginary parts, angles, or real parts and then imaginary ones (`"stft"`).
   */
  mode?: SpectrogramMode | undefined;
  /** Samples of a frame, >= 1; default 256. */
  frameLength?: number | undefined;
  /** Samples from the beginning of a frame to that of the next, 1 to `frameLength`; default half of it. */
  frameStep?: number | null | undefined;
  /** Samples of a transform, >= `frameLength`; default: the power of two from there on. */
  fftLength?: number | null | undefined;
  /** A window's name, `frameLength` numbers, or `null` for none; default `"hann"`. */
  window?: WindowName | readonly number[] | null | undefined;
  /** Whether the window is one period of a periodic one; default `false`. */
  periodic?: boolean | undefined;
  /** What the window is divided by: its L2 norm (`"density"`, default), its L1 norm (`"spectrum"`), or nothing. */
  scaling?: "density" | "spectrum" | null | undefined;
  /** Whether frames lie within the signal (`"valid"`, default), or reach beyond it for as many steps. */
  padding?: "valid" | "same" | undefined;
  /** Whether frequencies have an axis of their own, as pictures have; default `false`. */
  expandDims?: boolean | undefined;
  /** Where signals have their channels; default `"channels_last"`. */
  dataFormat?: DataFormat | null | undefined;
}

type Positional = [
  "mode",
  "frameLength",
  "frameStep",
  "fftLength",
  "window",
  "periodic",
  "scaling",
  "padding",
  "expandDims",
  "dataFormat",
];

type Window = WindowName | readonly number[] | null;

function windowRow(): Option<Window, Window> {
  return {
    required: false,
    ifMissing: "hann",
    read(where, name, given) {
      if (given === null) return null;
      if (!Array.isArray(given)) return checkOneOf(where, name, given, WINDOW_NAMES);
      return given.map((it, i) => checkFinite(where, `${name}[${i}]`, it));
    },
    write: (made) => made,
  };
}

/** A scaling, or none. */
function scalingRow(): Option<"density" | "spectrum" | null, "density" | "spectrum" | null> {
  return {
    required: false,
    ifMissing: "density",
    read: (where, name, given) =>
      given === null
        ? null
        : checkOneOf<"density" | "spectrum">(where, name, given, ["density", "spectrum"]),
    write: (made) => made,
  };
}

const OPTIONS = [
  ["mode", oneOf<SpectrogramMode, SpectrogramMode>(MODES, "log")],
  ["frameLength", integer(256, { min: 1 })],
  ["frameStep", integer(null, { min: 1 })],
  ["fftLength", integer(null, { min: 2 })],
  ["window", windowRow()],
  ["periodic", flag(false)],
  ["scaling", scalingRow()],
  ["padding", oneOf<"valid" | "same", "valid" | "same">(["valid", "same"], "valid")],
  ["expandDims", flag(false)],
  ["dataFormat", dataFormat()],
] as const satisfies RowsOf<STFTSpectrogramOptions, Positional>;

/** The step and the length of transforms; throws unless they fit frames. */
function sizesOf(where: string, own: Made<typeof OPTIONS>): readonly [step: number, fft: number] {
  const { frameLength, window } = own;
  const step = own.frameStep ?? Math.floor(frameLength / 2);
  const fft = own.fftLength ?? 2 ** Math.ceil(Math.log2(frameLength));
  if (step < 1 || step > frameLength) {
    throw new RangeError(
      `${where}: expected frameStep from 1 to frameLength=${frameLength}, received frameStep=${step}`,
    );
  }
  if (fft < frameLength || fft < 2) {
    throw new RangeError(
      `${where}: expected fftLength >= 2 and >= frameLength=${frameLength}, received fftLength=${fft}`,
    );
  }
  if (Array.isArray(window) && window.length !== frameLength) {
    throw new TypeError(
      `${where}: expected window of frameLength=${frameLength} numbers, received ${window.length}`,
    );
  }
  return [step, fft];
}

/**
 * Short-term Fourier transforms of signals, each frame by convolutions with windowed cosines and sines; the
 * same in training and outside.
 *
 * Input shape `(batch, samples, channels)`, output shape `(batch, frames, channels * frequencies)`, or
 * `(batch, frames, frequencies, channels)` with `expandDims`; with channels first `(batch, channels, samples)`
 * to `(batch, channels * frequencies, frames)` or `(batch, channels, frames, frequencies)`. There are
 * `fftLength / 2 + 1` frequencies, twice as many for `"stft"`. State: the kernels `real_kernel` and
 * `imag_kernel` of shape `(frameLength, 1, frequencies)`; set `trainable: false` to keep them.
 *
 * @throws {RangeError} for steps and lengths that do not fit each other.
 * @throws {TypeError} for a window of another length, and at a call for inputs of other than 3 dimensions.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const spectrogram = new tf.keras.layers.STFTSpectrogram({ frameLength: 16, trainable: false });
 * assertEquals(spectrogram(tf.ones([2, 80, 1])).shape, [2, 9, 9]);
 * ```
 */
export class STFTSpectrogram extends Layer {
  static override readonly rows: Rows = OPTIONS;
  /** Windowed cosines, once built, unless only imaginary parts are given. */
  realKernel: Variable | undefined;
  /** Windowed sines, once built, unless only real parts are given. */
  imagKernel: Variable | undefined;
  readonly #options: Made<typeof OPTIONS>;
  readonly #step: number;
  readonly #frequencies: number;

  /** @param args The options in Keras's order, and by name what every layer takes. */
  constructor(...args: LayerArguments<STFTSpectrogramOptions, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base);
    const [step, fft] = sizesOf(new.target.name, own);
    this.#options = own;
    this.#step = step;
    this.#frequencies = Math.floor(fft / 2) + 1;
    this.inputSpec = new InputSpec({ ndim: 3 });
  }

  override build(): void {
    const { mode, window, scaling, periodic, frameLength } = this.#options;
    const kernel = (side: "real" | "imag") =>
      this.addWeight(`${side}_kernel`, {
        shape: [frameLength, 1, this.#frequencies],
        initializer: new STFT({ side, window, scaling, periodic }),
      });
    if (mode !== "imag") this.realKernel = kernel("real");
    if (mode !== "real") this.imagKernel = kernel("imag");
  }

  get #isFirst(): boolean {
    return this.#options.dataFormat === "channels_first";
  }

  override call(inputs: Tensor): Tensor {
    return internally(() => {
      const x = this.#isFirst ? inputs : transpose(inputs, [0, 2, 1]);
      const [batch, channels, samples] = x.shape as [number, number, number];
      const flat = reshape(cast(x, this.computeDtype), [batch * channels, samples, 1]);
      const made = this.#shown((kernel) => {
        const padding = this.#options.padding.toUpperCase() as "VALID" | "SAME";
        return conv1d(flat, cast(kernel.value(), flat.dtype), this.#step, padding);
      });
      const [, frames, frequencies] = made.shape as [number, number, number];
      return this.#placed(reshape(made, [batch, channels, frames, frequencies]));
    });
  }

  /** What the mode asks for of `[signals, frames, frequencies]`. */
  #shown(part: (kernel: Variable) => Tensor): Tensor {
    const { mode } = this.#options;
    if (mode === "real") return part(this.realKernel!);
    if (mode === "imag") return part(this.imagKernel!);
    const [real, imag] = [part(this.realKernel!), part(this.imagKernel!)];
    if (mode === "angle") return atan2(imag, real);
    if (mode === "stft") return concat([real, imag], 2);
    const power = add(square(real), square(imag));
    if (mode === "psd") return this.#doubled(power);
    const least = scalar(EPSILON, power.dtype);
    const magnitude = sqrt(maximum(power, least));
    return mode === "magnitude" ? magnitude : log(maximum(magnitude, least));
  }

  /** Frequencies that stand for negative ones as well, twice. */
  #doubled(power: Tensor): Tensor {
    const [signals, frames, frequencies] = power.shape as [number, number, number];
    if (frequencies < 3) return power;
    const inner = slice(power, [0, 0, 1], [signals, frames, frequencies - 2]);
    return add(power, padConstant(inner, [[0, 0], [0, 0], [1, 1]], 0));
  }

  /** `[batch, channels, frames, frequencies]` with its axes where they are asked for. */
  #placed(made: Tensor): Tensor {
    const [batch, channels, frames, frequencies] = made.shape as [number, number, number, number];
    if (this.#options.expandDims) {
      return this.#isFirst ? made : transpose(made, [0, 2, 3, 1]);
    }
    return this.#isFirst
      ? reshape(transpose(made, [0, 1, 3, 2]), [batch, channels * frequencies, frames])
      : reshape(transpose(made, [0, 2, 1, 3]), [batch, frames, channels * frequencies]);
  }

  override computeOutputShape(inputShape: SymbolicShape): SymbolicShape {
    const { mode, padding, frameLength, expandDims } = this.#options;
    if (inputShape.length !== 3) {
      throw new TypeError(
        `Cannot call ${this.label}: expected inputs of 3 dimensions, received shape ${
          formatShape(inputShape)
        }`,
      );
    }
    const [batch, second, third] = inputShape as [number | null, number | null, number | null];
    const [samples, channels] = this.#isFirst ? [third, second] : [second, third];
    const room = padding === "same" ? 0 : frameLength - 1;
    const frames = samples === null ? null : Math.ceil((samples - room) / this.#step);
    const frequencies = this.#frequencies * (mode === "stft" ? 2 : 1);
    if (expandDims) {
      return this.#isFirst
        ? [batch, channels, frames, frequencies]
        : [batch, frames, frequencies, channels];
    }
    const all = channels === null ? null : channels * frequencies;
    return this.#isFirst ? [batch, all, frames] : [batch, frames, all];
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
