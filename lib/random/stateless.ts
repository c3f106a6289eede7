/**
 * Streams of the stateless ops: a pair of seeds is scrambled by one Philox block under a fixed
 * key into the key and the counter of the stream. The same pair gives the same numbers for ever.
 *
 * @module
 */
import { highWord, type Integer, lowWord } from "./int64.ts";
import { Philox } from "./philox.ts";

/** Two 64-bit seeds. */
export type SeedPair = readonly [Integer, Integer];

/** The stream that belongs to a pair of seeds. */
export function statelessStream([seed0, seed1]: SeedPair): Philox {
  const scrambler = new Philox(0x3ec8f720, 0x02461e29, [
    lowWord(seed0),
    highWord(seed0),
    lowWord(seed1),
    highWord(seed1),
  ]);
  const mixed = new Int32Array(4);
  scrambler.fill(mixed, 0, 4);
  return new Philox(mixed[0]!, mixed[1]!, [0, 0, mixed[2]!, mixed[3]!]);
}
