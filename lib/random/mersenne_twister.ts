/**
 * Python's `random.Random(seed)` for integer seeds: the 32-bit Mersenne Twister (Matsumoto and
 * Nishimura, 1998), from which TensorFlow's `set_seed` and Keras draw the seeds of ops and
 * initializers.
 *
 * @module
 */
import { checkInteger } from "../errors/checks.ts";
import type { Integer } from "./int64.ts";

const N = 624;
const M = 397;

/** The generator of 32-bit words. */
export class MersenneTwister {
  readonly #state = new Uint32Array(N);
  #index = N;

  /** Seeds it with one word, or mixes every word of an array (at least one) into the state. */
  constructor(seed: number | readonly number[]) {
    const state = this.#state;
    const mixed = (i: number) => state[i - 1]! ^ (state[i - 1]! >>> 30);
    state[0] = typeof seed === "number" ? seed : 19650218;
    for (let i = 1; i < N; i++) state[i] = Math.imul(1812433253, mixed(i)) + i;
    if (typeof seed === "number") return;
    let i = 1;
    const next = () => {
      i++;
      if (i < N) return;
      state[0] = state[N - 1]!;
      i = 1;
    };
    for (let round = 0; round < Math.max(N, seed.length); round++) {
      const j = round % seed.length;
      state[i] = (state[i]! ^ Math.imul(mixed(i), 1664525)) + seed[j]! + j;
      next();
    }
    for (let round = 1; round < N; round++) {
      state[i] = (state[i]! ^ Math.imul(mixed(i), 1566083941)) - i;
      next();
    }
    state[0] = 0x80000000;
  }

  /** The next word, a whole number in `[0, 2^32)`. */
  next(): number {
    if (this.#index === N) this.#twist();
    let y = this.#state[this.#index++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  /** The next double in `[0, 1)`, of 53 random bits from two words. */
  nextDouble(): number {
    const high = this.next() >>> 5;
    return (high * 2 ** 26 + (this.next() >>> 6)) / 2 ** 53;
  }

  /** Where it is: its words, and the place of the next one. */
  get position(): readonly number[] {
    return [...this.#state, this.#index];
  }

  set position(words: readonly number[]) {
    this.#state.set(words.slice(0, N));
    this.#index = words[N] ?? N;
  }

  #twist(): void {
    const state = this.#state;
    for (let i = 0; i < N; i++) {
      const y = (state[i]! & 0x80000000) | (state[(i + 1) % N]! & 0x7fffffff);
      state[i] = state[(i + M) % N]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    this.#index = 0;
  }
}

/** The 32-bit digits of `|value|`, least significant first; `[0]` for zero. */
function digits(value: Integer): number[] {
  let rest = BigInt(value);
  if (rest < 0n) rest = -rest;
  const words: number[] = [];
  do {
    words.push(Number(rest & 0xffffffffn));
    rest >>= 32n;
  } while (rest > 0n);
  return words;
}

/** Python's `random.Random(seed)`: the sign of the seed is ignored, its size is not limited. */
export class PythonRandom {
  readonly #twister: MersenneTwister;

  constructor(seed: Integer) {
    this.#twister = new MersenneTwister(digits(seed));
  }

  /** Where it is, for {@linkcode PythonRandom.position} of another one. */
  get position(): readonly number[] {
    return this.#twister.position;
  }

  set position(words: readonly number[]) {
    this.#twister.position = words;
  }

  /** A whole number of `bits` random bits, 1 to 32 of them. */
  getrandbits(bits: number): number {
    checkInteger("PythonRandom.getrandbits", "bits", bits, { min: 1, max: 32 });
    return this.#twister.next() >>> (32 - bits);
  }

  /** A whole number from `low` to `high`, both included and less than 2^32 - 1 apart. */
  randint(low: number, high: number): number {
    checkInteger("PythonRandom.randint", "low", low);
    checkInteger("PythonRandom.randint", "high", high, { min: low, max: low + 2 ** 32 - 2 });
    const count = high - low + 1;
    const bits = 32 - Math.clz32(count);
    let draw = this.getrandbits(bits);
    while (draw >= count) draw = this.getrandbits(bits);
    return low + draw;
  }
}
