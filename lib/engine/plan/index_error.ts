/**
 * What a kernel throws for an index that is none of its array's.
 *
 * @module
 */

/** An index out of range, found while a plan ran. */
export class IndexError extends RangeError {
  /** The operation, as plans call it. */
  readonly operation: string;

  constructor(operation: string, index: number | bigint) {
    super(`invalid index found, index = ${index}`);
    this.operation = operation;
  }
}
