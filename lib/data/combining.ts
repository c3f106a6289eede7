/**
 * Stages of several datasets: zip, concatenate, flatMap, interleave, and one chosen by another.
 *
 * @module
 */
import { Inner, numberOf, rowOf } from "./leaves.ts";
import type { Run } from "./choosing.ts";
import { asynchronous, specOfFirst } from "./mapping.ts";
import { argumentsOf, isDataset, listOf, shifted, stageSymbol } from "./nested.ts";
import { isValue, merged, sameKind, type Spec } from "./spec.ts";
import {
  type Cursor,
  derived,
  Element,
  failed,
  INFINITE,
  type Stage,
  type Step,
  UNKNOWN,
} from "./stage.ts";
import type { Structure } from "../functions/nest.ts";

/** The shortest of several. */
function shortest(stages: readonly Stage[]): number {
  const finite = stages.map(({ cardinality }) => cardinality).filter((it) => it !== INFINITE);
  if (finite.length === 0) return INFINITE;
  return finite.includes(UNKNOWN) ? UNKNOWN : Math.min(...finite);
}

/** A structure whose leaves are replaced by structures, their leaves numbered through. */
function nestedIn(
  outer: Structure,
  inner: readonly Structure[],
  counts: readonly number[],
): Structure {
  const { items } = listOf(inner, counts) as Extract<Structure, { kind: "list" }>;
  const visit = (it: Structure): Structure => {
    switch (it.kind) {
      case "leaf":
        return items[it.index]!;
      case "list":
        return { kind: "list", items: it.items.map(visit) };
      case "record":
        return {
          kind: "record",
          entries: it.entries.map(([key, item]) => [key, visit(item)] as const),
        };
      case "other":
        return it;
    }
  };
  return visit(shifted(outer, 0));
}

/** Elements of nested datasets side by side, up to the end of the shortest. */
export function zip(where: string, stages: readonly Stage[], outer: Structure): Stage {
  const open = (): Cursor => {
    const cursors = stages.map((it) => it.open());
    let ready: Element[] = [];
    const close = () => cursors.forEach((it) => it.close());
    let isOver = false;
    const next = (): Step => {
      while (!isOver && ready.length < cursors.length) {
        const step = cursors[ready.length]!.next();
        if (step instanceof Promise) return step;
        if (step === undefined) isOver = true;
        else ready.push(step);
      }
      if (isOver) return undefined;
      const counts = ready.map(({ leaves }) => leaves.length);
      const structure = nestedIn(outer, ready.map((it) => it.structure), counts);
      const element = new Element(ready.flatMap(({ leaves }) => leaves), structure);
      ready = [];
      return element;
    };
    return { next, close };
  };
  const spec = (): Spec => {
    const specs = stages.map((it) => it.spec());
    const counts = specs.map(({ leaves }) => leaves.length);
    return {
      leaves: specs.flatMap(({ leaves }) => leaves),
      structure: nestedIn(outer, specs.map(({ structure }) => structure), counts),
    };
  };
  return {
    where,
    cardinality: shortest(stages),
    spec,
    open,
  };
}

/** The elements of one dataset, then those of another. */
export function concatenate(where: string, first: Stage, second: Stage): Stage {
  const [a, b] = [first.spec(), second.spec()];
  if (!sameKind(a, b)) {
    throw new TypeError(
      `${where}: expected datasets whose elements have the same structure and dtypes`,
    );
  }
  const open = (): Cursor => {
    let from = first.open();
    let isSecond = false;
    const next = (): Step => {
      const step = from.next();
      if (step !== undefined || isSecond) return step;
      from.close();
      isSecond = true;
      from = second.open();
      return from.next();
    };
    return { next, close: () => from.close() };
  };
  const counts = [first.cardinality, second.cardinality];
  const cardinality = counts.includes(INFINITE)
    ? INFINITE
    : counts.includes(UNKNOWN)
    ? UNKNOWN
    : counts[0]! + counts[1]!;
  return { where, cardinality, spec: () => merged(a, b), open };
}

/** The dataset that a function gives for an element. */
function innerOf(where: string, run: Run, element: Element, index: number): Stage {
  try {
    const made = run(...argumentsOf(element));
    if (isDataset(made)) return made[stageSymbol];
    throw new TypeError("expected the function to give a dataset");
  } catch (error) {
    throw failed(where, index, error);
  }
}

/** The elements of the datasets that a function gives, `cycle` of them in turn, some at a time. */
export function interleave(
  where: string,
  input: Stage,
  run: Run,
  cycle: number,
  block: number,
): Stage {
  const open = (): Cursor => {
    const from = input.open();
    const slots: (Cursor | undefined)[] = new Array(cycle).fill(undefined);
    let [slot, given, at] = [0, 0, 0];
    let isOver = false;
    const advance = () => {
      slot = (slot + 1) % cycle;
      given = 0;
    };
    const next = (): Step => {
      while (!isOver || slots.some((it) => it !== undefined)) {
        const cursor = slots[slot];
        if (cursor === undefined) {
          const step = isOver ? undefined : from.next();
          if (step instanceof Promise) return step;
          if (step === undefined) {
            isOver = true;
            advance();
          } else slots[slot] = innerOf(where, run, step, at++).open();
          continue;
        }
        const step = given === block ? undefined : cursor.next();
        if (step instanceof Promise) return step;
        if (step !== undefined) {
          given++;
          return step;
        }
        if (given < block) {
          cursor.close();
          slots[slot] = undefined;
        }
        advance();
      }
      return undefined;
    };
    const close = () => {
      isOver = true;
      from.close();
      slots.forEach((it) => it?.close());
      slots.fill(undefined);
    };
    return { next, close };
  };
  const cardinality = input.cardinality === 0 ? 0 : UNKNOWN;
  return derived(input, { where, cardinality, open, spec: () => specOfInner(where, input, run) });
}

function specOfInner(where: string, input: Stage, run: Run): Spec {
  const cursor = input.open();
  const step = cursor.next();
  cursor.close();
  if (step instanceof Promise) throw asynchronous(where);
  if (step instanceof Element) return innerOf(where, run, step, 0).spec();
  return specOfFirst({ where, open: input.open });
}

/** Elements of the dataset whose number another dataset gives. */
export function directed(
  where: string,
  chooser: Stage,
  stages: readonly Stage[],
  stopsOnEmpty: boolean,
): Stage {
  const specs = stages.map((it) => it.spec());
  if (specs.some((it) => !sameKind(specs[0]!, it))) {
    throw new TypeError(
      `${where}: expected datasets whose elements have the same structure and dtypes`,
    );
  }
  const open = (): Cursor => {
    const choices = chooser.open();
    const cursors: (Cursor | undefined)[] = stages.map((it) => it.open());
    let chosen: number | undefined;
    let isOver = false;
    const next = (): Step => {
      while (!isOver && cursors.some((it) => it !== undefined)) {
        if (chosen === undefined) {
          const step = choices.next();
          if (!(step instanceof Element)) return step;
          chosen = choiceOf(where, step, cursors.length);
        }
        const step = cursors[chosen]?.next();
        if (step instanceof Promise) return step;
        if (step === undefined) {
          isOver = stopsOnEmpty;
          cursors[chosen]?.close();
          cursors[chosen] = undefined;
        }
        chosen = undefined;
        if (step !== undefined) return step;
      }
      return undefined;
    };
    const close = () => {
      choices.close();
      cursors.forEach((it) => it?.close());
    };
    return { next, close };
  };
  return {
    where,
    cardinality: UNKNOWN,
    spec: () => specs.reduce(merged),
    open,
  };
}

function choiceOf(where: string, { leaves: [leaf] }: Element, count: number): number {
  const isNumber = leaf !== undefined && !(leaf instanceof Inner) && isValue(leaf);
  const choice = isNumber ? numberOf(rowOf(leaf)) : NaN;
  if (Number.isInteger(choice) && choice >= 0 && choice < count) return choice;
  throw new RangeError(
    `${where}: expected the choices to be whole numbers from 0 to ${count - 1}, received ${choice}`,
  );
}
