import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { markDifferences } from "../../lib/notebook/report_diff.ts";
import { htmlReport } from "../../lib/notebook/report_html.ts";
import { summaryLine, textReport } from "../../lib/notebook/report_text.ts";
import type { CellVerdict, ClaimVerdict, NotebookVerdict } from "../../lib/notebook/verdicts.ts";

/** A verdict on a claim. */
function claim(changes: Partial<ClaimVerdict> = {}): ClaimVerdict {
  return {
    claim: "structure",
    part: "result",
    says: "",
    judgement: "holds",
    why: "tensor (2,) float32",
    ...changes,
  };
}

/** A verdict on a notebook of one cell. */
function verdict(claims: ClaimVerdict[], cell: Partial<CellVerdict> = {}): NotebookVerdict {
  const holds = claims.every(({ judgement }) => judgement !== "fails");
  const count = (judgement: string) => claims.filter((it) => it.judgement === judgement).length;
  return {
    notebook: "/books/4.2_parameters.ipynb",
    about: "The chapter",
    holds,
    cells: [{
      cell: "first",
      number: 1,
      says: "",
      holds,
      claims,
      source: "Y",
      chapter: {},
      printed: {},
      status: "ok",
      durationMs: 12,
      ...cell,
    }],
    counts: {
      "holds": count("holds"),
      "fails": count("fails"),
      "volatile": count("volatile"),
      "not applicable": count("not applicable"),
    },
    provenance: { Kerasaur: "0.1.0", seed: "42" },
    durationMs: 1234,
  };
}

Deno.test("textReport() prints a table, a summary and the provenance", () => {
  const claims = [
    claim(),
    claim({ claim: "volatile", part: "result.id", judgement: "volatile", why: "a counter" }),
    claim({ claim: "relation", part: "", says: "equal", judgement: "fails", why: "not true" }),
  ];
  assertEquals(
    textReport(verdict(claims)),
    `/books/4.2_parameters.ipynb
cell       claim               verdict   why
[1] first  structure result    holds     tensor (2,) float32
           volatile result.id  volatile  a counter
           relation            fails     equal: not true

NOT REPRODUCED 4.2_parameters.ipynb: 3 claims about 1 cells, 1 hold, 1 volatile, 1 fail in first (1.2 s)
with Kerasaur 0.1.0, seed 42`,
  );
});

Deno.test("textReport() wraps reasons and colours verdicts when asked to", () => {
  const long = claim({ why: "word ".repeat(20).trim() });
  const lines = textReport(verdict([long]), { width: 80 }).split("\n");
  assert(lines.slice(0, 6).every((line) => line.length <= 80), lines.join("\n"));
  assertEquals(lines[3]!.trim().replaceAll("word", "").trim(), "");
  assertStringIncludes(textReport(verdict([claim()]), { color: true }), "\x1b[32mholds  \x1b[0m");
});

Deno.test("summaryLine() says whether the notebook was reproduced", () => {
  assertEquals(
    summaryLine(verdict([claim()])),
    "REPRODUCED 4.2_parameters.ipynb: 1 claims about 1 cells, 1 hold, 0 fail (1.2 s)",
  );
});

Deno.test("htmlReport() is one page without anything from elsewhere, and all text escaped", () => {
  const evil = `<script>alert("x")</script>&'`;
  const page = htmlReport([
    verdict([claim({ why: evil, says: evil, part: evil })], {
      cell: evil,
      source: evil,
      chapter: { result: evil },
      printed: { result: `${evil} more`, stdout: evil },
    }),
  ]);
  assert(!page.includes("<script"));
  assert(!/(src|href)="(?!#)/.test(page), "a reference to somewhere else");
  assert(!/url\(|@import/.test(page), "a style from somewhere else");
  assertStringIncludes(page, "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&#39;");
  assertStringIncludes(page, "<title>Reproduced: 4.2_parameters.ipynb</title>");
  assertStringIncludes(page, "The chapter");
});

Deno.test("htmlReport() shows missing outputs and cells", () => {
  const claims = [claim({ judgement: "fails", why: "there is no result" })];
  const page = htmlReport([verdict(claims, { chapter: { result: "5" }, number: 0, source: "" })]);
  assertStringIncludes(page, "Nothing was printed.");
  assertStringIncludes(page, '<span class="wrong">5</span>');
  assertStringIncludes(page, "Not reproduced: 4.2_parameters.ipynb");
});

/** Marked pieces in short: `same` ones as they are, others with their mark. */
function marked(chapter: string, printed: string, claims: ClaimVerdict[]): string[] {
  const texts = markDifferences(chapter, printed, "result", claims);
  return [texts.chapter!, texts.printed!].map((spans) =>
    spans.map(({ mark, text }) => mark === "same" ? text : `{${mark} ${text}}`).join("")
  );
}

Deno.test("markDifferences() tells random, volatile and wrong words apart", () => {
  const random = claim({ claim: "distribution" });
  const id = claim({ claim: "volatile", part: "result.id", judgement: "volatile" });
  const chapter = "<id=62, name='a', [0.5, 1.]>";
  assertEquals(marked(chapter, "<id=7, name='a', [0.25, 1.]>", [random, id]), [
    "<id={volatile 62}, name='a', [{random 0.5}, 1.]>",
    "<id={volatile 7}, name='a', [{random 0.25}, 1.]>",
  ]);
  const wrong = claim({ judgement: "fails" });
  assertEquals(marked(chapter, "<id=62, name='b', [0.25, 1.]>", [random, wrong]), [
    "<id=62, name='{wrong a}', [{random 0.5}, 1.]>",
    "<id=62, name='{wrong b}', [{random 0.25}, 1.]>",
  ]);
  const text = claim({ claim: "text", judgement: "fails" });
  assertEquals(marked("a  b", "a b", [text]), ["a{wrong   }b", "a{wrong  }b"]);
  assertEquals(marked("a  b", "a b", [claim()]), ["a  b", "a b"]);
  const whole = claim({ claim: "volatile", judgement: "volatile" });
  assertEquals(marked("2.0", "2.1", [whole]), ["{volatile 2.0}", "{volatile 2.1}"]);
});
