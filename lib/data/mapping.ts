/**
 * Stages that call a function of the user's with each element: map, scan, enumerate, reduce.
 *
 * @module
 */
import { integerRow, type Leaf } from "./leaves.ts";
import { elementOf, held, listOf, ONE, valueOf } from "./nested.ts";
import type { Run } from "./choosing.ts";
import { mapped, type Parallel } from "./parallel.ts";
import { reshaped, type Spec, specOf, tracedSpec } from "./spec.ts";
import { derived, Element, failed, over, type Stage } from "./stage.ts";
import { type PartialShape, TensorSpec } from "../functions/tensor_spec.ts";

/** What a stage gives, by its first element; its dimensions may be others of the next. */
export function specOfFirst({ where, open }: Pick<Stage, "where" | "open">): Spec {
  const cursor = open();
  const step = cursor.next();
  cursor.close();
  if (step instanceof Promise) {
    step.catch(() => {});
    throw new TypeError(
      `${where}: cannot tell what its elements are before one of them has come, as they come asynchronously; take them with for await (const x of dataset)`,
    );
  }
  if (step instanceof Element) {
    return reshaped(specOf(step), (shape) => shape && shape.map(() => null));
  }
  throw new TypeError(
    `${where}: cannot tell what its elements are: its function reads values, and there is no first element at hand`,
  );
}

/** What a function gives for each element; promises of it for elements that come later. */
export function map(where: string, input: Stage, run: Run, parallel: Parallel): Stage {
  const open = () => mapped(where, input, run, parallel);
  return derived(input, {
    where,
    open,
    spec: () => tracedSpec(where, input.spec(), run) ?? specOfFirst({ where, open }),
  });
}

/** What a function of a state and an element gives, beside the next state. */
export function scan(where: string, input: Stage, initial: unknown, run: Run): Stage {
  const begin = elementOf(where, "initialState", initial);
  const open = () => {
    const from = input.open();
    let state = begin;
    let at = 0;
    return over(from, () => {
      const step = from.next();
      if (!(step instanceof Element)) return step;
      try {
        const made = run(valueOf(state), valueOf(step));
        if (!Array.isArray(made) || made.length !== 2) {
          throw new TypeError("expected the function to give [state, output]");
        }
        // The next state would otherwise wait for all those before it.
        state = held(elementOf(where, "the state", made[0]));
        return elementOf(where, "the function's output", made[1]);
      } catch (error) {
        throw failed(where, at, error);
      } finally {
        at++;
      }
    });
  };
  return derived(input, { where, open, spec: () => specOfFirst({ where, open }) });
}

/** Elements beside their numbers. */
export function enumerate(where: string, input: Stage, start: number): Stage {
  const open = () => {
    const from = input.open();
    let at = start;
    return over(from, () => {
      const step = from.next();
      if (!(step instanceof Element)) return step;
      const leaves: Leaf[] = [integerRow(at++), ...step.leaves];
      return new Element(leaves, listOf([ONE, step.structure], [1, step.leaves.length]));
    });
  };
  const spec = (): Spec => {
    const { leaves, structure } = input.spec();
    return {
      leaves: [new TensorSpec([], "int64"), ...leaves],
      structure: listOf([ONE, structure], [1, leaves.length]),
    };
  };
  return derived(input, { where, open, spec });
}

/** The last state of a function of a state and each element. */
export function reduce(
  where: string,
  input: Stage,
  initial: unknown,
  run: Run,
): unknown {
  let state = elementOf(where, "initialState", initial);
  const cursor = input.open();
  try {
    for (let at = 0;; at++) {
      const step = cursor.next();
      if (step === undefined) return valueOf(state);
      if (step instanceof Promise) throw asynchronous(where);
      try {
        const made = run(valueOf(state), valueOf(step));
        state = held(elementOf(where, "the function's result", made));
      } catch (error) {
        throw failed(where, at, error);
      }
    }
  } finally {
    cursor.close();
  }
}

/** The error for elements that come later where they are needed now. */
export function asynchronous(where: string): TypeError {
  return new TypeError(
    `${where}: expected elements at once, received a dataset whose elements come asynchronously; write for await (const x of dataset)`,
  );
}

/** Checks that arguments of functions are some. */
export function checkRun(where: string, name: string, run: unknown): Run {
  if (typeof run === "function") return run as Run;
  throw new TypeError(`${where}: expected ${name} to be a function, received ${typeof run}`);
}

/** A specification of the same structure, its leaves made of others. */
export function specWith({ leaves, structure }: Spec, shapes: readonly PartialShape[]): Spec {
  const changed = leaves.map((it, i) =>
    it instanceof TensorSpec ? new TensorSpec(shapes[i]!, it.dtype) : it
  );
  return { leaves: changed, structure };
}
