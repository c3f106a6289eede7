/**
 * In which order examples come in a pass over arrays.
 *
 * Keras 3 makes the order in a graph of `tf.data`, whose ops begin anew with each pass: with a global
 * seed, all epochs and all calls of `fit` have the same order. That is what the profile `keras3` gives.
 * Under the others, and without a seed, each order is the next one that `tf.random.shuffle` draws.
 *
 * @module
 */
import { shuffle } from "../../random/ops.ts";
import { getProfile } from "../../random/profile.ts";
import { permutation, shuffleBlocks } from "../../random/shuffle.ts";
import { graphStream } from "../../random/state.ts";
import { aval } from "../../tensor/aval.ts";
import { read } from "../../tensor/graph.ts";
import { leaf } from "../../tensor/tensor.ts";

/** What is put in a new order for each pass: all examples, or those of each batch among themselves. */
export type Shuffling = true | "batch";

/** Gives a new order of `0 ... count - 1` each time. */
type Draws = (count: number) => Int32Array;

/** Whole numbers from 0 on in a new order, drawn as `tf.random.shuffle` draws one. */
function shuffled(count: number): Int32Array {
  const numbers = Int32Array.from({ length: count }, (_, i) => i);
  return read(shuffle(leaf(numbers, aval("int32", [count])))) as Int32Array;
}

/** The orders of one pass, one after the other. */
function drawsOfPass(): Draws {
  const stream = getProfile() === "keras3" ? graphStream() : undefined;
  if (stream === undefined) return shuffled;
  let used = 0;
  return (count) => {
    const blocks = shuffleBlocks(count);
    const order = permutation(stream.skip(used), blocks, count);
    used += blocks;
    return order;
  };
}

/** Which example stands at each place of a pass. */
export function orderOfPass(how: Shuffling, examples: number, batchSize: number): Int32Array {
  const draw = drawsOfPass();
  if (how === true) return draw(examples);
  const order = new Int32Array(examples);
  for (let first = 0; first < examples; first += batchSize) {
    const count = Math.min(batchSize, examples - first);
    draw(count).forEach((it, i) => order[first + i] = first + it);
  }
  return order;
}
