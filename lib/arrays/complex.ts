/**
 * Complex numbers: what an element of a complex64 array is when it is read.
 *
 * @module
 */

/** A complex number. */
export class Complex {
  /** Real part. */
  readonly re: number;
  /** Imaginary part. */
  readonly im: number;

  /** `re + im j`. */
  constructor(re: number, im = 0) {
    this.re = re;
    this.im = im;
    Object.freeze(this);
  }

  /** Whether the other one has the same parts; `NaN` equals `NaN`. */
  equals(other: unknown): boolean {
    const same = (a: number, b: number) => a === b || (Number.isNaN(a) && Number.isNaN(b));
    return other instanceof Complex && same(this.re, other.re) && same(this.im, other.im);
  }
}
