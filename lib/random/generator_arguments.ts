/**
 * What a `tf.random.Generator` is given, and the checks of its states.
 *
 * @module
 */
import { formatAval } from "../tensor/aval.ts";
import { formatValue } from "../errors/format.ts";
import { asTensor } from "../ops/as_tensor.ts";
import type { ShapeLike, TensorLike } from "../tensor/like.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { checkSeed, checkSeed64 } from "./arguments.ts";
import type { NormalOptions, UniformOptions } from "./distributions.ts";
import { entropyWords } from "./entropy.ts";
import { type Integer, toInt64 } from "./int64.ts";
import type { FloatDType, FullIntegerDType } from "./rounding.ts";

/** State of a generator: the counter's low and high half, and the key. */
export type GeneratorState = readonly [Integer, Integer, Integer];

/** The algorithm of a generator: there is Philox alone, TensorFlow's number 1. */
export type GeneratorAlgorithm = "philox" | "auto_select" | 1 | 3;

/** The algorithm, in every constructor. */
export interface AlgorithmArguments {
  /** Default `"philox"`. */
  alg?: GeneratorAlgorithm | null;
}

/** Arguments of `Generator.fromSeed`. */
export interface GeneratorSeedArguments extends AlgorithmArguments {
  /** A whole number of any size. */
  seed: Integer;
}

/** Arguments of `Generator.fromState`. */
export interface GeneratorStateArguments extends AlgorithmArguments {
  /** A state as `generator.state` gives it, or an int64 tensor of three. */
  state: GeneratorState | TensorLike;
}

/** Arguments of `Generator.fromKeyCounter`. */
export interface GeneratorKeyArguments extends AlgorithmArguments {
  /** A 64-bit whole number. */
  key: Integer;
  /** The two 64-bit halves of the counter, the low one first. */
  counter: readonly [Integer, Integer];
}

/** What all draws of a generator take. */
export interface GeneratorDrawArguments {
  /** Dimensions. */
  shape: ShapeLike;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** Arguments of `generator.uniform`. */
export interface GeneratorUniformArguments extends GeneratorDrawArguments, UniformOptions {
  /** Default `"float32"`; uint32 and uint64 with `minval: null, maxval: null` alone. */
  dtype?: FloatDType | FullIntegerDType | null;
}

/** Arguments of `generator.normal` and `generator.truncatedNormal`. */
export interface GeneratorNormalArguments extends GeneratorDrawArguments, NormalOptions {}

/** Arguments of `generator.uniformFullInt`. */
export interface GeneratorFullIntArguments extends GeneratorDrawArguments {
  /** Default `"uint64"`. */
  dtype?: FullIntegerDType | null;
}

/** Arguments of `generator.skip`. */
export interface GeneratorSkipArguments {
  /** A number of elements. */
  delta: number;
}

/** Arguments of `generator.split` and `generator.makeSeeds`. */
export interface GeneratorCountArguments {
  /** How many; default 1. */
  count?: number | null;
}

/** Throws for another algorithm than Philox. */
export function checkAlgorithm(where: string, alg: unknown): void {
  if ([undefined, null, "philox", "auto_select", 1, 3].includes(alg as 1)) return;
  throw new TypeError(
    `${where}: expected alg to be "philox", the only one there is, received alg=${
      formatValue(alg)
    }`,
  );
}

/** A seed of any size as a state: its low 192 bits in two's complement. */
export function seedState(where: string, seed: unknown): GeneratorState {
  const value = BigInt(checkSeed(where, seed));
  const part = (shift: bigint) => BigInt.asIntN(64, value >> shift);
  return [part(0n), part(64n), part(128n)];
}

/** A state nobody can foretell. */
export function entropyState(): GeneratorState {
  const words = entropyWords(6);
  return [
    toInt64(words[0]!, words[1]!),
    toInt64(words[2]!, words[3]!),
    toInt64(words[4]!, words[5]!),
  ];
}

/** A state that is a tensor or an array of numbers, as a tensor; `undefined` for a plain one. */
export function heldState(where: string, state: unknown): Tensor | undefined {
  if (typeof state !== "object" || state === null || Array.isArray(state)) return undefined;
  const tensor = asTensor(where, state as TensorLike);
  if (tensor.dtype === "int64" && tensor.rank === 1 && tensor.size === 3) return tensor;
  throw new TypeError(
    `${where}: expected a state of three integers, received a tensor of ${formatAval(tensor.aval)}`,
  );
}

/** The counter and the key of a state: three integers that fit 64 bits. */
export function parseState(where: string, state: unknown): { counter: bigint; key: bigint } {
  const parts = state instanceof BigInt64Array ? [...state] : state;
  if (!Array.isArray(parts) || parts.length !== 3) {
    throw new TypeError(
      `${where}: expected a state of three integers, received ${formatValue(state)}`,
    );
  }
  const [low, high, key] = parts.map((part, i) => BigInt(checkSeed64(where, part, `state[${i}]`)));
  return { counter: BigInt.asUintN(64, low!) | (BigInt.asUintN(64, high!) << 64n), key: key! };
}
