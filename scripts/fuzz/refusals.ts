/**
 * What the library refuses though TensorFlow computes it, with the reason. A program in which
 * something else is refused counts as a fault.
 *
 * @module
 */

/** One row. */
export interface Refusal {
  /** An operation, when it is refused alone; else the phase and the program's operations. */
  readonly where: RegExp;
  /** What the error says. */
  readonly text: RegExp;
  /** Why it is refused. */
  readonly reason: string;
}

/** The table. */
export const REFUSALS: readonly Refusal[] = [
  {
    where: /^concat$/,
    text: /expected axis/,
    reason: "TensorFlow does not look at the axis where there is one tensor to join; we check it.",
  },
  {
    where: /^traced.*\b(unique|uniqueWithCounts|booleanMask|where|dynamicPartition)\b/,
    text: /while the function is traced/,
    reason: "The shape of the result depends on values, which a traced function does not have.",
  },
];

/** The row for an error, if there is one. */
export function refusalOf(
  where: string,
  error: unknown,
  table: readonly Refusal[] = REFUSALS,
): Refusal | undefined {
  const text = error instanceof Error ? error.message : String(error);
  return table.find((row) => row.where.test(where) && row.text.test(text));
}

/** Whether an error is one of ours: a class that says what is wrong, with the function's name. */
export function isNamed(error: unknown): boolean {
  if (!(error instanceof TypeError || error instanceof RangeError)) return false;
  return /^(tf|kerasaur|[A-Z]\w+)[.\w]*(: | expects? )/.test(error.message);
}
