/**
 * JPEG and GIF files against TensorFlow's decoders, images of any format, files that are encoded, and
 * what is refused.
 *
 * @module
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { fromBase64, readGolden } from "./goldens.ts";

interface Decoded {
  shape: number[];
  bytes: string;
}

const golden = await readGolden<{
  jpeg: Record<string, { file: string; decoded: Record<"0" | "1" | "3", Decoded | null> }>;
  gif: Record<string, { file: string; decoded: Decoded | null }>;
  any: Record<string, { file: string; decoded: Record<string, Decoded | null> }>;
  cropped: Record<string, Decoded | null>;
  encoded: Record<string, { image: string; size: number; error: number }>;
  fast: Record<string, [largest: number, mean: number]>;
}>("jpeg_gif.json.gz");

const jpegFile = (name: string) => fromBase64(golden.jpeg[name]!.file);

function assertSame(y: tf.Tensor, want: Decoded, name: string): void {
  assertEquals(y.shape, want.shape, name);
  const { buffer, byteOffset, byteLength } = y.numpy().data as Uint8Array;
  assertEquals(new Uint8Array(buffer, byteOffset, byteLength), fromBase64(want.bytes), name);
}

Deno.test("tf.io.decodeJpeg() gives the numbers of TensorFlow's accurate transform", () => {
  const refused: string[] = [];
  for (const [name, { file, decoded }] of Object.entries(golden.jpeg)) {
    for (const [channels, want] of Object.entries(decoded)) {
      const run = () => tf.io.decodeJpeg(fromBase64(file), Number(channels) as 0);
      if (want === null || name === "CMYK") {
        const error = assertThrows(run, Error);
        assert(/ends before it|printing inks/.test(error.message), error.message);
        refused.push(`${name} ${channels}`);
      } else assertSame(run(), want, `${name}, ${channels} channels`);
    }
  }
  assertEquals(
    refused,
    [..."013"].flatMap((it) => [`CMYK ${it}`]).concat(
      [..."013"].map((it) => `no end ${it}`),
    ),
  );
});

Deno.test("TensorFlow's fast transform is as far from the accurate one as is said", () => {
  for (const [name, [largest, mean]] of Object.entries(golden.fast)) {
    const quality = Number(/quality (\d+)/.exec(name)?.[1] ?? 90);
    assert(largest <= (quality > 95 ? 80 : 10) && mean < (quality > 95 ? 12 : 2), name);
  }
});

Deno.test("tf.io.decodeAndCropJpeg() gives TensorFlow's parts of images", () => {
  for (const [name, want] of Object.entries(golden.cropped)) {
    const [file, ...window] = name.split(" ");
    const run = () => tf.io.decodeAndCropJpeg(jpegFile(file!), window.map(Number), 3);
    if (want === null) assertThrows(run, RangeError, "expected a part of the image of 20 rows");
    else assertSame(run(), want, name);
  }
  assertThrows(
    () => tf.io.decodeAndCropJpeg(jpegFile("gray"), [0, 0, 0, 4]),
    RangeError,
    "tf.io.decodeAndCropJpeg: expected cropWindow to be [y, x, height, width] with pixels, received [0, 0, 0, 4]",
  );
});

Deno.test("tf.io.extractJpegShape() and isJpeg() read the head of a file", () => {
  for (const [name, { decoded }] of Object.entries(golden.jpeg)) {
    const file = jpegFile(name);
    const want = name === "CMYK"
      ? [20, 21, 4]
      : name === "no end"
      ? [20, 21, 3]
      : decoded[0]!.shape;
    assertEquals(tf.io.extractJpegShape(file).numpy().toArray(), want, name);
    assertEquals(tf.io.isJpeg(file).numpy().toArray(), true);
  }
  const wide = tf.io.extractJpegShape(jpegFile("gray"), "int64");
  assertEquals([wide.dtype, wide.numpy().toArray()], ["int64", [20n, 21n, 1n]]);
  assertThrows(
    () => tf.io.extractJpegShape(jpegFile("gray"), "uint8" as "int32"),
    TypeError,
    "tf.io.extractJpegShape: expected outputType int32 or int64, received outputType=uint8",
  );
});

/** What TensorFlow takes, as it stops reading early, and we refuse. */
const CUT = "no end";

Deno.test("tf.io.decodeGif() gives the frames of TensorFlow", () => {
  for (const [name, { file, decoded }] of Object.entries(golden.gif)) {
    const run = () => tf.io.decodeGif(fromBase64(file));
    if (decoded === null || name === CUT) {
      const error = assertThrows(run, Error);
      assert(/table of colors|color \d|truncated/.test(error.message), error.message);
    } else assertSame(run(), decoded, name);
  }
});

Deno.test("tf.io.decodeImage() gives TensorFlow's images of each format, type and channels", () => {
  for (const [name, { file, decoded }] of Object.entries(golden.any)) {
    for (const [options, want] of Object.entries(decoded)) {
      const [channels, dtype, isExpanded] = options.split(" ");
      const run = () =>
        tf.io.decodeImage(fromBase64(file), Number(channels) as 0, {
          dtype: dtype as "uint8",
          expandAnimations: isExpanded === "True",
        });
      if (want === null) {
        assertThrows(run, RangeError, `expected channels to be one of 0,`);
        continue;
      }
      const y = run();
      assertEquals(y.dtype, dtype);
      // TensorFlow decodes JPEG files with its fast transform.
      if (name === "jpeg") assertEquals(y.shape, want.shape);
      else assertSame(y, want, `${name}, ${options}`);
    }
  }
  const exact = tf.io.decodeJpeg(jpegFile("restarts"));
  const any = tf.io.decodeImage(jpegFile("restarts"));
  assertEquals(any.numpy().toArray(), exact.numpy().toArray());
  assertThrows(
    () => tf.io.decodeImage(Uint8Array.of(1, 2, 3)),
    SyntaxError,
    "tf.io.decodeImage: expected the signature of PNG, JPEG, GIF or BMP at offset 0, received bytes 1, 2, 3; convert the image to one of these",
  );
  assertThrows(
    () => tf.io.decodeImage(jpegFile("gray"), 0, "float64" as "float32"),
    TypeError,
    "tf.io.decodeImage: expected dtype uint8, uint16 or float32, received dtype=float64",
  );
});

Deno.test("tf.io.encodeJpeg() is as near to the image as TensorFlow's, in a file not larger", () => {
  for (const [name, { image, size, error }] of Object.entries(golden.encoded)) {
    const [, quality, few] = name.split(" ");
    const pixels = fromBase64(image);
    const file = tf.io.encodeJpeg(tf.constant(pixels).reshape([40, 51, 3]), {
      quality: Number(quality),
      chromaDownsampling: few === "True",
    });
    const bytes = tf.io.decodeJpeg(file).numpy().data as Uint8Array;
    const sum = bytes.reduce((sum, it, i) => sum + (it - pixels[i]!) ** 2, 0);
    const ours = Math.sqrt(sum / bytes.length);
    const length = tf.strings.length(file).numpy().toArray() as number;
    assert(ours <= 1.25 * error + 1, `${name}: ${ours} instead of ${error}`);
    assert(length <= 1.1 * size, `${name}: ${length} bytes instead of ${size}`);
  }
});

Deno.test("tf.io.encodeJpeg() writes gray and progressive files, and in traced functions", () => {
  const image = tf.constant(fromBase64(golden.encoded["smooth 95 True"]!.image)).reshape([
    40,
    51,
    3,
  ]);
  const gray = tf.io.encodeJpeg(tf.slice(image, [0, 0, 0], [40, 51, 1]), "grayscale");
  assertEquals(tf.io.extractJpegShape(gray).numpy().toArray(), [40, 51, 1]);
  const fine = tf.io.encodeJpeg(image, { progressive: true });
  const [whole, traced] = [tf.io.encodeJpeg(image), tf.function(tf.io.encodeJpeg)(image)];
  assertEquals(traced.numpy().toArray(), whole.numpy().toArray());
  assert(fine.numpy().toArray() !== whole.numpy().toArray());
  const pixels = [fine, whole].map((it) => tf.cast(tf.io.decodeJpeg(it), "float32"));
  const far = tf.reduceMean(tf.square(tf.subtract(pixels[0]!, pixels[1]!))).numpy().toArray();
  assert((far as number) < 2, `${far}`);
});

Deno.test("the decoder leaves nothing behind in the program, nor in the next image", () => {
  const before = [typeof globalThis.location, typeof ImageData];
  const sound = jpegFile("restarts");
  const first = tf.io.decodeJpeg(sound).numpy().toArray();
  for (let i = 0; i < 20; i++) {
    assertThrows(() => tf.io.decodeJpeg(sound.subarray(0, 600 + i)), Error);
    assertEquals(tf.io.decodeJpeg(sound).numpy().toArray(), first);
  }
  assertEquals([typeof globalThis.location, typeof ImageData], before);
});

/** A JPEG file with another size in its frame. */
function resized(height: number, width: number): Uint8Array {
  const bytes = jpegFile("gray").slice();
  const at = bytes.findIndex((it, i) => it === 0xff && bytes[i + 1] === 0xc0);
  new DataView(bytes.buffer).setUint16(at + 5, height);
  new DataView(bytes.buffer).setUint16(at + 7, width);
  return bytes;
}

Deno.test("tf.io.decodeJpeg() and decodeGif() refuse what would fill the memory", () => {
  assertThrows(
    () => tf.io.decodeJpeg(resized(20_000, 20_000)),
    RangeError,
    "tf.io.decodeJpeg: expected data of 400000000 pixels, received",
  );
  assertThrows(
    () => tf.io.decodeJpeg(resized(65_535, 65_535)),
    RangeError,
    "1 to 536870911 pixels",
  );
  assertThrows(() => tf.io.decodeJpeg(resized(0, 5)), RangeError, "received a size of 5 x 0");
  const gif = fromBase64(golden.gif["one"]!.file);
  const screen = gif.slice();
  new DataView(screen.buffer).setUint16(6, 20_000, true);
  new DataView(screen.buffer).setUint16(8, 20_000, true);
  assertThrows(() => tf.io.decodeGif(screen), RangeError, "1 of 20000 x 20000");
  const frame = gif.slice();
  const at = gif.indexOf(0x2c, 13 + 24);
  new DataView(frame.buffer).setUint16(at + 5, 20_000, true);
  new DataView(frame.buffer).setUint16(at + 7, 20_000, true);
  assertThrows(() => tf.io.decodeGif(frame), SyntaxError, "which cannot give them");
});

Deno.test("tf.io.decodeJpeg(), decodeGif() and encodeJpeg() refuse other formats and options", () => {
  const file = jpegFile("gray");
  const cases: [() => unknown, ErrorConstructor, string][] = [
    [
      () => tf.io.decodePng(file),
      SyntaxError,
      "received that of JPEG; call tf.io.decodeJpeg",
    ],
    [
      () => tf.io.decodeJpeg(fromBase64(golden.gif["one"]!.file)),
      SyntaxError,
      "tf.io.decodeJpeg: expected the signature of JPEG at offset 0, received that of GIF; call tf.io.decodeGif",
    ],
    [
      () => tf.io.decodeJpeg(file, 4 as 3),
      RangeError,
      "tf.io.decodeJpeg: expected channels to be one of 0, 1, 3, received channels=4",
    ],
    [
      () => tf.io.decodeJpeg(file, { ratio: 2 as 1 }),
      TypeError,
      "tf.io.decodeJpeg: expected ratio=1, received ratio=2; make the image smaller with tf.image.resize",
    ],
    [
      () => tf.io.decodeJpeg(file, { dctMethod: "INTEGER_FAST" as "" }),
      TypeError,
      'expected dctMethod="INTEGER_ACCURATE", received dctMethod="INTEGER_FAST"; the fast transform is not there',
    ],
    [() => tf.io.decodeJpeg(file.subarray(0, 300)), RangeError, "truncated or damaged"],
    [() => tf.io.decodeGif("GIF89a"), RangeError, "the file is truncated or damaged"],
    [() => tf.io.encodeJpeg(tf.zeros([2, 2, 4], "uint8")), TypeError, "(height, width, 1 or 3)"],
    [() => tf.io.encodeJpeg(tf.zeros([2, 2, 3])), TypeError, "received float32 (2, 2, 3)"],
    [() => tf.io.encodeJpeg(tf.zeros([0, 2, 3], "uint8")), RangeError, "1 to 65500 rows"],
    [() => tf.io.encodeJpeg(tf.zeros([2, 2, 3], "uint8"), "grayscale"), TypeError, "width, 1)"],
    [() => tf.io.encodeJpeg(tf.zeros([2, 2, 3], "uint8"), "", 101), RangeError, "quality"],
    [
      () => tf.io.encodeJpeg(tf.zeros([2, 2, 3], "uint8"), { xDensity: 72 as 300 }),
      TypeError,
      "tf.io.encodeJpeg: expected xDensity=300, received xDensity=72; the file does not say it",
    ],
  ];
  for (const [run, type, text] of cases) assertThrows(run, type, text);
});
