/**
 * Checks of texts, character for character.
 *
 * @module
 */
import { parseOutput } from "../display/parse.ts";
import type { Finding } from "./check_values.ts";
import type { TextClaim } from "./expectations.ts";
import { reprint } from "./reprint.ts";

/** Checks a text claim on what was printed and what the chapter prints. */
export function checkText(
  claim: TextClaim,
  printed: string | undefined,
  chapter: string | undefined,
): Finding {
  if (printed === undefined) return { holds: false, why: "there is no such output" };
  if (claim.how === "layout") return checkLayout(claim, printed, claim.is ?? chapter);
  const wanted = claim.is ?? chapter;
  if (wanted === undefined) return { holds: false, why: "the chapter has no text to compare with" };
  return wanted === printed
    ? { holds: true, why: "identical" }
    : { holds: false, why: firstDifference(wanted, printed) };
}

/** Checks that both texts are what our display prints for the values that they show. */
function checkLayout(claim: TextClaim, printed: string, chapter: string | undefined): Finding {
  const own = printedAgain(printed);
  if (own !== printed) {
    return { holds: false, why: `this run's text: ${firstDifference(own, printed)}` };
  }
  if (chapter === undefined) return { holds: true, why: "read and printed again unchanged" };
  const again = printedAgain(chapter);
  if (claim.damagedIndent === undefined) {
    return again === chapter
      ? { holds: true, why: "the chapter's text, read and printed again, is unchanged" }
      : { holds: false, why: `the chapter's text: ${firstDifference(chapter, again)}` };
  }
  const lines = (text: string) => text.split("\n").map((line) => line.trimStart());
  const [theirs, ours] = [lines(chapter), lines(again)];
  if (again === chapter) {
    return { holds: false, why: "the chapter's indents are declared damaged but are not" };
  }
  if (theirs.join("\n") !== ours.join("\n")) {
    return {
      holds: false,
      why: `the chapter's text: ${firstDifference(theirs.join("\n"), ours.join("\n"))}`,
    };
  }
  const damaged = chapter.split("\n").filter((line, i) => line !== again.split("\n")[i]).length;
  return {
    holds: true,
    why:
      `the chapter's text, read and printed again, is unchanged but for the indents of ${damaged} ` +
      `of ${ours.length} lines: ${claim.damagedIndent}`,
  };
}

/** A text read and printed again, or why it cannot be read. */
function printedAgain(text: string): string {
  try {
    return reprint(parseOutput(text));
  } catch (error) {
    return (error as Error).message;
  }
}

/** The first line in which two texts differ. */
export function firstDifference(expected: string, received: string): string {
  const [a, b] = [expected.split("\n"), received.split("\n")];
  const at = a.findIndex((line, i) => line !== b[i]);
  const line = at < 0 ? a.length : at;
  const show = (text: string | undefined) =>
    text === undefined ? "no such line" : JSON.stringify(text);
  return `line ${line + 1}: expected ${show(a[line])}, received ${show(b[line])}`;
}
