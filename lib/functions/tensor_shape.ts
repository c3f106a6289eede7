/**
 * `tf.TensorShape`: what is known of a shape, with Python's texts. Tensors have plain arrays for
 * shapes, which every function takes; this class compares, merges and shows them.
 *
 * @module
 */
import { displayable } from "../display/inspect.ts";
import { typeNameSymbol } from "../display/protocol.ts";
import { fromCaller } from "../errors/caller.ts";
import { checkInteger } from "../errors/checks.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import { agrees, type PartialShape } from "./tensor_spec.ts";

/** What a {@linkcode TensorShape} is made of: dimensions, the only one, or `null` for any. */
export type TensorShapeLike = PartialShape | number | TensorShape;

const WHERE = "tf.TensorShape";

function dimsOf(where: string, name: string, given: unknown): PartialShape {
  if (given instanceof TensorShape) return given.dims;
  if (given === null) return null;
  const dims = typeof given === "number" ? [given] : given;
  if (!Array.isArray(dims)) {
    throw new TypeError(
      `${where}: expected ${name} to be dimensions, a TensorShape, or null for any, received ${name}=${
        formatValue(given)
      }`,
    );
  }
  return Object.freeze(
    dims.map((dim, axis) =>
      dim === null ? null : checkInteger(where, `${name}[${axis}]`, dim, { min: 0 })
    ),
  );
}

const textOf = (dims: PartialShape): string => dims === null ? "<unknown>" : formatShape(dims);

function reprOf({ dims }: TensorShape): string {
  if (dims === null) return "TensorShape(None)";
  return `TensorShape([${dims.map((dim) => dim === null ? "None" : String(dim)).join(", ")}])`;
}

/**
 * Dimensions, `null` for those that are not known; or nothing known at all.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const images = new tf.TensorShape([null, 28, 28]);
 * assert(images.isCompatibleWith(tf.zeros([64, 28, 28]).shape));
 * assertEquals(images.concatenate([1]).asList(), [null, 28, 28, 1]);
 * ```
 */
export class TensorShape {
  /** Dimensions, outermost first; `null` where their number is unknown. */
  readonly dims: PartialShape;

  /**
   * Makes a shape.
   *
   * @param dims Dimensions >= 0, `null` for unknown ones; one number for a single one; `null` for any.
   * @throws {TypeError | RangeError} if a dimension is none.
   */
  constructor(dims: TensorShapeLike) {
    this.dims = fromCaller(new.target, () => dimsOf(WHERE, "dims", dims));
  }

  /** How many dimensions there are; `null` if that is unknown. */
  get rank(): number | null {
    return this.dims?.length ?? null;
  }

  /** The same as {@linkcode rank}. */
  get ndims(): number | null {
    return this.rank;
  }

  /** How many dimensions there are. */
  get length(): number {
    return this.#known("length", "has no length").length;
  }

  #known(member: string, what: string): readonly (number | null)[] {
    if (this.dims !== null) return this.dims;
    throw new TypeError(`${WHERE}.${member}: a shape of unknown rank ${what}`);
  }

  /** The dimensions as an array. */
  asList(): (number | null)[] {
    return fromCaller(this.asList, () => [...this.#known("asList", "is no list")]);
  }

  /** The dimensions, one after the other. */
  [Symbol.iterator](): IterableIterator<number | null> {
    return this.asList()[Symbol.iterator]();
  }

  /**
   * A dimension, from the end where `axis` is negative; `null` if it is unknown.
   *
   * @throws {RangeError} if there is no such dimension.
   */
  at(axis: number): number | null {
    return fromCaller(this.at, () => {
      const { rank } = this;
      const place = checkInteger(
        `${WHERE}.at`,
        "axis",
        axis,
        rank === null ? {} : { min: -rank, max: rank - 1 },
      );
      return this.dims?.at(place) ?? null;
    });
  }

  /** The dimensions from `start` to before `end`, as `Array.slice` counts them. */
  slice(start?: number, end?: number): TensorShape {
    return new TensorShape(this.dims?.slice(start, end) ?? null);
  }

  /** Whether all dimensions are known. */
  isFullyDefined(): boolean {
    return this.dims !== null && this.dims.every((dim) => dim !== null);
  }

  /** Elements of such a tensor; `null` if that is unknown. */
  numElements(): number | null {
    return this.isFullyDefined() ? this.dims!.reduce<number>((n, dim) => n * dim!, 1) : null;
  }

  /** Whether a shape may be this one. */
  isCompatibleWith(other: TensorShapeLike): boolean {
    return fromCaller(
      this.isCompatibleWith,
      () => agrees(this.dims, dimsOf(`${WHERE}.isCompatibleWith`, "other", other)),
    );
  }

  /**
   * What both say together.
   *
   * @throws {RangeError} if they contradict each other.
   */
  mergeWith(other: TensorShapeLike): TensorShape {
    return fromCaller(this.mergeWith, () => {
      const where = `${WHERE}.mergeWith`;
      const dims = dimsOf(where, "other", other);
      if (!agrees(this.dims, dims)) {
        throw new RangeError(
          `${where}: expected a shape that fits ${textOf(this.dims)}, received other=${
            textOf(dims)
          }`,
        );
      }
      if (this.dims === null) return new TensorShape(dims);
      return new TensorShape(this.dims.map((dim, axis) => dim ?? dims?.[axis] ?? null));
    });
  }

  /** The dimensions of both, one after the other; unknown if those of one are. */
  concatenate(other: TensorShapeLike): TensorShape {
    return fromCaller(this.concatenate, () => {
      const dims = dimsOf(`${WHERE}.concatenate`, "other", other);
      return new TensorShape(
        this.dims === null || dims === null ? null : [...this.dims, ...dims],
      );
    });
  }

  /** The shape of which both are cases: what they do not share is unknown. */
  mostSpecificCompatibleShape(other: TensorShapeLike): TensorShape {
    return fromCaller(this.mostSpecificCompatibleShape, () => {
      const dims = dimsOf(`${WHERE}.mostSpecificCompatibleShape`, "other", other);
      if (this.dims?.length !== dims?.length || this.dims === null) return new TensorShape(null);
      return new TensorShape(this.dims.map((dim, axis) => dim === dims![axis] ? dim : null));
    });
  }

  /**
   * This shape, of which the rank is known from then on.
   *
   * @throws {RangeError} if it has another.
   */
  withRank(rank: number): TensorShape {
    return fromCaller(this.withRank, () => {
      checkInteger(`${WHERE}.withRank`, "rank", rank, { min: 0 });
      if (this.dims === null) return new TensorShape(new Array<null>(rank).fill(null));
      return this.#ranked("withRank", this.rank === rank, `rank ${rank}`);
    });
  }

  /**
   * This shape.
   *
   * @throws {RangeError} if it has fewer dimensions.
   */
  withRankAtLeast(rank: number): TensorShape {
    return fromCaller(
      this.withRankAtLeast,
      () => this.#ranked("withRankAtLeast", (this.rank ?? rank) >= rank, `rank ${rank} or more`),
    );
  }

  /**
   * This shape.
   *
   * @throws {RangeError} if it has more dimensions.
   */
  withRankAtMost(rank: number): TensorShape {
    return fromCaller(
      this.withRankAtMost,
      () => this.#ranked("withRankAtMost", (this.rank ?? rank) <= rank, `rank ${rank} or less`),
    );
  }

  #ranked(member: string, holds: boolean, what: string): this {
    if (holds) return this;
    throw new RangeError(
      `${WHERE}.${member}: expected a shape of ${what}, received ${textOf(this.dims)}`,
    );
  }

  /** Throws a RangeError unless the rank is this, or unknown. */
  assertHasRank(rank: number): void {
    fromCaller(
      this.assertHasRank,
      () => this.#ranked("assertHasRank", this.rank === null || this.rank === rank, `rank ${rank}`),
    );
  }

  /** Throws a RangeError unless all dimensions are known. */
  assertIsFullyDefined(): void {
    fromCaller(
      this.assertIsFullyDefined,
      () => this.#ranked("assertIsFullyDefined", this.isFullyDefined(), "known dimensions"),
    );
  }

  /** Throws a RangeError unless the other shape may be this one. */
  assertIsCompatibleWith(other: TensorShapeLike): void {
    fromCaller(this.assertIsCompatibleWith, () => {
      const dims = dimsOf(`${WHERE}.assertIsCompatibleWith`, "other", other);
      this.#ranked(
        "assertIsCompatibleWith",
        agrees(this.dims, dims),
        `a kind with ${textOf(dims)}`,
      );
    });
  }
}

displayable(TensorShape.prototype, { repr: reprOf, str: ({ dims }) => textOf(dims) });
Object.defineProperty(TensorShape.prototype, typeNameSymbol, {
  value: "tensorflow.python.framework.tensor_shape.TensorShape",
});
