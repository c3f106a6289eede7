/**
 * Stages that leave out elements or give them again: take, skip, shard, filter, takeWhile, repeat.
 *
 * @module
 */
import { numberOf, rowOf } from "./leaves.ts";
import { argumentsOf, elementOf } from "./nested.ts";
import { isValue } from "./spec.ts";
import {
  derived,
  Element,
  failed,
  INFINITE,
  over,
  type Stage,
  type Step,
  UNKNOWN,
} from "./stage.ts";

/** A function of a user's: the parts of an element are its arguments. */
export type Run = (...args: unknown[]) => unknown;

/** The first `count` elements; all of them for -1. */
export function take(where: string, input: Stage, count: number): Stage {
  const { cardinality: all } = input;
  const isAll = count < 0;
  const open = () => {
    const from = input.open();
    let left = count;
    return over(from, () => {
      if (isAll) return from.next();
      if (left === 0) return undefined;
      const step = from.next();
      if (step instanceof Element && --left === 0) from.close();
      return step;
    });
  };
  const cardinality = isAll ? all : all === INFINITE ? count : all < 0 ? all : Math.min(all, count);
  return derived(input, { where, cardinality, open });
}

/** All but the first `count` elements; none for -1. */
export function skip(where: string, input: Stage, count: number): Stage {
  const { cardinality: all } = input;
  const open = () => {
    if (count < 0) return { next: () => undefined, close: () => {} };
    const from = input.open();
    let left = count;
    return over(from, () => {
      for (; left > 0; left--) {
        const step = from.next();
        if (!(step instanceof Element)) return step;
      }
      return from.next();
    });
  };
  const cardinality = count < 0 ? 0 : all < 0 ? all : Math.max(0, all - count);
  return derived(input, { where, cardinality, open });
}

/** Every element whose number is `index` modulo `count`. */
export function shard(where: string, input: Stage, count: number, index: number): Stage {
  const { cardinality: all } = input;
  const open = () => {
    const from = input.open();
    let at = -1;
    return over(from, () => {
      for (;;) {
        const step = from.next();
        if (!(step instanceof Element) || ++at % count === index) return step;
      }
    });
  };
  const cardinality = all < 0 ? all : Math.ceil(Math.max(0, all - index) / count);
  return derived(input, { where, cardinality, open });
}

/** What a predicate says of an element. */
function isKept(where: string, run: Run, element: Element, index: number): boolean {
  try {
    const result = elementOf(where, "the predicate's result", run(...argumentsOf(element)));
    const [leaf] = result.leaves;
    const isFlag = result.structure.kind === "leaf" && isValue(leaf!) &&
      leaf.aval.dtype === "bool" && leaf.aval.size === 1;
    if (isFlag) return numberOf(rowOf(leaf)) !== 0;
  } catch (error) {
    throw failed(where, index, error);
  }
  throw new TypeError(
    `${where}: element ${index}: expected the predicate to give one truth value`,
  );
}

/** The elements of which a predicate is true. */
export function filter(where: string, input: Stage, run: Run): Stage {
  const open = () => {
    const from = input.open();
    let at = 0;
    return over(from, () => {
      for (;;) {
        const step = from.next();
        if (!(step instanceof Element) || isKept(where, run, step, at++)) return step;
      }
    });
  };
  const cardinality = input.cardinality === 0
    ? 0
    : input.cardinality === INFINITE
    ? INFINITE
    : UNKNOWN;
  return derived(input, { where, cardinality, open });
}

/** The elements before the first one of which a predicate is false. */
export function takeWhile(where: string, input: Stage, run: Run): Stage {
  const open = () => {
    const from = input.open();
    let at = 0;
    let isOver = false;
    return over(from, () => {
      const step = isOver ? undefined : from.next();
      if (!(step instanceof Element) || isKept(where, run, step, at++)) return step;
      isOver = true;
      from.close();
      return undefined;
    });
  };
  return derived(input, { where, cardinality: UNKNOWN, open });
}

/** The elements `count` times, or for ever for -1. */
export function repeat(where: string, input: Stage, count: number): Stage {
  const { cardinality: all } = input;
  const open = () => {
    let from = count === 0 ? undefined : input.open();
    // TensorFlow opens the input once more after the last round, and shuffles in it move on by that.
    const opensOnceMore = count > 1 && input.isShuffle !== true;
    let round = 0;
    let isEmpty = true;
    const next = (): Step => {
      while (from !== undefined) {
        const step = from.next();
        if (step !== undefined) {
          if (step instanceof Element) isEmpty = false;
          return step;
        }
        from.close();
        round++;
        // A round without elements would be followed by such rounds for ever.
        const isLast = count < 0 ? isEmpty : round >= count;
        from = isLast && !opensOnceMore ? undefined : input.open();
        if (isLast) from = void from?.close();
        isEmpty = true;
      }
      return undefined;
    };
    return { next, close: () => (from?.close(), from = undefined) };
  };
  const cardinality = count === 0 || all === 0
    ? 0
    : count < 0
    ? INFINITE
    : all < 0
    ? all
    : all * count;
  return derived(input, { where, cardinality, open });
}
