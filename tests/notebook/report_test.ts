import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { markDifferences } from "../../lib/notebook/report_diff.ts";
import { REPORT_CSS } from "../../lib/notebook/report_css.ts";
import { htmlReport } from "../../lib/notebook/report_html.ts";
import { chaptersText, summaryLine, textReport } from "../../lib/notebook/report_text.ts";
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

Deno.test("textReport() prints a line a notebook, and the claims that fail", () => {
  assertEquals(
    textReport(verdict([claim()])),
    "REPRODUCED 4.2_parameters.ipynb: 1 claims about 1 cells, 1 hold, 0 fail (1.2 s)",
  );
  const bad = claim({
    claim: "relation",
    part: "",
    says: "equal",
    judgement: "fails",
    why: "not true",
  });
  assertEquals(
    textReport(verdict([claim(), bad, { ...bad, part: "result" }])),
    `NOT REPRODUCED 4.2_parameters.ipynb: 3 claims about 1 cells, 1 hold, 2 fail in first (1.2 s)
  [1] first  relation         fails    equal: not true
             relation result  fails    equal: not true`,
  );
});

Deno.test("textReport() prints a table, a summary and the provenance", () => {
  const claims = [
    claim(),
    claim({ claim: "volatile", part: "result.id", judgement: "volatile", why: "a counter" }),
    claim({ claim: "relation", part: "", says: "equal", judgement: "fails", why: "not true" }),
  ];
  assertEquals(
    textReport(verdict(claims), { details: true }),
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
  const lines = textReport(verdict([long]), { width: 80, details: true }).split("\n");
  assert(lines.slice(0, 6).every((line) => line.length <= 80), lines.join("\n"));
  assertEquals(lines[3]!.trim().replaceAll("word", "").trim(), "");
  assertStringIncludes(
    textReport(verdict([claim()]), { color: true, details: true }),
    "\x1b[32mholds  \x1b[0m",
  );
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

Deno.test("htmlReport() has one main part, heads of rows and columns, and names for what keys reach", () => {
  const failing = claim({ judgement: "fails" });
  const page = htmlReport([
    verdict([claim(), failing], { chapter: { result: "5" }, printed: { result: "6" } }),
    verdict([claim()]),
  ]);
  assertEquals(page.match(/<main>/g)?.length, 1);
  assertStringIncludes(page, '<html lang="en">');
  assertStringIncludes(
    page,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
  );
  assertEquals(page.match(/<th(?! scope="(row|col|rowgroup)")[ >]/g), null);
  assertEquals(page.match(/<th scope="row">structure<\/th>/g)?.length, 3);
  assertEquals(
    page.match(
      /<(pre|div class="scroll")(?![^>]* tabindex="0" role="region" aria-label="[^"]+")[^>]*>/g,
    ),
    null,
  );
  assertStringIncludes(page, 'aria-label="first fails">1 ✗</a>');
  assertStringIncludes(page, "<caption>Claims about first</caption>");
});

/** The contrast of two colours, as the Web Content Accessibility Guidelines count it. */
function contrast(a: string, b: string): number {
  const luminance = (color: string) => {
    const parts = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16) / 255)
      .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * parts[0]! + 0.7152 * parts[1]! + 0.0722 * parts[2]!;
  };
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

Deno.test("htmlReport() has texts of enough contrast, light and dark", () => {
  const themes = [...REPORT_CSS.matchAll(/:root \{([^}]*)\}/g)].map(([, body]) =>
    Object.fromEntries(
      [...body!.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name, color]) => [name!, color!]),
    )
  );
  assertEquals(themes.length, 2);
  const pairs = [
    ["ink", "ground", "card", "code", "random"],
    ["soft", "ground", "card", "code"],
    ["volatile", "ground", "card", "code"],
    ["good", "card", "good-ground"],
    ["bad", "card", "code", "bad-ground"],
  ];
  for (const theme of themes) {
    for (const [text, ...grounds] of pairs) {
      for (const ground of grounds) {
        const found = contrast(theme[text!]!, theme[ground]!);
        assert(found >= 4.5, `${text} on ${ground}: ${found.toFixed(2)}`);
      }
    }
  }
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

Deno.test("chaptersText() sums up by chapter where there are several", () => {
  const it = (notebook: string, holds: boolean) => ({ ...verdict([claim()]), notebook, holds });
  assertEquals(chaptersText([it("4.1_a.ipynb", true), it("4.2_b.ipynb", true)]), "");
  const text = chaptersText([
    it("n/3.1_a.ipynb", true),
    it("n/3.2_b.ipynb", false),
    it("10.3_c.ipynb", true),
  ]);
  assertEquals(text.split("\n").map((line) => line.split(",")[0]), [
    "chapter 3: 1 of 2 sections reproduced",
    "chapter 10: 1 of 1 sections reproduced",
    "",
  ]);
});

Deno.test("htmlReport() begins with chapters and sections, where there are several", () => {
  const one = verdict([claim()]);
  assert(!htmlReport([one]).includes("Overview"));
  const failing = { ...one, notebook: "a/3.11_under-fit.ipynb", holds: false };
  const notRun = new Map([["a/3.2_other.ipynb", "no <data>"]]);
  const page = htmlReport([one, failing], notRun);
  const rows = [...page.matchAll(/<th scope="row(?:group)?"[^>]*>(.*?)<\/th>/gs)]
    .map(([, head]) => head!.replace(/<[^>]+>/g, "").trim());
  assertEquals(rows.slice(0, 5), [
    "Chapter 3: 0 of 2 reproduced",
    "3.2 other",
    "3.11 under fit ✗",
    "Chapter 4: 1 of 1 reproduced",
    "4.2 parameters",
  ]);
  assertStringIncludes(page, "not run: no &lt;data&gt;");
  for (const [, id] of page.matchAll(/href="#([^"]+)"/g)) assertStringIncludes(page, `id="${id}"`);
});
