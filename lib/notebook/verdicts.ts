/**
 * What comes of checking a notebook: verdicts on claims, cells and the whole.
 *
 * @module
 */
import type { Claim } from "./expectations.ts";
import type { Execution } from "./kernel.ts";
import type { StatisticalVerdict } from "./statistics.ts";

/** `volatile`: declared to differ; `not applicable`: made for another seed or profile. */
export type Judgement = "holds" | "fails" | "volatile" | "not applicable";

/** Kinds of claims: those of expectation files, and those that every cell has to meet. */
export type ClaimKind = Claim["claim"] | "runs" | "present" | "claimed";

/** The verdict on one claim. */
export interface ClaimVerdict {
  /** Kind of the claim. */
  claim: ClaimKind;
  /** Part of the output it is about; empty for the cell as a whole. */
  part: string;
  /** The claim in words. */
  says: string;
  /** The verdict. */
  judgement: Judgement;
  /** Why. */
  why: string;
  /** What the tests found, of a distribution claim. */
  statistics?: StatisticalVerdict;
}

/** The verdict on one cell. */
export interface CellVerdict {
  /** Id of the cell. */
  cell: string;
  /** Number among the code cells, from 1; 0 when the notebook has no such cell. */
  number: number;
  /** Words for the reader. */
  says: string;
  /** Whether no claim fails. */
  holds: boolean;
  /** The claims. */
  claims: ClaimVerdict[];
  /** The code. */
  source: string;
  /** The chapter's printed texts by output. */
  chapter: Record<string, string>;
  /** The texts printed in this run by output. */
  printed: Record<string, string>;
  /** How the cell ended; `null` when it was not run. */
  status: Execution["status"] | null;
  /** Milliseconds it ran. */
  durationMs: number;
}

/** Versions and settings that a difference may come from. */
export type Provenance = Record<string, string>;

/** The verdict on a notebook. */
export interface NotebookVerdict {
  /** Path of the notebook. */
  notebook: string;
  /** What the chapter is, where its text comes from. */
  about: string;
  /** Whether all claims hold. */
  holds: boolean;
  /** The cells in order. */
  cells: CellVerdict[];
  /** How many claims came to each judgement. */
  counts: Record<Judgement, number>;
  /** Versions and settings. */
  provenance: Provenance;
  /** Milliseconds from start to end. */
  durationMs: number;
}
