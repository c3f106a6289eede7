/**
 * The state behind TensorFlow's stateful random ops: the global seed, the seeds ops draw from it,
 * and how far each kernel has got.
 *
 * TensorFlow keeps one kernel, with one generator, for every combination of op, dtype and the two
 * seeds: calls that agree in these share a stream, the second going on where the first stopped,
 * whatever their shapes and ranges. Setting the global seed forgets all kernels. (Its kernels also
 * differ by device and by the dtype of the shape; here values are drawn on the host, from shapes
 * that TensorFlow would take as int32.) As the global seed cannot change while a kernel lives, a
 * kernel is known by its op and the op's seed.
 *
 * @module
 */
import type { DType } from "../arrays/dtypes.ts";
import { entropyStream } from "./entropy.ts";
import { floorMod, type Integer } from "./int64.ts";
import { PythonRandom } from "./mersenne_twister.ts";
import { Philox } from "./philox.ts";

/** Seeds are taken modulo this, the largest int32. */
const MODULUS = 2 ** 31 - 1;
/** The global seed of an op that has a seed of its own where no global seed was set. */
const DEFAULT_GLOBAL_SEED = 87654321;
/** Blocks that are reserved for each element of a draw. */
export const BLOCKS_PER_ELEMENT = 256;

/** A stateful kernel: the op and the dtype it draws; of multinomials also that of the logits. */
export type Kernel =
  | `${
    | "RandomUniform"
    | "RandomUniformInt"
    | "RandomStandardNormal"
    | "TruncatedNormal"
    | "RandomShuffle"}/${DType}`
  | `Multinomial/${DType}/${DType}`;

/** The global seed modulo 2^31 - 1, and the generator of the seeds of ops that have none. */
let global: { readonly seed: number; readonly opSeeds: PythonRandom } | undefined;
/** For each kernel and op seed, the blocks that have been used. */
const used = new Map<Kernel, Map<number, number>>();
/** The stream of ops while no seed is set, and the blocks used of it. */
let unseeded: { readonly stream: Philox; used: number } | undefined;

/** Sets the global seed, or none with `null`; all kernels start anew. */
export function setGlobalSeed(seed: Integer | null): void {
  global = seed === null
    ? undefined
    : { seed: floorMod(seed, MODULUS), opSeeds: new PythonRandom(seed) };
  used.clear();
  unseeded = undefined;
}

/**
 * The stream for one execution of a kernel that makes `elements` numbers; `seed` is the op's own.
 * The kernel moves on by 256 blocks an element.
 */
export function kernelStream(
  kernel: Kernel,
  seed: Integer | undefined,
  elements: number,
): Philox {
  return reserve(kernel, seed, elements * BLOCKS_PER_ELEMENT);
}

/** The seeds of an op with a seed of its own or without; `undefined` where no seed is set at all. */
export function opSeeds(seed: Integer | undefined): readonly [number, number] | undefined {
  if (global === undefined && seed === undefined) return undefined;
  const seed1 = global?.seed ?? DEFAULT_GLOBAL_SEED;
  const seed2 = floorMod(seed ?? global!.opSeeds.randint(0, MODULUS), MODULUS);
  // To TensorFlow's kernels the pair (0, 0) means "no seed", so it is replaced.
  return [seed1, seed1 === 0 && seed2 === 0 ? MODULUS : seed2];
}

/** As {@linkcode kernelStream}, for a kernel that reserves `blocks` blocks in all. */
export function reserve(kernel: Kernel, seed: Integer | undefined, blocks: number): Philox {
  if (global === undefined && seed === undefined) {
    unseeded ??= { stream: entropyStream(), used: 0 };
    const stream = unseeded.stream.skip(unseeded.used);
    unseeded.used += blocks;
    return stream;
  }
  const [seed1, seed2] = opSeeds(seed)!;
  let positions = used.get(kernel);
  if (positions === undefined) used.set(kernel, positions = new Map());
  const position = positions.get(seed2) ?? 0;
  positions.set(seed2, position + blocks);
  return Philox.fromSeeds(seed1, seed2).skip(position);
}

/**
 * The stream of an op without a seed of its own in a graph that TensorFlow makes anew, as it does for
 * each pass over a dataset: it begins with the global seed every time. `undefined` while none is set.
 */
export function graphStream(): Philox | undefined {
  if (global === undefined) return undefined;
  return Philox.fromSeeds(global.seed, global.seed === 0 ? MODULUS : 0);
}

/** How far the stateful ops have got, as JSON has it. */
export interface GlobalState {
  readonly seed: number;
  readonly opSeeds: readonly number[];
  readonly used: readonly (readonly [Kernel, readonly (readonly [number, number])[]])[];
}

/** How far the stateful ops have got; `null` while no seed is set: then nothing comes again. */
export function globalState(): GlobalState | null {
  if (global === undefined) return null;
  const { seed, opSeeds } = global;
  const entries = [...used].map(([kernel, positions]) => [kernel, [...positions]] as const);
  return { seed, opSeeds: opSeeds.position, used: entries };
}

/** Goes on where {@linkcode globalState} was taken. */
export function setGlobalState(state: GlobalState | null): void {
  if (state === null) return setGlobalSeed(null);
  const opSeeds = new PythonRandom(state.seed);
  opSeeds.position = state.opSeeds;
  global = { seed: state.seed, opSeeds };
  used.clear();
  for (const [kernel, positions] of state.used) used.set(kernel, new Map(positions));
  unseeded = undefined;
}
