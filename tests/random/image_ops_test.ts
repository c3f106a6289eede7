/**
 * tf.image's random changes draw the numbers of tf.random.uniform, and refuse what no image is.
 *
 * @module
 */
import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";

const image = () => tf.reshape(tf.linspace(0, 1, 60), [4, 5, 3]);
const values = (x: tf.Tensor): unknown => x.numpy().toArray();

/** A result after a global seed, and what it has to be after the same one. */
function assertSame(run: () => tf.Tensor, truth: () => tf.Tensor): void {
  tf.random.setSeed(5);
  const result = run();
  tf.random.setSeed(5);
  assertEquals(values(result), values(truth()));
}

Deno.test("random brightness, contrast, hue and saturation take one uniform number", () => {
  const x = image();
  const drawn = (low: number, high: number) => tf.random.uniform([], low, high, { seed: 3 });
  const seed = 3;
  assertSame(
    () => tf.image.randomBrightness(x, 0.2, seed),
    () => tf.image.adjustBrightness(x, drawn(-0.2, 0.2)),
  );
  assertSame(
    () => tf.image.randomContrast(x, 0.5, 1.5, { seed }),
    () => tf.image.adjustContrast(x, drawn(0.5, 1.5)),
  );
  assertSame(
    () => tf.image.randomHue(x, 0.2, seed),
    () => tf.image.adjustHue(x, drawn(-0.2, 0.2)),
  );
  assertSame(
    () => tf.image.randomSaturation(x, 0.5, 1.5, seed),
    () => tf.image.adjustSaturation(x, drawn(0.5, 1.5)),
  );
  assertEquals(values(tf.image.randomBrightness(x, 0)), values(x));
});

Deno.test("random flips turn about half of the images of a batch, each by itself", () => {
  const x = tf.reshape(tf.range(2000), [1000, 1, 2, 1]);
  tf.random.setSeed(1);
  const first = tf.image.randomFlipLeftRight(x).at(":", 0, 0, 0).numpy().toArray() as number[];
  const turned = first.filter((it) => it % 2 === 1).length;
  assertEquals(Math.abs(turned - 500) < 80, true);
  assertEquals(values(tf.image.randomFlipUpDown(x)), values(x));
});

Deno.test("random crops are parts of the tensor, in a traced function too", () => {
  const x = tf.reshape(tf.range(30), [5, 6]);
  const crop = tf.function((it: tf.Tensor) => tf.image.randomCrop(it, [2, 3]));
  const seen = new Set<number>();
  for (let i = 0; i < 60; i++) {
    const [[corner, next], [below]] = crop(x).numpy().toArray() as [[number, number], [number]];
    assertEquals([next - corner, below - corner], [1, 6]);
    seen.add(corner);
  }
  assertEquals(seen.size > 8, true);
});

Deno.test("random changes refuse bounds and shapes that do not fit", () => {
  assertThrows(
    () => tf.image.randomHue(image(), 0.6),
    RangeError,
    "tf.image.randomHue: expected maxDelta",
  );
  assertThrows(
    () => tf.image.randomContrast(image(), 1, 1),
    RangeError,
    "tf.image.randomContrast: expected upper > lower, received lower=1 and upper=1",
  );
  assertThrows(
    () => tf.image.randomFlipLeftRight(tf.ones([3, 3])),
    TypeError,
    "tf.image.randomFlipLeftRight: expected image of 3 or 4 dimensions ([batch,] height, width, channels), received shape (3, 3)",
  );
  assertThrows(
    () => tf.image.randomCrop(tf.ones([3, 3]), [4, 1]),
    TypeError,
    "tf.image.randomCrop: expected size of 2 numbers up to those of shape (3, 3), received size=(4, 1)",
  );
});
