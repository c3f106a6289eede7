/**
 * What a person sees of a training: lines that are rewritten in a terminal, single lines elsewhere, and
 * an output that changes in a notebook.
 */
import { assert, assertEquals } from "@std/assert";
import * as tf from "kerasaur";
import { NotebookOutput, replaceProgressSink } from "../../lib/callbacks/progress_sink.ts";
import { type TestSink, withProfile, withSink } from "./support.ts";

const { ProgbarLogger } = tf.keras.callbacks;

/** What is on a screen after a text. */
function screen(text: string): string[] {
  const lines: string[][] = [[]];
  let column = 0;
  // deno-lint-ignore no-control-regex -- the codes of colours
  for (const letter of text.replace(/\x1b\[\d+m/g, "")) {
    if (letter === "\n") {
      lines.push([]);
      column = 0;
    } else if (letter === "\r") column = 0;
    else lines.at(-1)![column++] = letter;
  }
  return lines.map((it) => it.join("").trimEnd());
}

interface Training {
  readonly verbose: 0 | 1 | 2;
  readonly epochs?: number;
  readonly steps?: number | null;
  /** Seconds of a step. */
  readonly pace?: number;
}

/** What `fit` would call, with ten batches an epoch. */
function train(
  sink: { time: number },
  { verbose, epochs = 2, steps = 10, pace = 0.02 }: Training,
  logsOf: (batch: number) => Record<string, number> = (batch) => ({ loss: 1 / (batch + 1) }),
): tf.keras.callbacks.ProgbarLogger {
  const logger = new ProgbarLogger();
  logger.setParams({ verbose, epochs, steps });
  logger.onTrainBegin();
  for (let epoch = 0; epoch < epochs; epoch++) {
    logger.onEpochBegin(epoch);
    for (let batch = 0; batch < 10; batch++) {
      sink.time += pace;
      logger.onTrainBatchEnd(batch, logsOf(batch));
    }
    logger.onTestBegin();
    logger.onTestBatchEnd(0, { loss: 7 });
    logger.onTestEnd({ loss: 7 });
    logger.onEpochEnd(epoch, { loss: 0.1, accuracy: 0.5, val_loss: 0.00012 });
  }
  logger.onTrainEnd();
  return logger;
}

const asTerminal = (sink: TestSink) => {
  sink.canRewrite = sink.hasColours = true;
};

Deno.test("before Keras 3 a training looks as in tf.keras 2", () => {
  for (const profile of ["tf2.0", "keras2"] as const) {
    withProfile(profile, () =>
      withSink((sink) => {
        asTerminal(sink);
        train(sink, { verbose: 1 });
        const bar = "10/10 [==============================]";
        const line =
          `${bar} - 0s 20ms/step - loss: 0.1000 - accuracy: 0.5000 - val_loss: 1.2000e-04`;
        // deno-lint-ignore no-control-regex -- there are none
        assert(!/\x1b/.test(sink.writes.join("")));
        assertEquals(screen(sink.take()), ["Epoch 1/2", line, "Epoch 2/2", line, ""]);
      }));
  }
});

Deno.test("bars of tf.keras 2 grow behind an arrow, with the time that is left", () => {
  withSink((sink) => {
    asTerminal(sink);
    const bar = new tf.keras.utils.Progbar(200);
    const seen: string[] = [];
    for (const current of [1, 2, 100, 199, 200]) {
      sink.time += 40;
      bar.update(current, [["loss", 0.5]]);
      seen.push(sink.take());
    }
    assertEquals(seen, [
      "\r  1/200 [..............................] - ETA: 2:12:40 - loss: 0.5000",
      "\r  2/200 [..............................] - ETA: 2:12:00 - loss: 0.5000",
      `\r100/200 [${"=".repeat(14)}>${".".repeat(15)}] - ETA: 1:20 - loss: 0.5000   `,
      `\r199/200 [${"=".repeat(28)}>.] - ETA: 0s - loss: 0.5000  `,
      `\r200/200 [${"=".repeat(30)}] - 200s 804ms/step - loss: 0.5000\n`,
    ]);
  });
  withSink((sink) => {
    const bar = new tf.keras.utils.Progbar(null, { unitName: "sample" });
    sink.time += 2;
    bar.update(3);
    assertEquals(sink.take(), "\n      3/Unknown - 2s 667ms/sample");
  });
});

Deno.test("verbose 2 is one line for each epoch", () => {
  const expected = {
    "keras2":
      "10/10 - 0s - loss: 0.1000 - accuracy: 0.5000 - val_loss: 1.2000e-04 - 200ms/epoch - 20ms/step",
    "keras3": "10/10 - 0s - 20ms/step - loss: 0.1000 - accuracy: 0.5000 - val_loss: 1.2000e-04",
  };
  for (const profile of ["keras2", "keras3"] as const) {
    withProfile(profile, () =>
      withSink((sink) => {
        let reads = 0;
        train(sink, { verbose: 2 }, () => ({
          get loss() {
            reads++;
            return 1;
          },
        }));
        assertEquals(reads, 0);
        const line = expected[profile];
        assertEquals(sink.take(), `Epoch 1/2\n${line}\nEpoch 2/2\n${line}\n`);
      }));
  }
});

Deno.test("nothing is said with verbose 0, and epochs are not numbered where there is one", () => {
  withSink((sink) => {
    train(sink, { verbose: 0 });
    assertEquals(sink.take(), "");
    train(sink, { verbose: 2, epochs: 1 });
    assertEquals(sink.take().split("\n").length, 2);
  });
});

Deno.test("logs are read only when a line is drawn, at most every 50 milliseconds", () => {
  withSink((sink) => {
    asTerminal(sink);
    const read: number[] = [];
    train(sink, { verbose: 1, epochs: 1, pace: 0.02 }, (batch) => ({
      get loss() {
        read.push(batch);
        return 1;
      },
    }));
    assertEquals(read, [0, 3, 6, 9]);
    // One write for each drawing, and one for the end.
    assertEquals(sink.writes.length, 5);
    assert(sink.writes.every((it) => it.startsWith("\r")));
  });
});

Deno.test("a number of batches that nobody knows is known after the first epoch", () => {
  withSink((sink) => {
    asTerminal(sink);
    train(sink, { verbose: 1, steps: null });
    const [, line] = screen(sink.writes.slice(0, 2).join(""));
    assertEquals(line, "      1/Unknown - 0s 20ms/step - loss: 1.0000");
    const lines = screen(sink.take());
    assert(lines[1]!.startsWith("10/10 [=============================="), lines[1]);
    assert(lines[3]!.startsWith("10/10 [=============================="), lines[3]);
  });
});

Deno.test("without a terminal lines follow each other, without codes of colours", () => {
  withProfile("keras3", () =>
    withSink((sink) => {
      train(sink, { verbose: 1, epochs: 1, pace: 0.06 });
      const text = sink.take();
      // deno-lint-ignore no-control-regex -- there are none
      assert(!/[\x1b\r\b]/.test(text));
      assertEquals(text.split("\n").length, 13);
    }));
});

Deno.test("evaluations and predictions have bars of their own", () => {
  withSink((sink) => {
    const logger = new ProgbarLogger();
    logger.setParams({ verbose: 2, epochs: 1, steps: 2 });
    logger.onTestBegin();
    logger.onTestBatchEnd(0, { loss: 1 });
    logger.onTestBatchEnd(1, { loss: 0.5 });
    logger.onTestEnd({ loss: 0.5 });
    assertEquals(sink.take(), "2/2 - 0s - loss: 0.5000 - 0s/epoch - 0s/step\n");
    logger.onPredictBegin();
    logger.onPredictBatchEnd(0);
    logger.onPredictEnd();
    assertEquals(sink.take(), "2/2 - 0s - 0s/epoch - 0s/step\n");
  });
});

/** A notebook's outputs: what was sent, and what is seen of each. */
class Notebook {
  time = 0;
  sent: { time: number; bytes: number }[] = [];
  outputs: string[] = [];
  readonly sink = new NotebookOutput(() => {
    const index = this.outputs.push("") - 1;
    return {
      show: (text) => {
        this.outputs[index] = text;
        this.sent.push({ time: this.time, bytes: new TextEncoder().encode(text).length });
      },
    };
  }, () => this.time);
}

for (
  const { what, pace, epochs } of [
    { what: "fast", pace: 0.0005, epochs: 100 },
    { what: "usual", pace: 0.2, epochs: 100 },
    { what: "slow", pace: 6, epochs: 100 },
  ]
) {
  Deno.test(`in a notebook ${what} epochs send little, and seldom`, () => {
    const notebook = new Notebook();
    using _ = replaceProgressSink(notebook.sink);
    train(notebook, { verbose: 1, epochs, pace });
    const bytes = notebook.sent.reduce((sum, it) => sum + it.bytes, 0);
    assert(bytes < 2e6, `${bytes} bytes`);
    // The end of the training is sent in any case.
    for (const { time } of notebook.sent.slice(0, -1)) {
      const within = notebook.sent.filter((it) => it.time >= time && it.time < time + 1);
      assert(within.length <= 5, `${within.length} messages in the second after ${time}`);
    }
    const lines = notebook.outputs.join("\n").split("\n");
    assertEquals(lines.length, 2 * epochs);
    assertEquals(lines.filter((it) => it.startsWith("10/10 [=====")).length, epochs);
    assertEquals(lines.at(-2), `Epoch ${epochs}/${epochs}`);
  });
}

Deno.test("in a notebook each training has an output of its own, also after one that failed", () => {
  const notebook = new Notebook();
  using _ = replaceProgressSink(notebook.sink);
  const logger = new ProgbarLogger();
  logger.setParams({ verbose: 1, epochs: 2, steps: 10 });
  logger.onTrainBegin();
  logger.onEpochBegin(0);
  notebook.time += 1;
  for (let batch = 0; batch < 3; batch++) logger.onTrainBatchEnd(batch, { loss: batch });
  logger.onFailure();
  train(notebook, { verbose: 1, epochs: 1 });
  assertEquals(notebook.outputs.length, 2);
  assert(notebook.outputs[0]!.startsWith("Epoch 1/2\n 1/10 ["), notebook.outputs[0]);
  // A message of a callback's that nobody opened an output for.
  notebook.sink.write("Epoch 3: early stopping\n");
  assertEquals(notebook.outputs[2], "Epoch 3: early stopping");
});

Deno.test("of a metric of several values the mean is shown", () => {
  withSink((sink) => {
    const logger = new ProgbarLogger();
    logger.setParams({ verbose: 2, epochs: 1, steps: 1 });
    logger.onTestBegin();
    const scores = new tf.NdArray(Float32Array.of(0.5, 1), [2], "float32");
    logger.onTestEnd({ f1: scores as unknown as number });
    assertEquals(sink.take(), "1/1 - 0s - f1: 0.7500 - 0s/epoch - 0s/step\n");
  });
});
