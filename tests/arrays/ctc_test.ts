import { assertEquals, assertThrows } from "@std/assert";
import { ctcLoss, DENSE_LABELS_PENALTY } from "../../lib/arrays/mod.ts";
import { assertNear, goldens, noise, numbers } from "./goldens.ts";

const { ctc } = goldens;

Deno.test("ctcLoss() agrees with TensorFlow, for dense and for sparse labels", () => {
  const logits = numbers(ctc.logits);
  for (const [i, it] of ctc.cases.entries()) {
    const penalty = it.sparse ? Infinity : DENSE_LABELS_PENALTY;
    const { blankIndex } = it;
    const { loss, gradient } = ctcLoss(logits, it.labels, it.labelLength, it.logitLength, ctc, {
      blankIndex,
      penalty,
    });
    // TensorFlow computes these in float32.
    assertNear(loss, numbers(it.loss), { atol: 1e-5, rtol: 3e-6 }, `loss ${i}`);
    // Where labels do not fit, its float32 numbers are near 707 and keep few digits.
    const lost = numbers(it.loss).some((x) => x > 700 && x < 1e30);
    const bounds = { atol: lost ? 2e-4 : 3e-6, rtol: 0 };
    assertNear(gradient, numbers(it.gradient), bounds, `gradient ${i}`);
  }
});

/** The loss by going through every path. */
function naiveLoss(logits: Float64Array, labels: readonly number[], frames: number, n: number) {
  let total = 0;
  for (let code = 0; code < n ** frames; code++) {
    const path = Array.from({ length: frames }, (_, t) => Math.floor(code / n ** t) % n);
    const spelt = path.filter((c, t) => c !== 0 && c !== path[t - 1]);
    if (`${spelt}` !== `${labels}`) continue;
    let probability = 1;
    for (const [t, c] of path.entries()) {
      const row = logits.subarray(t * n, (t + 1) * n).map(Math.exp);
      probability *= row[c]! / row.reduce((sum, x) => sum + x, 0);
    }
    total += probability;
  }
  return -Math.log(total);
}

Deno.test("ctcLoss() is the sum over all paths that spell the labels", () => {
  const [frames, classes] = [5, 3];
  for (const labels of [[], [1], [1, 1], [1, 2], [2, 1, 2], [1, 1, 2], [1, 2, 1, 2, 1]]) {
    const logits = noise(labels.length, frames * classes).map((x) => 2 * x);
    const sizes = { frames, batch: 1, classes, maxLabels: labels.length };
    const { loss } = ctcLoss(logits, labels, [labels.length], [frames], sizes);
    const expected = naiveLoss(logits, labels, frames, classes);
    assertNear(loss, [expected], { atol: 1e-13, rtol: 1e-13 }, `${labels}`);
  }
});

Deno.test("ctcLoss() gives the derivative of its loss", () => {
  const sizes = { frames: 6, batch: 2, classes: 4, maxLabels: 3 };
  const logits = noise(8, 48).map((x) => 3 * x);
  const run = (x: Float64Array) => ctcLoss(x, [1, 1, 3, 2, 3, 0], [3, 2], [6, 4], sizes);
  const { gradient } = run(logits);
  const slopes = logits.map((_, i) => {
    const at = (h: number) => run(logits.map((x, j) => i === j ? x + h : x)).loss;
    const [up, down] = [at(1e-5), at(-1e-5)];
    return (up[0]! + up[1]! - down[0]! - down[1]!) / 2e-5;
  });
  assertNear(gradient, slopes, { atol: 1e-9, rtol: 0 }, "gradient");
});

Deno.test("ctcLoss() stays finite where every path is far less likely than the smallest number", () => {
  const frames = 400;
  const logits = Float32Array.from({ length: frames * 2 }, (_, i) => i % 2 === 0 ? 0 : 10);
  const sizes = { frames, batch: 1, classes: 2, maxLabels: 1 };
  const { loss } = ctcLoss(logits, [1], [0], [frames], sizes);
  assertNear(loss, [400 * Math.log1p(Math.exp(10))], { atol: 0, rtol: 1e-7 }, "loss");
});

Deno.test("ctcLoss() gives Infinity for labels that do not fit, and NaN for NaN", () => {
  const sizes = { frames: 2, batch: 1, classes: 3, maxLabels: 2 };
  const { loss, gradient } = ctcLoss(new Float64Array(6), [1, 1], [2], [2], sizes);
  assertEquals(loss, Float64Array.of(Infinity));
  assertNear(gradient, new Float64Array(6).fill(1 / 3), { atol: 0, rtol: 1e-15 }, "gradient");
  const bad = ctcLoss(new Float64Array(6).fill(NaN), [1, 2], [2], [2], sizes);
  assertEquals(Array.from(bad.loss), [NaN]);
});

Deno.test("ctcLoss() refuses blanks among the labels, unknown classes and wrong lengths", () => {
  const sizes = { frames: 2, batch: 1, classes: 3, maxLabels: 2 };
  const run = (labels: number[], length: number, time: number) => () =>
    ctcLoss(new Float32Array(6), labels, [length], [time], sizes);
  assertThrows(
    run([1, 0], 2, 2),
    RangeError,
    "tf.nn.ctcLoss: expected labels other than the blank, 0, received labels[0][1]=0",
  );
  assertThrows(
    run([1, 3], 2, 2),
    RangeError,
    "tf.nn.ctcLoss: expected labels[0][1] to be a whole number from 0 to 2",
  );
  assertThrows(run([1, 2], 3, 2), RangeError, "expected labelLength[0] to be a whole number");
  assertThrows(run([1, 2], 2, 3), RangeError, "expected logitLength[0] to be a whole number");
});
