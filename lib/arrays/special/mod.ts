/**
 * Special functions of numbers, in float64.
 *
 * @module
 */
export { i0, i0e, i1, i1e } from "./bessel.ts";
export { digamma, polygamma, trigamma } from "./digamma.ts";
export { erf, erfc, erfcx, expMinusSquare } from "./erf.ts";
export { erfinv, ndtri } from "./erf_inverse.ts";
export { lgamma } from "./gamma.ts";
export { betainc } from "./incomplete_beta.ts";
export { igamma, igammac, igammaGradA } from "./incomplete_gamma.ts";
export { zeta } from "./zeta.ts";
