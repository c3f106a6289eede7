/**
 * Types of nested values of tensors, as functions of loops and elements take and give them.
 *
 * @module
 */
import type { TensorLike } from "../../tensor/like.ts";
import type { Tensor } from "../../tensor/tensor.ts";

/** What functions of a loop take: the items of a list, or one value of another kind. */
export type LoopParameters<Vars> = Vars extends readonly unknown[]
  ? { -readonly [Index in keyof Vars]: AsTensors<Vars[Index]> }
  : [vars: AsTensors<Vars>];

/** A nested value with tensors in the place of numbers and arrays. */
export type AsTensors<Value> = Value extends readonly (infer _)[]
  ? { -readonly [Index in keyof Value]: AsTensors<Value[Index]> }
  : Value extends TensorLike ? Tensor
  : Value extends Readonly<Record<string, unknown>>
    ? { -readonly [Name in keyof Value]: AsTensors<Value[Name]> }
  : Value;

/** Plain values and arrays of them. */
export type Values = number | bigint | boolean | string | readonly Values[];

/** One element of tensors along the first axis; nested arrays of numbers are one tensor. */
export type ElementOf<Elems> = Elems extends readonly Values[] ? Tensor : AsTensors<Elems>;

/** What a body may give: the next values, of which a single one needs no list. */
export type LoopResult<Vars> =
  | Nested
  | (Vars extends readonly unknown[] ? readonly Nested[] : Nested);

/** Tensors, or nested values of them. */
export type Nested = TensorLike | null | undefined | readonly Nested[] | {
  readonly [name: string]: Nested;
};
