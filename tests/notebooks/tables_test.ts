/** Tables of section 3.16 against what pandas makes of the same texts. */
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  concat,
  getDummies,
  head,
  readCsv,
  shapeOf,
  standardized,
  toRows,
} from "../../notebooks/d2l/tables.ts";
import golden from "../goldens/notebooks/tables.json" with { type: "json" };

/** Reads texts as files of the book's folder of data. */
function read(...texts: string[]) {
  const folder = Deno.makeTempDirSync();
  const before = Deno.env.get("KERASAUR_BOOK_DATA");
  Deno.env.set("KERASAUR_BOOK_DATA", folder);
  try {
    return texts.map((text) => {
      Deno.writeTextFileSync(`${folder}/table.csv`, text);
      return readCsv("table.csv");
    });
  } finally {
    if (before === undefined) Deno.env.delete("KERASAUR_BOOK_DATA");
    else Deno.env.set("KERASAUR_BOOK_DATA", before);
    Deno.removeSync(folder, { recursive: true });
  }
}

Deno.test("a table's first rows are printed as pandas prints them", () => {
  const [above] = read(golden.above);
  assertEquals(shapeOf(above!), "(3, 6)");
  assertEquals(head(above!, 2, [0, 1, 3, -2, -1]), golden.head);
});

Deno.test("numbers are scaled, words become columns of 0 and 1, as by pandas", () => {
  const [above, below] = read(golden.above, golden.below);
  const joined = concat(above!.slice(1, -1), below!.slice(1));
  const table = getDummies(joined.map((it) => it.kind === "object" ? it : standardized(it)));
  assertEquals(table.map(({ name }) => name), golden.columns);
  const rows = toRows(table, 0, 5);
  assertEquals([rows.length, rows[0]!.length], [golden.rows.length, golden.columns.length]);
  for (const [i, row] of rows.entries()) {
    for (const [j, value] of row.entries()) assertAlmostEquals(value, golden.rows[i]![j]!, 1e-14);
  }
  assertEquals(toRows(table, 3, 5), rows.slice(3));
});

Deno.test("what would be read wrong is an error", () => {
  assertThrows(() => read('a,b\n"1,2",3\n'), RangeError, "table.csv: quoted values are not read");
  assertThrows(
    () => read("a,b\n1,2\n3\n"),
    RangeError,
    "table.csv, row 1: expected 2 values, as names, received 1",
  );
  const [above, words, other] = read("a,b\n1,2\n", "a,b\nx,2\n", "a,c\n1,2\n");
  assertThrows(
    () => concat(above!, words!),
    RangeError,
    "a is int64 above and object below",
  );
  assertThrows(
    () => concat(above!, other!),
    RangeError,
    "both tables must have the same columns in the same order",
  );
});
