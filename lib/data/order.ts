/**
 * Elements in a random order, as TensorFlow's buffer gives them.
 *
 * @module
 */
import type { Integer } from "../random/int64.ts";
import { held } from "./nested.ts";
import { stageSeeds, type Words, wordsOf } from "./seeds.ts";
import { derived, type Element, over, type Rows, type Stage } from "./stage.ts";

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

/** A number for each element that is kept: the place in the buffer it is drawn from. */
class Ring {
  readonly #size: number;
  readonly #words: Words;
  #start = 0;
  #end = 0;

  /** A ring of so many places. */
  constructor(size: number, words: Words) {
    this.#size = size;
    this.#words = words;
  }

  get isFull(): boolean {
    return this.#end - this.#start === this.#size;
  }

  get isEmpty(): boolean {
    return this.#end === this.#start;
  }

  /** The place for the next element. */
  push(): number {
    return this.#end++ % this.#size;
  }

  /** The place of the drawn element, which gets what stands at the other one. */
  draw(): { readonly drawn: number; readonly first: number } {
    const count = this.#end - this.#start;
    const drawn = (this.#start + this.#words.next() % count) % this.#size;
    const first = this.#start++ % this.#size;
    return { drawn, first };
  }
}

/** Numbers of rows in the order in which elements would be drawn. */
function shuffledRows(rows: Rows, size: number, words: Words): () => number {
  const next = rows.open();
  const ring = new Ring(size, words);
  const buffer: number[] = [];
  let isOver = false;
  return () => {
    while (!isOver && !ring.isFull) {
      const row = next();
      if (row < 0) isOver = true;
      else buffer[ring.push()] = row;
    }
    if (ring.isEmpty) return -1;
    const { drawn, first } = ring.draw();
    const row = buffer[drawn]!;
    buffer[drawn] = buffer[first]!;
    return row;
  };
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
    const ring = new Ring(size, pass());
    const from = input.open();
    const buffer: (Element | undefined)[] = [];
    let isOver = false;
    return over(from, () => {
      while (!isOver && !ring.isFull) {
        const step = from.next();
        if (step instanceof Promise) return step;
        if (step === undefined) isOver = true;
        else buffer[ring.push()] = held(step);
      }
      if (ring.isEmpty) return undefined;
      const { drawn, first } = ring.draw();
      const element = buffer[drawn];
      buffer[drawn] = buffer[first];
      buffer[first] = undefined;
      return element;
    });
  };
  const { rows } = input;
  return derived(input, {
    where,
    isShuffle: true,
    open,
    ...rows && { rows: { ...rows, open: () => shuffledRows(rows, size, pass()) } },
  });
}
