/**
 * Layers that prepare data, besides what the goldens show: their errors, inside models that train and
 * predict, with functions of one's own, and how often the random ones do something.
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { fingerprint, sipHash } from "../../lib/ops/strings/fingerprint.ts";
import { ordered } from "../../lib/layers/preprocessing/vocabulary.ts";

const { layers } = tf.keras;
const flat = (x: tf.Tensor | tf.NdArray) =>
  Array.from((x instanceof tf.Tensor ? x.numpy() : x).data as ArrayLike<number>, Number);
const words = (texts: string[]) => tf.constant(texts);

Deno.test("options that do not go together are refused", () => {
  const refusals: readonly [() => unknown, ErrorConstructor, string][] = [
    [
      () => new layers.CategoryEncoding(),
      TypeError,
      "expected numTokens, the number of categories",
    ],
    [() => new layers.Discretization(), TypeError, "received neither"],
    [() => new layers.Discretization([1], 2), TypeError, "received both"],
    [() => new layers.Discretization([2, 1]), RangeError, "numbers in order"],
    [() => new layers.Normalization({ mean: 1 }), TypeError, "received shapes () and none"],
    [
      () => new layers.Normalization({ mean: [[1]], variance: [[1]] }),
      TypeError,
      "at most 1 axes",
    ],
    [() => new layers.StringLookup({ vocabulary: ["a", "a"] }), RangeError, 'received "a" twice'],
    [() => new layers.StringLookup({ vocabulary: [] }), TypeError, "expected vocabulary"],
    [
      () => new layers.StringLookup({ vocabulary: ["a", ""], maskToken: "" }),
      RangeError,
      "without special tokens",
    ],
    [
      () => new layers.StringLookup({ maxTokens: 2, vocabulary: ["a", "b"] }),
      TypeError,
      "at most maxTokens=2 tokens, received 3",
    ],
    [
      () => new layers.StringLookup({ padToMaxTokens: true }),
      TypeError,
      "expected maxTokens with padToMaxTokens",
    ],
    [
      () => new layers.StringLookup({ vocabulary: ["a"], outputMode: "tf_idf" }),
      TypeError,
      "expected idfWeights with a vocabulary",
    ],
    [
      () => new layers.IntegerLookup({ salt: 3 }),
      TypeError,
      'expected salt only with oovMethod "farmhash"',
    ],
    [
      () => new layers.TextVectorization({ outputMode: "count", outputSequenceLength: 3 }),
      TypeError,
      'expected outputSequenceLength only with outputMode "int"',
    ],
    [
      () => new layers.Hashing(3, { dtype: "float32" }),
      TypeError,
      "expected dtype int32 or int64",
    ],
    [
      () => new layers.Resizing(2, 2, { cropToAspectRatio: true, padToAspectRatio: true }),
      TypeError,
      "received both",
    ],
    [() => new layers.RandomContrast(1.5), RangeError, "a number from 0 to 1"],
    [() => new layers.RandomZoom(-1), RangeError, "above -1 and up to 1"],
    [() => new layers.RandomGrayscale(2), RangeError, "factor"],
  ];
  for (const [run, Kind, text] of refusals) assertThrows(run, Kind, text);
});

Deno.test("calls with what does not fit are refused", () => {
  const flip = new layers.RandomFlip({ name: "flip" });
  assertThrows(() => flip(tf.ones([2, 3])), TypeError, "an image of 3 dimensions or a batch of 4");
  const bins = new layers.Discretization({ numBins: 3 });
  assertThrows(() => bins([1]), TypeError, "call adapt(data) first");
  assertThrows(
    () => new layers.Discretization([1]).adapt([1]),
    TypeError,
    "expected a layer with numBins",
  );
  const lookup = new layers.StringLookup({ vocabulary: ["a"], numOovIndices: 0 });
  assertThrows(() => lookup(words(["b"])).numpy(), RangeError, 'received "b"');
  assertThrows(() => lookup([1]), TypeError, "expected texts, received dtype float32");
  assertThrows(() => lookup.adapt(["a"]), TypeError, "expected a layer without a vocabulary");
  const counts = new layers.StringLookup({ outputMode: "count" });
  assertThrows(
    () => counts(words(["a"])),
    TypeError,
    "received none; give it, or call adapt(data)",
  );
  const encoding = new layers.CategoryEncoding(3);
  assertThrows(() => encoding([[-1]]).numpy(), RangeError, "-1");
  assertThrows(
    () => encoding([[1]], { countWeights: [[1]] }),
    TypeError,
    'expected countWeights only with outputMode "count"',
  );
  const crossing = new layers.HashedCrossing(3) as unknown as (inputs: unknown) => tf.Tensor;
  assertThrows(() => crossing([words(["a"])]), TypeError, "at least two tensors");
  assertThrows(() => crossing([words(["a"]), tf.ones([1])]), TypeError, "float32 (1,)");
  const vectors = new layers.TextVectorization();
  assertThrows(() => vectors(tf.constant([["a", "b"]])), TypeError, "(batch,) or (batch, 1)");
  const traced = tf.function((x: tf.Tensor) => vectors(x));
  assertThrows(() => traced(words(["a"])), TypeError, "expected an outputSequenceLength");
  const norm = new layers.Normalization();
  assertThrows(() => norm.adapt([] as number[]), TypeError, "Normalization");
  assertThrows(() => norm.adapt(7 as never), TypeError, "Normalization");
});

Deno.test("texts go through a model from words to a class, and it trains", async () => {
  const vectorize = new layers.TextVectorization({ outputSequenceLength: 4 });
  const texts = ["good film", "bad film", "good good", "so bad bad"];
  vectorize.adapt(texts);
  const model = new tf.keras.Sequential([
    tf.keras.Input({ shape: [1], dtype: "string" }),
    vectorize,
    new layers.Embedding(vectorize.vocabularySize(), 4),
    new layers.GlobalAveragePooling1D(),
    new layers.Dense(1, { activation: "sigmoid" }),
  ] as never);
  model.compile({ optimizer: new tf.keras.optimizers.Adam(0.1), loss: "binaryCrossentropy" });
  const x = tf.constant(texts.map((it) => [it]));
  const y = tf.constant([[1], [0], [1], [0]]);
  await model.fit(x, y, { epochs: 30, verbose: 0 });
  const found = flat(await model.predict(x, { verbose: 0 }) as unknown as tf.Tensor);
  assertEquals(found.map(Math.round), [1, 0, 1, 0]);
});

Deno.test("functions of one's own standardize and cut texts", () => {
  const layer = new layers.TextVectorization({
    standardize: (text) => text.toUpperCase(),
    split: (text) => text.split("-"),
    vocabulary: ["É", "A"],
    outputSequenceLength: 3,
  });
  assertEquals(flat(layer(words(["é-a-b", ""]))), [2, 3, 1, 0, 0, 0]);
  const rows = new layers.TextVectorization({ split: null, vocabulary: ["a b", "c"] });
  assertEquals(flat(rows(tf.constant([["A b!", "c"]]))), [2, 3]);
});

Deno.test("a vocabulary that is set anew counts in the next call", () => {
  const layer = new layers.StringLookup();
  assertEquals(flat(layer(words(["a"]))), [0]);
  layer.setVocabulary(["a", "b"]);
  assertEquals(flat(layer(words(["b", "a", "c"]))), [2, 1, 0]);
  layer.adapt(["c", "c", "a"]);
  assertEquals(layer.getVocabulary(), ["[UNK]", "c", "a"]);
  assertEquals(flat(layer(words(["b", "a", "c"]))), [0, 2, 1]);
  assertEquals(layer(tf.constant([] as string[], { dtype: "string", shape: [0, 3] })).shape, [
    0,
    3,
  ]);
});

Deno.test("texts are in the order of their UTF-8 bytes", () => {
  const texts = ["～", "🙂", "a", "ab", "", "é", "z"];
  const bytes = (text: string) => new TextEncoder().encode(text);
  const byBytes = (a: string, b: string) => {
    const [x, y] = [bytes(a), bytes(b)];
    const i = x.findIndex((byte, at) => byte !== y[at]);
    return i < 0 ? x.length - y.length : x[i]! - (y[i] ?? -1);
  };
  assertEquals(texts.toSorted(ordered), texts.toSorted(byBytes));
});

Deno.test("hashes are those that are published", () => {
  // From the paper of SipHash: its key is 0 to 15, its text 0 to 14.
  const key = [0x0706050403020100n, 0x0f0e0d0c0b0a0908n] as const;
  const bytes = Uint8Array.from({ length: 15 }, (_, i) => i);
  assertEquals(sipHash(bytes, key), 0xa129ca6149be45e5n);
  assertEquals(fingerprint(new Uint8Array()), 0x9ae16a3b2f90404fn);
});

const images = tf.reshape(tf.cast(tf.range(64 * 6), "float32"), [64, 2, 3, 1]);

Deno.test("random layers leave images alone where nothing is trained", async () => {
  const all = [
    new layers.RandomFlip(),
    new layers.RandomRotation(0.2),
    new layers.RandomZoom(0.2),
    new layers.RandomTranslation(0.2, 0.2),
    new layers.RandomContrast(0.2),
    new layers.RandomBrightness(0.2),
    new layers.RandomCrop(2, 3),
  ];
  for (const layer of all) {
    const same = layer(images, { training: false });
    assert(same.numpy().equals(images.numpy()), layer.name);
    const model = new tf.keras.Sequential([layer] as never);
    model.compile({ loss: "mse" });
    const found = await model.predict(images, { verbose: 0 });
    assertEquals(flat(found as never), flat(images), layer.name);
    assertEquals([layer.countParams(), layer.trainableWeights.length], [0, 0]);
  }
});

Deno.test("a call that does not say counts as training, alone and in a model", () => {
  tf.random.setSeed(3);
  const flip = new layers.RandomFlip("horizontal", { seed: 4 });
  const model = new tf.keras.Sequential([flip] as never) as unknown as (x: tf.Tensor) => tf.Tensor;
  const drawn = [flip(images), model(images), flip(images, { training: true })];
  for (const y of drawn) {
    const isFlipped = Array.from({ length: 64 }, (_, i) => flat(y)[6 * i] !== 6 * i);
    const count = isFlipped.filter(Boolean).length;
    assert(count > 16 && count < 48, `${count} of 64`);
  }
  assert(!drawn[0]!.numpy().equals(drawn[1]!.numpy()), "other ones at every call");
});

Deno.test("random numbers spread as they should", () => {
  const many = tf.ones([4000, 1, 1, 1]);
  const bright = flat(new layers.RandomBrightness(0.5, [-10, 10], { seed: 2 })(many));
  const mean = bright.reduce((sum, it) => sum + it, 0) / bright.length;
  const spread = Math.sqrt(bright.reduce((sum, it) => sum + (it - mean) ** 2, 0) / bright.length);
  // Between -9 and 11, cut at 10: close to a uniform distribution.
  assert(Math.abs(mean - 0.975) < 0.3, `mean ${mean}`);
  assert(Math.abs(spread - 20 / Math.sqrt(12)) < 0.2, `deviation ${spread}`);
  assert(Math.min(...bright) >= -9 && Math.max(...bright) <= 10);
  const gray = new layers.RandomGrayscale(0.25, { seed: 5 });
  const colours = tf.tile(tf.constant([[[[1, 0, 0]]]]), [4000, 1, 1, 1]);
  const count = flat(gray(colours)).filter((_, i) => i % 3 === 1).filter((it) => it !== 0).length;
  assert(Math.abs(count - 1000) < 120, `${count} of 4000`);
});

Deno.test("images pass gradients through what moves them", () => {
  const half = new layers.RandomRotation([0.5, 0.5], { interpolation: "nearest" });
  const x = new tf.Variable(tf.ones([1, 2, 3, 1]));
  const tape = new tf.GradientTape();
  const weights = tf.reshape([0, 1, 2, 3, 4, 5], [1, 2, 3, 1]);
  const loss = tape.run(() => tf.reduceSum(tf.multiply(half(x), weights)));
  assertEquals(flat(tape.gradient(loss, x)!), [5, 4, 3, 2, 1, 0]);
});
