/**
 * All rows of the table of public functions.
 *
 * @module
 */
import type { Row } from "./row.ts";
import { IMAGE_ROWS } from "./rows/image.ts";
import { LINALG_ROWS } from "./rows/linalg.ts";
import { MATH_ROWS } from "./rows/math.ts";
import { NN_ROWS } from "./rows/nn.ts";
import { ROOT_ROWS } from "./rows/root.ts";
import { SIGNAL_ROWS } from "./rows/signal.ts";

/** The rows. */
export const ROWS: readonly Row[] = [
  ...ROOT_ROWS,
  ...MATH_ROWS,
  ...NN_ROWS,
  ...LINALG_ROWS,
  ...IMAGE_ROWS,
  ...SIGNAL_ROWS,
];
