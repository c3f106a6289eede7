/**
 * Kernels that make a convolution a short-term Fourier transform.
 *
 * @module
 */
import { convertStorage, type DType } from "../arrays/dtypes.ts";
import { fromCaller } from "../errors/caller.ts";
import { checkBoolean, checkOneOf } from "../errors/checks.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import { type Arguments, boundValues } from "../ops/bind.ts";
import { checkDType, checkFloat } from "../random/arguments.ts";
import { FLOAT_DTYPES, type FloatDType, ROUND } from "../random/rounding.ts";
import { aval, type Shape } from "../tensor/aval.ts";
import { leaf, type Tensor } from "../tensor/tensor.ts";
import { Initializer, type InitializerConfig } from "./initializer.ts";
import { makeWindow, WINDOW_NAMES, type WindowName } from "./windows.ts";

const SCALINGS = ["density", "spectrum"] as const;

/** Arguments of {@linkcode STFT}. */
export interface STFTOptions {
  /** Which part of the complex kernel: `"real"` (default) or `"imag"`. */
  side?: "real" | "imag" | null;
  /** A window's name or its values, one for each row of the kernel; default `"hann"`. */
  window?: WindowName | readonly number[] | null;
  /** Divides by the window's L2 norm (`"density"`, the default) or L1 norm (`"spectrum"`). */
  scaling?: "density" | "spectrum" | null;
  /** Whether the window is one period of a periodic one; default false. */
  periodic?: boolean | null;
}

const NAMES = ["side", "window", "scaling", "periodic"] as const;

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

  /**
   * Takes the options.
   *
   * @param args Side, window, scaling, and whether the window is periodic.
   */
  constructor(...args: Arguments<STFTOptions, typeof NAMES>) {
    const where = new.target.name;
    const checked = fromCaller(new.target, () => {
      const [side, window = "hann", scaling = "density", periodic] = boundValues<
        STFTOptions,
        typeof NAMES
      >(where, NAMES, 0, args);
      return {
        side: checkOneOf(where, "side", side ?? "real", ["real", "imag"]),
        scaling: scaling === null ? null : checkOneOf(where, "scaling", scaling, SCALINGS),
        periodic: checkBoolean(where, "periodic", periodic ?? false),
        window: window === null ? null : checkWindow(where, window),
      } as const;
    });
    super();
    this.#side = checked.side;
    this.#scaling = checked.scaling;
    this.#periodic = checked.periodic;
    this.#window = checked.window;
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
        `${this.className}: expected shape to be (T, 1, F) with F >= 2, received shape=${
          formatShape(shape)
        }`,
      );
    }
    const made = checkDType<FloatDType>(this.className, dtype, FLOAT_DTYPES);
    // The narrow types are rounded at the end, from float32.
    const within = made === "float64" ? made : "float32";
    const values = this.#kernel(within, length, frequencies!);
    return leaf(convertStorage(values, within, made), aval(made, shape));
  }

  #kernel(dtype: "float32" | "float64", length: number, frequencies: number) {
    const round = ROUND[dtype];
    const window = this.#values(dtype, length);
    const norm = round(this.#norm(window));
    const wave = this.#side === "real" ? Math.cos : Math.sin;
    const size = length * frequencies;
    const values = dtype === "float32" ? new Float32Array(size) : new Float64Array(size);
    for (let time = 0, at = 0; time < length; time++) {
      for (let f = 0; f < frequencies; f++, at++) {
        // Rounded step by step, as the angle's error grows with time.
        const turn = round(-2 * time * round(f / (2 * (frequencies - 1))));
        const value = round(wave(round(turn * round(Math.PI))));
        values[at] = window === null ? value : round(value * window[time]!) / norm;
      }
    }
    return values;
  }

  #values(dtype: "float32" | "float64", length: number): Float32Array | Float64Array | null {
    const window = this.#window;
    if (window === null) return null;
    const List = dtype === "float32" ? Float32Array : Float64Array;
    if (typeof window === "string") return List.from(makeWindow(window, length, this.#periodic));
    if (window.length !== length) {
      throw new TypeError(
        `${this.className}: expected a window of ${length} values, received one of ${window.length}`,
      );
    }
    return List.from(window);
  }

  #norm(window: Float32Array | Float64Array | null): number {
    if (window === null || this.#scaling === null) return 1;
    let sum = 0;
    for (const value of window) {
      sum += this.#scaling === "density" ? value * value : Math.abs(value);
    }
    return this.#scaling === "density" ? Math.sqrt(sum) : sum;
  }
}

function checkWindow(where: string, window: unknown): WindowName | readonly number[] {
  if (typeof window === "string") return checkOneOf(where, "window", window, WINDOW_NAMES);
  if (!Array.isArray(window)) {
    throw new TypeError(
      `${where}: expected window to be a name, an array of numbers or null, received window=${
        formatValue(window)
      }`,
    );
  }
  return window.map((value, i) => checkFloat(where, `window[${i}]`, value));
}
