/**
 * `tf.random.Generator`: a random generator as an object with its own state.
 *
 * @module
 */
import { checkInteger } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import type { Shape } from "../tensor/aval.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { checkOptions, checkSeed, checkSeed64 } from "./arguments.ts";
import {
  type NormalArguments,
  normalFrom,
  truncatedNormalFrom,
  type UniformArguments,
  uniformFrom,
} from "./distributions.ts";
import { entropyWords } from "./entropy.ts";
import { highWord, type Integer, lowWord, toInt64 } from "./int64.ts";
import { BLOCK_WORDS, Philox } from "./philox.ts";
import { BLOCKS_PER_ELEMENT } from "./state.ts";

/** State of a {@linkcode Generator}: the counter's low and high half, and the key. */
export type GeneratorState = readonly [Integer, Integer, Integer];

/**
 * A Philox generator: every draw takes the counter as it stands and moves it on.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const generator = tf.random.Generator.fromSeed(42);
 * const x = generator.normal([2]);
 * assertEquals(String(x.numpy()), "[-0.7565803  -0.06854702]");
 * ```
 */
export class Generator {
  /** TensorFlow's number of the Philox algorithm. */
  readonly algorithm = 1;
  #counter: bigint;
  #key: bigint;

  private constructor(where: string, state: readonly unknown[]) {
    const [low, high, key] = checkState(where, state);
    this.#counter = BigInt.asUintN(64, low) | (BigInt.asUintN(64, high) << 64n);
    this.#key = key;
  }

  /**
   * A generator from a whole number of any size.
   *
   * @throws {RangeError} for a fraction, or a number beyond the safe integers
   */
  static fromSeed(seed: Integer): Generator {
    const where = "tf.random.Generator.fromSeed";
    return new Generator(where, seedState(where, seed));
  }

  /** A generator that stands where another stood when its `state` was read. */
  static fromState(state: GeneratorState): Generator {
    return new Generator("tf.random.Generator.fromState", state);
  }

  /** A generator from a 64-bit key and the two 64-bit halves of its counter, the low one first. */
  static fromKeyCounter(key: Integer, counter: readonly [Integer, Integer]): Generator {
    return new Generator("tf.random.Generator.fromKeyCounter", [...counter, key]);
  }

  /** A generator that is different at every call. */
  static fromNonDeterministicState(): Generator {
    const words = entropyWords(6);
    const state = [0, 2, 4].map((i) => toInt64(words[i]!, words[i + 1]!));
    return new Generator("tf.random.Generator.fromNonDeterministicState", state);
  }

  /** The counter's low and high half and the key, as signed 64-bit integers. */
  get state(): [bigint, bigint, bigint] {
    const half = (shift: bigint) => BigInt.asIntN(64, this.#counter >> shift);
    return [half(0n), half(64n), this.#key];
  }

  /** The key, as a signed 64-bit integer. */
  get key(): bigint {
    return this.#key;
  }

  /** Puts the generator where another stood when its `state` was read. */
  reset(state: GeneratorState): void {
    this.#take(new Generator("tf.random.Generator.reset", state));
  }

  /** Puts the generator where {@linkcode Generator.fromSeed} would start it. */
  resetFromSeed(seed: Integer): void {
    const where = "tf.random.Generator.resetFromSeed";
    this.#take(new Generator(where, seedState(where, seed)));
  }

  /** Moves on as if `delta` elements had been drawn. */
  skip(delta: number): void {
    checkInteger("tf.random.Generator.skip", "delta", delta, { min: 0 });
    this.#draw(delta);
  }

  /** Uniform numbers; int32 with `minval: null, maxval: null` takes the type's whole range. */
  uniform(shape: Shape, options: UniformArguments = {}): Tensor {
    return uniformFrom("tf.random.Generator.uniform", this.#source, shape, options);
  }

  /** int32 numbers over the whole range of the type. */
  uniformFullInt(shape: Shape, options: { dtype?: "int32" } = {}): Tensor {
    const where = "tf.random.Generator.uniformFullInt";
    checkOptions(where, options, ["dtype"]);
    const { dtype = "int32" } = options;
    return uniformFrom(where, this.#source, shape, { minval: null, maxval: null, dtype });
  }

  /** Normal numbers. */
  normal(shape: Shape, options: NormalArguments = {}): Tensor {
    return normalFrom("tf.random.Generator.normal", this.#source, shape, options);
  }

  /** Normal numbers within two standard deviations of the mean. */
  truncatedNormal(shape: Shape, options: NormalArguments = {}): Tensor {
    return truncatedNormalFrom("tf.random.Generator.truncatedNormal", this.#source, shape, options);
  }

  /** `count` (default 1) generators independent of this one and of each other. */
  split(options: { count?: number } = {}): Generator[] {
    const where = "tf.random.Generator.split";
    return this.#keys(where, options).map((key) => new Generator(where, [0n, 0n, key]));
  }

  /** `count` (default 1) pairs of seeds for the stateless ops. */
  makeSeeds(options: { count?: number } = {}): [bigint, bigint][] {
    return this.#keys("tf.random.Generator.makeSeeds", options).map((key) => [key, 0n]);
  }

  readonly #source = (_kernel: unknown, elements: number): Philox => this.#draw(elements);

  /** The stream at the present counter, which then moves on by `elements` elements. */
  #draw(elements: number): Philox {
    const [low, high, key] = this.state;
    this.#counter = BigInt.asUintN(128, this.#counter + BigInt(elements * BLOCKS_PER_ELEMENT));
    return new Philox(lowWord(key), highWord(key), [
      lowWord(low),
      highWord(low),
      lowWord(high),
      highWord(high),
    ]);
  }

  /** Random 64-bit keys. */
  #keys(where: string, options: { count?: number }): bigint[] {
    checkOptions(where, options, ["count"]);
    const count = checkInteger(where, "count", options.count ?? 1, { min: 0, max: 2 ** 20 });
    const words = new Int32Array(Math.ceil(count / 2) * BLOCK_WORDS);
    this.#draw(count).fill(words, 0, words.length);
    return Array.from({ length: count }, (_, i) => toInt64(words[2 * i]!, words[2 * i + 1]!));
  }

  #take(other: Generator): void {
    this.#counter = other.#counter;
    this.#key = other.#key;
  }
}

/** A seed of any size as a state: its low 192 bits in two's complement. */
function seedState(where: string, seed: Integer): bigint[] {
  const value = BigInt(checkSeed(where, seed));
  return [0n, 64n, 128n].map((shift) => BigInt.asIntN(64, value >> shift));
}

/** Three integers that fit 64 bits. */
function checkState(where: string, state: readonly unknown[]): [bigint, bigint, bigint] {
  if (!Array.isArray(state) || state.length !== 3) {
    throw new TypeError(
      `${where}: expected a state of three integers, received ${formatValue(state)}`,
    );
  }
  const words = state.map((part, i) => BigInt(checkSeed64(where, part, `state[${i}]`)));
  return words as [bigint, bigint, bigint];
}
