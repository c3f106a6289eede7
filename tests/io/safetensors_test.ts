/**
 * Files of tensors, byte for byte those of Python's safetensors; damaged and hostile ones are refused.
 *
 * @module
 */
import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { ByteReader } from "../../lib/io/byte_reader.ts";
import { decodeSafetensors, encodeSafetensors } from "../../lib/io/safetensors.ts";
import golden from "../goldens/safetensors/safetensors.json" with { type: "json" };

interface File {
  readonly bytes: string;
  readonly metadata: Record<string, string>;
  readonly tensors: Record<string, { dtype: string; shape: number[]; data: string }>;
}

const FILES = golden.files as unknown as Record<string, File>;
const bytesOf = (base64: string) => Uint8Array.fromBase64(base64);
const read = (bytes: Uint8Array) => decodeSafetensors(new ByteReader("file", bytes));
const raw = (array: tf.NdArray): string => {
  const { buffer, byteOffset, byteLength } = array.data as unknown as Uint8Array;
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength).toBase64();
};

for (const [name, file] of Object.entries(FILES)) {
  Deno.test(`the file "${name}" of Python's safetensors is read, and written to the byte`, () => {
    const { tensors, metadata } = read(bytesOf(file.bytes));
    assertEquals(metadata, file.metadata);
    assertEquals([...tensors.keys()].sort(), Object.keys(file.tensors).sort());
    for (const [key, array] of tensors) {
      const expected = file.tensors[key]!;
      assertEquals([array.dtype as string, array.shape], [expected.dtype, expected.shape]);
      assertEquals(raw(array), expected.data);
    }
    const shuffled = [...tensors].reverse();
    assertEquals(encodeSafetensors("file", shuffled, metadata).toBase64(), file.bytes);
  });
}

/** A file of a header and bytes. */
function fileOf(header: unknown, data: number[] = [], length?: bigint): Uint8Array {
  const text = new TextEncoder().encode(
    typeof header === "string" ? header : JSON.stringify(header),
  );
  const file = new Uint8Array(8 + text.length + data.length);
  new DataView(file.buffer).setBigUint64(0, length ?? BigInt(text.length), true);
  file.set(text, 8);
  file.set(data, 8 + text.length);
  return file;
}

const entry = (dtype: string, shape: unknown, from: number, to: number) => ({
  dtype,
  shape,
  data_offsets: [from, to],
});

Deno.test("hostile files are refused, each by its reason", () => {
  const hostile: [string, Uint8Array, ErrorConstructor, string][] = [
    [
      "no length",
      new Uint8Array(4),
      RangeError,
      "expected the header's length of 8 bytes at offset 0",
    ],
    [
      "a giant header",
      fileOf("{}", [], 2n ** 60n),
      RangeError,
      "expected a header of at most 100000000 bytes",
    ],
    [
      "a header behind the end",
      fileOf("{}", [], 50n),
      RangeError,
      "expected a header of 50 bytes at offset 8",
    ],
    ["no JSON", fileOf("{x"), SyntaxError, "expected a header in JSON"],
    ["a list", fileOf("[]"), SyntaxError, "expected a header of names"],
    ["an unknown type", fileOf({ x: entry("F8", [1], 0, 1) }, [0]), TypeError, 'received "F8"'],
    [
      "a type of the prototype",
      fileOf({ x: entry("toString", [1], 0, 1) }, [0]),
      TypeError,
      'received "toString"',
    ],
    [
      "a negative dimension",
      fileOf({ x: entry("U8", [-1], 0, 0) }),
      SyntaxError,
      "a shape of whole numbers",
    ],
    [
      "a broken dimension",
      fileOf({ x: entry("U8", [0.5], 0, 0) }),
      SyntaxError,
      "a shape of whole numbers",
    ],
    [
      "sizes that overflow",
      fileOf({ x: entry("F32", [2 ** 52, 2 ** 52], 0, 4) }, [0, 0, 0, 0]),
      SyntaxError,
      "bytes for F32",
    ],
    [
      "a size of another shape",
      fileOf({ x: entry("F32", [2], 0, 4) }, [0, 0, 0, 0]),
      SyntaxError,
      "with 8 bytes for F32 of shape (2,)",
    ],
    ["a hole", fileOf({ x: entry("U8", [1], 1, 2) }, [0, 0]), SyntaxError, '"x" to begin at 0'],
    [
      "tensors that overlap",
      fileOf({ x: entry("U8", [2], 0, 2), y: entry("U8", [2], 1, 3) }, [0, 0, 0]),
      SyntaxError,
      '"y" to begin at 2, where the one before it ends, received 1',
    ],
    [
      "bytes left over",
      fileOf({ x: entry("U8", [1], 0, 1) }, [0, 9]),
      SyntaxError,
      "expected a file of",
    ],
    [
      "an end before the tensors",
      fileOf({ x: entry("U8", [9], 0, 9) }, [0]),
      SyntaxError,
      "expected a file of",
    ],
    [
      "a name that comes twice",
      fileOf(
        '{"x":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"x":{"dtype":"I8","shape":[1],"data_offsets":[0,1]}}',
        [0],
      ),
      SyntaxError,
      "expected each name once",
    ],
    [
      "fields that there are not",
      fileOf({ x: { ...entry("U8", [1], 0, 1), run: "rm" } }, [0]),
      SyntaxError,
      'received "run"',
    ],
    [
      "metadata that are no texts",
      fileOf({ __metadata__: { a: 1 } }),
      SyntaxError,
      "an object of texts",
    ],
    [
      "a truth value of 2",
      fileOf({ x: entry("BOOL", [1], 0, 1) }, [2]),
      RangeError,
      "truth values 0 and 1",
    ],
  ];
  for (const [what, bytes, kind, text] of hostile) {
    const error = assertThrows(() => read(bytes), kind, text);
    assert(error.message.startsWith("file: "), what);
  }
  assertThrows(
    () => encodeSafetensors("file", [["x", tf.constant(["a"]).numpy() as unknown as tf.NdArray]]),
    TypeError,
    'received bytes of "x"',
  );
});

Deno.test("files that are damaged anywhere are read as they were, or refused by name", () => {
  let seed = 12345;
  const random = (n: number) => (seed = (seed * 1103515245 + 12345) % 2 ** 31) % n;
  const whole = bytesOf(FILES.types!.bytes);
  const header = Number(new DataView(whole.buffer).getBigUint64(0, true)) + 8;
  for (let i = 0; i < 500; i++) {
    const bytes = whole.slice(0, i % 5 === 0 ? random(whole.length) : whole.length);
    if (bytes.length > 0) bytes[random(Math.min(header, bytes.length))] = random(256);
    try {
      const { tensors } = read(bytes);
      const size = [...tensors.values()].reduce(
        (sum, { data }) => sum + (data as unknown as Uint8Array).byteLength,
        0,
      );
      assertEquals(size, whole.length - header);
    } catch (error) {
      const isNamed = error instanceof SyntaxError || error instanceof RangeError ||
        error instanceof TypeError;
      assert(isNamed && error.message.startsWith("file: "), `${i}: ${error}`);
    }
  }
});

Deno.test("a model's weights go to a file of tensors and back, whatever its layers are called", () => {
  const folder = Deno.makeTempDirSync();
  try {
    const make = () => {
      const net = new tf.keras.Sequential([
        tf.keras.Input([3]),
        new tf.keras.layers.Dense(4),
        new tf.keras.layers.BatchNormalization(),
        new tf.keras.layers.Dense(2),
      ]);
      return net;
    };
    const [first, second] = [make(), make()];
    const path = `${folder}/net.safetensors`;
    first.saveWeights(path);
    second.loadWeights(path);
    const values = (net: tf.keras.Sequential) =>
      net.getWeights().map((it) => Array.from(it.data as Float32Array));
    assertEquals(values(second), values(first));
    const { tensors } = read(Deno.readFileSync(path));
    assertEquals([...tensors.keys()].sort(), first.weights.map(({ name }) => name).sort());
    const other = new tf.keras.Sequential([tf.keras.Input([3]), new tf.keras.layers.Dense(4)]);
    assertThrows(() => other.loadWeights(path), TypeError, "expected 2 arrays");
    // One of another program has no order: names have to be those of the model.
    const named = first.weights.map((it) => [it.name, it.numpy()] as const);
    Deno.writeFileSync(path, encodeSafetensors("file", named));
    make().setWeights(first.getWeights());
    first.loadWeights(path);
    const error = assertThrows(() => second.loadWeights(path), TypeError);
    assertStrictEquals(
      error.message.includes("or an order in the file's metadata"),
      true,
      error.message,
    );
    assertThrows(() => second.loadWeights(path, { byName: true }), RangeError, "found none");
    assertEquals([...first.loadWeights(path, { byName: true })!], []);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});
