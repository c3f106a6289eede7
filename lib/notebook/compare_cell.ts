/**
 * Compares what a cell printed with what it has to print.
 *
 * @module
 */
import { checkClaim, notApplicable } from "./check_claim.ts";
import { unclaimedParts } from "./coverage.ts";
import type { CellExpectation, Profile } from "./expectations.ts";
import { type OutputTexts, outputTexts } from "./parts.ts";
import type { CellRun } from "./run_notebook.ts";
import type { CellVerdict, ClaimVerdict } from "./verdicts.ts";

/** Probability with which a cell whose values are right may fail. */
export const FALSE_ALARM_RATE = 1e-6;

/** Settings of the run that claims may depend on. */
export interface CompareOptions {
  /** The seed. */
  seed: number;
  /** The profile. */
  profile: Profile;
  /** When everything has to be checked, on the clock of `performance.now()`; default: never. */
  deadline?: number | undefined;
}

/** The verdict on a cell that was run. */
export function compareCell(
  run: CellRun,
  expectation: CellExpectation | undefined,
  { seed, profile, deadline = Infinity }: CompareOptions,
): CellVerdict {
  const printed = outputTexts(run.outputs);
  const claims: ClaimVerdict[] = [];
  if (run.trouble !== undefined) claims.push(failure("runs", run.trouble));
  if (expectation === undefined) {
    claims.push(failure("present", "the expectation file has no entry for this cell"));
  } else {
    const applicable = expectation.claims.filter((claim) =>
      notApplicable(claim, { seed, profile }) === undefined
    );
    const tests = applicable.filter(({ claim }) => claim === "distribution").length;
    const context = {
      printed,
      chapter: new Map(Object.entries(expectation.chapter)) as OutputTexts,
      probes: run.probes,
      seed,
      profile,
      deadline,
      falseAlarmRate: FALSE_ALARM_RATE / Math.max(tests, 1),
    };
    claims.push(...expectation.claims.map((claim) => checkClaim(claim, context)));
    const isSilent = applicable.some(({ claim }) => claim === "silent");
    // The error is the trouble that is reported already; a silent cell fails on any output.
    const checked = new Map([...printed].filter(([root]) => root !== "error" && !isSilent));
    for (const part of unclaimedParts(checked, applicable)) {
      claims.push({ ...failure("claimed", "it was printed, but no claim is about it"), part });
    }
  }
  return {
    cell: run.id,
    number: run.number,
    says: expectation?.says ?? "",
    holds: claims.every(({ judgement }) => judgement !== "fails"),
    claims,
    source: run.source,
    chapter: expectation?.chapter ?? {},
    printed: Object.fromEntries(printed),
    status: run.status,
    durationMs: run.durationMs,
  };
}

/** The verdict on an entry whose cell the notebook does not have. */
export function missingCell(expectation: CellExpectation): CellVerdict {
  return {
    cell: expectation.cell,
    number: 0,
    says: expectation.says,
    holds: false,
    claims: [failure("present", "the notebook has no code cell of this id")],
    source: "",
    chapter: expectation.chapter,
    printed: {},
    status: null,
    durationMs: 0,
  };
}

/** A failed claim about a cell as a whole. */
export function failure(claim: ClaimVerdict["claim"], why: string): ClaimVerdict {
  return { claim, part: "", says: "", judgement: "fails", why };
}
