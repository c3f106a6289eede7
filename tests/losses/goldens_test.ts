/**
 * Every loss gives Keras's values, gradients and configurations, with every option, reduction, mask
 * and kind of weights, eagerly and in `tf.function`; so does every function form.
 */
import { assertEquals } from "@std/assert";
import * as tf from "kerasaur";
import { namesIn } from "../../lib/configuration/registry.ts";
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

/** One call of a loss. */
interface Case {
  readonly class: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly data: string;
  readonly y_true: Stored;
  readonly y_pred: Stored;
  readonly mask: Stored | null;
  readonly weight: Stored | null;
  readonly result: Stored;
  readonly gradient: Stored | null;
  readonly config: Readonly<Record<string, unknown>>;
}

/** One call of a function. */
interface FunctionCase extends Pick<Case, "options" | "y_true" | "y_pred" | "result"> {
  readonly name: string;
}

const { cases, functions } = readGoldens<{
  readonly cases: readonly Case[];
  readonly functions: readonly FunctionCase[];
}>("losses");

const close = tolerance("layer");
const steep = tolerance("layerGradient");

function made({ class: name, options }: Case): tf.keras.losses.Loss {
  const Class = losses[name] as new (options: object) => tf.keras.losses.Loss;
  return new Class(camel(options));
}

/** Options that Keras's own configurations leave out, so that a copy computes something else. */
const FORGOTTEN: Readonly<Record<string, string>> = { Huber: "delta", CosineSimilarity: "axis" };

/** What is written of them here: what is not the default. */
function forgotten({ class: name, options }: Case): Record<string, unknown> {
  const key = FORGOTTEN[name];
  return key !== undefined && key in options ? { [key]: options[key] } : {};
}

for (const traced of [false, true]) {
  const how = traced ? "in tf.function" : "eagerly";
  cases.forEach((it, i) =>
    Deno.test({
      name: `${it.class} ${JSON.stringify(it.options)} of ${it.data} (${i}) is Keras's ${how}`,
      ignore: isForProcessors(it.y_pred) || isForProcessors(it.result),
      fn() {
        const loss = made(it);
        const weight = it.weight === null ? [] : [tensor(it.weight)];
        const mask = it.mask === null ? [] : [tf.cast(tensor(it.mask), "bool")];
        const step = (yTrue: tf.Tensor, given: tf.Tensor, ...rest: tf.Tensor[]) => {
          const tape = new tf.GradientTape();
          tape.watch(given);
          const value = tape.run(() => {
            const yPred = tf.identity(given);
            if (mask.length > 0) setMask(yPred, rest.at(-1)!);
            return loss(yTrue, yPred, weight.length > 0 ? rest[0]! : undefined);
          });
          return [value, tape.gradient(value, given)!] as [tf.Tensor, tf.Tensor];
        };
        const run = traced ? tf.function(step) : step;
        const [value, gradient] = run(tensor(it.y_true), tensor(it.y_pred), ...weight, ...mask);
        assertAllClose(value, expected(it.result), close, "value");
        assertEquals(value.dtype, it.result.dtype);
        assertEquals(gradient === null, it.gradient === null, "whether there is a gradient");
        if (it.gradient !== null) {
          assertAllClose(tf.cast(gradient, "float32"), expected(it.gradient), steep, "gradient");
        }
        if (traced) return;
        const config = { ...it.config, ...forgotten(it) };
        assertEquals(JSON.parse(JSON.stringify(loss.getConfig())), config);
        const Class = loss.constructor as unknown as {
          fromConfig(config: object): tf.keras.losses.Loss;
        };
        assertEquals(Class.fromConfig(config).getConfig(), loss.getConfig());
        const { deserialize, serialize } = tf.keras.losses;
        const copy = deserialize(serialize(loss)) as tf.keras.losses.Loss;
        assertEquals([copy.constructor, copy.getConfig()], [loss.constructor, loss.getConfig()]);
      },
    })
  );
}

functions.forEach((it, i) =>
  Deno.test({
    name: `${camelCase(it.name)} ${JSON.stringify(it.options)} (${i}) is Keras's`,
    ignore: isForProcessors(it.y_pred) || isForProcessors(it.result),
    fn() {
      const fn = losses[camelCase(it.name)] as (...args: unknown[]) => tf.Tensor;
      const hasOptions = Object.keys(it.options).length > 0;
      const options = hasOptions ? [camel(it.options)] : [];
      const result = fn(tensor(it.y_true), tensor(it.y_pred), ...options);
      assertAllClose(result, expected(it.result), close);
    },
  })
);

Deno.test("every loss and every function of a loss has cases", () => {
  const seen = new Set([...cases.map((it) => it.class), ...functions.map(({ name }) => name)]);
  const known = namesIn("keras.losses").filter((it) => /^[A-Z][a-z]|^CTC$|_/.test(it));
  const aliases = ["Loss", "kullback_leibler_divergence", "LossFunctionWrapper"];
  assertEquals(known.filter((it) => !seen.has(it) && !aliases.includes(it)), []);
  for (const it of cases.map((it) => it.class)) {
    assertEquals(cases.filter((other) => other.class === it).length >= 3, true, it);
  }
});
