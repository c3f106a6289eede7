/**
 * `tf.random.Generator`: a random generator as an object with its own state.
 *
 * @module
 */
import { displayable } from "../display/inspect.ts";
import { fromCaller } from "../errors/caller.ts";
import { checkInteger } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { type Arguments, boundValues } from "../ops/bind.ts";
import { aval } from "../tensor/aval.ts";
import { draw } from "../tensor/draw.ts";
import { read } from "../tensor/graph.ts";
import type { HostData, Tensor } from "../tensor/tensor.ts";
import { isTracing } from "../tensor/trace.ts";
import { checkDType, checkEager } from "./arguments.ts";
import { normalFrom, originOf, truncatedNormalFrom, uniformFrom } from "./distributions.ts";
import {
  type AlgorithmArguments,
  checkAlgorithm,
  entropyState,
  type GeneratorCountArguments,
  type GeneratorFullIntArguments,
  type GeneratorKeyArguments,
  type GeneratorNormalArguments,
  type GeneratorSeedArguments,
  type GeneratorSkipArguments,
  type GeneratorState,
  type GeneratorStateArguments,
  type GeneratorUniformArguments,
  heldState,
  parseState,
  seedState,
} from "./generator_arguments.ts";
import { highWord, lowWord, toInt64 } from "./int64.ts";
import { BLOCK_WORDS, Philox } from "./philox.ts";
import type { FullIntegerDType } from "./rounding.ts";
import { BLOCKS_PER_ELEMENT } from "./state.ts";

const NORMAL = ["shape", "mean", "stddev", "dtype", "name"] as const;
const FULL_INTEGERS: readonly FullIntegerDType[] = ["int32", "int64", "uint32", "uint64"];

/** Arguments of {@linkcode Generator}'s constructor: a generator, or a state. */
export interface GeneratorArguments extends AlgorithmArguments {
  /** A generator to stand where that one stands. */
  copyFrom?: Generator | null;
  /** A state as `generator.state` gives it, or an int64 tensor of three. */
  state?: GeneratorStateArguments["state"] | null;
}

/**
 * A Philox generator: every draw takes the counter as it stands and moves it on. In a traced
 * function each run draws and moves it on, as the same code outside would.
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

  /**
   * A generator that stands where another one stands, or at a state.
   *
   * @param args The generator, or the state, and the algorithm.
   * @throws {TypeError} for neither or both of them, another algorithm, or in a traced function
   */
  constructor(...args: Arguments<GeneratorArguments, ["copyFrom", "state", "alg"]>) {
    const where = "tf.random.Generator";
    const { counter, key } = fromCaller(new.target, () => {
      const [copyFrom, state, alg] = boundValues<
        GeneratorArguments,
        ["copyFrom", "state", "alg"]
      >(where, ["copyFrom", "state", "alg"], 0, args);
      checkNew(where, alg);
      const given = state ?? undefined;
      if (copyFrom instanceof Generator && given === undefined) {
        return { counter: copyFrom.#counter, key: copyFrom.#key };
      }
      if ((copyFrom ?? undefined) === undefined && given !== undefined) {
        const held = heldState(where, given);
        return parseState(where, held === undefined ? given : read(held));
      }
      throw new TypeError(
        `${where}: expected either a generator as copyFrom or a state, received copyFrom=${
          formatValue(copyFrom)
        }, state=${formatValue(state)}; for a new one write tf.random.Generator.fromSeed(seed)`,
      );
    });
    this.#counter = counter;
    this.#key = key;
  }

  /**
   * A generator from a whole number of any size.
   *
   * @throws {RangeError} for a fraction, or a number beyond the safe integers
   */
  static fromSeed(...args: Arguments<GeneratorSeedArguments, ["seed", "alg"]>): Generator {
    return fromCaller(Generator.fromSeed, () => {
      const where = "tf.random.Generator.fromSeed";
      const [seed, alg] = boundValues<GeneratorSeedArguments, ["seed", "alg"]>(
        where,
        ["seed", "alg"],
        1,
        args,
      );
      checkNew(where, alg);
      return new Generator({ state: seedState(where, seed) });
    });
  }

  /** A generator that stands where another stood when its `state` was read. */
  static fromState(...args: Arguments<GeneratorStateArguments, ["state", "alg"]>): Generator {
    return fromCaller(Generator.fromState, () => {
      const where = "tf.random.Generator.fromState";
      const [state, alg] = boundValues<GeneratorStateArguments, ["state", "alg"]>(
        where,
        ["state", "alg"],
        1,
        args,
      );
      checkNew(where, alg);
      const held = heldState(where, state);
      parseState(where, held === undefined ? state : read(held));
      return new Generator({ state });
    });
  }

  /** A generator from a 64-bit key and the two 64-bit halves of its counter, the low one first. */
  static fromKeyCounter(
    ...args: Arguments<GeneratorKeyArguments, ["key", "counter", "alg"]>
  ): Generator {
    return fromCaller(Generator.fromKeyCounter, () => {
      const where = "tf.random.Generator.fromKeyCounter";
      const [key, counter, alg] = boundValues<GeneratorKeyArguments, ["key", "counter", "alg"]>(
        where,
        ["key", "counter", "alg"],
        2,
        args,
      );
      checkNew(where, alg);
      return new Generator({ state: keyState(where, key, counter) });
    });
  }

  /** A generator that is different at every call. */
  static fromNonDeterministicState(...args: Arguments<AlgorithmArguments, ["alg"]>): Generator {
    return fromCaller(Generator.fromNonDeterministicState, () => {
      const where = "tf.random.Generator.fromNonDeterministicState";
      const [alg] = boundValues<AlgorithmArguments, ["alg"]>(where, ["alg"], 0, args);
      checkNew(where, alg);
      return new Generator({ state: entropyState() });
    });
  }

  /**
   * The counter's low and high half and the key, as signed 64-bit integers.
   *
   * @throws {TypeError} in a traced function, each run of which finds another state
   */
  get state(): [bigint, bigint, bigint] {
    checkEager("tf.random.Generator.state", "read it outside of the function");
    return this.#state();
  }

  /** The key, as a signed 64-bit integer. */
  get key(): bigint {
    checkEager("tf.random.Generator.key", "read it outside of the function");
    return this.#key;
  }

  /** Puts the generator where another stood when its `state` was read. */
  reset(...args: Arguments<GeneratorStateArguments, ["state"]>): void {
    fromCaller(this.reset, () => {
      const where = "tf.random.Generator.reset";
      const [state] = boundValues<GeneratorStateArguments, ["state"]>(where, ["state"], 1, args);
      const held = heldState(where, state);
      if (held !== undefined) this.#effect((values) => this.#take(where, values!), [held]);
      else this.#put(where, state);
    });
  }

  /** Puts the generator where {@linkcode Generator.fromSeed} would start it. */
  resetFromSeed(...args: Arguments<GeneratorSeedArguments, ["seed"]>): void {
    fromCaller(this.resetFromSeed, () => {
      const where = "tf.random.Generator.resetFromSeed";
      const [seed] = boundValues<GeneratorSeedArguments, ["seed"]>(where, ["seed"], 1, args);
      this.#put(where, seedState(where, seed));
    });
  }

  /** Puts the generator where {@linkcode Generator.fromKeyCounter} would start it. */
  resetFromKeyCounter(...args: Arguments<GeneratorKeyArguments, ["key", "counter"]>): void {
    fromCaller(this.resetFromKeyCounter, () => {
      const where = "tf.random.Generator.resetFromKeyCounter";
      const [key, counter] = boundValues<GeneratorKeyArguments, ["key", "counter"]>(
        where,
        ["key", "counter"],
        2,
        args,
      );
      this.#put(where, keyState(where, key, counter));
    });
  }

  /** Moves on as if `delta` elements had been drawn. */
  skip(...args: Arguments<GeneratorSkipArguments, ["delta"]>): void {
    fromCaller(this.skip, () => {
      const where = "tf.random.Generator.skip";
      const [delta] = boundValues<GeneratorSkipArguments, ["delta"]>(where, ["delta"], 1, args);
      checkInteger(where, "delta", delta, { min: 0 });
      this.#effect(() => void this.#draw(delta));
    });
  }

  /** Uniform numbers; whole ones with `minval: null, maxval: null` take their type's whole range. */
  uniform(
    ...args: Arguments<
      GeneratorUniformArguments,
      ["shape", "minval", "maxval", "dtype", "name"]
    >
  ): Tensor {
    return fromCaller(this.uniform, () => {
      const where = "tf.random.Generator.uniform";
      const [shape, minval, maxval, dtype] = boundValues<
        GeneratorUniformArguments,
        ["shape", "minval", "maxval", "dtype", "name"]
      >(where, ["shape", "minval", "maxval", "dtype", "name"], 1, args);
      return uniformFrom(where, this.#origin, shape, { minval, maxval, dtype });
    });
  }

  /** Whole numbers over the whole range of their type. */
  uniformFullInt(
    ...args: Arguments<GeneratorFullIntArguments, ["shape", "dtype", "name"]>
  ): Tensor {
    return fromCaller(this.uniformFullInt, () => {
      const where = "tf.random.Generator.uniformFullInt";
      const [shape, dtype] = boundValues<GeneratorFullIntArguments, ["shape", "dtype", "name"]>(
        where,
        ["shape", "dtype", "name"],
        1,
        args,
      );
      const type = checkDType(where, dtype ?? "uint64", FULL_INTEGERS);
      return uniformFrom(where, this.#origin, shape, { minval: null, maxval: null, dtype: type });
    });
  }

  /** Normal numbers. */
  normal(...args: Arguments<GeneratorNormalArguments, typeof NORMAL>): Tensor {
    return fromCaller(this.normal, () => {
      const where = "tf.random.Generator.normal";
      const [shape, mean, stddev, dtype] = boundValues<GeneratorNormalArguments, typeof NORMAL>(
        where,
        NORMAL,
        1,
        args,
      );
      return normalFrom(where, this.#origin, shape, { mean, stddev, dtype });
    });
  }

  /** Normal numbers within two standard deviations of the mean. */
  truncatedNormal(...args: Arguments<GeneratorNormalArguments, typeof NORMAL>): Tensor {
    return fromCaller(this.truncatedNormal, () => {
      const where = "tf.random.Generator.truncatedNormal";
      const [shape, mean, stddev, dtype] = boundValues<GeneratorNormalArguments, typeof NORMAL>(
        where,
        NORMAL,
        1,
        args,
      );
      return truncatedNormalFrom(where, this.#origin, shape, { mean, stddev, dtype });
    });
  }

  /**
   * `count` (default 1) generators independent of this one and of each other.
   *
   * @throws {TypeError} in a traced function
   */
  split(...args: Arguments<GeneratorCountArguments, ["count"]>): Generator[] {
    return fromCaller(this.split, () => {
      const where = "tf.random.Generator.split";
      const count = checkCount(where, args);
      checkNew(where, undefined);
      return Array.from(this.#keys(count), (key) => new Generator({ state: [0n, 0n, key] }));
    });
  }

  /**
   * `count` (default 1) pairs of seeds for the stateless ops: an int64 tensor of shape
   * `(2, count)`, whose columns are the pairs.
   */
  makeSeeds(...args: Arguments<GeneratorCountArguments, ["count"]>): Tensor {
    return fromCaller(this.makeSeeds, () => {
      const count = checkCount("tf.random.Generator.makeSeeds", args);
      return draw(aval("int64", [2, count]), () => {
        const seeds = new BigInt64Array(2 * count);
        seeds.set(this.#keys(count));
        return seeds;
      });
    });
  }

  readonly #origin = originOf((_kernel, elements) => this.#draw(elements));

  #state(): [bigint, bigint, bigint] {
    const half = (shift: bigint) => BigInt.asIntN(64, this.#counter >> shift);
    return [half(0n), half(64n), this.#key];
  }

  /** The stream at the present counter, which then moves on by `elements` elements. */
  #draw(elements: number): Philox {
    const [low, high, key] = this.#state();
    this.#counter = BigInt.asUintN(128, this.#counter + BigInt(elements * BLOCKS_PER_ELEMENT));
    return new Philox(lowWord(key), highWord(key), [
      lowWord(low),
      highWord(low),
      lowWord(high),
      highWord(high),
    ]);
  }

  /** Random 64-bit keys. */
  #keys(count: number): BigInt64Array {
    const words = new Int32Array(Math.ceil(count / 2) * BLOCK_WORDS);
    this.#draw(count).fill(words, 0, words.length);
    return BigInt64Array.from(
      { length: count },
      (_, i) => toInt64(words[2 * i]!, words[2 * i + 1]!),
    );
  }

  #take(where: string, state: unknown): void {
    ({ counter: this.#counter, key: this.#key } = parseState(where, state));
  }

  /** Takes a state that is known, once it is checked. */
  #put(where: string, state: unknown): void {
    parseState(where, state);
    this.#effect(() => this.#take(where, state));
  }

  /** Does something to the generator: now, or in each run of the function being traced. */
  #effect(run: (...given: HostData[]) => void, inputs: readonly Tensor[] = []): void {
    draw(aval("int32", []), (...given) => {
      run(...given);
      return Int32Array.of(0);
    }, inputs);
  }
}

/**
 * Throws for another algorithm than Philox, and while a function is traced: a generator made there
 * would be the same one in each run.
 */
function checkNew(where: string, alg: unknown): void {
  checkAlgorithm(where, alg);
  if (!isTracing()) return;
  throw new TypeError(
    `${where}: expected generators to be made outside of a traced function, received a new one while it is traced; make it once, outside`,
  );
}

function checkCount(
  where: string,
  args: Arguments<GeneratorCountArguments, ["count"]>,
): number {
  const [count] = boundValues<GeneratorCountArguments, ["count"]>(where, ["count"], 0, args);
  return checkInteger(where, "count", count ?? 1, { min: 0, max: 2 ** 20 });
}

function keyState(where: string, key: unknown, counter: unknown): GeneratorState {
  if (!Array.isArray(counter) || counter.length !== 2) {
    throw new TypeError(
      `${where}: expected counter to be two integers, received counter=${formatValue(counter)}`,
    );
  }
  const state = [...counter, key] as unknown[];
  parseState(where, state);
  return state as unknown as GeneratorState;
}

displayable(Generator.prototype, { repr: (it) => `<${it.constructor.name}>` });
