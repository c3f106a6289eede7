/**
 * The gradient for filters of each channel's own: what lies under each element of the window, times
 * the result's gradient, added up over all images and places.
 *
 *     filter[p, q, c] = sum over n, i, j of x[n, s i + d p, s j + d q, c] gradient[n, i, j, c]
 *
 * Each part of the work adds up some rows of the gradient, and leaves partial sums.
 *
 * @module
 */
import type { Local } from "../wasm/function_writer.ts";
import type { EmittedWithTable } from "./depthwise.ts";
import { type Depthwise, DepthwiseWriter, FLOAT, type RowPointers } from "./depthwise_rows.ts";
import { LANES } from "./pass.ts";
import { partsOf } from "./template.ts";
import { type Chunk, underWindows } from "./window_taps.ts";

/** Sums that are under way at once, so that none waits for the one before. */
const SUMS = 10;
const MOST_CHAINS = 4;

/** Columns of a chunk, for which sums are loaded and stored once. */
const CHUNK = 16;

/** Rows that a part adds up at most, and parts whose sums are added in one go. */
const MOST_ROWS = 512;
const MOST_PARTS = 256;

/** Products of a chunk, by the place of the image: with which place of the gradient, for which sum. */
function products({ taps }: Chunk) {
  const all = taps.flatMap((list, place) => list.map(({ from, at }) => ({ from, at, place })));
  return all.sort((a, b) => a.from - b.from || a.place - b.place);
}

/** Adds up a chunk of columns into sums: `sums[at][place % chains]`. */
function writeChunk(
  { to, pixel }: DepthwiseWriter,
  chunk: Chunk,
  { taken, own }: { readonly taken: Local; readonly own: Local },
  sums: readonly (readonly Local[])[],
): void {
  const list = products(chunk);
  const last = new Map(list.map(({ place }, i) => [place, i]));
  const gradients = new Map<number, Local>();
  const element = to.local("v128");
  list.forEach(({ from, at, place }, i) => {
    if (list[i - 1]?.from !== from) to.load(taken, from * pixel, element);
    let gradient = gradients.get(place);
    if (gradient === undefined) {
      gradients.set(place, gradient = to.load(own, (chunk.first + place) * pixel));
    }
    const chains = sums[at]!;
    const sum = chains[place % chains.length]!;
    to.vector("f32.relaxed_madd", [element, gradient, sum], sum);
    if (last.get(place) === i) to.free(gradient);
  });
  to.free(element);
}

/** Adds a chunk of a row of the gradient to the sums of each row of the window. */
function writeChunkRow(
  writer: DepthwiseWriter,
  chunk: Chunk,
  row: RowPointers,
  window: number,
  lanes: number,
): void {
  const { to, pixel } = writer;
  const chains = Math.max(1, Math.min(MOST_CHAINS, Math.floor(SUMS / window)));
  writer.eachWindowRow(row, (source, filters) => {
    const sums = Array.from(
      { length: window },
      (_, at) =>
        Array.from(
          { length: chains },
          (_, chain) => chain === 0 ? to.load(filters, at * pixel) : to.constant(0),
        ),
    );
    writeChunk(writer, chunk, { taken: source, own: row.result }, sums);
    sums.forEach(([sum, ...others], at) => {
      for (const other of others) to.vector("f32.add", [sum!, other], sum);
      to.store(filters, sum!, at * pixel, lanes);
      for (const it of [sum!, ...others]) to.free(it);
    });
  });
}

/** Writes zeros. */
function writeZeros({ to }: DepthwiseWriter, start: Local, count: number): void {
  const [pointer, zero] = [to.local("i64"), to.constant(0)];
  to.copy(start, pointer);
  const whole = Math.floor(count / LANES);
  if (whole > 0) {
    const [at, end] = [to.count(0), to.count(whole)];
    to.repeatBelow(at, end, () => {
      to.store(pointer, zero, 0);
      to.advance(pointer, FLOAT * LANES);
      to.increase(at, 1);
    });
    to.free(at);
    to.free(end);
  }
  if (count % LANES > 0) to.store(pointer, zero, 0, count % LANES);
  to.free(pointer);
  to.free(zero);
}

/**
 * Writes the function. Its operands are the table, the image, the partial sums, and the result's
 * gradient.
 */
export function emitDepthwiseFilter(form: Depthwise): EmittedWithTable {
  const { rows, columns, channels } = form;
  const writer = new DepthwiseWriter({
    form,
    rows: underWindows(rows),
    columns: underWindows(columns),
    chunk: CHUNK,
    taken: [rows.image, columns.image],
  });
  const { to, units, table } = writer;
  const [place, image, sums, gradient] = writer.operands(4) as [Local, Local, Local, Local];
  const size = rows.window * columns.window * channels;
  const number = to.widen(3);
  to.add(sums, to.scale(number, FLOAT * size, number), sums);
  to.free(number);
  writeZeros(writer, sums, size);
  writer.eachRow([place, image, sums, gradient], (row) => {
    for (const chunk of writer.chunks) {
      writer.eachTime(
        chunk,
        { taken: row.source, own: row.result },
        ({ taken, own }) =>
          writer.eachVector(
            { ...row, source: taken, result: own },
            (pointers, lanes) => writeChunkRow(writer, chunk, pointers, columns.window, lanes),
          ),
      );
    }
  });
  const most = Math.max(MOST_ROWS, Math.ceil(units / MOST_PARTS));
  const work = rows.window * columns.windows * channels;
  const part = Math.min(most, partsOf(units, work));
  return {
    emitted: {
      code: to,
      split: { units, part, isPartial: part < units },
      work: units * work,
      scratch: 0,
    },
    table,
  };
}
