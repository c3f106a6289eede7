/**
 * Layers that change colors and places of images, and those of sounds, besides what the goldens show: their
 * errors, how often the random ones do something, in datasets and in models that are saved.
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";

const { layers } = tf.keras;
const flat = (x: tf.Tensor | tf.NdArray) =>
  Array.from((x instanceof tf.Tensor ? x.numpy() : x).data as ArrayLike<number>, Number);

Deno.test("options that do not fit are refused", () => {
  const refusals: readonly [() => unknown, ErrorConstructor, string][] = [
    [() => new layers.RandomInvert(1.5), RangeError, "factor to be a number from 0 to 1"],
    [() => new layers.RandomPosterization(9), RangeError, "a number from 1 to 8"],
    [() => new layers.RandomPosterization([0, 9]), RangeError, "whole numbers from 1 to 8"],
    [() => new layers.RandomPosterization(2.5), RangeError, "whole numbers from 1 to 8"],
    [() => new layers.RandomHue(0.5, [1, 1]), RangeError, "valueRange to be two different numbers"],
    [() => new layers.RandomHue(-0.5), RangeError, "a number from 0 to 1"],
    [
      () => new layers.RandomColorJitter({ contrastFactor: 2 }),
      RangeError,
      "RandomColorJitter: expected contrastFactor to be a number from 0 to 1",
    ],
    [() => new layers.RandomColorJitter({ hueFactor: -1 }), RangeError, "hueFactor to be a number"],
    [
      () => new layers.RandomColorJitter({ contrastFactor: 0.5, dtype: "float16" }),
      TypeError,
      "expected a contrastFactor to be computed in float32, received dtype float16",
    ],
    [() => new layers.RandomSaturation(2), RangeError, "a number from -1 to 1"],
    [() => new layers.Solarization([0, 2]), RangeError, "additionFactor to be from 0 to 1"],
    [() => new layers.Solarization(0, -1), RangeError, "thresholdFactor"],
    [() => new layers.RandomErasing(1, 1, [1, 2]), TypeError, "a number or a list of three"],
    [() => new layers.Equalization([0, 255], 0), RangeError, "bins"],
    [() => new layers.RandomShear(1.5), RangeError, "xFactor to be a number from 0 to 1"],
    [() => new layers.RandomShear(0, [0, 2]), RangeError, "yFactor to be a number from 0 to 1"],
    [() => new layers.RandomGaussianBlur(1, 4), RangeError, "kernelSize to be an odd number"],
    [() => new layers.RandomGaussianBlur(1, 3, 2), RangeError, "sigma to be a number from 0 to 1"],
    [
      () => new layers.AutoContrast({ dataFormat: "channels_first" }),
      TypeError,
      'expected dataFormat "channels_last"',
    ],
    [
      () => new layers.MelSpectrogram({ fftLength: 8, sequenceLength: 9 }),
      RangeError,
      "sequenceLength <= fftLength",
    ],
    [() => new layers.MelSpectrogram({ maxFreq: 9000 }), RangeError, "maxFreq <= samplingRate / 2"],
    [
      () => new layers.MelSpectrogram({ fftLength: 4, window: [1, 2] }),
      TypeError,
      "window of sequenceLength=4 numbers",
    ],
    [() => new layers.MelSpectrogram({ dtype: "float64" }), TypeError, "received float64"],
    [() => new layers.STFTSpectrogram({ frameStep: 257 }), RangeError, "frameStep from 1 to"],
    [
      () => new layers.STFTSpectrogram({ fftLength: 128 }),
      RangeError,
      "fftLength >= 2 and >= frameLength=256",
    ],
    [() => new layers.STFTSpectrogram({ window: [1] }), TypeError, "frameLength=256 numbers"],
    [() => new layers.Pipeline([]), TypeError, "a list of at least one layer"],
    [() => new layers.Pipeline([3 as never]), TypeError, "layers[0] to be a layer"],
    [
      () => new layers.Pipeline({ layers: [new layers.Flatten()], dtype: "float16" } as never),
      TypeError,
      "no options besides layers and name, received dtype",
    ],
  ];
  for (const [run, Kind, text] of refusals) assertThrows(run, Kind, text);
});

Deno.test("calls with what does not fit are refused", () => {
  const gray = tf.ones([2, 3, 3, 1]);
  const refusals: readonly [() => unknown, string][] = [
    [() => new layers.RandomHue(0.5)(gray), "images of 3 channels"],
    [() => new layers.RandomSaturation(0.5)(gray), "images of 3 channels"],
    [() => new layers.RandomColorJitter({ hueFactor: 0.5 })(gray), "images of 3 channels"],
    [() => new layers.RandomColorDegeneration(0.5)(gray), "images of 3 channels"],
    [() => new layers.RandomErasing({ fillValue: [1, 2, 3] })(gray), "as fillValue has"],
    [() => new layers.RandomInvert()(tf.ones([3])), "an image of 3 dimensions or a batch of 4"],
    [() => new layers.MelSpectrogram()(tf.ones([1024])), "more than fftLength / 2 = 1024 samples"],
    [() => new layers.MelSpectrogram()(tf.ones([1, 1, 4000])), "or a batch of them"],
    [() => new layers.STFTSpectrogram()(tf.ones([1, 4000])), "expected an input of 3 dimensions"],
  ];
  for (const [run, text] of refusals) assertThrows(run, TypeError, text);
});

Deno.test("layers that run other frameworks are refused with what to do", () => {
  for (const name of ["TFSMLayer", "TorchModuleWrapper", "JaxLayer", "FlaxLayer"]) {
    assertThrows(() => Reflect.get(layers, name), TypeError, "which needs Python");
  }
});

Deno.test("images change as often as their layers say, and not outside of training", () => {
  const images = tf.ones([2000, 1, 1, 3]);
  const count = (y: tf.Tensor) => flat(y).filter((it, i) => i % 3 === 0 && it !== 1).length;
  const factors = [[0.3, 0.3], [0, 1], [0.8, 1]] as const;
  for (const factor of factors) {
    const share = (factor[0] + factor[1]) / 2;
    const changed = [
      new layers.RandomInvert(factor, { seed: 1 }),
      new layers.RandomErasing(factor, [1, 1], 7, { seed: 2 }),
    ].map((layer) => count(layer(images)));
    // Four standard deviations.
    for (const it of changed) {
      assert(Math.abs(it - 2000 * share) < 90, `${it} of 2000 for ${factor}`);
    }
  }
  const idle: readonly tf.keras.layers.Layer[] = [
    new layers.RandomInvert(),
    new layers.RandomErasing([1, 1]),
    new layers.RandomHue(1),
    new layers.RandomColorJitter({ brightnessFactor: 1, contrastFactor: 1, hueFactor: 1 }),
    new layers.RandomSaturation(1),
    new layers.RandomSharpness(1),
    new layers.RandomColorDegeneration(1),
    new layers.RandomPosterization(1),
    new layers.Solarization(),
    new layers.Equalization(),
    new layers.RandomShear(1, 1),
    new layers.RandomGaussianBlur(),
  ];
  const x = tf.random.uniform([2, 4, 5, 3], 0, 255);
  for (const layer of idle) assertEquals(flat(layer(x, { training: false })), flat(x), layer.name);
});

Deno.test("equalized shades are those of a loop over pixels", () => {
  const x = tf.cast(tf.random.uniform([3, 7, 9, 2], 40, 90, "int32", 5), "float32");
  const y = flat(new layers.Equalization()(x));
  const pixels = flat(x);
  pixels.forEach((pixel, i) => {
    const channel = pixels.filter((_, j) => j % 2 === i % 2);
    const least = Math.min(...channel);
    const under = channel.filter((it) => it <= pixel).length;
    const lowest = channel.filter((it) => it === least).length;
    const level = (under - lowest) * 255 / (channel.length - lowest);
    assert(Math.abs(y[i]! - level) <= 0.5, `pixel ${i} of ${pixel}: ${y[i]} instead of ${level}`);
  });
});

Deno.test("datasets map images through a pipeline, and each draws anew", () => {
  const pipeline = new layers.Pipeline([
    new layers.AutoContrast(),
    new layers.RandomInvert([0.5, 0.5], { seed: 3 }),
  ]);
  const image = tf.constant([[[1], [3]]]);
  const dataset = tf.data.Dataset.fromTensors(image).repeat(40).map((x) => pipeline(x));
  const seen = [...dataset].map((x) => flat(x).join());
  assertEquals([...new Set(seen)].sort(), ["0,255", "255,0"]);
});

Deno.test("texts go through a pipeline as they are", () => {
  const lookup = new layers.StringLookup({ vocabulary: ["a", "b"] });
  const pipeline = new layers.Pipeline([lookup]);
  assertEquals(flat(pipeline(tf.constant(["b", "c"]))), [2, 0]);
});

Deno.test("models with these layers are trained, and made again from their configurations", async () => {
  const model = new tf.keras.Sequential([
    layers.Input([64, 1]),
    new layers.STFTSpectrogram({ frameLength: 16, expandDims: true }),
    new layers.Pipeline([new layers.RandomErasing({ seed: 1 }), new layers.Rescaling(0.5)]),
    new layers.Flatten(),
    new layers.Dense(1),
  ]);
  model.compile({ optimizer: "sgd", loss: "mse" });
  const before = model.getWeights()[0]!;
  const x = tf.random.normal([8, 64, 1], { seed: 4 });
  await model.fit(x, tf.ones([8, 1]), { epochs: 1, verbose: 0 });
  assert(!model.getWeights()[0]!.equals(before), "kernels of the spectrogram are trained");
  const copy = tf.keras.Sequential.fromConfig(JSON.parse(JSON.stringify(model.getConfig())));
  copy.setWeights(model.getWeights());
  const y = await model.predict(x, { verbose: 0 });
  const again = await copy.predict(x, { verbose: 0 });
  assertEquals(flat(y as tf.NdArray), flat(again as tf.NdArray), "the copy predicts the same");
  assertEquals(copy.getConfig(), model.getConfig());
});
