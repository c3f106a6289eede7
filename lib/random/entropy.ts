/**
 * Randomness from the operating system, for everything that has no seed.
 *
 * @module
 */
import { Philox } from "./philox.ts";

/** `count` unpredictable 32-bit words, as int32 numbers. */
export function entropyWords(count: number): Int32Array {
  return crypto.getRandomValues(new Int32Array(count));
}

/** A stream nobody can foretell, different at every call. */
export function entropyStream(): Philox {
  const [key0, key1, c2, c3] = entropyWords(4) as unknown as [number, number, number, number];
  return new Philox(key0, key1, [0, 0, c2, c3]);
}
