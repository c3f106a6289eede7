/**
 * Bytes of tensors, numbers out of bytes, paths by patterns, and files and folders.
 *
 * @module
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import golden from "../goldens/io/tensors_files.json" with { type: "json" };
import { fromBase64, withFolder } from "./goldens.ts";

const base64 = (text: tf.Tensor) =>
  (tf.io.encodeBase64(text, true).numpy().toArray() as string)
    .replaceAll("-", "+").replaceAll("_", "/");

Deno.test("tf.io.serializeTensor() gives TensorFlow's bytes, and parseTensor() the tensor", () => {
  for (const { values, shape, dtype, bytes } of golden.tensors) {
    const type = dtype as "float32";
    const x = dtype === "string"
      ? tf.constant(values as unknown as string[])
      : tf.cast(tf.reshape(tf.constant([values].flat(9) as number[], "float64"), shape), type);
    assertEquals(base64(tf.io.serializeTensor(x)), bytes, dtype);
    assertEquals(base64(tf.function(tf.io.serializeTensor)(x)), bytes, dtype);
    const y = tf.io.parseTensor(fromBase64(bytes), type);
    assertEquals([y.shape, y.dtype], [shape, dtype]);
    assertEquals(y.numpy().toArray(), x.numpy().toArray(), dtype);
  }
});

Deno.test("tf.io.parseTensor() refuses what is no tensor, or another one", () => {
  const bytes = fromBase64(golden.tensors[0]!.bytes);
  const cases: [() => unknown, ErrorConstructor, string][] = [
    [
      () => tf.io.parseTensor(bytes, "float32"),
      TypeError,
      "tf.io.parseTensor: expected the bytes of a tensor of outType=float32, received those of int32",
    ],
    [
      () => tf.io.parseTensor(bytes.subarray(0, 20), "int32"),
      SyntaxError,
      "a field that ends with",
    ],
    [
      () => tf.io.parseTensor(bytes.with(7, 9), "int32"),
      SyntaxError,
      "expected 72 bytes for [9, 2]",
    ],
    [
      () => tf.io.parseTensor(Uint8Array.of(8, 3, 42, 1, 0), "int32"),
      TypeError,
      "field 5 of a tensor",
    ],
    [() => tf.io.parseTensor(new Uint8Array(0), "int32"), TypeError, "received those of dtype 0"],
    [
      () =>
        tf.io.parseTensor(
          Uint8Array.of(8, 7, 18, 8, 18, 6, 8, 255, 255, 255, 255, 7),
          "string",
        ),
      SyntaxError,
      "expected 2147483647 texts",
    ],
  ];
  for (const [run, type, text] of cases) assertThrows(run, type, text);
});

Deno.test("tf.io.decodeRaw() gives TensorFlow's numbers", () => {
  const texts = tf.stack(golden.texts.map((it) => tf.io.decodeBase64(it)));
  for (const { dtype, little, fixed, shape, bytes } of golden.raw) {
    const y = tf.io.decodeRaw(texts, dtype as "uint8", little, fixed);
    assertEquals([y.shape, y.dtype], [shape, dtype]);
    const { buffer, byteOffset, byteLength } = y.numpy().data as Uint8Array;
    assertEquals(new Uint8Array(buffer, byteOffset, byteLength), fromBase64(bytes), dtype);
  }
  assertEquals(tf.io.decodeRaw("\x00\x02", "bool").numpy().toArray(), [false, true]);
  const cases: [() => unknown, ErrorConstructor, string][] = [
    [() => tf.io.decodeRaw(["a", "bc"], "uint8"), RangeError, "received 1 and 2; give fixedLength"],
    [
      () => tf.io.decodeRaw("abc", "int16"),
      RangeError,
      "a multiple of 2 bytes for int16, received 3",
    ],
    [() => tf.io.decodeRaw("abc", "string"), TypeError, "received outType=string"],
    [() => tf.io.decodeRaw([1], "uint8"), TypeError, "inputBytes of dtype string"],
  ];
  for (const [run, type, text] of cases) assertThrows(run, type, text);
});

Deno.test("patterns find the paths that TensorFlow finds", () => {
  withFolder((folder) => {
    for (const path of golden.paths) tf.io.writeFile(`${folder}/${path}`, path);
    for (const [pattern, want] of Object.entries(golden.matched)) {
      const found = tf.io.matchingFiles(`${folder}/${pattern}`).numpy().toArray() as string[];
      assertEquals(found.map((it) => it.slice(folder.length + 1)), want, pattern);
      assertEquals(tf.io.gfile.glob(`${folder}/${pattern}`), found);
    }
    for (const [seed, epochs] of Object.entries(golden.listed)) {
      const patterns = [`${folder}/*.txt`, `${folder}/*/*.txt`];
      const data = tf.data.Dataset.listFiles(patterns, { seed: Number(seed) });
      for (const want of epochs) {
        const found = [...data].map((it) => String(it.numpy().toArray()));
        assertEquals(found.map((it) => it.slice(folder.length + 1)), want);
      }
    }
    const inOrder = tf.data.Dataset.listFiles(`${folder}/?.txt`, false);
    assertEquals([...inOrder].length, 2);
    assertThrows(
      () => tf.data.Dataset.listFiles(`${folder}/none*`),
      RangeError,
      "tf.data.Dataset.listFiles: expected files that fit, received filePattern=",
    );
  });
});

Deno.test("tf.io.gfile makes, lists, moves and removes", () => {
  withFolder((folder) => {
    const { gfile } = tf.io;
    gfile.makedirs(`${folder}/a/b`);
    gfile.makedirs(`${folder}/a/b`);
    gfile.mkdir(`${folder}/c`);
    tf.io.writeFile(`${folder}/a/one.txt`, "one");
    assertEquals(gfile.listdir(folder), ["a", "c"]);
    assertEquals([gfile.exists(`${folder}/a`), gfile.isdir(`${folder}/a/one.txt`)], [true, false]);
    const { length, isDirectory, mtimeNsec } = gfile.stat(`${folder}/a/one.txt`);
    assertEquals([length, isDirectory], [3, false]);
    assert(Math.abs(mtimeNsec / 1e6 - Date.now()) < 60_000);
    gfile.copy(`${folder}/a/one.txt`, `${folder}/c/two.txt`);
    gfile.rename(`${folder}/c/two.txt`, `${folder}/c/three.txt`);
    assertThrows(
      () => gfile.copy(`${folder}/a/one.txt`, `${folder}/c/three.txt`),
      RangeError,
      "tf.io.gfile.copy: expected a dst where nothing is",
    );
    gfile.copy(`${folder}/a/one.txt`, `${folder}/c/three.txt`, true);
    Deno.symlinkSync(folder, `${folder}/c/circle`);
    const all = [[folder, ["a", "c"], []], [`${folder}/a`, ["b"], ["one.txt"]], [
      `${folder}/a/b`,
      [],
      [],
    ], [`${folder}/c`, ["circle"], ["three.txt"]]];
    assertEquals([...gfile.walk(folder)] as unknown, all);
    assertEquals([...gfile.walk(folder, false)].at(-1) as unknown, all[0]);
    assertEquals([...gfile.walk(`${folder}/none`)], []);
    assertThrows(() => gfile.remove(`${folder}/a`), TypeError, "call tf.io.gfile.rmtree");
    assertThrows(() => gfile.rmtree(`${folder}/a/one.txt`), TypeError, "call tf.io.gfile.remove");
    assertThrows(() => gfile.rmtree(`${folder}/c/circle`), TypeError, "call tf.io.gfile.remove");
    assertThrows(() => gfile.listdir(`${folder}/none`), Deno.errors.NotFound, "leads to something");
    assertThrows(() => gfile.exists(""), TypeError, "tf.io.gfile.exists: expected the path");
    assertThrows(() => gfile.glob([1] as never), TypeError, "expected a pattern or a list");
    gfile.remove(`${folder}/c/circle`);
    gfile.rmtree(`${folder}/c`);
    assertEquals(gfile.listdir(folder), ["a"]);
  });
});
