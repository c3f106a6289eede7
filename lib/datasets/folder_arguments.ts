/**
 * What the datasets of folders have in common: their arguments, how these are checked, and what they
 * give.
 *
 * @module
 */
import type { Dataset } from "../data/dataset.ts";
import { checkBoolean, checkInteger, checkOneOf } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { checkPath } from "../io/files.ts";
import { drawSeed } from "../random/profile.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** How labels are given: as numbers, as 0 and 1 for two classes, or as rows with a 1. */
export type LabelMode = "int" | "binary" | "categorical";

/** Arguments of all datasets of folders. */
export interface FolderArguments {
  /** The folder's path, or its `file:` URL. */
  directory: string | URL;
  /**
   * `"inferred"`, the default: the number of the folder that a file is in; `null`: none; or a whole
   * number for each file, by their paths in order.
   */
  labels?: "inferred" | readonly number[] | null;
  /** How labels are given; default `"int"`; `null`: not at all. */
  labelMode?: LabelMode | null;
  /** The folders in the order of their numbers; default: all, in the order of their names. */
  classNames?: readonly string[] | null;
  /** Elements of a batch; default 32; `null`: no batches. */
  batchSize?: number | null;
  /** Whether files come in random order; default true. */
  shuffle?: boolean;
  /** The seed of the order; default: drawn by `tf.keras.utils.setRandomSeed`'s rules. */
  seed?: number | null;
  /** Part of the files that is kept for validation, between 0 and 1; default: none. */
  validationSplit?: number | null;
  /** The part that is wanted, if there is a split; `"both"` gives both datasets. */
  subset?: "training" | "validation" | "both" | null;
  /** Whether links to folders are followed; default false. */
  followLinks?: boolean;
  /** Whether a line says how many files there are; default true. */
  verbose?: boolean;
}

/** A dataset of a folder's files. */
export type FolderDataset<T> = Dataset<T> & {
  /** Names of classes by their numbers; `null` without labels. */
  readonly classNames: readonly string[] | null;
  /** The files' paths; while `shuffle` is on, elements come in another order again. */
  readonly filePaths: readonly string[];
};

/** What arguments say of one parameter. */
type Said<A, Name extends string> = A extends readonly [...unknown[], infer Last]
  ? Last extends { readonly [key in Name]: infer Value } ? Value : undefined
  : undefined;

type ElementOf<A> = Said<A, "labels"> extends null ? Tensor
  : Said<A, "labelMode"> extends null ? Tensor
  : [Tensor, Tensor];

/** What arguments make: one dataset or both, with labels or without. */
export type FolderResult<A> = Said<A, "subset"> extends "both"
  ? [FolderDataset<ElementOf<A>>, FolderDataset<ElementOf<A>>]
  : FolderDataset<ElementOf<A>>;

/** The checked arguments. */
export interface Folder {
  readonly where: string;
  readonly directory: string;
  readonly labels: "inferred" | readonly number[] | null;
  readonly labelMode: LabelMode | null;
  readonly classNames: readonly string[] | null;
  readonly batchSize: number | null;
  readonly isShuffled: boolean;
  readonly seed: number;
  readonly split: number | null;
  readonly subset: "training" | "validation" | "both" | null;
  readonly followsLinks: boolean;
  readonly isVerbose: boolean;
}

function checkLabels(where: string, labels: unknown): Folder["labels"] {
  if (labels === undefined || labels === "inferred") return "inferred";
  if (labels === null) return null;
  if (Array.isArray(labels) && labels.every((it) => Number.isInteger(it))) return labels;
  throw new TypeError(
    `${where}: expected labels to be "inferred", null, or a list of a whole number for each file, received labels=${
      formatValue(labels)
    }`,
  );
}

function checkSplit(
  where: string,
  given: Partial<FolderArguments>,
): Pick<Folder, "split" | "subset"> {
  const split = given.validationSplit ?? null;
  if (split !== null && !(typeof split === "number" && split > 0 && split < 1)) {
    throw new RangeError(
      `${where}: expected validationSplit to be between 0 and 1, received validationSplit=${
        formatValue(split)
      }`,
    );
  }
  const subset = given.subset === undefined || given.subset === null
    ? null
    : checkOneOf(where, "subset", given.subset, ["training", "validation", "both"]);
  if ((split === null) !== (subset === null)) {
    throw new TypeError(
      `${where}: expected validationSplit and subset, or neither, received validationSplit=${
        formatValue(split)
      } and subset=${formatValue(subset)}`,
    );
  }
  if (split !== null && (given.shuffle ?? true) && (given.seed ?? null) === null) {
    throw new TypeError(
      `${where}: expected a seed, as files are shuffled before they are split: without one, training and validation would overlap; give seed, or shuffle: false`,
    );
  }
  return { split, subset };
}

/** Checks the common arguments. */
export function checkFolder(where: string, given: Partial<FolderArguments>): Folder {
  const labels = checkLabels(where, given.labels);
  const mode = given.labelMode === undefined ? "int" : given.labelMode;
  const labelMode = mode === null
    ? null
    : checkOneOf(where, "labelMode", mode, ["int", "categorical", "binary"]);
  const classNames = given.classNames ?? null;
  const hasLabels = labels !== null && labelMode !== null;
  if (classNames !== null && !(hasLabels && labels === "inferred")) {
    throw new TypeError(
      `${where}: expected classNames with labels "inferred" only, received labels=${
        formatValue(labels)
      } and labelMode=${formatValue(labelMode)}`,
    );
  }
  if (classNames !== null && !classNames.every((it) => typeof it === "string")) {
    throw new TypeError(
      `${where}: expected classNames to be names of folders, received ${formatValue(classNames)}`,
    );
  }
  const batchSize = given.batchSize === undefined ? 32 : given.batchSize;
  const seed = given.seed ?? null;
  return {
    where,
    directory: checkPath(where, given.directory),
    labels: hasLabels ? labels : null,
    labelMode: hasLabels ? labelMode : null,
    classNames,
    batchSize: batchSize === null ? null : checkInteger(where, "batchSize", batchSize, { min: 1 }),
    isShuffled: checkBoolean(where, "shuffle", given.shuffle ?? true),
    ...checkSplit(where, given),
    seed: seed === null
      ? drawSeed()
      : checkInteger(where, "seed", seed, { min: 0, max: 2 ** 32 - 1 }),
    followsLinks: checkBoolean(where, "followLinks", given.followLinks ?? false),
    isVerbose: checkBoolean(where, "verbose", given.verbose ?? true),
  };
}
