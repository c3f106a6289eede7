/**
 * Inputs to try recurrent primitives with.
 *
 * @module
 */
import { sample } from "../../primitives/support/samples.ts";
import type { Shape } from "../../tensor/aval.ts";
import type { Sample } from "../../tensor/primitive.ts";

/** Batch, length, features and units to try. */
const SIZES: readonly (readonly [number, number, number, number])[] = [
  [1, 1, 1, 1],
  [2, 3, 4, 3],
  [3, 5, 1, 2],
  [2, 2, 3, 1],
  [2, 0, 3, 2],
  [0, 2, 3, 2],
  [2, 3, 0, 2],
];

/**
 * Samples of a primitive that takes a sequence, kernel, recurrent kernel, bias and states.
 *
 * @param gates How many gates a kernel has.
 * @param states How many states there are.
 */
export function* recurrentSamples(
  gates: number,
  states: number,
  biasOf: (units: number) => Shape,
): Iterable<Sample<undefined>> {
  for (const dtype of ["float32", "float64"] as const) {
    for (const [batch, length, features, units] of SIZES) {
      const shapes = [
        [batch, length, features],
        [features, gates * units],
        [units, gates * units],
        biasOf(units),
        ...Array.from({ length: states }, () => [batch, units]),
      ];
      const inputs = shapes.map((shape, i) =>
        sample(shape, { dtype, seed: i + 1, min: -1, max: 1 })
      );
      yield { inputs, attrs: undefined };
    }
  }
}
