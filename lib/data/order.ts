/**
 * Elements in a random order, as TensorFlow's buffer gives them.
 *
 * @module
 */
import type { Integer } from "../random/int64.ts";
import { held } from "./nested.ts";
import { stageSeeds, type Words, wordsOf } from "./seeds.ts";
import { derived, type Element, over, type Stage } from "./stage.ts";

/** The words for each way through: the same ones, or those that a second generator seeds anew. */
function passes(seed: Integer | undefined, reshuffles: boolean): () => Words {
  const seeds = stageSeeds(seed);
  if (seeds === undefined) {
    const first = reshuffles ? undefined : wordsOf(undefined);
    const fixed = first && [first.next(), first.next()] as const;
    return () => wordsOf(fixed);
  }
  if (!reshuffles) return () => wordsOf(seeds);
  const parent = wordsOf(seeds);
  return () => wordsOf([parent.next(), parent.next()]);
}

/**
 * Elements drawn one by one from a buffer, whose free place the next element of the input takes. The
 * buffer is a ring: the drawn place gets what stands at the begin of the ring.
 */
export function shuffle(
  where: string,
  input: Stage,
  size: number,
  seed: Integer | undefined,
  reshuffles: boolean,
): Stage {
  const pass = passes(seed, reshuffles);
  const open = () => {
    const words = pass();
    const from = input.open();
    const buffer: (Element | undefined)[] = [];
    let [start, end] = [0, 0];
    let isOver = false;
    return over(from, () => {
      while (!isOver && end - start < size) {
        const step = from.next();
        if (step instanceof Promise) return step;
        if (step === undefined) isOver = true;
        else buffer[end++ % size] = held(step);
      }
      const count = end - start;
      if (count === 0) return undefined;
      const drawn = (start + words.next() % count) % size;
      const element = buffer[drawn];
      const first = start % size;
      buffer[drawn] = buffer[first];
      buffer[first] = undefined;
      start++;
      return element;
    });
  };
  return derived(input, { where, isShuffle: true, open });
}
