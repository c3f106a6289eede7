/**
 * The source of what `fit`, `evaluate` and `predict` are given.
 *
 * @module
 */
import { formatValue } from "../../errors/format.ts";
import { ArraySource, inRow, type Parts } from "./array_source.ts";
import { checkClassWeight, weightsOfClasses } from "./class_weight.ts";
import { checkRows, type Columns, columnsOf, isInMemory, part } from "./columns.ts";
import { givesBatches, IterableSource } from "./iterable_source.ts";
import type { Source } from "./source.ts";

/** What a source is made of. */
export interface SourceOptions {
  readonly x?: unknown;
  readonly y?: unknown;
  readonly sampleWeight?: unknown;
  readonly classWeight?: unknown;
  /** Examples of a batch; default 32, or what the number of steps asks for. */
  readonly batchSize?: number | null | undefined;
  /** Batches of a pass, if they are limited. */
  readonly steps?: number | null | undefined;
  readonly shuffle?: boolean | "batch";
  /** What float64 arrays are converted to. */
  readonly floats: "float32" | "float64";
  /** Passes over the batches. */
  readonly passes: number;
  /** Whether batches of an iterable hold labels. */
  readonly hasLabels: boolean;
}

/** Batches where `batchSize` is not given. */
const BATCH_SIZE = 32;

/** The columns of arrays in memory; weights of classes have become weights of examples. */
export function partsOf(where: string, options: SourceOptions): Parts {
  const { x, y, sampleWeight, classWeight, floats } = options;
  const columns = (name: string, given: unknown): Columns | undefined =>
    given === undefined || given === null ? undefined : columnsOf(where, name, given, floats);
  const parts = { x: columns("x", x)!, y: columns("y", y) };
  if (classWeight === undefined || classWeight === null) {
    return { ...parts, sampleWeight: columns("sampleWeight", sampleWeight) };
  }
  const weights = checkClassWeight(where, classWeight);
  if (sampleWeight !== undefined && sampleWeight !== null) {
    throw new TypeError(`${where}: expected classWeight or sampleWeight, received both`);
  }
  if (parts.y?.columns.length !== 1) {
    throw new TypeError(
      `${where}: expected labels of one output beside classWeight, received ${
        parts.y === undefined ? "none" : `${parts.y.columns.length}`
      }; give sampleWeight in its place`,
    );
  }
  const made = weightsOfClasses(where, parts.y.columns[0]!, weights);
  return {
    ...parts,
    sampleWeight: { columns: [made], structure: { kind: "leaf", index: 0 } },
  };
}

/** A source of arrays. */
export function arraySource(where: string, parts: Parts, options: SourceOptions): ArraySource {
  const { steps, shuffle = false } = options;
  const examples = parts.x.columns[0]?.rows ?? 0;
  const batchSize = options.batchSize ??
    (steps === null || steps === undefined ? BATCH_SIZE : Math.max(1, Math.ceil(examples / steps)));
  return new ArraySource(where, parts, { batchSize, shuffle });
}

/**
 * The source of what was given.
 *
 * @throws {TypeError} for what gives no batches, and for options that its kind does not take.
 */
export function sourceOf(where: string, options: SourceOptions): Source {
  const { x } = options;
  if (isInMemory(x)) return arraySource(where, partsOf(where, options), options);
  if (givesBatches(x)) return iterableSource(where, options);
  throw new TypeError(
    `${where}: expected x to be tensors, arrays, or an iterable of batches, received x=${
      formatValue(x)
    }`,
  );
}

function iterableSource(where: string, options: SourceOptions): Source {
  const { x, floats, passes, hasLabels, classWeight } = options;
  for (const name of ["y", "sampleWeight", "batchSize"] as const) {
    if (options[name] === undefined || options[name] === null) continue;
    throw new TypeError(
      `${where}: expected no ${name} beside an iterable of batches, received ${name}=${
        formatValue(options[name])
      }; ${
        name === "batchSize"
          ? "the batches are as large as they come"
          : `give it in each batch: [x, y, sampleWeight]`
      }`,
    );
  }
  const isWeighted = classWeight !== undefined && classWeight !== null;
  return new IterableSource(where, x as never, {
    floats,
    passes,
    hasLabels,
    classWeight: isWeighted ? checkClassWeight(where, classWeight) : undefined,
  });
}

/** The examples before the last share, and those of the share. */
export function splitParts(
  where: string,
  { x, y, sampleWeight }: Parts,
  share: number,
): { train: Parts; validation: Parts } {
  const rows = checkRows(where, inRow([x, y, sampleWeight]).columns);
  const at = Math.floor(rows * (1 - share));
  if (at === 0 || at === rows) {
    throw new RangeError(
      `${where}: expected validationSplit to leave examples for training and for validation, received validationSplit=${share} of ${rows} examples, of which ${at} would be trained with`,
    );
  }
  const of = (columns: Columns | undefined, first: number, end: number) =>
    columns && { ...columns, columns: columns.columns.map((it) => part(it, first, end)) };
  const parts = (first: number, end: number): Parts => ({
    x: of(x, first, end)!,
    y: of(y, first, end),
    sampleWeight: of(sampleWeight, first, end),
  });
  return { train: parts(0, at), validation: parts(at, rows) };
}
