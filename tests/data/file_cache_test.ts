/**
 * Caches in files: elements of all kinds come back bit by bit, half a way through leaves nothing, and
 * every damage is an error.
 *
 * @module
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { DTYPE_NAMES } from "../../lib/arrays/dtypes.ts";
import * as tf from "kerasaur";

const { Dataset } = tf.data;

/** Runs with a folder that is removed afterwards. */
function withFolder(run: (path: string, list: () => string[]) => void): void {
  const folder = Deno.makeTempDirSync();
  try {
    run(`${folder}/cache`, () => Array.from(Deno.readDirSync(folder), (it) => it.name));
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

/** Shape, dtype and values of all tensors of an element. */
function plain(x: unknown): unknown {
  if (x instanceof tf.Tensor) return [x.shape, x.dtype, tf.reshape(x, [-1]).numpy().data];
  if (Array.isArray(x)) return x.map(plain);
  return Object.fromEntries(Object.entries(x as object).map(([key, it]) => [key, plain(it)]));
}

Deno.test("elements of all dtypes and any structure come back as they were", () => {
  const numbers = tf.constant([[0, 1, 2], [3, 4, 100]], "int32");
  const all = Object.fromEntries(
    DTYPE_NAMES.filter((it) => it !== "string").map((it) => [it, tf.cast(numbers, it)]),
  );
  const texts = tf.constant(["", "grüß 😀", "\udcff\udc80"]);
  const floats = tf.constant([-0, NaN, Infinity, 1e-45], "float32");
  const data = Dataset.fromTensors({ all, parts: [texts, [floats, tf.zeros([0, 2])]] }).repeat(2);
  const expected = [...data].map(plain);
  withFolder((filename, list) => {
    for (let i = 0; i < 3; i++) assertEquals([...data.cache(filename)].map(plain), expected);
    assertEquals(list(), ["cache"]);
    // Nothing of the input is needed any more.
    const other = Dataset.range(2).map((): tf.Tensor => {
      throw new Error("asked");
    });
    assertEquals([...other.cache(filename)].map(plain), expected);
  });
});

Deno.test("a file is there after a whole way through only", () => {
  withFolder((filename, list) => {
    let calls = 0;
    const make = () => Dataset.range(5).map((x) => (calls++, x)).cache({ filename });
    assertEquals(Array.from(make().take(2), Number), [0, 1]);
    for (const _ of make()) break;
    assertEquals(list(), []);
    const broken = Dataset.range(5).map((x) => {
      if (Number(x) === 3) throw new RangeError("bad");
      return x;
    }).cache(filename);
    assertEquals(
      (assertThrows(() => [...broken], RangeError) as Error).message,
      "tf.data.Dataset.map: element 3: bad",
    );
    assertEquals(list(), []);
    calls = 0;
    assertEquals(Array.from(make(), Number), [0, 1, 2, 3, 4]);
    assertEquals(Array.from(make().repeat(2), Number), [0, 1, 2, 3, 4, 0, 1, 2, 3, 4]);
    assertEquals(calls, 5);
    assertEquals(list(), ["cache"]);
  });
});

Deno.test("elements of several pieces, larger and smaller than one", () => {
  withFolder((filename) => {
    const data = Dataset.range(1, 9).map((x) => tf.fill([300_000 * (Number(x) % 3)], x));
    for (let i = 0; i < 2; i++) {
      const found = Array.from(data.cache(filename), (it) => [
        it.shape[0],
        Number(tf.reduceSum(it)),
      ]);
      assertEquals(
        found,
        [1, 2, 3, 4, 5, 6, 7, 8].map((n) => [300_000 * (n % 3), n * 300_000 * (n % 3)]),
      );
    }
  });
});

Deno.test("every damage is an error, none another element", () => {
  withFolder((filename) => {
    const make = () => Dataset.range(3).map((x) => [x, "ab"]).cache(filename);
    const expected = [...make()].map(plain);
    const whole = Deno.readFileSync(filename);
    const refuses = (bytes: Uint8Array) => {
      Deno.writeFileSync(filename, bytes);
      const found: unknown[] = [];
      const error = assertThrows(() => {
        for (const it of make()) found.push(plain(it));
      }, Error) as Error;
      assert(error.message.startsWith("tf.data.Dataset.cache "), error.message);
      assertEquals(found, expected.slice(0, found.length));
    };
    for (let at = 0; at < whole.length; at++) {
      const bytes = whole.slice();
      bytes[at]! ^= 1 << at % 8;
      refuses(bytes);
    }
    for (let end = 0; end < whole.length; end++) refuses(whole.subarray(0, end));
    refuses(Uint8Array.from([...whole, ...whole]));
    Deno.writeFileSync(filename, whole);
    assertEquals([...make()].map(plain), expected);
  });
});

Deno.test("windows and foreign files are refused", () => {
  withFolder((filename) => {
    const { message } = assertThrows(
      () => [...Dataset.range(4).window(2).cache(filename)],
      TypeError,
    ) as Error;
    assertEquals(
      message,
      "tf.data.Dataset.cache: element 0: expected elements of tensors, received one with a dataset in it; cache before window, or after flatMap",
    );
    Deno.writeFileSync(
      filename,
      Deno.readFileSync(
        new URL(
          "../goldens/data/records.tfrecord",
          import.meta.url,
        ),
      ),
    );
    assertEquals(
      (assertThrows(() => [...Dataset.range(4).cache(filename)], Error) as Error).message,
      `tf.data.Dataset.cache ${
        JSON.stringify(filename)
      }: expected a file that cache wrote, received one that begins otherwise; remove it to compute the elements anew`,
    );
  });
});
