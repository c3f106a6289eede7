/**
 * Lines of elements along an axis, for what runs along one on the host.
 *
 * @module
 */
import type { Shape } from "../../tensor/aval.ts";

/** Which way along which axis. */
export interface Direction {
  /** An axis, counted from the front. */
  readonly axis: number;
  /** Whether from the last element to the first. */
  readonly reverse: boolean;
}

/** Calls `visit` with the first place of each line along an axis and the step to the next one. */
export function forEachLine(
  shape: Shape,
  { axis, reverse }: Direction,
  visit: (first: number, step: number, count: number) => void,
): void {
  const count = shape[axis]!;
  const stride = shape.slice(axis + 1).reduce((product, dim) => product * dim, 1);
  const outer = shape.slice(0, axis).reduce((product, dim) => product * dim, 1);
  for (let i = 0; i < outer; i++) {
    for (let j = 0; j < stride; j++) {
      const start = i * count * stride + j;
      if (reverse) visit(start + (count - 1) * stride, -stride, count);
      else visit(start, stride, count);
    }
  }
}
