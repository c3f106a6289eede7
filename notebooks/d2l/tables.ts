/**
 * What section 3.16 of the book does with pandas: a table of comma-separated values by column, its
 * first rows as pandas prints them, and columns as the numbers that a network takes.
 *
 * @module
 */

/** A column: numbers, where each of its texts is one, else texts; what is missing is `null`. */
export interface Column {
  /** Its name. */
  readonly name: string;
  /** What its values are: whole numbers stay whole only where none is missing. */
  readonly kind: "int64" | "float64" | "object";
  /** One a row. */
  readonly values: readonly (number | string | null)[];
}

/** The text that stands for a missing value. */
const MISSING = "NA";

/** A column of texts as what it can be. */
function column(name: string, texts: readonly string[]): Column {
  const numbers = texts.map((it) => it === MISSING ? null : it.trim() === "" ? NaN : Number(it));
  if (numbers.some((it) => Number.isNaN(it))) {
    return { name, kind: "object", values: texts.map((it) => it === MISSING ? null : it) };
  }
  const whole = numbers.every((it) => Number.isInteger(it));
  return { name, kind: whole ? "int64" : "float64", values: numbers };
}

/**
 * The columns of a file of comma-separated values of the book's folder of data.
 *
 * @throws {RangeError} If a value is quoted, or a row has another length than the first.
 */
export function readCsv(file: string): Column[] {
  const text = Deno.readTextFileSync(`${Deno.env.get("KERASAUR_BOOK_DATA")}/${file}`);
  if (text.includes('"')) throw new RangeError(`${file}: quoted values are not read`);
  const [names, ...rows] = text.trim().split(/\r?\n/).map((line) => line.split(","));
  for (const [i, row] of rows.entries()) {
    if (row.length !== names!.length) {
      const expected = `expected ${names!.length} values, as names`;
      throw new RangeError(`${file}, row ${i}: ${expected}, received ${row.length}`);
    }
  }
  return names!.map((name, j) => column(name, rows.map((row) => row[j]!)));
}

/** Rows and columns, as Python prints them. */
export const shapeOf = (table: readonly Column[]): string =>
  `(${table[0]!.values.length}, ${table.length})`;

/** A value as pandas prints it in a column of few digits. */
function printed(value: number | string | null, { kind }: Column): string {
  if (value === null) return "NaN";
  return kind === "float64" ? (value as number).toFixed(1) : `${value}`;
}

/** The first rows of some columns, as pandas prints them. */
export function head(table: readonly Column[], count: number, places: readonly number[]): string {
  const columns = places.map((at) => table.at(at)!);
  const index = ["", ...Array.from({ length: count }, (_, i) => `${i}`)];
  const texts = columns.map((it) => [
    it.name,
    ...it.values.slice(0, count).map((value) => printed(value, it)),
  ]);
  const width = (list: readonly string[]) => Math.max(...list.map((it) => it.length));
  // numbers have room for a sign
  const gaps = columns.map(({ kind }) => kind === "object" ? " " : "  ");
  const line = (label: string, i: number): string =>
    label.padEnd(width(index)) +
    texts.map((it, j) => gaps[j]! + it[i]!.padStart(width(it))).join("");
  return index.map(line).join("\n");
}

/** The rows of one table under those of another, by the columns' places. */
export function concat(above: readonly Column[], below: readonly Column[]): Column[] {
  if (above.map(({ name }) => name).join() !== below.map(({ name }) => name).join()) {
    throw new RangeError("both tables must have the same columns in the same order");
  }
  return above.map((it, j) => {
    const other = below[j]!;
    const kinds = [it.kind, other.kind];
    const kind = kinds.includes("object")
      ? "object"
      : kinds.includes("float64")
      ? "float64"
      : "int64";
    if (kind === "object" && it.kind !== other.kind) {
      throw new RangeError(`${it.name} is ${it.kind} above and ${other.kind} below`);
    }
    return { name: it.name, kind, values: [...it.values, ...other.values] };
  });
}

/** A column of numbers with mean 0 and deviation 1 (over n - 1); what is missing becomes 0. */
export function standardized({ name, values }: Column): Column {
  const known = values.filter((it): it is number => it !== null);
  const mean = known.reduce((a, b) => a + b, 0) / known.length;
  const squares = known.reduce((sum, it) => sum + (it - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / (known.length - 1));
  const scaled = values.map((it) => it === null ? 0 : (it as number - mean) / deviation);
  return { name, kind: "float64", values: scaled };
}

/** Columns of numbers as they are, then of each other one a column of 0 and 1 for each value. */
export function getDummies(table: readonly Column[]): Column[] {
  const dummies = table.filter(({ kind }) => kind === "object").flatMap(({ name, values }) => {
    const found = [...new Set(values)].filter((it) => it !== null).map(String).sort();
    return [...found, null].map((value): Column => ({
      name: `${name}_${value === null ? "nan" : value}`,
      kind: "int64",
      values: values.map((it) => it === value ? 1 : 0),
    }));
  });
  return [...table.filter(({ kind }) => kind !== "object"), ...dummies];
}

/** The rows from one place to another as lists of numbers. */
export function toRows(table: readonly Column[], start: number, end: number): number[][] {
  return Array.from(
    { length: end - start },
    (_, i) => table.map(({ values }) => values[start + i] as number),
  );
}
