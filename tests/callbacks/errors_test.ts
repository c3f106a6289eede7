// deno-lint-ignore-file no-console -- takes the console over
/**
 * What callbacks refuse: the class of each error and its text.
 */
import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { FakeModel, runEpochs, withSink } from "./support.ts";

const callbacks = tf.keras.callbacks;

type ErrorClass = new (message: string) => Error;
const refused = (Class: ErrorClass, message: string, run: () => unknown) => {
  const error = assertThrows(run, Class);
  assertEquals(error.message, message);
};

/** Gives values that types forbid. */
// deno-lint-ignore no-explicit-any -- wrong on purpose
const wrong = (value: unknown) => value as any;

Deno.test("constructors name the option, what is expected and what was received", () => {
  const { CSVLogger, EarlyStopping, LambdaCallback, ModelCheckpoint, ReduceLROnPlateau } =
    callbacks;
  refused(
    RangeError,
    'EarlyStopping: expected mode to be one of "auto", "min", "max", received mode="best"',
    () => new EarlyStopping({ mode: wrong("best") }),
  );
  refused(
    RangeError,
    "EarlyStopping: expected patience to be a whole number >= 0, received patience=-1",
    () => new EarlyStopping({ patience: -1 }),
  );
  refused(
    TypeError,
    "EarlyStopping: min_delta is called minDelta here",
    () => new EarlyStopping(wrong({ min_delta: 0.1 })),
  );
  refused(
    RangeError,
    "ReduceLROnPlateau: expected factor to be a number from 0 to below 1, received factor=1",
    () => new ReduceLROnPlateau({ factor: 1 }),
  );
  refused(
    TypeError,
    "LearningRateScheduler: expected schedule, which has no default; it was not given",
    () => new callbacks.LearningRateScheduler(wrong(undefined)),
  );
  refused(
    TypeError,
    "LearningRateScheduler: expected schedule to be a function of epoch and learning rate, received schedule=0.1",
    () => new callbacks.LearningRateScheduler(wrong(0.1)),
  );
  refused(
    RangeError,
    "ModelCheckpoint: expected filepath to end in .weights.h5 (Keras's format), .npz (NumPy's) or .safetensors, received filepath=\"best\"",
    () => new ModelCheckpoint("best", { saveWeightsOnly: true }),
  );
  refused(
    RangeError,
    'ModelCheckpoint: expected filepath to end in .keras, as whole models do (weights alone are saved with saveWeightsOnly: true), received filepath="a.h5"',
    () => new ModelCheckpoint("a.h5"),
  );
  refused(
    RangeError,
    'ModelCheckpoint: expected placeholders such as {epoch:02d} or {val_loss:.2f}, received "{" in "{epoch.h5"; write {{ and }} for braces',
    () => new ModelCheckpoint("{epoch.h5", { saveWeightsOnly: true }),
  );
  refused(
    RangeError,
    'ModelCheckpoint: expected saveFreq to be "epoch" or a number of batches >= 1, received saveFreq="batch"',
    () => new ModelCheckpoint("a.keras", { saveFreq: wrong("batch") }),
  );
  refused(
    TypeError,
    "ModelCheckpoint: expected filepath to be a path, received filepath=1",
    () => new ModelCheckpoint(wrong(1)),
  );
  refused(
    RangeError,
    'CSVLogger: expected separator to be one character, received separator=", "',
    () => new CSVLogger("a.csv", ", "),
  );
  refused(
    TypeError,
    "LambdaCallback: expected onEpochEnd to be a function, received onEpochEnd=1",
    () => new LambdaCallback({ onEpochEnd: wrong(1) }),
  );
  refused(
    RangeError,
    'BackupAndRestore: expected saveFreq to be "epoch" or a number of batches >= 1, received saveFreq=0',
    () => new callbacks.BackupAndRestore("backup", 0),
  );
  refused(
    TypeError,
    'BackupAndRestore: expected backupDir to be a path, received backupDir=""',
    () => new callbacks.BackupAndRestore(""),
  );
  refused(
    TypeError,
    "Progbar: expected statefulMetrics or statelessMetrics, received both; the names that are not in the one are the other",
    () => new tf.keras.utils.Progbar(1, { statefulMetrics: [], statelessMetrics: [] }),
  );
  refused(
    TypeError,
    'Progbar.update: expected values to be pairs of a name and a number, received values=["loss", 1]',
    () => new tf.keras.utils.Progbar(1, { verbose: 0 }).update(1, wrong(["loss", 1])),
  );
  refused(
    TypeError,
    "RemoteMonitor: it is left out, since nothing may leave the machine that nobody asked for; send the logs with fetch in a LambdaCallback({ onEpochEnd })",
    () => new callbacks.RemoteMonitor(),
  );
  refused(
    TypeError,
    "OrbaxCheckpoint: it is left out, since its format is that of the Python library Orbax; use a ModelCheckpoint or BackupAndRestore",
    () => new callbacks.OrbaxCheckpoint("folder"),
  );
});

Deno.test("errors begin at the user's line", () => {
  const error = assertThrows(() => new callbacks.EarlyStopping({ patience: 0.5 }), RangeError);
  assertEquals(/^\s+at .*errors_test\.ts/.test(error.stack!.split("\n")[1]!), true);
});

Deno.test("what a training cannot do is an error before it begins", () => {
  const { BackupAndRestore, CSVLogger, ModelCheckpoint, SwapEMAWeights, TensorBoard } = callbacks;
  const folder = Deno.makeTempDirSync();
  try {
    const begin = (callback: tf.keras.callbacks.Callback, model = new FakeModel()) => {
      callback.setModel(model);
      callback.onTrainBegin();
    };
    // What is a file cannot be a folder.
    const file = `${folder}/file`;
    Deno.writeTextFileSync(file, "");
    const cases: [string, string, (path: string) => tf.keras.callbacks.Callback][] = [
      [
        "ModelCheckpoint",
        "filepath",
        (path) => new ModelCheckpoint(path, { saveWeightsOnly: true }),
      ],
      ["CSVLogger", "filename", (path) => new CSVLogger(path)],
      ["BackupAndRestore", "backupDir", (path) => new BackupAndRestore(path)],
      ["TensorBoard", "logDir", (path) => new TensorBoard(path)],
    ];
    for (const [name, option, make] of cases) {
      const path = `${file}/{epoch}/a.h5`;
      const error = assertThrows(() => begin(make(path)), RangeError);
      const what = name === "CSVLogger"
        ? "filename to be that of a file that can be written to"
        : `${option} in a folder that can be written to`;
      const start = `${name}: expected ${what}, received ${option}=${JSON.stringify(path)}: `;
      assertEquals(error.message.slice(0, start.length), start);
      assertEquals(error.cause instanceof Error, true);
    }
    const unbuilt = new FakeModel();
    unbuilt.built = false;
    refused(
      TypeError,
      "BackupAndRestore: expected a model that is built, received Model 'fake', which is not; call it on a batch first",
      () => begin(new BackupAndRestore(`${folder}/backup`), unbuilt),
    );
    const schedule = new tf.keras.optimizers.schedules.CosineDecay(0.1, 10);
    for (
      const callback of [
        new callbacks.ReduceLROnPlateau(),
        new callbacks.LearningRateScheduler(() => 0.1),
      ]
    ) {
      refused(
        TypeError,
        `${callback.constructor.name}: expected an optimizer with a number for a learning rate, which can be set, received SGD with a schedule or a function; leave out the one or the other`,
        () => begin(callback, new FakeModel(new tf.keras.optimizers.SGD(schedule))),
      );
    }
    refused(
      TypeError,
      "SwapEMAWeights: expected an optimizer with useEma: true, received SGD without",
      () => begin(new SwapEMAWeights()),
    );
    refused(
      TypeError,
      "SwapEMAWeights: expected a model with an optimizer, received Model 'fake' without one; call compile({ optimizer, loss }) first",
      () => begin(new SwapEMAWeights(), new FakeModel(null)),
    );
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});

Deno.test("what turns out while a model is trained is an error with a name", () => {
  const { EarlyStopping, LearningRateScheduler, ModelCheckpoint, TerminateOnNaN } = callbacks;
  const folder = Deno.makeTempDirSync();
  try {
    refused(
      RangeError,
      'EarlyStopping: expected mode "min" or "max" for monitor="val_accuracy", of which nobody knows which values are better, received mode="auto"',
      () => runEpochs(new EarlyStopping("val_accuracy"), ["1"]),
    );
    refused(
      TypeError,
      'LearningRateScheduler: expected schedule(0, ...) to give a number, received "0.1"',
      () => runEpochs(new LearningRateScheduler(wrong(() => "0.1")), ["1"]),
    );
    refused(
      RangeError,
      `ModelCheckpoint: expected placeholders among epoch, loss, val_loss, val_accuracy, received {acc} in ${
        JSON.stringify(`${folder}/{acc}.h5`)
      }`,
      () =>
        runEpochs(new ModelCheckpoint(`${folder}/{acc}.h5`, wrong({ saveWeightsOnly: true })), [
          "1",
        ]),
    );
    refused(
      RangeError,
      `ModelCheckpoint: expected a format of a number, such as .2f, received {loss:02d} in ${
        JSON.stringify(`${folder}/{loss:02d}.h5`)
      }`,
      () =>
        runEpochs(new ModelCheckpoint(`${folder}/{loss:02d}.h5`, { saveWeightsOnly: true }), ["1"]),
    );
    refused(
      RangeError,
      "TerminateOnNaN: expected a finite loss, received loss=nan at batch 0",
      () => runEpochs(new TerminateOnNaN(true), ["nan"], 1),
    );
    withSink((sink) => {
      const { model } = runEpochs(new TerminateOnNaN(), ["1", "inf", "1"], 1);
      assertEquals(model.stopTraining, true);
      assertEquals(sink.take(), "Batch 0: Invalid loss, terminating training\n");
    });
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});

Deno.test("a metric of several values cannot be watched", () => {
  const scores = new tf.NdArray(Float32Array.of(0.5, 1), [2], "float32");
  const logs = wrong({ loss: 1, f1: scores });
  const { EarlyStopping, ModelCheckpoint, ReduceLROnPlateau, TensorBoard } = callbacks;
  const options = { monitor: "f1", mode: "max" } as const;
  for (
    const callback of [
      new EarlyStopping(options),
      new ReduceLROnPlateau(options),
      new ModelCheckpoint({
        ...options,
        filepath: "a.h5",
        saveBestOnly: true,
        saveWeightsOnly: true,
      }),
    ]
  ) {
    callback.setModel(new FakeModel());
    refused(
      TypeError,
      `${callback.constructor.name}: expected "f1" in the logs to be a number, received NdArray of shape (2,); watch another value`,
      () => callback.onEpochEnd(0, logs),
    );
  }
  const board = new TensorBoard();
  board.setModel(new FakeModel());
  refused(
    TypeError,
    "TensorBoard: expected epoch_f1 to be a number, received NdArray of shape (2,); leave out metrics of several values",
    () => board.onEpochEnd(0, wrong({ f1: scores })),
  );
});

Deno.test("a value that is not in the logs is a warning, given once", () => {
  const warnings: string[] = [];
  const { warn } = console;
  console.warn = (text: string) => warnings.push(text);
  const folder = Deno.makeTempDirSync();
  try {
    const { EarlyStopping, ModelCheckpoint, ReduceLROnPlateau } = callbacks;
    const options = { monitor: "val_f1", mode: "max" } as const;
    const filepath = `${folder}/{epoch}.h5`;
    runEpochs(new EarlyStopping(options), ["1", "2"]);
    runEpochs(new ReduceLROnPlateau(options), ["1", "2"]);
    const { model } = runEpochs(
      new ModelCheckpoint({ ...options, filepath, saveBestOnly: true, saveWeightsOnly: true }),
      ["1", "2"],
    );
    assertEquals(model.saved, [`${folder}/1.h5`, `${folder}/2.h5`]);
  } finally {
    console.warn = warn;
    Deno.removeSync(folder, { recursive: true });
  }
  const names = "loss, val_loss, val_accuracy";
  assertEquals(warnings, [
    `EarlyStopping: expected "val_f1" in the logs to decide when to stop, received ${names}; the training is not stopped early`,
    `ReduceLROnPlateau: expected "val_f1" in the logs to decide when to lower the learning rate, received ${names}, lr; the rate stays`,
    `ModelCheckpoint: expected "val_f1" in the logs to find the best model, received ${names}; all are saved`,
  ]);
});
