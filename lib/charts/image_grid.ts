/**
 * Images in rows and columns.
 *
 * @module
 */
import type { RowsOf } from "../configuration/options.ts";
import { finite, integer } from "../configuration/rows.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import { Chart } from "./chart.ts";
import { fromOptions, label, texts, type TitleOptions, whatever } from "./options.ts";
import { type Pixels, pngUrl } from "./png.ts";
import { extent } from "./scale.ts";
import { specOf } from "./spec.ts";
import { cutTo, element, INK, picture, rounded, textAt } from "./svg.ts";
import { type ChartValues, type Numbers, numbersOf } from "./values.ts";

/** What is black and what is white: two numbers, or the smallest and the largest there are. */
export type PixelRange = readonly [low: number, high: number] | "auto";

/** Options of {@linkcode imageGrid}. */
export interface ImageGridOptions extends TitleOptions {
  /** The images: values of shape `(n, height, width)` or `(n, height, width, 1 or 3)`. */
  images: ChartValues;
  /** What stands above each image; default: nothing. */
  labels?: readonly (string | number)[] | null | undefined;
  /**
   * Numbers for black and white, or "auto" for the smallest and the largest of all images; default:
   * 0 and 255 for uint8, else 0 and 1.
   */
  range?: PixelRange | null | undefined;
  /** How many images stand beside each other, from 1; default: up to 8. */
  columns?: number | null | undefined;
  /** Height of an image in pixels of the picture, from 8 to 2000; default 72. */
  size?: number | undefined;
}

const WHERE = "tf.charts.imageGrid";

const OPTIONS = [
  ["images", whatever<ChartValues>(true)],
  ["labels", texts<string | number>()],
  ["title", label()],
  ["range", whatever<PixelRange>(false)],
  ["columns", integer(null, { min: 1 })],
  ["size", finite(72, { min: 8, max: 2000 })],
] as const satisfies RowsOf<
  ImageGridOptions,
  ["images", "labels", "title", "range", "columns", "size"]
>;

/** Pixels between images. */
const GAP = 8;

function imagesOf(given: unknown): Numbers {
  const images = numbersOf(WHERE, "images", given);
  const { shape } = images;
  const channels = shape.length === 4 ? shape[3] : 1;
  if (shape.length < 3 || shape.length > 4 || (channels !== 1 && channels !== 3)) {
    throw new TypeError(
      `${WHERE}: expected images of shape (n, height, width), (n, height, width, 1) or (n, height, width, 3), received ${
        formatShape(shape)
      }`,
    );
  }
  if (shape.includes(0)) {
    throw new RangeError(
      `${WHERE}: expected at least one image with pixels, received shape ${formatShape(shape)}`,
    );
  }
  return images;
}

function rangeOf(given: unknown, { data, bytes }: Numbers): readonly [number, number] {
  if (given === "auto") return extent(data) ?? [0, 1];
  const isPair = Array.isArray(given) && given.length === 2 &&
    given.every((it) => typeof it === "number");
  if (given !== null && !isPair) {
    throw new TypeError(
      `${WHERE}: expected range to be two numbers or "auto", received range=${formatValue(given)}`,
    );
  }
  const [low, high] = (given ?? [0, bytes ? 255 : 1]) as [number, number];
  if (!(Number.isFinite(low) && Number.isFinite(high) && low < high)) {
    throw new RangeError(
      `${WHERE}: expected range to be two finite numbers, the smaller first, received range=${
        formatValue(given)
      }`,
    );
  }
  const beyond = data.find((it) => Number.isFinite(it) && (it < low || it > high));
  if (beyond !== undefined) {
    throw new RangeError(
      `${WHERE}: expected pixels from ${low} to ${high}, received ${beyond}; give their range, or range="auto"`,
    );
  }
  return [low, high];
}

/** One image; pixels that are no finite numbers are transparent. */
function pixelsOf(images: Numbers, index: number, [low, high]: readonly [number, number]): Pixels {
  const [, height, width, channels = 1] = images.shape as [number, number, number, number?];
  const size = height * width * channels;
  const values = images.data.slice(index * size, (index + 1) * size);
  const span = high / 2 - low / 2;
  const byte = (it: number) => {
    if (!Number.isFinite(it)) return 0;
    return span > 0 ? Math.round((it / 2 - low / 2) / span * 255) : 128;
  };
  if (values.every(Number.isFinite)) {
    const data = Uint8Array.from(values, byte);
    return { width, height, channels: channels as 1 | 3, data };
  }
  const data = new Uint8Array(height * width * (channels + 1));
  for (let i = 0; i < height * width; i++) {
    const pixel = values.slice(i * channels, (i + 1) * channels);
    data.set([...pixel.map(byte), pixel.every(Number.isFinite) ? 255 : 0], i * (channels + 1));
  }
  return { width, height, channels: channels + 1 as 2 | 4, data };
}

/**
 * Draws images in rows and columns, gray ones or in colours, with a label above each. A pixel that is
 * not finite is transparent. A notebook shows the chart, as Vega-Lite or as SVG.
 *
 * @param options `images`: values of shape `(n, height, width)`, or `(n, height, width, channels)`
 *   with 1 channel (gray) or 3 (red, green, blue).
 * @throws {TypeError} for options that are unknown, missing or of another kind, and other shapes.
 * @throws {RangeError} for no images, another number of labels, and pixels outside of the range.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertMatch } from "@std/assert";
 *
 * const chart = tf.charts.imageGrid({ images: tf.zeros([3, 8, 8]), labels: ["a", "b", "c"] });
 * assertMatch(chart.svg, /data:image\/png;base64,/);
 * ```
 */
export function imageGrid(options: ImageGridOptions): Chart {
  return fromOptions(imageGrid, WHERE, OPTIONS, options, (made) => {
    const { labels, title, size } = made;
    const images = imagesOf(made.images);
    const [count, rows, across] = images.shape as [number, number, number];
    if (labels && labels.length !== count) {
      throw new RangeError(
        `${WHERE}: expected ${count} labels, one for each image, received ${labels.length}`,
      );
    }
    const range = rangeOf(made.range, images);
    const columns = Math.min(made.columns ?? 8, count);
    const width = rounded(Math.max(1, size * across / rows));
    const lead = labels ? 18 : 0;
    const top = title === null ? GAP : 30;
    const cells = Array.from({ length: count }, (_, i) => ({
      x: GAP + (i % columns) * (width + GAP),
      y: top + Math.floor(i / columns) * (size + lead + GAP) + lead,
      url: pngUrl(pixelsOf(images, i, range)),
      label: labels ? cutTo(labels[i]!, width + GAP) : "",
    }));
    const [w, h] = [
      GAP + columns * (width + GAP),
      top + Math.ceil(count / columns) * (size + lead + GAP),
    ];
    const description = `${count} ${
      count === 1 ? "image" : "images"
    } of ${across} by ${rows} pixels`;
    const parts = cells.flatMap(({ x, y, url, label }) => [
      element("image", {
        x,
        y,
        width,
        height: size,
        href: url,
        preserveAspectRatio: "none",
        // Pixels stay squares: the attribute is for programs that know no styles.
        "image-rendering": "optimizeSpeed",
        style: "image-rendering:pixelated",
      }),
      // A frame: where a white image on white ends.
      element("rect", { x, y, width, height: size, fill: "none", stroke: INK.grid }),
      label === "" ? "" : textAt(x + width / 2, y - 5, label, { anchor: "middle" }),
    ]);
    const heading = title === null
      ? []
      : [textAt(w / 2, 19, cutTo(title, w, 13), { anchor: "middle", size: 13, bold: true })];
    return new Chart({
      description,
      svg: picture(w, h, title ?? description, [...heading, ...parts]),
      spec: specOf(description, title, {
        width: w,
        height: h - top + GAP,
        data: {
          values: cells.map((it) => ({ ...it, x: it.x + width / 2, y: it.y - top + size / 2 })),
        },
        encoding: {
          x: { field: "x", type: "quantitative", scale: null, axis: null },
        },
        layer: [
          {
            mark: { type: "image", width, height: size, smooth: false, aspect: false },
            encoding: {
              y: { field: "y", type: "quantitative", scale: null, axis: null },
              url: { field: "url", type: "nominal" },
            },
          },
          ...labels
            ? [{
              mark: { type: "text", dy: -size / 2 - 8, color: INK.text },
              encoding: {
                y: { field: "y", type: "quantitative", scale: null, axis: null },
                text: { field: "label", type: "nominal" },
              },
            }]
            : [],
        ],
      }),
    });
  });
}
