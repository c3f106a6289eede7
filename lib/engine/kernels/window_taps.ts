/**
 * Which places of an image lie under a window that moves along an axis, and which places of the
 * result take them: known before a kernel is written, so that it has no borders to look for.
 *
 * @module
 */

/** An axis of an image under a window. */
export interface WindowAxis {
  /** Places of the image. */
  readonly image: number;
  /** Places at which the window lies. */
  readonly windows: number;
  /** Elements of the window. */
  readonly window: number;
  readonly stride: number;
  readonly dilation: number;
  /** Places in front of the image under the first window. */
  readonly before: number;
}

/** A place that is taken by an element of the window. */
export interface Tap {
  readonly from: number;
  readonly at: number;
}

/** What each place of a result takes. */
export interface Taps {
  /** By the place, in the order of the window's elements. */
  readonly of: readonly (readonly Tap[])[];
  /** After so many places, each takes the same as before from `step` places further on. */
  readonly period: number;
  readonly step: number;
}

function tapsOf(
  { window }: WindowAxis,
  places: number,
  limit: number,
  from: (place: number, at: number) => number,
): (readonly Tap[])[] {
  return Array.from(
    { length: places },
    (_, place) =>
      Array.from({ length: window }, (_, at) => ({ from: from(place, at), at }))
        .filter(({ from }) => Number.isInteger(from) && from >= 0 && from < limit),
  );
}

/** What lies under each window. */
export function underWindows(axis: WindowAxis): Taps {
  const { image, windows, stride, dilation, before } = axis;
  const from = (place: number, at: number) => place * stride + at * dilation - before;
  return { of: tapsOf(axis, windows, image, from), period: 1, step: stride };
}

/** The windows over each place of the image. */
export function overPlaces(axis: WindowAxis): Taps {
  const { image, windows, stride, dilation, before } = axis;
  const from = (place: number, at: number) => (place + before - at * dilation) / stride;
  return { of: tapsOf(axis, image, windows, from), period: stride, step: 1 };
}

/** Places whose code is written once, and which come several times. */
export interface Chunk {
  readonly taps: readonly (readonly Tap[])[];
  /** The first place. */
  readonly first: number;
  /** How often they come, one after the other. */
  times: number;
  /** By how much what they take moves each time. */
  readonly step: number;
}

/** Whether places take the same as others, `step` further on. */
function isSame(a: Chunk["taps"], b: Chunk["taps"], step: number): boolean {
  return a.length === b.length &&
    a.every((taps, i) =>
      taps.length === b[i]!.length && taps.every(({ from, at }, k) => {
        const other = b[i]![k]!;
        return other.at === at && other.from === from + step;
      })
    );
}

/** The places of an axis in chunks of about `most`. */
export function chunksOf({ of, period, step }: Taps, most: number): Chunk[] {
  const count = Math.ceil(of.length / most);
  const periods = Math.ceil(of.length / count / period);
  const [size, move] = [periods * period, periods * step];
  const chunks: Chunk[] = [];
  for (let first = 0; first < of.length; first += size) {
    const taps = of.slice(first, first + size);
    const last = chunks.at(-1);
    if (last && isSame(last.taps, taps, last.times * move)) last.times++;
    else chunks.push({ taps, first, times: 1, step: move });
  }
  return chunks;
}

/** Rows of a result as a loop over rows of a window: where it begins, how it goes on, how often. */
export interface RowLoops {
  readonly of: readonly { readonly from: number; readonly at: number; readonly count: number }[];
  /** From one row of the window to the next that counts. */
  readonly fromStep: number;
  readonly atStep: number;
}

/** What rows take, as loops. */
export function rowLoops({ of }: Taps): RowLoops {
  const [first, second] = of.find((taps) => taps.length > 1) ?? [];
  return {
    of: of.map((taps) => ({
      from: taps[0]?.from ?? 0,
      at: taps[0]?.at ?? 0,
      count: taps.length,
    })),
    fromStep: first && second ? second.from - first.from : 0,
    atStep: first && second ? second.at - first.at : 0,
  };
}
