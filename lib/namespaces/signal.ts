/**
 * The namespace `tf.signal`: windows, frames, spectra.
 *
 * @module
 */
export { dct, idct } from "../ops/signal/dct.ts";
export {
  fft,
  fft2d,
  fft3d,
  ifft,
  ifft2d,
  ifft3d,
  irfft,
  irfft2d,
  irfft3d,
  rfft,
  rfft2d,
  rfft3d,
} from "../ops/signal/fft.ts";
export { frame, overlapAndAdd } from "../ops/signal/frames.ts";
export { inverseMdct, mdct } from "../ops/signal/mdct.ts";
export { linearToMelWeightMatrix, mfccsFromLogMelSpectrograms } from "../ops/signal/mel.ts";
export { fftshift, ifftshift } from "../ops/signal/shift.ts";
export { inverseStft, inverseStftWindowFn, stft } from "../ops/signal/stft.ts";
export {
  hammingWindow,
  hannWindow,
  kaiserBesselDerivedWindow,
  kaiserWindow,
  vorbisWindow,
} from "../ops/signal/windows.ts";
