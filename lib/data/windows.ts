/**
 * Stages whose elements are datasets: window, and what groups by keys.
 *
 * @module
 */
import type { Run } from "./choosing.ts";
import { Inner, integerRow, numberOf, rowOf, tensorOf } from "./leaves.ts";
import { argumentsOf, elementOf, held, isDataset, maker, ONE, stageSymbol } from "./nested.ts";
import { isValue, type Spec, specOf } from "./spec.ts";
import {
  type Cursor,
  derived,
  Element,
  failed,
  over,
  type Stage,
  type Step,
  UNKNOWN,
} from "./stage.ts";

/** Elements that are there, as a stage. */
export function listed(where: string, elements: readonly Element[], spec: () => Spec): Stage {
  const open = (): Cursor => {
    let at = 0;
    return { next: () => elements[at++], close: () => at = elements.length };
  };
  return { where, cardinality: elements.length, spec, open };
}

/** How windows lie. */
export interface Window {
  readonly size: number;
  readonly shift: number;
  readonly stride: number;
  readonly isDropped: boolean;
}

/** Each leaf of some elements as a dataset of its own, nested as they are. */
function split(where: string, elements: readonly Element[]): Element {
  const { leaves, structure } = elements[0]!;
  const inner = leaves.map((_, place) => {
    const parts = elements.map((it) => new Element([it.leaves[place]!], ONE));
    return new Inner(listed(where, parts, () => specOf(parts[0]!)));
  });
  return new Element(inner, structure);
}

/** Windows of elements, as datasets. */
export function window(where: string, input: Stage, how: Window): Stage {
  const { size, shift, stride, isDropped } = how;
  const room = (size - 1) * stride + 1;
  const open = () => {
    const from = input.open();
    let buffer: Element[] = [];
    let ahead = 0;
    let isOver = false;
    const next = (): Step => {
      while (!isOver && (ahead > 0 || buffer.length < room)) {
        const step = from.next();
        if (step instanceof Promise) return step;
        if (step === undefined) isOver = true;
        else if (ahead > 0) ahead--;
        else buffer.push(held(step));
      }
      if (buffer.length === 0 || isDropped && buffer.length < room) return undefined;
      const element = split(where, buffer.filter((_, i) => i % stride === 0));
      ahead = Math.max(0, shift - buffer.length);
      buffer = buffer.slice(shift);
      return element;
    };
    return over(from, next);
  };
  const { cardinality: all } = input;
  const cardinality = all < 0
    ? all
    : isDropped
    ? Math.max(0, Math.floor((all - room) / shift) + 1)
    : Math.ceil(all / shift);
  const spec = (): Spec => {
    const { leaves, structure } = input.spec();
    return {
      leaves: leaves.map((it) => ({ inner: { leaves: [it], structure: ONE } })),
      structure,
    };
  };
  return derived(input, { where, cardinality, open, spec });
}

/** The functions of {@linkcode groupByWindow}. */
export interface Grouping {
  readonly key: Run;
  readonly reduce: Run;
  readonly size: (key: number) => number;
}

function keyOf(where: string, run: Run, element: Element, index: number): number {
  try {
    const { leaves: [leaf] } = elementOf(where, "the key", run(...argumentsOf(element)));
    const key = leaf !== undefined && isValue(leaf) && leaf.aval.size === 1
      ? numberOf(rowOf(leaf))
      : NaN;
    if (Number.isInteger(key)) return key;
    throw new TypeError(`expected the key to be one whole number`);
  } catch (error) {
    throw failed(where, index, error);
  }
}

/** What a function makes of elements with the same key, as soon as there are enough of them. */
export function groupByWindow(where: string, input: Stage, how: Grouping): Stage {
  const reduced = (key: number, elements: readonly Element[]): Stage => {
    const group = maker.make(listed(where, elements, () => input.spec()));
    const made = how.reduce(tensorOf(integerRow(key)), group);
    if (isDataset(made)) return made[stageSymbol];
    throw new TypeError(`${where}: expected reduceFunc to give a dataset`);
  };
  const open = (): Cursor => {
    const from = input.open();
    const groups = new Map<number, Element[]>();
    let current: Cursor | undefined;
    let isOver = false;
    let at = 0;
    const flush = (key: number): Cursor => {
      const elements = groups.get(key)!;
      groups.delete(key);
      return reduced(key, elements).open();
    };
    const next = (): Step => {
      for (;;) {
        const inner = current?.next();
        if (inner !== undefined) return inner;
        current = undefined;
        while (!isOver && current === undefined) {
          const step = from.next();
          if (step instanceof Promise) return step;
          if (step === undefined) isOver = true;
          else {
            const key = keyOf(where, how.key, step, at++);
            const group = groups.get(key) ?? [];
            groups.set(key, group);
            if (group.push(held(step)) >= how.size(key)) current = flush(key);
          }
        }
        if (current !== undefined) continue;
        if (groups.size === 0) return undefined;
        current = flush([...groups.keys()].reduce((a, b) => Math.min(a, b)));
      }
    };
    return { next, close: () => (current?.close(), from.close()) };
  };
  const cardinality = input.cardinality === 0 ? 0 : UNKNOWN;
  return derived(input, { where, cardinality, open, spec: () => reduced(0, []).spec() });
}
