/**
 * What the examples share: how a test may run them, and the handwritten digits, 1,797 images of
 * 8 x 8 pixels (tests/goldens/datasets/README.md says where they are from).
 *
 * @module
 */
import * as tf from "../mod.ts";
import { readDataset, type Rows, splitRows } from "../tests/support/datasets.ts";

/** How an example is run. What is not given is as the example's reader wants it. */
export interface Run {
  /** Passes over the data. */
  epochs?: number;
  /** How many of the rows for training are taken; default all. */
  examples?: number;
  /** Whether rows are shuffled before each pass; default `true`. */
  shuffle?: boolean;
  /** Called with the model before its training: to set its weights, say. */
  prepare?: (model: { readonly trainableWeights: readonly tf.Variable[] }) => void;
  /** Whether nothing is printed; default `false`. */
  quiet?: boolean;
}

/** What came of a run. */
export interface Outcome {
  /** The loss of each epoch. */
  readonly losses: readonly number[];
  /** How good the result is on what it has not seen; the example says in what. */
  readonly score: number;
}

/** Images of `(8, 8, 1)` with pixels from 0 to 1, and the digit that each shows. */
export interface Images {
  readonly x: tf.Tensor;
  readonly y: Uint8Array;
}

function images(
  { x, y }: Rows,
  count: number | undefined,
  keep: (digit: number) => boolean,
): Images {
  const rows = Array.from(y.data, Number).flatMap((digit, row) => keep(digit) ? [row] : [])
    .slice(0, count);
  const pixels = Float32Array.from(
    rows.flatMap((row) => Array.from(x.data.subarray(64 * row, 64 * (row + 1)), (it) => it / 16)),
  );
  return {
    x: tf.reshape(tf.constant(pixels), [-1, 8, 8, 1]),
    y: Uint8Array.from(rows, (row) => Number(y.data[row])),
  };
}

/**
 * The digits for training and for testing.
 *
 * @param examples How many are for training; default all.
 * @param keep Which digits are taken; default all.
 */
export async function digits(
  examples?: number,
  keep: (digit: number) => boolean = () => true,
): Promise<{ readonly train: Images; readonly test: Images }> {
  const { train, test } = splitRows(await readDataset("digits"));
  return { train: images(train, examples, keep), test: images(test, undefined, keep) };
}
