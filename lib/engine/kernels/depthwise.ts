/**
 * Convolutions with filters of each channel's own, and their gradients for the image: each place of
 * the result is a sum of few products, for four channels at once.
 *
 *     y[n, i, j, c] = bias[c] + sum over p, q of x[n, s i + d p, s j + d q, c] filter[p, q, c]
 *
 * Sums of a few columns stay in registers, and each element of the image is loaded once for all of
 * them and a row of the window.
 *
 * @module
 */
import type { Local } from "../wasm/function_writer.ts";
import { type Depthwise, DepthwiseWriter, FLOAT, type RowPointers } from "./depthwise_rows.ts";
import type { Emitted } from "./emit.ts";
import { partsOf } from "./template.ts";
import { type Chunk, overPlaces, underWindows } from "./window_taps.ts";

/** A kernel that takes a table of rows besides its operands. */
export interface EmittedWithTable {
  readonly emitted: Emitted;
  readonly table: BigInt64Array<ArrayBuffer>;
}

/** What is computed: the convolution of an image, or the image's gradient by the result's. */
export type Direction = "forward" | "image";

/** Columns of a chunk, of which each has a register for its sum. */
const CHUNK = 8;

/** Places of a chunk by what they take: each element with the sums and the filters it is for. */
function takers({ taps }: Chunk) {
  const byPlace = new Map<number, { readonly sum: number; readonly at: number }[]>();
  taps.forEach((list, sum) =>
    list.forEach(({ from, at }) => {
      const known = byPlace.get(from);
      if (known) known.push({ sum, at });
      else byPlace.set(from, [{ sum, at }]);
    })
  );
  return [...byPlace].sort(([a], [b]) => a - b);
}

/** Writes the sums of a chunk of columns, for four channels. */
function writeChunk(
  writer: DepthwiseWriter,
  chunk: Chunk,
  row: RowPointers,
  lanes: number,
): void {
  const { to, pixel } = writer;
  const elements = takers(chunk);
  const used = new Set(chunk.taps.flatMap((list) => list.map(({ at }) => at)));
  const [bias] = row.further;
  const sums = chunk.taps.map(() => bias === undefined ? to.constant(0) : to.load(bias, 0));
  if (used.size > 0) {
    writer.eachWindowRow(row, (source, filters) => {
      const factors = new Map<number, Local>();
      for (const at of used) factors.set(at, to.load(filters, at * pixel));
      const element = to.local("v128");
      for (const [from, list] of elements) {
        to.load(source, from * pixel, element);
        for (const { sum, at } of list) {
          const local = sums[sum]!;
          to.vector("f32.relaxed_madd", [element, factors.get(at)!, local], local);
        }
      }
      to.free(element);
      factors.forEach((it) => to.free(it));
    });
  }
  sums.forEach((sum, i) => {
    to.store(row.result, sum, (chunk.first + i) * pixel, lanes);
    to.free(sum);
  });
}

/** Writes a row: a few columns with all their channels, which stay in the fastest cache, at a time. */
function writeRow(writer: DepthwiseWriter, row: RowPointers): void {
  for (const chunk of writer.chunks) {
    const { source, result } = row;
    writer.eachTime(
      chunk,
      { taken: source, own: result },
      ({ taken, own }) =>
        writer.eachVector(
          { ...row, source: taken, result: own },
          (pointers, lanes) => writeChunk(writer, chunk, pointers, lanes),
        ),
    );
  }
}

/**
 * Writes the function. Its operands are the table, the image (or the result's gradient), the
 * filters, what is computed, and the bias if there is one.
 */
export function emitDepthwise(
  form: Depthwise,
  direction: Direction,
  hasBias: boolean,
): EmittedWithTable {
  const { rows, columns } = form;
  const taps = direction === "forward" ? underWindows : overPlaces;
  const taken = direction === "forward"
    ? [rows.image, columns.image] as const
    : [rows.windows, columns.windows] as const;
  const writer = new DepthwiseWriter({
    form,
    rows: taps(rows),
    columns: taps(columns),
    chunk: CHUNK,
    taken,
  });
  writer.eachRow(writer.operands(hasBias ? 5 : 4), (row) => writeRow(writer, row));
  const size = writer.pixel / FLOAT * taken[1] * rows.window;
  const { units, table } = writer;
  return {
    emitted: {
      code: writer.to,
      split: { units, part: partsOf(units, size), isPartial: false },
      work: units * size,
      scratch: 0,
    },
    table,
  };
}
