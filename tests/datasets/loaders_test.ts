/**
 * The loaders of datasets on small files in their formats, against Keras's; pickles that are refused.
 *
 * @module
 */
import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { gunzipSync } from "node:zlib";
import * as tf from "kerasaur";
import { readPickle } from "../../lib/datasets/archives/pickle.ts";
import { cifar100In } from "../../lib/datasets/loaders/cifar100.ts";
import { cifar10In } from "../../lib/datasets/loaders/cifar10.ts";
import { FEW } from "../../lib/datasets/loaders/california_housing.ts";
import { fashionMnistIn } from "../../lib/datasets/loaders/fashion_mnist.ts";
import { checkSplit, housingIn } from "../../lib/datasets/loaders/housing.ts";
import { imdbIn } from "../../lib/datasets/loaders/imdb.ts";
import { mnistIn } from "../../lib/datasets/loaders/mnist.ts";
import { reutersIn } from "../../lib/datasets/loaders/reuters.ts";
import { checkWords, type WordArguments } from "../../lib/datasets/loaders/word_sequences.ts";
import { ByteReader } from "../../lib/io/byte_reader.ts";
import { camelCase } from "../../lib/objects/naming.ts";
import { fromBase64 } from "../io/goldens.ts";
import { damage, seeded } from "../io/mutations.ts";

interface GoldenArray {
  dtype: string;
  shape?: number[];
  bytes?: string;
  values?: number[][];
}

const FILE = new URL("../goldens/datasets/loaders.json.gz", import.meta.url);
const golden = JSON.parse(new TextDecoder().decode(gunzipSync(Deno.readFileSync(FILE)))) as {
  files: Record<string, string>;
  cases: { name: string; options: Record<string, unknown>; splits: GoldenArray[] }[];
};

/** Loads a dataset out of a folder. */
function load(name: string, folder: string, options: Record<string, unknown>) {
  const words = () => checkWords("test", options as WordArguments);
  const split = () => checkSplit("test", options.testSplit, options.seed);
  const files = ["train-labels-idx1", "train-images-idx3", "t10k-labels-idx1", "t10k-images-idx3"];
  const loaders: Record<string, () => unknown> = {
    mnist: () => mnistIn(`${folder}/mnist.npz`),
    fashionMnist: () => fashionMnistIn(files.map((it) => `${folder}/${it}-ubyte.gz`)),
    cifar10: () => cifar10In(`${folder}/cifar10`),
    cifar100: () =>
      cifar100In(
        `${folder}/cifar100/cifar-100-python`,
        (options.labelMode ?? "fine") as "fine",
      ),
    californiaHousing: () =>
      housingIn(
        "test",
        `${folder}/california_housing.npz`,
        split(),
        options.version === "small" ? FEW : Infinity,
      ),
    bostonHousing: () => housingIn("test", `${folder}/boston_housing.npz`, split()),
    imdb: () => imdbIn(`${folder}/imdb.npz`, words()),
    reuters: () => reutersIn(`${folder}/reuters.npz`, words(), split().split),
  };
  return (loaders[name]!() as unknown[][]).flat(1);
}

function withFiles<T>(run: (folder: string) => T): T {
  const folder = Deno.makeTempDirSync();
  try {
    for (const [name, file] of Object.entries(golden.files)) {
      tf.io.writeFile(`${folder}/${name}`, fromBase64(file));
    }
    return run(folder);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

Deno.test("loaders make Keras's arrays of files in their formats", () => {
  withFiles((folder) => {
    for (const { name, options, splits } of golden.cases) {
      const ours = Object.fromEntries(
        Object.entries(options).map(([key, it]) => [camelCase(key), it]),
      );
      load(name, folder, ours).forEach((found, i) => {
        const want = splits[i]!;
        const where = `${name} ${JSON.stringify(options)} ${i}`;
        if (want.dtype === "lists") {
          assertEquals(found, want.values, where);
          return;
        }
        const { data, shape, dtype } = found as tf.NdArray;
        assertEquals([[...shape], dtype], [want.shape, want.dtype], where);
        const { buffer, byteOffset, byteLength } = data as Uint8Array;
        assertEquals(
          new Uint8Array(buffer, byteOffset, byteLength),
          fromBase64(want.bytes!),
          where,
        );
      });
    }
  });
});

Deno.test("loadData() finds fashionMnist's files in the cache", async () => {
  const folder = Deno.makeTempDirSync();
  const before = Deno.env.get("KERAS_HOME");
  try {
    Deno.env.set("KERAS_HOME", folder);
    for (const [name, file] of Object.entries(golden.files)) {
      tf.io.writeFile(`${folder}/datasets/fashion-mnist/${name}`, fromBase64(file));
    }
    const [[xTrain, yTrain], [xTest, yTest]] = await tf.keras.datasets.fashionMnist.loadData();
    assertEquals([xTrain.shape, yTrain.shape, xTest.shape, yTest.shape], [
      [4, 28, 28],
      [4],
      [3, 28, 28],
      [3],
    ]);
  } finally {
    if (before === undefined) Deno.env.delete("KERAS_HOME");
    else Deno.env.set("KERAS_HOME", before);
    Deno.removeSync(folder, { recursive: true });
  }
});

Deno.test("loaders refuse wrong options before anything is fetched", async () => {
  const { bostonHousing, californiaHousing, cifar100, imdb, reuters } = tf.keras.datasets;
  const cases: [() => Promise<unknown>, string][] = [
    [
      () => bostonHousing.loadData({ testSplit: 1 }),
      "expected testSplit to be 0 or more and below 1",
    ],
    [() => californiaHousing.loadData("medium" as "large"), "version"],
    [() => cifar100.loadData("rough" as "fine"), "labelMode"],
    [() => imdb.loadData({ numWords: 0 }), "numWords"],
    [() => reuters.loadData({ seed: -1 }), "seed"],
  ];
  for (const [run, text] of cases) await assertRejects(run, Error, text);
  assertEquals(reuters.getLabelNames().length, 46);
});

const pickle = (...bytes: (number | string)[]) =>
  new ByteReader(
    "test",
    Uint8Array.from(bytes.flatMap((it) =>
      typeof it === "number" ? [it] : Array.from(it, (letter) => letter.charCodeAt(0))
    )),
  );

Deno.test("pickles are read as they are written, and call nothing", () => {
  assertEquals(readPickle(pickle("(lp0\nI1\naI01\naL-5L\na.")), [1, true, -5]);
  assertEquals(readPickle(pickle(0x80, 2, "](K", 1, "M", 0, 1, "J", 255, 255, 255, 255, "e.")), [
    1,
    256,
    -1,
  ]);
  assertEquals(readPickle(pickle("}U", 1, "aN\x88\x86s.")), new Map([["a", [null, true]]]));
  const cases: [ByteReader, ErrorConstructor, string][] = [
    [pickle("cos\nsystem\n(U", 2, "lstR."), TypeError, "a pickle of os.system at offset 11"],
    [pickle("cbuiltins\neval\n."), TypeError, "a pickle of builtins.eval"],
    [pickle("cnumpy\n__proto__\n."), TypeError, "a pickle of numpy.__proto__"],
    [pickle("]"), RangeError, "truncated or damaged"],
    [pickle("."), SyntaxError, "expected a value in the pickle"],
    [pickle("]q", 1, "h", 1, "a."), SyntaxError, "values that do not hold themselves"],
    [pickle("NN."), SyntaxError, "expected one value in the pickle"],
    [pickle("h", 9, "."), SyntaxError, "a value that was kept"],
    [pickle(0x7f), SyntaxError, "an operation that is read"],
  ];
  for (const [reader, type, text] of cases) assertThrows(() => readPickle(reader), type, text);
});

Deno.test("1,000 damaged pickles are read or refused with a reason", () => {
  const files = ["cifar10/test_batch", "cifar100/cifar-100-python/test"].map((it) =>
    fromBase64(golden.files[it]!)
  );
  const draw = seeded(5);
  let refused = 0;
  for (let i = 0; i < 1000; i++) {
    try {
      readPickle(new ByteReader("fuzz", damage(files, draw)));
    } catch (error) {
      const { name, message } = error as Error;
      assertEquals(["SyntaxError", "RangeError", "TypeError"].includes(name), true, message);
      assertEquals(/^fuzz: .*offset \d/s.test(message), true, message);
      refused++;
    }
  }
  assertEquals(refused > 0 && refused < 1000, true);
});
