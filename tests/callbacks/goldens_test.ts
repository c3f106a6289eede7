/**
 * Callbacks do what Keras's do with the same logs: epochs, rates, names of files, texts.
 */
import { assert, assertEquals } from "@std/assert";
import * as tf from "kerasaur";
import { formatField } from "../../lib/callbacks/python_format.ts";
import { camelOptions, fromRepr, goldens, runEpochs, withProfile, withSink } from "./support.ts";

const { EarlyStopping, LearningRateScheduler, ModelCheckpoint, ReduceLROnPlateau } =
  tf.keras.callbacks;

const lossesOf = (which: number) => goldens.losses[which]!;
const numberOf = (text: string | null) => text === null ? null : fromRepr(text);

Deno.test("EarlyStopping ends when Keras's does, and restores the same weights", () => {
  for (const golden of goldens.earlyStopping) {
    withProfile("keras3", () =>
      withSink((sink) => {
        const callback = new EarlyStopping({ ...camelOptions(golden.options), verbose: 1 });
        const { model, rates } = runEpochs(callback, lossesOf(golden.losses));
        const actual = {
          epochs: rates.length,
          stopped: callback.stoppedEpoch,
          wait: callback.wait,
          best: callback.best,
          bestEpoch: callback.bestEpoch,
          weights: model.weights[0]!.numpy().item(0),
          text: sink.take(),
        };
        assertEquals(actual, {
          epochs: golden.epochs,
          stopped: golden.stopped,
          wait: golden.wait,
          best: numberOf(golden.best),
          bestEpoch: golden.bestEpoch,
          weights: golden.restored ?? golden.epochs - 1,
          text: golden.text,
        }, JSON.stringify(golden.options));
      }));
  }
  assert(goldens.earlyStopping.length > 400);
});

Deno.test("ReduceLROnPlateau sets the rates that Keras's sets", () => {
  for (const golden of goldens.plateau) {
    withProfile("keras3", () =>
      withSink((sink) => {
        const callback = new ReduceLROnPlateau({ ...camelOptions(golden.options), verbose: 1 });
        const { model, rates, logs } = runEpochs(callback, lossesOf(golden.losses));
        const actual = {
          rates,
          last: Number(model.optimizer!.learningRate),
          wait: callback.wait,
          best: callback.best,
          logs: Object.keys(logs),
          text: sink.take(),
        };
        assertEquals(actual, {
          rates: golden.rates.map(fromRepr),
          last: fromRepr(golden.last),
          wait: golden.wait,
          best: numberOf(golden.best),
          logs: [...golden.logs],
          text: golden.text,
        }, JSON.stringify(golden.options));
      }));
  }
});

Deno.test("ModelCheckpoint saves when Keras's does, under the same names", () => {
  const folder = Deno.makeTempDirSync();
  const before = Deno.cwd();
  Deno.chdir(folder);
  try {
    for (const golden of goldens.checkpoint) {
      withProfile("keras3", () =>
        withSink((sink) => {
          const { filepath, ...options } = camelOptions(golden.options);
          const callback = new ModelCheckpoint(filepath as string, {
            ...options,
            saveWeightsOnly: true,
            verbose: 1,
          });
          const { model } = runEpochs(callback, lossesOf(golden.losses), golden.batches);
          assertEquals(
            { saved: model.saved, best: callback.best, text: sink.take() },
            { saved: [...golden.saved], best: numberOf(golden.best), text: golden.text },
            JSON.stringify(golden.options),
          );
        }));
    }
  } finally {
    Deno.chdir(before);
    Deno.removeSync(folder, { recursive: true });
  }
});

const SCHEDULES: Record<string, (epoch: number, rate: number) => number> = {
  halves: (epoch, rate) => epoch < 3 ? rate : rate * 0.5,
  constant: () => 1,
  tiny: (epoch) => 1e-7 * (epoch + 1),
};

Deno.test("LearningRateScheduler sets and logs the rates that Keras's does", () => {
  for (const golden of goldens.scheduler) {
    withProfile("keras3", () =>
      withSink((sink) => {
        const callback = new LearningRateScheduler(SCHEDULES[golden.schedule]!, 1);
        const { rates, logs } = runEpochs(callback, lossesOf(0));
        assertEquals(rates, golden.rates.map(fromRepr));
        assertEquals(Object.keys(logs), [...golden.logs]);
        assertEquals(logs["learning_rate"], fromRepr(golden.logged));
        assertEquals(sink.take(), golden.text);
      }));
  }
});

Deno.test("CSVLogger writes the files that Keras's writes", () => {
  const trainings = [
    [{ loss: 0.5, acc: 1e-5 }, { loss: 1, acc: 123456789.123 }],
    [{ val_loss: 0.1, 'a "b"': 2, "b,c": 1e16 }, { val_loss: NaN }],
  ] as Record<string, number>[][];
  for (const { separator, append, texts } of goldens.csv) {
    const folder = Deno.makeTempDirSync();
    try {
      const path = `${folder}/log.csv`;
      trainings.forEach((logs, i) => {
        const callback = new tf.keras.callbacks.CSVLogger(path, separator, append);
        callback.onTrainBegin();
        logs.forEach((it, epoch) => callback.onEpochEnd(epoch, it));
        callback.onTrainEnd();
        assertEquals(Deno.readTextFileSync(path), texts[i]);
      });
    } finally {
      Deno.removeSync(folder, { recursive: true });
    }
  }
});

/** A text without what is seen of it only in a terminal. */
// deno-lint-ignore no-control-regex -- the codes of colours
const plain = (text: string) => text.replace(/\x1b\[\d+m/g, "");

Deno.test("Progbar writes what Keras 3's writes", () => {
  for (const { target, verbose, dynamic, metrics, calls } of goldens.bars) {
    withProfile("keras3", () =>
      withSink((sink) => {
        sink.canRewrite = sink.hasColours = dynamic;
        sink.time = 0;
        const bar = new tf.keras.utils.Progbar(target, {
          verbose,
          ...metrics === "stateful" ? { statefulMetrics: ["loss"] } : {},
          ...metrics === "stateless" ? { statelessMetrics: ["loss"] } : {},
        });
        for (const [time, current, values, finalize, text] of calls) {
          sink.time = time;
          bar.update(current, values, finalize);
          // Backspaces before a carriage return change nothing.
          const expected = dynamic ? text.replace(/^[\b]+/, "") : plain(text);
          assertEquals(sink.take(), expected, `${target} ${verbose} ${metrics} ${current}`);
        }
      }));
  }
});

Deno.test("numbers are formatted as Python formats them", () => {
  for (const [spec, repr, isInteger, text] of goldens.formats) {
    const value = fromRepr(repr);
    assertEquals(formatField({ value, isInteger }, spec) ?? null, text, `${repr} as ${spec}`);
  }
});
