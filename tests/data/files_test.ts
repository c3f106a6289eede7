/**
 * Files of lines and of records: what TensorFlow reads and writes, and damaged ones.
 *
 * @module
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { bytesOf, textOf } from "../../lib/ops/strings/bytes_text.ts";

const HERE = new URL("../goldens/data/", import.meta.url).pathname;
const goldens = JSON.parse(Deno.readTextFileSync(`${HERE}files.json`)) as {
  readonly records: readonly (readonly number[])[];
  readonly pieces: readonly (readonly [
    length: number,
    size: number,
    head: number,
    foot: number,
    records: readonly (readonly number[])[] | null,
  ])[];
  readonly lines: Readonly<Record<string, readonly string[]>>;
};
const texts = (data: Iterable<tf.Tensor>): string[] =>
  Array.from(data, (it) => (it.numpy().data as readonly string[])[0]!);

/** Runs with a path where nothing is yet. */
function withPath(run: (path: string) => void): void {
  const folder = Deno.makeTempDirSync();
  try {
    run(`${folder}/file`);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

Deno.test("lines are those that TensorFlow reads", () => {
  for (const [text, lines] of Object.entries(goldens.lines)) {
    withPath((path) => {
      Deno.writeTextFileSync(path, text);
      assertEquals(texts(new tf.data.TextLineDataset(path)), [...lines], JSON.stringify(text));
      const twice = new tf.data.TextLineDataset([path, path]);
      assertEquals(texts(twice), [...lines, ...lines]);
    });
  }
});

Deno.test("records are those that TensorFlow wrote, packed or not", () => {
  for (const [name, kind] of [["records.tfrecord", ""], ["records.tfrecord.gz", "GZIP"]] as const) {
    const read = texts(new tf.data.TFRecordDataset(`${HERE}${name}`, kind));
    assertEquals(read.map((it) => [...bytesOf(it)]), goldens.records.map((it) => [...it]));
  }
});

Deno.test("records are written as TensorFlow writes them", () => {
  withPath((path) => {
    using writer = new tf.io.TFRecordWriter(path);
    for (const record of goldens.records) writer.write(Uint8Array.from(record));
    writer.flush();
    assertEquals(Deno.readFileSync(path), Deno.readFileSync(`${HERE}records.tfrecord`));
    writer.close();
    assertThrows(
      () => writer.write("more"),
      TypeError,
      "tf.io.TFRecordWriter.write: expected a writer that is not closed yet",
    );
  });
});

Deno.test("pieces of one length are those that TensorFlow reads", () => {
  for (const [length, size, head, foot, expected] of goldens.pieces) {
    withPath((path) => {
      Deno.writeFileSync(path, Uint8Array.from({ length }, (_, i) => (i * 37) % 256));
      const read = () => {
        const options = { headerBytes: head, footerBytes: foot };
        return texts(new tf.data.FixedLengthRecordDataset([path, path], size, options));
      };
      if (expected !== null) {
        assertEquals(read().map((it) => [...bytesOf(it)]), expected.map((it) => [...it]));
      } else {
        assertThrows(read, RangeError, `received ${length} bytes`);
      }
    });
  }
  assertThrows(
    () => new tf.data.FixedLengthRecordDataset("x", 0),
    RangeError,
    "tf.data.FixedLengthRecordDataset: expected recordBytes to be a whole number >= 1, received recordBytes=0",
  );
});

Deno.test("any bytes become a text and come back", () => {
  for (let seed = 1; seed < 300; seed++) {
    const bytes = Uint8Array.from({ length: seed % 40 }, (_, i) => (seed * 7919 * (i + 3)) >>> 5);
    assertEquals(bytesOf(textOf(bytes)), bytes);
  }
  assertEquals(textOf(new TextEncoder().encode("\ufeffgrüß 😀")), "\ufeffgrüß 😀");
});

Deno.test("every damage to a file of records is an error, none another content", () => {
  const whole = Deno.readFileSync(`${HERE}records.tfrecord`);
  const first = texts(new tf.data.TFRecordDataset(`${HERE}records.tfrecord`));
  withPath((path) => {
    for (let at = 0; at < whole.length; at++) {
      const bytes = whole.slice();
      bytes[at]! ^= 1 << at % 8;
      Deno.writeFileSync(path, bytes);
      assertThrows(
        () => texts(new tf.data.TFRecordDataset(path)),
        Error,
        "tf.data.TFRecordDataset",
      );
    }
    for (let end = 1; end < whole.length; end++) {
      Deno.writeFileSync(path, whole.subarray(0, end));
      let read: string[];
      try {
        read = texts(new tf.data.TFRecordDataset(path));
      } catch (error) {
        assert((error as Error).message.startsWith("tf.data.TFRecordDataset"));
        continue;
      }
      assertEquals(read, first.slice(0, read.length));
    }
  });
});

Deno.test("a file that is not there is an error of its first element", () => {
  const data = new tf.data.TextLineDataset("/nowhere/at/all");
  const error = assertThrows(() => texts(data), Deno.errors.NotFound) as Error;
  assertEquals(
    error.message,
    'tf.data.TextLineDataset "/nowhere/at/all": expected the path of a file, received one that leads to nothing',
  );
});
