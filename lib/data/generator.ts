/**
 * Elements that a function of the user's makes, at once or asynchronously.
 *
 * @module
 */
import type { DType } from "../arrays/dtypes.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import type { Structure } from "../functions/nest.ts";
import { agrees, type PartialShape, TensorSpec } from "../functions/tensor_spec.ts";
import { asTensor } from "../ops/as_tensor.ts";
import { isOptions } from "../ops/bind.ts";
import type { TensorLike } from "../tensor/like.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { specOfFirst } from "./mapping.ts";
import { elementOf } from "./nested.ts";
import type { Spec } from "./spec.ts";
import { type Cursor, Element, failed, type Stage, type Step, UNKNOWN } from "./stage.ts";

/** A value as an element of a specification: its leaves get the dtypes, and have to fit the shapes. */
function typed(where: string, value: unknown, { leaves, structure }: Spec): Element {
  const made: Tensor[] = [];
  const visit = (it: Structure, given: unknown): void => {
    if (it.kind === "leaf") {
      const { shape, dtype } = leaves[it.index] as TensorSpec;
      const tensor = asTensor(where, given as TensorLike, dtype);
      if (!agrees(shape, tensor.shape)) {
        throw new TypeError(
          `expected a tensor of shape ${formatShape(shape!)}, received one of shape ${
            formatShape(tensor.shape)
          }`,
        );
      }
      made[it.index] = tensor;
    } else if (it.kind === "list") {
      if (!Array.isArray(given) || given.length !== it.items.length) {
        throw new TypeError(
          `expected a list of ${it.items.length}, received ${formatValue(given)}`,
        );
      }
      it.items.forEach((item, i) => visit(item, given[i]));
    } else if (it.kind === "record") {
      if (!isOptions(given)) {
        throw new TypeError(`expected an object, received ${formatValue(given)}`);
      }
      for (const [key, item] of it.entries) {
        if (!Object.hasOwn(given, key)) throw new TypeError(`expected an entry ${key}`);
        visit(item, given[key]);
      }
    }
  };
  visit(structure, value);
  return new Element(made, structure);
}

type AnyIterator = Iterator<unknown> | AsyncIterator<unknown>;

/** What a function or an iterable gives to go through. */
function iteratorOf(where: string, source: unknown, args: readonly unknown[]): AnyIterator {
  const made: unknown = typeof source === "function" ? source(...args) : source;
  if (typeof made === "object" && made !== null) {
    const its = made as Partial<Iterable<unknown> & AsyncIterable<unknown>>;
    if (its[Symbol.iterator] !== undefined) return its[Symbol.iterator]!();
    if (its[Symbol.asyncIterator] !== undefined) return its[Symbol.asyncIterator]!();
  }
  throw new TypeError(
    `${where}: expected generator to be a function that gives an iterable, received ${
      formatValue(made)
    }`,
  );
}

/** The elements that an iterable gives, made anew for each way through. */
export function generated(
  where: string,
  source: unknown,
  args: readonly unknown[],
  signature: Spec | undefined,
): Stage {
  const open = (): Cursor => {
    // Called when somebody takes an element: opening alone has no effects.
    let iterator: AnyIterator | undefined;
    let ready: IteratorResult<unknown> | undefined;
    let at = 0;
    let isOver = false;
    const taken = (result: IteratorResult<unknown>): Step => {
      if (result.done) {
        isOver = true;
        return undefined;
      }
      try {
        return signature === undefined
          ? elementOf(where, "what the generator gives", result.value)
          : typed(where, result.value, signature);
      } catch (error) {
        throw failed(where, at, stripped(where, error));
      } finally {
        at++;
      }
    };
    const next = (): Step => {
      if (isOver) return undefined;
      if (ready !== undefined) {
        const result = ready;
        ready = undefined;
        return taken(result);
      }
      try {
        iterator ??= iteratorOf(where, source, args);
        const result = iterator.next();
        if (!(result instanceof Promise)) return taken(result as IteratorResult<unknown>);
        return result.then((it) => void (ready = it), (error) => {
          isOver = true;
          throw failed(where, at, error);
        });
      } catch (error) {
        isOver = true;
        throw failed(where, at, error);
      }
    };
    const close = () => {
      if (isOver) return;
      isOver = true;
      const closed = iterator?.return?.(undefined);
      if (closed instanceof Promise) closed.catch(() => {});
    };
    return { next, close };
  };
  let known = signature;
  return {
    where,
    cardinality: UNKNOWN,
    spec: () => known ??= specOfFirst({ where, open }),
    open,
  };
}

/** An error that begins with the stage, without it: its place is still to come. */
function stripped(where: string, error: unknown): unknown {
  if (error instanceof Error && error.message.startsWith(`${where}: `)) {
    error.message = error.message.slice(where.length + 2);
  }
  return error;
}

/** The specification that nested `TensorSpec`s describe, or nested dtypes and shapes. */
export function signatureOf(where: string, name: string, given: unknown, shapes?: unknown): Spec {
  const leaves: TensorSpec[] = [];
  const visit = (it: unknown, shape: unknown): Structure => {
    const spec = typeof it === "string" ? specOfType(it, shape) : it;
    if (spec instanceof TensorSpec) return { kind: "leaf", index: leaves.push(spec) - 1 };
    if (Array.isArray(it)) {
      return {
        kind: "list",
        items: it.map((item, i) => visit(item, (shape as readonly unknown[] | undefined)?.[i])),
      };
    }
    if (isOptions(it)) {
      const shapeOf = (key: string) => (shape as Record<string, unknown> | undefined)?.[key];
      const order = new Map(
        Object.keys(it).sort().map((key) => [key, visit(it[key], shapeOf(key))] as const),
      );
      const entries = Object.keys(it).map((key) => [key, order.get(key)!] as const);
      return { kind: "record", entries };
    }
    throw new TypeError(
      `${where}: expected ${name} to be ${
        name === "outputTypes" ? "dtypes" : "tf.TensorSpec"
      }, in lists or objects for several, received ${formatValue(it)}`,
    );
  };
  return { structure: visit(given, shapes ?? undefined), leaves };
}

function specOfType(dtype: string, shape: unknown): TensorSpec {
  return new TensorSpec((shape ?? null) as PartialShape, dtype as DType);
}
