/**
 * The small data sets of `tests/goldens/datasets` for tests that train; the script there says what
 * they are.
 *
 * @module
 */

/** Values in row-major order. */
export interface DatasetArray {
  /** The values. */
  readonly data: Uint8Array | Float64Array;
  /** Dimensions, the rows first. */
  readonly shape: readonly number[];
}

/** A data set. */
export interface Dataset {
  /** What the targets are. */
  readonly task: "classification" | "regression";
  /** Features: `(rows, ...)`. */
  readonly x: DatasetArray;
  /** Targets: `(rows,)`; classes as whole numbers, or a measure. */
  readonly y: DatasetArray;
  /** Names of the columns of `x`; none for digits. */
  readonly features: readonly string[];
  /** Names of the classes; none for a regression. */
  readonly classes: readonly string[];
  /** The order in which rows are taken. */
  readonly permutation: readonly number[];
  /** How many rows at the end of that order are for testing. */
  readonly test: number;
}

/** Names of the data sets. */
export type DatasetName = "digits" | "iris" | "wine" | "diabetes";

/** Rows for training or for testing. */
export interface Rows {
  /** Features: `(rows, ...)`. */
  readonly x: DatasetArray;
  /** Targets: `(rows,)`. */
  readonly y: DatasetArray;
}

interface Encoded {
  readonly dtype: "uint8" | "float64";
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

function decoded({ dtype, shape, values }: Encoded): DatasetArray {
  return { data: dtype === "uint8" ? Uint8Array.from(values) : Float64Array.from(values), shape };
}

/** Reads a data set. */
export async function readDataset(name: DatasetName): Promise<Dataset> {
  const file = await Deno.open(new URL(`../goldens/datasets/${name}.json.gz`, import.meta.url));
  const stream = file.readable.pipeThrough(new DecompressionStream("gzip"));
  const golden = await new Response(stream).json() as Dataset & { x: Encoded; y: Encoded };
  return { ...golden, x: decoded(golden.x), y: decoded(golden.y) };
}

function rowsOf({ data, shape }: DatasetArray, rows: readonly number[]): DatasetArray {
  const step = shape.slice(1).reduce((product, dim) => product * dim, 1);
  const picked = data instanceof Uint8Array
    ? new Uint8Array(rows.length * step)
    : new Float64Array(rows.length * step);
  rows.forEach((row, i) => picked.set(data.subarray(row * step, (row + 1) * step), i * step));
  return { data: picked, shape: [rows.length, ...shape.slice(1)] };
}

/** The rows for training and for testing, in the order of the permutation. */
export function splitRows(dataset: Dataset): { readonly train: Rows; readonly test: Rows } {
  const { x, y, permutation, test } = dataset;
  const part = (rows: readonly number[]): Rows => ({ x: rowsOf(x, rows), y: rowsOf(y, rows) });
  const end = permutation.length - test;
  return { train: part(permutation.slice(0, end)), test: part(permutation.slice(end)) };
}

/**
 * Both parts less the mean of the rows for training, divided by their standard deviation (over n),
 * column by column; as 32-bit floats.
 */
export function standardized(
  train: DatasetArray,
  test: DatasetArray,
): { readonly train: Float32Array; readonly test: Float32Array } {
  const [rows = 0] = train.shape;
  const columns = train.data.length / rows;
  const column = (k: number) =>
    Array.from({ length: rows }, (_, i) => train.data[i * columns + k]!);
  const moments = Array.from({ length: columns }, (_, k) => {
    const values = column(k);
    const mean = values.reduce((sum, it) => sum + it, 0) / rows;
    const variance = values.reduce((sum, it) => sum + (it - mean) ** 2, 0) / rows;
    return { mean, deviation: Math.sqrt(variance) };
  });
  const scaled = ({ data }: DatasetArray) =>
    Float32Array.from(data, (it, i) => {
      const { mean, deviation } = moments[i % columns]!;
      return (it - mean) / deviation;
    });
  return { train: scaled(train), test: scaled(test) };
}
