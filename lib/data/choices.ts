/**
 * Random numbers as a stage, and datasets drawn by them.
 *
 * @module
 */
import { statelessCategorical } from "../random/stateless_ops.ts";
import type { Integer } from "../random/int64.ts";
import { aval } from "../tensor/aval.ts";
import { leaf } from "../tensor/tensor.ts";
import { integerRow } from "./leaves.ts";
import { ONE } from "./nested.ts";
import { stageSeeds, wordsOf } from "./seeds.ts";
import { specOf } from "./spec.ts";
import { Element, INFINITE, type Stage } from "./stage.ts";

/** Whole numbers below 2^32 without end; other ones each time where there is a second generator. */
function passesOf(seed: Integer | undefined, isAnew: boolean): () => () => number {
  const seeds = stageSeeds(seed);
  const parent = isAnew ? wordsOf(seeds) : undefined;
  return () => {
    const words = wordsOf(parent === undefined ? seeds : [parent.next(), parent.next()]);
    return () => words.next();
  };
}

/** The stage of numbers that a function draws, without end. */
function drawn(where: string, pass: () => () => number): Stage {
  const open = () => {
    const next = pass();
    return { next: () => new Element([integerRow(next())], ONE), close: () => {} };
  };
  const spec = () => specOf(new Element([integerRow(0)], ONE));
  return { where, cardinality: INFINITE, spec, open };
}

/** Random numbers. */
export function random(where: string, seed: Integer | undefined, isAnew: boolean): Stage {
  return drawn(where, passesOf(seed, isAnew));
}

/** Numbers of datasets, drawn by their weights. */
export function choices(
  where: string,
  weights: readonly number[],
  seed: Integer | undefined,
  isAnew: boolean,
): Stage {
  const passes = passesOf(seed, isAnew);
  const logits = leaf(
    Float32Array.from(weights, (it) => Math.log(Math.fround(it))),
    aval("float32", [1, weights.length]),
  );
  return drawn(where, () => {
    const word = passes();
    return () => Number(statelessCategorical(logits, 1, [word(), word()]));
  });
}
