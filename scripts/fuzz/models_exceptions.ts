/**
 * Where layers and models may differ from Keras's, with the reason.
 *
 * @module
 */
import type { Difference, ModelCase } from "./models.ts";

/** Cases that are not compared. */
export interface ModelException {
  /** Kinds of differences that it allows. */
  readonly kinds: readonly Difference["kind"][];
  readonly when: (it: ModelCase, difference: Difference) => boolean;
  readonly reason: string;
}

/** The table. */
export const MODEL_EXCEPTIONS: readonly ModelException[] = [];

/** The exception that allows a difference, if there is one. */
export function exceptionOf(it: ModelCase, difference: Difference): ModelException | undefined {
  return MODEL_EXCEPTIONS.find(({ kinds, when }) =>
    kinds.includes(difference.kind) && when(it, difference)
  );
}
