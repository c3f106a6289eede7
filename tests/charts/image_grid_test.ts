import { assertEquals, assertThrows } from "@std/assert";
import { inflateSync } from "node:zlib";
import * as tf from "kerasaur";
import { readDataset } from "../support/datasets.ts";
import { named, textsOf } from "./elements.ts";

const { imageGrid } = tf.charts;

interface Decoded {
  width: number;
  height: number;
  kind: number;
  pixels: number[];
}

/** CRC-32 by long division. */
function remainder(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (const byte of bytes) {
    for (let bit = 0; bit < 8; bit++) {
      const odd = (rest ^ (byte >>> bit)) & 1;
      rest = (rest >>> 1) ^ (odd ? 0xedb88320 : 0);
    }
  }
  return ~rest >>> 0;
}

/** Reads a PNG of unfiltered rows and holds its checksums. */
function decoded(url: string): Decoded {
  const [head, base64] = url.split(",");
  assertEquals(head, "data:image/png;base64");
  const bytes = Uint8Array.fromBase64(base64!);
  assertEquals([...bytes.subarray(0, 8)], [137, 80, 78, 71, 13, 10, 26, 10]);
  const view = new DataView(bytes.buffer);
  const chunks: Record<string, Uint8Array> = {};
  for (let at = 8; at < bytes.length;) {
    const length = view.getUint32(at);
    const name = new TextDecoder().decode(bytes.subarray(at + 4, at + 8));
    chunks[name] = bytes.subarray(at + 8, at + 8 + length);
    const covered = bytes.subarray(at + 4, at + 8 + length);
    assertEquals(view.getUint32(at + 8 + length), remainder(covered), name);
    at += length + 12;
  }
  assertEquals(Object.keys(chunks), ["IHDR", "IDAT", "IEND"]);
  const header = chunks.IHDR!;
  const size = new DataView(header.buffer, header.byteOffset);
  const [width, height, kind] = [size.getUint32(0), size.getUint32(4), header[9]!];
  assertEquals([header[8], ...header.subarray(10)], [8, 0, 0, 0]);
  const rows = inflateSync(chunks.IDAT!);
  const step = rows.length / height;
  const pixels = Array.from({ length: height }, (_, y) => {
    assertEquals(rows[y * step], 0);
    return [...rows.subarray(y * step + 1, (y + 1) * step)];
  }).flat();
  return { width, height, kind, pixels };
}

function imagesOf({ svg }: tf.charts.Chart): Decoded[] {
  return named(svg, "image").map(({ attributes }) => decoded(attributes.href!));
}

Deno.test("imageGrid() shows gray images pixel by pixel, with labels", async () => {
  const { x, y } = await readDataset("digits");
  const images = new tf.NdArray(x.data.slice(0, 64 * 12) as Uint8Array, [12, 8, 8], "uint8");
  const labels = [...y.data.subarray(0, 12)];
  const chart = imageGrid({ images, labels, range: [0, 16], columns: 5, title: "Digits" });
  const shown = imagesOf(chart);
  assertEquals(shown.length, 12);
  shown.forEach((it, i) => {
    assertEquals([it.width, it.height, it.kind], [8, 8, 0]);
    const expected = [...x.data.subarray(i * 64, (i + 1) * 64)];
    assertEquals(it.pixels, expected.map((value) => Math.round(value / 16 * 255)));
  });
  assertEquals(textsOf(chart.svg), ["Digits", ...labels.map(String)]);
  const places = named(chart.svg, "image").map(({ attributes }) => attributes);
  assertEquals(new Set(places.map((it) => it.x)).size, 5);
  assertEquals(new Set(places.map((it) => it.y)).size, 3);
  const { values } = chart.spec.data as unknown as { values: { url: string; label: string }[] };
  assertEquals(values.map((it) => it.label), labels.map(String));
  assertEquals(values.map((it) => it.url), places.map((it) => it.href));
  assertEquals(chart.description, "12 images of 8 by 8 pixels");
});

Deno.test("imageGrid() takes colours, one channel, floats and bytes", () => {
  const [rgb] = imagesOf(imageGrid({ images: [[[[0, 0.5, 1], [1, 0, 0.2]]]] }));
  assertEquals(rgb, { width: 2, height: 1, kind: 2, pixels: [0, 128, 255, 255, 0, 51] });
  const [gray] = imagesOf(imageGrid({ images: tf.constant([[[[0], [1]]]]) }));
  assertEquals(gray, { width: 2, height: 1, kind: 0, pixels: [0, 255] });
  const bytes = tf.constant([[[0, 100, 255]]], { dtype: "uint8" });
  assertEquals(imagesOf(imageGrid({ images: bytes }))[0]!.pixels, [0, 100, 255]);
  // Images that are tensors of their own, in a list.
  const list = imageGrid({ images: [tf.zeros([2, 2]), tf.ones([2, 2])] });
  assertEquals(imagesOf(list).map((it) => it.pixels), [[0, 0, 0, 0], [255, 255, 255, 255]]);
});

Deno.test("imageGrid() takes the range of the images where it is to", () => {
  const auto = imageGrid({ images: [[[-1, 0, 1]], [[3, 1, NaN]]], range: "auto" });
  assertEquals(imagesOf(auto).map((it) => it.pixels), [[0, 64, 128], [255, 255, 128, 255, 0, 0]]);
  const same = imageGrid({ images: [[[5, 5]]], range: "auto" });
  assertEquals(imagesOf(same)[0]!.pixels, [128, 128]);
  const none = imageGrid({ images: [[[NaN]]], range: "auto" });
  assertEquals(imagesOf(none)[0]!.pixels, [0, 0]);
});

Deno.test("imageGrid() leaves pixels transparent that are not finite", () => {
  const [gray] = imagesOf(imageGrid({ images: [[[1, NaN, 0]]] }));
  assertEquals([gray!.kind, ...gray!.pixels], [4, 255, 255, 0, 0, 0, 255]);
  const [rgb] = imagesOf(imageGrid({ images: [[[[1, 0, 1], [0, Infinity, 1]]]] }));
  assertEquals([rgb!.kind, ...rgb!.pixels], [6, 255, 0, 255, 255, 0, 0, 255, 0]);
});

Deno.test("imageGrid() keeps the proportions of images", () => {
  const { svg } = imageGrid({ images: tf.zeros([1, 10, 20]), size: 100 });
  const { width, height } = named(svg, "image")[0]!.attributes;
  assertEquals([width, height], ["200", "100"]);
});

Deno.test("imageGrid() names what is wrong with its options", () => {
  const images = [[[0, 1]]];
  const cases: readonly (readonly [unknown, typeof TypeError | typeof RangeError, string])[] = [
    [
      { images: [[0, 1]] },
      TypeError,
      "expected images of shape (n, height, width), (n, height, width, 1) or (n, height, width, 3), received (1, 2)",
    ],
    [
      { images: [[[[0, 1]]]] },
      TypeError,
      "expected images of shape (n, height, width), (n, height, width, 1) or (n, height, width, 3), received (1, 1, 1, 2)",
    ],
    [
      { images: tf.zeros([0, 2, 2]) },
      RangeError,
      "expected at least one image with pixels, received shape (0, 2, 2)",
    ],
    [
      { images: [[[0, 2]]] },
      RangeError,
      'expected pixels from 0 to 1, received 2; give their range, or range="auto"',
    ],
    [
      { images, labels: ["a", "b"] },
      RangeError,
      "expected 1 labels, one for each image, received 2",
    ],
    [
      { images, labels: [null] },
      TypeError,
      "expected labels[0] to be a text or a number, received null",
    ],
    [
      { images, range: "all" },
      TypeError,
      'expected range to be two numbers or "auto", received range="all"',
    ],
    [
      { images, range: [1, 0] },
      RangeError,
      "expected range to be two finite numbers, the smaller first, received range=[1, 0]",
    ],
    [
      { images, columns: 0 },
      RangeError,
      "expected columns to be a whole number >= 1, received columns=0",
    ],
    [
      { images, size: 1 },
      RangeError,
      "expected size to be a finite number from 8 to 2000, received size=1",
    ],
    [
      { image: images },
      TypeError,
      "expected arguments among images, labels, title, range, columns, size, received image; did you mean images?",
    ],
  ];
  for (const [options, kind, text] of cases) {
    const error = assertThrows(() => imageGrid(options as tf.charts.ImageGridOptions), kind);
    assertEquals(error.message, `tf.charts.imageGrid: ${text}`);
  }
});
