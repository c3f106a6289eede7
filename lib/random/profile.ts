/**
 * Which generation of Keras decides where an initializer's seed comes from. The random ops
 * themselves are the same in all of them.
 *
 * - `tf2.0` (TensorFlow 2.0 to 2.6): without a seed, an initializer calls a stateful op, ruled by
 *   `tf.random.setSeed`, and gives new values at every call.
 * - `keras2` (Keras 2.10 to 2.15): without a seed, it draws one when first called, from the
 *   generator `setRandomSeed` sets, and keeps it: every call gives the same values.
 * - `keras3` (Keras 3.5 and later): as `keras2`, but the seed is drawn when it is constructed.
 *
 * @module
 */
import { checkOneOf } from "../errors/checks.ts";
import { bind, type Operation } from "../ops/bind.ts";
import { enterTurn, onNewTurn } from "../scopes/turn.ts";
import { checkSeed } from "./arguments.ts";
import { entropyWords } from "./entropy.ts";
import { type Integer, toInt64 } from "./int64.ts";
import { PythonRandom } from "./mersenne_twister.ts";
import { setGlobalSeed } from "./state.ts";

/** A generation of seed rules. */
export type SeedProfile = "tf2.0" | "keras2" | "keras3";

const PROFILES: readonly SeedProfile[] = ["tf2.0", "keras2", "keras3"];

let profile: SeedProfile = "tf2.0";
/** The one in use while {@linkcode inProfile} runs. */
let borrowed: SeedProfile | undefined;
// One that is borrowed when a new turn begins was left by an interrupt.
onNewTurn(() => borrowed = undefined);
/** Python's generator of initializer seeds, which `keras2` and `keras3` use. */
let seeds: PythonRandom | undefined;

/** Arguments of {@linkcode setProfile}. */
export interface SetProfileArguments {
  /** The generation. */
  name: SeedProfile;
}

/**
 * Chooses the generation of seed rules that initializers follow, `tf2.0` (TensorFlow 2.0 to 2.6,
 * the default), `keras2` (2.10 to 2.15) or `keras3` (3.5 and later).
 *
 * @throws {RangeError} for any other name
 */
export const setProfile: Operation<SetProfileArguments, ["name"], void> = bind(
  "tf.random.setProfile",
  ["name"],
  1,
  (name) => {
    profile = checkOneOf("tf.random.setProfile", "name", name, PROFILES);
  },
);

/** The generation of seed rules in use. */
export function getProfile(): SeedProfile {
  return borrowed ?? profile;
}

/** Runs a function under a generation's rules: what files hold has the form of one, whatever is in use. */
export function inProfile<T>(name: SeedProfile, run: () => T): T {
  enterTurn();
  const before = borrowed;
  borrowed = name;
  try {
    return run();
  } finally {
    borrowed = before;
  }
}

/** Arguments of {@linkcode setRandomSeed}. */
export interface SetRandomSeedArguments {
  /** A whole number of any size. */
  seed: Integer;
}

/**
 * Keras's `keras.utils.set_random_seed`: sets the global seed of the random ops and the generator
 * that the profiles `keras2` and `keras3` draw the seeds of initializers from.
 *
 * @throws {TypeError} for a seed that is no number or bigint
 * @throws {RangeError} for a fraction, or a number beyond the safe integers
 */
export const setRandomSeed: Operation<SetRandomSeedArguments, ["seed"], void> = bind(
  "tf.keras.utils.setRandomSeed",
  ["seed"],
  1,
  (seed) => {
    checkSeed("tf.keras.utils.setRandomSeed", seed);
    setGlobalSeed(seed);
    seeds = new PythonRandom(seed);
  },
);

/** A seed from 1 to 10^9, as Keras draws for whatever was given none. */
export function drawSeed(): number {
  if (seeds === undefined) {
    const [low, high] = entropyWords(2) as unknown as [number, number];
    seeds = new PythonRandom(toInt64(low, high));
  }
  return seeds.randint(1, 1e9);
}
