/**
 * Checks one claim on what a cell printed.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { checkText, firstDifference } from "./check_text.ts";
import {
  checkConstant,
  checkDistribution,
  type Finding,
  probeTrouble,
  valuesAt,
} from "./check_values.ts";
import type { Claim, Profile } from "./expectations.ts";
import { matchWithin } from "./matching.ts";
import { type OutputTexts, resolvePart, splitPart, textAt } from "./parts.ts";
import type { ProbeResult } from "./probe.ts";
import { describeStructure, structureDifference } from "./structure.ts";
import type { ClaimVerdict } from "./verdicts.ts";

/** What claims are checked against. */
export interface ClaimContext {
  /** The texts the cell printed. */
  printed: OutputTexts;
  /** The chapter's texts. */
  chapter: OutputTexts;
  /** Values of the probes by their expressions. */
  probes: ReadonlyMap<string, ProbeResult>;
  /** The seed of this run. */
  seed: number;
  /** The profile of this run. */
  profile: Profile;
  /** When everything has to be checked, on the clock of `performance.now()`. */
  deadline: number;
  /** False alarm rate that one distribution claim may use. */
  falseAlarmRate: number;
}

/** The verdict on a claim. */
export function checkClaim(claim: Claim, context: ClaimContext): ClaimVerdict {
  const { root, steps } = splitPart(claim.part);
  const needsNoPart = claim.claim === "silent" || claim.claim === "bits" ||
    ((claim.claim === "relation" || claim.claim === "distribution") && !claim.hasPart);
  const verdict = {
    claim: claim.claim,
    part: needsNoPart ? "" : root + steps,
    says: claim.says ?? "",
  };
  const inapplicable = notApplicable(claim, context);
  if (inapplicable !== undefined) {
    return { ...verdict, judgement: "not applicable", why: inapplicable };
  }
  const { holds, ...finding } = check(claim, context);
  const good = claim.claim === "volatile" ? "volatile" : "holds";
  return { ...verdict, judgement: holds ? good : "fails", ...finding };
}

/** Why a claim is not about this run, if so. */
export function notApplicable(
  claim: Claim,
  { seed, profile }: Pick<ClaimContext, "seed" | "profile">,
): string | undefined {
  if (claim.profile !== undefined && claim.profile !== profile) {
    return `made for profile ${claim.profile}, this run has ${profile}`;
  }
  if (claim.claim === "bits" && claim.seed !== seed) {
    return `made for seed ${claim.seed}, this run has ${seed}`;
  }
  return undefined;
}

function check(claim: Claim, context: ClaimContext): Finding {
  const { printed, chapter, probes } = context;
  const { root } = splitPart(claim.part);
  const part = () => resolvePart(printed, claim.part);
  const probed = "probe" in claim && claim.probe !== undefined
    ? probes.get(claim.probe)
    : undefined;
  switch (claim.claim) {
    case "silent":
      return printed.size === 0
        ? { holds: true, why: "nothing was printed" }
        : { holds: false, why: `expected no output, received ${[...printed.keys()].join(", ")}` };
    case "text":
      return checkText(claim, textAt(printed, root), textAt(chapter, root));
    case "structure":
      return checkStructure(claim.part, claim.is, context);
    case "constant":
      return checkConstant(
        claim,
        part(),
        chapter.has(root) ? resolvePart(chapter, claim.part) : undefined,
        probed,
      );
    case "distribution":
      return checkDistribution(
        claim,
        // The array that the values are in tells how it is summarised.
        claim.hasPart ? resolvePart(printed, claim.part.replace(/\.values$/, "")) : undefined,
        probed,
        context.falseAlarmRate,
      );
    case "relation":
      return checkRelation(probed);
    case "bits":
      return checkBits(claim.sha256, probed);
    case "volatile":
      return checkVolatile(claim.part, claim.why, claim.pattern, context);
  }
}

function checkStructure(part: string, is: string | undefined, context: ClaimContext): Finding {
  const actual = resolvePart(context.printed, part);
  if (actual.kind === "missing") return { holds: false, why: actual.why };
  if (actual.kind === "field") {
    return { holds: false, why: `${actual.path} is a field: a "constant" claim checks it` };
  }
  const found = describeStructure(actual.value);
  if (is !== undefined) {
    return is === found
      ? { holds: true, why: found }
      : { holds: false, why: `expected ${is}, received ${found}` };
  }
  const expected = resolvePart(context.chapter, part);
  if (expected.kind !== "parsed") {
    const why = expected.kind === "missing" ? expected.why : "it is a field";
    return { holds: false, why: `the chapter has nothing to compare with: ${why}` };
  }
  const ids = context.profile === "2.0";
  const difference = structureDifference(expected.value, actual.value, { path: actual.path, ids });
  return difference === undefined ? { holds: true, why: found } : { holds: false, why: difference };
}

function checkRelation(probed: ProbeResult | undefined): Finding {
  if (probed?.kind !== "array" || probed.dtype !== "bool") {
    const trouble = probed?.kind === "array"
      ? `it is ${probed.dtype}, not bool`
      : probeTrouble(probed);
    return { holds: false, why: `probe: ${trouble}` };
  }
  const n = probed.values.length;
  const untrue = probed.values.filter((value) => value !== 1).length;
  if (n === 0) return { holds: false, why: "probe: it has no elements" };
  if (untrue > 0) {
    return { holds: false, why: n === 1 ? "it is not true" : `not true for ${untrue} of ${n}` };
  }
  return { holds: true, why: n === 1 ? "true" : `true for all ${n}` };
}

function checkBits(sha256: string, probed: ProbeResult | undefined): Finding {
  if (probed?.kind !== "array") return { holds: false, why: `probe: ${probeTrouble(probed)}` };
  const found = createHash("sha256").update(probed.bytes).digest("hex");
  const n = probed.values.length;
  return found === sha256
    ? { holds: true, why: `${n} ${probed.dtype} values, bit for bit` }
    : { holds: false, why: `${n} ${probed.dtype} values have sha256 ${found}, expected ${sha256}` };
}

function checkVolatile(
  part: string,
  why: string,
  pattern: string | undefined,
  { printed, deadline }: ClaimContext,
): Finding {
  const { root, steps } = splitPart(part);
  const text = steps === "" ? textAt(printed, root) : undefined;
  const found = steps === "" ? undefined : resolvePart(printed, part);
  if (steps === "" ? text === undefined : found?.kind === "missing") {
    const trouble = found?.kind === "missing" ? found.why : `there is no ${root}`;
    return { holds: false, why: trouble };
  }
  if (pattern !== undefined) {
    const shown = text ?? valuesAt(found!)?.join(", ") ?? "";
    const match = matchWithin(pattern, shown, deadline);
    if (match === "slow") {
      return {
        holds: false,
        why: `/${pattern}/ takes too long to try; write one without nested repetitions`,
      };
    }
    if (match === "differs") {
      return { holds: false, why: firstDifference(`/${pattern}/`, shown) };
    }
  }
  return { holds: true, why };
}
