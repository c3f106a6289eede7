/**
 * Losses at their edges give what Keras's do: predictions of other types, those where logarithms end,
 * ranks that differ by one, weights and masks of every rank, predictions of activations.
 */
import { assertEquals } from "@std/assert";
import * as tf from "kerasaur";
import { setMask } from "../../lib/layers/base/masks.ts";
import { camelCase } from "../../lib/objects/naming.ts";
import { assertAllClose } from "../support/compare.ts";
import { tolerance } from "../support/tolerances.ts";
import {
  camel,
  expected,
  isForProcessors,
  losses,
  readGoldens,
  type Stored,
  tensor,
} from "./goldens.ts";

/** One call of a class's loss, of a function, or of a function that is wrapped. */
interface Case {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly activation: "sigmoid" | "softmax" | null;
  readonly y_true: Stored;
  readonly y_pred: Stored;
  readonly mask: Stored | null;
  readonly weight: Stored | null;
  readonly result: Stored;
  readonly gradient: Stored | null;
}

const { cases } = readGoldens<{ readonly cases: readonly Case[] }>("edges");

/** The function that is wrapped. */
const squares = (yTrue: tf.Tensor, yPred: tf.Tensor) =>
  tf.reduceMean(tf.square(tf.subtract(yTrue, yPred)), -1);

type Run = (yTrue: tf.Tensor, yPred: tf.Tensor, weight?: tf.Tensor) => tf.Tensor;

/** What a case calls. */
function runOf({ name, options }: Case): Run {
  if (name === "wrapped") {
    const loss = new tf.keras.losses.LossFunctionWrapper(squares, camel(options));
    return (yTrue, yPred) => loss(yTrue, yPred);
  }
  if (/^[A-Z]/.test(name)) {
    return new (losses[name] as new (options: object) => Run)(camel(options));
  }
  const fn = losses[camelCase(name)] as (...args: unknown[]) => tf.Tensor;
  const rest = Object.keys(options).length > 0 ? [camel(options)] : [];
  return (yTrue, yPred) => fn(yTrue, yPred, ...rest);
}

const shape = ({ shape, dtype }: Stored) => `${dtype}(${shape})`;

for (const traced of [false, true]) {
  cases.forEach((it, i) =>
    Deno.test({
      name: `${i}: ${it.name} ${JSON.stringify(it.options)} of ${shape(it.y_true)}, ${
        shape(it.y_pred)
      }${it.activation ? ` behind ${it.activation}` : ""} is Keras's ${
        traced ? "in tf.function" : "eagerly"
      }`,
      ignore: isForProcessors(it.y_pred) || isForProcessors(it.result),
      fn() {
        const weight = it.weight === null ? [] : [tensor(it.weight)];
        const mask = it.mask === null ? [] : [tf.cast(tensor(it.mask), "bool")];
        const loss = runOf(it);
        const step = (yTrue: tf.Tensor, given: tf.Tensor, ...rest: tf.Tensor[]) => {
          const tape = new tf.GradientTape();
          tape.watch(given);
          const value = tape.run(() => {
            const made = tf.identity(given);
            const yPred = it.activation ? tf.keras.activations[it.activation](made) : made;
            if (mask.length > 0) setMask(yPred, rest.at(-1)!);
            return weight.length > 0 ? loss(yTrue, yPred, rest[0]!) : loss(yTrue, yPred);
          });
          return [value, tape.gradient(value, given)!] as [tf.Tensor, tf.Tensor];
        };
        const run = traced ? tf.function(step) : step;
        const [value, gradient] = run(tensor(it.y_true), tensor(it.y_pred), ...weight, ...mask);
        const isHalf = [it.y_pred, it.result].some(({ dtype }) => /^b?float16$/.test(dtype));
        const [close, steep] = isHalf
          ? [tolerance("half"), tolerance("half")]
          : [tolerance("layer"), tolerance("layerGradient")];
        assertAllClose(tf.cast(value, "float32"), expected(it.result), close, "value");
        assertEquals(value.dtype, it.result.dtype);
        assertEquals(gradient === null, it.gradient === null, "whether there is a gradient");
        if (it.gradient !== null) {
          assertAllClose(tf.cast(gradient, "float32"), expected(it.gradient), steep, "gradient");
        }
      },
    })
  );
}

Deno.test("reductions have tf.keras 2's names besides", () => {
  assertEquals(tf.keras.losses.Reduction.all(), ["auto", "none", "sum", "sum_over_batch_size"]);
  const { AUTO, NONE, SUM, SUM_OVER_BATCH_SIZE } = tf.keras.losses.Reduction;
  assertEquals(new tf.keras.losses.MeanSquaredError(AUTO).reduction, "sum_over_batch_size");
  assertEquals(new tf.keras.losses.MeanSquaredError({ reduction: SUM }).reduction, "sum");
  assertEquals(
    new tf.keras.losses.MeanSquaredError(SUM_OVER_BATCH_SIZE).getConfig().reduction,
    "sum_over_batch_size",
  );
  assertEquals(new tf.keras.losses.MeanSquaredError(NONE)([[1], [2]], [[1], [4]]).shape, [2]);
  tf.keras.losses.Reduction.validate("auto");
});

Deno.test("means of whole numbers keep their fractions", () => {
  const a = tf.constant([[1, 2]], { dtype: "int32" });
  const b = tf.constant([[2, 4]], { dtype: "int32" });
  assertEquals(tf.keras.losses.meanSquaredError(a, b).numpy().toArray(), [2.5]);
});

Deno.test({
  name: "numbers of classes are not rounded in half floats",
  ignore: Deno.env.get("KERASAUR_DEVICE") === "webgpu",
  fn() {
    // 2049 is no float16.
    const sparse = new tf.keras.losses.SparseCategoricalCrossentropy({
      dtype: "float16",
      fromLogits: true,
    });
    const logits = tf.oneHot([2049], 2051, { onValue: 40, offValue: 0 });
    assertEquals(Number(sparse([2049], logits)), 0);
  },
});
