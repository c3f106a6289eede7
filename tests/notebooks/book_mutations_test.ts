/**
 * Sections of the book damaged on purpose: each damage has to be noticed, by the claim and in the cell
 * that the table names. Some of the table run here; `KERASAUR_MUTATIONS=all` runs all of it.
 */
import { assert, assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { reproduceMutated } from "../notebook/mutate.ts";
import { DAMAGES } from "./book_mutations.ts";

/** One of so many runs here; the others by hand. */
const EACH = 8;

const isAll = Deno.env.get("KERASAUR_MUTATIONS") === "all";

for (const [i, [section, cell, from, to, fails, claim]] of DAMAGES.entries()) {
  if (!isAll && i % EACH !== 0) continue;
  Deno.test(`${section}, ${cell}: ${JSON.stringify(to)} is noticed in ${fails}`, async () => {
    const path = fileURLToPath(new URL(`../../notebooks/${section}.ipynb`, import.meta.url));
    const verdict = await reproduceMutated(path, { replace: [from, to], cell });
    assert(!verdict.holds);
    const failing = verdict.cells.find((it) => it.cell === fails)?.claims
      .filter(({ judgement }) => judgement === "fails").map((it) => it.claim);
    assert(failing?.includes(claim), `${fails} fails by ${failing}`);
  });
}

Deno.test("there are fifty damages or more, of twenty sections or more", () => {
  assert(DAMAGES.length >= 50);
  assert(new Set(DAMAGES.map(([section]) => section)).size >= 20);
  assertEquals(new Set(DAMAGES.map((it) => it.join())).size, DAMAGES.length);
});
