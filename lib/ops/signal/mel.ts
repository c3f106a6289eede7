/**
 * Spectra as ears hear them: `tf.signal.linearToMelWeightMatrix`,
 * `tf.signal.mfccsFromLogMelSpectrograms`.
 *
 * @module
 */
import { type DType, isFloating } from "../../arrays/dtypes.ts";
import { checkFinite } from "../../errors/checks.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import { multiply } from "../../primitives/math/arithmetic.ts";
import { aval } from "../../tensor/aval.ts";
import { fromFloat64 } from "../../tensor/host_map.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { asTensor } from "../as_tensor.ts";
import { bind, type Operation } from "../bind.ts";
import { dtypeOr } from "../dtype_argument.ts";
import { asInteger } from "../integers.ts";
import { cosineTransform } from "./dct.ts";
import { requireSignal } from "./spectra.ts";

/** Arguments of {@linkcode linearToMelWeightMatrix}. */
export interface LinearToMelArguments extends Named {
  /** How many bands; default 20. */
  numMelBins?: IntegerLike;
  /** How many frequencies a spectrum has, `fftLength / 2 + 1`; default 129. */
  numSpectrogramBins?: IntegerLike;
  /** Samples of the signal a second; default 8000. */
  sampleRate?: number;
  /** Where the lowest band begins; default 125. */
  lowerEdgeHertz?: number;
  /** Where the highest band ends; default 3800. */
  upperEdgeHertz?: number;
  /** Element type, of floats; default `"float32"`. */
  dtype?: DType | null;
}

/** Hertz on the mel scale. */
const mel = (hertz: number): number => 1127 * Math.log(1 + hertz / 700);

/** Weights of the frequencies in each band; the frequency 0 is in none. */
function melWeights(
  bands: number,
  bins: number,
  rate: number,
  lower: number,
  upper: number,
): Float64Array {
  const weights = new Float64Array(bins * bands);
  const [from, to] = [mel(lower), mel(upper)];
  const edge = (i: number) => from + ((to - from) * i) / (bands + 1);
  for (let bin = 1; bin < bins; bin++) {
    const at = mel((rate / 2 / (bins - 1)) * bin);
    for (let band = 0; band < bands; band++) {
      const [left, centre, right] = [edge(band), edge(band + 1), edge(band + 2)];
      const slope = Math.min((at - left) / (centre - left), (right - at) / (right - centre));
      weights[bin * bands + band] = Math.max(0, slope);
    }
  }
  return weights;
}

/**
 * The matrix `[numSpectrogramBins, numMelBins]` that makes bands on the mel scale of spectra: each is
 * a triangle from the middle of the one before to that of the next.
 *
 * @throws {RangeError} for edges that do not rise from 0 to half of `sampleRate`, and no bands.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const matrix = tf.signal.linearToMelWeightMatrix(40, 129, 16000, 80, 7600);
 * assertEquals(tf.matmul(tf.ones([7, 129]), matrix).shape, [7, 40]);
 * ```
 */
export const linearToMelWeightMatrix: Operation<
  LinearToMelArguments,
  [
    "numMelBins",
    "numSpectrogramBins",
    "sampleRate",
    "lowerEdgeHertz",
    "upperEdgeHertz",
    "dtype",
    "name",
  ],
  Tensor
> = bind(
  "tf.signal.linearToMelWeightMatrix",
  [
    "numMelBins",
    "numSpectrogramBins",
    "sampleRate",
    "lowerEdgeHertz",
    "upperEdgeHertz",
    "dtype",
    "name",
  ],
  0,
  (
    numMelBins = 20,
    numSpectrogramBins = 129,
    sampleRate = 8000,
    lowerEdgeHertz = 125,
    upperEdgeHertz = 3800,
    dtype,
  ) => {
    const where = "tf.signal.linearToMelWeightMatrix";
    const bands = asInteger(where, "numMelBins", numMelBins, { min: 1 });
    const bins = asInteger(where, "numSpectrogramBins", numSpectrogramBins, { min: 1 });
    const rate = checkFinite(where, "sampleRate", sampleRate);
    const lower = checkFinite(where, "lowerEdgeHertz", lowerEdgeHertz, { min: 0 });
    const upper = checkFinite(where, "upperEdgeHertz", upperEdgeHertz);
    if (!(rate > 0 && lower < upper && upper <= rate / 2)) {
      throw new RangeError(
        `${where}: expected lowerEdgeHertz < upperEdgeHertz <= sampleRate / 2, received ${
          formatValue(lower)
        }, ${formatValue(upper)} and sampleRate=${formatValue(rate)}`,
      );
    }
    const type = dtypeOr(where, dtype, "float32");
    if (!isFloating(type)) {
      throw new TypeError(`${where}: expected dtype to be one of floats, received dtype=${type}`);
    }
    const weights = melWeights(bands, bins, rate, lower, upper);
    return leaf(fromFloat64(weights, type), aval(type, [bins, bands]));
  },
);

/** Arguments of {@linkcode mfccsFromLogMelSpectrograms}. */
export interface MfccsArguments extends Named {
  /** Logarithms of bands on the mel scale, `[..., numMelBins]` of float32. */
  logMelSpectrograms: TensorLike;
}

/**
 * Mel-frequency cepstral coefficients: the cosine transform of type 2 over `sqrt(2 numMelBins)`.
 * Programs keep the first 13 or so.
 *
 * @throws {TypeError} for anything but float32, and for no bands.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.signal.mfccsFromLogMelSpectrograms(tf.ones([7, 40])).shape, [7, 40]);
 * ```
 */
export const mfccsFromLogMelSpectrograms: Operation<
  MfccsArguments,
  ["logMelSpectrograms", "name"],
  Tensor
> = bind(
  "tf.signal.mfccsFromLogMelSpectrograms",
  ["logMelSpectrograms", "name"],
  1,
  (logMelSpectrograms) => {
    const where = "tf.signal.mfccsFromLogMelSpectrograms";
    const x = asTensor(where, logMelSpectrograms);
    requireSignal(where, "logMelSpectrograms", x, 1, ["float32"]);
    const bands = x.shape.at(-1)!;
    if (bands === 0) {
      throw new TypeError(
        `${where}: expected at least 1 band, received shape ${formatShape(x.shape)}`,
      );
    }
    return internally(() =>
      multiply(cosineTransform(x, 2, false), scalar(1 / Math.sqrt(2 * bands), x.dtype))
    );
  },
);
