"""Results and gradients of tf.signal, beside this file as signal_calls.json.gz.

Run with TensorFlow 2.21 on the CPU:

    python3 signal_calls.py
"""

from program_calls import case, real, tf, unreal, written

s = tf.signal

for n in (0, 1, 2, 3, 4, 7, 10, 16):
    for window in ("hann_window", "hamming_window"):
        case(f"signal.{window}", n)
        case(f"signal.{window}", n, False, tf.float64)
    case("signal.vorbis_window", n, dtype=tf.float64)
    if n > 0:
        case("signal.kaiser_window", n, 8.0, dtype=tf.float64)
        case("signal.kaiser_window", n)
        case("signal.kaiser_bessel_derived_window", n, 4.0, tf.float64)

for n in (1, 2, 3, 4, 5, 8, 11, 12, 17, 26, 34, 97):
    case("signal.fft", unreal(n), gradient=[0])
    case("signal.ifft", unreal(2, n), gradient=[0])
    case("signal.rfft", real(2, n), gradient=[0])
    case("signal.irfft", unreal(2, n // 2 + 1), [n], gradient=[0])
for shape in ((1, 1), (2, 3), (2, 4, 5), (2, 2, 7, 6)):
    case("signal.fft2d", unreal(*shape), gradient=[0])
    case("signal.ifft2d", unreal(*shape), gradient=[0])
    case("signal.rfft2d", real(*shape), gradient=[0])
    case("signal.irfft2d", unreal(*shape), [shape[-2], 2 * shape[-1] - 1], gradient=[0])
for shape in ((1, 2, 3), (2, 3, 4, 5)):
    case("signal.fft3d", unreal(*shape), gradient=[0])
    case("signal.ifft3d", unreal(*shape), gradient=[0])
    case("signal.rfft3d", real(*shape))
    case("signal.irfft3d", unreal(*shape))
case("signal.rfft", real(3, 5), [8], gradient=[0])
case("signal.rfft", real(3, 5), fft_length=[3], gradient=[0])
case("signal.irfft", unreal(3, 5), gradient=[0])
case("signal.irfft", unreal(3, 5), [5], gradient=[0])
case("signal.irfft", unreal(3, 5), fft_length=[12])
case("signal.rfft2d", real(3, 5), [4, 4], gradient=[0])
case("signal.irfft2d", unreal(3, 5), [2, 9])

for x in (real(5), real(6), real(3, 4)):
    case("signal.fftshift", x, gradient=[0])
    case("signal.ifftshift", x)
    case("signal.fftshift", x, axes=[-1])
    case("signal.ifftshift", x, [0])

case("signal.frame", real(7), 3, 2, gradient=[0])
case("signal.frame", real(2, 7), 3, 2, True, gradient=[0])
case("signal.frame", real(2, 7, 3), 4, 3, pad_end=True, pad_value=9.0, axis=1, gradient=[0])
case("signal.frame", real(2, 3), 4, 1)
case("signal.frame", real(2, 7), 2, 3)
for frames, length, step in ((4, 5, 2), (3, 4, 4), (2, 3, 5), (1, 7, 3), (5, 6, 1), (3, 1, 1)):
    case("signal.overlap_and_add", real(2, frames, length), step, gradient=[0])

case("signal.stft", real(2, 50), 16, 8, gradient=[0])
case("signal.stft", real(50), 12, 5, 20, s.hamming_window, True, gradient=[0])
case("signal.stft", real(2, 50), 16, 8, fft_length=9, window_fn=None, gradient=[0])
case("signal.stft", real(5), 8, 4)
case("signal.inverse_stft", unreal(2, 5, 9), 16, 8, gradient=[0])
case("signal.inverse_stft", unreal(5, 11), 12, 5, 20, s.hamming_window, gradient=[0])
case("signal.inverse_stft", unreal(5, 5), 12, 6, fft_length=9, window_fn=None, gradient=[0])

for kind in (1, 2, 3, 4):
    for n in (2, 3, 4, 7, 16):
        case("signal.dct", real(2, n), kind, gradient=[0])
        case("signal.idct", real(2, n), type=kind, gradient=[0])
        if kind > 1:
            case("signal.dct", real(n), kind, norm="ortho", gradient=[0])
            case("signal.idct", real(n), kind, None, -1, "ortho", gradient=[0])
    case("signal.dct", real(2, 5), kind, 8)
    case("signal.idct", real(2, 5), kind, n=3)
case("signal.dct", real(1), gradient=[0])

case("signal.mdct", real(2, 40), 8, gradient=[0])
case("signal.mdct", real(30), 12, s.kaiser_bessel_derived_window, True, "ortho", gradient=[0])
case("signal.mdct", real(30), 8, window_fn=None)
case("signal.inverse_mdct", real(2, 5, 4), gradient=[0])
case("signal.inverse_mdct", real(5, 6), s.kaiser_bessel_derived_window, "ortho", gradient=[0])
case("signal.inverse_mdct", real(5, 6), window_fn=None)

case("signal.linear_to_mel_weight_matrix", dtype=tf.float64)
case("signal.linear_to_mel_weight_matrix", 40, 65, 16000, 80.0, 7600.0, tf.float64)
case("signal.linear_to_mel_weight_matrix", 5, 33, 8000, 0.0, 4000.0)
case("signal.mfccs_from_log_mel_spectrograms", real(2, 3, 20), gradient=[0])
case("signal.mfccs_from_log_mel_spectrograms", real(1), gradient=[0])

written("signal_calls")
