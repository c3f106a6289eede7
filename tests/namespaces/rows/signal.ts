/**
 * Rows of the functions of `tf.signal`, `tf.strings` and `tf.io`.
 *
 * @module
 */
import { floats, ints, type Pair, pair, type Row, row, rows } from "../row.ts";

const CLOSE = { tolerance: { atol: 1e-5, rtol: 1e-5 } };
const unreal = (shape: readonly number[]): Pair => floats(shape, -1, 1, "complex64");
const texts = (): Pair => pair(["A cat", "b 12"], ["Dog", "x 7 y"]);

/** The rows. */
export const SIGNAL_ROWS: readonly Row[] = [
  rows("signal.fft signal.ifft signal.fft2d signal.ifft2d signal.fft3d signal.ifft3d", {
    input: unreal([2, 3, 4]),
  }, CLOSE),
  row("signal.rfft", { inputTensor: floats([2, 5]), fftLength: [6] }, CLOSE),
  row("signal.rfft2d", { inputTensor: floats([2, 5]), fftLength: [2, 6] }, CLOSE),
  row("signal.rfft3d", { inputTensor: floats([2, 3, 5]), fftLength: [2, 3, 4] }, CLOSE),
  row("signal.irfft", { inputTensor: unreal([2, 4]), fftLength: [6] }, CLOSE),
  row("signal.irfft2d", { inputTensor: unreal([2, 4]), fftLength: [2, 6] }, CLOSE),
  row("signal.irfft3d", { inputTensor: unreal([2, 3, 4]), fftLength: [2, 3, 4] }, CLOSE),
  rows("signal.fftshift signal.ifftshift", { x: floats([3, 4]), axes: [1] }),
  row("signal.frame", {
    signal: floats([9]),
    frameLength: 4,
    frameStep: 2,
    padEnd: true,
    padValue: pair(1, 2),
    axis: 0,
  }),
  row("signal.overlapAndAdd", { signal: floats([3, 4]), frameStep: 2 }, CLOSE),
  row("signal.stft", {
    signals: floats([20]),
    frameLength: 6,
    frameStep: 3,
    fftLength: 8,
    windowFn: null,
    padEnd: true,
  }, CLOSE),
  row("signal.inverseStft", {
    stfts: unreal([3, 5]),
    frameLength: 6,
    frameStep: 3,
    fftLength: 8,
    windowFn: null,
  }, CLOSE),
  rows("signal.dct signal.idct", {
    input: floats([2, 5]),
    type: 2,
    n: 6,
    axis: -1,
    norm: "ortho",
  }, CLOSE),
  row("signal.mdct", {
    signals: floats([20]),
    frameLength: 8,
    windowFn: null,
    padEnd: true,
    norm: "ortho",
  }, CLOSE),
  row("signal.inverseMdct", { mdcts: floats([3, 4]), windowFn: null, norm: "ortho" }, CLOSE),
  row("signal.mfccsFromLogMelSpectrograms", { logMelSpectrograms: floats([2, 6]) }, CLOSE),
  rows("signal.hannWindow signal.hammingWindow", {
    windowLength: 5,
    periodic: false,
    dtype: "float64",
  }),
  rows("signal.kaiserWindow signal.kaiserBesselDerivedWindow", {
    windowLength: 6,
    beta: 4,
    dtype: "float64",
  }),
  row("signal.vorbisWindow", { windowLength: 6, dtype: "float64" }),
  row("signal.linearToMelWeightMatrix", {
    numMelBins: 4,
    numSpectrogramBins: 9,
    sampleRate: 8000,
    lowerEdgeHertz: 100,
    upperEdgeHertz: 3000,
    dtype: "float64",
  }),
  rows("strings.lower strings.upper", { input: texts(), encoding: "utf-8" }),
  row("strings.strip", { input: pair([" a"], ["b "]) }),
  row("strings.length", { input: texts(), unit: "UTF8_CHAR" }),
  row("strings.substr", {
    input: texts(),
    pos: ints(0, 1),
    len: ints(2, 1),
    unit: "UTF8_CHAR",
  }),
  row("strings.join", { inputs: [texts(), texts()], separator: "-" }),
  row("strings.reduceJoin", { inputs: texts(), axis: 0, keepdims: true, separator: "-" }),
  row("strings.regexReplace", {
    input: texts(),
    pattern: "[a-z]",
    rewrite: "_",
    replaceGlobal: false,
  }),
  row("strings.regexFullMatch", {
    input: pair(["a", "1"], ["2", "b"]),
    pattern: "[a-z]+",
  }),
  row("strings.toHashBucketFast", { input: texts(), numBuckets: 7 }),
  row("strings.toHashBucketStrong", { input: texts(), numBuckets: 7, key: [1, 2] }),
  row("strings.unicodeEncode", {
    input: pair([[97, -1], [98, 99]], [[233, 98], [120, -1]], "int32"),
    outputEncoding: "UTF-8",
    errors: "replace",
    replacementChar: 63,
  }),
  row("strings.unicodeTranscode", {
    input: pair(["a\tb"], ["\nc"]),
    inputEncoding: "UTF-8",
    outputEncoding: "UTF-8",
    errors: "replace",
    replacementChar: 63,
    replaceControlCharacters: true,
  }),
  row("io.serializeTensor", { tensor: texts() }),
  row("io.encodeBase64", { input: texts(), pad: true }),
  row("io.decodeBase64", { input: pair(["YQ", "_-8="], ["YWI", "Yw=="]) }),
  row("strings.toNumber", { input: pair(["1", "2"], ["3", "4"]), outType: "int32" }),
].flat();
