/**
 * How images are resized along one axis: for each pixel of the result the pixels it is made of, with
 * their weights. Places are rounded to float32 as TensorFlow rounds them.
 *
 * @module
 */

/** For each pixel of the result, `members` pixels of the source and their weights. */
export interface Taps {
  readonly members: number;
  /** `[result, members]`. */
  readonly index: Int32Array;
  /** `[result, members]`. */
  readonly weight: Float64Array;
}

/** How places map: by the centres of pixels, or so that the corners fall together. */
export interface Alignment {
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
}

const round = Math.fround;

/** Makes taps of lists of pixels and weights; shorter ones are filled up with weights of zero. */
function tapsOf(lists: readonly (readonly (readonly [index: number, weight: number])[])[]): Taps {
  const members = Math.max(1, ...lists.map((it) => it.length));
  const index = new Int32Array(lists.length * members);
  const weight = new Float64Array(lists.length * members);
  lists.forEach((list, place) => {
    for (let i = 0; i < members; i++) {
      index[place * members + i] = (list[i] ?? list[0])?.[0] ?? 0;
      weight[place * members + i] = list[i]?.[1] ?? 0;
    }
  });
  return { members, index, weight };
}

/** The same weights the other way: for each pixel of the source, the pixels of the result. */
export function transposed({ members, index, weight }: Taps, source: number): Taps {
  const lists: [number, number][][] = Array.from({ length: source }, () => []);
  index.forEach((from, i) => {
    if (weight[i] !== 0) lists[from]!.push([Math.floor(i / members), weight[i]!]);
  });
  return tapsOf(lists);
}

/** Pixels of the source for one of the result. */
function scaleOf(input: number, output: number, { alignCorners }: Alignment): number {
  return alignCorners && output > 1 ? round((input - 1) / (output - 1)) : round(input / output);
}

/** The places in the source of the pixels of the result. */
function placesOf(input: number, output: number, alignment: Alignment): number[] {
  const scale = scaleOf(input, output, alignment);
  return Array.from(
    { length: output },
    (_, i) =>
      alignment.halfPixelCenters ? round(round(round(i + 0.5) * scale) - 0.5) : round(i * scale),
  );
}

/** Between the two nearest pixels; always two members. */
export function bilinear(input: number, output: number, alignment: Alignment): Taps {
  return tapsOf(
    placesOf(input, output, alignment).map((place) => {
      const part = round(place - Math.floor(place));
      const first = Math.max(0, Math.floor(place));
      return [[first, 1 - part], [Math.min(input - 1, Math.ceil(place)), part]];
    }),
  );
}

/** The nearest pixel. */
export function nearest(input: number, output: number, alignment: Alignment): Taps {
  const scale = scaleOf(input, output, alignment);
  return tapsOf(Array.from({ length: output }, (_, i) => {
    const place = round((alignment.halfPixelCenters ? i + 0.5 : i) * scale);
    // Halves away from zero, as C rounds.
    const pixel = alignment.alignCorners ? Math.floor(place + 0.5) : Math.floor(place);
    return [[Math.min(input - 1, pixel), 1]];
  }));
}

/** Steps between pixels for which TensorFlow knows the weights of cubic curves. */
const STEPS = 1024;

/** The weights of Keys's cubic curve at a distance. */
function cubic(distance: number, a: number): number {
  const x = Math.abs(distance);
  if (x <= 1) return round(((a + 2) * x - (a + 3)) * x * x + 1);
  return round(((a * x - 5 * a) * x + 8 * a) * x - 4 * a);
}

/** Between the four nearest pixels; those outside count nothing with half-pixel centres. */
export function bicubic(input: number, output: number, alignment: Alignment): Taps {
  const keys = alignment.halfPixelCenters;
  const a = keys ? -0.5 : -0.75;
  return tapsOf(
    placesOf(input, output, alignment).map((place) => {
      const start = Math.floor(place);
      const step = roundHalfEven(round(place - start) * STEPS);
      const parts = [-1, 0, 1, 2].map((offset) => {
        const at = start + offset;
        const inside = Math.min(input - 1, Math.max(0, at));
        const weight = cubic(offset - step / STEPS, a);
        return [inside, keys && inside !== at ? 0 : weight] as const;
      });
      if (!keys) return parts;
      const sum = parts.reduce((total, [, weight]) => round(total + weight), 0);
      return parts.map(([index, weight]) => [index, round(weight * round(1 / sum))] as const);
    }),
  );
}

function roundHalfEven(x: number): number {
  const down = Math.floor(x);
  const rest = x - down;
  if (rest !== 0.5) return Math.round(x);
  return down % 2 === 0 ? down : down + 1;
}

/** All pixels under one of the result, by how much of them is. */
export function area(input: number, output: number, alignment: Alignment): Taps {
  const scale = scaleOf(input, output, alignment);
  return tapsOf(Array.from({ length: output }, (_, i) => {
    const [from, to] = [round(i * scale), round((i + 1) * scale)];
    const list: [number, number][] = [];
    for (let pixel = Math.floor(from); pixel < Math.ceil(to); pixel++) {
      const part = Math.min(pixel + 1, to) - Math.max(pixel, from);
      list.push([Math.min(input - 1, Math.max(0, pixel)), part / scale]);
    }
    return list;
  }));
}

/** A curve of weights by distance, and how far it reaches. */
interface Curve {
  readonly radius: number;
  readonly at: (x: number) => number;
}

function lanczos(radius: number): Curve {
  const at = (x: number): number => {
    if (x > radius) return 0;
    if (x <= 1e-3) return 1;
    const angle = Math.PI * x;
    return radius * Math.sin(angle) * Math.sin(angle / radius) / (angle * angle);
  };
  return { radius, at };
}

/** Curves of weights by the names that TensorFlow's kernel has for them. */
export const CURVES: Readonly<
  Record<"triangle" | "keyscubic" | "mitchellcubic" | "gaussian" | "lanczos3" | "lanczos5", Curve>
> = {
  triangle: { radius: 1, at: (x) => Math.max(0, 1 - x) },
  keyscubic: { radius: 2, at: (x) => x >= 2 ? 0 : cubic(x, -0.5) },
  mitchellcubic: {
    radius: 2,
    at: (x) => {
      if (x >= 2) return 0;
      if (x >= 1) return ((-7 / 18 * x + 2) * x - 10 / 3) * x + 16 / 9;
      return (7 / 6 * x - 2) * x * x + 8 / 9;
    },
  },
  gaussian: { radius: 1.5, at: (x) => x >= 1.5 ? 0 : Math.exp(-2 * x * x) },
  lanczos3: lanczos(3),
  lanczos5: lanczos(5),
};

/** All pixels that a curve reaches; it widens where the result is smaller, if `antialias`. */
export function curved(
  input: number,
  output: number,
  { radius, at }: Curve,
  antialias: boolean,
): Taps {
  const inverse = round(1 / round(output / input));
  const width = antialias ? Math.max(inverse, 1) : 1;
  const reach = round(radius * width);
  const narrow = round(1 / width);
  return tapsOf(Array.from({ length: output }, (_, i) => {
    const place = round(round(i + 0.5) * inverse);
    if (place < 0 || place > input) return [];
    const inside = (pixel: number) => Math.min(input - 1, Math.max(0, pixel));
    const start = inside(Math.ceil(round(round(place - reach) - 0.5)));
    const end = inside(Math.floor(round(round(place + reach) - 0.5)));
    const list: [number, number][] = [];
    for (let pixel = start; pixel <= end; pixel++) {
      const distance = Math.abs(round(round(round(pixel + 0.5) - place) * narrow));
      list.push([pixel, round(at(distance))]);
    }
    const sum = list.reduce((total, [, weight]) => round(total + weight), 0);
    return Math.abs(sum) < 1e-30
      ? list
      : list.map(([pixel, weight]): [number, number] => [pixel, round(weight * round(1 / sum))]);
  }));
}
