/**
 * How far random numbers have got: those of `tf.random.setSeed`, and those of the layers of a model
 * that have their own. A training that is taken up again goes on with the same ones.
 *
 * @module
 */
import { type GlobalState, globalState, setGlobalState } from "../random/state.ts";
import type { SeedGenerator } from "../random/seed_generator.ts";

/** How far random numbers have got, as JSON has it. */
export interface RandomState {
  readonly global: GlobalState | null;
  /** The pairs of the layers' generators, in order. */
  readonly layers: readonly (readonly [string, string])[];
}

/** What is taken of generators. */
export function randomStateOf(generators: readonly SeedGenerator[]): RandomState {
  const layers = generators.map(({ state }) => state.map(String) as [string, string]);
  return { global: globalState(), layers };
}

/**
 * Goes on where the state was taken.
 *
 * @throws {TypeError} for a model with another number of generators.
 */
export function restoreRandomState(
  where: string,
  generators: readonly SeedGenerator[],
  { global, layers }: RandomState,
): void {
  if (layers.length !== generators.length) {
    throw new TypeError(
      `${where}: expected random states of ${generators.length} layers, received ${layers.length}; restore into the model that was trained`,
    );
  }
  generators.forEach((it, i) => it.state = layers[i]!.map(BigInt) as [bigint, bigint]);
  if (global !== null) setGlobalState(global);
}
