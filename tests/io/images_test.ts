/**
 * Images out of files against TensorFlow's decoders, back into files, and what is refused.
 *
 * @module
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { crc32 } from "node:zlib";
import { fromBase64, type ImagesGolden, readGolden } from "./goldens.ts";

const images = await readGolden<ImagesGolden>("images.json.gz");

/** The one kind of image that TensorFlow decodes and that is refused here. */
const REFUSED = /^gamma, colors 1 /;

for (const [kind, files] of [["png", images.png], ["bmp", images.bmp]] as const) {
  Deno.test(`tf.io decodes ${kind} files to the numbers of TensorFlow`, () => {
    let refused = 0;
    for (const [name, { file, decoded }] of Object.entries(files)) {
      const contents = fromBase64(file);
      for (const [options, want] of Object.entries(decoded)) {
        const [channels, dtype] = options.split(" ") as ["0", "uint8"];
        const run = () =>
          kind === "png"
            ? tf.io.decodePng(contents, Number(channels) as 0, dtype)
            : tf.io.decodeBmp(contents, Number(channels) as 0);
        if (want === null || REFUSED.test(`${name} ${options}`)) {
          const error = assertThrows(run, Error);
          assert(/expected channels to be one of 0, 3, 4|gamma/.test(error.message), error.message);
          refused++;
          continue;
        }
        const y = run();
        const array = y.numpy();
        assertEquals([y.shape, y.dtype], [want.shape, dtype], `${name}, ${options}`);
        const { buffer, byteOffset, byteLength } = array.data as Uint8Array;
        const bytes = new Uint8Array(buffer, byteOffset, byteLength);
        assertEquals(bytes, fromBase64(want.bytes), `${name}, ${options}`);
      }
    }
    assertEquals(refused, kind === "png" ? 2 : Object.keys(files).length);
  });
}

Deno.test("tf.io.encodePng() keeps each pixel of 1 to 4 channels, 8 and 16 bits, and batches", () => {
  for (const dtype of ["uint8", "uint16"] as const) {
    for (const channels of [1, 2, 3, 4]) {
      for (const compression of [-1, 0, 9]) {
        const values = Array.from({ length: 2 * 5 * channels }, (_, i) => i * 7919 % 256 * 257);
        const x = tf.reshape(tf.cast(values, dtype), [2, 5, channels]);
        const file = tf.io.encodePng(x, compression);
        assertEquals([file.dtype, file.shape], ["string", []]);
        const y = tf.io.decodePng(file, 0, dtype);
        assertEquals([y.dtype, y.shape], [dtype, [2, 5, channels]]);
        assertEquals(y.numpy().toArray(), x.numpy().toArray());
      }
    }
  }
  const batch = tf.constant([[[[1], [2]]], [[[3], [4]]]], "uint8");
  const files = tf.io.encodePng(batch).numpy().toArray() as string[];
  assertEquals(files.map((it) => tf.io.decodePng(it).numpy().toArray()), batch.numpy().toArray());
});

Deno.test("a file that was read from the disk is decoded as its bytes are", () => {
  const folder = Deno.makeTempDirSync();
  try {
    for (const { file } of Object.values(images.png)) {
      tf.io.writeFile(`${folder}/a/b.png`, fromBase64(file));
      const text = tf.io.readFile(`${folder}/a/b.png`);
      const [given, direct] = [tf.io.decodePng(text), tf.io.decodePng(fromBase64(file))];
      assertEquals(given.numpy().toArray(), direct.numpy().toArray());
      tf.io.writeFile(`${folder}/copy.png`, text);
      assertEquals(Deno.readFileSync(`${folder}/copy.png`), fromBase64(file));
    }
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});

/** A PNG file of one chunk after the signature, with its checksum. */
function pngOf(...words: number[]): Uint8Array {
  const bytes = new Uint8Array(33);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const view = new DataView(bytes.buffer);
  [13, 0x49484452, ...words].forEach((it, i) => view.setUint32(8 + 4 * i, it));
  bytes[24] = 8;
  view.setUint32(29, crc32(bytes.subarray(12, 29)));
  return bytes;
}

Deno.test("tf.io.decodePng() refuses what is no PNG, is damaged, or would fill the memory", () => {
  const sound = fromBase64(images.png["kind 2, 8 bits"]!.file);
  const cases: [Uint8Array | string, ErrorConstructor, string][] = [
    [
      Uint8Array.of(0xff, 0xd8, 0xff, 0xe0),
      SyntaxError,
      "tf.io.decodePng: expected the signature of PNG at offset 0, received that of JPEG; call tf.io.decodeJpeg",
    ],
    [
      fromBase64(Object.values(images.bmp)[0]!.file),
      SyntaxError,
      "received that of BMP; call tf.io.decodeBmp",
    ],
    ["", SyntaxError, "expected the signature of PNG at offset 0, received bytes"],
    [sound.subarray(0, -5), RangeError, "the file is truncated or damaged"],
    [sound.with(60, sound[60]! ^ 1), SyntaxError, "with its checksum"],
    [
      pngOf(2 ** 31, 2 ** 31),
      RangeError,
      "expected 1 to 536870911 pixels, received a size of 2147483648 x 2147483648 at offset 16",
    ],
    [pngOf(0, 5), RangeError, "received a size of 0 x 5"],
    [bomb(), RangeError, "compressed ones, which cannot give them"],
  ];
  for (const [contents, type, text] of cases) {
    assertThrows(() => tf.io.decodePng(contents), type, text);
  }
  assertThrows(
    () => tf.io.decodePng(sound, 2 as 3),
    RangeError,
    "tf.io.decodePng: expected channels to be one of 0, 1, 3, 4, received channels=2",
  );
  assertThrows(
    () => tf.io.decodePng(sound, 0, "float32" as "uint8"),
    TypeError,
    "tf.io.decodePng: expected dtype uint8 or uint16, received dtype=float32",
  );
  assertThrows(
    () => tf.io.decodePng(["a", "b"]),
    TypeError,
    "tf.io.decodePng: expected contents to be one text, received string (2,); map over several",
  );
});

/** The head of an image of 20000 x 20000, the few rows of a small one, and the end. */
function bomb(): Uint8Array {
  const sound = fromBase64(images.png["kind 0, 8 bits"]!.file);
  return Uint8Array.from([...pngOf(20_000, 20_000), ...sound.subarray(33)]);
}

Deno.test("tf.io.decodeBmp() refuses palettes of colors, compression, and sizes that are not there", () => {
  const gray = fromBase64(images.bmp["8 bits, width 3"]!.file);
  assertThrows(() => tf.io.decodeBmp(gray.with(54 + 4 * 7, 9)), TypeError, "a palette of colors");
  assertThrows(
    () => tf.io.decodeBmp(gray.with(30, 1)),
    TypeError,
    "8 bits a pixel with compression 1",
  );
  assertThrows(() => tf.io.decodeBmp(gray.with(19, 1)), RangeError, "expected pixels of");
  assertThrows(() => tf.io.decodeBmp(gray.with(21, 255)), RangeError, "received a size of -");
  assertThrows(() => tf.io.decodeBmp(gray.subarray(0, 40)), RangeError, "truncated");
});

Deno.test("tf.io.encodePng() refuses floats, other shapes and images without pixels", () => {
  assertThrows(
    () => tf.io.encodePng([[[0.5]]]),
    TypeError,
    "tf.io.encodePng: expected image of uint8 or uint16 and shape (..., height, width, 1 to 4 channels), received float32 (1, 1, 1)",
  );
  assertThrows(() => tf.io.encodePng(tf.zeros([2, 2, 5], "uint8")), TypeError, "(2, 2, 5)");
  assertThrows(() => tf.io.encodePng(tf.zeros([0, 2, 3], "uint8")), RangeError, "with pixels");
});
