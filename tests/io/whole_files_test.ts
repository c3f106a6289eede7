/**
 * Whole files as texts and back, base 64, and what is refused.
 *
 * @module
 */
import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { bytesOf, textOf } from "../../lib/ops/strings/bytes_text.ts";
import { seeded } from "./mutations.ts";

Deno.test("bytes are kept as texts: UTF-8 as its characters, others one by one", () => {
  const draw = seeded(4);
  // Beginnings and ends of sequences, so that sound and broken ones come up often.
  const pieces = [[0x41], [0xc3, 0xa9], [0xe2, 0x82, 0xac], [0xf0, 0x9f, 0xa6, 0x96], [0xed, 0xa0]]
    .concat([[0xc0, 0x80], [0xf5], [0xf4, 0x90], [0x80], [0xe0, 0x80, 0x80], [0xed, 0xb2, 0x80]]);
  for (let times = 0; times < 300; times++) {
    const length = times === 0 ? 9000 : draw(12);
    const bytes = Uint8Array.from(
      Array.from({ length }, () => draw(4) === 0 ? [draw(256)] : pieces[draw(pieces.length)]!)
        .flat(),
    );
    const text = textOf(bytes);
    assertEquals(bytesOf(text), bytes);
    // The runtime's decoder marks the same places as broken, each byte or run of bytes by U+FFFD.
    const marked = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    const plain = (it: string) =>
      it.replace(/[\ud800-\udbff][\udc00-\udfff]/g, "4")
        .replace(/[\udc80-\udcff\ufffd]+/g, "?");
    assertEquals(plain(text), plain(marked));
  }
});

Deno.test("tf.io.readFile() gives in a traced function the file of each run", () => {
  const folder = Deno.makeTempDirSync();
  try {
    for (const name of ["a", "b"]) tf.io.writeFile(`${folder}/${name}`, `${name}!`);
    const read = tf.function((path: tf.Tensor) => tf.strings.upper(tf.io.readFile(path)));
    const values = ["a", "b"].map((it) => read(tf.constant(`${folder}/${it}`)).numpy().toArray());
    assertEquals(values, ["A!", "B!"]);
    assertThrows(() => tf.io.readFile(folder), TypeError, "received that of a folder");
    assertThrows(() => tf.io.readFile(`${folder}/c`), Deno.errors.NotFound, "leads to nothing");
    assertThrows(() => tf.io.readFile(["a"]), TypeError, "expected filename to be one text");
    assertThrows(
      () => tf.function((x: tf.Tensor) => (tf.io.writeFile(`${folder}/c`, "c"), x))(tf.zeros([1])),
      TypeError,
      "tf.io.writeFile: expected a call outside of traced functions",
    );
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});

Deno.test("tf.io has base 64 as TensorFlow: other letters and counts are errors", () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
  for (let length = 0; length < 256; length += 5) {
    const text = textOf(bytes.subarray(256 - length));
    for (const pad of [false, true]) {
      const letters = tf.io.encodeBase64(text, pad);
      const usual = btoa(String.fromCharCode(...bytes.subarray(256 - length)))
        .replaceAll("+", "-").replaceAll("/", "_").replace(/=*$/, (it) => pad ? it : "");
      assertEquals(letters.numpy().toArray(), usual);
      assertEquals(tf.io.decodeBase64(letters).numpy().toArray(), text);
    }
  }
  // TensorFlow 2.21 takes the first and refuses the others.
  assertEquals(tf.io.decodeBase64("YR").numpy().toArray(), "a");
  for (const bad of ["YQ=", "Y", "+/", "YQ===", "Y Q", "YQ==\n"]) {
    assertThrows(
      () => tf.io.decodeBase64(bad),
      RangeError,
      "tf.io.decodeBase64: expected texts in base 64 with - and _ instead of + and /",
    );
  }
});
