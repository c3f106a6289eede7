"""The tables of lib/arrays/special/coefficients.ts, printed as TypeScript; needs mpmath.

ERFCX: Chebyshev coefficients of exp(x^2) erfc(x) (1 + 2 x) in t = (x - 4) / (x + 4), 0 <= x < inf.
ETA: Taylor coefficients in eta of eta / (lambda - 1), where eta^2 / 2 = lambda - 1 - log(lambda).
DIGAMMA_ROOT: the positive zero of digamma, as the sum of two doubles.
"""
import mpmath as mp

mp.mp.dps = 60
NODES, TERMS, ETAS = 120, 28, 32


def scaled(t):
    x = 4 * (1 + t) / (1 - t)
    return mp.exp(x * x) * mp.erfc(x) * (1 + 2 * x)


angles = [mp.pi * (2 * k + 1) / (2 * NODES) for k in range(NODES)]
values = [scaled(mp.cos(angle)) for angle in angles]
erfcx = [2 * sum(v * mp.cos(j * a) for v, a in zip(values, angles)) / NODES for j in range(TERMS)]
erfcx[0] /= 2

# lambda = 1 + sum alpha_n eta^n satisfies lambda' (lambda - 1) = eta lambda.
alpha = [mp.mpf(0), mp.mpf(1)]
for n in range(2, ETAS + 2):
    inner = sum(j * alpha[j] * alpha[n + 1 - j] for j in range(2, n))
    alpha.append((alpha[n - 1] - inner) / (n + 1))
# mu = eta (alpha_1 + alpha_2 eta + ...): its reciprocal series.
eta = [mp.mpf(1)]
for n in range(1, ETAS):
    eta.append(-sum(alpha[j + 1] * eta[n - j] for j in range(1, n + 1)))

root = mp.findroot(mp.digamma, 1.46)
high = float(root)


def table(name, numbers):
    rows = "".join(f"  {float(x)!r},\n" for x in numbers)
    print(f"export const {name}: readonly number[] = [\n{rows}];")


table("ERFCX", erfcx)
table("ETA", eta)
table("DIGAMMA_ROOT", [high, float(root - mp.mpf(high))])
