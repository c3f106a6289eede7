/**
 * What a branch or a loop did in one run, for its gradient: which branch was taken, what each round
 * of a loop began with, what was drawn. It travels as the value of a tensor that nothing but the
 * gradient takes.
 *
 * @module
 */
import { type Aval, aval } from "../../tensor/aval.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";

/** One round of a loop. */
export interface Round {
  /** The loop's variables when it began. */
  readonly values: readonly Tensor[];
  /** What its body drew. */
  readonly drawn: readonly Tensor[];
}

/** A run of a branch or a loop. */
export interface Run {
  /** Which branch was taken. */
  readonly branch: number;
  /** What it drew. */
  readonly drawn: readonly Tensor[];
  /** The rounds of a loop, in order. */
  readonly rounds: readonly Round[];
}

/** Values on the host that carry a run. */
class Carrier extends Int32Array {
  readonly run: Run;

  constructor(run: Run) {
    super(1);
    this.run = run;
  }
}

/** Shape and dtype of a tensor that carries a run. */
export const RECORD: Aval = aval("int32", []);

/** A tensor that carries a run, or none where nobody needs it. */
export function carry(run: Partial<Run> | undefined): Tensor {
  const host = run === undefined
    ? new Int32Array(1)
    : new Carrier({ branch: 0, drawn: [], rounds: [], ...run });
  return leaf(host, RECORD);
}

/** The run that a tensor carries. */
export function runOf({ host }: Tensor): Run {
  if (host instanceof Carrier) return host.run;
  throw new Error("internal: a branch or a loop kept no record of its run");
}
