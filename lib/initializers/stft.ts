/**
 * Kernels that make a convolution a short-term Fourier transform.
 *
 * @module
 */
import { checkOneOf } from "../errors/checks.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import type { DType } from "../arrays/dtypes.ts";
import type { Shape } from "../tensor/aval.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { checkBoolean, checkDType, checkFloat32 } from "../random/arguments.ts";
import { toTensor } from "../random/distributions.ts";
import { Initializer, type InitializerConfig } from "./initializer.ts";
import { checkInitializerOptions, sizeOf } from "./options.ts";
import { makeWindow, WINDOW_NAMES, type WindowName } from "./windows.ts";

const { fround } = Math;

const SCALINGS = ["density", "spectrum"] as const;

/** Options of {@linkcode STFT}. */
export interface STFTOptions {
  /** Which part of the complex kernel: `"real"` (default) or `"imag"`. */
  side?: "real" | "imag";
  /** A window's name or its values, one for each row of the kernel; default `"hann"`. */
  window?: WindowName | readonly number[] | null;
  /** Divides by the window's L2 norm (`"density"`, the default) or L1 norm (`"spectrum"`). */
  scaling?: "density" | "spectrum" | null;
  /** Whether the window is one period of a periodic one; default false. */
  periodic?: boolean;
}

/**
 * Cosines (`side: "real"`) or sines of `-2 pi t f / (2 (F - 1))` in a kernel of shape `(T, 1, F)`,
 * for the times `t` and the frequencies `f`, times a window.
 *
 * @throws {RangeError} for an unknown side, window or scaling
 * @throws {TypeError} when called for another shape, or a window of another length
 */
export class STFT extends Initializer {
  readonly #side: "real" | "imag";
  readonly #window: WindowName | readonly number[] | null;
  readonly #scaling: "density" | "spectrum" | null;
  readonly #periodic: boolean;

  /** Takes the options. */
  constructor(options: STFTOptions = {}) {
    super();
    checkInitializerOptions("STFT", options, ["side", "window", "scaling", "periodic"]);
    const { side = "real", window = "hann", scaling = "density", periodic = false } = options;
    this.#side = checkOneOf("STFT", "side", side, ["real", "imag"]);
    this.#scaling = scaling === null ? null : checkOneOf("STFT", "scaling", scaling, SCALINGS);
    this.#periodic = checkBoolean("STFT", "periodic", periodic);
    this.#window = window === null ? null : checkWindow(window);
  }

  /** The options that make an equal initializer. */
  override getConfig(): InitializerConfig {
    return {
      side: this.#side,
      window: this.#window,
      periodic: this.#periodic,
      scaling: this.#scaling,
    };
  }

  /** A tensor of the given shape and dtype. */
  override call(shape: Shape, dtype: DType): Tensor {
    const [length, channels, frequencies] = shape;
    if (length === undefined || channels !== 1 || !(frequencies! >= 2) || shape.length > 3) {
      throw new TypeError(
        `STFT: expected shape to be (T, 1, F) with F >= 2, received shape=${formatShape(shape)}`,
      );
    }
    checkDType("STFT", dtype, ["float32"]);
    const window = this.#values(length);
    const norm = fround(this.#norm(window));
    const wave = this.#side === "real" ? Math.cos : Math.sin;
    const values = new Float32Array(sizeOf(shape));
    for (let time = 0, at = 0; time < length; time++) {
      for (let f = 0; f < frequencies!; f++, at++) {
        // Rounded step by step, as the angle's error grows with time.
        const turn = fround(-2 * time * fround(f / (2 * (frequencies! - 1))));
        const value = fround(wave(fround(turn * fround(Math.PI))));
        values[at] = window === null ? value : fround(value * window[time]!) / norm;
      }
    }
    return toTensor(values, shape, dtype);
  }

  #values(length: number): Float32Array | null {
    const window = this.#window;
    if (window === null) return null;
    if (typeof window === "string") {
      return Float32Array.from(makeWindow(window, length, this.#periodic));
    }
    if (window.length !== length) {
      throw new TypeError(
        `STFT: expected a window of ${length} values, received one of ${window.length}`,
      );
    }
    return Float32Array.from(window);
  }

  #norm(window: Float32Array | null): number {
    if (window === null || this.#scaling === null) return 1;
    return this.#scaling === "density"
      ? Math.sqrt(window.reduce((sum, value) => sum + value * value, 0))
      : window.reduce((sum, value) => sum + Math.abs(value), 0);
  }
}

function checkWindow(window: unknown): WindowName | readonly number[] {
  if (typeof window === "string") return checkOneOf("STFT", "window", window, WINDOW_NAMES);
  if (!Array.isArray(window)) {
    throw new TypeError(
      `STFT: expected window to be a name, an array of numbers or null, received window=${
        formatValue(window)
      }`,
    );
  }
  return window.map((value, i) => checkFloat32("STFT", `window[${i}]`, value));
}
