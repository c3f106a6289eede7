/**
 * Event files hold what TensorFlow writes, byte for byte, and the tags and steps of Keras's.
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { gunzipSync, inflateSync } from "node:zlib";
import * as tf from "kerasaur";
import { crc32, crc32c } from "../../lib/arrays/crc32.ts";
import { encodeRecord } from "../../lib/io/tfrecord.ts";
import {
  histogramValue,
  imageValue,
  modelValue,
  scalarValue,
} from "../../lib/callbacks/tensorboard/summaries.ts";
import { camelOptions, FakeModel, withProfile } from "./support.ts";

interface Goldens {
  readonly numbers: readonly number[];
  readonly arrays: Readonly<Record<string, readonly number[]>>;
  readonly values: Readonly<Record<string, string>>;
  readonly first: string;
  readonly runs: readonly {
    readonly options: Readonly<Record<string, unknown>>;
    readonly tags: Readonly<Record<string, readonly [string, number, string][]>>;
  }[];
}

const FILE = new URL("../goldens/callbacks/tensorboard.json.gz", import.meta.url);
const goldens: Goldens = JSON.parse(
  new TextDecoder().decode(gunzipSync(Deno.readFileSync(FILE))),
);

const { TensorBoard } = tf.keras.callbacks;

/** Reads fields of a message. */
class Message {
  readonly fields: { number: number; value: number | Uint8Array }[] = [];

  constructor(bytes: Uint8Array) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let at = 0;
    const varint = () => {
      let [value, factor] = [0, 1];
      for (;; factor *= 128) {
        const byte = bytes[at++]!;
        value += (byte & 127) * factor;
        if (byte < 128) return value;
      }
    };
    while (at < bytes.length) {
      const key = varint();
      const [number, type] = [key >>> 3, key & 7];
      if (type === 0) this.fields.push({ number, value: varint() });
      else if (type === 1) {
        this.fields.push({ number, value: view.getFloat64(at, true) });
        at += 8;
      } else {
        const length = varint();
        this.fields.push({ number, value: bytes.subarray(at, at += length) });
      }
    }
  }

  /** The value of a field. */
  get<T>(number: number): T {
    return this.fields.find((it) => it.number === number)?.value as T;
  }

  /** A field that is a message, `undefined` where it is not there. */
  message(number: number): Message | undefined {
    const bytes = this.get<Uint8Array | undefined>(number);
    return bytes && new Message(bytes);
  }

  /** A field that is a text. */
  text(number: number): string {
    return new TextDecoder().decode(this.get<Uint8Array>(number));
  }
}

/** The contents of records, whose checksums are computed bit by bit. */
function readRecords(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const contents: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = Number(view.getBigUint64(at, true));
    assertEquals(view.getUint32(at + 8, true), slowMasked(bytes.subarray(at, at + 8)));
    const content = bytes.subarray(at + 12, at + 12 + length);
    assertEquals(view.getUint32(at + 12 + length, true), slowMasked(content));
    contents.push(content);
    at += length + 16;
  }
  return contents;
}

/** As its definition says, without a table, in 64 bits. */
function slowMasked(bytes: Uint8Array): number {
  let crc = 0xffffffffn;
  for (const byte of bytes) {
    crc ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit++) crc = crc & 1n ? crc >> 1n ^ 0x82f63b78n : crc >> 1n;
  }
  crc ^= 0xffffffffn;
  return Number(((crc >> 15n | crc << 17n & 0xffffffffn) + 0xa282ead8n) & 0xffffffffn);
}

/** Tags, steps and plugins of the files in a folder. */
function readFolder(folder: string): [string, number, string][] {
  const found: [string, number, string][] = [];
  for (const { name } of Deno.readDirSync(folder)) {
    const [first, ...rest] = readRecords(Deno.readFileSync(`${folder}/${name}`));
    assertEquals(new Message(first!).text(3), "brain.Event:2");
    for (const record of rest) {
      const event = new Message(record);
      const value = event.message(5)!.message(1)!;
      const plugin = value.message(9)!.message(1)!.text(1);
      found.push([value.text(1), event.get<number>(2), plugin]);
    }
  }
  return found;
}

/** The bytes of a value in a summary. */
const inside = (value: Uint8Array) =>
  btoa(String.fromCharCode(...new Message(value).get<Uint8Array>(1)));

Deno.test("checksums are those of the standards", () => {
  const text = new TextEncoder().encode("123456789");
  assertEquals(crc32(text), 0xcbf43926);
  assertEquals(crc32c(text), 0xe3069283);
});

Deno.test("records are framed as TensorFlow's are", () => {
  const first = Uint8Array.from(atob(goldens.first), (it) => it.charCodeAt(0));
  const length = Number(new DataView(first.buffer).getBigUint64(0, true));
  const content = first.subarray(12, 12 + length);
  assertEquals(encodeRecord(content), first.slice(0, 16 + length));
});

Deno.test("scalars, histograms and models are TensorFlow's byte for byte", () => {
  goldens.numbers.forEach((x, i) =>
    assertEquals(inside(scalarValue(`scalar${i}`, x)), goldens.values[`scalar${i}`])
  );
  for (const [name, numbers] of Object.entries(goldens.arrays)) {
    assertEquals(inside(histogramValue(name, numbers)), goldens.values[name], name);
  }
  const json = '{"config": {"layers": []}}';
  assertEquals(inside(modelValue("keras", json)), goldens.values["keras"]);
});

Deno.test("pictures are PNGs of the numbers", () => {
  const numbers = [0, 0.5, 1, 2, -1, 0.25];
  const value = new Message(new Message(imageValue("w", numbers, [1, 2, 3, 1])).get(1));
  const strings = value.message(8)!.fields.filter(({ number }) => number === 8);
  const [width, height, png] = strings.map((it) => it.value as Uint8Array);
  assertEquals([width, height].map((it) => new TextDecoder().decode(it)), ["3", "2"]);
  const view = new DataView(png!.buffer, png!.byteOffset, png!.length);
  const chunks = new Map<string, Uint8Array>();
  for (let at = 8; at < png!.length;) {
    const length = view.getUint32(at);
    const named = png!.subarray(at + 4, at + 8 + length);
    assertEquals(view.getUint32(at + 8 + length), crc32(named));
    chunks.set(new TextDecoder().decode(named.subarray(0, 4)), named.subarray(4));
    at += length + 12;
  }
  assertEquals([...chunks.keys()], ["IHDR", "IDAT", "IEND"]);
  assertEquals([...inflateSync(chunks.get("IDAT")!)], [0, 0, 127, 255, 0, 255, 0, 63]);
});

for (const { options, tags } of goldens.runs) {
  // With a number of batches Keras drops values of most epochs; here they are all there.
  if (options["update_freq"] === 3) continue;
  Deno.test(`tags and steps are Keras's with ${JSON.stringify(options)}`, () => {
    const folder = Deno.makeTempDirSync();
    try {
      withProfile("keras3", () => train(folder, options));
      for (const name of ["train", "validation"]) {
        assertEquals(readFolder(`${folder}/${name}`), [...tags[name]!], name);
      }
    } finally {
      Deno.removeSync(folder, { recursive: true });
    }
  });
}

/** What `fit` of the script's model calls. */
function train(folder: string, options: Readonly<Record<string, unknown>>): void {
  const board = new TensorBoard(folder, camelOptions(options));
  const model = new FakeModel();
  model.weights.length = 0;
  model.weights.push(
    new tf.Variable(tf.ones([2, 3]), { name: "sequential/dense/kernel" }),
    new tf.Variable(tf.ones([3]), { name: "sequential/dense/bias" }),
  );
  const json = '{"class_name": "Sequential", "config": {"layers": []}}';
  Object.assign(model, { toJson: () => json });
  const steps = new tf.Variable(tf.constant(0, { dtype: "int32" }));
  Object.defineProperty(model.optimizer, "iterations", { value: steps });
  board.setModel(model);
  board.onTrainBegin();
  for (let epoch = 0; epoch < 3; epoch++) {
    board.onEpochBegin();
    for (let batch = 0; batch < 4; batch++) {
      board.onTrainBatchBegin();
      steps.assignAdd(tf.constant(1, { dtype: "int32" }));
      board.onTrainBatchEnd(batch, { loss: 0.5 });
    }
    board.onTestEnd({ loss: 0.25 });
    board.onEpochEnd(epoch, { loss: 0.5, val_loss: 0.25 });
  }
  board.onTrainEnd();
}

Deno.test("a model without layers is not written, and nothing is where nothing is said", () => {
  const folder = Deno.makeTempDirSync();
  try {
    const board = new TensorBoard(`${folder}/logs`);
    board.setModel(new FakeModel());
    board.onTrainBegin();
    board.onTrainEnd();
    assertEquals([...Deno.readDirSync(`${folder}/logs`)], []);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});

Deno.test("logs of batches that are not written are not read", () => {
  const folder = Deno.makeTempDirSync();
  try {
    let reads = 0;
    const logs = {
      get loss() {
        reads++;
        return 1;
      },
    };
    for (const updateFreq of ["epoch", 3] as const) {
      const board = new TensorBoard(folder, { updateFreq });
      board.setModel(new FakeModel());
      board.onTrainBegin();
      for (let batch = 0; batch < 7; batch++) {
        board.onTrainBatchBegin();
        board.onTrainBatchEnd(batch, logs);
      }
    }
    assertEquals(reads, 2);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});

Deno.test("a training that fails leaves its events behind", () => {
  const folder = Deno.makeTempDirSync();
  try {
    const board = new TensorBoard(folder, { updateFreq: "batch" });
    board.setModel(new FakeModel());
    board.onTrainBegin();
    board.onTrainBatchBegin();
    board.onTrainBatchEnd(0, { loss: 1 });
    board.onFailure();
    assertEquals(readFolder(`${folder}/train`), [["batch_loss", 1, "scalars"]]);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});

Deno.test("what is left out is an error", () => {
  assertThrows(
    () => new TensorBoard({ profileBatch: 2 }),
    TypeError,
    "TensorBoard: expected profileBatch to be 0, since TensorFlow's profiler is left out, received profileBatch=2",
  );
  assertThrows(
    () => new TensorBoard({ embeddingsFreq: 1 }),
    TypeError,
    "TensorBoard: expected embeddingsFreq to be 0, since embeddings for TensorBoard are left out, received embeddingsFreq=1",
  );
  assertThrows(
    () => new TensorBoard({ updateFreq: 0 }),
    RangeError,
    'TensorBoard: expected updateFreq to be "epoch", "batch" or a number of batches >= 1, received updateFreq=0',
  );
  assert(new TensorBoard({ updateFreq: "batch" }).updateFreq === 1);
});
