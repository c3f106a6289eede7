/**
 * Elements as `JSON.stringify` is to write them.
 *
 * @module
 */
import { Complex } from "../arrays/dtypes.ts";
import type { NestedElements } from "./nested.ts";

/** Elements as JSON has them: whole numbers of 64 bits as numbers where they fit, else as texts. */
export function plainElements(elements: NestedElements): unknown {
  if (Array.isArray(elements)) return elements.map((it) => plainElements(it as NestedElements));
  if (elements instanceof Complex) return { re: elements.re, im: elements.im };
  return typeof elements === "bigint" ? numberOf(elements) ?? `${elements}` : elements;
}

/** A whole number of 64 bits as a number, if it fits. */
export function numberOf(x: bigint): number | undefined {
  const number = Number(x);
  return Number.isSafeInteger(number) ? number : undefined;
}
