/**
 * Batches that something else makes: an iterable, an asynchronous one, or a function that gives one.
 *
 * @module
 */
import { type Pass as DatasetPass, passOver } from "../../data/iterate.ts";
import { isDataset, stageSymbol } from "../../data/nested.ts";
import { formatValue } from "../../errors/format.ts";
import { flatten } from "../../functions/nest.ts";
import { asTensor } from "../../ops/as_tensor.ts";
import { isOptions } from "../../ops/bind.ts";
import { cast } from "../../primitives/math/cast.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { inRow } from "./array_source.ts";
import { type Batch, layoutOf } from "./batch.ts";
import { weightsOfClasses } from "./class_weight.ts";
import { type Columns, columnsOf, slice } from "./columns.ts";
import type { Pass, Source } from "./source.ts";

/** One batch as an iterable gives it: inputs alone, or `[x, y]`, or `[x, y, sampleWeight]`. */
export type BatchData = unknown;

/** What gives batches. */
export type Batches =
  | Iterable<BatchData>
  | AsyncIterable<BatchData>
  | (() => Iterable<BatchData> | AsyncIterable<BatchData>);

type AnyIterator = Iterator<unknown> | AsyncIterator<unknown>;

/** Whether a value can be gone through. */
function isIterable(value: unknown): value is Iterable<unknown> | AsyncIterable<unknown> {
  if (typeof value !== "object" || value === null) return false;
  return Symbol.iterator in value || Symbol.asyncIterator in value;
}

/** Whether a value gives batches one by one. */
export function givesBatches(value: unknown): value is Batches {
  return typeof value === "function" && !(value instanceof Tensor) || isIterable(value);
}

/** Whether it can be gone through once only, as a generator. */
function isUsedUp(value: Batches): boolean {
  if (typeof value === "function") return false;
  const iterator = (value as { next?: unknown }).next;
  return typeof iterator === "function";
}

/** The number of batches, where it is known. */
function countOf(given: Batches): number | undefined {
  if (typeof given === "function") return undefined;
  const count: unknown = isDataset(given)
    ? given[stageSymbol].cardinality
    : (given as { length?: unknown }).length;
  return Number.isInteger(count) && count as number >= 0 ? count as number : undefined;
}

/** What the batches of an iterable are made of. */
export interface IterableOptions {
  /** Weights by class, if there are any. */
  readonly classWeight?: ReadonlyMap<number, number> | undefined;
  /** What float64 arrays are converted to. */
  readonly floats: "float32" | "float64";
  /** How many passes there will be, or one that goes on. */
  readonly passes: number;
  /** Whether there are labels in a batch; else `[x, y]` are two inputs. */
  readonly hasLabels: boolean;
}

/** Batches of an iterable. */
export class IterableSource implements Source {
  readonly batches: number | undefined;
  readonly examples = undefined;
  readonly #where: string;
  readonly #given: Batches;
  readonly #options: IterableOptions;
  /** A pass that was begun in order to see its first batch. */
  #begun: { iterator: AnyIterator; first: Batch | undefined } | undefined;

  /**
   * Makes a source of an iterable.
   *
   * @throws {TypeError} for a generator that several passes are asked of.
   */
  constructor(where: string, given: Batches, options: IterableOptions) {
    this.#where = where;
    this.#given = given;
    this.#options = options;
    this.batches = countOf(given);
    if (options.passes > 1 && isUsedUp(given)) {
      throw new TypeError(
        `${where}: expected batches for ${options.passes} epochs, received a generator, which is used up after the first; give the function that makes it, or stepsPerEpoch`,
      );
    }
  }

  #open(): AnyIterator {
    if (isDataset(this.#given)) return passOver(this.#given[stageSymbol]) as AnyIterator;
    const given: unknown = typeof this.#given === "function" ? this.#given() : this.#given;
    if (!isIterable(given)) {
      throw new TypeError(
        `${this.#where}: expected x to give an iterable of batches, received ${formatValue(given)}`,
      );
    }
    return Symbol.asyncIterator in given ? given[Symbol.asyncIterator]() : given[Symbol.iterator]();
  }

  #take(
    iterator: AnyIterator,
    isDropped = false,
  ): Batch | undefined | Promise<Batch | undefined> {
    const next = isDropped && isDataset(this.#given)
      ? (iterator as DatasetPass).next(true)
      : iterator.next();
    const made = (it: IteratorResult<unknown>) => it.done ? undefined : this.#batch(it.value);
    return next instanceof Promise ? next.then(made) : made(next as IteratorResult<unknown>);
  }

  first(): Batch | undefined | Promise<Batch | undefined> {
    if (this.#begun !== undefined) return this.#begun.first;
    const iterator = this.#open();
    const first = this.#take(iterator);
    const keep = (batch: Batch | undefined) => {
      this.#begun = { iterator, first: batch };
      return batch;
    };
    return first instanceof Promise ? first.then(keep) : keep(first);
  }

  pass(isDropped = false): Pass {
    const begun = this.#begun;
    this.#begun = undefined;
    const iterator = begun?.iterator ?? this.#open();
    let isFirst = begun !== undefined;
    return {
      next: () => {
        if (!isFirst) return this.#take(iterator, isDropped);
        isFirst = false;
        return begun!.first;
      },
      close: () => {
        const closed = iterator.return?.(undefined);
        if (closed instanceof Promise) closed.catch(() => {});
      },
    };
  }

  /** A batch of what the iterable gave. */
  #batch(item: unknown): Batch {
    const { hasLabels, classWeight } = this.#options;
    const isTuple = hasLabels && Array.isArray(item) && item.length <= 3;
    const [x, y, sampleWeight] = isTuple ? item as unknown[] : [item];
    if (!isTuple && hasLabels && isOptions(item) && "x" in item) return this.#named(item);
    const weight = classWeight !== undefined && y !== undefined && sampleWeight === undefined
      ? slice(weightsOfClasses(this.#where, this.#column("y", y), classWeight), 0, rowsOf(y))
      : sampleWeight;
    return this.#of([x, y, weight]);
  }

  #named({ x, y, sampleWeight }: Readonly<Record<string, unknown>>): Batch {
    return this.#batch([x, y, sampleWeight]);
  }

  #column(name: string, value: unknown) {
    const { columns } = columnsOf(`${this.#where}: a batch`, name, value, this.#options.floats);
    return columns[0]!;
  }

  #of(parts: readonly unknown[]): Batch {
    const where = `${this.#where}: a batch`;
    const isOnDevice = parts.every((it) => it instanceof Tensor || it === undefined || it === null);
    if (isOnDevice) {
      const given = parts.map((it) => it ?? undefined) as (Tensor | undefined)[];
      const { leaves, structure } = flatten(trimmed(given), (it) => this.#tensor(it));
      return { leaves, layout: layoutOf(structure) };
    }
    const names = ["x", "y", "sampleWeight"];
    const nested = parts.map((it, i): Columns | undefined =>
      it === undefined || it === null
        ? undefined
        : columnsOf(where, names[i]!, it, this.#options.floats)
    );
    const { columns, structure } = inRow(nested);
    return { leaves: columns.map((it) => slice(it, 0, it.rows)), layout: layoutOf(structure) };
  }

  #tensor(value: unknown): Tensor | undefined {
    if (!(value instanceof Tensor)) return undefined;
    const isWide = value.dtype === "float64" && this.#options.floats === "float32";
    return isWide ? cast(value, "float32") : value;
  }
}

function trimmed(parts: readonly unknown[]): readonly unknown[] {
  let end = parts.length;
  while (end > 1 && parts[end - 1] === undefined) end--;
  return parts.slice(0, end);
}

function rowsOf(value: unknown): number {
  return asTensor("fit", value as TensorLike).shape[0] ?? 0;
}
