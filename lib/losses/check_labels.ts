/**
 * Labels that no loss can be computed from, found in data in memory before anything is trained: a
 * step that is traced cannot see values.
 *
 * @module
 */
import { BinaryCrossentropy, binaryCrossentropy } from "./binary_crossentropy.ts";
import { BinaryFocalCrossentropy, binaryFocalCrossentropy } from "./binary_focal_crossentropy.ts";
import { CategoricalCrossentropy, categoricalCrossentropy } from "./categorical_crossentropy.ts";
import {
  CategoricalFocalCrossentropy,
  categoricalFocalCrossentropy,
} from "./categorical_focal_crossentropy.ts";
import {
  CategoricalGeneralizedCrossEntropy,
  categoricalGeneralizedCrossEntropy,
} from "./categorical_generalized_cross_entropy.ts";
import { CTC, ctc } from "./ctc.ts";
import { KLDivergence, klDivergence } from "./distribution.ts";
import type { Loss } from "./loss.ts";
import { LossFunctionWrapper } from "./loss_function_wrapper.ts";
import {
  SparseCategoricalCrossentropy,
  sparseCategoricalCrossentropy,
} from "./sparse_categorical_crossentropy.ts";

/** How messages speak of labels. */
export interface LabelsInMessages {
  /** What they are called; default `"yTrue"`. */
  readonly label?: string;
  /** Their shape, so that a place has as many numbers as it; default: one axis. */
  readonly shape?: readonly number[];
}

type Labels = ArrayLike<number | bigint>;

/** What labels are for a loss. */
type Meaning = "classes" | "sequence" | "probability" | "distribution";

const MEANINGS: readonly (readonly [Meaning, readonly unknown[]])[] = [
  ["classes", [
    SparseCategoricalCrossentropy,
    sparseCategoricalCrossentropy,
    CategoricalGeneralizedCrossEntropy,
    categoricalGeneralizedCrossEntropy,
  ]],
  ["sequence", [CTC, ctc]],
  ["probability", [
    BinaryCrossentropy,
    binaryCrossentropy,
    BinaryFocalCrossentropy,
    binaryFocalCrossentropy,
    // It cuts them off beyond that.
    KLDivergence,
    klDivergence,
  ]],
  ["distribution", [
    CategoricalCrossentropy,
    categoricalCrossentropy,
    CategoricalFocalCrossentropy,
    categoricalFocalCrossentropy,
  ]],
];

/** What labels are for a loss: for one of these classes, or of them that computes what they do. */
function meaningFor(loss: Loss): Meaning | undefined {
  const isOf = (it: unknown): boolean => {
    if (loss instanceof LossFunctionWrapper) return loss.fn === it;
    const { prototype } = it as { readonly prototype?: Partial<Loss> };
    return prototype?.call !== undefined && prototype.call === loss.call;
  };
  return MEANINGS.find(([, all]) => all.some(isOf))?.[0];
}

/** The class that a loss leaves out. */
function ignoredBy(loss: Loss): unknown {
  if (loss instanceof SparseCategoricalCrossentropy) return loss.ignoreClass;
  return loss instanceof LossFunctionWrapper ? loss.options["ignoreClass"] : undefined;
}

/**
 * Throws for labels that a loss has no value for.
 *
 * @param where The function they were given to, for messages.
 * @param labels Their values in order, as they lie in memory.
 * @param lastAxis Length of the last axis of the predictions.
 * @param how What messages call them.
 * @throws {RangeError} for numbers of classes that are none, and probabilities out of their range.
 * @throws {TypeError} for numbers of classes where the loss takes distributions.
 */
export function checkLabels(
  where: string,
  loss: Loss,
  labels: Labels,
  lastAxis: number,
  { label = "yTrue", shape }: LabelsInMessages = {},
): void {
  const meaning = meaningFor(loss);
  if (meaning === undefined) return;
  const place = (index: number) => `${label}[${placeOf(index, shape).join(", ")}]`;
  if (meaning === "classes" || meaning === "sequence") {
    const fault = firstNoClass(labels, lastAxis, ignoredBy(loss));
    const blank = fault < 0 && meaning === "sequence" ? firstBlankBefore(labels, shape) : -1;
    if (blank >= 0) {
      throw new RangeError(
        `${where}: expected ${label} to hold the blank, 0, only behind the labels of a sequence, to fill it up, for ${loss.name}, received 0 before ${
          labels[blank + 1]
        } at ${place(blank)}; count classes from 1`,
      );
    }
    if (fault < 0) return;
    const value = Number(labels[fault]);
    const range = lastAxis === 1 ? "0, the only one" : `from 0 to ${lastAxis - 1}`;
    throw new RangeError(
      `${where}: expected ${label} to hold numbers of classes ${range}, for ${loss.name} beside ${lastAxis} ${
        lastAxis === 1 ? "output" : "outputs"
      }, received ${value} at ${place(fault)}${hintFor(value, lastAxis, meaning)}`,
    );
  }
  if (meaning === "probability") {
    const fault = firstNoProbability(labels);
    if (fault < 0) return;
    const value = Number(labels[fault]);
    throw new RangeError(
      `${where}: expected ${label} to hold 0, 1 or probabilities between them, for ${loss.name}, received ${value} at ${
        place(fault)
      }${value === -1 ? "; for labels -1 and 1, use hinge" : ""}`,
    );
  }
  if (!areClasses(labels, lastAxis, shape)) return;
  throw new TypeError(
    `${where}: expected ${label} to hold a row of ${lastAxis} numbers for each example, one for each class, for ${loss.name}, received numbers of classes, such as ${
      labels[0]
    } at ${place(0)}; use sparseCategoricalCrossentropy, or make one-hot labels of them`,
  );
}

function hintFor(value: number, classes: number, meaning: Meaning): string {
  if (value === classes) {
    return `; if classes are counted from 1, subtract 1, else make a model with ${
      classes + 1
    } outputs`;
  }
  if (value === -1 && meaning === "sequence") return "; fill sequences up with 0";
  if (value === -1) return "; if it stands for no label, use ignoreClass";
  return "";
}

function firstNoClass(labels: Labels, classes: number, ignored: unknown): number {
  for (let i = 0; i < labels.length; i++) {
    const value = Number(labels[i]);
    const isClass = Number.isInteger(value) && value >= 0 && value < classes;
    if (!isClass && value !== ignored) return i;
  }
  return -1;
}

/** The first 0 in a row before a label that is another. */
function firstBlankBefore(labels: Labels, shape: readonly number[] | undefined): number {
  const size = shape?.length === 2 ? shape[1]! : 0;
  for (let i = 0; i + 1 < labels.length; i++) {
    const isInside = size > 0 && (i + 1) % size !== 0;
    if (isInside && Number(labels[i]) === 0 && Number(labels[i + 1]) !== 0) return i;
  }
  return -1;
}

function firstNoProbability(labels: Labels): number {
  for (let i = 0; i < labels.length; i++) {
    const value = Number(labels[i]);
    if (!(value >= 0 && value <= 1)) return i;
  }
  return -1;
}

/**
 * Whether labels are numbers of classes rather than rows of them: where the shape says so, else where
 * all are such numbers, some beyond 1, and they make no rows with one that is not 0. (Rows with one
 * number that weighs the example are labels that some train with.)
 */
function areClasses(
  labels: Labels,
  classes: number,
  shape: readonly number[] | undefined,
): boolean {
  if (shape !== undefined && shape.length > 1 && shape.at(-1) === classes) return false;
  if (labels.length === 0 || firstNoClass(labels, classes, undefined) >= 0) return false;
  if (shape !== undefined || labels.length % classes !== 0) return true;
  let isBeyond = false;
  let hasOthers = false;
  for (let i = 0; i < labels.length; i += classes) {
    let filled = 0;
    for (let k = i; k < i + classes; k++) {
      const value = Number(labels[k]);
      if (value !== 0) filled++;
      if (value > 1) isBeyond = true;
    }
    if (filled !== 1) hasOthers = true;
  }
  return isBeyond && hasOthers;
}

/** An index of each axis. */
function placeOf(index: number, shape: readonly number[] | undefined): number[] {
  const place: number[] = [];
  let rest = index;
  for (const size of (shape ?? []).slice(1).toReversed()) {
    place.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return [rest, ...place];
}
